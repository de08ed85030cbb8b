#pragma once

#include "app/document/view_state.h"
#include "app/models/campus_tree.h"
#include "core/engine/solution.h"

#include <QString>

namespace hallwright::app {

/// What the outline says of a thing in a layer: the worst value at or below it.
class OutlineValues {
public:
    struct Value {
        QString text;           ///< empty where there is none
        double fraction = -1.0; ///< place in the layer's range, 0-1; negative: no value
    };

    /// Refers to what it is given.
    OutlineValues(const CampusTree& tree, const engine::Solution& solution, ViewState::Layer layer)
        : m_tree(tree), m_solution(solution), m_layer(layer) {}

    /// "max inlet, °C": what the values of a layer are; empty where it has none here.
    [[nodiscard]] static QString heading(ViewState::Layer layer);
    [[nodiscard]] Value of(model::EntityId id) const;

private:
    [[nodiscard]] Value air(model::EntityId id) const;
    [[nodiscard]] Value suppliedAir(model::EntityId id) const;
    [[nodiscard]] Value intake(model::EntityId id) const;
    [[nodiscard]] Value loading(model::EntityId id) const;
    [[nodiscard]] Value coolant(model::EntityId id) const;
    [[nodiscard]] Value flow(model::EntityId id) const;
    [[nodiscard]] Value pressure(model::EntityId id) const;
    [[nodiscard]] Value voltage(model::EntityId id) const;
    [[nodiscard]] Value faultLevel(model::EntityId id) const;
    [[nodiscard]] bool hasBuses(model::EntityId id) const;
    template <class Take>
    void forBusesOf(model::EntityId id, Take take) const;
    /// Racks that a rack, a row or a hall stands for.
    [[nodiscard]] std::vector<const engine::RackState*> racksOf(model::EntityId id) const;

    const CampusTree& m_tree;
    const engine::Solution& m_solution;
    ViewState::Layer m_layer;
};

} // namespace hallwright::app
