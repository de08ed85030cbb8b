#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace hallwright::test {

/// Damages a text in ways that files are damaged in, and in ways that only malice thinks of: bytes
/// and bits changed, pieces lost, doubled, moved, the end cut off, words put in that the format
/// gives a meaning to. The same seed gives the same damage.
class TextMutator {
public:
    /// `tokens` are the words to put in; `valueMarks` are the characters after which a value begins
    /// (":" in JSON), `valueEnds` those that end it.
    TextMutator(std::uint32_t seed, std::vector<std::string> tokens, std::string valueMarks,
                std::string valueEnds);

    [[nodiscard]] std::string mutate(std::string text);

private:
    [[nodiscard]] std::size_t below(std::size_t limit);
    [[nodiscard]] const std::string& token();

    std::mt19937 m_random;
    std::vector<std::string> m_tokens;
    std::string m_valueMarks;
    std::string m_valueEnds;
};

/// For JSON files.
[[nodiscard]] TextMutator jsonMutator(std::uint32_t seed);

} // namespace hallwright::test
