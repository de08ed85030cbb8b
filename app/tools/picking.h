#pragma once

#include "core/base/vec.h"
#include "core/catalog/catalog.h"
#include "core/geometry/spatial_index.h"
#include "core/model/campus.h"

#include <optional>

namespace hallwright::app {

/// A ray from the eye, site axes.
struct PickRay {
    base::Vec3 origin_m;
    base::Vec3 direction;
};

/// Where a ray meets the level plane at `z_m`; empty where it does not.
[[nodiscard]] std::optional<base::Vec3> meetPlane(const PickRay& ray, double z_m);

/// What the user means under the pointer: racks and equipment before the hall around them, as long
/// as they are large enough on the screen to be aimed at; then cables and mains on the ground; then
/// halls, substations and plants. Invalid where there is nothing.
[[nodiscard]] model::EntityId pickEntity(const model::Campus& campus,
                                         const geometry::SpatialIndex& index, const PickRay& ray,
                                         double metresPerPixel);

/// The hall, substation or plant whose ground holds a point; invalid: the open site.
[[nodiscard]] model::EntityId containerAt(const model::Campus& campus,
                                          const catalog::Catalog& catalog, base::Vec2 point_m);

} // namespace hallwright::app
