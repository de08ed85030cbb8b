#include "core/geometry/routing.h"

#include "core/geometry/frame.h"

#include <queue>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <tuple>

namespace hallwright::geometry {

using base::Vec2;

namespace {

constexpr double kMerge_m = 0.05; ///< grid lines nearer than this are one

/// Coordinates of grid lines in one direction, ascending.
std::vector<double> merged(std::vector<double> lines) {
    std::sort(lines.begin(), lines.end());
    std::vector<double> kept;
    for (const double line : lines)
        if (kept.empty() || line - kept.back() > kMerge_m)
            kept.push_back(line);
    return kept;
}

Bounds grown(const Rectangle& rectangle, double margin_m) {
    auto bounds = boundsOf(rectangle);
    bounds.low_m = bounds.low_m - Vec2{margin_m, margin_m};
    bounds.high_m = bounds.high_m + Vec2{margin_m, margin_m};
    return bounds;
}

/// The grid through edges of obstacles, sides of corridors and the middles of both ends, on which
/// the way is sought (Hanan's grid of the problem).
class RouteGrid {
public:
    RouteGrid(const Rectangle& from, const Rectangle& to, const std::vector<Rectangle>& obstacles,
              const std::vector<Corridor>& corridors, const RoutingOptions& options)
        : m_from(boundsOf(from)), m_to(boundsOf(to)), m_options(options) {
        std::vector<double> xs{from.centre_m.x, to.centre_m.x}, ys{from.centre_m.y, to.centre_m.y};
        const double reach = options.clearance_m + options.lane_m;
        const auto addAround = [&](const Bounds& bounds) {
            xs.insert(xs.end(), {bounds.low_m.x, bounds.high_m.x});
            ys.insert(ys.end(), {bounds.low_m.y, bounds.high_m.y});
        };
        for (const auto& obstacle : obstacles) {
            addAround(grown(obstacle, reach + kMerge_m));
            m_blocks.push_back(grown(obstacle, options.clearance_m));
        }
        addAround(grown(from, reach + kMerge_m));
        addAround(grown(to, reach + kMerge_m));
        for (const auto& corridor : corridors)
            addCorridor(corridor, xs, ys);
        m_xs = merged(std::move(xs));
        m_ys = merged(std::move(ys));
        markBlocked();
    }

    [[nodiscard]] Polyline shortest() const;

private:
    /// Both sides of each straight part are grid lines on which a metre is cheap.
    void addCorridor(const Corridor& corridor, std::vector<double>& xs, std::vector<double>& ys) {
        const double aside = 0.5 * corridor.width_m + m_options.verge_m + m_options.lane_m;
        for (std::size_t i = 1; i < corridor.axis_m.size(); ++i) {
            const Vec2 a = corridor.axis_m[i - 1], b = corridor.axis_m[i];
            const Bounds around{{std::min(a.x, b.x) - aside, std::min(a.y, b.y) - aside},
                                {std::max(a.x, b.x) + aside, std::max(a.y, b.y) + aside}};
            xs.insert(xs.end(), {around.low_m.x, around.high_m.x});
            ys.insert(ys.end(), {around.low_m.y, around.high_m.y});
            m_cheap.push_back(around);
        }
    }

    void markBlocked() {
        const auto nx = m_xs.size(), ny = m_ys.size();
        m_blockedX.assign(nx * ny, 0);
        m_blockedY.assign(nx * ny, 0);
        m_cheapX.assign(nx * ny, 0);
        m_cheapY.assign(nx * ny, 0);
        for (const auto& block : m_blocks)
            mark(block, -1e-6, m_blockedX, m_blockedY);
        for (const auto& cheap : m_cheap)
            mark(cheap, kMerge_m, m_cheapX, m_cheapY);
    }

    /// Marks the edges that run inside `bounds` grown by `slack_m`; edge (i, j) of `alongX` leads
    /// from node (i, j) to (i + 1, j), of `alongY` to (i, j + 1).
    void mark(const Bounds& bounds, double slack_m, std::vector<std::uint8_t>& alongX,
              std::vector<std::uint8_t>& alongY) {
        const bool isCheap = slack_m > 0.0;
        const double x0 = bounds.low_m.x - slack_m, x1 = bounds.high_m.x + slack_m;
        const double y0 = bounds.low_m.y - slack_m, y1 = bounds.high_m.y + slack_m;
        const auto range = [](const std::vector<double>& lines, double low, double high) {
            return std::pair(std::lower_bound(lines.begin(), lines.end(), low) - lines.begin(),
                             std::upper_bound(lines.begin(), lines.end(), high) - lines.begin());
        };
        const auto [i0, i1] = range(m_xs, x0, x1);
        const auto [j0, j1] = range(m_ys, y0, y1);
        const auto at = [&](std::ptrdiff_t i, std::ptrdiff_t j) {
            return static_cast<std::size_t>(j) * m_xs.size() + static_cast<std::size_t>(i);
        };
        const auto nx = static_cast<std::ptrdiff_t>(m_xs.size());
        const auto ny = static_cast<std::ptrdiff_t>(m_ys.size());
        // An edge is cheap with both ends in, blocked with any part in.
        const std::ptrdiff_t before = isCheap ? 0 : 1, less = isCheap ? 1 : 0;
        for (auto j = j0; j < j1; ++j)
            for (auto i = std::max<std::ptrdiff_t>(0, i0 - before); i < std::min(nx - 1, i1 - less);
                 ++i)
                alongX[at(i, j)] = 1;
        for (auto j = std::max<std::ptrdiff_t>(0, j0 - before); j < std::min(ny - 1, j1 - less);
             ++j)
            for (auto i = i0; i < i1; ++i)
                alongY[at(i, j)] = 1;
    }

    [[nodiscard]] Polyline cut(Polyline path) const;

    Bounds m_from, m_to;
    RoutingOptions m_options;
    std::vector<Bounds> m_blocks, m_cheap;
    std::vector<double> m_xs, m_ys;
    std::vector<std::uint8_t> m_blockedX, m_blockedY, m_cheapX, m_cheapY;
};

bool isInside(const Bounds& bounds, Vec2 p) {
    return p.x >= bounds.low_m.x && p.x <= bounds.high_m.x && p.y >= bounds.low_m.y &&
           p.y <= bounds.high_m.y;
}

/// A* over (node, direction of arrival), so that corners can be charged.
Polyline RouteGrid::shortest() const {
    const auto nx = m_xs.size(), ny = m_ys.size(), nodes = nx * ny;
    const auto index = [](const std::vector<double>& lines, double value) {
        const auto it = std::lower_bound(lines.begin(), lines.end(), value - kMerge_m);
        return static_cast<std::size_t>(
            std::min(it - lines.begin(), static_cast<std::ptrdiff_t>(lines.size()) - 1));
    };
    const Vec2 start = 0.5 * (m_from.low_m + m_from.high_m),
               goal = 0.5 * (m_to.low_m + m_to.high_m);
    const auto startNode = index(m_ys, start.y) * nx + index(m_xs, start.x);
    const auto goalNode = index(m_ys, goal.y) * nx + index(m_xs, goal.x);
    const auto pointOf = [&](std::size_t node) { return Vec2{m_xs[node % nx], m_ys[node / nx]}; };
    constexpr double kFar = std::numeric_limits<double>::infinity();
    // State: node * 2 + 0 where it was reached along x, + 1 along y.
    std::vector<double> cost(2 * nodes, kFar);
    std::vector<std::uint32_t> cameFrom(2 * nodes, std::numeric_limits<std::uint32_t>::max());
    using Entry = std::tuple<double, std::size_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
    const auto bound = [&](std::size_t node) {
        const Vec2 p = pointOf(node);
        return std::abs(p.x - goal.x) + std::abs(p.y - goal.y);
    };
    for (const std::size_t direction : {0u, 1u}) {
        cost[2 * startNode + direction] = 0.0;
        open.emplace(bound(startNode), 2 * startNode + direction);
    }
    const auto relax = [&](std::size_t state, std::size_t toNode, std::size_t direction,
                           std::size_t edge) {
        const bool alongX = direction == 0;
        if ((alongX ? m_blockedX : m_blockedY)[edge])
            return;
        const Vec2 a = pointOf(state / 2), b = pointOf(toNode);
        const double length = std::abs(a.x - b.x) + std::abs(a.y - b.y);
        const bool isFree = (alongX ? m_cheapX : m_cheapY)[edge] != 0;
        const double price = length * (isFree ? 1.0 : m_options.offRoadFactor) +
                             (state % 2 == direction ? 0.0 : m_options.turnCost_m);
        const auto toState = 2 * toNode + direction;
        if (cost[state] + price < cost[toState] - 1e-9) {
            cost[toState] = cost[state] + price;
            cameFrom[toState] = static_cast<std::uint32_t>(state);
            open.emplace(cost[toState] + bound(toNode), toState);
        }
    };
    std::size_t reached = 2 * nodes;
    while (!open.empty()) {
        const auto [estimate, state] = open.top();
        open.pop();
        const auto node = state / 2;
        if (estimate > cost[state] + bound(node) + 1e-9)
            continue;
        if (node == goalNode) {
            reached = state;
            break;
        }
        const auto i = node % nx, j = node / nx;
        if (i + 1 < nx)
            relax(state, node + 1, 0, node);
        if (i > 0)
            relax(state, node - 1, 0, node - 1);
        if (j + 1 < ny)
            relax(state, node + nx, 1, node);
        if (j > 0)
            relax(state, node - nx, 1, node - nx);
    }
    if (reached == 2 * nodes)
        return cut({start, {goal.x, start.y}, goal});
    Polyline path;
    for (auto state = reached;;) {
        path.push_back(pointOf(state / 2));
        if (cameFrom[state] == std::numeric_limits<std::uint32_t>::max())
            break;
        state = cameFrom[state];
    }
    std::reverse(path.begin(), path.end());
    return cut(std::move(path));
}

/// Drops the parts inside both ends' outlines and the corners that are none.
Polyline RouteGrid::cut(Polyline path) const {
    const auto leave = [](Polyline& line, const Bounds& box) {
        // The last point inside gives way to where the route crosses the outline.
        std::size_t first = 0;
        while (first + 1 < line.size() && isInside(box, line[first + 1]))
            ++first;
        if (first + 1 >= line.size())
            return;
        const Vec2 in = line[first], out = line[first + 1];
        if (isInside(box, in))
            line[first] = {std::clamp(out.x, box.low_m.x, box.high_m.x),
                           std::clamp(out.y, box.low_m.y, box.high_m.y)};
        line.erase(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(first));
    };
    leave(path, m_from);
    std::reverse(path.begin(), path.end());
    leave(path, m_to);
    std::reverse(path.begin(), path.end());
    Polyline corners;
    for (const Vec2 p : path) {
        if (!corners.empty() && length(p - corners.back()) < 1e-9)
            continue;
        if (corners.size() >= 2 && std::abs(cross(corners.back() - corners[corners.size() - 2],
                                                  p - corners.back())) < 1e-9)
            corners.back() = p;
        else
            corners.push_back(p);
    }
    return corners;
}

} // namespace

Polyline routeOrthogonal(const Rectangle& from, const Rectangle& to,
                         const std::vector<Rectangle>& obstacles,
                         const std::vector<Corridor>& corridors, const RoutingOptions& options) {
    // What covers the middle of an end can't be walked around.
    std::vector<Rectangle> standing;
    for (const auto& obstacle : obstacles) {
        const auto bounds = grown(obstacle, options.clearance_m);
        if (!isInside(bounds, from.centre_m) && !isInside(bounds, to.centre_m))
            standing.push_back(obstacle);
    }
    return RouteGrid(from, to, standing, corridors, options).shortest();
}

} // namespace hallwright::geometry
