#include "core/io/change_set_json.h"

#include "core/io/row_reader.h"
#include "core/io/row_writer.h"

#include <nlohmann/json.hpp>

#include <unordered_set>

namespace hallwright::io {

std::string writeChangeSet(const model::ChangeSet& change) {
    std::string put;
    std::string removed;
    forEachTable([&]<class Entity>(std::string_view key, model::EntityKind) {
        std::string rows;
        std::string ids;
        for (const auto& row : change.of<Entity>()) {
            std::string& list = row.after ? rows : ids;
            list += list.empty() ? "" : ",";
            if (row.after)
                writeRow(list, *row.after);
            else
                list += std::to_string(row.id.number);
        }
        const auto add = [&](std::string& section, const std::string& list) {
            if (!list.empty())
                section +=
                    (section.empty() ? "\"" : ",\"") + std::string(key) + "\":[" + list + "]";
        };
        add(put, rows);
        add(removed, ids);
    });
    std::string out = "{";
    if (change.site) {
        out += "\"site\":";
        writeRow(out, *change.site);
    }
    if (change.nextNumber != 0)
        out +=
            (out.size() > 1 ? ",\"next_id\":" : "\"next_id\":") + std::to_string(change.nextNumber);
    const auto add = [&](const char* key, const std::string& section) {
        if (!section.empty())
            out += (out.size() > 1 ? ",\"" : "\"") + std::string(key) + "\":{" + section + "}";
    };
    add("put", put);
    add("remove", removed);
    return out + "}";
}

base::Result<model::ChangeSet> readChangeSet(std::string_view text) {
    const auto document = parseJson(text);
    if (!document)
        return document.error();
    const Place root;
    base::Diagnostics findings;
    model::ChangeSet change;
    ObjectReader reader(*document, root, findings);
    if (const Json* site = reader.take("site"))
        readRow(*site, Place{&root, "site"}, findings, change.site.emplace());
    readNextNumber(reader, "next_id", change);

    const auto readSections = [&](std::string_view key, auto&& readItem) {
        const Json* value = reader.take(key);
        if (!value)
            return;
        const Place place{&root, key};
        ObjectReader sections(*value, place, findings);
        forEachTable([&]<class Entity>(std::string_view table, model::EntityKind) {
            const Json* list = sections.take(table);
            if (!list)
                return;
            const Place listPlace{&place, table};
            if (!list->is_array()) {
                sections.report(table, "expected a list, got " + describe(*list));
                return;
            }
            for (std::size_t i = 0; i < list->size() && !isFull(findings); ++i)
                readItem.template operator()<Entity>((*list)[i], Place{&listPlace, {}, i});
        });
        sections.finish();
    };
    readSections("put", [&]<class Entity>(const Json& item, const Place& place) {
        Entity row;
        readRow(item, place, findings, row);
        change.put(std::move(row));
    });
    readSections("remove", [&]<class Entity>(const Json& item, const Place& place) {
        if (item.is_number_unsigned() && item.get<std::uint64_t>() > 0 &&
            item.get<std::uint64_t>() < 0xFFFFFFFFu)
            change.remove<Entity>({item.get<std::uint32_t>()});
        else
            addFinding(findings, {place.pointer(), "expected an id, got " + describe(item), ""});
    });
    reader.finish();
    forEachTable([&]<class Entity>(std::string_view key, model::EntityKind) {
        std::unordered_set<std::uint32_t> seen;
        for (const auto& row : change.of<Entity>()) {
            if (!seen.insert(row.id.number).second)
                reader.report(key, "the id " + std::to_string(row.id.number) + " is named twice");
        }
    });
    if (!findings.empty())
        return findings;
    return change;
}

} // namespace hallwright::io
