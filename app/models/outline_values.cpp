#include "app/models/outline_values.h"

#include "app/format/number_format.h"
#include "core/engine/short_circuit_levels.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace hallwright::app {

namespace {

double shareOf(double value, double low, double high) {
    return std::clamp((value - low) / (high - low), 0.0, 1.0);
}

} // namespace

QString OutlineValues::heading(ViewState::Layer layer) {
    switch (layer) {
    case ViewState::Layer::AirTemperature:
        return QStringLiteral("max inlet, °C");
    case ViewState::Layer::SupplyAir:
        return QStringLiteral("least supplied, %");
    case ViewState::Layer::ElectricalLoading:
        return QStringLiteral("loading, %");
    case ViewState::Layer::CoolantTemperature:
        return QStringLiteral("supply, °C");
    case ViewState::Layer::CoolantFlow:
        return QStringLiteral("flow, L/s");
    case ViewState::Layer::WaterPressure:
        return QStringLiteral("pressure, kPa");
    case ViewState::Layer::VoltageDeviation:
        return QStringLiteral("voltage, %");
    case ViewState::Layer::FaultLevel:
        return QStringLiteral("fault level, %");
    case ViewState::Layer::Plume:
        return QStringLiteral("intake, K");
    case ViewState::Layer::Capacity:
    case ViewState::Layer::None:
        break;
    }
    return {};
}

OutlineValues::Value OutlineValues::of(model::EntityId id) const {
    switch (m_layer) {
    case ViewState::Layer::AirTemperature:
        return air(id);
    case ViewState::Layer::SupplyAir:
        return suppliedAir(id);
    case ViewState::Layer::ElectricalLoading:
        return loading(id);
    case ViewState::Layer::CoolantTemperature:
        return coolant(id);
    case ViewState::Layer::CoolantFlow:
        return flow(id);
    case ViewState::Layer::WaterPressure:
        return pressure(id);
    case ViewState::Layer::VoltageDeviation:
        return voltage(id);
    case ViewState::Layer::FaultLevel:
        return faultLevel(id);
    case ViewState::Layer::Plume:
        return intake(id);
    case ViewState::Layer::Capacity:
    case ViewState::Layer::None:
        break;
    }
    return {};
}

OutlineValues::Value OutlineValues::intake(model::EntityId id) const {
    std::optional<double> worst_K;
    for (const auto& unit : m_tree.campus.equipment()) {
        if (model::entity(unit.id) != id && unit.parent != id)
            continue;
        const auto state = m_solution.units.find(unit.id);
        if (state != m_solution.units.end() && state->second.airIntake_C)
            worst_K = std::max(worst_K.value_or(0.0),
                               *state->second.airIntake_C - m_solution.scenario.ambient_C);
    }
    return worst_K ? Value{formatNumber(*worst_K, 1), shareOf(*worst_K, 0.0, 6.0)} : Value{};
}

std::vector<const engine::RackState*> OutlineValues::racksOf(model::EntityId id) const {
    std::vector<const engine::RackState*> states;
    const auto add = [&](model::RackId rack) {
        if (const auto it = m_solution.racks.find(rack); it != m_solution.racks.end())
            states.push_back(&it->second);
    };
    const auto addRow = [&](const auto& racksOf, std::uint32_t number) {
        if (const auto racks = racksOf.find(number); racks != racksOf.end())
            for (const model::Rack* rack : racks->second)
                add(rack->id);
    };
    switch (m_tree.campus.kindOf(id)) {
    case model::EntityKind::Rack:
        add({id.number});
        break;
    case model::EntityKind::Row:
        addRow(m_tree.racksOfRow, id.number);
        break;
    case model::EntityKind::Hall:
        addRow(m_tree.loneRacksOfHall, id.number);
        if (const auto rows = m_tree.rowsOfHall.find(id.number); rows != m_tree.rowsOfHall.end())
            for (const model::Row* row : rows->second)
                addRow(m_tree.racksOfRow, row->id.number);
        break;
    default:
        break;
    }
    return states;
}

OutlineValues::Value OutlineValues::air(model::EntityId id) const {
    std::optional<double> worst_C;
    if (const auto hall = m_solution.halls.find({id.number}); hall != m_solution.halls.end()) {
        if (hall->second.hasAir)
            worst_C = hall->second.worstInlet_C;
    } else {
        for (const engine::RackState* rack : racksOf(id))
            if (rack->hasAir)
                worst_C = std::max(worst_C.value_or(rack->airInletMean_C), rack->airInletMean_C);
    }
    return worst_C ? Value{formatNumber(*worst_C, 1), shareOf(*worst_C, 18.0, 40.0)} : Value{};
}

OutlineValues::Value OutlineValues::suppliedAir(model::EntityId id) const {
    std::optional<double> least;
    for (const engine::RackState* rack : racksOf(id))
        if (rack->airFromSupply)
            least = std::min(least.value_or(1.0), *rack->airFromSupply);
    return least ? Value{formatNumber(100.0 * *least, 0), *least} : Value{};
}

OutlineValues::Value OutlineValues::loading(model::EntityId id) const {
    const auto shown = [](double loading) {
        return Value{formatNumber(loading * 100.0, 0), shareOf(loading, 0.0, 1.2)};
    };
    if (const auto it = m_solution.feeders.find({id.number}); it != m_solution.feeders.end())
        return shown(it->second.loading);
    if (const auto it = m_solution.transformers.find({id.number});
        it != m_solution.transformers.end())
        return shown(it->second.loading);
    double worst = -1.0;
    switch (m_tree.campus.kindOf(id)) {
    case model::EntityKind::Hall:
    case model::EntityKind::Substation: {
        if (const auto items = m_tree.equipmentOf.find(id.number);
            items != m_tree.equipmentOf.end())
            for (const model::Equipment* item : items->second) {
                if (const auto it = m_solution.transformers.find(item->id);
                    it != m_solution.transformers.end())
                    worst = std::max(worst, it->second.loading);
                if (const auto it = m_solution.units.find(item->id);
                    (item->kind == model::EquipmentKind::PowerDevice ||
                     item->kind == model::EquipmentKind::PowerRack) &&
                    it != m_solution.units.end())
                    worst = std::max(worst, it->second.loading);
            }
        for (const auto& busway : m_solution.busways)
            if (model::entity(busway.hall) == id)
                worst = std::max(worst, busway.loading);
        break;
    }
    case model::EntityKind::Row:
        for (const auto& busway : m_solution.busways)
            if (model::entity(busway.row) == id)
                worst = std::max(worst, busway.loading);
        break;
    default:
        break;
    }
    return worst >= 0.0 ? shown(worst) : Value{};
}

OutlineValues::Value OutlineValues::coolant(model::EntityId id) const {
    const auto shown = [](double t_C) {
        return Value{formatNumber(t_C, 1), shareOf(t_C, 25.0, 60.0)};
    };
    if (const auto it = m_solution.racks.find({id.number}); it != m_solution.racks.end())
        return it->second.hasCoolant ? shown(it->second.coolantSupply_C) : Value{};
    if (const auto it = m_solution.units.find({id.number}); it != m_solution.units.end())
        return it->second.running ? shown(it->second.supply_C) : Value{};
    if (const auto it = m_solution.mains.find({id.number}); it != m_solution.mains.end())
        return shown(it->second.pipes == model::MainPipes::Return ? it->second.return_C
                                                                  : it->second.supply_C);
    if (const auto it = m_solution.halls.find({id.number});
        it != m_solution.halls.end() && it->second.facilitySupply_C > 0.0)
        return shown(it->second.facilitySupply_C);
    if (const auto it = m_solution.plants.find({id.number}); it != m_solution.plants.end())
        return it->second.flow_m3_per_s > 0.0 ? shown(it->second.supply_C) : Value{};
    return {};
}

OutlineValues::Value OutlineValues::flow(model::EntityId id) const {
    double flow_m3_per_s = 0.0; // what runs through a thing; of rows and halls, their racks' sum
    if (const auto it = m_solution.mains.find({id.number}); it != m_solution.mains.end())
        flow_m3_per_s = it->second.flow_m3_per_s;
    else if (const auto plant = m_solution.plants.find({id.number});
             plant != m_solution.plants.end())
        flow_m3_per_s = plant->second.flow_m3_per_s;
    else if (const auto* item = m_tree.campus.equipment().find({id.number})) {
        const auto unit = m_solution.units.find(item->id);
        if (unit != m_solution.units.end() && item->kind != model::EquipmentKind::AirUnit)
            flow_m3_per_s = unit->second.flow_m3_per_s;
    } else
        for (const engine::RackState* rack : racksOf(id))
            flow_m3_per_s += rack->coolantFlow_m3_per_s;
    if (flow_m3_per_s <= 0.0)
        return {};
    const double flow_L_per_s = 1e3 * flow_m3_per_s;
    return {formatNumber(flow_L_per_s, flow_L_per_s < 100.0 ? 1 : 0),
            shareOf(std::log10(flow_L_per_s), 0.0, 3.0)};
}

OutlineValues::Value OutlineValues::pressure(model::EntityId id) const {
    std::optional<double> highest_Pa;
    const auto offer = [&highest_Pa](double pressure_Pa) {
        highest_Pa = std::max(highest_Pa.value_or(pressure_Pa), pressure_Pa);
    };
    if (const auto it = m_solution.mains.find({id.number});
        it != m_solution.mains.end() && it->second.designPressure_Pa > 0.0)
        offer(std::max(it->second.supplyPressure_Pa, it->second.returnPressure_Pa));
    const auto offerUnit = [&](model::EquipmentId unit) {
        const auto it = m_solution.units.find(unit);
        if (it != m_solution.units.end() && it->second.waterPressure_Pa)
            offer(*it->second.waterPressure_Pa);
    };
    offerUnit({id.number});
    if (const auto items = m_tree.equipmentOf.find(id.number); items != m_tree.equipmentOf.end())
        for (const model::Equipment* item : items->second)
            offerUnit(item->id);
    return highest_Pa
               ? Value{formatNumber(*highest_Pa / 1e3, 0), shareOf(*highest_Pa / 1e3, 0.0, 600.0)}
               : Value{};
}

/// Buses of a thing and of the transformers that stand in it, by their place in the solution.
template <class Take>
void OutlineValues::forBusesOf(model::EntityId id, Take take) const {
    const auto& buses = m_solution.buses;
    for (std::size_t i = 0; i < buses.size(); ++i) {
        const auto* item = m_tree.campus.equipment().find({buses[i].entity.number});
        if (buses[i].entity == id || (item && item->parent == id))
            take(i);
    }
}

OutlineValues::Value OutlineValues::voltage(model::EntityId id) const {
    std::optional<double> worst; // farthest from nominal, in percent
    const auto offer = [&worst](double voltage_pu) {
        const double deviation = 100.0 * (voltage_pu - 1.0);
        if (!worst || std::abs(deviation) > std::abs(*worst))
            worst = deviation;
    };
    if (hasBuses(id))
        forBusesOf(id, [&](std::size_t bus) {
            if (m_solution.buses[bus].energised)
                offer(m_solution.buses[bus].voltage_pu);
        });
    else
        for (const engine::RackState* rack : racksOf(id))
            if (rack->hasPower)
                offer(rack->voltage_pu);
    if (!worst)
        return {};
    return {formatChange(*worst, 1), shareOf(*worst, -10.0, 10.0)};
}

OutlineValues::Value OutlineValues::faultLevel(model::EntityId id) const {
    const auto* levels = m_solution.faultLevels.get();
    if (!levels)
        return {};
    double worst = 0.0;
    if (hasBuses(id))
        forBusesOf(id, [&](std::size_t bus) {
            if (bus < levels->buses.size())
                worst = std::max(worst, levels->buses[bus].loading());
        });
    if (m_tree.racksOfRow.contains(id.number))
        for (std::size_t i = 0; i < std::min(m_solution.busways.size(), levels->busways.size());
             ++i)
            if (model::entity(m_solution.busways[i].row) == id)
                worst = std::max(worst, levels->busways[i].loading());
    return worst > 0.0 ? Value{formatNumber(worst * 100.0, 0), shareOf(worst, 0.0, 1.2)} : Value{};
}

bool OutlineValues::hasBuses(model::EntityId id) const {
    switch (m_tree.campus.kindOf(id)) {
    case model::EntityKind::Hall:
    case model::EntityKind::Substation:
    case model::EntityKind::Plant:
    case model::EntityKind::GridConnection:
        return true;
    case model::EntityKind::Equipment:
        return m_tree.campus.equipment().find({id.number})->kind ==
               model::EquipmentKind::Transformer;
    default:
        return false;
    }
}

} // namespace hallwright::app
