#include "app/diagram/diagram_hits.h"

#include <algorithm>
#include <cmath>

namespace hallwright::app::diagram {

namespace {

double distanceTo(const QPolygonF& points, QPointF point) {
    double least = std::numeric_limits<double>::infinity();
    for (qsizetype i = 1; i < points.size(); ++i) { // wires run along the axes
        const QRectF way = QRectF(points[i - 1], points[i]).normalized();
        const double dx = std::max({way.left() - point.x(), 0.0, point.x() - way.right()});
        const double dy = std::max({way.top() - point.y(), 0.0, point.y() - way.bottom()});
        least = std::min(least, std::hypot(dx, dy));
    }
    return least;
}

} // namespace

Hit hitAt(const Diagram& diagram, QPointF point, double reach) {
    for (std::size_t i = 0; i < diagram.toggles.size(); ++i)
        if (diagram.toggles[i].box.adjusted(-3.0, -3.0, 3.0, 3.0).contains(point))
            return {Hit::Part::Toggle, int(i)};
    Hit best;
    double leastArea = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < diagram.symbols.size(); ++i) {
        const QRectF box = diagram.symbols[i].box.adjusted(-2.0, -2.0, 2.0, 2.0);
        if (box.contains(point) && box.width() * box.height() < leastArea) {
            leastArea = box.width() * box.height();
            best = {Hit::Part::Symbol, int(i)};
        }
    }
    if (best.part != Hit::Part::None)
        return best;
    for (std::size_t i = 0; i < diagram.labels.size(); ++i)
        if (diagram.labels[i].entity.isValid() && diagram.labels[i].box.contains(point))
            return {Hit::Part::Label, int(i)};
    double least = reach;
    for (std::size_t i = 0; i < diagram.wires.size(); ++i)
        if (const double away = distanceTo(diagram.wires[i].points, point); away <= least) {
            least = away;
            best = {Hit::Part::Wire, int(i)};
        }
    return best;
}

int symbolTowards(const Diagram& diagram, QPointF from, Direction direction) {
    int best = -1;
    double leastCost = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < diagram.symbols.size(); ++i) {
        const QPointF away = diagram.symbols[i].box.center() - from;
        const bool isSideways = direction == Direction::Left || direction == Direction::Right;
        const double sign = direction == Direction::Left || direction == Direction::Up ? -1.0 : 1.0;
        const double ahead = sign * (isSideways ? away.x() : away.y());
        const double aside = std::abs(isSideways ? away.y() : away.x());
        constexpr double kHere = 2.0;
        if (ahead <= kHere)
            continue;
        const double cost = ahead + 3.0 * aside; // straight on before nearest
        if (cost < leastCost) {
            leastCost = cost;
            best = int(i);
        }
    }
    return best;
}

std::vector<model::EntityId> entitiesOf(const Diagram& diagram, const Hit& hit) {
    const auto one = [](model::EntityId id) {
        return id.isValid() ? std::vector{id} : std::vector<model::EntityId>{};
    };
    switch (hit.part) {
    case Hit::Part::Symbol: {
        const auto& symbol = diagram.symbols[std::size_t(hit.index)];
        const bool isGroup = symbol.kind != SymbolKind::Box && !symbol.members.empty();
        return isGroup ? symbol.members : one(symbol.entity);
    }
    case Hit::Part::Wire:
        return one(diagram.wires[std::size_t(hit.index)].entity);
    case Hit::Part::Label:
        return one(diagram.labels[std::size_t(hit.index)].entity);
    case Hit::Part::Toggle:
        return one(diagram.toggles[std::size_t(hit.index)].entity);
    case Hit::Part::None:
        break;
    }
    return {};
}

QRectF boundsOf(const Diagram& diagram, const std::function<bool(model::EntityId)>& isWanted) {
    QRectF bounds;
    for (const auto& symbol : diagram.symbols)
        if (isWanted(symbol.entity) ||
            std::any_of(symbol.members.begin(), symbol.members.end(), isWanted))
            bounds |= symbol.box;
    for (const auto& wire : diagram.wires)
        if (isWanted(wire.entity))
            bounds |= wire.points.boundingRect().adjusted(-1.0, -1.0, 1.0, 1.0);
    return bounds;
}

} // namespace hallwright::app::diagram
