#include "core/geometry/frame.h"
#include "core/geometry/routing.h"

#include <QTest>

#include <random>

using namespace hallwright;
using namespace hallwright::geometry;
using base::Vec2;

class TestRouting : public QObject {
    Q_OBJECT

private slots:
    void straightWayIsTakenWhereItIsFree();
    void routeGoesAroundObstacles();
    void routeRunsBesideTheRoad();
    void lanesLieSideBySide();
    void enclosedEndIsStillConnected();
    void anyRouteIsOrthogonalClearAndJoinsItsEnds();
};

namespace {

Rectangle boxAt(double x, double y, double size = 10.0) {
    return {{x, y}, {size, size}, 0.0};
}

bool isOrthogonal(const Polyline& route) {
    for (std::size_t i = 1; i < route.size(); ++i)
        if (std::abs(route[i].x - route[i - 1].x) > 1e-9 &&
            std::abs(route[i].y - route[i - 1].y) > 1e-9)
            return false;
    return true;
}

} // namespace

void TestRouting::straightWayIsTakenWhereItIsFree() {
    const auto route = routeOrthogonal(boxAt(0, 0), boxAt(100, 0), {}, {});
    QCOMPARE(route.size(), std::size_t{2});
    QVERIFY(length(route.front() - Vec2{5.0, 0.0}) < 0.2);
    QVERIFY(length(route.back() - Vec2{95.0, 0.0}) < 0.2);
}

void TestRouting::routeGoesAroundObstacles() {
    const std::vector<Rectangle> obstacles{{{50.0, 0.0}, {20.0, 40.0}, 0.0}};
    const auto route = routeOrthogonal(boxAt(0, 0), boxAt(100, 0), obstacles, {});
    QVERIFY(isOrthogonal(route));
    QVERIFY(distance(obstacles.front(), route) >= 1.0 - 1e-6);
    QVERIFY(length(route) > 90.0 + 40.0);
    QVERIFY(length(route) < 90.0 + 45.0);
}

void TestRouting::routeRunsBesideTheRoad() {
    // Straight across is 290 m; along the road 40 m to the side it is 370 m, but cheaper.
    const std::vector<Corridor> roads{{{{-50.0, 40.0}, {350.0, 40.0}}, 6.0}};
    RoutingOptions options;
    options.offRoadFactor = 3.0;
    const auto route = routeOrthogonal(boxAt(0, 0), boxAt(300, 0), {}, roads, options);
    QVERIFY(isOrthogonal(route));
    const double side_m = 40.0 - 3.0 - options.verge_m;
    double beside_m = 0.0;
    for (std::size_t i = 1; i < route.size(); ++i)
        if (std::abs(route[i].y - side_m) < 0.2 && std::abs(route[i - 1].y - side_m) < 0.2)
            beside_m += std::abs(route[i].x - route[i - 1].x);
    QVERIFY(beside_m > 250.0);
}

void TestRouting::lanesLieSideBySide() {
    const std::vector<Corridor> roads{{{{-50.0, 40.0}, {350.0, 40.0}}, 6.0}};
    RoutingOptions options;
    options.offRoadFactor = 3.0;
    const auto near = routeOrthogonal(boxAt(0, 0), boxAt(300, 0), {}, roads, options);
    options.lane_m = 2.0;
    const auto far = routeOrthogonal(boxAt(0, 0), boxAt(300, 0), {}, roads, options);
    const auto highest = [](const Polyline& route) {
        double y = -1e9;
        for (const Vec2 corner : route)
            y = std::max(y, corner.y);
        return y;
    };
    QVERIFY(std::abs(highest(near) - highest(far) - 2.0) < 0.11);
}

void TestRouting::enclosedEndIsStillConnected() {
    // Four walls around the goal leave no way: the direct corner is better than nothing.
    const std::vector<Rectangle> walls{{{100.0, 20.0}, {60.0, 4.0}, 0.0},
                                       {{100.0, -20.0}, {60.0, 4.0}, 0.0},
                                       {{80.0, 0.0}, {4.0, 60.0}, 0.0},
                                       {{120.0, 0.0}, {4.0, 60.0}, 0.0}};
    const auto route = routeOrthogonal(boxAt(0, 0), boxAt(100, 0), walls, {});
    QVERIFY(route.size() >= 2);
    QVERIFY(isOrthogonal(route));
}

void TestRouting::anyRouteIsOrthogonalClearAndJoinsItsEnds() {
    std::mt19937 random(11);
    std::uniform_real_distribution<double> place(-200.0, 200.0), size(5.0, 30.0);
    for (int round = 0; round < 40; ++round) {
        std::vector<Rectangle> obstacles;
        for (int i = 0; i < 25; ++i)
            obstacles.push_back({{place(random), place(random)}, {size(random), size(random)}, 0});
        const auto from = boxAt(-260.0, place(random)), to = boxAt(260.0, place(random));
        const auto route = routeOrthogonal(from, to, obstacles, {});
        QVERIFY(isOrthogonal(route));
        QVERIFY(distance(from, route.front()) < 1e-6);
        QVERIFY(distance(to, route.back()) < 1e-6);
        for (const auto& obstacle : obstacles)
            QVERIFY(distance(obstacle, route) >= 1.0 - 1e-6);
        QVERIFY(routeOrthogonal(from, to, obstacles, {}) == route);
    }
}

QTEST_APPLESS_MAIN(TestRouting)
#include "tst_routing.moc"
