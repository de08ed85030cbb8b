#include "core/layout/hall_block.h"

#include "core/model/footprint.h"
#include "core/model/hall_generator.h"

#include <algorithm>
#include <cmath>

namespace hallwright::layout {

namespace {

/// Between a hall's wall and its coolers: their free inlet face (coil height) and a fire lane.
constexpr double kPlantGap_m = 6.0;
/// Below that many coolers, one plant is enough.
constexpr int kSinglePlantMax = 8;
constexpr double kTurned_deg = 180.0;

/// Pumps for a flow: the type of the catalogue that does it with the fewest units and, among
/// those, the smallest; spare ones not counted.
struct PumpChoice {
    std::string type;
    int count = 0;
};
PumpChoice choosePumps(const catalog::Catalog& catalog, double flow_m3_per_s) {
    // Facility loops take more head than the pumps of CDUs give.
    constexpr double kHeadMin_m = 28.0;
    constexpr int kCountUsual = 3;
    PumpChoice choice;
    const catalog::PumpType* chosen = nullptr;
    for (const auto& pump : catalog.pumps) {
        if (pump.headRated_m < kHeadMin_m || pump.flowRated_m3_per_s <= 0.0)
            continue;
        const int count =
            std::max(1, static_cast<int>(std::ceil(flow_m3_per_s / pump.flowRated_m3_per_s)));
        const bool isBetter =
            !chosen ||
            (choice.count > kCountUsual
                 ? count < choice.count
                 : count <= kCountUsual && pump.flowRated_m3_per_s < chosen->flowRated_m3_per_s);
        if (isBetter) {
            chosen = &pump;
            choice = {pump.id, count};
        }
    }
    return choice;
}

/// The size that an edit's plant will have.
base::Result<base::Vec2> sizeOf(const model::PlacePlant& edit, const catalog::Catalog& catalog) {
    const auto planned = edit.plan(model::Campus(), catalog);
    if (!planned)
        return planned.error();
    const auto& plant = *planned->of<model::Plant>().front().after;
    return base::Vec2{plant.size_m.x, plant.size_m.y};
}

/// A bank of `units`, as wide as about `width_m` allows.
base::Result<BlockPlant> planBank(const std::string& type, int units, double width_m,
                                  double flow_m3_per_s, double setpoint_C,
                                  const std::string& coolant, const catalog::Catalog& catalog) {
    BlockPlant plant;
    plant.edit.coolerType = type;
    plant.edit.columns = units;
    plant.edit.lines = 1;
    const auto pumps = choosePumps(catalog, flow_m3_per_s);
    plant.edit.pumpType = pumps.type;
    plant.edit.pumps = pumps.count;
    plant.edit.pumpsSpare = 1;
    plant.edit.coolant = coolant;
    plant.edit.supplySetpoint_C = setpoint_C;
    auto size = sizeOf(plant.edit, catalog);
    if (!size)
        return size.error();
    if (size->x > width_m && units > 1) {
        const double pitch_m = size->x / units;
        plant.edit.columns = std::clamp(static_cast<int>(width_m / pitch_m), 1, units);
        plant.edit.lines = (units + plant.edit.columns - 1) / plant.edit.columns;
        plant.edit.columns = (units + plant.edit.lines - 1) / plant.edit.lines;
        size = sizeOf(plant.edit, catalog);
        if (!size)
            return size.error();
    }
    plant.size_m = *size;
    return plant;
}

/// Stands trim chillers in lines at both ends of a bank, with one unit's width free along their
/// long sides, which take air in.
void addTrims(BlockPlant& plant, const std::string& type, int count,
              const catalog::Catalog& catalog) {
    constexpr double kLineGap_m = 2.0;
    constexpr double kMargin_m = 1.0;
    const auto unit_m = model::sizeOfType(catalog, type);
    const double pitchY_m = unit_m.y + kLineGap_m;
    plant.size_m.y = std::max(plant.size_m.y, unit_m.y + 2.0 * kMargin_m);
    const int lines = std::max(
        1, static_cast<int>((plant.size_m.y - 2.0 * kMargin_m + kLineGap_m) / pitchY_m + 1e-9));
    const double first_m = 0.5 * plant.size_m.x + 1.5 * unit_m.x;
    double last_m = first_m;
    for (int i = 0; i < count; ++i) {
        const int place = i / 2; // at its end
        last_m = first_m + place / lines * 2.0 * unit_m.x;
        model::PlaceEquipment trim;
        trim.type = type;
        trim.placement.position_m = {i % 2 == 0 ? last_m : -last_m,
                                     (place % lines - 0.5 * (lines - 1)) * pitchY_m};
        plant.trims.push_back(trim);
    }
    plant.size_m.x = 2.0 * (last_m + 0.5 * unit_m.x + kMargin_m);
}

base::Diagnostics addCoolers(HallBlock& block, const CampusBrief& brief,
                             const catalog::Catalog& catalog) {
    const auto& need = block.demand.cooling;
    if (need.coolers == 0)
        return {};
    const int plants = need.coolers <= kSinglePlantMax ? 1 : 2;
    const int perPlant = (need.coolers + plants - 1) / plants + brief.coolersSpare;
    // A bank in one line is served from both sides; it may stand out beyond the hall by a third.
    const double width_m = 1.35 * std::max(block.hallSize_m.x, 60.0);
    for (int i = 0; i < plants; ++i) {
        auto plant =
            planBank(brief.coolerType, perPlant, width_m, need.coolerFlow_m3_per_s / plants,
                     need.coolerSetpoint_C, "pg25", catalog);
        if (!plant)
            return plant.error();
        if (need.trimChillers > 0)
            addTrims(*plant, brief.trimChillerType, (need.trimChillers + plants - 1) / plants,
                     catalog);
        const double away_m = 0.5 * block.hallSize_m.y + kPlantGap_m + 0.5 * plant->size_m.y;
        const bool isNorth = i == 0;
        plant->offset_m = {0.0, isNorth ? away_m : -away_m};
        plant->edit.placement.rotation_deg = isNorth ? 0.0 : kTurned_deg; // pumps face the hall
        block.coolerPlants.push_back(std::move(*plant));
    }
    return {};
}

base::Diagnostics addChillers(HallBlock& block, const CampusBrief& brief,
                              const catalog::Catalog& catalog) {
    const auto& need = block.demand.cooling;
    if (need.chillers == 0)
        return {};
    constexpr double kAnyWidth_m = 1e6;
    auto plant = planBank(brief.chillerType, need.chillers + 1, kAnyWidth_m,
                          need.chillerFlow_m3_per_s, need.chillerSetpoint_C, "pg25", catalog);
    if (!plant)
        return plant.error();
    plant->offset_m.x = 0.5 * block.hallSize_m.x + kPlantGap_m + 0.5 * plant->size_m.x;
    block.chillerPlant = std::move(*plant);
    return {};
}

/// Moves the block's parts so that their extent is centred, and notes it.
void centre(HallBlock& block) {
    base::Vec2 low = -0.5 * block.hallSize_m;
    base::Vec2 high = 0.5 * block.hallSize_m;
    const auto include = [&](const BlockPlant& plant) {
        low = {std::min(low.x, plant.offset_m.x - 0.5 * plant.size_m.x),
               std::min(low.y, plant.offset_m.y - 0.5 * plant.size_m.y)};
        high = {std::max(high.x, plant.offset_m.x + 0.5 * plant.size_m.x),
                std::max(high.y, plant.offset_m.y + 0.5 * plant.size_m.y)};
    };
    // Hall and chillers share the width; the coolers then stand over the middle of the two.
    if (block.chillerPlant) {
        include(*block.chillerPlant);
        const double shift_m = 0.5 * (low.x + high.x);
        block.hallOffset_m.x -= shift_m;
        block.chillerPlant->offset_m.x -= shift_m;
        low.x -= shift_m;
        high.x -= shift_m;
    }
    for (const auto& plant : block.coolerPlants)
        include(plant);
    const base::Vec2 middle = 0.5 * (low + high);
    block.hallOffset_m = block.hallOffset_m - middle;
    for (auto& plant : block.coolerPlants)
        plant.offset_m = plant.offset_m - middle;
    if (block.chillerPlant)
        block.chillerPlant->offset_m = block.chillerPlant->offset_m - middle;
    block.size_m = high - low;
}

} // namespace

base::Result<HallBlock> planBlock(const model::HallTemplate& recipe, const CampusBrief& brief,
                                  const catalog::Catalog& catalog) {
    HallBlock block;
    block.recipe = recipe;
    const auto demand = estimateHall(recipe, brief, catalog);
    if (!demand)
        return demand.error();
    block.demand = *demand;
    const auto hull_m = model::hallHull(recipe, catalog);
    if (!hull_m)
        return hull_m.error();
    block.hallSize_m = {hull_m->x, hull_m->y};
    if (auto found = addCoolers(block, brief, catalog); !found.empty())
        return found;
    if (auto found = addChillers(block, brief, catalog); !found.empty())
        return found;
    centre(block);
    return block;
}

} // namespace hallwright::layout
