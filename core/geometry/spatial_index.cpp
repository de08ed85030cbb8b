#include "core/geometry/spatial_index.h"

#include "core/geometry/oriented_box.h"

#include <boost/geometry.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <unordered_map>
#include <utility>

namespace hallwright::geometry {

namespace bg = boost::geometry;
namespace bgi = boost::geometry::index;

namespace {

using Point = bg::model::point<double, 3, bg::cs::cartesian>;
using Box = bg::model::box<Point>;
using Segment = bg::model::segment<Point>;
using Entry = std::pair<Box, std::uint32_t>; ///< bounds and position in the list

Rectangle rectangleOf(const IndexedBox& box) {
    return {box.centre_m, {box.size_m.x, box.size_m.y}, box.rotation_deg};
}

Box boxOf(const IndexedBox& box, double margin_m = 0.0) {
    const auto bounds = boundsOf(rectangleOf(box));
    return {
        Point(bounds.low_m.x - margin_m, bounds.low_m.y - margin_m, box.bottom_m),
        Point(bounds.high_m.x + margin_m, bounds.high_m.y + margin_m, box.bottom_m + box.size_m.z)};
}

/// Footprint queries do not look at heights; half of the largest double keeps sums finite.
constexpr double kAnyHeight_m = 1e9;

Box columnOf(base::Vec2 low_m, base::Vec2 high_m) {
    return {Point(low_m.x, low_m.y, -kAnyHeight_m), Point(high_m.x, high_m.y, kAnyHeight_m)};
}

Box columnOf(const IndexedBox& box, double margin_m) {
    const auto bounds = boundsOf(rectangleOf(box));
    const base::Vec2 margin{margin_m, margin_m};
    return columnOf(bounds.low_m - margin, bounds.high_m + margin);
}

bool contains(const std::vector<std::uint32_t>& numbers, std::uint32_t number) {
    return std::find(numbers.begin(), numbers.end(), number) != numbers.end();
}

/// Searched one by one: so few that building a tree costs more than all questions of an edit.
constexpr std::size_t kMostBeside = 48;

} // namespace

struct SpatialIndex::Tree {
    std::vector<IndexedBox> boxes;
    std::unordered_map<std::uint32_t, std::uint32_t> byNumber;
    bgi::rtree<Entry, bgi::rstar<16>> tree;

    explicit Tree(std::vector<IndexedBox> all) : boxes(std::move(all)) {
        std::vector<Entry> entries;
        entries.reserve(boxes.size());
        byNumber.reserve(boxes.size());
        for (std::uint32_t i = 0; i < boxes.size(); ++i) {
            entries.emplace_back(boxOf(boxes[i]), i);
            byNumber.emplace(boxes[i].number, i);
        }
        tree = decltype(tree)(entries); // packed
    }
};

/// Calls `visit(box)` for each box whose bounds meet `region`, and for some that do not.
template <class Region, class Visit>
void SpatialIndex::query(const Region& region, Visit&& visit) const {
    for (auto it = m_tree->tree.qbegin(bgi::intersects(region)); it != m_tree->tree.qend(); ++it)
        if (const IndexedBox& box = m_tree->boxes[it->second]; !contains(m_hidden, box.number))
            visit(box);
    for (const IndexedBox& box : m_beside)
        visit(box);
}

SpatialIndex::SpatialIndex() : SpatialIndex(std::vector<IndexedBox>{}) {}
SpatialIndex::SpatialIndex(std::vector<IndexedBox> boxes)
    : m_tree(std::make_shared<const Tree>(std::move(boxes))) {}

std::vector<RayHit> SpatialIndex::pickAll(base::Vec3 origin_m, base::Vec3 direction) const {
    std::vector<RayHit> hits;
    const double size = std::hypot(direction.x, direction.y, direction.z);
    if (!(size > 0.0) || !std::isfinite(size))
        return hits;
    const base::Vec3 unit = (1.0 / size) * direction;
    // Long enough to leave the tree's bounds from wherever the ray starts.
    const Box bounds =
        m_tree->boxes.empty() ? Box(Point(0, 0, 0), Point(0, 0, 0)) : m_tree->tree.bounds();
    const Point centre(0.5 * (bounds.min_corner().get<0>() + bounds.max_corner().get<0>()),
                       0.5 * (bounds.min_corner().get<1>() + bounds.max_corner().get<1>()),
                       0.5 * (bounds.min_corner().get<2>() + bounds.max_corner().get<2>()));
    const double reach = bg::distance(centre, Point(origin_m.x, origin_m.y, origin_m.z)) +
                         bg::distance(bounds.min_corner(), bounds.max_corner());
    const base::Vec3 end = origin_m + reach * unit;
    const Segment segment(Point(origin_m.x, origin_m.y, origin_m.z), Point(end.x, end.y, end.z));
    query(segment, [&](const IndexedBox& box) {
        if (const auto entry =
                rayEntry(origin_m, unit, rectangleOf(box), box.bottom_m, box.size_m.z))
            hits.push_back({box.number, *entry, origin_m + *entry * unit});
    });
    std::sort(hits.begin(), hits.end(), [](const RayHit& a, const RayHit& b) {
        return std::pair(a.distance_m, a.number) < std::pair(b.distance_m, b.number);
    });
    return hits;
}

std::optional<RayHit> SpatialIndex::pick(base::Vec3 origin_m, base::Vec3 direction) const {
    const auto hits = pickAll(origin_m, direction);
    return hits.empty() ? std::nullopt : std::optional(hits.front());
}

std::vector<std::uint32_t> SpatialIndex::overlapping(const IndexedBox& box,
                                                     double tolerance_m) const {
    std::vector<std::uint32_t> numbers;
    const auto wanted = rectangleOf(box);
    query(columnOf(box, 0.0), [&](const IndexedBox& other) {
        if (penetration(wanted, rectangleOf(other)) > tolerance_m)
            numbers.push_back(other.number);
    });
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

std::vector<std::uint32_t> SpatialIndex::within(const IndexedBox& box, double distance_m) const {
    std::vector<std::uint32_t> numbers;
    const auto wanted = rectangleOf(box);
    query(columnOf(box, distance_m), [&](const IndexedBox& other) {
        if (distance(wanted, rectangleOf(other)) < distance_m)
            numbers.push_back(other.number);
    });
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

std::vector<std::uint32_t> SpatialIndex::inRectangle(base::Vec2 low_m, base::Vec2 high_m) const {
    const Rectangle region{0.5 * (low_m + high_m), high_m - low_m, 0.0};
    std::vector<std::uint32_t> numbers;
    query(columnOf(low_m, high_m), [&](const IndexedBox& box) {
        if (penetration(region, rectangleOf(box)) >= 0.0)
            numbers.push_back(box.number);
    });
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

const IndexedBox* SpatialIndex::find(std::uint32_t number) const {
    for (const IndexedBox& box : m_beside)
        if (box.number == number)
            return &box;
    const auto it = m_tree->byNumber.find(number);
    return it == m_tree->byNumber.end() || contains(m_hidden, number) ? nullptr
                                                                      : &m_tree->boxes[it->second];
}

SpatialIndex SpatialIndex::with(const std::vector<IndexedBox>& boxes,
                                const std::vector<std::uint32_t>& numbers) const {
    SpatialIndex next = *this;
    const auto takeOut = [&next](std::uint32_t number) {
        std::erase_if(next.m_beside, [&](const IndexedBox& box) { return box.number == number; });
        if (next.m_tree->byNumber.contains(number) && !contains(next.m_hidden, number))
            next.m_hidden.push_back(number);
    };
    for (const std::uint32_t number : numbers)
        takeOut(number);
    for (const IndexedBox& box : boxes)
        takeOut(box.number);
    next.m_beside.insert(next.m_beside.end(), boxes.begin(), boxes.end());
    if (next.m_beside.size() + next.m_hidden.size() <= kMostBeside)
        return next;
    std::vector<IndexedBox> all = std::move(next.m_beside);
    for (const IndexedBox& box : m_tree->boxes)
        if (!contains(next.m_hidden, box.number))
            all.push_back(box);
    return SpatialIndex(std::move(all));
}

} // namespace hallwright::geometry
