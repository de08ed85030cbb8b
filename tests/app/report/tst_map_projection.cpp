#include "app/report/map_projection.h"

#include <QTest>

using namespace hallwright::app::report;

class TestMapProjection : public QObject {
    Q_OBJECT

private slots:
    void picksTheLargestRoundScaleThatFits_data() {
        QTest::addColumn<QSizeF>("world_m");
        QTest::addColumn<int>("denominator");
        // On 100 x 100 mm: 100 m need 1:1000 exactly, 101 m the next step.
        QTest::newRow("exact") << QSizeF(100.0, 50.0) << 1000;
        QTest::newRow("just over") << QSizeF(101.0, 50.0) << 2000;
        QTest::newRow("height decides") << QSizeF(10.0, 190.0) << 2000;
        QTest::newRow("1:4000 is allowed") << QSizeF(390.0, 10.0) << 4000;
        QTest::newRow("large site") << QSizeF(4100.0, 10.0) << 50000;
        QTest::newRow("small hall") << QSizeF(12.0, 8.0) << 200;
    }

    void picksTheLargestRoundScaleThatFits() {
        QFETCH(QSizeF, world_m);
        QFETCH(int, denominator);
        const MapProjection map(QRectF({0.0, 0.0}, world_m), QRectF(0.0, 0.0, 100.0, 100.0));
        QCOMPARE(map.denominator(), denominator);
    }

    void northIsUpAndTheMiddleStays() {
        const MapProjection map(QRectF(0.0, 0.0, 100.0, 100.0), QRectF(10.0, 20.0, 100.0, 100.0));
        QCOMPARE(map.toPage(QPointF(50.0, 50.0)), QPointF(60.0, 70.0));
        QVERIFY(map.toPage(QPointF(50.0, 60.0)).y() < 70.0);
        QVERIFY(map.toPage(QPointF(60.0, 50.0)).x() > 60.0);
        QCOMPARE(map.length(10.0), 10.0); // 1:1000
    }
};

QTEST_APPLESS_MAIN(TestMapProjection)
#include "tst_map_projection.moc"
