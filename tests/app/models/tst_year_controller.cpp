#include "app/document/campus_document.h"
#include "app/models/year_controller.h"
#include "core/model/edits/setting.h"
#include "one_hall.h"
#include "shipped_catalog.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace hallwright;
using app::YearController;

/// The year panel's controller: its states, and what an edit does to them.
class TestYearController : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void anEmptyCampusSaysWhatToDo();
    void aRunGivesFiguresAndAnEditMakesThemOld();
    void aPlumeThatIsNotSolvedIsSaid();
    void aSiteIsAnEditThatUndoTakesBack();
    void aBadFileIsAnErrorInWords();
    void aRunCanBeCancelled();
    void sitesAreCompared();

private:
    void openHall(app::CampusDocument& document) const;
    std::shared_ptr<const catalog::Catalog> m_catalog;
};

void TestYearController::initTestCase() {
    m_catalog = shippedCatalog();
    QVERIFY(m_catalog);
}

void TestYearController::openHall(app::CampusDocument& document) const {
    auto campus = oneHall(*m_catalog);
    QVERIFY(campus.hasValue());
    document.reset(std::move(campus).value());
}

void TestYearController::anEmptyCampusSaysWhatToDo() {
    app::CampusDocument document(m_catalog);
    YearController year(document);
    QCOMPARE(year.state(), "empty");
    QVERIFY(!year.canRun());
    QVERIFY(year.sentence().startsWith("No racks yet."));
    openHall(document);
    QVERIFY(year.sentence().startsWith("The campus names no site."));
    QVERIFY(!year.canRun());
    QVERIFY(year.sites().size() >= 10);
    QCOMPARE(year.site(), -1);
}

void TestYearController::aRunGivesFiguresAndAnEditMakesThemOld() {
    app::CampusDocument document(m_catalog);
    openHall(document);
    YearController year(document);
    year.moveTo(1);
    QVERIFY(year.canRun());
    year.run();
    QCOMPARE(year.state(), "busy");
    QTRY_COMPARE_WITH_TIMEOUT(year.state(), "ready", 60000);
    QVERIFY(year.current());
    QCOMPARE(year.months().size(), 12);
    QCOMPARE(year.curves().size(), 3);
    QVERIFY(year.figures().size() > 8);
    QVERIFY(year.monthMost() > 0.0);
    QVERIFY(!year.setpoints().isEmpty());
    const auto pue = year.figures().first().toMap();
    QCOMPARE(pue["id"].toString(), "pue");
    QVERIFY(pue["value"].toString().toDouble() > 1.0);
    year.moveTo(2);
    QCOMPARE(year.state(), "stale");
    QVERIFY(!year.current());
    QVERIFY(year.isAvailable());
    document.undo();
    document.redo();
    QCOMPARE(year.state(), "stale"); // another revision, though the same campus
    openHall(document);
    QCOMPARE(year.state(), "empty");
    QVERIFY(!year.isAvailable());
}

void TestYearController::aPlumeThatIsNotSolvedIsSaid() {
    app::CampusDocument document(m_catalog);
    openHall(document);
    YearController year(document);
    year.moveTo(1);
    QVERIFY(!year.isPlumeReady());
    year.setPlume(true);
    year.run();
    QCOMPARE(year.state(), QStringLiteral("failed"));
    QVERIFY(year.sentence().contains(QStringLiteral("Plume")));
    year.setPlume(false);
    QCOMPARE(year.state(), QStringLiteral("empty"));
    QVERIFY(year.canRun());
}

void TestYearController::aSiteIsAnEditThatUndoTakesBack() {
    app::CampusDocument document(m_catalog);
    openHall(document);
    YearController year(document);
    year.moveTo(0);
    QCOMPARE(year.site(), 0);
    QVERIFY(document.undoText().startsWith("Move the campus to"));
    QVERIFY(document.campus().site().gridCarbon_kg_per_kWh > 0.0);
    document.undo();
    QCOMPARE(year.site(), -1);
    year.moveTo(99);
    QVERIFY(!document.canUndo());
}

void TestYearController::aBadFileIsAnErrorInWords() {
    app::CampusDocument document(m_catalog);
    openHall(document);
    YearController year(document);
    QTemporaryDir folder;
    const QString path = folder.filePath("short.csv");
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("drybulb_c,rh_pct\n10,80\n11,80\n");
    file.close();
    year.openWeather(QUrl::fromLocalFile(path));
    QTRY_COMPARE_WITH_TIMEOUT(year.state(), "failed", 60000);
    QVERIFY2(year.sentence().contains("covers 2 hours"), qPrintable(year.sentence()));
    QCOMPARE(year.weather(), "short.csv");
    year.useTypicalYear();
    QCOMPARE(year.state(), "empty");
}

void TestYearController::aRunCanBeCancelled() {
    app::CampusDocument document(m_catalog);
    openHall(document);
    YearController year(document);
    year.moveTo(1);
    year.run();
    year.cancel();
    QTRY_VERIFY_WITH_TIMEOUT(year.state() != "busy", 60000);
    QVERIFY(year.canRun());
}

void TestYearController::sitesAreCompared() {
    app::CampusDocument document(m_catalog);
    openHall(document);
    YearController year(document);
    year.moveTo(1);
    year.compareSites();
    QCOMPARE(year.state(), "busy");
    QTRY_VERIFY_WITH_TIMEOUT(!year.comparison().isEmpty(), 100000);
    QCOMPARE(year.comparison().size(), year.sites().size());
    QVERIFY(year.comparison()[1].toMap()["isHere"].toBool());
    QVERIFY(!year.comparison()[0].toMap()["isHere"].toBool());
}

QTEST_GUILESS_MAIN(TestYearController)
#include "tst_year_controller.moc"
