#include "core/io/json_document.h"

#include "core/io/findings.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

namespace hallwright::io {

namespace {

/// Keys are looked up one by one, so an object without bound would take quadratic time.
constexpr std::size_t kKeysMax = 1000;
constexpr std::size_t kQuotedTextMax = 60;

/// "line 12, column 5" of a byte (0-based) of a text; columns count bytes.
std::string placeOf(std::string_view text, std::size_t byte) {
    const std::string_view before = text.substr(0, std::min(byte, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t lineStart = before.rfind('\n');
    const std::size_t column = before.size() - (lineStart == before.npos ? 0 : lineStart + 1);
    return "line " + std::to_string(line) + ", column " + std::to_string(column + 1);
}

/// A key as a token of a JSON pointer (RFC 6901).
std::string escapedToken(const std::string& key) {
    std::string token;
    for (const char c : key)
        token += c == '~' ? std::string("~0") : c == '/' ? std::string("~1") : std::string(1, c);
    return token;
}

/// Builds the document from the parser's events; unlike the parser's own builder it notices keys
/// given twice and refuses deep nesting.
class DocumentBuilder {
public:
    DocumentBuilder(std::string_view text, std::size_t depthMax)
        : m_text(text), m_depthMax(depthMax) {}

    bool null() { return add(nullptr); }
    bool boolean(bool value) { return add(value); }
    bool number_integer(Json::number_integer_t value) { return add(value); }
    bool number_unsigned(Json::number_unsigned_t value) { return add(value); }
    bool number_float(Json::number_float_t value, const std::string&) { return add(value); }
    bool string(std::string& value) { return add(std::move(value)); }
    bool binary(Json::binary_t&) { return false; }

    bool start_object(std::size_t) { return open(Json::object()); }
    bool end_object() { return close(); }
    bool start_array(std::size_t) { return open(Json::array()); }
    bool end_array() { return close(); }
    bool key(std::string& name) {
        Json& object = *m_open.back();
        if (object.size() >= kKeysMax) {
            addFinding(m_findings,
                       {place(), "an object with more than " + std::to_string(kKeysMax) + " keys",
                        "No file of this kind needs that: check where it comes from."});
            return false;
        }
        if (object.contains(name))
            addFinding(m_findings,
                       {pointer().append("/").append(escapedToken(name)),
                        "the key is given twice in the same object", "Keep one of the two."});
        m_keys.back() = std::move(name);
        return true;
    }

    bool parse_error(std::size_t position, const std::string& token,
                     const nlohmann::detail::exception& error) {
        // Parser messages read "[json.exception.parse_error.101] parse error at line ...: reason".
        std::string reason = error.what();
        if (const auto at = reason.find(": "); at != reason.npos)
            reason = reason.substr(at + 2);
        // What was read last may be anything, control characters too; the place says enough.
        if (const auto from = reason.find("; last read: '"); from != reason.npos) {
            const auto to = reason.find("'", from + 14);
            const auto rest = to == reason.npos ? reason.size() : reason.rfind('\'') + 1;
            reason.erase(from, rest - from);
        }
        if (error.id == 406)
            reason = "the number " + token + " is too large";
        const bool truncated = position > m_text.size();
        addFinding(m_findings,
                   {placeOf(m_text, position == 0 ? 0 : position - 1),
                    truncated ? "the text ends in the middle" : "not valid JSON: " + reason,
                    truncated ? "The file is cut off: take it from a backup or recover its journal."
                              : "Correct the text at that place."});
        return false;
    }

    [[nodiscard]] base::Diagnostics& findings() { return m_findings; }
    [[nodiscard]] Json& root() { return m_root; }

private:
    bool open(Json value) {
        if (m_open.size() >= m_depthMax) {
            addFinding(m_findings,
                       {place(), "nested deeper than " + std::to_string(m_depthMax) + " levels",
                        "No file of this kind needs that: check where it comes from."});
            return false;
        }
        Json* added = insert(std::move(value));
        m_open.push_back(added);
        m_keys.emplace_back();
        return true;
    }
    bool close() {
        m_open.pop_back();
        m_keys.pop_back();
        return true;
    }
    template <class T>
    bool add(T&& value) {
        insert(Json(std::forward<T>(value)));
        return true;
    }
    Json* insert(Json value) {
        if (m_open.empty())
            return &(m_root = std::move(value));
        Json& parent = *m_open.back();
        if (parent.is_array()) {
            parent.push_back(std::move(value));
            return &parent.back();
        }
        return &(parent[m_keys.back()] = std::move(value));
    }
    [[nodiscard]] std::string pointer() const {
        std::string text;
        for (std::size_t level = 0; level + 1 < m_open.size(); ++level)
            text.append("/").append(token(level));
        return text;
    }
    [[nodiscard]] std::string place() const { return m_open.size() < 2 ? "/" : pointer(); }
    [[nodiscard]] std::string token(std::size_t level) const {
        return m_open[level]->is_array() ? std::to_string(m_open[level]->size() - 1)
                                         : escapedToken(m_keys[level]);
    }

    std::string_view m_text;
    std::size_t m_depthMax;
    Json m_root;
    std::vector<Json*> m_open;       ///< objects and arrays that are not closed yet
    std::vector<std::string> m_keys; ///< current key of each of them; empty for arrays
    base::Diagnostics m_findings;
};

} // namespace

std::string shortest(double value) {
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    return {buffer, end};
}

std::string describe(const Json& value) {
    switch (value.type()) {
    case Json::value_t::object:
        return "an object";
    case Json::value_t::array:
        return "a list of " + std::to_string(value.size());
    case Json::value_t::string: {
        const auto& text = value.get_ref<const std::string&>();
        if (text.size() <= kQuotedTextMax)
            return value.dump();
        std::size_t end = kQuotedTextMax;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
            --end; // keep UTF-8 sequences whole
        return Json(text.substr(0, end) + "...").dump();
    }
    case Json::value_t::number_float:
        return shortest(value.get<double>());
    default:
        return value.dump();
    }
}

base::Result<Json> parseJson(std::string_view text, std::size_t depthMax) {
    DocumentBuilder builder(text, depthMax);
    const bool complete = Json::sax_parse(text.begin(), text.end(), &builder);
    if (!complete || !builder.findings().empty())
        return std::move(builder.findings());
    return std::move(builder.root());
}

} // namespace hallwright::io
