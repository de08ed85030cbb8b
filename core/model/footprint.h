#pragma once

#include "core/base/vec.h"
#include "core/catalog/catalog.h"
#include "core/geometry/oriented_box.h"
#include "core/model/campus.h"

#include <array>
#include <string>
#include <string_view>

namespace hallwright::model {

/// An upright box turned about the vertical: what a placed thing occupies, in site axes.
struct OrientedBox {
    base::Vec2 centre_m;
    double bottom_m = 0.0;
    base::Vec3 size_m; ///< along its own x and y, height
    double rotation_deg = 0.0;
    [[nodiscard]] std::array<base::Vec2, 4> corners() const; ///< counter-clockwise
    [[nodiscard]] geometry::Rectangle rectangle() const;     ///< the footprint alone
};

/// The box of anything that has a placement; all zero for feeders, mains, zones, scenarios.
[[nodiscard]] OrientedBox footprintOf(const Campus& campus, const catalog::Catalog& catalog,
                                      EntityId id);

/// Size of a catalogue item of any category [m]. Where its entry gives no figure, the usual size
/// of its category; all zero where the id is unknown.
[[nodiscard]] base::Vec3 sizeOfType(const catalog::Catalog& catalog, std::string_view type);

/// Ground that a grid connection's terminal bay takes [m].
inline constexpr base::Vec3 kGridConnectionSize_m{12.0, 12.0, 14.0};

/// Room a thing keeps free around its footprint [m], by kind and by the rule that asks for it.
struct Clearance {
    double distance_m = 0.0;
    std::string rule; ///< "IEC 61936-1 table 3, oil volume 20-45 m3", shown to the user
};
[[nodiscard]] Clearance clearanceOf(const Campus& campus, const catalog::Catalog& catalog,
                                    EntityId id);

} // namespace hallwright::model
