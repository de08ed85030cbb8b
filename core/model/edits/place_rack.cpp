#include "core/geometry/frame.h"
#include "core/model/edits/edit_support.h"
#include "core/model/edits/placing.h"
#include "core/model/footprint.h"
#include "core/model/naming.h"
#include "core/model/validation.h"
#include "core/model/words.h"

#include <cmath>

namespace hallwright::model {

namespace {

/// More than any row can hold; keeps a mistyped count from filling the memory.
constexpr int kRacksInRowMax = 1000;

std::string rackPrefix(int row) {
    auto prefix = joined("R", padded(row));
    prefix += '-';
    return prefix;
}

/// Racks of one hall, for numbering.
std::vector<Rack> racksOf(const Campus& campus, HallId hall) {
    std::vector<Rack> racks;
    for (const auto& rack : campus.racks())
        if (rack.hall == hall)
            racks.push_back(rack);
    return racks;
}

std::vector<Row> rowsOf(const Campus& campus, HallId hall) {
    std::vector<Row> rows;
    for (const auto& row : campus.rows())
        if (row.hall == hall)
            rows.push_back(row);
    return rows;
}

} // namespace

base::Result<ChangeSet> PlaceRow::plan(const Campus& campus,
                                       const catalog::Catalog& catalog) const {
    const auto* type = catalog.rack(rackType);
    base::Diagnostics found;
    if (!campus.halls().contains(hall))
        found.push_back({"/hall", "no hall has the id " + std::to_string(hall.number),
                         "Put the row into a hall."});
    if (!type)
        found.push_back(
            {"/rack_type", quoted(rackType) + " is not a rack of the catalogue", "Choose a rack."});
    if (count < 1 || count > kRacksInRowMax)
        found.push_back({"/count", "is " + std::to_string(count),
                         "Set a count from 1 to " + std::to_string(kRacksInRowMax) + "."});
    const double width_m = type ? sizeOfType(catalog, rackType).x : 0.0;
    const double step_m = pitch_m == 0.0 ? width_m : pitch_m;
    if (!std::isfinite(step_m) || step_m < width_m - 1e-9)
        found.push_back(
            {"/pitch_m",
             inMetres(step_m) + " is less than the rack's width of " + inMetres(width_m),
             "Set that width or more."});
    if (!isFinite(placement))
        found.push_back({"/placement", "is not a number", "Set finite coordinates."});
    if (!found.empty())
        return found;

    ChangeSet changes;
    Row row;
    row.id = {campus.nextNumber()};
    const int number = nextNumberedName(rowsOf(campus, hall), "Row ");
    row.name = joined("Row ", std::to_string(number));
    row.hall = hall;
    row.placement = placement;
    row.length_m = count * step_m;
    const auto turn = geometry::Direction::ofDegrees(placement.rotation_deg);
    const auto prefix = rackPrefix(number);
    for (int i = 0; i < count; ++i) {
        Rack rack;
        rack.id = {row.id.number + 1 + static_cast<std::uint32_t>(i)};
        rack.name = joined(prefix, padded(i + 1));
        rack.hall = hall;
        rack.row = row.id;
        rack.type = rackType;
        rack.placement = placement;
        rack.placement.position_m =
            placement.position_m + turn.turn({(i - 0.5 * (count - 1)) * step_m, 0.0});
        rack.itLoad_W = type->powerNominal_W;
        changes.put(std::move(rack));
    }
    changes.put(std::move(row));
    markDetached(campus, entity(hall), changes);
    return changes;
}

base::Result<ChangeSet> PlaceRack::plan(const Campus& campus,
                                        const catalog::Catalog& catalog) const {
    Rack rack;
    rack.id = {campus.nextNumber()};
    rack.hall = hall;
    rack.row = row;
    rack.type = type;
    rack.placement = placement;
    const auto* found = catalog.rack(type);
    rack.itLoad_W = found ? found->powerNominal_W : 0.0;
    if (auto faults = validateRow(campus, catalog, rack); !faults.empty())
        return faults;
    const auto* line = campus.rows().find(row);
    const auto prefix = rackPrefix(line ? trailingNumber(line->name) : 0);
    rack.name = joined(prefix, padded(nextNumberedName(racksOf(campus, hall), prefix)));
    ChangeSet changes;
    changes.put(std::move(rack));
    markDetached(campus, entity(hall), changes);
    return changes;
}

} // namespace hallwright::model
