#pragma once

#include "app/tools/gesture.h"

namespace hallwright::app {

/// Reads values under the pointer; changes nothing.
class ProbeGesture final : public Gesture {
public:
    using Gesture::Gesture;

    void hover(const PickRay& ray, Qt::KeyboardModifiers modifiers) override;
    void press(const PickRay& ray, Qt::KeyboardModifiers modifiers) override;
    [[nodiscard]] QString hint() const override;
};

} // namespace hallwright::app
