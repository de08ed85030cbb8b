#include "app/document/campus_document.h"
#include "app/document/live_results.h"
#include "app/document/view_state.h"
#include "app/models/air_drill_controller.h"
#include "core/model/edits/setting.h"
#include "shipped_catalog.h"

#include <QTest>

using namespace hallwright;
using app::AirDrillController;

/// The drill panel's controller: its states, the time bar, and what the scene is given to show.
class TestAirDrillController : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void withoutAHallItSaysWhatToDo();
    void aDrillIsPlayedMomentByMoment();
    void anEditMakesItOldAndShowsTheSolvedAirAgain();
    void stopKeepsWhatThereIs();
    void rowsTellWhatHappenedInOrder();

private:
    void openAirHall();
    /// Runs two minutes without fans to their end.
    void runToTheEnd();

    std::unique_ptr<app::CampusDocument> m_document;
    std::unique_ptr<app::ViewState> m_view;
    std::unique_ptr<app::LiveResults> m_live;
    std::unique_ptr<AirDrillController> m_drill;
};

void TestAirDrillController::init() {
    m_document = std::make_unique<app::CampusDocument>(shippedCatalog());
    m_view = std::make_unique<app::ViewState>();
    m_live = std::make_unique<app::LiveResults>(*m_document, *m_view);
    m_drill = std::make_unique<AirDrillController>(*m_document, *m_live, *m_view);
}

void TestAirDrillController::cleanup() {
    m_drill.reset();
    m_live.reset();
    m_view.reset();
    m_document.reset();
}

void TestAirDrillController::openAirHall() {
    QVERIFY(m_document->open(HALLWRIGHT_SOURCE_DIR "/assets/campuses/air-hall.hallwright"));
    QTRY_VERIFY_WITH_TIMEOUT(m_drill->canRun(), 60000); // the coarse picture will do
}

void TestAirDrillController::runToTheEnd() {
    openAirHall();
    m_drill->setDuration(120.0);
    m_drill->run();
    QCOMPARE(m_drill->state(), "busy");
    QTRY_COMPARE_WITH_TIMEOUT(m_drill->state(), "ready", 120000);
}

void TestAirDrillController::withoutAHallItSaysWhatToDo() {
    QCOMPARE(m_drill->state(), "empty");
    QVERIFY(!m_drill->canRun());
    QVERIFY(m_drill->sentence().startsWith("No hall has racks in its air yet."));
    m_drill->run();
    QCOMPARE(m_drill->state(), "empty");
}

void TestAirDrillController::aDrillIsPlayedMomentByMoment() {
    runToTheEnd();
    QCOMPARE(m_drill->halls(), QStringList{"H-01"});
    QCOMPARE(m_drill->length(), 120.0);
    QCOMPARE(m_drill->known(), 120.0);
    QCOMPARE(m_drill->time(), 120.0); // it follows the newest moment
    QCOMPARE(m_drill->traces().size(), 3);
    QVERIFY(!m_live->moment()); // nobody looks at the panel
    m_drill->setShown(true);
    const auto last = m_live->moment();
    QVERIFY(last);
    m_drill->setTime(0.0);
    const auto first = m_live->moment();
    QVERIFY(first && first != last);
    const auto hall = model::HallId{std::uint32_t(m_drill->hallNumber())};
    QVERIFY(last->halls.at(hall).worstInlet_C > first->halls.at(hall).worstInlet_C + 5.0);
    QCOMPARE(m_drill->readings().size(), 3);
    QVERIFY(m_drill->readings().last().startsWith("100"));

    m_drill->setSpeed(60);
    m_drill->setPlaying(true);
    QTRY_VERIFY_WITH_TIMEOUT(!m_drill->isPlaying(), 20000);
    QCOMPARE(m_drill->time(), 120.0);

    m_drill->step(-1);
    QVERIFY(m_drill->time() > 0.0 && m_drill->time() < 120.0);
    m_drill->setShown(false);
    QVERIFY(!m_live->moment());
}

void TestAirDrillController::anEditMakesItOldAndShowsTheSolvedAirAgain() {
    runToTheEnd();
    m_drill->setShown(true);
    QVERIFY(m_live->moment());
    model::Site site = m_document->campus().site();
    site.name = "Elsewhere";
    QVERIFY(m_document->apply(model::SetSite{site}, "Rename"));
    QCOMPARE(m_drill->state(), "stale");
    QVERIFY(!m_live->moment());
    QVERIFY(m_drill->isAvailable());
    QVERIFY(m_drill->sentence().contains("Run the drill again"));
}

void TestAirDrillController::stopKeepsWhatThereIs() {
    openAirHall();
    m_drill->setDuration(1800.0);
    m_drill->run();
    QTRY_VERIFY_WITH_TIMEOUT(m_drill->known() > 0.0, 60000);
    m_drill->cancel();
    QTRY_COMPARE_WITH_TIMEOUT(m_drill->state(), "ready", 60000);
    QVERIFY(m_drill->known() < 1800.0);
    QVERIFY(m_drill->sentence().startsWith("Stopped at"));
}

void TestAirDrillController::rowsTellWhatHappenedInOrder() {
    engine::AirDrill drill;
    drill.options.restart_s = 60.0;
    drill.options.duration_s = 120.0;
    drill.racks = {{model::RackId{1}, 27.0, 35.0, 12.0, 40.0, {}},
                   {model::RackId{2}, 27.0, 35.0, 9.0, {}, {}}};
    for (int i = 0; i <= 12; ++i) {
        engine::AirDrillFrame frame;
        frame.time_s = 10.0 * i;
        frame.worstInlet_C = 20.0 + i;
        frame.mean_C = 22.0 + i;
        drill.frames.push_back(frame);
    }
    const auto rows = app::airDrillRows(drill, {});
    QStringList times;
    for (const QVariant& event : rows.events)
        times.append(event.toMap()["time"].toString());
    QCOMPARE(times, (QStringList{"0:00", "0:09", "0:40", "1:00"}));
    QCOMPARE(rows.figures.first().toMap()["value"].toString(), "0:40");
    const auto inlet = rows.traces.first().toMap();
    QCOMPARE(inlet["limits"].toList(), (QVariantList{27.0, 35.0}));
    QVERIFY(inlet["high"].toDouble() > 35.0);
}

QTEST_GUILESS_MAIN(TestAirDrillController)
#include "tst_air_drill_controller.moc"
