#include "app/scene/layer_values.h"

namespace hallwright::app {

namespace {

using Layer = ViewState::Layer;

template <class Map, class Id>
const auto* find(const Map& map, Id id) {
    const auto it = map.find(id);
    return it == map.end() ? nullptr : &it->second;
}

} // namespace

const ColorMap* mapOf(Layer layer) {
    switch (layer) {
    case Layer::None:
        return nullptr;
    case Layer::AirTemperature:
        return &ColorMap::airTemperature();
    case Layer::ElectricalLoading:
        return &ColorMap::electricalLoading();
    case Layer::CoolantTemperature:
        return &ColorMap::coolantTemperature();
    }
    return nullptr;
}

LayerValue LayerValues::of(const model::Rack& rack) const {
    if (m_layer == Layer::None)
        return LayerValue::neutral();
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
        return state->hasAir ? LayerValue::known(state->airInletMax_C) : LayerValue::pending();
    case Layer::CoolantTemperature:
        if (state->hasCoolant)
            return LayerValue::known(state->coolantReturn_C);
        return type && type->coolant.empty() ? LayerValue::neutral() : LayerValue::pending();
    case Layer::None:
        break;
    }
    return LayerValue::neutral();
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
    }
    return LayerValue::neutral();
}

LayerValue LayerValues::of(const model::Feeder& feeder) const {
    if (m_layer != Layer::ElectricalLoading || feeder.normallyOpen)
        return LayerValue::neutral();
    const engine::BranchState* state = m_solution ? find(m_solution->feeders, feeder.id) : nullptr;
    return state ? LayerValue::known(100.0 * state->loading) : LayerValue::pending();
}

LayerValue LayerValues::supplyOf(const model::Main& main) const {
    if (m_layer != Layer::CoolantTemperature)
        return LayerValue::neutral();
    const engine::PipeState* state = m_solution ? find(m_solution->mains, main.id) : nullptr;
    return state ? LayerValue::known(state->supply_C) : LayerValue::pending();
}

LayerValue LayerValues::returnOf(const model::Main& main) const {
    if (m_layer != Layer::CoolantTemperature)
        return LayerValue::neutral();
    const engine::PipeState* state = m_solution ? find(m_solution->mains, main.id) : nullptr;
    return state ? LayerValue::known(state->return_C) : LayerValue::pending();
}

LayerValue LayerValues::of(const engine::BuswayState& busway) const {
    return m_layer == Layer::ElectricalLoading ? LayerValue::known(100.0 * busway.loading)
                                               : LayerValue::neutral();
}

LayerValue LayerValues::of(const model::Campus& campus, model::EntityId id) const {
    switch (campus.kindOf(id)) {
    case model::EntityKind::Rack:
        return of(*campus.racks().find(model::RackId{id.number}));
    case model::EntityKind::Equipment:
        return of(*campus.equipment().find(model::EquipmentId{id.number}));
    case model::EntityKind::Feeder:
        return of(*campus.feeders().find(model::FeederId{id.number}));
    case model::EntityKind::Main:
        return returnOf(*campus.mains().find(model::MainId{id.number}));
    default:
        return LayerValue::neutral();
    }
}

QColor LayerValues::colorOf(const LayerValue& value) const {
    const ColorMap* map = mapOf(m_layer);
    if (!map || value.state == LayerValue::State::Neutral)
        return ColorMap::neutral();
    return value.isKnown() ? map->color(value.value) : ColorMap::unknown();
}

bool LayerValues::isOver(const LayerValue& value) const {
    const ColorMap* map = mapOf(m_layer);
    return map && map->hasOverrange() && value.isKnown() && value.value > map->high();
}

} // namespace hallwright::app
