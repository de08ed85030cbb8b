#include "core/io/campus_writer.h"

#include "core/io/atomic_file.h"
#include "core/io/campus_reader.h"
#include "core/io/row_writer.h"

namespace hallwright::io {

std::string writeCampusText(const model::Campus& campus) {
    std::string out = "{\n\"format\": \"hallwright-campus\",\n\"version\": " +
                      std::to_string(kCampusFormatVersion) + ",\n\"site\": ";
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
