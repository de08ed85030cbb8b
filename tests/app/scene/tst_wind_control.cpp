#include "app/scene/wind_control.h"
#include "core/io/catalog_reader.h"

#include <QSignalSpy>
#include <QTest>

#include <limits>
#include <memory>

using namespace hallwright;
using namespace hallwright::app;

class TestWindControl : public QObject {
    Q_OBJECT
private slots:
    void aTurnIsAnEditThatUndoTakesBack() {
        CampusDocument document(std::make_shared<const catalog::Catalog>(
            io::readCatalog({HALLWRIGHT_SOURCE_DIR "/assets/catalog"}).value()));
        QVERIFY(document.open(HALLWRIGHT_SOURCE_DIR "/assets/campuses/hall-demo.hallwright"));
        WindControl wind;
        wind.setDocument(&document);
        const double before = wind.from();
        QSignalSpy changed(&wind, &WindControl::changed);
        wind.turnTo(-45.0);
        QCOMPARE(wind.from(), 315.0);
        QCOMPARE(wind.fromText(), QStringLiteral("315°"));
        QVERIFY(changed.count() > 0);
        QCOMPARE(document.campus().activeScenario().windFrom_deg, 315.0);
        wind.setSpeed(7.04);
        QCOMPARE(wind.speed(), 7.0);
        QCOMPARE(wind.speedText(), QStringLiteral("7.0\u2009m/s"));
        document.undo();
        document.undo();
        QCOMPARE(wind.from(), before);
    }
    void whatIsNoWindChangesNothing() {
        CampusDocument document(std::make_shared<const catalog::Catalog>(
            io::readCatalog({HALLWRIGHT_SOURCE_DIR "/assets/catalog"}).value()));
        QVERIFY(document.open(HALLWRIGHT_SOURCE_DIR "/assets/campuses/hall-demo.hallwright"));
        WindControl wind;
        wind.setSpeed(3.0); // without a document
        wind.setDocument(&document);
        const int revision = document.revision();
        wind.setSpeed(std::numeric_limits<double>::quiet_NaN());
        wind.turnTo(wind.from() + 360.0);
        QCOMPARE(document.revision(), revision);
        wind.setSpeed(-2.0);
        QCOMPARE(wind.speed(), 0.0);
        wind.setSpeed(1e9);
        QCOMPARE(wind.speed(), 40.0);
    }
};

QTEST_GUILESS_MAIN(TestWindControl)
#include "tst_wind_control.moc"
