#include "core/economics/kpi_graph.h"

#include <QTest>

#include <cmath>

using namespace hallwright::economics;

namespace {

/// price and energy -> cost; cost and works -> total; energy and works -> mixed; works alone ->
/// rounded, which passes small changes by.
KpiGraph smallGraph() {
    KpiGraph graph;
    graph.addInput({"energy", "Energy", "kWh"}, "nothing was solved");
    graph.addInput({"price", "Price", "EUR/kWh"}, "the site states none");
    graph.addInput({"works", "Works", "EUR"}, "no budget was given");
    graph.addInput({"share", "Share", "", 0.0, 1.0}, "nobody measured it");
    graph.addFormula({"cost",
                      "Cost",
                      "EUR",
                      "energy x price",
                      {"energy", "price"},
                      "by hand",
                      [](std::span<const double> in) { return in[0] * in[1]; }});
    graph.addFormula({"total",
                      "Total",
                      "EUR",
                      "cost + works",
                      {"cost", "works"},
                      "by hand",
                      [](std::span<const double> in) { return in[0] + in[1]; }});
    graph.addFormula({"mean",
                      "Mean price",
                      "EUR/kWh",
                      "cost / energy",
                      {"cost", "energy"},
                      "by hand",
                      [](std::span<const double> in) { return in[0] / in[1]; }});
    graph.addFormula({"sized",
                      "Sized works",
                      "EUR",
                      "works, rounded up to a thousand",
                      {"works"},
                      "by hand",
                      [](std::span<const double> in) { return std::ceil(in[0] / 1e3) * 1e3; }});
    graph.addFormula({"behind",
                      "Behind",
                      "EUR",
                      "2 x sized works",
                      {"sized"},
                      "by hand",
                      [](std::span<const double> in) { return 2.0 * in[0]; }});
    return graph;
}

KpiGraph solvedGraph() {
    auto graph = smallGraph();
    graph.provide("energy", 100.0, "meter");
    graph.provide("price", 0.08, "contract");
    graph.provide("works", 1500.0, "budget");
    return graph;
}

} // namespace

class TestKpiGraph : public QObject {
    Q_OBJECT

private slots:
    void formulasFollowTheirInputs();
    void anEditComputesOnlyWhatDependsOnIt();
    void anEditStopsWhereNothingChanges();
    void theSameValueAgainComputesNothing();
    void unknownInputsGiveUnknownFiguresWithTheReason();
    void whatIsNotDefinedSaysWhy();
    void figuresSetByHandStayUntilReleased();
    void wrongSettingsAreFindings();
};

void TestKpiGraph::formulasFollowTheirInputs() {
    auto graph = solvedGraph();
    QCOMPARE(graph.kpi("cost").value, 8.0);      // 100 x 0.08
    QCOMPARE(graph.kpi("total").value, 1508.0);  // 8 + 1500
    QCOMPARE(graph.kpi("behind").value, 4000.0); // 2 x 2000
    const auto cost = graph.kpi("cost");
    QCOMPARE(cost.formula, std::string("energy x price"));
    QCOMPARE(cost.inputs.size(), 2u);
    QCOMPARE(cost.inputs[1].id, std::string("price"));
    QCOMPARE(cost.inputs[1].value, 0.08);
    QCOMPARE(cost.inputs[1].source, std::string("contract"));
}

void TestKpiGraph::anEditComputesOnlyWhatDependsOnIt() {
    auto graph = solvedGraph();
    QCOMPARE(graph.kpis().size(), 5u);
    QCOMPARE(graph.evaluations(), 5u); // each once
    graph.provide("price", 0.10, "contract");
    QCOMPARE(graph.kpi("total").value, 1510.0);
    QCOMPARE(graph.evaluations(), 8u); // cost, total and mean
    QCOMPARE(graph.evaluationsOf("cost"), 2u);
    QCOMPARE(graph.evaluationsOf("total"), 2u);
    QCOMPARE(graph.evaluationsOf("mean"), 2u);
    QCOMPARE(graph.evaluationsOf("sized"), 1u);
    graph.provide("works", 2500.0, "budget");
    QCOMPARE(graph.kpi("behind").value, 6000.0);
    QCOMPARE(graph.evaluations(), 11u); // total, sized and behind
    QCOMPARE(graph.evaluationsOf("cost"), 2u);
}

void TestKpiGraph::anEditStopsWhereNothingChanges() {
    auto graph = solvedGraph();
    (void)graph.kpis();
    graph.provide("works", 1600.0, "budget"); // still rounded up to 2,000
    (void)graph.kpis();
    QCOMPARE(graph.evaluationsOf("sized"), 2u);
    QCOMPARE(graph.evaluationsOf("behind"), 1u);
}

void TestKpiGraph::theSameValueAgainComputesNothing() {
    auto graph = solvedGraph();
    (void)graph.kpis();
    graph.provide("energy", 100.0, "another meter");
    (void)graph.kpis();
    QCOMPARE(graph.evaluations(), 5u);
}

void TestKpiGraph::unknownInputsGiveUnknownFiguresWithTheReason() {
    auto graph = solvedGraph();
    graph.withdraw("price", "the site states none");
    const auto total = graph.kpi("total");
    QVERIFY(!total.known);
    QCOMPARE(total.unknownBecause, std::string("Price: the site states none"));
    QVERIFY(!graph.kpi("cost").inputs[1].known);
    QVERIFY(graph.kpi("sized").known);
    graph.provide("price", 0.08, "contract");
    QCOMPARE(graph.kpi("total").value, 1508.0);
    QVERIFY(graph.kpi("total").unknownBecause.empty());
}

void TestKpiGraph::whatIsNotDefinedSaysWhy() {
    auto graph = solvedGraph();
    graph.provide("energy", 0.0, "meter");
    const auto mean = graph.kpi("mean");
    QVERIFY(!mean.known);
    QCOMPARE(mean.unknownBecause,
             std::string("Mean price is not defined where these are zero: Cost, Energy"));
    QCOMPARE(graph.kpi("cost").value, 0.0); // nothing times a price is known to be nothing
}

void TestKpiGraph::figuresSetByHandStayUntilReleased() {
    auto graph = solvedGraph();
    QVERIFY(graph.set("cost", 20.0, "--set", "by hand").empty());
    QCOMPARE(graph.kpi("total").value, 1520.0);
    QVERIFY(graph.kpi("cost").inputs.empty());
    QCOMPARE(graph.kpi("cost").source, std::string("by hand"));
    graph.provide("price", 0.5, "contract");
    QCOMPARE(graph.kpi("total").value, 1520.0);
    graph.release("cost");
    QCOMPARE(graph.kpi("total").value, 1550.0);

    QVERIFY(graph.set("works", 10.0, "--set", "by hand").empty());
    graph.provide("works", 99.0, "budget");
    QCOMPARE(graph.kpi("total").value, 60.0);
    graph.release("works");
    QCOMPARE(graph.kpi("total").value, 149.0);
}

void TestKpiGraph::wrongSettingsAreFindings() {
    auto graph = solvedGraph();
    const auto unknown = graph.set("prise", 1.0, "--set", "");
    QCOMPARE(unknown.size(), 1u);
    QVERIFY(unknown.front().text().find("--set: there is no figure \"prise\"") == 0);
    for (const double value : {-0.1, 1.1, std::nan("")})
        QCOMPARE(graph.set("share", value, "--set", "").size(), 1u);
    QVERIFY(graph.set("share", 2.0, "--set", "").front().text().find("from 0 to 1") !=
            std::string::npos);
    QVERIFY(!graph.kpi("share").known); // nothing was taken
}

QTEST_GUILESS_MAIN(TestKpiGraph)
#include "tst_kpi_graph.moc"
