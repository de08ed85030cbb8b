#include "core/model/edits/edit_support.h"
#include "core/model/edits/placing.h"
#include "core/model/footprint.h"
#include "core/model/naming.h"
#include "core/model/validation.h"
#include "core/model/words.h"

#include <algorithm>

namespace hallwright::model {

namespace {

constexpr int kTransformersMax = 50;
constexpr double kFireWall_m = 0.4;
/// Between a transformer and the fire wall beside it: room for bund and radiators. Judgement.
constexpr double kBesideWall_m = 1.8;
constexpr double kAccessRoad_m = 6.0; ///< along the transformers, to move one out
constexpr double kHouseDepth_m = 8.0; ///< medium-voltage switchgear house, with front aisle
constexpr double kFenceGap_m = 3.0;   ///< fence to what stands inside

/// Depth of the high-voltage yard by voltage: gas-insulated bays and their gantries, judgement
/// from bay lengths of 9 m at 420 kV and clearances of IEC 61936-1 table 1.
double yardDepth_m(double voltage_V) {
    if (voltage_V > 300e3)
        return 22.0;
    return voltage_V > 150e3 ? 16.0 : 10.0;
}

} // namespace

base::Result<ChangeSet> PlaceSubstation::plan(const Campus& campus,
                                              const catalog::Catalog& catalog) const {
    const auto* type = catalog.transformer(transformerType);
    base::Diagnostics found;
    if (!type)
        found.push_back({"/transformer_type",
                         quoted(transformerType) + " is not a transformer of the catalogue",
                         "Choose a transformer."});
    if (transformers < 1 || transformers > kTransformersMax)
        found.push_back({"/transformers", "is " + std::to_string(transformers),
                         "Set a number from 1 to " + std::to_string(kTransformersMax) + "."});
    if (!found.empty())
        return found;

    const auto unit_m = sizeOfType(catalog, transformerType);
    const double pitch_m = unit_m.x + 2.0 * kBesideWall_m + kFireWall_m;
    Substation substation;
    substation.id = {campus.nextNumber()};
    substation.name = joined("SS-", std::to_string(nextNumberedName(campus.substations(), "SS-")));
    substation.placement = placement;
    substation.highVoltage_V = type->highVoltage_V;
    substation.mediumVoltage_V = type->lowVoltage_V;
    substation.busSections = transformers * (type->second ? 2 : 1); // one a winding
    substation.switchgearType = switchgearType;
    substation.busTiesTransfer = busTiesTransfer;
    const double yard_m = yardDepth_m(type->highVoltage_V);
    substation.size_m = {transformers * pitch_m + 2.0 * kFenceGap_m,
                         yard_m + unit_m.y + kAccessRoad_m + kHouseDepth_m + 2.0 * kFenceGap_m,
                         std::max(unit_m.z, 12.0)};
    if (auto faults = validateRow(campus, catalog, substation); !faults.empty())
        return faults;

    ChangeSet changes;
    const double lineY_m =
        -0.5 * substation.size_m.y + kFenceGap_m + kHouseDepth_m + kAccessRoad_m + 0.5 * unit_m.y;
    const int first = nextNumberedName(campus.equipment(), "T");
    for (int i = 0; i < transformers; ++i) {
        Equipment item;
        item.id = {substation.id.number + 1 + static_cast<std::uint32_t>(i)};
        item.name = joined("T", std::to_string(first + i));
        item.kind = EquipmentKind::Transformer;
        item.type = transformerType;
        item.parent = entity(substation.id);
        item.placement.position_m = {(i - 0.5 * (transformers - 1)) * pitch_m, lineY_m};
        changes.put(std::move(item));
    }
    changes.put(std::move(substation));
    return changes;
}

} // namespace hallwright::model
