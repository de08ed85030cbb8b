#include "core/model/edits/placing.h"
#include "core/model/validation.h"
#include "tests/core/model/test_catalog.h"

#include <QTest>

#include <limits>

using namespace hallwright;
using namespace hallwright::model;

class TestValidation : public QObject {
    Q_OBJECT

private slots:
    void generatedCampusIsSound();
    void everyFaultIsToldWithItsPlace_data();
    void everyFaultIsToldWithItsPlace();
    void sharedIdIsToldOnce();
    void faultsOfTheSiteAreTold();
};

namespace {

const catalog::Catalog& types() {
    static const auto catalog = test::makeCatalog();
    return catalog;
}

Campus soundCampus() {
    auto campus = test::emptySite();
    test::applied(campus, types(), PlaceHall{test::smallHall(), {}, {}});
    test::applied(
        campus, types(),
        PlaceSubstation{"tr_400_33_200mva", 2, "gis_36kv_primary", {{0.0, -100.0}, 0.0, 0.0}});
    return campus;
}

using Spoil = void (*)(Campus&, ChangeSet&);

} // namespace

Q_DECLARE_METATYPE(Spoil)

void TestValidation::generatedCampusIsSound() {
    QVERIFY(validate(soundCampus(), types()).empty());
}

void TestValidation::everyFaultIsToldWithItsPlace_data() {
    QTest::addColumn<Spoil>("spoil");
    QTest::addColumn<QString>("place"); // without the id
    const auto row = [](const char* name, Spoil spoil, const char* place) {
        QTest::newRow(name) << spoil << QString(place);
    };
    row(
        "rack of unknown type",
        [](Campus& campus, ChangeSet& change) {
            auto rack = *campus.racks().begin();
            rack.type = "none";
            change.put(rack);
        },
        "/racks/*/type");
    row(
        "rack of a type that is no rack",
        [](Campus& campus, ChangeSet& change) {
            auto rack = *campus.racks().begin();
            rack.type = "pg25";
            change.put(rack);
        },
        "/racks/*/type");
    row(
        "rack in a hall that is not there",
        [](Campus& campus, ChangeSet& change) {
            auto rack = *campus.racks().begin();
            rack.hall = {987654};
            rack.row = {};
            change.put(rack);
        },
        "/racks/*/hall");
    row(
        "rack with a load that is no number",
        [](Campus& campus, ChangeSet& change) {
            auto rack = *campus.racks().begin();
            rack.itLoad_W = std::numeric_limits<double>::quiet_NaN();
            change.put(rack);
        },
        "/racks/*/it_load_w");
    row(
        "rack at infinity",
        [](Campus& campus, ChangeSet& change) {
            auto rack = *campus.racks().begin();
            rack.placement.position_m.x = std::numeric_limits<double>::infinity();
            change.put(rack);
        },
        "/racks/*/position_m");
    row(
        "equipment of another kind than its type",
        [](Campus& campus, ChangeSet& change) {
            auto item = *campus.equipment().begin();
            item.kind = EquipmentKind::Pump;
            change.put(item);
        },
        "/equipment/*/type");
    row(
        "equipment in a rack",
        [](Campus& campus, ChangeSet& change) {
            auto item = *campus.equipment().begin();
            item.parent = entity(campus.racks().begin()->id);
            change.put(item);
        },
        "/equipment/*/parent");
    row(
        "hall of negative size",
        [](Campus& campus, ChangeSet& change) {
            auto hall = *campus.halls().begin();
            hall.size_m.y = -1.0;
            change.put(hall);
        },
        "/halls/*/size_m");
    row(
        "substation without bus sections",
        [](Campus& campus, ChangeSet& change) {
            auto substation = *campus.substations().begin();
            substation.busSections = 0;
            change.put(substation);
        },
        "/substations/*/bus_sections");
    row(
        "feeder from nothing",
        [](Campus& campus, ChangeSet& change) {
            Feeder feeder;
            feeder.id = {campus.nextNumber()};
            feeder.to = entity(campus.halls().begin()->id);
            change.put(feeder);
        },
        "/feeders/*/from");
    row(
        "feeder to a CDU",
        [](Campus& campus, ChangeSet& change) {
            Feeder feeder;
            feeder.id = {campus.nextNumber()};
            feeder.from = entity(campus.substations().begin()->id);
            for (const auto& item : campus.equipment())
                if (item.kind == EquipmentKind::Cdu)
                    feeder.to = entity(item.id);
            change.put(feeder);
        },
        "/feeders/*/to");
    row(
        "feeder from a bus section that is not there",
        [](Campus& campus, ChangeSet& change) {
            Feeder feeder;
            feeder.id = {campus.nextNumber()};
            feeder.from = entity(campus.substations().begin()->id);
            feeder.fromSection = 2;
            feeder.to = entity(campus.halls().begin()->id);
            change.put(feeder);
        },
        "/feeders/*/from_section");
    row(
        "main from a substation",
        [](Campus& campus, ChangeSet& change) {
            Main main;
            main.id = {campus.nextNumber()};
            main.from = entity(campus.substations().begin()->id);
            main.to = entity(campus.halls().begin()->id);
            change.put(main);
        },
        "/mains/*/from");
    row(
        "road of one point",
        [](Campus& campus, ChangeSet& change) {
            change.put(Zone{{campus.nextNumber()}, "Road", ZoneKind::Road, {{0.0, 0.0}}, 6.0});
        },
        "/zones/*/points_m");
    row(
        "scenario with something out that is not there",
        [](Campus& campus, ChangeSet& change) {
            change.put(Scenario{{campus.nextNumber()}, "Hot", 30.0, 20.0, 1.0, {EntityId{987654}}});
        },
        "/scenarios/*/out_of_service");
}

void TestValidation::everyFaultIsToldWithItsPlace() {
    QFETCH(Spoil, spoil);
    QFETCH(QString, place);
    auto campus = soundCampus();
    ChangeSet change;
    spoil(campus, change);
    const auto number = change.touched().front().number;
    campus.apply(std::move(change));
    const auto faults = validate(campus, types());
    QCOMPARE(faults.size(), std::size_t{1});
    QCOMPARE(QString::fromStdString(faults.front().where),
             place.replace('*', QString::number(number)));
    QVERIFY(!faults.front().what.empty());
    QVERIFY(!faults.front().remedy.empty());
}

void TestValidation::sharedIdIsToldOnce() {
    auto campus = soundCampus();
    ChangeSet change;
    change.put(Zone{{campus.halls().begin()->id.number},
                    "Pad",
                    ZoneKind::Pad,
                    {{0.0, 0.0}, {1.0, 0.0}, {0.0, 1.0}},
                    0.0});
    campus.apply(std::move(change));
    const auto faults = validate(campus, types());
    QCOMPARE(faults.size(), std::size_t{1});
    QVERIFY(faults.front().where.starts_with("/zones/"));
    QVERIFY(faults.front().where.ends_with("/id"));
}

void TestValidation::faultsOfTheSiteAreTold() {
    auto campus = soundCampus();
    Site site = campus.site();
    site.latitude_deg = 91.0;
    site.boundary_m.resize(2);
    site.activeScenario = {987654};
    const auto faults = validateSite(campus, site);
    QCOMPARE(faults.size(), std::size_t{3});
    QCOMPARE(faults[0].where, std::string("/site/latitude_deg"));
    QCOMPARE(faults[1].where, std::string("/site/boundary_m"));
    QCOMPARE(faults[2].where, std::string("/site/active_scenario"));
}

QTEST_APPLESS_MAIN(TestValidation)
#include "tst_validation.moc"
