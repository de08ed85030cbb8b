#include "core/geometry/frame.h"
#include "core/geometry/polygon.h"

#include <QTest>

#include <cmath>

using namespace hallwright;
using namespace hallwright::geometry;
using base::Vec2;

class TestPolygon : public QObject {
    Q_OBJECT

private slots:
    void outlineBelongsToThePolygon();
    void notchesAreOutside();
    void rectangleAcrossANotchIsNotContained();
    void polygonOverlapsWhatItCrossesHoldsOrLiesIn();
    void lengthsAndDistances();
    void segmentThatOnlyTouchesDoesNotCross();
    void offsetKeepsItsDistance();
    void quartersTurnWithoutRounding();
};

namespace {

/// An L of 20 m x 20 m without its upper right quarter.
const Polygon kAngle{{0, 0}, {20, 0}, {20, 10}, {10, 10}, {10, 20}, {0, 20}};
/// A U, 20 m x 20 m, open at the top between x = 9 and x = 11.
const Polygon kFork{{0, 0}, {20, 0}, {20, 20}, {11, 20}, {11, 5}, {9, 5}, {9, 20}, {0, 20}};

} // namespace

void TestPolygon::outlineBelongsToThePolygon() {
    for (const Vec2 corner : kAngle)
        QVERIFY(contains(kAngle, corner));
    QVERIFY(contains(kAngle, Vec2{10.0, 15.0}));
    QVERIFY(!contains(kAngle, Vec2{10.01, 15.0}));
    QVERIFY(!contains(Polygon{{0, 0}, {1, 0}}, Vec2{0.5, 0.0}));
}

void TestPolygon::notchesAreOutside() {
    QVERIFY(!contains(kAngle, Vec2{15.0, 15.0}));
    QVERIFY(contains(kAngle, Vec2{5.0, 15.0}));
    Polygon clockwise(kAngle.rbegin(), kAngle.rend());
    QVERIFY(contains(clockwise, Vec2{5.0, 15.0}));
    QCOMPARE(signedArea(kAngle), 300.0);
    QCOMPARE(signedArea(clockwise), -300.0);
}

void TestPolygon::rectangleAcrossANotchIsNotContained() {
    // All four corners lie inside the fork, its middle does not.
    const Rectangle across{{10.0, 12.0}, {10.0, 4.0}, 0.0};
    for (const Vec2 corner : across.corners())
        QVERIFY(contains(kFork, corner));
    QVERIFY(!contains(kFork, across));
    QVERIFY(contains(kFork, Rectangle{{4.5, 10.0}, {9.0, 20.0}, 0.0})); // flush with the outline
    QVERIFY(!contains(kFork, Rectangle{{4.5, 10.0}, {9.1, 19.0}, 0.0}));
}

void TestPolygon::polygonOverlapsWhatItCrossesHoldsOrLiesIn() {
    QVERIFY(overlaps(kAngle, {{5.0, 5.0}, {1.0, 1.0}, 20.0}));    // holds
    QVERIFY(overlaps(kAngle, {{10.0, 10.0}, {90.0, 90.0}, 0.0})); // lies in
    QVERIFY(overlaps(kAngle, {{20.0, 5.0}, {1.0, 1.0}, 0.0}));    // crosses
    QVERIFY(!overlaps(kAngle, {{15.0, 15.0}, {8.0, 8.0}, 0.0}));
    QVERIFY(!overlaps(kAngle, {{21.0, 5.0}, {2.0, 2.0}, 0.0})); // touches
}

void TestPolygon::lengthsAndDistances() {
    QCOMPARE(length(Polyline{{0, 0}, {3, 4}, {3, 10}}), 11.0);
    QCOMPARE(length(Polyline{}), 0.0);
    const Rectangle box{{0.0, 0.0}, {2.0, 2.0}, 0.0};
    QCOMPARE(distance(box, Polyline{{-5, 3}, {5, 3}}), 2.0);
    QCOMPARE(distance(box, Polyline{{-5, 0}, {5, 0}}), 0.0);
    QCOMPARE(distance(box, Vec2{4.0, 1.0}, Vec2{4.0, 9.0}), 3.0);
    QVERIFY(std::isinf(distance(box, Polyline{})));
}

void TestPolygon::segmentThatOnlyTouchesDoesNotCross() {
    const Rectangle box{{0.0, 0.0}, {2.0, 2.0}, 0.0};
    QVERIFY(!crosses(box, {-5.0, 1.0}, {5.0, 1.0}));
    QVERIFY(crosses(box, {-5.0, 0.99}, {5.0, 0.99}));
    QVERIFY(!crosses(box, {2.0, 0.0}, {0.0, 2.0})); // through a corner
    QVERIFY(crosses(box, {0.2, 0.2}, {0.3, 0.3}));  // inside
}

void TestPolygon::offsetKeepsItsDistance() {
    const Polyline bend{{0, 0}, {10, 0}, {10, 10}};
    const auto left = offset(bend, 1.0);
    QCOMPARE(left.size(), std::size_t{3});
    QVERIFY(length(left[0] - Vec2{0.0, 1.0}) < 1e-12);
    QVERIFY(length(left[1] - Vec2{9.0, 1.0}) < 1e-12);
    QVERIFY(length(left[2] - Vec2{9.0, 10.0}) < 1e-12);
    const auto right = offset(bend, -2.0);
    QVERIFY(length(right[1] - Vec2{12.0, -2.0}) < 1e-12);
    // A hairpin does not shoot away.
    const auto hairpin = offset({{0, 0}, {10, 0}, {0, 0.1}}, 1.0);
    QVERIFY(length(hairpin[1] - Vec2{10.0, 0.0}) < 4.0);
}

void TestPolygon::quartersTurnWithoutRounding() {
    QVERIFY(Direction::ofDegrees(450.0).turn({1.0, 2.0}) == (Vec2{-2.0, 1.0}));
    QVERIFY(Direction::ofDegrees(-180.0).turn({1.0, 2.0}) == (Vec2{-1.0, -2.0}));
    QCOMPARE(normalisedDegrees(-90.0), 270.0);
    QCOMPARE(normalisedDegrees(720.0), 0.0);
    const auto turn = Direction::ofDegrees(33.0);
    QVERIFY(length(turn.turnBack(turn.turn({3.0, -4.0})) - Vec2{3.0, -4.0}) < 1e-14);
}

QTEST_APPLESS_MAIN(TestPolygon)
#include "tst_polygon.moc"
