#include "app/document/campus_document.h"
#include "app/document/live_results.h"
#include "app/document/view_state.h"
#include "app/models/figures_controller.h"
#include "app/models/year_controller.h"
#include "core/model/edits/setting.h"
#include "one_hall.h"
#include "shipped_catalog.h"

#include <QTest>

using namespace hallwright;
using app::FiguresController;

/// The figures panel's controller: what it shows, and what giving an input does to the campus.
class TestFiguresController : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void withoutRacksItSaysWhatToDo();
    void pickedFigureListsTheInputsItRestsOn();
    void givenInputIsAnEditThatChangesWhatDependsOnIt();
    void nonsenseIsRefusedInWords();
    void presetStandsBesideTheCampus();
    void givenFigureLeavesTheYearAsItIs();
    void fileWithAnUnknownFigureSaysWhich();

private:
    void openHall();
    [[nodiscard]] QVariantMap rowOf(const QString& id) const;
    [[nodiscard]] QVariantMap inputOf(const QString& id) const;

    std::unique_ptr<app::CampusDocument> m_document;
    std::unique_ptr<app::ViewState> m_view;
    std::unique_ptr<app::LiveResults> m_live;
    std::unique_ptr<app::YearController> m_year;
    std::unique_ptr<FiguresController> m_figures;
};

void TestFiguresController::init() {
    m_document = std::make_unique<app::CampusDocument>(shippedCatalog());
    m_view = std::make_unique<app::ViewState>();
    m_live = std::make_unique<app::LiveResults>(*m_document, *m_view);
    m_year = std::make_unique<app::YearController>(*m_document);
    m_figures = std::make_unique<FiguresController>(*m_document, *m_live, *m_year);
    m_figures->setShown(true);
}

void TestFiguresController::cleanup() {
    m_figures.reset();
    m_year.reset();
    m_live.reset();
    m_view.reset();
    m_document.reset();
}

void TestFiguresController::openHall() {
    auto campus = oneHall(*m_document->catalog());
    QVERIFY(campus.hasValue());
    m_document->reset(std::move(campus).value());
    QTRY_VERIFY_WITH_TIMEOUT(m_figures->isAvailable(), 60000);
}

QVariantMap TestFiguresController::rowOf(const QString& id) const {
    for (const QVariant& row : m_figures->rows())
        if (row.toMap()["id"] == id)
            return row.toMap();
    return {};
}

QVariantMap TestFiguresController::inputOf(const QString& id) const {
    for (const QVariant& row : m_figures->inputs())
        if (row.toMap()["id"] == id)
            return row.toMap();
    return {};
}

void TestFiguresController::withoutRacksItSaysWhatToDo() {
    QVERIFY(!m_figures->isAvailable());
    QVERIFY(m_figures->sentence().startsWith("No racks yet."));
}

void TestFiguresController::pickedFigureListsTheInputsItRestsOn() {
    openHall();
    const auto all = m_figures->inputs().size();
    m_figures->setPicked("pue");
    QCOMPARE(m_figures->pickedFigure()["name"].toString(), "PUE, year");
    QVERIFY(!m_figures->pickedFigure()["formula"].toString().isEmpty());
    const auto own = m_figures->inputs().size();
    QVERIFY(own >= 3 && own < all / 2);
    // First the figure itself: it may be given in place of its formula.
    QCOMPARE(m_figures->inputs().first().toMap()["id"].toString(), "pue");
    m_figures->give("pue", "1.5");
    QVERIFY(rowOf("pue")["given"].toBool());
    QCOMPARE(rowOf("pue")["value"].toString(), "1.500");
    m_figures->release("pue");
    QVERIFY(!rowOf("pue")["given"].toBool());
    QVERIFY(inputOf("energy_price").isEmpty()); // PUE does not rest on the price
}

void TestFiguresController::givenInputIsAnEditThatChangesWhatDependsOnIt() {
    openHall();
    const auto pue = rowOf("pue");
    const auto costBefore = rowOf("energy_cost");
    m_figures->give("energy_price", "0.05*2");
    QCOMPARE(m_document->campus().site().figures.at("energy_price"), 0.1);
    QVERIFY(inputOf("energy_price")["given"].toBool());
    QCOMPARE(inputOf("energy_price")["value"].toString(), "0.1");
    QVERIFY(rowOf("energy_cost")["value"] != costBefore["value"]);
    QCOMPARE(rowOf("pue"), pue);
    QCOMPARE(m_document->undoText(), "Give Price of energy");
    m_document->undo();
    QVERIFY(m_document->campus().site().figures.empty());
    QCOMPARE(rowOf("energy_cost"), costBefore);
    m_document->redo();
    m_figures->release("energy_price");
    QVERIFY(m_document->campus().site().figures.empty());
    QCOMPARE(rowOf("energy_cost"), costBefore);
}

void TestFiguresController::nonsenseIsRefusedInWords() {
    openHall();
    for (const char* typed : {"cheap", "1/0", "-3"}) {
        m_figures->give("renewable_share", typed);
        QVERIFY2(!inputOf("renewable_share")["error"].toString().isEmpty(), typed);
        QVERIFY(m_document->campus().site().figures.empty());
    }
    m_figures->give("renewable_share", "0.5");
    QVERIFY(inputOf("renewable_share")["error"].toString().isEmpty());
}

void TestFiguresController::presetStandsBesideTheCampus() {
    openHall();
    QVERIFY(m_figures->presets().size() >= 2);
    QCOMPARE(rowOf("pue")["beside"].toString(), "");
    m_figures->setPreset(0);
    const auto beside = rowOf("pue")["beside"].toString();
    QVERIFY(beside.toDouble() > 1.0);
    m_figures->setPreset(-1);
    QCOMPARE(rowOf("pue")["beside"].toString(), "");
}

void TestFiguresController::givenFigureLeavesTheYearAsItIs() {
    openHall();
    m_year->moveTo(1);
    m_year->run();
    QTRY_COMPARE_WITH_TIMEOUT(m_year->state(), "ready", 60000);
    QTRY_VERIFY_WITH_TIMEOUT(m_figures->isAvailable() && !m_live->isBusy(), 60000);
    m_figures->give("energy_price", "0.2");
    QCOMPARE(m_year->state(), "ready");
    QVERIFY(m_figures->sentence().contains("hourly solves"));
    m_document->undo();
    QCOMPARE(m_year->state(), "ready");
    m_year->moveTo(2); // that does change it
    QCOMPARE(m_year->state(), "stale");
}

void TestFiguresController::fileWithAnUnknownFigureSaysWhich() {
    openHall();
    model::Site site = m_document->campus().site();
    site.figures["phlogiston"] = 3.0;
    QVERIFY(m_document->apply(model::SetSite{site}, "Edit"));
    QVERIFY(!m_figures->isAvailable());
    QVERIFY2(m_figures->sentence().contains("phlogiston"), qPrintable(m_figures->sentence()));
}

QTEST_GUILESS_MAIN(TestFiguresController)
#include "tst_figures_controller.moc"
