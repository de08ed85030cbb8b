#include "app/document/hall_cut.h"

#include <QTest>

using namespace hallwright;

/// Where shells are cut so that every hall can be looked into.
class TestHallCut : public QObject {
    Q_OBJECT
private slots:
    void theLowestHallDecides();
};

void TestHallCut::theLowestHallDecides() {
    const catalog::Catalog catalog;
    model::Campus campus;
    QCOMPARE(app::cutIntoHalls_m(campus, catalog), 5.2);
    std::uint32_t number = 0;
    const auto add = [&](double height_m) {
        model::Hall hall;
        hall.id = model::HallId{++number};
        hall.size_m = {30.0, 20.0, height_m};
        model::ChangeSet change;
        change.put(hall);
        campus.apply(change);
    };
    add(8.0);
    QCOMPARE(app::cutIntoHalls_m(campus, catalog), 5.2);
    add(4.2); // lower than the usual cut: its roof would stay on
    QCOMPARE(app::cutIntoHalls_m(campus, catalog), 4.2);
}

QTEST_GUILESS_MAIN(TestHallCut)
#include "tst_hall_cut.moc"
