#include "core/solvers/power/short_circuit/vector_group.h"

#include <cctype>

namespace hallwright::short_circuit {

std::optional<std::vector<Winding>> windingsOfVectorGroup(std::string_view text,
                                                          std::size_t windings) {
    std::vector<Winding> found;
    std::size_t at = 0;
    const auto isNext = [&](char letter) {
        return at < text.size() && std::tolower(static_cast<unsigned char>(text[at])) == letter;
    };
    while (found.size() < windings) {
        const bool isStar = isNext('y'), isZigzag = isNext('z');
        if (!isStar && !isZigzag && !isNext('d'))
            return std::nullopt;
        ++at;
        const bool hasNeutral = (isStar || isZigzag) && isNext('n');
        at += hasNeutral;
        found.push_back(isStar     ? (hasNeutral ? Winding::EarthedStar : Winding::Star)
                        : isZigzag ? (hasNeutral ? Winding::EarthedZigzag : Winding::Zigzag)
                                   : Winding::Delta);
        while (at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])))
            ++at; // clock numbers may stand between windings
    }
    return found;
}

} // namespace hallwright::short_circuit
