#include "core/model/row_check.h"

#include "core/model/naming.h"
#include "core/model/words.h"

#include <cmath>

namespace hallwright::model {

namespace {

std::string_view wordOf(EntityKind kind) {
    constexpr std::string_view words[] = {
        "nothing",           "a hall",   "a row",  "a rack", "equipment", "a substation", "a plant",
        "a grid connection", "a feeder", "a main", "a zone", "a scenario"};
    return words[static_cast<std::size_t>(kind)];
}

std::string wordsOf(std::initializer_list<EntityKind> allowed) {
    std::string words;
    for (const auto kind : allowed) {
        if (!words.empty())
            words += " or ";
        words += wordOf(kind);
    }
    return words;
}

} // namespace

RowCheck::RowCheck(const Campus& campus, const catalog::Catalog& catalog, std::string_view table,
                   std::uint32_t number)
    : m_campus(campus), m_catalog(catalog), m_table(table), m_number(number) {
    if (number == 0)
        add("id", "0 is not an id", "Give it a number of 1 or more.");
    if (number == std::numeric_limits<std::uint32_t>::max())
        add("id", "leaves no number for what comes after it", "Give it a lower number.");
}

void RowCheck::add(std::string_view field, std::string what, std::string remedy) {
    std::string where = "/";
    where += m_table;
    where += '/';
    where += std::to_string(m_number);
    where += '/';
    where += field;
    m_found.push_back({std::move(where), std::move(what), std::move(remedy)});
}

void RowCheck::number(std::string_view field, double value, double low, double high) {
    if (std::isfinite(value) && value >= low && value <= high)
        return;
    std::string remedy = "Set a number";
    if (std::isfinite(low))
        remedy += joined(" of at least ", fixed(low, 2));
    if (std::isfinite(high))
        remedy += joined(std::isfinite(low) ? " and at most " : " of at most ", fixed(high, 2));
    remedy += '.';
    add(field, std::isfinite(value) ? fixed(value, 2) + " is out of range" : "is not a number",
        std::move(remedy));
}

void RowCheck::placement(const Placement& placement) {
    point("position_m", placement.position_m);
    number("z_m", placement.z_m, -kFarthest_m, kFarthest_m);
    number("rotation_deg", placement.rotation_deg, -3600.0, 3600.0);
}

void RowCheck::point(std::string_view field, Vec2 p) {
    number(field, p.x, -kFarthest_m, kFarthest_m);
    number(field, p.y, -kFarthest_m, kFarthest_m);
}

void RowCheck::points(std::string_view field, const std::vector<Vec2>& all) {
    for (const Vec2 p : all)
        point(field, p);
}

void RowCheck::size(const Vec3& size_m) {
    number("size_m", size_m.x, 0.0, kFarthest_m);
    number("size_m", size_m.y, 0.0, kFarthest_m);
    number("size_m", size_m.z, 0.0, kFarthest_m);
}

void RowCheck::atLeast(std::string_view field, int value, int least) {
    if (value < least)
        add(field, std::to_string(value) + " is less than " + std::to_string(least),
            joined("Set ", std::to_string(least)) + " or more.");
}

EntityKind RowCheck::reference(std::string_view field, EntityId id,
                               std::initializer_list<EntityKind> allowed, bool required) {
    if (!id.isValid()) {
        if (required)
            add(field, "names nothing", joined("Name ", wordsOf(allowed)) + ".");
        return EntityKind::None;
    }
    const auto kind = m_campus.kindOf(id);
    if (kind == EntityKind::None) {
        add(field, "no entity has the id " + std::to_string(id.number),
            "Put the missing entity back or take this reference out.");
        return EntityKind::None;
    }
    for (const auto one : allowed)
        if (one == kind)
            return kind;
    add(field, std::to_string(id.number) + " is " + std::string(wordOf(kind)),
        joined("Name ", wordsOf(allowed)) + ".");
    return EntityKind::None;
}

void RowCheck::type(std::string_view field, const std::string& id, catalog::Category category,
                    std::string_view what, bool required) {
    if (id.empty()) {
        if (required)
            add(field, "names no type", joined("Choose ", what) + " of the catalogue.");
        return;
    }
    const auto entry = m_catalog.find(id);
    if (!entry.type)
        add(field, quoted(id) + " is not in the catalogue",
            joined("Choose ", what) + " of the catalogue or add its entry.");
    else if (entry.category != category)
        add(field, quoted(id) + " is not " + std::string(what),
            joined("Choose ", what) + " of the catalogue.");
}

} // namespace hallwright::model
