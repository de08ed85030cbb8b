#include "core/economics/kpi_engine.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace hallwright::economics;

/// KPIs by hand, each with its formula and inputs in view.
class TestKpiEngine : public QObject {
    Q_OBJECT

private slots:
    void figuresFollowTheirFormulas_data();
    void figuresFollowTheirFormulas();
    void unknownStagesGiveUnknownFigures();
    void tokensNeedOneBenchmark();
    void everyKpiHasFormulaInputsAndSource();
};

namespace {

KpiInputs inputs() {
    KpiInputs in;
    in.grid_W = 11e6;
    in.it_W = 10e6;
    in.cooling_W = 0.6e6;
    in.loss_W = 0.4e6;
    in.water_m3_per_s = 2.0 / 3600.0; // 2 m3 an hour
    in.installedIt_W = 10e6;
    in.racks = 80;
    in.tokens_per_s = 5.5e7;
    in.racksWithTokens = 80;
    in.tokensBenchmark = "one";
    in.worstBranchLoading = 0.8;
    in.coolantMargin_K = 4.0;
    in.gridCarbon_kg_per_kWh = 0.05;
    in.energyPrice_eur_per_kWh = 0.08;
    in.capex = {20e6, 100, 3, 100};
    in.powerKnown = in.coolantKnown = true;
    return in;
}

Kpi find(const std::vector<Kpi>& kpis, const std::string& id) {
    const auto it =
        std::find_if(kpis.begin(), kpis.end(), [&](const Kpi& k) { return k.id == id; });
    if (it == kpis.end())
        qFatal("no KPI %s", id.c_str());
    return *it;
}

} // namespace

void TestKpiEngine::figuresFollowTheirFormulas_data() {
    QTest::addColumn<double>("expected");
    QTest::newRow("it_power") << 10.0;
    QTest::newRow("grid_power") << 11.0;
    QTest::newRow("pue") << 1.1;              // 11 / 10
    QTest::newRow("wue") << 0.2;              // 2000 L / 10 000 kWh
    QTest::newRow("cue") << 0.055;            // 1.1 x 0.05
    QTest::newRow("energy_cost") << 880.0;    // 11 000 kWh x 0.08
    QTest::newRow("tokens_per_joule") << 5.0; // 5.5e7 / 11e6
    QTest::newRow("capex_without_it") << 2.0; // 20 M / 10 MW
    QTest::newRow("worst_branch") << 80.0;
    QTest::newRow("coolant_margin") << 4.0;
}

void TestKpiEngine::figuresFollowTheirFormulas() {
    QFETCH(double, expected);
    const auto kpi = find(computeKpis(inputs()), QTest::currentDataTag());
    QVERIFY(kpi.known);
    QCOMPARE_LE(std::abs(kpi.value / expected - 1.0), 1e-12);
}

void TestKpiEngine::unknownStagesGiveUnknownFigures() {
    auto in = inputs();
    in.coolantKnown = false;
    in.worstBranchLoading.reset();
    const auto kpis = computeKpis(in);
    for (const char* id :
         {"pue", "wue", "grid_power", "coolant_margin", "worst_branch", "worst_inlet"})
        QVERIFY2(!find(kpis, id).known, id);
    QVERIFY(find(kpis, "it_power").known);
}

void TestKpiEngine::tokensNeedOneBenchmark() {
    auto in = inputs();
    in.tokensBenchmark.clear(); // several: their rates can't be added up
    QVERIFY(!find(computeKpis(in), "tokens_per_s").known);
    QVERIFY(!find(computeKpis(in), "tokens_per_joule").known);
}

void TestKpiEngine::everyKpiHasFormulaInputsAndSource() {
    for (const auto& kpi : computeKpis(inputs())) {
        QVERIFY2(!kpi.formula.empty(), kpi.id.c_str());
        QVERIFY2(!kpi.inputs.empty(), kpi.id.c_str());
        QVERIFY2(!kpi.source.empty(), kpi.id.c_str());
        QVERIFY2(!kpi.name.empty(), kpi.id.c_str());
    }
}

QTEST_GUILESS_MAIN(TestKpiEngine)
#include "tst_kpi_engine.moc"
