#include "app/format/number_format.h"

#include <QTest>

#include <limits>

using namespace hallwright::app;

class TestNumberFormat : public QObject {
    Q_OBJECT

private slots:
    void groupsThousandsAndUsesATrueMinus() {
        QCOMPARE(formatNumber(1011.6, 1), QStringLiteral("1\u2009011.6"));
        QCOMPARE(formatNumber(-1234567.0, 0), QStringLiteral("\u22121\u2009234\u2009567"));
        QCOMPARE(formatNumber(999.0, 0), QStringLiteral("999"));
    }
    void aRoundedZeroHasNoSign() { QCOMPARE(formatNumber(-0.04, 1), QStringLiteral("0.0")); }
    void whatIsNotFiniteIsADash() {
        QCOMPARE(formatNumber(std::numeric_limits<double>::quiet_NaN(), 2), QStringLiteral("—"));
        QCOMPARE(formatQuantity(std::numeric_limits<double>::infinity(), "W").text(),
                 QStringLiteral("—"));
    }
    void quantitiesReadAsPeopleReadThem_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<QString>("text");
        QTest::newRow("rack in kW") << 132e3 << "W"
                                    << "132.0\u2009kW";
        QTest::newRow("hall in MW") << 38e6 << "W"
                                    << "38.00\u2009MW";
        QTest::newRow("campus in MW") << 1011.6e6 << "W"
                                      << "1\u2009011.6\u2009MW";
        QTest::newRow("voltage") << 33e3 << "V"
                                 << "33\u2009kV";
        QTest::newRow("low voltage") << 415.0 << "V"
                                     << "415\u2009V";
        QTest::newRow("fraction") << 0.974 << "fraction"
                                  << "97.4\u2009%";
        QTest::newRow("temperature") << 28.44 << "degC"
                                     << "28.4\u2009°C";
        QTest::newRow("temperature of a figure") << 24.0 << "°C"
                                                 << "24.0\u2009°C";
        QTest::newRow("rack flow") << 178.0 / 60e3 << "m3/s"
                                   << "178\u2009L/min";
        QTest::newRow("plant flow") << 1.0 << "m3/s"
                                    << "3\u2009600\u2009m³/h";
        QTest::newRow("tank") << 5.0 << "m3"
                              << "5\u2009m³";
        QTest::newRow("tokens") << 4143360000.0 << "1/s"
                                << "4.143\u2009G/s";
        QTest::newRow("few tokens") << 412.5 << "1/s"
                                    << "412.5\u20091/s";
        QTest::newRow("energy") << 37.0 << "GWh"
                                << "37.00\u2009GWh";
        QTest::newRow("plain") << 7.1 << ""
                               << "7.1";
    }
    void quantitiesReadAsPeopleReadThem() {
        QFETCH(double, value);
        QFETCH(QString, unit);
        QFETCH(QString, text);
        QCOMPARE(formatQuantity(value, unit).text(), text);
    }
    void ratingsHaveNoTrailingZeros() {
        QCOMPARE(formatRating(38e6, QStringLiteral("W")).text(), QStringLiteral("38\u2009MW"));
        QCOMPARE(formatRating(1.35e6, QStringLiteral("W")).text(), QStringLiteral("1.35\u2009MW"));
        QCOMPARE(formatRating(200e6, QStringLiteral("VA")).text(), QStringLiteral("200\u2009MVA"));
    }
    void timesGrowFromMillisecondsToMinutes() {
        QCOMPARE(formatDuration(3.14), QStringLiteral("3.1\u2009ms"));
        QCOMPARE(formatDuration(41.2), QStringLiteral("41\u2009ms"));
        QCOMPARE(formatDuration(2440.0), QStringLiteral("2.4\u2009s"));
        QCOMPARE(formatDuration(112e3), QStringLiteral("1:52"));
    }
    void clocksCountMinutesAndSeconds() {
        QCOMPARE(formatClock(0.0), QStringLiteral("0:00"));
        QCOMPARE(formatClock(112.4), QStringLiteral("1:52"));
        QCOMPARE(formatClock(-3.0), QStringLiteral("0:00"));
        QCOMPARE(formatClock(7200.0), QStringLiteral("120:00"));
        QCOMPARE(formatClock(std::nan("")), QStringLiteral("—"));
    }
    void changesCarryTheirSign() {
        QCOMPARE(formatChange(44.4, 1), QStringLiteral("+44.4"));
        QCOMPARE(formatChange(-0.32, 1), QStringLiteral("\u22120.3"));
        QCOMPARE(formatChange(0.001, 1), QStringLiteral("±0.0"));
    }
};

QTEST_APPLESS_MAIN(TestNumberFormat)
#include "tst_number_format.moc"
