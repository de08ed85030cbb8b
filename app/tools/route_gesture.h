#pragma once

#include "app/tools/gesture.h"

#include <vector>

namespace hallwright::app {

/// Draws a feeder or a main: pick its near end, click corners on open ground, pick its far end.
/// Without a corner the route turns once, square to the site's axes.
class RouteGesture final : public Gesture {
public:
    enum class Kind { Feeder, Main };
    RouteGesture(ToolContext& context, Kind kind) : Gesture(context), m_kind(kind) {}

    void hover(const PickRay& ray, Qt::KeyboardModifiers modifiers) override;
    void press(const PickRay& ray, Qt::KeyboardModifiers modifiers) override;
    bool key(int key, const QString& text) override;
    bool cancel() override;
    [[nodiscard]] QString hint() const override;
    [[nodiscard]] Ghost ghost() const override { return m_ghost; }

private:
    /// The end that is meant under the pointer: content stands for the hall or plant around it.
    [[nodiscard]] model::EntityId endAt(const PickRay& ray) const;
    [[nodiscard]] bool canEnd(model::EntityId id) const;
    void connect(model::EntityId to);

    Kind m_kind;
    model::EntityId m_from;
    std::vector<base::Vec2> m_corners_m;
    Ghost m_ghost;
};

} // namespace hallwright::app
