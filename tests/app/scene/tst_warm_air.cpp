#include "app/scene/warm_air.h"

#include <QTest>

#include <cmath>
#include <map>
#include <numbers>
#include <tuple>

using namespace hallwright;
using namespace hallwright::app;
using base::Vec3;

namespace {

/// A field of 40 x 40 x 40 cells of 0.1 m whose temperature falls by 10 K a metre from the middle.
airflow::AirField ball() {
    airflow::AirField air;
    air.cells = {40, 40, 40};
    air.cell_m = {0.1, 0.1, 0.1};
    for (int k = 0; k < 40; ++k)
        for (int j = 0; j < 40; ++j)
            for (int i = 0; i < 40; ++i)
                air.temperature_K.push_back(
                    float(320.0 - 10.0 * 0.1 * std::hypot(i - 19.5, j - 19.5, k - 19.5)));
    air.isSolid.assign(air.temperature_K.size(), 0);
    return air;
}

Vec3 cross(Vec3 a, Vec3 b) {
    return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
double length(Vec3 v) {
    return std::hypot(v.x, v.y, v.z);
}
double areaOf(const std::vector<SurfaceTriangle>& surface) {
    double area_m2 = 0.0;
    for (const auto& t : surface)
        area_m2 += 0.5 * length(cross(t.at_m[1] - t.at_m[0], t.at_m[2] - t.at_m[0]));
    return area_m2;
}

} // namespace

class TestWarmAir : public QObject {
    Q_OBJECT
private slots:
    /// 310 K lies 1 m from the middle: 4 pi m2, and every normal leads away from the middle.
    void aBallHasTheAreaOfASphere() {
        const auto surface = warmSurface(ball(), 310.0);
        QVERIFY(!surface.empty());
        QCOMPARE_LE(std::abs(areaOf(surface) / (4.0 * std::numbers::pi) - 1.0), 0.01);
        for (const auto& triangle : surface)
            for (std::size_t n = 0; n < 3; ++n) {
                const Vec3 from = triangle.at_m[n] - Vec3{2.0, 2.0, 2.0};
                QCOMPARE_LE(std::abs(length(from) - 1.0), 0.01);
                const Vec3 out = triangle.outward[n];
                QVERIFY((from.x * out.x + from.y * out.y + from.z * out.z) / length(from) > 0.95);
            }
    }
    void aCoarserWalkGivesNearlyTheSame() {
        QCOMPARE_LE(
            std::abs(areaOf(warmSurface(ball(), 310.0, 3)) / (4.0 * std::numbers::pi) - 1.0), 0.05);
    }
    /// Inside the air every edge of the surface belongs to two triangles: it has no holes.
    void neighboursMeetWithoutGaps() {
        std::map<std::tuple<long, long, long, long, long, long>, int> edges;
        const auto place = [](Vec3 p) {
            return std::array<long, 3>{std::lround(p.x * 1e6), std::lround(p.y * 1e6),
                                       std::lround(p.z * 1e6)};
        };
        for (const auto& triangle : warmSurface(ball(), 310.03))
            for (std::size_t n = 0; n < 3; ++n) {
                auto a = place(triangle.at_m[n]), b = place(triangle.at_m[(n + 1) % 3]);
                if (a == b)
                    continue;
                if (b < a)
                    std::swap(a, b);
                ++edges[{a[0], a[1], a[2], b[0], b[1], b[2]}];
            }
        for (const auto& [edge, count] : edges)
            QCOMPARE(count % 2, 0);
    }
    void airAllWarmerOrColderHasNoSurface() {
        QVERIFY(warmSurface(ball(), 330.0).empty());
        QVERIFY(warmSurface(ball(), 200.0).empty());
    }
    /// What stands in solid cells is no air: a rack colder than a threshold does not show a skin.
    void solidsHaveNoSkin() {
        auto air = ball();
        air.temperature_K.assign(air.temperature_K.size(), 310.0F);
        for (int k = 10; k < 20; ++k)
            for (int j = 10; j < 20; ++j)
                for (int i = 10; i < 20; ++i) {
                    air.isSolid[air.index(i, j, k)] = 1;
                    air.temperature_K[air.index(i, j, k)] = 0.0F;
                }
        QVERIFY(warmSurface(air, 300.0).empty());
    }
};

QTEST_APPLESS_MAIN(TestWarmAir)
#include "tst_warm_air.moc"
