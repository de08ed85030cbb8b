#pragma once

#include "app/document/campus_document.h"
#include "app/tools/gesture.h"

#include <vector>

namespace hallwright::app {

/// Moves the selected things with the pointer: each step is an edit of one drag, so that results
/// follow while the hand moves and undo takes the whole way back at once.
class DragMover {
public:
    /// Takes what can be moved of `entities`; `from_m` is where the pointer holds them.
    DragMover(ToolContext& context, std::vector<model::EntityId> entities, base::Vec2 from_m);

    enum class Lock { None, X, Y };
    struct Options {
        Lock lock = Lock::None;
        bool snaps = true;
        double catch_m = 0.5;
        std::optional<double> typed_m; ///< along the locked axis
    };
    void moveTo(base::Vec2 point_m, const Options& options);
    /// From here on the pointer holds what has moved so far at `point_m`.
    void holdAt(base::Vec2 point_m) { m_from_m = point_m - m_applied_m; }
    /// Takes the drag back.
    void cancel();
    [[nodiscard]] bool isEmpty() const { return m_entities.empty(); }
    [[nodiscard]] bool hasMoved() const { return m_moved; }
    [[nodiscard]] const Ghost& ghost() const { return m_ghost; }

private:
    [[nodiscard]] QString refusalAt(base::Vec2 by_m, QString& remedy) const;

    ToolContext& m_context;
    std::vector<model::EntityId> m_entities;
    base::Vec2 m_from_m;
    base::Vec2 m_applied_m;
    /// Boxes and neighbours before the drag: what is moved must not be in its own way.
    std::vector<model::OrientedBox> m_boxes;
    std::vector<Neighbour> m_neighbours;
    geometry::SpatialIndex m_index;
    model::Campus m_before;
    DragId m_drag;
    bool m_moved = false;
    Ghost m_ghost;
};

} // namespace hallwright::app
