#include "core/io/weather/weather_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace hallwright::io {

namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
constexpr std::string_view kBlanks = " \t\v\f\r\n\"";
constexpr std::size_t kFindingsMax = 20;
constexpr std::size_t kQuotedMax = 24;

std::string_view withoutMark(std::string_view text) {
    if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark)
        text.remove_prefix(kByteOrderMark.size());
    return text;
}

} // namespace

std::string_view trimmed(std::string_view word) {
    const auto first = word.find_first_not_of(kBlanks);
    if (first == word.npos)
        return {};
    return word.substr(first, word.find_last_not_of(kBlanks) - first + 1);
}

std::string lowerCase(std::string_view word) {
    std::string lower(word);
    for (char& letter : lower)
        if (letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter - 'A' + 'a');
    return lower;
}

std::vector<std::string_view> cutFields(std::string_view line, char separator) {
    std::vector<std::string_view> fields;
    for (std::size_t from = 0;;) {
        const auto to = line.find(separator, from);
        fields.push_back(trimmed(line.substr(from, to == line.npos ? to : to - from)));
        if (to == line.npos)
            return fields;
        from = to + 1;
    }
}

std::vector<WeatherLine> cutLines(std::string_view text, char separator) {
    text = withoutMark(text);
    std::vector<WeatherLine> lines;
    for (int number = 1; !text.empty(); ++number) {
        const auto end = text.find_first_of("\r\n");
        const auto line = text.substr(0, end);
        if (!trimmed(line).empty())
            lines.push_back({number, cutFields(line, separator)});
        if (end == text.npos)
            break;
        const bool isPair = text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n';
        text.remove_prefix(end + (isPair ? 2 : 1));
    }
    return lines;
}

std::string_view firstLine(std::string_view text) {
    text = withoutMark(text);
    while (!text.empty()) {
        const auto end = text.find_first_of("\r\n");
        const auto line = trimmed(text.substr(0, end));
        if (!line.empty() && line.front() != '#')
            return line;
        if (end == text.npos)
            break;
        text.remove_prefix(end + 1);
    }
    return {};
}

std::optional<double> numberIn(std::string_view word) {
    if (!word.empty() && word.front() == '+')
        word.remove_prefix(1);
    double value = 0.0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc{} || end != word.data() + word.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

std::string quoted(std::string_view word) {
    std::string text = "\"";
    for (const char letter : word.substr(0, kQuotedMax))
        text += letter >= ' ' && letter < 127 ? letter : '?';
    return text + (word.size() > kQuotedMax ? "...\"" : "\"");
}

void LineFindings::add(int line, std::string what, std::string remedy) {
    if (m_findings.size() >= kFindingsMax) {
        ++m_more;
        return;
    }
    m_findings.push_back({line > 0 ? m_fileName + ", line " + std::to_string(line) : m_fileName,
                          std::move(what), std::move(remedy)});
}

bool LineFindings::isFull() const {
    return m_findings.size() >= kFindingsMax;
}

base::Diagnostics LineFindings::take() {
    if (m_more > 0)
        m_findings.push_back({m_fileName,
                              "has " + std::to_string(m_more) + " more findings of the kind",
                              "Mend those above and read it again."});
    return std::move(m_findings);
}

} // namespace hallwright::io
