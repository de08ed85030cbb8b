#include "core/engine/air_pace.h"

#include <QTest>

#include <cmath>

using namespace hallwright;
using engine::AirPace;

/// The choice of the air's cells from the speed of the machine and the time there is.
class TestAirPace : public QObject {
    Q_OBJECT
private slots:
    void finerCellsTakeLonger();
    void moreTimeGivesFinerCells();
    void theChoiceStaysFromEditToEdit();
};

/// Measured in the air-cooled sample beside other work: 0.6 m in 0.85 s, then 0.2 m in 33.5 s.
void TestAirPace::finerCellsTakeLonger() {
    AirPace pace;
    QVERIFY(!pace.isKnown());
    QCOMPARE(pace.expected_s(0.2), 0.0);
    pace.note(0.6, 0.85);
    QVERIFY(pace.isKnown());
    QVERIFY(std::abs(pace.expected_s(0.6) - 0.85) < 1e-12);
    const double foretold_s = pace.expected_s(0.2);
    QVERIFY2(foretold_s > 33.5 / 2.0 && foretold_s < 33.5 * 2.0,
             qPrintable(QString::number(foretold_s)));
    pace.forget();
    QVERIFY(!pace.isKnown());
}

void TestAirPace::moreTimeGivesFinerCells() {
    AirPace pace;
    pace.note(0.6, 1.0);
    double last_m = 2.0;
    for (const double budget_s : {0.01, 1.0, 10.0, 60.0, 300.0, 1e4, 1e9}) {
        const double cell_m = pace.cellFor_m(budget_s);
        QVERIFY(cell_m <= last_m);
        QVERIFY(pace.expected_s(cell_m) <= budget_s || cell_m == 1.0);
        last_m = cell_m;
    }
    QCOMPARE(last_m, 0.05);
    QVERIFY(pace.cellFor_m(10.0) < pace.cellFor_m(1.0));
}

void TestAirPace::theChoiceStaysFromEditToEdit() {
    AirPace pace;
    pace.note(0.6, 1.0);
    const double chosen_m = pace.cellFor_m(10.0);
    pace.note(0.6, 0.01); // after an edit, from the last field
    QCOMPARE(pace.cellFor_m(10.0), chosen_m);
    pace.note(0.6, 1.8); // halls added, not yet twice the work
    QCOMPARE(pace.cellFor_m(10.0), chosen_m);
    pace.note(0.6, 8.0);
    QVERIFY(pace.cellFor_m(10.0) > chosen_m);
}

QTEST_GUILESS_MAIN(TestAirPace)
#include "tst_air_pace.moc"
