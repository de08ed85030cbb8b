#include "engine_fixture.h"
#include "small_campus.h"

#include <QTest>

#include <cmath>

using namespace hallwright;

/// Rear doors of the catalogue in the air of a hall.
class TestRearDoors : public QObject {
    Q_OBJECT

private slots:
    void hallSettlesAboveTheWaterOfItsDoors();
};

void TestRearDoors::hallSettlesAboveTheWaterOfItsDoors() {
    const auto small = tests::smallCampus(model::FeedRedundancy::TwoN, false, "rdhx_active_75kw");
    engine::CampusSolver solver(tests::shippedCatalog());
    engine::SolveRequest request;
    request.campus = small.campus;
    request.airCells_m = {0.3};
    const auto solution = solver.solve(request);
    const auto& hall = solution->halls.at(small.hall);
    QVERIFY2(hall.hasAir, hall.airMessage.c_str());
    QVERIFY2(hall.airConverged, hall.airMessage.c_str());
    QCOMPARE_LE(std::abs(hall.airImbalanceFraction), 1e-3);
    // Nothing else cools the hall, so that each door takes the heat of its rack. Rated 75 kW at
    // 5.14 m3/s with water at 18 degC and air leaving 5 K above it, its coil has the effectiveness
    // d / (d + 5 K), d = 75 kW / (1206 J/m3K * 5.14 m3/s); T_in = water + rise (1 / eff - 1).
    const double drop_K = 75e3 / (1206.0 * 18500.0 / 3600.0);
    const double effectiveness = drop_K / (drop_K + 5.0);
    for (const auto& [id, rack] : solution->racks) {
        QVERIFY(rack.hasAir);
        // What the door does not take beyond the rack's own heat goes round in the hall.
        const double rise_K = rack.heatToAir_W / (1206.0 * rack.airFlow_m3_per_s);
        const double expected_C = hall.facilitySupply_C + rise_K * (1.0 / effectiveness - 1.0);
        qInfo("in %.2f degC, from the coil %.2f degC; out %.2f degC", rack.airInletMean_C,
              expected_C, rack.airOutlet_C);
        QCOMPARE_LE(std::abs(rack.airInletMean_C - expected_C), 0.5);
        QCOMPARE_LE(std::abs(rack.airOutlet_C - rack.airInletMean_C), 0.5);
    }
}

QTEST_APPLESS_MAIN(TestRearDoors)
#include "tst_rear_doors.moc"
