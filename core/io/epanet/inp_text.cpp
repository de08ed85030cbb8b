#include "core/io/epanet/inp_text.h"

#include "core/io/findings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace hallwright::io {

namespace {

constexpr std::array<std::string_view, 31> kSections = {
    "TITLE",     "JUNCTIONS",   "RESERVOIRS", "TANKS",   "PIPES",    "PUMPS",    "VALVES",
    "EMITTERS",  "CURVES",      "PATTERNS",   "ENERGY",  "STATUS",   "CONTROLS", "RULES",
    "DEMANDS",   "QUALITY",     "REACTIONS",  "SOURCES", "MIXING",   "OPTIONS",  "TIMES",
    "REPORT",    "COORDINATES", "VERTICES",   "LABELS",  "BACKDROP", "TAGS",     "LEAKAGE",
    "ROUGHNESS", "SCRIPT",      "END"};

constexpr std::size_t kSectionLetters = 4; ///< that tell sections apart
/// Beyond any quantity in any unit; keeps what is computed from numbers finite.
constexpr double kLargestNumber = 1e15;

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

std::string_view sectionOf(std::string_view header) {
    const std::string wanted = upperCase(header);
    for (const std::string_view name : kSections)
        if (wanted == name)
            return name;
    if (wanted.size() < kSectionLetters)
        return {};
    const auto letters = std::string_view(wanted).substr(0, kSectionLetters);
    for (const std::string_view name : kSections)
        if (name.substr(0, kSectionLetters) == letters)
            return name;
    return {};
}

/// Words between blanks; a quoted word keeps its blanks.
std::vector<std::string_view> wordsOf(std::string_view line) {
    std::vector<std::string_view> words;
    std::size_t i = 0;
    while (i < line.size()) {
        if (isBlank(line[i])) {
            ++i;
            continue;
        }
        if (line[i] == '"') {
            const std::size_t end = std::min(line.find('"', i + 1), line.size());
            words.push_back(line.substr(i + 1, end - i - 1));
            i = end + 1;
            continue;
        }
        std::size_t end = i;
        while (end < line.size() && !isBlank(line[end]))
            ++end;
        words.push_back(line.substr(i, end - i));
        i = end;
    }
    return words;
}

InpSection& sectionNamed(InpText& text, std::string_view name) {
    for (InpSection& section : text.sections)
        if (section.name == name)
            return section;
    text.sections.push_back({std::string(name), {}});
    return text.sections.back();
}

} // namespace

std::string upperCase(std::string_view word) {
    std::string text(word);
    std::transform(text.begin(), text.end(), text.begin(), upper);
    return text;
}

bool isKeyword(std::string_view word, std::string_view keyword) {
    return word.size() == keyword.size() &&
           std::equal(word.begin(), word.end(), keyword.begin(),
                      [](char a, char b) { return upper(a) == upper(b); });
}

bool beginsWith(std::string_view word, std::string_view stem) {
    return isKeyword(word.substr(0, stem.size()), stem);
}

std::optional<double> parseNumber(std::string_view word) {
    if (!word.empty() && word.front() == '+')
        word.remove_prefix(1);
    double value = 0.0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc{} || end != word.data() + word.size() ||
        !(std::abs(value) <= kLargestNumber))
        return std::nullopt;
    return value;
}

const InpSection* InpText::find(std::string_view name) const {
    for (const InpSection& section : sections)
        if (section.name == name)
            return &section;
    return nullptr;
}

InpText cutInp(std::string_view text, base::Diagnostics& findings) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF"; // some editors put it first
    if (text.starts_with(kByteOrderMark))
        text.remove_prefix(kByteOrderMark.size());
    InpText result;
    InpSection* section = nullptr;
    bool isSkipping = false; // inside a section we do not know: one finding is enough
    int number = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view line = text.substr(at, end - at);
        at = end + 1;
        ++number;
        // A title is free text; everywhere else a semicolon starts a comment.
        if (section == nullptr || section->name != "TITLE")
            line = line.substr(0, line.find(';'));
        while (!line.empty() && isBlank(line.back()))
            line.remove_suffix(1);
        std::vector<std::string_view> words = wordsOf(line);
        if (words.empty())
            continue;
        if (words.front().starts_with('[')) {
            std::string_view header = words.front().substr(1);
            header = header.substr(0, header.find(']'));
            const std::string_view name = sectionOf(header);
            if (name == "END")
                break;
            isSkipping = name.empty();
            if (isSkipping) {
                addFinding(findings, {"line " + std::to_string(number),
                                      "unknown section " + quotedBrief(header),
                                      "use EPANET 2.2 section names"});
            } else {
                section = &sectionNamed(result, name);
            }
            continue;
        }
        if (isSkipping)
            continue;
        if (section == nullptr) {
            addFinding(findings, {"line " + std::to_string(number), "data before the first section",
                                  "begin with [TITLE] or another section"});
            isSkipping = true;
            continue;
        }
        if (section->name == "TITLE")
            words = {line};
        section->lines.push_back({number, std::move(words)});
    }
    return result;
}

} // namespace hallwright::io
