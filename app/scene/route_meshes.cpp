#include "app/scene/route_meshes.h"

#include <algorithm>

namespace hallwright::app {

namespace {

using base::Vec2;

constexpr double kFeederWidth_m = 0.9;
constexpr double kFeederLane_m = 0.6;
constexpr double kMainLane_m = 0.7;

/// Half a main's outer diameter, never so thin that it can't be seen in a hall's surroundings.
double radiusOf(const model::Main& main) {
    return std::max(0.5e-3 * main.dn, 0.10);
}

double laneOf(model::FeedSide side) {
    switch (side) {
    case model::FeedSide::A:
        return kFeederLane_m;
    case model::FeedSide::B:
        return -kFeederLane_m;
    case model::FeedSide::C:
        return 2.0 * kFeederLane_m;
    case model::FeedSide::D:
    case model::FeedSide::Reserve:
        return -2.0 * kFeederLane_m;
    case model::FeedSide::None:
        break;
    }
    return 0.0;
}

template <class Route>
std::vector<Vec2> routeBetween(const model::Campus& campus, const Route& route) {
    std::vector<Vec2> line;
    line.reserve(route.route_m.size() + 2);
    const auto add = [&line](Vec2 point) {
        if (line.empty() || !(line.back() == point)) // a corner twice has no direction
            line.push_back(point);
    };
    add(campus.sitePlacement(route.from).position_m);
    for (const Vec2 corner : route.route_m)
        add(corner);
    add(campus.sitePlacement(route.to).position_m);
    return line;
}

/// Where the layer has nothing to say a feeder is drawn as what it is: laid in the ground, quiet.
QColor quiet(const LayerValues& values, const LayerValue& value, const QColor& neutral) {
    return value.state == LayerValue::State::Neutral ? neutral : values.colorOf(value);
}

} // namespace

std::vector<Vec2> routeOf(const model::Campus& campus, const model::Feeder& feeder) {
    return routeBetween(campus, feeder);
}

std::vector<Vec2> routeOf(const model::Campus& campus, const model::Main& main) {
    return routeBetween(campus, main);
}

MeshBuilder routeBands(const model::Campus& campus, const LayerValues& values) {
    MeshBuilder mesh;
    int nth = 0;
    for (const model::Feeder& feeder : campus.feeders()) {
        const LayerValue value = values.of(feeder);
        mesh.setPattern(values.isOver(value) ? Pattern::Hatch : Pattern::Flat);
        mesh.setColor(
            quiet(values, value,
                  feeder.normallyOpen ? QColor(0x5C, 0x64, 0x6D) : QColor(0x76, 0x7D, 0x85)));
        // Ribbons in one trench lie on each other, those that carry nothing lowest.
        const double z_m = feeder.normallyOpen ? 0.08 : 0.10 + 0.012 * (nth++ % 12);
        mesh.band(routeOf(campus, feeder), kFeederWidth_m, laneOf(feeder.side), z_m);
    }
    mesh.setPattern(Pattern::Flat);
    for (const model::Main& main : campus.mains()) {
        const auto line = routeOf(campus, main);
        const double width_m = 1.2 * radiusOf(main), z_m = radiusOf(main) + 0.15;
        mesh.setColor(quiet(values, values.supplyOf(main), ColorMap::neutral()));
        mesh.band(line, width_m, kMainLane_m, z_m);
        mesh.setColor(quiet(values, values.returnOf(main), ColorMap::neutral()));
        mesh.band(line, width_m, -kMainLane_m, z_m);
    }
    return mesh;
}

MeshBuilder mainPipes(const model::Campus& campus, const LayerValues& values) {
    MeshBuilder mesh;
    for (const model::Main& main : campus.mains()) {
        const auto line = routeOf(campus, main);
        if (line.size() < 2)
            continue;
        const double radius_m = radiusOf(main);
        const auto lay = [&](double lane_m, const LayerValue& value) {
            mesh.setPattern(Pattern::Plain,
                            value.state == LayerValue::State::Neutral ? 0.0F : 1.0F);
            mesh.setColor(values.colorOf(value));
            const auto points = offsetLine(line, lane_m);
            for (std::size_t i = 0; i + 1 < points.size(); ++i)
                mesh.tube(toScene(points[i], radius_m + 0.15),
                          toScene(points[i + 1], radius_m + 0.15), float(radius_m), 8);
        };
        lay(kMainLane_m, values.supplyOf(main));
        lay(-kMainLane_m, values.returnOf(main));
    }
    return mesh;
}

} // namespace hallwright::app
