#pragma once

#include "app/document/view_state.h"
#include "app/scene/color_map.h"
#include "core/catalog/catalog.h"
#include "core/engine/solution.h"
#include "core/model/campus.h"

#include <QColor>

#include <limits>

namespace hallwright::app {

/// What a thing shows in a layer: nothing, not known yet, or a value in the unit of the layer's
/// colour map.
struct LayerValue {
    enum class State { Neutral, Pending, Known };
    State state = State::Neutral;
    double value = std::numeric_limits<double>::quiet_NaN();

    static LayerValue neutral() { return {}; }
    static LayerValue pending() { return {State::Pending}; }
    static LayerValue known(double value) { return {State::Known, value}; }
    [[nodiscard]] bool isKnown() const { return state == State::Known; }
};

/// The colour map of a layer; null for none.
[[nodiscard]] const ColorMap* mapOf(ViewState::Layer layer);

/// Reads a layer's values out of a solution: which figure of which thing is shown, in one place.
/// Electrical: percent of rating. Air: inlet of racks, return of air units [degC]. Coolant: return
/// of racks, supply of units [degC].
class LayerValues {
public:
    /// `solution` may be null: then all values are pending. Refers to what it is given.
    LayerValues(ViewState::Layer layer, const engine::Solution* solution,
                const catalog::Catalog& catalog)
        : m_layer(layer), m_solution(solution), m_catalog(catalog) {}

    [[nodiscard]] LayerValue of(const model::Rack& rack) const;
    [[nodiscard]] LayerValue of(const model::Equipment& equipment) const;
    [[nodiscard]] LayerValue of(const model::Feeder& feeder) const;
    [[nodiscard]] LayerValue supplyOf(const model::Main& main) const;
    [[nodiscard]] LayerValue returnOf(const model::Main& main) const;
    [[nodiscard]] LayerValue of(const engine::BuswayState& busway) const;
    /// The same by id; neutral for what has no value of its own.
    [[nodiscard]] LayerValue of(const model::Campus& campus, model::EntityId id) const;

    /// The value's colour; unknown() while pending, neutral() without one.
    [[nodiscard]] QColor colorOf(const LayerValue& value) const;
    [[nodiscard]] bool isOver(const LayerValue& value) const;
    [[nodiscard]] ViewState::Layer layer() const { return m_layer; }

private:
    ViewState::Layer m_layer;
    const engine::Solution* m_solution;
    const catalog::Catalog& m_catalog;
};

} // namespace hallwright::app
