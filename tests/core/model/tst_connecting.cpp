#include "core/model/edits/arranging.h"
#include "core/model/edits/connecting.h"
#include "core/model/edits/placing.h"
#include "core/model/footprint.h"
#include "tests/core/model/demo_campus.h"

#include <QTest>

using namespace hallwright;
using namespace hallwright::model;
using test::demoCampus;
using test::last;
using test::types;

class TestConnecting : public QObject {
    Q_OBJECT

private slots:
    void routeBetweenMovedEndsMovesWithThem();
    void feederGetsCableNameSideAndRoute();
    void feederBetweenUnlikeVoltagesIsRefused();
    void mainIsSizedForTheHeatOfItsHall();
};

void TestConnecting::routeBetweenMovedEndsMovesWithThem() {
    auto campus = demoCampus();
    Feeder feeder;
    feeder.from = entity(campus.substations().begin()->id);
    feeder.to = entity(campus.halls().begin()->id);
    feeder.route_m = {{1.0, 2.0}, {3.0, 4.0}};
    test::applied(campus, types(), ConnectFeeder{feeder});
    test::applied(campus, types(), MoveEntities{{feeder.from, feeder.to}, {10.0, 0.0}, 0.0});
    QVERIFY(last(campus.feeders()).route_m == (std::vector<Vec2>{{11.0, 2.0}, {13.0, 4.0}}));
    test::applied(campus, types(), MoveEntities{{feeder.to}, {10.0, 0.0}, 0.0});
    QVERIFY(last(campus.feeders()).route_m == (std::vector<Vec2>{{11.0, 2.0}, {13.0, 4.0}}));
}

void TestConnecting::feederGetsCableNameSideAndRoute() {
    auto campus = test::emptySite();
    test::applied(campus, types(), PlaceHall{test::largeHall(), {{0.0, 60.0}, 0.0, 0.0}, {}});
    test::applied(campus, types(),
                  PlaceSubstation{"tr_400_33_200mva", 2, "", {{0.0, -120.0}, 0.0, 0.0}});
    Feeder feeder;
    feeder.from = entity(campus.substations().begin()->id);
    feeder.to = entity(campus.halls().begin()->id);
    test::applied(campus, types(), ConnectFeeder{feeder});
    test::applied(campus, types(), ConnectFeeder{feeder});
    const auto& a = *campus.feeders().begin();
    const auto& b = last(campus.feeders());
    QCOMPARE(a.name, std::string("C-01A"));
    QCOMPARE(b.name, std::string("C-01B"));
    QCOMPARE(a.side, FeedSide::A);
    QCOMPARE(b.side, FeedSide::B);
    // 40.9 MW and auxiliaries at 33 kV and 0.95: 760 to 800 A, more than the 640 A cable.
    QCOMPARE(a.cableType, std::string("mv_cu_630_33kv"));
    QCOMPARE(a.circuits, 1);
    QVERIFY(a.route_m.size() >= 2);
    const auto box = footprintOf(campus, types(), feeder.to).rectangle();
    QVERIFY(geometry::distance(box, a.route_m.back()) < 1e-6);
}

void TestConnecting::feederBetweenUnlikeVoltagesIsRefused() {
    auto campus = demoCampus();
    GridConnection grid;
    grid.voltage_V = 400e3;
    grid.placement.position_m = {200.0, 0.0};
    test::applied(campus, types(), PlaceGridConnection{grid});
    Feeder feeder;
    feeder.from = entity(campus.grids().begin()->id);
    feeder.to = entity(campus.halls().begin()->id);
    const auto refused = ConnectFeeder{feeder}.plan(campus, types());
    QVERIFY(!refused.hasValue());
    QVERIFY(refused.error().front().where.ends_with("/to"));
    feeder.to = entity(campus.substations().begin()->id);
    QVERIFY(ConnectFeeder{feeder}.plan(campus, types()).hasValue());
}

void TestConnecting::mainIsSizedForTheHeatOfItsHall() {
    auto campus = test::emptySite();
    test::applied(campus, types(), PlaceHall{test::largeHall(), {}, {}});
    PlacePlant plant;
    plant.coolerType = "dry_cooler_1000kw";
    plant.placement.position_m = {0.0, 80.0};
    test::applied(campus, types(), plant);
    Main main;
    main.from = entity(campus.plants().begin()->id);
    main.to = entity(campus.halls().begin()->id);
    test::applied(campus, types(), ConnectMain{main});
    const auto& drawn = last(campus.mains());
    QCOMPARE(drawn.pipeFamily, std::string("pipe_steel_en10216"));
    // 38.4 MW / (4.0 MJ/m3K x 10 K) = 0.96 m3/s; at 3 m/s that takes 0.64 m of bore: DN 700.
    QCOMPARE(drawn.dn, 700);
}

QTEST_APPLESS_MAIN(TestConnecting)
#include "tst_connecting.moc"
