#pragma once

#include "app/tools/gesture.h"
#include "app/tools/placing_item.h"
#include "app/tools/typed_value.h"

namespace hallwright::app {

/// Puts items of the catalogue: the ghost follows the pointer, catches what is near, says why a
/// spot is refused; a click places one and goes on. R turns, Tab types x and then y, Enter places.
class PlaceGesture final : public Gesture {
public:
    PlaceGesture(ToolContext& context, PlacingItem item);

    void hover(const PickRay& ray, Qt::KeyboardModifiers modifiers) override;
    void press(const PickRay& ray, Qt::KeyboardModifiers modifiers) override;
    bool key(int key, const QString& text) override;
    [[nodiscard]] QString hint() const override;
    [[nodiscard]] Ghost ghost() const override { return m_ghost; }
    [[nodiscard]] const QString& itemKey() const { return m_item.key; }

private:
    enum class Field { None, X, Y };
    void update();
    void place();
    /// The row whose line the point is near: its racks' rotation and row are taken over.
    [[nodiscard]] const model::Row* rowNear(model::EntityId hall, base::Vec2 point_m) const;

    PlacingItem m_item;
    PlacingItem::Spot m_spot;
    Ghost m_ghost;
    base::Vec2 m_point_m;
    bool m_hasPoint = false;
    bool m_snaps = true;
    double m_turn_deg = 0.0;
    Field m_field = Field::None;
    TypedValue m_typedX, m_typedY;
};

} // namespace hallwright::app
