#include "app/report/cooling_chains.h"
#include "app/report/cooling_schematic.h"
#include "app/report/site_plan.h"
#include "tests/app/report/solved_sample.h"

#include <QImage>
#include <QPainter>
#include <QTest>

using namespace hallwright;
using namespace hallwright::app::report;

/// What the drawings of cooling and site make of a campus.
class TestCoolingChains : public QObject {
    Q_OBJECT

private slots:
    void anAirCooledHallHasItsAirUnitsOnTheHeader();
    void liquidAndAirHangOnCircuitsOfTheirOwn();
    void aHallWithoutAnythingIsDrawnToo();
    void theSchematicFillsItsFrame_data();
    void theSchematicFillsItsFrame();
    void theKeyTellsTheSidesThatThereAre();
};

void TestCoolingChains::anAirCooledHallHasItsAirUnitsOnTheHeader() {
    const SolvedSample sample("air-hall");
    QVERIFY(sample.solution);
    const app::ReportOptions options;
    const ReportData data{sample.campus, *sample.catalog, *sample.solution, options};
    const auto circuits = coolingCircuits(data, *sample.campus.halls().begin());
    QCOMPARE(circuits.size(), std::size_t(1));
    QCOMPARE(circuits[0].plants.size(), std::size_t(1));
    QCOMPARE(circuits[0].chains.size(), std::size_t(1));
    const CoolingChain& air = circuits[0].chains[0];
    QVERIFY(air.isAir && air.takesWater && !air.isOver);
    QCOMPARE(air.load, QStringLiteral("%1 racks").arg(sample.campus.racks().size()));
    QVERIFY(air.return_C > air.supply_C && air.supply_C > 10.0);
    QVERIFY(air.deviceLines.front().contains("run, fans"));
}

void TestCoolingChains::liquidAndAirHangOnCircuitsOfTheirOwn() {
    const SolvedSample sample("hall-demo");
    QVERIFY(sample.solution);
    const app::ReportOptions options;
    const ReportData data{sample.campus, *sample.catalog, *sample.solution, options};
    const auto circuits = coolingCircuits(data, *sample.campus.halls().begin());
    QCOMPARE(circuits.size(), std::size_t(2));
    QVERIFY(circuits[0].plants.front()->supplySetpoint_C >
            circuits[1].plants.front()->supplySetpoint_C);
    for (const auto& chain : circuits[0].chains)
        QVERIFY(!chain.isAir);
    QCOMPARE(circuits[1].chains.size(), std::size_t(1));
    QVERIFY(circuits[1].chains.front().isAir);
    // Both carry the heat of the hall.
    QVERIFY(circuits[0].chains.front().return_C > circuits[1].chains.front().return_C);
}

void TestCoolingChains::aHallWithoutAnythingIsDrawnToo() {
    const SolvedSample sample("air-hall");
    const app::ReportOptions options;
    model::Campus campus;
    const engine::Solution unsolved;
    const ReportData data{campus, *sample.catalog, unsolved, options};
    const model::Hall hall;
    const auto circuits = coolingCircuits(data, hall);
    QCOMPARE(circuits.size(), std::size_t(1));
    QVERIFY(circuits[0].plants.empty() && circuits[0].chains.empty());
    QImage page(600, 600, QImage::Format_RGB32);
    QPainter painter(&page);
    Canvas canvas(painter, 3.0);
    drawCoolingSchematic(canvas, {5.0, 5.0, 180.0, 180.0}, data, hall);
}

void TestCoolingChains::theSchematicFillsItsFrame_data() {
    QTest::addColumn<QString>("campus");
    QTest::newRow("air") << QStringLiteral("air-hall");
    QTest::newRow("liquid and air") << QStringLiteral("hall-demo");
}

/// The lowest boxes stand near the foot of the frame, whatever it is.
void TestCoolingChains::theSchematicFillsItsFrame() {
    QFETCH(QString, campus);
    const SolvedSample sample(campus.toStdString());
    QVERIFY(sample.solution);
    const app::ReportOptions options;
    const ReportData data{sample.campus, *sample.catalog, *sample.solution, options};
    constexpr int kPerMm = 4, kWidth_mm = 190;
    for (const int height_mm : {150, 210}) {
        QImage page(kWidth_mm * kPerMm, height_mm * kPerMm, QImage::Format_RGB32);
        page.fill(Qt::white);
        QPainter painter(&page);
        Canvas canvas(painter, kPerMm);
        drawCoolingSchematic(canvas, {2.0, 2.0, kWidth_mm - 4.0, height_mm - 4.0}, data,
                             *sample.campus.halls().begin());
        painter.end();
        int lowest = 0; // ink between the sides of the frame, above its note
        for (int y = 4 * kPerMm; y < (height_mm - 11) * kPerMm; ++y)
            for (int x = 4 * kPerMm; x < (kWidth_mm - 4) * kPerMm; ++x)
                if (qGray(page.pixel(x, y)) < 200)
                    lowest = y;
        QVERIFY2(lowest > 0.85 * height_mm * kPerMm,
                 qPrintable(QStringLiteral("%1 of %2 mm").arg(lowest / kPerMm).arg(height_mm)));
    }
}

void TestCoolingChains::theKeyTellsTheSidesThatThereAre() {
    model::Campus campus;
    QVERIFY(feederKey(campus, Qt::black).empty());
    const auto add = [&campus](model::FeedSide side, bool isOpen) {
        model::Feeder feeder;
        feeder.id = model::FeederId{std::uint32_t(campus.feeders().size() + 1)};
        feeder.side = side;
        feeder.normallyOpen = isOpen;
        model::ChangeSet change;
        change.put(feeder);
        campus.apply(change);
    };
    for (const auto side : {model::FeedSide::C, model::FeedSide::A, model::FeedSide::A,
                            model::FeedSide::B, model::FeedSide::Reserve})
        add(side, false);
    add(model::FeedSide::B, true);
    const auto key = feederKey(campus, Qt::black);
    QStringList texts;
    for (const auto& entry : key)
        texts.append(entry.text);
    QCOMPARE(texts, (QStringList{"Feeder, side A", "Feeder, side B", "Feeder, side C",
                                 "Feeder, reserve R", "Open point of a ring"}));
    QVERIFY(key[0].stroke.dashes.isEmpty());
    QVERIFY(key[1].stroke.dashes != key[2].stroke.dashes);
}

QTEST_MAIN(TestCoolingChains)
#include "tst_cooling_chains.moc"
