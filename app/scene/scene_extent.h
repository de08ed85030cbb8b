#pragma once

#include "core/base/vec.h"
#include "core/catalog/catalog.h"
#include "core/model/campus.h"

#include <array>
#include <optional>
#include <vector>

namespace hallwright::app {

/// An upright box in site axes; what a view of the scene shows whole.
struct SceneExtent {
    base::Vec3 low_m{-40.0, -40.0, 0.0};
    base::Vec3 high_m{40.0, 40.0, 0.0};
    [[nodiscard]] base::Vec3 centre_m() const { return 0.5 * (low_m + high_m); }
    [[nodiscard]] double radius_m() const;
    [[nodiscard]] std::array<base::Vec3, 8> corners_m() const;
};

/// Around all that stands on the site, around the boundary where nothing does.
[[nodiscard]] SceneExtent extentOf(const model::Campus& campus, const catalog::Catalog& catalog);

/// Around things, routes with both their ends included; empty where they stand nowhere.
[[nodiscard]] std::optional<SceneExtent> extentOf(const model::Campus& campus,
                                                  const catalog::Catalog& catalog,
                                                  const std::vector<model::EntityId>& ids);

} // namespace hallwright::app
