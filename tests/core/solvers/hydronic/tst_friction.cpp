#include "core/solvers/hydronic/friction.h"
#include "core/solvers/hydronic/vector_math.h"

#include <QtTest>

#include <cmath>

using namespace hallwright::hydronic;

class TestFriction : public QObject {
    Q_OBJECT

private slots:
    void logarithmAndExponentialMatchTheLibrary();
    void laminarFlowIsHagenPoiseuille();
    void turbulentFlowIsSwameeJain_data();
    void turbulentFlowIsSwameeJain();
    void transitionJoinsBothWithTheirSlopes();
    void slopeIsTheDerivative_data();
    void slopeIsTheDerivative();
};

void TestFriction::logarithmAndExponentialMatchTheLibrary() {
    for (double x = 1e-12; x < 1e12; x *= 1.37) {
        const double error = std::abs(vectorLog(x) - std::log(x));
        QVERIFY2(error <= 2e-14 * std::max(1.0, std::abs(std::log(x))),
                 qPrintable(QString::number(x)));
    }
    for (double x = -40.0; x < 40.0; x += 0.137)
        QVERIFY2(std::abs(vectorExp(x) / std::exp(x) - 1.0) <= 2e-14,
                 qPrintable(QString::number(x)));
}

void TestFriction::laminarFlowIsHagenPoiseuille() {
    QCOMPARE(frictionFactor(1000.0, 0.01), 0.064);
    QCOMPARE(frictionFactor(1.0, 0.0), 64.0);
}

void TestFriction::turbulentFlowIsSwameeJain_data() {
    QTest::addColumn<double>("reynolds");
    QTest::addColumn<double>("roughness");
    for (const double reynolds : {4000.0, 1e4, 1e5, 1e6, 1e8})
        for (const double roughness : {0.0, 1e-5, 1e-3, 0.05})
            QTest::addRow("Re %g, eps/D %g", reynolds, roughness) << reynolds << roughness;
}

void TestFriction::turbulentFlowIsSwameeJain() {
    QFETCH(double, reynolds);
    QFETCH(double, roughness);
    const double root = std::log10(roughness / 3.7 + 5.74 / std::pow(reynolds, 0.9));
    QCOMPARE_LE(std::abs(frictionFactor(reynolds, roughness) * root * root / 0.25 - 1.0), 1e-12);
}

void TestFriction::transitionJoinsBothWithTheirSlopes() {
    for (const double roughness : {0.0, 1e-4, 0.01}) {
        for (const double reynolds : {kLaminarReynolds, kTurbulentReynolds}) {
            const FrictionSlope below = frictionFactorWithSlope(reynolds * (1 - 1e-12), roughness);
            const FrictionSlope above = frictionFactorWithSlope(reynolds * (1 + 1e-12), roughness);
            QCOMPARE_LE(std::abs(below.factor / above.factor - 1.0), 1e-10);
            QCOMPARE_LE(std::abs(below.slope / above.slope - 1.0), 1e-8);
        }
    }
}

void TestFriction::slopeIsTheDerivative_data() {
    turbulentFlowIsSwameeJain_data();
}

void TestFriction::slopeIsTheDerivative() {
    QFETCH(double, reynolds);
    QFETCH(double, roughness);
    const double at = reynolds * 0.7; // covers the transition too
    const double step = 1e-4 * at;
    const double difference =
        (frictionFactor(at + step, roughness) - frictionFactor(at - step, roughness)) / (2 * step);
    const double slope = frictionFactorWithSlope(at, roughness).slope;
    QVERIFY2(std::abs(slope - difference) <= 1e-6 * std::abs(slope) + 1e-14,
             qPrintable(QString("Re %1: %2 against %3").arg(at).arg(slope).arg(difference)));
}

QTEST_APPLESS_MAIN(TestFriction)
#include "tst_friction.moc"
