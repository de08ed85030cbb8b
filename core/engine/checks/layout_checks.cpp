#include "core/engine/checks/layout_checks.h"

#include "core/base/physical_constants.h"
#include "core/engine/campus_index.h"
#include "core/engine/hall_cooling.h"
#include "core/model/hall_interior.h"
#include "core/model/placement_rules.h"
#include "core/model/words.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace hallwright::engine {

namespace {

/// Cabinets in a row without a break (circulation rule of data-centre guidelines).
constexpr std::size_t kLongestRow = 20;

bool stopsWork(const std::string& key) {
    // What overlaps or stands outside can't be built; distances can be argued.
    for (const char* part : {"overlap", "outside", "boundary", "exclusion", "container"})
        if (key.find(part) != std::string::npos)
            return true;
    return false;
}

void checkPlaces(const CheckContext& c) {
    // Sixty racks of a hall with one narrow aisle are one finding, not sixty.
    std::map<std::pair<std::string, model::EntityId>, std::vector<model::AuditFinding>> groups;
    for (auto& finding : model::auditLayout(c.campus, c.catalog)) {
        const auto kind = c.campus.kindOf(finding.thing);
        const auto place =
            kind == model::EntityKind::Rack ? c.campus.containerOf(finding.thing) : finding.thing;
        groups[{finding.refusal.key, place}].push_back(std::move(finding));
    }
    for (const auto& [key, group] : groups) {
        const auto& worst =
            *std::min_element(group.begin(), group.end(), [](const auto& a, const auto& b) {
                return a.refusal.value_m - a.refusal.limit_m <
                       b.refusal.value_m - b.refusal.limit_m;
            });
        auto& f = c.add(stopsWork(key.first) ? Severity::Fault : Severity::Warning, key.first,
                        worst.thing, worst.refusal.rule, worst.refusal.remedy,
                        worst.refusal.value_m, worst.refusal.limit_m, "m");
        f.elementName = andMore(f.elementName, group.size());
    }
}

void checkHalls(const CheckContext& c, const CampusIndex& index) {
    for (const auto& hall : c.campus.halls()) {
        const auto interior = model::deriveInterior(c.campus, c.catalog, hall.id);
        const auto& unfed = interior.racksWithoutFeed;
        if (!unfed.empty()) {
            auto& f = c.add(Severity::Fault, "rack-without-feed", model::entity(unfed.front()),
                            counted(unfed.size(), "rack") + " in " + hall.name +
                                (unfed.size() == 1 ? " stands" : " stand") + " on no busway.",
                            "Add a transformer to " + hall.name + ".",
                            static_cast<double>(unfed.size()), 0.0, "racks");
            f.elementName = andMore(f.elementName, unfed.size());
        }
        const auto& dry = interior.racksWithoutCoolant;
        if (!dry.empty()) {
            auto& f = c.add(Severity::Fault, "rack-without-loop", model::entity(dry.front()),
                            counted(dry.size(), "liquid-cooled rack") + " in " + hall.name +
                                (dry.size() == 1 ? " is" : " are") + " on no coolant loop.",
                            "Add a CDU to " + hall.name + ".", static_cast<double>(dry.size()), 0.0,
                            "racks");
            f.elementName = andMore(f.elementName, dry.size());
        }
        const auto id = model::entity(hall.id);
        const bool hasRacks = !index.racksOf(hall.id).empty();
        const auto ends = [&](const auto& connection) {
            return connection.from == id || connection.to == id;
        };
        if (hasRacks && std::none_of(c.campus.feeders().begin(), c.campus.feeders().end(), ends))
            c.add(Severity::Fault, "hall-without-feeder", id, "Has no feeder.",
                  "Draw one from a substation or a grid connection.", 0.0, 1.0, "feeders");
        if ((!interior.loops.empty() || !interior.airUnits.empty()) &&
            std::none_of(c.campus.mains().begin(), c.campus.mains().end(), ends))
            c.add(Severity::Fault, "hall-without-main", id, "Has no facility water.",
                  "Draw mains from a plant.", 0.0, 1.0, "mains");

        double heaviest_Pa = 0.0;
        const model::Rack* heaviest = nullptr;
        for (const auto* rack : index.racksOf(hall.id)) {
            const auto* type = c.catalog.rack(rack->type);
            if (!type || type->size_m.x <= 0.0 || type->size_m.y <= 0.0)
                continue;
            const double load_Pa =
                type->mass_kg * base::kGravity_m_per_s2 / (type->size_m.x * type->size_m.y);
            if (load_Pa > heaviest_Pa) {
                heaviest_Pa = load_Pa;
                heaviest = rack;
            }
        }
        if (heaviest && hall.recipe.floorLoadLimit_Pa > 0.0 &&
            heaviest_Pa > hall.recipe.floorLoadLimit_Pa)
            c.add(Severity::Warning, "floor-load", model::entity(heaviest->id),
                  "Loads the floor with " + model::fixed(heaviest_Pa / 1e3, 1) + "\u2009kPa, " +
                      hall.name + " bears " + model::fixed(hall.recipe.floorLoadLimit_Pa / 1e3, 1) +
                      "\u2009kPa.",
                  "Spread its load or strengthen the floor.", heaviest_Pa,
                  hall.recipe.floorLoadLimit_Pa, "Pa");
    }
}

/// "Row 3 of H-01", "Rows 1–12 of H-01", "12 rows of H-01" where they don't follow each other.
std::string rowsOf(const CheckContext& c, const std::vector<model::RowId>& rows,
                   const std::string& hall) {
    const auto numberOf = [&](model::RowId id) {
        const auto name = c.campus.nameOf(model::entity(id));
        const auto digits = name.find_last_not_of("0123456789");
        return name.substr(digits == std::string::npos ? 0 : digits + 1);
    };
    if (rows.size() == 1)
        return c.campus.nameOf(model::entity(rows.front())) + " of " + hall;
    const auto first = numberOf(rows.front()), last = numberOf(rows.back());
    constexpr std::size_t kDigitsMax = 6;
    const bool isRun = !first.empty() && !last.empty() && first.size() < kDigitsMax &&
                       last.size() < kDigitsMax &&
                       std::stoul(last) - std::stoul(first) + 1 == rows.size();
    return isRun ? "Rows " + first + "\u2013" + last + " of " + hall
                 : counted(rows.size(), "row") + " of " + hall;
}

/// Halls alike are one finding: the template is at issue, not each hall made from it.
void checkRows(const CheckContext& c, const CampusIndex& index) {
    struct Halls {
        const model::Hall* first = nullptr;
        std::vector<model::RowId> rows; ///< of the first
        std::size_t longest = 0;
        std::size_t count = 0;
    };
    std::map<std::tuple<std::string, std::size_t, std::size_t>, Halls> groups;
    for (const auto& hall : c.campus.halls()) {
        std::map<model::RowId, std::size_t> inRow;
        for (const auto* rack : index.racksOf(hall.id))
            if (rack->row.isValid())
                ++inRow[rack->row];
        std::vector<model::RowId> rows;
        std::size_t longest = 0;
        for (const auto& [row, count] : inRow)
            if (count > kLongestRow) {
                rows.push_back(row);
                longest = std::max(longest, count);
            }
        if (rows.empty())
            continue;
        auto& group = groups[{hall.recipe.name, longest, rows.size()}];
        if (!group.first)
            group = {&hall, std::move(rows), longest, 0};
        ++group.count;
    }
    for (const auto& [key, group] : groups) {
        const std::string alike =
            group.count == 1
                ? std::string()
                : "; so it is in all " + std::to_string(group.count) + " halls of this kind";
        auto& f = c.add(Severity::Note, "long-row", model::entity(group.first->id),
                        (group.rows.size() == 1 ? "Has " : "Have ") +
                            counted(group.longest, "rack") + " without a break, " +
                            std::to_string(kLongestRow) + " are usual" + alike + ".",
                        "Leave a passage across the rows.", static_cast<double>(group.longest),
                        kLongestRow, "racks");
        f.elementName = rowsOf(c, group.rows, group.first->name);
    }
}

void checkConnections(const CheckContext& c, const CampusIndex& index) {
    for (const auto& substation : c.campus.substations()) {
        const auto id = model::entity(substation.id);
        bool hasTransformer = false;
        for (const auto* unit : index.equipmentOf(id))
            hasTransformer |= unit->kind == model::EquipmentKind::Transformer;
        if (!hasTransformer)
            c.add(Severity::Warning, "substation-without-transformer", id, "Has no transformer.",
                  "Place one in it.", 0.0, 1.0, "transformers");
        if (std::none_of(c.campus.feeders().begin(), c.campus.feeders().end(),
                         [&](const auto& f) { return f.from == id || f.to == id; }))
            c.add(Severity::Fault, "substation-without-feeder", id, "Is connected to nothing.",
                  "Draw a feeder from a grid connection.", 0.0, 1.0, "feeders");
    }
    for (const auto& plant : c.campus.plants()) {
        const auto id = model::entity(plant.id);
        if (std::none_of(c.campus.mains().begin(), c.campus.mains().end(),
                         [&](const auto& m) { return m.from == id || m.to == id; }))
            c.add(Severity::Warning, "plant-without-main", id, "Serves nothing.",
                  "Draw mains to a hall.", 0.0, 1.0, "mains");
    }
}

void checkTypes(const CheckContext& c) {
    const auto report = [&](model::EntityId id, const std::string& type) {
        c.add(Severity::Fault, "unknown-type", id,
              "Is of type " + model::quoted(type) + ", which the catalogue does not have.",
              "Choose a type of the catalogue or add it to your own.", 0.0, 0.0, "");
    };
    for (const auto& rack : c.campus.racks())
        if (!c.catalog.rack(rack.type))
            report(model::entity(rack.id), rack.type);
    for (const auto& unit : c.campus.equipment())
        if (!c.catalog.find(unit.type).type)
            report(model::entity(unit.id), unit.type);
}

} // namespace

void checkLayoutRules(const CheckContext& context) {
    const CampusIndex index(context.campus);
    checkPlaces(context);
    checkHalls(context, index);
    checkRows(context, index);
    checkConnections(context, index);
    checkTypes(context);
}

} // namespace hallwright::engine
