#pragma once

#include "core/base/vec.h"
#include "core/model/footprint.h"

#include <cmath>
#include <numbers>

namespace hallwright::app {

/// The axes that a hall's air is solved in: x and y along the hall's own sides, from the low corner
/// of the air, which fills the middle of the hall's box.
class HallAxes {
public:
    HallAxes(const model::OrientedBox& hall, base::Vec3 airSize_m) {
        const double angle = hall.rotation_deg * std::numbers::pi / 180.0;
        m_x = {std::cos(angle), std::sin(angle)};
        m_y = {-std::sin(angle), std::cos(angle)};
        const base::Vec2 low = hall.centre_m - 0.5 * airSize_m.x * m_x - 0.5 * airSize_m.y * m_y;
        m_low = {low.x, low.y, hall.bottom_m};
    }

    /// From the hall's axes to the site's.
    [[nodiscard]] base::Vec3 toSite(base::Vec3 p) const {
        return m_low + base::Vec3{p.x * m_x.x + p.y * m_y.x, p.x * m_x.y + p.y * m_y.y, p.z};
    }
    /// From the site's axes to the hall's.
    [[nodiscard]] base::Vec3 fromSite(base::Vec3 p) const { return directionFromSite(p - m_low); }
    [[nodiscard]] base::Vec3 directionFromSite(base::Vec3 d) const {
        return {d.x * m_x.x + d.y * m_x.y, d.x * m_y.x + d.y * m_y.y, d.z};
    }

private:
    base::Vec2 m_x, m_y;
    base::Vec3 m_low;
};

} // namespace hallwright::app
