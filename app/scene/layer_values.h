#pragma once

#include "app/document/view_state.h"
#include "app/scene/capacity_layer.h"
#include "app/scene/color_map.h"
#include "core/catalog/catalog.h"
#include "core/engine/solution.h"
#include "core/model/campus.h"

#include <QColor>
#include <QString>

#include <cstdint>
#include <limits>
#include <memory>
#include <unordered_map>
#include <vector>

namespace hallwright::app {

/// What a thing shows in a layer: nothing, not known yet, or a value in the unit of the layer's
/// colour map.
struct LayerValue {
    enum class State { Neutral, Pending, Known };
    State state = State::Neutral;
    double value = std::numeric_limits<double>::quiet_NaN();
    bool isShort = false; ///< capacity: the place does not carry the load that is meant for it

    static LayerValue neutral() { return {}; }
    static LayerValue pending() { return {State::Pending}; }
    static LayerValue known(double value) { return {State::Known, value}; }
    static LayerValue binding(int category, bool isShort) {
        return {State::Known, double(category), isShort};
    }
    [[nodiscard]] bool isKnown() const { return state == State::Known; }
};

/// The colour map of a layer; null for none.
[[nodiscard]] const ColorMap* mapOf(ViewState::Layer layer);
/// What its values are, for the legend: "% of rating", "°C, running mean".
[[nodiscard]] QString captionOf(ViewState::Layer layer);
/// A value in the words of its layer, with its unit.
[[nodiscard]] QString textOf(const LayerValue& value, ViewState::Layer layer);
/// Decimals that values of a layer are shown with.
[[nodiscard]] int decimalsOf(ViewState::Layer layer);

/// Reads a layer's values out of a solution: which figure of which thing is shown, in one place.
/// Electrical: percent of rating. Air: inlet of racks, outlet at their backs, return of air units
/// [degC]. Coolant: return of racks, supply of units [degC]. Voltage: deviation from nominal in
/// percent, at racks, at the boards behind transformers, at the far end of feeders and busways.
/// Fault level: percent of what the panel at that place withstands, of busways where they start.
/// Capacity: at racks, the category of what binds their position. Supply air: percent of what racks
/// take in. Plume: air at the intakes of coolers and chillers, above ambient. Flow: of coolant
/// through racks, units and mains. Pressure: gauge, of facility water at the far end of mains and
/// where it enters units.
class LayerValues {
public:
    /// `solution` may be null: then all values are pending. Refers to what it is given.
    LayerValues(ViewState::Layer layer, const engine::Solution* solution,
                const catalog::Catalog& catalog,
                std::shared_ptr<const engine::CampusCapacity> capacity = {});

    [[nodiscard]] LayerValue of(const model::Rack& rack) const;
    /// What a rack's back shows beside the value of its front: the air that leaves it [degC].
    /// Neutral in all other layers.
    [[nodiscard]] LayerValue backOf(const model::Rack& rack) const;
    [[nodiscard]] LayerValue of(const model::Equipment& equipment) const;
    [[nodiscard]] LayerValue of(const model::Feeder& feeder) const;
    [[nodiscard]] LayerValue supplyOf(const model::Main& main) const;
    [[nodiscard]] LayerValue returnOf(const model::Main& main) const;
    /// By its place in the solution's list.
    [[nodiscard]] LayerValue ofBusway(std::size_t index) const;
    [[nodiscard]] LayerValue of(const model::Substation& substation) const;
    /// The same by id; neutral for what has no value of its own.
    [[nodiscard]] LayerValue of(const model::Campus& campus, model::EntityId id) const;

    /// The value's colour; unknown() while pending, neutral() without one.
    [[nodiscard]] QColor colorOf(const LayerValue& value) const;
    [[nodiscard]] bool isOver(const LayerValue& value) const;
    [[nodiscard]] const engine::CampusCapacity* capacity() const { return m_capacity.get(); }
    [[nodiscard]] ViewState::Layer layer() const { return m_layer; }

private:
    /// Value of a bus in the layers of the network; pending where the entity has none.
    [[nodiscard]] LayerValue busValue(model::EntityId entity, int section = 0) const;
    [[nodiscard]] LayerValue ofBus(std::size_t index) const;
    [[nodiscard]] LayerValue intakeRise(const model::Equipment& equipment) const;
    /// Flow or pressure of what runs through a unit.
    [[nodiscard]] LayerValue waterOf(const model::Equipment& equipment) const;
    [[nodiscard]] LayerValue ofPipe(const model::Main& main,
                                    double engine::PipeState::*temperature_C,
                                    double engine::PipeState::*pressure_Pa) const;

    ViewState::Layer m_layer;
    const engine::Solution* m_solution;
    const catalog::Catalog& m_catalog;
    std::shared_ptr<const engine::CampusCapacity> m_capacity; ///< in its layer
    /// Buses of each entity in the solution's list, in the layers that show them.
    std::unordered_map<std::uint32_t, std::vector<std::size_t>> m_busesOf;
};

} // namespace hallwright::app
