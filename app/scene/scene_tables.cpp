#include "app/scene/scene_tables.h"

#include <cmath>
#include <map>
#include <numbers>
#include <set>
#include <string_view>

namespace hallwright::app {

namespace {

constexpr double kBuswayWidth_m = 0.16;
constexpr double kBuswayHeight_m = 0.12;
constexpr double kAboveRack_m = 0.30;
constexpr double kNextRun_m = 0.30; ///< between the runs above one row

} // namespace

Shape shapeOf(const model::Equipment& equipment, const catalog::Catalog& catalog) {
    using Kind = model::EquipmentKind;
    switch (equipment.kind) {
    case Kind::Cdu:
        return Shape::Cdu;
    case Kind::AirUnit: {
        const catalog::AirUnitType* type = catalog.airUnit(equipment.type);
        return type && type->form == catalog::AirUnitForm::FanWall ? Shape::FanWall : Shape::Crah;
    }
    case Kind::Chiller:
        return Shape::Chiller;
    case Kind::HeatRejection:
        return Shape::Cooler;
    case Kind::Pump:
        return Shape::Pump;
    case Kind::Transformer:
        return Shape::Transformer;
    case Kind::Switchgear:
    case Kind::PowerDevice:
    case Kind::PowerRack:
    case Kind::HeatExchanger:
        return Shape::Cabinet;
    case Kind::Tank:
        return Shape::Tank;
    case Kind::Generation:
    case Kind::Module:
        return Shape::Container;
    }
    return Shape::Cabinet;
}

SceneTables::SceneTables() {
    for (Part& each : m_parts)
        each.table = std::make_unique<InstanceTable>();
}

InstanceTable& SceneTables::table(Shape shape) const {
    return *m_parts.at(std::size_t(shape)).table;
}

const std::vector<model::EntityId>& SceneTables::entities(Shape shape) const {
    return m_parts.at(std::size_t(shape)).entities;
}

void SceneTables::placeRacks(const model::Campus& campus, const catalog::Catalog& catalog) {
    Part& racks = part(Shape::Rack);
    racks.boxes.clear();
    racks.entities.clear();
    racks.boxes.reserve(campus.racks().size());
    racks.entities.reserve(campus.racks().size());
    for (const model::Rack& rack : campus.racks()) {
        racks.boxes.push_back(footprintOf(campus, catalog, entity(rack.id)));
        racks.entities.push_back(entity(rack.id));
    }
    racks.table->setBoxes(racks.boxes);
}

void SceneTables::placeEquipment(const model::Campus& campus, const catalog::Catalog& catalog) {
    for (int shape = 0; shape < kShapes; ++shape)
        if (Shape(shape) != Shape::Rack && Shape(shape) != Shape::Bar) {
            part(Shape(shape)).boxes.clear();
            part(Shape(shape)).entities.clear();
        }
    for (const model::Equipment& item : campus.equipment()) {
        Part& into = part(shapeOf(item, catalog));
        into.boxes.push_back(footprintOf(campus, catalog, entity(item.id)));
        into.entities.push_back(entity(item.id));
    }
    for (int shape = 0; shape < kShapes; ++shape)
        if (Shape(shape) != Shape::Rack && Shape(shape) != Shape::Bar)
            part(Shape(shape)).table->setBoxes(part(Shape(shape)).boxes);
}

void SceneTables::placeBusways(const model::Campus& campus, const catalog::Catalog& catalog,
                               const engine::Solution* solution) {
    Part& bars = part(Shape::Bar);
    bars.boxes.clear();
    bars.entities.clear();
    m_buswayOf.clear();
    if (solution) {
        std::map<std::pair<model::RowId, double>, int> runsAbove; // on each side of a row
        std::map<std::pair<model::HallId, std::string_view>, std::size_t> byName;
        for (std::size_t i = 0; i < solution->busways.size(); ++i)
            byName[{solution->busways[i].hall, solution->busways[i].name}] = i;
        for (const auto& [hall, interior] : solution->interiors) {
            if (!interior)
                continue;
            for (const model::BuswayRun& run : interior->busways) {
                if (run.racks.empty() || !campus.racks().contains(run.racks.front()) ||
                    !campus.racks().contains(run.racks.back()))
                    continue;
                const auto first = footprintOf(campus, catalog, entity(run.racks.front()));
                const auto last = footprintOf(campus, catalog, entity(run.racks.back()));
                const base::Vec2 along = last.centre_m - first.centre_m;
                model::OrientedBox bar = first;
                bar.centre_m = first.centre_m + 0.5 * along;
                const double width = std::hypot(along.x, along.y) + first.size_m.x;
                const bool isOther =
                    run.side == model::FeedSide::B || run.side == model::FeedSide::D;
                const double side = isOther ? -1.0 : 1.0;
                const int above = run.row.isValid() ? runsAbove[{run.row, side}]++ % 2 : 0;
                const double angle = first.rotation_deg * std::numbers::pi / 180.0;
                const double sideways = side * 0.2 * first.size_m.y;
                bar.centre_m = bar.centre_m +
                               base::Vec2{-std::sin(angle) * sideways, std::cos(angle) * sideways};
                bar.bottom_m = first.bottom_m + first.size_m.z + kAboveRack_m + kNextRun_m * above;
                bar.size_m = {width, kBuswayWidth_m, kBuswayHeight_m};
                bars.boxes.push_back(bar);
                const auto state = byName.find({hall, run.name});
                m_buswayOf.push_back(state == byName.end() ? solution->busways.size()
                                                           : state->second);
            }
        }
    }
    bars.table->setBoxes(bars.boxes);
}

void SceneTables::color(const model::Campus& campus, const LayerValues& values,
                        const engine::Solution* solution) {
    std::set<model::EntityId> out;
    for (const model::EntityId id : campus.activeScenario().outOfService)
        out.insert(id);
    const auto look = [&values](const LayerValue& value, Tint tint) {
        InstanceTable::Look result;
        result.color = values.colorOf(value);
        result.tint = value.state == LayerValue::State::Neutral ? Tint::Neutral : tint;
        result.over = values.isOver(value);
        return result;
    };
    std::vector<InstanceTable::Look> looks;
    const Tint rackTint = values.layer() == ViewState::Layer::AirTemperature ? Tint::Ends
                          : ViewState::isOfAir(values.layer())               ? Tint::Front
                                                                             : Tint::Whole;
    for (int shape = 0; shape < kShapes; ++shape) {
        Part& each = part(Shape(shape));
        looks.clear();
        looks.reserve(each.boxes.size());
        if (Shape(shape) == Shape::Bar) {
            for (const std::size_t index : m_buswayOf)
                looks.push_back(solution && index < solution->busways.size()
                                    ? look(values.ofBusway(index), Tint::Whole)
                                    : look(LayerValue::neutral(), Tint::Neutral));
        } else if (Shape(shape) == Shape::Rack) {
            for (const model::Rack& rack : campus.racks()) {
                looks.push_back(look(values.of(rack), rackTint));
                looks.back().back = values.colorOf(values.backOf(rack));
                looks.back().off = out.contains(entity(rack.id));
            }
        } else {
            for (const model::EntityId id : each.entities)
                if (const auto* item = campus.equipment().find(model::EquipmentId{id.number})) {
                    looks.push_back(look(values.of(*item), Tint::Whole));
                    looks.back().off = !item->inService || out.contains(id);
                }
        }
        each.table->setLooks(looks);
    }
}

std::vector<model::OrientedBox> SceneTables::boxes() const {
    std::vector<model::OrientedBox> all;
    for (std::size_t shape = 0; shape < m_parts.size(); ++shape)
        if (Shape(shape) != Shape::Bar)
            all.insert(all.end(), m_parts[shape].boxes.begin(), m_parts[shape].boxes.end());
    return all;
}

} // namespace hallwright::app
