#include "core/geometry/oriented_box.h"
#include "core/geometry/spatial_index.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace hallwright;
using namespace hallwright::geometry;

class TestSpatialIndex : public QObject {
    Q_OBJECT

private slots:
    void nearestBoxOnTheRayIsPicked();
    void turnedBoxIsHitExactlyNotByItsBounds();
    void rayFromInsideHitsAtOnce();
    void degenerateRaysAndEmptyIndexHitNothing();
    void answersEqualThoseOfATestOfEveryBox();
    void changedIndexAnswersLikeOneBuiltAnew();
    void boxesPutIntoAnEmptyIndexAreFound();
    void touchingFootprintsDoNotOverlap();
    void rectangleSelectsWhatItTouches();
    void distancesBetweenRectanglesAreExact();
    void partingShiftPartsTwoRectangles();
};

namespace {

std::vector<IndexedBox> randomBoxes(unsigned seed, int count) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> place(-50.0, 50.0), size(0.3, 6.0), turn(0.0, 360.0);
    std::vector<IndexedBox> boxes;
    for (int i = 1; i <= count; ++i)
        boxes.push_back({static_cast<std::uint32_t>(i),
                         {place(random), place(random)},
                         0.0,
                         {size(random), size(random), size(random)},
                         turn(random)});
    return boxes;
}

Rectangle rectangleOf(const IndexedBox& box) {
    return {box.centre_m, {box.size_m.x, box.size_m.y}, box.rotation_deg};
}

} // namespace

void TestSpatialIndex::nearestBoxOnTheRayIsPicked() {
    const SpatialIndex index(
        {{7, {10.0, 0.0}, 0.0, {2.0, 2.0, 3.0}, 0.0}, {8, {5.0, 0.0}, 0.0, {2.0, 2.0, 3.0}, 0.0}});
    const auto hit = index.pick({0.0, 0.0, 1.0}, {2.0, 0.0, 0.0});
    QVERIFY(hit.has_value());
    QCOMPARE(hit->number, 8u);
    QCOMPARE(hit->distance_m, 4.0);
    QCOMPARE(hit->point_m.x, 4.0);
    QCOMPARE(index.pickAll({0.0, 0.0, 1.0}, {1.0, 0.0, 0.0}).size(), std::size_t{2});
    QVERIFY(!index.pick({0.0, 0.0, 3.5}, {1.0, 0.0, 0.0}).has_value());
}

void TestSpatialIndex::turnedBoxIsHitExactlyNotByItsBounds() {
    // A square of 2 m turned by 45 degrees has its corner at 1.414 m.
    const SpatialIndex index({{1, {0.0, 0.0}, 0.0, {2.0, 2.0, 1.0}, 45.0}});
    QVERIFY(!index.pick({1.2, 1.2, 5.0}, {0.0, 0.0, -1.0}).has_value());
    const auto hit = index.pick({-5.0, 0.0, 0.5}, {1.0, 0.0, 0.0});
    QVERIFY(hit.has_value());
    QVERIFY(std::abs(hit->distance_m - (5.0 - std::sqrt(2.0))) < 1e-12);
}

void TestSpatialIndex::rayFromInsideHitsAtOnce() {
    const SpatialIndex index({{1, {0.0, 0.0}, 0.0, {2.0, 2.0, 2.0}, 30.0}});
    QCOMPARE(index.pick({0.0, 0.0, 1.0}, {0.3, 0.4, 0.1})->distance_m, 0.0);
}

void TestSpatialIndex::degenerateRaysAndEmptyIndexHitNothing() {
    const SpatialIndex empty;
    QVERIFY(!empty.pick({0.0, 0.0, 0.0}, {1.0, 0.0, 0.0}).has_value());
    QVERIFY(empty.find(1) == nullptr);
    const SpatialIndex index({{1, {0.0, 0.0}, 0.0, {2.0, 2.0, 2.0}, 0.0}});
    QVERIFY(!index.pick({0.0, 0.0, 0.5}, {0.0, 0.0, 0.0}).has_value());
    QVERIFY(!index.pick({0.0, 0.0, 0.5}, {std::nan(""), 0.0, 0.0}).has_value());
}

void TestSpatialIndex::answersEqualThoseOfATestOfEveryBox() {
    const auto boxes = randomBoxes(3, 400);
    const SpatialIndex index(boxes);
    std::mt19937 random(4);
    std::uniform_real_distribution<double> any(-60.0, 60.0);
    int hits = 0;
    for (int i = 0; i < 300; ++i) {
        const base::Vec3 origin{any(random), any(random), 20.0};
        const base::Vec3 along{any(random), any(random), -20.0};
        double nearest = 1e30;
        std::uint32_t wanted = 0;
        for (const auto& box : boxes)
            if (const auto t =
                    rayEntry(origin, along, rectangleOf(box), box.bottom_m, box.size_m.z);
                t && *t < nearest) {
                nearest = *t;
                wanted = box.number;
            }
        const auto hit = index.pick(origin, along);
        QCOMPARE(hit ? hit->number : 0u, wanted);
        hits += wanted != 0;

        const auto& box = boxes[static_cast<std::size_t>(i)];
        std::vector<std::uint32_t> overlapping, near;
        for (const auto& other : boxes) {
            if (penetration(rectangleOf(box), rectangleOf(other)) > 1e-4)
                overlapping.push_back(other.number);
            if (distance(rectangleOf(box), rectangleOf(other)) < 2.5)
                near.push_back(other.number);
        }
        QCOMPARE(index.overlapping(box), overlapping);
        QCOMPARE(index.within(box, 2.5), near);
    }
    QVERIFY(hits > 50);
}

void TestSpatialIndex::changedIndexAnswersLikeOneBuiltAnew() {
    std::mt19937 random(31);
    auto boxes = randomBoxes(5, 200);
    const auto spares = randomBoxes(6, 400); // other places for the same numbers, and new ones
    SpatialIndex changed(boxes);
    const auto numberIs = [](std::uint32_t number) {
        return [number](const IndexedBox& box) { return box.number == number; };
    };
    for (int step = 0; step < 120; ++step) {
        std::vector<IndexedBox> put;
        std::vector<std::uint32_t> gone;
        for (int i = 0; i < 3; ++i) {
            const auto& spare = spares[random() % spares.size()];
            std::erase_if(boxes, numberIs(spare.number));
            std::erase_if(put, numberIs(spare.number));
            std::erase(gone, spare.number);
            if (random() % 3 == 0)
                gone.push_back(spare.number);
            else
                put.push_back(spare);
        }
        boxes.insert(boxes.end(), put.begin(), put.end());
        changed = changed.with(put, gone);
        const SpatialIndex fresh(boxes);
        const auto& asked = spares[random() % spares.size()];
        QCOMPARE(changed.overlapping(asked), fresh.overlapping(asked));
        QCOMPARE(changed.within(asked, 4.0), fresh.within(asked, 4.0));
        QCOMPARE(changed.inRectangle({-10.0, -10.0}, {10.0, 10.0}),
                 fresh.inRectangle({-10.0, -10.0}, {10.0, 10.0}));
        QCOMPARE(changed.find(asked.number) != nullptr, fresh.find(asked.number) != nullptr);
        const base::Vec3 from{asked.centre_m.x, asked.centre_m.y, 40.0};
        const auto hits = changed.pickAll(from, {0.01, 0.02, -1.0});
        const auto wanted = fresh.pickAll(from, {0.01, 0.02, -1.0});
        QCOMPARE(hits.size(), wanted.size());
        for (std::size_t i = 0; i < hits.size(); ++i)
            QCOMPARE(hits[i].number, wanted[i].number);
    }
}

void TestSpatialIndex::boxesPutIntoAnEmptyIndexAreFound() {
    const SpatialIndex index =
        SpatialIndex().with({{3, {500.0, 0.0}, 0.0, {2.0, 2.0, 2.0}, 0.0}}, {});
    QVERIFY(index.find(3));
    const auto hit = index.pick({0.0, 0.0, 1.0}, {1.0, 0.0, 0.0});
    QVERIFY(hit.has_value());
    QCOMPARE(hit->distance_m, 499.0);
    QVERIFY(!index.with({}, {3}).find(3));
}

void TestSpatialIndex::touchingFootprintsDoNotOverlap() {
    const SpatialIndex index({{1, {0.0, 0.0}, 0.0, {0.6, 1.0, 2.0}, 0.0}});
    QVERIFY(index.overlapping({0, {0.6, 0.0}, 0.0, {0.6, 1.0, 2.0}, 0.0}).empty());
    QCOMPARE(index.overlapping({0, {0.59, 0.0}, 0.0, {0.6, 1.0, 2.0}, 0.0}).size(), std::size_t{1});
}

void TestSpatialIndex::rectangleSelectsWhatItTouches() {
    const SpatialIndex index(
        {{1, {0.0, 0.0}, 0.0, {2.0, 2.0, 1.0}, 45.0}, {2, {10.0, 0.0}, 5.0, {2.0, 2.0, 1.0}, 0.0}});
    QCOMPARE(index.inRectangle({-0.5, -0.5}, {0.5, 0.5}), std::vector<std::uint32_t>{1});
    QCOMPARE(index.inRectangle({-20.0, -20.0}, {20.0, 20.0}), (std::vector<std::uint32_t>{1, 2}));
    QVERIFY(index.inRectangle({1.1, 1.1}, {3.0, 3.0}).empty());
}

void TestSpatialIndex::distancesBetweenRectanglesAreExact() {
    const Rectangle square{{0.0, 0.0}, {2.0, 2.0}, 0.0};
    QCOMPARE(distance(square, {{5.0, 0.0}, {2.0, 2.0}, 0.0}), 3.0);
    QCOMPARE(distance(square, {{4.0, 5.0}, {2.0, 2.0}, 0.0}), std::hypot(2.0, 3.0));
    // Its corner looks at the square's side.
    QVERIFY(std::abs(distance(square, {{4.0, 0.0}, {2.0, 2.0}, 45.0}) - (3.0 - std::sqrt(2.0))) <
            1e-12);
    QCOMPARE(distance(square, {{0.5, 0.5}, {2.0, 2.0}, 10.0}), 0.0);
    QCOMPARE(distance(square, base::Vec2{4.0, 5.0}), 5.0);
}

void TestSpatialIndex::partingShiftPartsTwoRectangles() {
    const auto boxes = randomBoxes(9, 120);
    int overlaps = 0;
    for (const auto& a : boxes)
        for (const auto& b : boxes) {
            auto moved = rectangleOf(a);
            const auto other = rectangleOf(b);
            if (a.number == b.number || penetration(moved, other) <= 0.0)
                continue;
            ++overlaps;
            const auto shift = partingShift(moved, other);
            QVERIFY(std::abs(std::hypot(shift.x, shift.y) - penetration(moved, other)) < 1e-9);
            moved.centre_m = moved.centre_m + shift;
            QVERIFY(std::abs(penetration(moved, other)) < 1e-9);
        }
    QVERIFY(overlaps > 10);
}

QTEST_APPLESS_MAIN(TestSpatialIndex)
#include "tst_spatial_index.moc"
