#pragma once

#include "core/base/vec.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace hallwright::geometry {

/// An upright box turned about the vertical, with the number of the thing that it stands for.
struct IndexedBox {
    std::uint32_t number = 0;
    base::Vec2 centre_m;
    double bottom_m = 0.0;
    base::Vec3 size_m;
    double rotation_deg = 0.0;
};

struct RayHit {
    std::uint32_t number = 0;
    double distance_m = 0.0;
    base::Vec3 point_m;
};

/// R-tree of boxes (Boost.Geometry): picking by ray, neighbours, overlaps. A value: copies share
/// the tree, and a copy with a few boxes changed keeps those beside it.
class SpatialIndex {
public:
    SpatialIndex();
    explicit SpatialIndex(std::vector<IndexedBox> boxes);

    /// Nearest box that the ray from `origin_m` along `direction` (any length) enters.
    [[nodiscard]] std::optional<RayHit> pick(base::Vec3 origin_m, base::Vec3 direction) const;
    /// All hits along the ray, nearest first.
    [[nodiscard]] std::vector<RayHit> pickAll(base::Vec3 origin_m, base::Vec3 direction) const;
    /// Numbers of the boxes whose footprints overlap that of `box` by more than `tolerance_m`.
    [[nodiscard]] std::vector<std::uint32_t> overlapping(const IndexedBox& box,
                                                         double tolerance_m = 1e-4) const;
    /// Numbers of boxes whose footprint comes nearer than `distance_m` to that of `box`.
    [[nodiscard]] std::vector<std::uint32_t> within(const IndexedBox& box, double distance_m) const;
    /// Numbers of boxes inside or touching a rectangle on the ground.
    [[nodiscard]] std::vector<std::uint32_t> inRectangle(base::Vec2 low_m, base::Vec2 high_m) const;
    [[nodiscard]] const IndexedBox* find(std::uint32_t number) const;
    /// This index with the boxes of `numbers` gone and `boxes` put in. Cheap for a few; after
    /// many the tree is built anew.
    [[nodiscard]] SpatialIndex with(const std::vector<IndexedBox>& boxes,
                                    const std::vector<std::uint32_t>& numbers) const;

private:
    struct Tree;
    template <class Region, class Visit>
    void query(const Region& region, Visit&& visit) const;

    std::shared_ptr<const Tree> m_tree;
    std::vector<IndexedBox> m_beside;    ///< put in since the tree was built
    std::vector<std::uint32_t> m_hidden; ///< numbers whose boxes in the tree no longer count
};

} // namespace hallwright::geometry
