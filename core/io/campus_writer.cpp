#include "core/io/campus_writer.h"

#include "core/io/atomic_file.h"
#include "core/io/campus_reader.h"
#include "core/io/row_writer.h"

#include <algorithm>
#include <iterator>

namespace hallwright::io {

namespace {

std::uint32_t firstNumberAfterAllRows(const model::Campus& campus) {
    std::uint32_t next = 1;
    forEachTable([&]<class Entity>(std::string_view, model::EntityKind) {
        const auto& table = campus.table<Entity>();
        if (!table.isEmpty())
            next = std::max(next, std::prev(table.end())->id.number + 1); // ascending by id
    });
    return next;
}

} // namespace

std::string writeCampusText(const model::Campus& campus) {
    std::string out = "{\n\"format\": \"hallwright-campus\",\n\"version\": " +
                      std::to_string(kCampusFormatVersion);
    // Only where the rows don't tell it: a campus that nothing was deleted from stays as it was.
    if (campus.nextNumber() > firstNumberAfterAllRows(campus))
        out += ",\n\"next_id\": " + std::to_string(campus.nextNumber());
    out += ",\n\"site\": ";
    out.reserve(256 * (campus.racks().size() + campus.equipment().size() + 100));
    writeRow(out, campus.site());
    forEachTable([&]<class Entity>(std::string_view key, model::EntityKind) {
        out += ",\n\"";
        out += key;
        out += "\": [";
        const char* separator = "\n";
        for (const Entity& row : campus.table<Entity>()) {
            out += separator;
            writeRow(out, row);
            separator = ",\n";
        }
        out += campus.table<Entity>().isEmpty() ? "]" : "\n]";
    });
    out += "\n}\n";
    return out;
}

base::Diagnostics writeCampus(const model::Campus& campus, const std::filesystem::path& file) {
    const std::string text = writeCampusText(campus);
    // Never replace a good file by one that could not be opened again, whatever got into the model.
    if (auto again = readCampusText(text); !again) {
        base::Diagnostics findings = again.error();
        for (auto& finding : findings)
            finding.what = "not saved: " + finding.what;
        return findings;
    }
    return writeFileAtomically(file, text);
}

} // namespace hallwright::io
