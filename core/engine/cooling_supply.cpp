#include "core/engine/cooling_supply.h"

#include <algorithm>
#include <set>

namespace hallwright::engine {

namespace {

bool isDark(const PowerAssembly& power, const HallPart& part) {
    const auto& boards = part.power->boards;
    return std::none_of(boards.begin(), boards.end(),
                        [&](const auto& board) { return power.isLive(part.bus(board.bus)); });
}

/// Seconds for which the batteries in service carry what their hall drew before; they give what
/// their rating takes in their autonomy, however slowly (as lithium-ion cells nearly do).
double batterySeconds(const PowerAssembly& before, const HallPart& was, const HallPart& now) {
    double energy_J = 0.0;
    for (const auto& board : now.power->boards) {
        const auto& ups = now.power->bars[static_cast<std::size_t>(board.bar)].ups;
        energy_J += static_cast<double>(board.upsUnits.size()) * ups.unit_W * ups.autonomy_s;
    }
    double drawn_W = 0.0;
    const auto devices = before.devices(was);
    for (const auto& board : was.power->boards)
        drawn_W += devices.upsOf(board).output_W;
    return drawn_W > 0.0 ? energy_J / drawn_W : 0.0;
}

void append(std::vector<model::EntityId>& to, const std::vector<model::EntityId>& more) {
    to.insert(to.end(), more.begin(), more.end());
}

} // namespace

std::vector<model::EntityId> coolingOf(const CampusIndex& index, model::EntityId place) {
    std::vector<model::EntityId> ids;
    for (const auto* unit : index.equipmentOf(place))
        if (unit->kind == model::EquipmentKind::Pump ||
            unit->kind == model::EquipmentKind::HeatRejection ||
            unit->kind == model::EquipmentKind::Chiller ||
            unit->kind == model::EquipmentKind::Cdu || unit->kind == model::EquipmentKind::AirUnit)
            ids.push_back(model::entity(unit->id));
    return ids;
}

std::vector<model::EntityId> plantsWithoutSupply(const CampusIndex& index,
                                                 const PowerAssembly& power) {
    std::vector<model::EntityId> plants;
    for (const auto& plant : index.campus().plants()) {
        const auto own = power.trunk().auxiliaries.find(model::entity(plant.id));
        if (own == power.trunk().auxiliaries.end())
            continue;
        const auto& loads = own->second.loads;
        if (!loads.empty() && std::none_of(loads.begin(), loads.end(), [&](int load) {
                return power.isLive(power.trunk().loads[static_cast<std::size_t>(load)].bus);
            }))
            plants.push_back(model::entity(plant.id));
    }
    return plants;
}

StoppedCooling stoppedCooling(const CampusIndex& index, const PowerAssembly& before,
                              const PowerAssembly& now, const AuxiliaryPower& auxiliary) {
    StoppedCooling stopped;
    bool warms = false;
    std::set<model::HallId> dark;
    for (std::size_t h = 0; h < now.halls().size(); ++h) {
        const auto& part = now.halls()[h];
        const auto& was = before.halls()[h];
        if (!isDark(now, part) || isDark(before, was))
            continue;
        dark.insert(part.hall);
        const double seconds = batterySeconds(before, was, part);
        stopped.onBatteries_s = std::min(stopped.onBatteries_s.value_or(seconds), seconds);
        if (seconds > 0.0) {
            warms = true;
            append(stopped.elements, coolingOf(index, model::entity(part.hall)));
        } else {
            for (const auto& board : part.power->boards)
                stopped.elements.push_back(model::entity(board.transformer));
        }
    }
    const auto already = plantsWithoutSupply(index, before);
    for (const auto plant : plantsWithoutSupply(index, now))
        if (std::find(already.begin(), already.end(), plant) == already.end()) {
            warms = true;
            append(stopped.elements, coolingOf(index, plant));
        }
    for (const auto& [plant, halls] : auxiliary.plantsAtHalls)
        if (std::all_of(halls.begin(), halls.end(),
                        [&](model::HallId hall) { return dark.contains(hall); }))
            append(stopped.elements, coolingOf(index, model::entity(plant)));
    if (!warms)
        stopped.elements.clear();
    return stopped;
}

} // namespace hallwright::engine
