#pragma once

#include "app/document/campus_document.h"
#include "app/tools/gesture.h"

#include <optional>

namespace hallwright::app {

/// Turns the selection about its middle: drag around it; steps of 15 degrees unless Ctrl is held.
class RotateGesture final : public Gesture {
public:
    using Gesture::Gesture;

    void hover(const PickRay& ray, Qt::KeyboardModifiers modifiers) override;
    void press(const PickRay& ray, Qt::KeyboardModifiers modifiers) override;
    void release(const PickRay& ray, Qt::KeyboardModifiers modifiers) override;
    bool cancel() override;
    [[nodiscard]] QString hint() const override;

private:
    /// Middle of what is selected; empty where nothing is.
    [[nodiscard]] std::optional<base::Vec2> middle() const;

    std::optional<double> m_pressed_deg;
    base::Vec2 m_middle_m;
    double m_applied_deg = 0.0;
    DragId m_drag;
};

} // namespace hallwright::app
