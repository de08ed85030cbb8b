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
    void unknownFiguresSayWhy();
    void tokensOfOneModelAddUp();
    void tokensOfDifferentModelsStandApart();
    void racksWithoutAFigureMakeTheSumUnknown();
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
    in.tokens.models = {{"one", 5.5e7, 0.0, 80, {"offline"}}};
    in.worstBranchLoading = 0.8;
    in.coolantMargin_K = 4.0;
    in.gridCarbon_kg_per_kWh = 0.05;
    in.energyPrice_eur_per_kWh = 0.08;
    in.capex = {20e6, 100.0, 3.0, 20e6, {"a cable"}};
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

void TestKpiEngine::unknownFiguresSayWhy() {
    auto in = inputs();
    in.gridCarbon_kg_per_kWh = 0.0;
    in.energyPrice_eur_per_kWh = 0.0;
    in.it_W = 0.0;
    const auto kpis = computeKpis(in);
    QCOMPARE(find(kpis, "pue").unknownBecause, std::string("no rack takes power"));
    QCOMPARE(find(kpis, "energy_cost").unknownBecause,
             std::string("the site states no price of energy"));
    QVERIFY(!find(kpis, "energy_cost").inputs.back().known);
    for (const auto& kpi : kpis)
        QCOMPARE(kpi.known, kpi.unknownBecause.empty());
}

void TestKpiEngine::tokensOfOneModelAddUp() {
    // Two of these make 420,000 tokens a second by measurement, the third 1,380,000 by estimate.
    hallwright::catalog::RackType measured;
    measured.accelerators = 72;
    measured.tokens_per_s = 420e3;
    measured.tokensModel = "DeepSeek-R1 671B";
    measured.tokensBenchmark = "MLPerf";
    measured.confidence = hallwright::catalog::Confidence::Published;
    auto estimated = measured;
    estimated.tokens_per_s = 1380e3;
    estimated.tokensBenchmark = "scaled";
    estimated.fieldConfidence["tokens_per_s_indicative"] =
        hallwright::catalog::Confidence::Estimate;
    hallwright::catalog::RackType storage; // makes none and hinders none
    auto in = inputs();
    in.tokens = {};
    in.tokens.add(measured, 1.0);
    in.tokens.add(storage, 1.0);
    in.tokens.add(measured, 0.5);
    in.tokens.add(estimated, 1.2); // no rack makes more than at nominal load
    const auto kpi = find(computeKpis(in), "tokens_per_s");
    QVERIFY(kpi.known);
    QCOMPARE(kpi.value, 420e3 + 210e3 + 1380e3);
    QCOMPARE(kpi.inputs.size(), 2u);
    QCOMPARE(kpi.inputs[1].value, 1380e3); // what is no measurement is in view
    QVERIFY(kpi.source.find("MLPerf; scaled") != std::string::npos);
}

void TestKpiEngine::tokensOfDifferentModelsStandApart() {
    auto in = inputs();
    in.tokens.models.push_back({"another", 1e6, 0.0, 8, {"offline"}});
    const auto kpi = find(computeKpis(in), "tokens_per_s");
    QVERIFY(!kpi.known);
    QCOMPARE(kpi.unknownBecause, std::string("the racks' figures are of different models: one of "
                                             "80 racks, another of 8 racks"));
    QCOMPARE(kpi.inputs.size(), 2u); // each by itself
    QCOMPARE(kpi.inputs[1].value, 1e6);
    QVERIFY(!find(computeKpis(in), "tokens_per_joule").known);
}

void TestKpiEngine::racksWithoutAFigureMakeTheSumUnknown() {
    auto in = inputs();
    hallwright::catalog::RackType type;
    type.name = "New rack";
    type.accelerators = 72;
    in.tokens.add(type, 1.0);
    QCOMPARE(find(computeKpis(in), "tokens_per_s").unknownBecause,
             std::string("the catalogue has no tokens a second for 1 rack (New rack)"));
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
