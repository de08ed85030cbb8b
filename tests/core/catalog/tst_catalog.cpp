#include "core/catalog/catalog.h"

#include <QTest>

using namespace hallwright::catalog;

class TestCatalog : public QObject {
    Q_OBJECT

private slots:
    void entriesAreFoundByIdAndCategory();
    void copiesPointIntoThemselves();
    void catalogueThatIsNotIndexedFindsNothing();
    void entriesComeInCategoryOrder();
    void curvesAreLinearAndClamped();
};

namespace {

Catalog twoEntries() {
    Catalog catalog;
    RackType rack;
    rack.id = "rack";
    rack.powerNominal_W = 132e3;
    catalog.racks = {rack};
    PumpType pump;
    pump.id = "pump";
    catalog.pumps = {pump};
    catalog.index();
    return catalog;
}

} // namespace

void TestCatalog::entriesAreFoundByIdAndCategory() {
    const auto catalog = twoEntries();
    QCOMPARE(catalog.rack("rack")->powerNominal_W, 132e3);
    QVERIFY(catalog.rack("pump") == nullptr);
    QVERIFY(catalog.pump("pump") == &catalog.pumps.front());
    QVERIFY(catalog.find("pump").category == Category::Pump);
    QVERIFY(catalog.find("nothing").type == nullptr);
    QVERIFY(catalog.find("").type == nullptr);
}

void TestCatalog::copiesPointIntoThemselves() {
    const auto original = twoEntries();
    const auto copy = original;
    QVERIFY(copy.rack("rack") == &copy.racks.front());
    QVERIFY(copy.rack("rack") != original.rack("rack"));
}

void TestCatalog::catalogueThatIsNotIndexedFindsNothing() {
    const Catalog catalog;
    QVERIFY(catalog.rack("rack") == nullptr);
    QVERIFY(catalog.entries().empty());
}

void TestCatalog::entriesComeInCategoryOrder() {
    const auto catalog = twoEntries();
    const auto entries = catalog.entries();
    QCOMPARE(entries.size(), std::size_t{2});
    QCOMPARE(entries[0].type->id, std::string("rack"));
    QCOMPARE(entries[1].type->id, std::string("pump"));
}

void TestCatalog::curvesAreLinearAndClamped() {
    const Curve curve{{0.0, 1.0}, {2.0, 5.0}, {4.0, 5.0}};
    QCOMPARE(interpolate(curve, 1.0), 3.0);
    QCOMPARE(interpolate(curve, 2.0), 5.0);
    QCOMPARE(interpolate(curve, -1.0), 1.0);
    QCOMPARE(interpolate(curve, 9.0), 5.0);
    QCOMPARE(interpolate({}, 9.0, 0.7), 0.7);
    QCOMPARE(interpolate({{1.0, 2.0}}, 5.0), 2.0);
}

QTEST_APPLESS_MAIN(TestCatalog)
#include "tst_catalog.moc"
