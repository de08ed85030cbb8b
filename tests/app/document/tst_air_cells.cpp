#include "app/document/air_cells.h"
#include "app/document/campus_document.h"
#include "app/document/live_results.h"
#include "app/document/view_state.h"
#include "core/engine/air_assembly.h"

#include <QSignalSpy>
#include <QTest>

using namespace hallwright;
using namespace hallwright::app;

namespace {

constexpr base::Vec3 kSize{40.0, 20.0, 5.0};

/// A campus of one hall, and how fine its air is solved.
struct OneHall {
    OneHall() : document(std::make_shared<const catalog::Catalog>()), live(document, view) {
        model::Hall hall;
        hall.id = model::HallId{1};
        hall.size_m = kSize;
        model::ChangeSet change;
        change.put(hall);
        model::Campus campus;
        campus.apply(change);
        document.reset(std::move(campus));
    }

    /// Its first picture has taken this long.
    void answerAfter(double time_s) {
        engine::Solution solution;
        engine::StageReport coarse;
        coarse.stage = engine::Stage::AirCoarse;
        coarse.converged = true;
        coarse.time_ms = 1e3 * time_s;
        solution.stages = {coarse};
        cells.take(solution);
    }
    QVariantMap option(const QString& value) const {
        for (const QVariant& option : cells.options())
            if (option.toMap()["value"] == value)
                return option.toMap();
        return {};
    }

    CampusDocument document;
    ViewState view;
    LiveResults live;
    AirCells cells{document, live, view};
};

} // namespace

/// How fine the air is solved, as the window tells and takes it.
class TestAirCells : public QObject {
    Q_OBJECT
private slots:
    void eachOptionCanBeChosenAndIsThenCurrent();
    void aTimeBecomesCellsOnceThePaceIsKnown();
    void aSlowerMachineGetsCoarserCells();
    void anotherCampusHasAnotherPace();
    void timesAreForetold();
};

void TestAirCells::eachOptionCanBeChosenAndIsThenCurrent() {
    OneHall hall;
    QSignalSpy changed(&hall.cells, &AirCells::changed);
    const auto options = hall.cells.options();
    QVERIFY(options.size() >= 6);
    QCOMPARE(hall.cells.current(), options[0].toMap()["value"].toString());
    for (const QVariant& option : options) {
        const QString value = option.toMap()["value"].toString();
        changed.clear();
        hall.cells.choose(value);
        QCOMPARE(hall.cells.current(), value);
        QVERIFY(!changed.isEmpty());
        QVERIFY(!hall.cells.reason().isEmpty());
    }
}

void TestAirCells::aTimeBecomesCellsOnceThePaceIsKnown() {
    OneHall hall;
    hall.cells.choose("time:60");
    QCOMPARE(hall.view.airCell(), 0.0); // the first picture comes first
    QCOMPARE(hall.cells.reason(), QStringLiteral("within 1\u2009min"));
    hall.answerAfter(0.3);
    const double chosen_m = hall.view.airCell();
    QVERIFY(chosen_m > 0.0 && chosen_m < engine::airCells_m(kSize).front());
    hall.answerAfter(0.001); // an edit: from where it was
    QCOMPARE(hall.view.airCell(), chosen_m);
    hall.cells.choose("time:300");
    QVERIFY(hall.view.airCell() < chosen_m);
    hall.cells.choose("edge:0.4");
    QCOMPARE(hall.view.airCell(), 0.4);
    QCOMPARE(hall.cells.reason(), QStringLiteral("as set"));
    hall.answerAfter(0.3);
    QCOMPARE(hall.view.airCell(), 0.4);
    hall.cells.choose("size");
    QCOMPARE(hall.view.airCell(), 0.0);
    QCOMPARE(hall.cells.reason(), QStringLiteral("by hall size"));
}

void TestAirCells::aSlowerMachineGetsCoarserCells() {
    OneHall fast, slow;
    for (OneHall* hall : {&fast, &slow})
        hall->cells.choose("time:60");
    fast.answerAfter(0.1);
    slow.answerAfter(3.0);
    QVERIFY(fast.view.airCell() < slow.view.airCell());
}

void TestAirCells::anotherCampusHasAnotherPace() {
    OneHall hall;
    hall.answerAfter(5.0);
    QVERIFY(!hall.option("edge:0.1")["key"].toString().isEmpty());
    hall.document.reset({});
    QVERIFY(hall.option("edge:0.1")["key"].toString().isEmpty());
}

void TestAirCells::timesAreForetold() {
    OneHall hall;
    hall.answerAfter(0.3);
    const double coarse_m = engine::airCells_m(kSize).front();
    engine::AirPace pace;
    pace.note(coarse_m, 0.3);
    QVERIFY(pace.expected_s(0.2) < 60.0 && pace.expected_s(0.05) > 60.0);
    QCOMPARE(hall.option("edge:0.2")["key"].toString(),
             QStringLiteral("about %1\u2009s").arg(QString::number(pace.expected_s(0.2), 'f', 0)));
    QVERIFY(hall.option("edge:0.05")["key"].toString().endsWith("min"));
    QVERIFY(hall.option("time:60")["key"].toString().isEmpty());
    QVERIFY(hall.cells.left().isEmpty()); // nothing is being solved
}

QTEST_MAIN(TestAirCells)
#include "tst_air_cells.moc"
