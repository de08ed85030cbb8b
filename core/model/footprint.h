#pragma once

#include "core/base/vec.h"
#include "core/catalog/catalog.h"
#include "core/model/campus.h"

#include <array>

namespace hallwright::model {

/// An upright box turned about the vertical: what a placed thing occupies, in site axes.
struct OrientedBox {
    base::Vec2 centre_m;
    double bottom_m = 0.0;
    base::Vec3 size_m; ///< along its own x and y, height
    double rotation_deg = 0.0;
    [[nodiscard]] std::array<base::Vec2, 4> corners() const; ///< counter-clockwise
};

/// The box of anything that has a placement; all zero for feeders, mains, zones, scenarios.
[[nodiscard]] OrientedBox footprintOf(const Campus& campus, const catalog::Catalog& catalog,
                                      EntityId id);

/// Room a thing keeps free around its footprint [m], by kind and by the rule that asks for it.
struct Clearance {
    double distance_m = 0.0;
    std::string rule; ///< "IEC 61936-1 table 3, oil volume 20-45 m3", shown to the user
};
[[nodiscard]] Clearance clearanceOf(const Campus& campus, const catalog::Catalog& catalog,
                                    EntityId id);

} // namespace hallwright::model
