#include "app/tools/snapping.h"

#include <QObject>
#include <QStringList>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>

namespace hallwright::app {

namespace {

using base::Vec2;
using model::OrientedBox;

/// Coordinates along and across a direction.
struct Turned {
    explicit Turned(double rotation_deg) {
        const double angle = rotation_deg * std::numbers::pi / 180.0;
        x = {std::cos(angle), std::sin(angle)};
        y = {-x.y, x.x};
    }
    [[nodiscard]] std::array<double, 2> in(Vec2 p) const {
        return {p.x * x.x + p.y * x.y, p.x * y.x + p.y * y.y};
    }
    [[nodiscard]] Vec2 out(std::array<double, 2> p) const { return p[0] * x + p[1] * y; }
    Vec2 x, y;
};

struct Span {
    std::array<double, 2> centre{};
    std::array<double, 2> half{};
    const Neighbour* of = nullptr;
};

/// Neighbours whose sides are parallel to the box's, in its axes.
std::vector<Span> alignedSpans(const OrientedBox& box, const Turned& axes,
                               const std::vector<Neighbour>& neighbours) {
    std::vector<Span> spans;
    for (const Neighbour& neighbour : neighbours) {
        const double turn = std::remainder(neighbour.box.rotation_deg - box.rotation_deg, 180.0);
        const bool across = std::abs(std::abs(turn) - 90.0) < 0.01;
        if (!across && std::abs(turn) > 0.01)
            continue;
        Span span;
        span.centre = axes.in(neighbour.box.centre_m);
        span.half = {0.5 * neighbour.box.size_m.x, 0.5 * neighbour.box.size_m.y};
        if (across)
            std::swap(span.half[0], span.half[1]);
        span.of = &neighbour;
        spans.push_back(span);
    }
    return spans;
}

struct Catch {
    double at = 0.0;
    double distance = std::numeric_limits<double>::max();
    double away = std::numeric_limits<double>::max(); ///< of what caught it: the nearer one wins
    const Span* of = nullptr;
    QString label;
};

QString metres(double value_m) {
    return QString::number(value_m, 'f', 2);
}

/// Distance from a neighbour to the next one in its line, on its low (-1) or high (1) side; 0:
/// none.
double pitchOf(const Span& span, const std::vector<Span>& spans, int axis, double side) {
    const auto a = std::size_t(axis), b = std::size_t(1 - axis);
    double pitch = 0.0;
    for (const Span& other : spans) {
        const double step = side * (other.centre[a] - span.centre[a]);
        if (step < 1e-3 || std::abs(other.centre[b] - span.centre[b]) > 0.5)
            continue;
        if (pitch == 0.0 || step < pitch)
            pitch = step;
    }
    return pitch;
}

Catch bestCatch(int axis, const std::array<double, 2>& centre, const std::array<double, 2>& half,
                const std::vector<Span>& spans, bool mayTouch, double catch_m) {
    Catch best;
    const auto consider = [&](double at, const Span& span, const QString& label, double bonus) {
        const double distance = std::abs(at - centre[std::size_t(axis)]);
        if (distance > catch_m)
            return;
        constexpr double kSame_m = 1e-6;
        const double away = std::hypot(span.centre[0] - centre[0], span.centre[1] - centre[1]);
        const double gain = best.distance - (distance - bonus);
        if (gain > kSame_m || (gain > -kSame_m && away < best.away))
            best = {at, distance - bonus, away, &span, label};
    };
    const auto a = std::size_t(axis), b = std::size_t(1 - axis);
    for (const Span& span : spans) {
        const double c = span.centre[a];
        const QString& name = span.of->name;
        consider(c, span, QObject::tr("In line with %1").arg(name), 0.2 * catch_m);
        consider(c - span.half[a] + half[a], span, QObject::tr("Edge of %1").arg(name), 0.0);
        consider(c + span.half[a] - half[a], span, QObject::tr("Edge of %1").arg(name), 0.0);
        const bool beside = std::abs(span.centre[b] - centre[b]) < span.half[b] + half[b];
        if (!beside)
            continue;
        if (mayTouch) {
            consider(c + span.half[a] + half[a], span, QObject::tr("Beside %1").arg(name),
                     0.3 * catch_m);
            consider(c - span.half[a] - half[a], span, QObject::tr("Beside %1").arg(name),
                     0.3 * catch_m);
        }
        // The distance at which this neighbour's own neighbour stands, carried on.
        for (const double side : {-1.0, 1.0})
            if (const double pitch = pitchOf(span, spans, axis, side); pitch > 0.0)
                consider(c - side * pitch, span,
                         QObject::tr("%1, pitch %2").arg(name, metres(pitch)), 0.4 * catch_m);
    }
    return best;
}

} // namespace

std::vector<Neighbour> neighboursOf(const model::Campus& campus, const catalog::Catalog& catalog,
                                    model::EntityId container, Vec2 centre_m, double reach_m,
                                    const std::vector<model::EntityId>& ignoring) {
    std::vector<Neighbour> neighbours;
    const auto add = [&](model::EntityId id, const std::string& name) {
        if (std::find(ignoring.begin(), ignoring.end(), id) != ignoring.end())
            return;
        const OrientedBox box = model::footprintOf(campus, catalog, id);
        const Vec2 offset = box.centre_m - centre_m;
        const double half = 0.5 * std::max(box.size_m.x, box.size_m.y);
        if (std::hypot(offset.x, offset.y) <= reach_m + half)
            neighbours.push_back({box, QString::fromStdString(name)});
    };
    if (container.isValid()) {
        for (const auto& rack : campus.racks())
            if (entity(rack.hall) == container)
                add(entity(rack.id), rack.name);
    } else {
        for (const auto& hall : campus.halls())
            add(entity(hall.id), hall.name);
        for (const auto& substation : campus.substations())
            add(entity(substation.id), substation.name);
        for (const auto& plant : campus.plants())
            add(entity(plant.id), plant.name);
    }
    for (const auto& item : campus.equipment())
        if (item.parent == container)
            add(entity(item.id), item.name);
    return neighbours;
}

Snapped snapBox(const OrientedBox& box, const std::vector<Neighbour>& neighbours, bool mayTouch,
                double catch_m, double grid_m) {
    const Turned axes(box.rotation_deg);
    const auto spans = alignedSpans(box, axes, neighbours);
    const std::array<double, 2> centre = axes.in(box.centre_m);
    const std::array<double, 2> half{0.5 * box.size_m.x, 0.5 * box.size_m.y};
    std::array<double, 2> snapped = centre;
    std::array<Catch, 2> caught;
    for (const int axis : {0, 1}) {
        const auto a = std::size_t(axis);
        caught[a] = bestCatch(axis, centre, half, spans, mayTouch, catch_m);
        snapped[a] = caught[a].of ? caught[a].at : std::round(centre[a] / grid_m) * grid_m;
    }
    Snapped result;
    result.position_m = axes.out(snapped);
    QStringList labels;
    for (const int axis : {0, 1}) {
        const Catch& hit = caught[std::size_t(axis)];
        if (!hit.of)
            continue;
        labels.append(hit.label);
        std::array<double, 2> from = hit.of->centre;
        from[std::size_t(axis)] = snapped[std::size_t(axis)];
        result.guides.push_back({axes.out(from), result.position_m, {}});
    }
    labels.removeDuplicates();
    result.label = labels.isEmpty() ? QObject::tr("Grid %1").arg(metres(grid_m))
                                    : labels.join(QStringLiteral(" · "));
    return result;
}

std::vector<GuideLine> measureGaps(const OrientedBox& box, const std::vector<Neighbour>& neighbours,
                                   double reach_m) {
    const Turned axes(box.rotation_deg);
    const auto spans = alignedSpans(box, axes, neighbours);
    const std::array<double, 2> centre = axes.in(box.centre_m);
    const std::array<double, 2> half{0.5 * box.size_m.x, 0.5 * box.size_m.y};
    std::vector<GuideLine> gaps;
    for (const int axis : {0, 1})
        for (const double side : {-1.0, 1.0}) {
            const auto a = std::size_t(axis), b = std::size_t(1 - axis);
            std::optional<double> nearest;
            for (const Span& span : spans) {
                if (std::abs(span.centre[b] - centre[b]) >= span.half[b] + half[b])
                    continue;
                const double gap = side * (span.centre[a] - centre[a]) - span.half[a] - half[a];
                if (gap > 0.005 && gap < reach_m && (!nearest || gap < *nearest))
                    nearest = gap;
            }
            if (!nearest)
                continue;
            std::array<double, 2> from = centre, to = centre;
            from[a] += side * half[a];
            to[a] = from[a] + side * *nearest;
            gaps.push_back({axes.out(from), axes.out(to), metres(*nearest) + " m"});
        }
    return gaps;
}

} // namespace hallwright::app
