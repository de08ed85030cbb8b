#include "app/models/quantity_field.h"

#include <QTest>

using namespace hallwright::app;

class TestQuantityField : public QObject {
    Q_OBJECT

private slots:
    void expressionsAndUnitsAreUnderstood_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("dimension");
        QTest::addColumn<QString>("unit");
        QTest::addColumn<double>("value");
        const auto add = [](const char* text, Dimension dimension, const char* unit, double value) {
            QTest::newRow(text) << QString::fromUtf8(text) << int(dimension)
                                << QString::fromUtf8(unit) << value;
        };
        add("12*0.6+1.2", Dimension::Length, "m", 8.4);
        add("38 MW", Dimension::Power, "kW", 38e6);
        add("38 mw", Dimension::Power, "kW", 38e6);
        add("33kV", Dimension::Voltage, "kV", 33e3);
        add("132", Dimension::Power, "kW", 132e3);
        add("1.2 m + 30 cm", Dimension::Length, "", 1.5);
        add("2*(3+4) cm", Dimension::Length, "m", 0.14);
        add("-(2 - 5)", Dimension::Number, "", 3.0);
        add("−66,5", Dimension::Length, "", -66.5);
        add("1 kW / 4", Dimension::Power, "W", 250.0);
        add("10 m / 4 m", Dimension::Length, "", 2.5);
        add("300 K", Dimension::Temperature, "°C", 26.85);
        add("86 °F", Dimension::Temperature, "°C", 30.0);
        add("80 %", Dimension::Fraction, "%", 0.8);
        add("80", Dimension::Fraction, "%", 0.8);
        add("1e3", Dimension::Number, "", 1000.0);
        add("1\u2009200", Dimension::Number, "", 1200.0);
    }
    void expressionsAndUnitsAreUnderstood() {
        QFETCH(QString, text);
        QFETCH(int, dimension);
        QFETCH(QString, unit);
        QFETCH(double, value);
        const auto parsed = parseQuantity(text, Dimension(dimension), unit);
        QVERIFY2(parsed.hasValue(), qPrintable(text));
        QVERIFY2(std::abs(*parsed - value) <= 1e-9 * std::max(1.0, std::abs(value)),
                 qPrintable(
                     QStringLiteral("%1 gave %2, expected %3").arg(text).arg(*parsed).arg(value)));
    }
    void whatMakesNoSenseIsRefusedWithAReason_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("reason");
        QTest::newRow("empty") << ""
                               << "A number is missing";
        QTest::newRow("word") << "wide"
                              << "“wide” is not a number";
        QTest::newRow("foreign unit") << "3 kg"
                                      << "“kg” is not a unit of this field";
        QTest::newRow("division by 0") << "1/0"
                                       << "Nothing can be divided by 0";
        QTest::newRow("open bracket") << "(1+2"
                                      << "A closing bracket is missing";
        QTest::newRow("half a unit") << "1 m + 2"
                                     << "One part has a unit and the other has none";
        QTest::newRow("area") << "2 m * 3 m"
                              << "The units do not give a single quantity";
        QTest::newRow("tail") << "1 2"
                              << "“2” is not understood here";
    }
    void whatMakesNoSenseIsRefusedWithAReason() {
        QFETCH(QString, text);
        QFETCH(QString, reason);
        const auto parsed = parseQuantity(text, Dimension::Length, QStringLiteral("m"));
        QVERIFY(!parsed.hasValue());
        QCOMPARE(QString::fromStdString(parsed.error().front().what), reason);
        QVERIFY(!parsed.error().front().remedy.empty());
    }
    void deepNestingIsRefusedInsteadOfOverflowing() {
        const QString text = QString(100000, u'(') + u'1' + QString(100000, u')');
        QVERIFY(!parseQuantity(text, Dimension::Number).hasValue());
    }
    void aQuantityOffersItsConversions() {
        const QStringList answers = conversionsOf(QStringLiteral("38 MW"));
        QVERIFY(answers.contains(QStringLiteral("38\u2009000\u2009kW")));
        QVERIFY(!answers.contains(QStringLiteral("38\u2009MW")));
        QVERIFY(conversionsOf(QStringLiteral("38")).isEmpty());
        QVERIFY(conversionsOf(QStringLiteral("hall 38")).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestQuantityField)
#include "tst_quantity_field.moc"
