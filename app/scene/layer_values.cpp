#include "app/scene/layer_values.h"

#include "app/format/number_format.h"
#include "core/engine/short_circuit_levels.h"

#include <algorithm>
#include <cmath>

namespace hallwright::app {

namespace {

using Layer = ViewState::Layer;

template <class Map, class Id>
const auto* find(const Map& map, Id id) {
    const auto it = map.find(id);
    return it == map.end() ? nullptr : &it->second;
}

/// Bus of its end that a feeder of a side belongs to: the blocks of a hall, in their order.
int endSection(const model::Feeder& feeder) {
    constexpr int kLastBlock = 3; // D, or the reserve beside three others
    return feeder.side == model::FeedSide::None
               ? feeder.toSection
               : std::min(kLastBlock,
                          static_cast<int>(feeder.side) - static_cast<int>(model::FeedSide::A));
}

} // namespace

const ColorMap* mapOf(Layer layer) {
    switch (layer) {
    case Layer::None:
    case Layer::Capacity: // categories, no scale
        return nullptr;
    case Layer::AirTemperature:
        return &ColorMap::airTemperature();
    case Layer::ElectricalLoading:
        return &ColorMap::electricalLoading();
    case Layer::CoolantTemperature:
        return &ColorMap::coolantTemperature();
    case Layer::SupplyAir:
        return &ColorMap::supplyAir();
    case Layer::VoltageDeviation:
        return &ColorMap::voltageDeviation();
    case Layer::FaultLevel:
        return &ColorMap::faultLevel();
    case Layer::Plume:
        return &ColorMap::plumeTemperature();
    case Layer::CoolantFlow:
        return &ColorMap::coolantFlow();
    case Layer::WaterPressure:
        return &ColorMap::pressure();
    }
    return nullptr;
}

QString captionOf(Layer layer) {
    switch (layer) {
    case Layer::None:
        break;
    case Layer::AirTemperature:
        return QStringLiteral("°C, running mean");
    case Layer::ElectricalLoading:
        return QStringLiteral("% of rating");
    case Layer::CoolantTemperature:
        return QStringLiteral("°C");
    case Layer::VoltageDeviation:
        return QStringLiteral("% from nominal");
    case Layer::FaultLevel:
        return QStringLiteral("% of withstand rating");
    case Layer::SupplyAir:
        return QStringLiteral("% straight from air units");
    case Layer::Capacity:
        return QStringLiteral("what binds; hatched: short of its load");
    case Layer::Plume:
        return QStringLiteral("K, running mean");
    case Layer::CoolantFlow:
        return QStringLiteral("L/s, logarithmic");
    case Layer::WaterPressure:
        return QStringLiteral("kPa gauge");
    }
    return {};
}

int decimalsOf(Layer layer) {
    return layer == Layer::ElectricalLoading || layer == Layer::FaultLevel ||
                   layer == Layer::SupplyAir || layer == Layer::WaterPressure
               ? 0
               : 1;
}

QString textOf(const LayerValue& value, Layer layer) {
    if (layer == Layer::Capacity)
        return QLatin1String(capacityCategories()[std::size_t(value.value)].name);
    const ColorMap* map = mapOf(layer);
    const QString text = layer == Layer::VoltageDeviation
                             ? formatChange(value.value, decimalsOf(layer))
                             : formatNumber(value.value, decimalsOf(layer));
    return Figure{text, map ? map->unit() : QString()}.text();
}

LayerValues::LayerValues(Layer layer, const engine::Solution* solution,
                         const catalog::Catalog& catalog,
                         std::shared_ptr<const engine::CampusCapacity> capacity)
    : m_layer(layer), m_solution(solution), m_catalog(catalog), m_capacity(std::move(capacity)) {
    if (solution && (layer == Layer::VoltageDeviation || layer == Layer::FaultLevel))
        for (std::size_t i = 0; i < solution->buses.size(); ++i)
            m_busesOf[solution->buses[i].entity.number].push_back(i);
}

LayerValue LayerValues::ofBus(std::size_t index) const {
    if (m_layer == Layer::VoltageDeviation) {
        const engine::BusState& bus = m_solution->buses[index];
        return bus.energised ? LayerValue::known(100.0 * (bus.voltage_pu - 1.0))
                             : LayerValue::pending();
    }
    const engine::FaultLevels* levels = m_solution->faultLevels.get();
    if (!levels || index >= levels->buses.size())
        return LayerValue::pending();
    const engine::BusFaultLevel& level = levels->buses[index];
    return level.rating.isKnown() && level.maximum.isEnergised
               ? LayerValue::known(100.0 * level.loading())
               : LayerValue::neutral();
}

LayerValue LayerValues::busValue(model::EntityId entity, int section) const {
    const auto buses = m_busesOf.find(entity.number);
    if (buses == m_busesOf.end())
        return LayerValue::pending();
    // The last of a section: behind the high-voltage bar stands the medium-voltage one.
    std::size_t chosen = buses->second.front();
    for (const std::size_t index : buses->second)
        if (m_solution->buses[index].section == section)
            chosen = index;
    return ofBus(chosen);
}

LayerValue LayerValues::of(const model::Substation& substation) const {
    if (m_layer != Layer::VoltageDeviation && m_layer != Layer::FaultLevel)
        return LayerValue::neutral();
    const auto buses = m_busesOf.find(model::entity(substation.id).number);
    if (buses == m_busesOf.end())
        return LayerValue::pending();
    LayerValue worst = LayerValue::pending();
    for (const std::size_t index : buses->second)
        if (const LayerValue value = ofBus(index);
            value.isKnown() && (!worst.isKnown() || std::abs(value.value) > std::abs(worst.value)))
            worst = value;
    return worst;
}

LayerValue LayerValues::of(const model::Rack& rack) const {
    if (m_layer == Layer::None || m_layer == Layer::Plume || m_layer == Layer::WaterPressure)
        return LayerValue::neutral();
    if (m_layer == Layer::Capacity) {
        const auto* place = m_capacity ? rackIn(*m_capacity, rack.id) : nullptr;
        constexpr double kShort = 0.999; // of what is placed
        return place ? LayerValue::binding(categoryOf(place->binds),
                                           place->usable_W < kShort * place->nominal_W)
                     : LayerValue::pending();
    }
    const engine::RackState* state = m_solution ? find(m_solution->racks, rack.id) : nullptr;
    if (!state)
        return LayerValue::pending();
    const catalog::RackType* type = m_catalog.rack(rack.type);
    switch (m_layer) {
    case Layer::ElectricalLoading: {
        const double rated_W = type ? std::max(type->powerPeak_W, type->powerNominal_W) : 0.0;
        if (!state->hasPower || rated_W <= 0.0)
            return LayerValue::pending();
        return LayerValue::known(100.0 * state->load_W / rated_W);
    }
    case Layer::AirTemperature:
        return state->hasAir ? LayerValue::known(state->airInletMean_C) : LayerValue::pending();
    case Layer::SupplyAir:
        return state->airFromSupply ? LayerValue::known(100.0 * *state->airFromSupply)
                                    : LayerValue::pending();
    case Layer::CoolantTemperature:
    case Layer::CoolantFlow:
        if (state->hasCoolant)
            return LayerValue::known(m_layer == Layer::CoolantFlow
                                         ? 1e3 * state->coolantFlow_m3_per_s
                                         : state->coolantReturn_C);
        return type && type->coolant.empty() ? LayerValue::neutral() : LayerValue::pending();
    case Layer::VoltageDeviation:
        return state->hasPower ? LayerValue::known(100.0 * (state->voltage_pu - 1.0))
                               : LayerValue::pending();
    case Layer::FaultLevel: // power shelves withstand what their tap-off box lets through
    case Layer::Capacity:
    case Layer::Plume:
    case Layer::WaterPressure:
    case Layer::None:
        break;
    }
    return LayerValue::neutral();
}

LayerValue LayerValues::backOf(const model::Rack& rack) const {
    if (m_layer != Layer::AirTemperature)
        return LayerValue::neutral();
    const engine::RackState* state = m_solution ? find(m_solution->racks, rack.id) : nullptr;
    return state && state->hasAir ? LayerValue::known(state->airOutlet_C) : LayerValue::pending();
}

LayerValue LayerValues::waterOf(const model::Equipment& equipment) const {
    if (!m_solution)
        return LayerValue::pending();
    const engine::UnitState* state = find(m_solution->units, equipment.id);
    if (!state)
        return LayerValue::neutral();
    if (m_layer == Layer::WaterPressure)
        return state->waterPressure_Pa ? LayerValue::known(1e-3 * *state->waterPressure_Pa)
                                       : LayerValue::neutral();
    const bool isAir = equipment.kind == model::EquipmentKind::AirUnit;
    return state->running && !isAir && state->flow_m3_per_s > 0.0
               ? LayerValue::known(1e3 * state->flow_m3_per_s)
               : LayerValue::neutral();
}

LayerValue LayerValues::intakeRise(const model::Equipment& equipment) const {
    using Kind = model::EquipmentKind;
    if (equipment.kind != Kind::HeatRejection && equipment.kind != Kind::Chiller)
        return LayerValue::neutral();
    if (!m_solution || !m_solution->plume)
        return LayerValue::pending();
    const engine::UnitState* state = find(m_solution->units, equipment.id);
    return state && state->airIntake_C
               ? LayerValue::known(*state->airIntake_C - m_solution->scenario.ambient_C)
               : LayerValue::neutral();
}

LayerValue LayerValues::of(const model::Equipment& equipment) const {
    using Kind = model::EquipmentKind;
    const Kind kind = equipment.kind;
    const auto unit = [&](double engine::UnitState::*field, double factor) {
        const engine::UnitState* state =
            m_solution ? find(m_solution->units, equipment.id) : nullptr;
        if (!state)
            return LayerValue::pending();
        return state->running ? LayerValue::known(factor * state->*field) : LayerValue::neutral();
    };
    switch (m_layer) {
    case Layer::None:
    case Layer::Capacity:
    case Layer::SupplyAir:
        return LayerValue::neutral();
    case Layer::ElectricalLoading:
        if (kind == Kind::Transformer) {
            const engine::BranchState* state =
                m_solution ? find(m_solution->transformers, equipment.id) : nullptr;
            return state ? LayerValue::known(100.0 * state->loading) : LayerValue::pending();
        }
        if (kind == Kind::PowerDevice && m_solution && find(m_solution->units, equipment.id))
            return unit(&engine::UnitState::loading, 100.0);
        return LayerValue::neutral();
    case Layer::AirTemperature:
        return kind == Kind::AirUnit ? unit(&engine::UnitState::return_C, 1.0)
                                     : LayerValue::neutral();
    case Layer::CoolantTemperature:
        return kind == Kind::Cdu || kind == Kind::HeatRejection || kind == Kind::Chiller
                   ? unit(&engine::UnitState::supply_C, 1.0)
                   : LayerValue::neutral();
    case Layer::Plume:
        return intakeRise(equipment);
    case Layer::CoolantFlow:
    case Layer::WaterPressure:
        return waterOf(equipment);
    case Layer::VoltageDeviation:
    case Layer::FaultLevel:
        // In halls and plants the board behind it; in substations the bars of the whole.
        if (kind != Kind::Transformer)
            return LayerValue::neutral();
        return busValue(m_busesOf.contains(equipment.id.number) ? model::entity(equipment.id)
                                                                : equipment.parent);
    }
    return LayerValue::neutral();
}

LayerValue LayerValues::of(const model::Feeder& feeder) const {
    if (feeder.normallyOpen)
        return LayerValue::neutral();
    if (m_layer == Layer::VoltageDeviation || m_layer == Layer::FaultLevel) {
        // What comes from the grid ends at a substation's high-voltage bar, at the grid's level.
        const bool isIncoming =
            m_solution && m_solution->grids.contains(model::GridConnectionId{feeder.from.number});
        return isIncoming && !m_solution->halls.contains(model::HallId{feeder.to.number})
                   ? busValue(feeder.from)
                   : busValue(feeder.to, endSection(feeder));
    }
    if (m_layer != Layer::ElectricalLoading)
        return LayerValue::neutral();
    const engine::BranchState* state = m_solution ? find(m_solution->feeders, feeder.id) : nullptr;
    return state ? LayerValue::known(100.0 * state->loading) : LayerValue::pending();
}

LayerValue LayerValues::ofPipe(const model::Main& main, double engine::PipeState::*temperature_C,
                               double engine::PipeState::*pressure_Pa) const {
    if (m_layer != Layer::CoolantTemperature && m_layer != Layer::CoolantFlow &&
        m_layer != Layer::WaterPressure)
        return LayerValue::neutral();
    const engine::PipeState* state = m_solution ? find(m_solution->mains, main.id) : nullptr;
    if (!state)
        return LayerValue::pending();
    if (m_layer == Layer::CoolantTemperature)
        return LayerValue::known(state->*temperature_C);
    if (m_layer == Layer::CoolantFlow)
        return LayerValue::known(1e3 * state->flow_m3_per_s);
    return state->*pressure_Pa > 0.0 ? LayerValue::known(1e-3 * state->*pressure_Pa)
                                     : LayerValue::pending();
}

LayerValue LayerValues::supplyOf(const model::Main& main) const {
    return ofPipe(main, &engine::PipeState::supply_C, &engine::PipeState::supplyPressure_Pa);
}

LayerValue LayerValues::returnOf(const model::Main& main) const {
    return ofPipe(main, &engine::PipeState::return_C, &engine::PipeState::returnPressure_Pa);
}

LayerValue LayerValues::ofBusway(std::size_t index) const {
    if (!m_solution || index >= m_solution->busways.size())
        return LayerValue::neutral();
    const engine::BuswayState& busway = m_solution->busways[index];
    switch (m_layer) {
    case Layer::ElectricalLoading:
        return LayerValue::known(100.0 * busway.loading);
    case Layer::VoltageDeviation:
        return busway.endVoltage_pu > 0.0 ? LayerValue::known(100.0 * (busway.endVoltage_pu - 1.0))
                                          : LayerValue::pending();
    case Layer::FaultLevel: {
        const engine::FaultLevels* levels = m_solution->faultLevels.get();
        if (!levels || index >= levels->busways.size())
            return LayerValue::pending();
        const engine::BuswayFaultLevel& level = levels->busways[index];
        return level.rating.isKnown() ? LayerValue::known(100.0 * level.loading())
                                      : LayerValue::neutral();
    }
    default:
        return LayerValue::neutral();
    }
}

LayerValue LayerValues::of(const model::Campus& campus, model::EntityId id) const {
    switch (campus.kindOf(id)) {
    case model::EntityKind::Rack:
        return of(*campus.racks().find(model::RackId{id.number}));
    case model::EntityKind::Equipment:
        return of(*campus.equipment().find(model::EquipmentId{id.number}));
    case model::EntityKind::Substation:
        return of(*campus.substations().find(model::SubstationId{id.number}));
    case model::EntityKind::Feeder:
        return of(*campus.feeders().find(model::FeederId{id.number}));
    case model::EntityKind::Main:
        return returnOf(*campus.mains().find(model::MainId{id.number}));
    default:
        return LayerValue::neutral();
    }
}

QColor LayerValues::colorOf(const LayerValue& value) const {
    if (m_layer == Layer::None || value.state == LayerValue::State::Neutral)
        return ColorMap::neutral();
    if (!value.isKnown())
        return ColorMap::unknown();
    if (m_layer == Layer::Capacity)
        return QColor(capacityCategories()[std::size_t(value.value)].color);
    return mapOf(m_layer)->color(value.value);
}

bool LayerValues::isOver(const LayerValue& value) const {
    if (value.isShort)
        return true;
    const ColorMap* map = mapOf(m_layer);
    return map && map->hasOverrange() && value.isKnown() && value.value > map->high();
}

} // namespace hallwright::app
