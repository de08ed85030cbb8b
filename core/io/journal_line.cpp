#include "core/io/journal_line.h"

#include "core/io/object_reader.h"
#include "core/io/row_writer.h"

#include <nlohmann/json.hpp>

namespace hallwright::io {

namespace {

constexpr int kJournalVersion = 1;
constexpr std::size_t kHashDigits = 16;

std::string hexOf(std::uint64_t hash) {
    constexpr char kDigits[] = "0123456789abcdef";
    std::string text(kHashDigits, '0');
    for (auto it = text.rbegin(); it != text.rend(); ++it, hash >>= 4)
        *it = kDigits[hash & 15];
    return text;
}

std::string lineOf(const std::string& json) {
    return hexOf(hashOf(json)) + " " + json + "\n";
}

std::string fileFields(const journal::FileState& file) {
    std::string fields = "\"campus\":";
    appendText(fields, file.path);
    return fields + ",\"hash\":\"" + hexOf(file.hash) + "\"";
}

/// Reads {"campus":..., "hash":...}; the hash of a good line is always of the right form.
bool readFileState(ObjectReader& reader, journal::FileState& file) {
    std::string hash;
    if (!reader.text("campus", file.path) || !reader.text("hash", hash))
        return false;
    file.hash = 0;
    for (const char c : hash) {
        const bool digit = c >= '0' && c <= '9';
        if (!digit && (c < 'a' || c > 'f'))
            return false;
        file.hash = file.hash << 4 | static_cast<std::uint64_t>(digit ? c - '0' : c - 'a' + 10);
    }
    return hash.size() == kHashDigits;
}

/// Reads the content of a line whose check sum is right; false where it means nothing to us.
bool readLine(std::string_view json, journal::Line& line) {
    using journal::LineKind;
    // Edits are passed on as text, for the change-set reader: {"edit":<change>}.
    const auto takeChange = [&](std::string_view prefix, LineKind kind) {
        if (json.substr(0, prefix.size()) != prefix || json.back() != '}')
            return false;
        line.kind = kind;
        line.change = json.substr(prefix.size(), json.size() - prefix.size() - 1);
        return true;
    };
    if (takeChange("{\"edit\":", LineKind::Edit) || takeChange("{\"base\":", LineKind::Base))
        return true;
    const auto document = parseJson(json);
    if (!document || !document->is_object())
        return false;
    const Place root;
    base::Diagnostics findings;
    ObjectReader reader(*document, root, findings);
    if (reader.has("saving")) {
        const Place place{&root, "saving"};
        ObjectReader saving(*reader.take("saving"), place, findings);
        line.kind = LineKind::Saving;
        return readFileState(saving, line.file);
    }
    std::string format;
    std::int64_t version = 0;
    line.kind = LineKind::Head;
    return reader.text("format", format) && format == "hallwright-journal" &&
           reader.integer("version", version, 1, kJournalVersion) &&
           readFileState(reader, line.file);
}

} // namespace

std::uint64_t hashOf(std::string_view bytes) {
    std::uint64_t hash = 0xcbf29ce484222325u;
    for (const char c : bytes)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    return hash;
}

namespace journal {

std::string headLine(const FileState& file) {
    return lineOf("{\"format\":\"hallwright-journal\",\"version\":" +
                  std::to_string(kJournalVersion) + "," + fileFields(file) + "}");
}

std::string baseLine(const std::string& change) {
    return lineOf("{\"base\":" + change + "}");
}

std::string editLine(const std::string& change) {
    return lineOf("{\"edit\":" + change + "}");
}

std::string savingLine(const FileState& file) {
    return lineOf("{\"saving\":{" + fileFields(file) + "}}");
}

Lines readLines(std::string_view text) {
    Lines result;
    while (!text.empty()) {
        const std::size_t number = result.lines.size() + 1;
        const std::size_t end = text.find('\n');
        if (end == text.npos) {
            result.damagedLine = number;
            result.tornOff = true;
            return result;
        }
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(end + 1);
        Line read;
        const bool good =
            line.size() > kHashDigits + 1 &&
            line.substr(0, kHashDigits) == hexOf(hashOf(line.substr(kHashDigits + 1))) &&
            readLine(line.substr(kHashDigits + 1), read);
        if (!good) {
            result.damagedLine = number;
            result.tornOff = text.empty();
            return result;
        }
        result.lines.push_back(std::move(read));
    }
    return result;
}

} // namespace journal

} // namespace hallwright::io
