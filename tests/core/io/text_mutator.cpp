#include "text_mutator.h"

#include <algorithm>
#include <utility>

namespace hallwright::test {

TextMutator::TextMutator(std::uint32_t seed, std::vector<std::string> tokens,
                         std::string valueMarks, std::string valueEnds)
    : m_random(seed), m_tokens(std::move(tokens)), m_valueMarks(std::move(valueMarks)),
      m_valueEnds(std::move(valueEnds)) {}

std::size_t TextMutator::below(std::size_t limit) {
    // The distributions of the standard library differ between libraries; the engine does not.
    return m_random() % std::max<std::size_t>(limit, 1);
}

const std::string& TextMutator::token() {
    return m_tokens[below(m_tokens.size())];
}

std::string TextMutator::mutate(std::string text) {
    for (std::size_t wounds = 1 + below(4); wounds-- > 0 && !text.empty();) {
        const std::size_t at = below(text.size());
        const std::size_t length = std::min(text.size() - at, 1 + below(60));
        switch (below(8)) {
        case 0: // one byte
            text[at] = static_cast<char>(below(256));
            break;
        case 1: // one bit
            text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
            break;
        case 2:
            text.erase(at, length);
            break;
        case 3:
            text.insert(at, text.substr(at, length));
            break;
        case 4:
            if (below(4) == 0) // not each time, or little of the text would be left to damage
                text.resize(at);
            break;
        case 5: // a piece from elsewhere
            text.insert(at, text.substr(below(text.size()), length));
            break;
        case 6:
            text.insert(at, token());
            break;
        default: { // another value
            const auto mark = text.find_first_of(m_valueMarks, at);
            const auto end = mark == text.npos ? mark : text.find_first_of(m_valueEnds, mark + 1);
            if (end != text.npos)
                text.replace(mark + 1, end - mark - 1, token());
        }
        }
    }
    return text;
}

TextMutator jsonMutator(std::uint32_t seed) {
    return {seed,
            {"null",
             "true",
             "-1",
             "0",
             "1e308",
             "1e999",
             "-0",
             "0.5",
             "1e-320",
             "4294967295",
             "10000000",
             "\"\"",
             "\"12kW\"",
             "\"a\\nb\"",
             "[]",
             "{}",
             "NaN",
             "Infinity",
             "-Infinity",
             "99999999999999",
             "\"\\u0000\"",
             "\"\\ud800\"",
             "[[",
             "{\"id\":",
             "\xff\xfe",
             "\"\xc3\x28\"",
             "18446744073709551616",
             "-9223372036854775809",
             "\\",
             "\"",
             "/*",
             ","},
            ":",
            ",}]\n"};
}

} // namespace hallwright::test
