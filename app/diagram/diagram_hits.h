#pragma once

#include "app/diagram/diagram.h"

namespace hallwright::app::diagram {

/// A part of a diagram.
struct Hit {
    enum class Part { None, Symbol, Wire, Label, Toggle };
    Part part = Part::None;
    int index = -1;
    friend bool operator==(const Hit&, const Hit&) = default;
};

enum class Direction { Left, Right, Up, Down };

/// What lies at a point: openers before symbols (the smallest), then texts, then wires that are no
/// further away than `reach`.
[[nodiscard]] Hit hitAt(const Diagram& diagram, QPointF point, double reach);
/// The nearest symbol in a direction from a point, the way arrow keys go; -1: none.
[[nodiscard]] int symbolTowards(const Diagram& diagram, QPointF from, Direction direction);
/// Entities that a part stands for; empty for none.
[[nodiscard]] std::vector<model::EntityId> entitiesOf(const Diagram& diagram, const Hit& hit);
/// Around everything that stands for one of the entities; null where nothing does.
[[nodiscard]] QRectF boundsOf(const Diagram& diagram,
                              const std::function<bool(model::EntityId)>& isWanted);

} // namespace hallwright::app::diagram
