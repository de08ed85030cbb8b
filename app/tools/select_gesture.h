#pragma once

#include "app/tools/drag_mover.h"
#include "app/tools/gesture.h"
#include "app/tools/typed_value.h"

#include <memory>
#include <optional>

namespace hallwright::app {

/// Picks, and moves what is picked: by dragging, or from the keyboard after `grab` (G), then with
/// X or Y to lock an axis, digits for the distance, Enter or a click to keep it, Esc to leave it.
class SelectGesture final : public Gesture {
public:
    using Gesture::Gesture;

    void hover(const PickRay& ray, Qt::KeyboardModifiers modifiers) override;
    void press(const PickRay& ray, Qt::KeyboardModifiers modifiers) override;
    void release(const PickRay& ray, Qt::KeyboardModifiers modifiers) override;
    bool key(int key, const QString& text) override;
    bool cancel() override;
    [[nodiscard]] QString hint() const override;
    [[nodiscard]] Ghost ghost() const override;
    /// The selection follows the pointer from its next position on, without a button held.
    void grab() { m_grabbed = true; }

private:
    void follow(const PickRay& ray, Qt::KeyboardModifiers modifiers);

    std::unique_ptr<DragMover> m_mover;
    DragMover::Lock m_lock = DragMover::Lock::None;
    TypedValue m_typed;
    std::optional<base::Vec2> m_pressed_m;
    base::Vec2 m_point_m;
    double m_plane_m = 0.0;
    bool m_grabbed = false;
    bool m_dragging = false;
    bool m_isTyped = false; ///< the keys began the move; the pointer does not hold it yet
};

} // namespace hallwright::app
