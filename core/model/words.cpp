#include "core/model/words.h"

#include <charconv>
#include <cmath>

namespace hallwright::model {

namespace {

constexpr const char* kThinSpace = "\u2009";
constexpr const char* kMinus = "\u2212";

} // namespace

std::string fixed(double value, int decimals) {
    if (!std::isfinite(value))
        return "\u2014";
    char buffer[400];
    const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, std::abs(value),
                                            std::chars_format::fixed, decimals);
    std::string digits(buffer, error == std::errc{} ? end : buffer);
    const bool isZero = digits.find_first_not_of("0.") == std::string::npos;
    const auto point = digits.find('.');
    auto group = static_cast<std::ptrdiff_t>(point == std::string::npos ? digits.size() : point);
    while (group > 3) {
        group -= 3;
        digits.insert(static_cast<std::size_t>(group), kThinSpace);
    }
    if (value < 0.0 && !isZero)
        digits.insert(0, kMinus);
    return digits;
}

std::string quoted(std::string_view name) {
    std::string text(1, '"');
    text += name;
    text += '"';
    return text;
}

std::string inMetres(double value_m) {
    std::string text = fixed(value_m, 2);
    text += kThinSpace;
    text += 'm';
    return text;
}

std::string inVolts(double value_V) {
    const bool inKilo = std::abs(value_V) >= 1000.0;
    const double value = inKilo ? value_V / 1000.0 : value_V;
    std::string text = fixed(value, value == std::round(value) ? 0 : 1);
    text += kThinSpace;
    text += inKilo ? "kV" : "V";
    return text;
}

std::string compassWord(base::Vec2 shift_m) {
    if (std::abs(shift_m.x) > std::abs(shift_m.y))
        return shift_m.x > 0.0 ? "east" : "west";
    return shift_m.y > 0.0 ? "north" : "south";
}

} // namespace hallwright::model
