#include "app/diagram/ring_links.h"

#include "app/diagram/trunk_symbols.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace hallwright::app::diagram {

void addStubs(const Sheet& sheet, const std::vector<bool>& drawn, Fragment& box, int n,
              const std::vector<int>& edges) {
    double x = box.portX;
    const double bottom = box.height;
    for (const int e : edges) {
        const auto& edge = sheet.tree.edge(e);
        const int far = edge.opposite(n).node;
        const bool begins = edge.from.node == n || !drawn[std::size_t(far)];
        Stub stub;
        stub.feeder = e;
        stub.symbol = box.port;
        stub.start = {x, bottom};
        stub.farName = nodeName(sheet, far);
        double right = x;
        double textEnd = bottom + 8.0;
        if (begins) {
            const auto conductor = conductorOf(sheet, e, SymbolKind::LoadSwitch);
            Symbol gear;
            gear.kind = SymbolKind::LoadSwitch;
            gear.box = QRectF(x - 5.0, bottom + 6.0, 10.0, 16.0);
            gear.entity = conductor.entity;
            gear.closed = !edge.open;
            gear.status = conductor.status;
            gear.words = conductor.words;
            const int index = box.add(std::move(gear));
            dress(box.wire(box.port, index, {QPointF(x, bottom), QPointF(x, bottom + 6.0)}),
                  conductor);
            box.drawing.wires.back().open = false; // still on the intake's side of the switch
            box.drawing.wires.back().status = {
                box.drawing.symbols[std::size_t(box.port)].status.supply};
            auto lines = sheet.type.broken(QString::fromStdString(edge.feeder->name),
                                           TextRole::Name, kLongFeederName);
            lines.push_back(edge.open ? Text{kOpenWord, TextRole::Detail}
                                      : sheet.states.loading(conductor.status));
            textEnd = sheet.type.stack(box, x + 8.0, bottom + 8.0, kLongFeederName, lines,
                                       conductor.entity) +
                      5.0;
            right = x + 8.0 + sheet.type.width(lines);
            stub.symbol = index;
            stub.start = {x, bottom + 22.0};
        }
        const double width =
            std::min(sheet.type.width(stub.farName, TextRole::Detail), kMaxText) + 20.0;
        stub.reserved = QRectF(x - 7.0, textEnd, width, 17.0);
        box.cover(stub.reserved.right(), stub.reserved.bottom());
        right = std::max(right, stub.reserved.right());
        box.stubs.push_back(stub);
        auto& frame = box.drawing.symbols[std::size_t(box.port)].box;
        frame.setRight(std::max(frame.right(), x + 10.0));
        box.cover(frame.right(), frame.bottom());
        x = right + 14.0;
    }
}

namespace {

/// True where nothing stands in the way of a wire straight down from `start` to `bottom`.
bool isClear(const Diagram& drawing, QPointF start, double bottom) {
    constexpr double kAside = 4.0;
    const QRectF way(start.x() - kAside, start.y() + 1.0, 2.0 * kAside,
                     std::max(0.0, bottom - start.y() - 1.0));
    const auto hits = [&](const auto& part) { return part.box.intersects(way); };
    return std::none_of(drawing.symbols.begin(), drawing.symbols.end(), hits) &&
           std::none_of(drawing.labels.begin(), drawing.labels.end(), hits);
}

struct Link {
    const Stub* from;
    const Stub* to;
};

} // namespace

void joinStubs(const Sheet& sheet, Fragment& fragment) {
    constexpr double kLane = 12.0;
    constexpr double kAbove = 8.0;
    const auto stubs = std::move(fragment.stubs);
    fragment.stubs.clear();
    std::map<int, std::vector<const Stub*>> ends;
    for (const auto& stub : stubs)
        ends[stub.feeder].push_back(&stub);
    const double bottom = fragment.height;
    std::vector<Link> links;
    for (const auto& [feeder, pair] : ends) {
        const bool joins =
            pair.size() == 2 && std::all_of(pair.begin(), pair.end(), [&](const Stub* stub) {
                return isClear(fragment.drawing, stub->start, bottom);
            });
        if (joins) {
            const bool firstIsLeft = pair[0]->start.x() <= pair[1]->start.x();
            links.push_back({pair[firstIsLeft ? 0 : 1], pair[firstIsLeft ? 1 : 0]});
            continue;
        }
        for (const Stub* stub : pair)
            fragment.stubs.push_back(*stub);
    }
    // Shortest wires run nearest; each takes the first lane in which it meets no other.
    std::sort(links.begin(), links.end(), [](const Link& a, const Link& b) {
        const double lengthA = a.to->start.x() - a.from->start.x();
        const double lengthB = b.to->start.x() - b.from->start.x();
        return std::tuple(lengthA, a.from->start.x()) < std::tuple(lengthB, b.from->start.x());
    });
    std::vector<std::vector<std::pair<double, double>>> lanes;
    for (const auto& link : links) {
        const double left = link.from->start.x(), right = link.to->start.x();
        const auto meets = [&](const std::pair<double, double>& taken) {
            return left < taken.second + kLane && taken.first < right + kLane;
        };
        std::size_t lane = 0;
        while (lane < lanes.size() && std::any_of(lanes[lane].begin(), lanes[lane].end(), meets))
            ++lane;
        if (lane == lanes.size())
            lanes.emplace_back();
        lanes[lane].push_back({left, right});
        const double y = bottom + kAbove + kLane * double(lane);
        auto& wire =
            fragment.wire(link.from->symbol, link.to->symbol,
                          {link.from->start, QPointF(left, y), QPointF(right, y), link.to->start});
        dress(wire, conductorOf(sheet, link.from->feeder, {}));
        fragment.cover(right, y + kAbove);
    }
}

void endStubs(const Sheet& sheet, Fragment& fragment) {
    for (const Stub& stub : std::exchange(fragment.stubs, {})) {
        const auto& edge = sheet.tree.edge(stub.feeder);
        const bool pointsToEnd = nodeName(sheet, edge.to.node) == stub.farName;
        const auto farEntity = sheet.tree.node(pointsToEnd ? edge.to.node : edge.from.node).entity;
        auto reference = referenceTo(sheet.type, farEntity, stub.farName);
        const int port = reference.port;
        const int first =
            fragment.place(std::move(reference), stub.reserved.left(), stub.reserved.top());
        dress(fragment.wire(stub.symbol, first + port,
                            {stub.start, QPointF(stub.start.x(), stub.reserved.top())}),
              conductorOf(sheet, stub.feeder, {}));
    }
}

} // namespace hallwright::app::diagram
