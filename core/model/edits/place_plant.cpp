#include "core/model/edits/edit_support.h"
#include "core/model/edits/placing.h"
#include "core/model/footprint.h"
#include "core/model/naming.h"
#include "core/model/validation.h"
#include "core/model/words.h"

#include <algorithm>

namespace hallwright::model {

namespace {

constexpr int kUnitsMax = 2000;
constexpr double kLineGap_m = 2.0;     ///< between units end to end: pipes and fan service
constexpr double kPumpGap_m = 1.0;     ///< around pumps
constexpr double kPlantMargin_m = 1.0; ///< plant's edge to its units

} // namespace

base::Result<ChangeSet> PlacePlant::plan(const Campus& campus,
                                         const catalog::Catalog& catalog) const {
    const auto cooler = catalog.find(coolerType);
    const bool isChiller = cooler.type && cooler.category == catalog::Category::Chiller;
    base::Diagnostics found;
    if (!catalog.heatRejection(coolerType) && !catalog.chiller(coolerType))
        found.push_back({"/cooler_type",
                         quoted(coolerType) + " is neither a cooler nor a chiller of the catalogue",
                         "Choose a dry cooler, a tower or a chiller."});
    if (columns < 1 || lines < 1 || columns > kUnitsMax || lines > kUnitsMax ||
        columns * lines > kUnitsMax)
        found.push_back({"/columns",
                         std::to_string(columns) + " x " + std::to_string(lines) + " units",
                         "Set 1 to " + std::to_string(kUnitsMax) + " units in all."});
    if (!pumpType.empty() && !catalog.pump(pumpType))
        found.push_back({"/pump_type", quoted(pumpType) + " is not a pump of the catalogue",
                         "Choose a pump, or leave the field empty."});
    if (pumps < 0 || pumpsSpare < 0 || pumps > kUnitsMax || pumpsSpare > kUnitsMax)
        found.push_back({"/pumps", "a count is out of range", "Set counts of 0 or more."});
    if (!found.empty())
        return found;

    const auto unit_m = sizeOfType(catalog, coolerType);
    const auto pump_m = sizeOfType(catalog, pumpType);
    const int pumpCount = pumpType.empty() ? 0 : pumps + pumpsSpare;
    // One unit's width stays free between neighbours: both long sides take air in.
    const double pitchX_m = 2.0 * unit_m.x, pitchY_m = unit_m.y + kLineGap_m;
    const double bankX_m = columns * pitchX_m - unit_m.x, bankY_m = lines * pitchY_m - kLineGap_m;
    const double pumpsX_m = pumpCount * (pump_m.x + kPumpGap_m) - kPumpGap_m;
    const double pumpsY_m = pumpCount > 0 ? pump_m.y + 2.0 * kPumpGap_m : 0.0;

    Plant plant;
    plant.id = {campus.nextNumber()};
    const auto number = padded(nextNumberedName(campus.plants(), "CP-"));
    plant.name = joined("CP-", number);
    plant.placement = placement;
    plant.size_m = {std::max(bankX_m, pumpsX_m) + 2.0 * kPlantMargin_m,
                    bankY_m + pumpsY_m + 2.0 * kPlantMargin_m, std::max(unit_m.z, pump_m.z)};
    plant.coolant = coolant;
    plant.supplySetpoint_C = supplySetpoint_C;
    plant.pumpsSpare = pumpsSpare;
    if (auto faults = validateRow(campus, catalog, plant); !faults.empty())
        return faults;

    ChangeSet changes;
    auto next = plant.id.number;
    const auto add = [&](EquipmentKind kind, const std::string& type, std::string_view prefix,
                         int nth, Vec2 at_m) {
        Equipment item;
        item.id = {++next};
        item.name = joined(prefix, number);
        item.name += '-';
        item.name += padded(nth + 1);
        item.kind = kind;
        item.type = type;
        item.parent = entity(plant.id);
        item.placement.position_m = at_m;
        changes.put(std::move(item));
    };
    const double bankLow_m = -0.5 * plant.size_m.y + kPlantMargin_m + pumpsY_m;
    for (int line = 0; line < lines; ++line)
        for (int column = 0; column < columns; ++column)
            add(isChiller ? EquipmentKind::Chiller : EquipmentKind::HeatRejection, coolerType,
                isChiller ? "CH-" : "DC-", line * columns + column,
                {(column - 0.5 * (columns - 1)) * pitchX_m,
                 bankLow_m + 0.5 * unit_m.y + line * pitchY_m});
    for (int i = 0; i < pumpCount; ++i)
        add(EquipmentKind::Pump, pumpType, "P-", i,
            {(i - 0.5 * (pumpCount - 1)) * (pump_m.x + kPumpGap_m),
             -0.5 * plant.size_m.y + kPlantMargin_m + kPumpGap_m + 0.5 * pump_m.y});
    changes.put(std::move(plant));
    return changes;
}

} // namespace hallwright::model
