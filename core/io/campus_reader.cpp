#include "core/io/campus_reader.h"

#include "core/io/atomic_file.h"
#include "core/io/campus_writer.h"
#include "core/io/migrations/migration_chain.h"
#include "core/io/reference_check.h"
#include "core/io/row_reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace hallwright::io {

namespace {

constexpr std::string_view kFormatName = "hallwright-campus";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Format and version; findings where this is no campus file that can be read.
base::Diagnostics checkHead(const Json& document, int& version) {
    if (!document.is_object() || !document.contains("format") ||
        document["format"] != std::string(kFormatName)) {
        return base::failure("/format", "this is not a Hallwright campus file",
                             "A campus file begins with \"format\": \"hallwright-campus\".");
    }
    const Place root;
    base::Diagnostics findings;
    ObjectReader reader(document, root, findings);
    std::int64_t read = 0;
    if (reader.integer("version", read, 1, 1000000))
        version = static_cast<int>(read);
    return findings;
}

/// Rows of one section into the change set; also fills the directory of ids.
template <class Entity>
void readSection(ObjectReader& document, std::string_view key, model::EntityKind kind,
                 EntityDirectory& directory, model::ChangeSet& into) {
    const Json* section = document.take(key);
    if (!section)
        return;
    if (!section->is_array()) {
        document.report(key, "expected a list, got " + describe(*section));
        return;
    }
    const Place place{&document.place(), key};
    constexpr std::size_t kRowsExpected = 100000; // more than that must earn its memory row by row
    into.of<Entity>().reserve(std::min(section->size(), kRowsExpected));
    for (std::size_t i = 0; i < section->size() && !isFull(document.findings()); ++i) {
        const Place rowPlace{&place, {}, i};
        Entity row;
        readRow((*section)[i], rowPlace, document.findings(), row);
        if (row.id.isValid())
            directory.add(row.id.number, kind, rowPlace, document.findings());
        into.put(std::move(row));
    }
}

/// A rack must stand in the hall of its row.
void checkRowsOfRacks(const model::ChangeSet& rows, const Place& root,
                      base::Diagnostics& findings) {
    std::unordered_map<model::RowId, model::HallId> hallOfRow;
    for (const auto& change : rows.of<model::Row>())
        hallOfRow.emplace(change.id, change.after->hall);
    const Place section{&root, "racks"};
    std::size_t index = 0;
    for (const auto& change : rows.of<model::Rack>()) {
        const model::Rack& rack = *change.after;
        const auto row = hallOfRow.find(rack.row);
        const Place place{&section, {}, index++};
        if (row != hallOfRow.end() && row->second != rack.hall) {
            addFinding(findings, {Place{&place, "row"}.pointer(),
                                  "the row " + std::to_string(rack.row.number) +
                                      " stands in another hall than the rack",
                                  "Name a row of hall " + std::to_string(rack.hall.number) +
                                      " or leave the row out."});
        }
    }
}

} // namespace

base::Result<model::Campus> readCampusText(std::string_view text) {
    if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark)
        text.remove_prefix(kByteOrderMark.size());
    auto document = parseJson(text);
    if (!document)
        return document.error();
    int version = 0;
    if (auto findings = checkHead(*document, version); !findings.empty())
        return findings;
    if (auto findings = migrateCampus(*document, version); !findings.empty())
        return findings;

    const Place root;
    base::Diagnostics findings;
    ObjectReader reader(*document, root, findings);
    reader.ignore({"format", "version"});
    model::ChangeSet rows;
    readNextNumber(reader, "next_id", rows);
    model::Site site;
    if (const Json* value = reader.take("site", Presence::Required))
        readRow(*value, Place{&root, "site"}, findings, site);
    EntityDirectory directory;
    forEachTable([&]<class Entity>(std::string_view key, model::EntityKind kind) {
        readSection<Entity>(reader, key, kind, directory, rows);
    });
    reader.finish();

    const Place sitePlace{&root, "site"};
    ReferenceCheck siteCheck(directory, sitePlace, findings);
    visitFields(siteCheck, std::as_const(site));
    forEachTable([&]<class Entity>(std::string_view key, model::EntityKind) {
        const Place section{&root, key};
        std::size_t index = 0;
        for (const auto& change : rows.of<Entity>()) {
            const Place place{&section, {}, index++};
            ReferenceCheck check(directory, place, findings);
            visitFields(check, *change.after);
        }
    });
    checkRowsOfRacks(rows, root, findings);
    if (!findings.empty())
        return findings;

    rows.site = std::move(site);
    model::Campus campus;
    campus.apply(std::move(rows));
    return campus;
}

base::Result<model::Campus> readCampus(const std::filesystem::path& file) {
    auto text = readFile(file, kCampusFileSizeMax);
    if (!text)
        return text.error();
    return readCampusText(*text);
}

} // namespace hallwright::io
