#include "core/economics/cost_figures.h"
#include "core/economics/facility_figures.h"
#include "core/economics/supply_figures.h"
#include "core/io/catalog_reader.h"
#include "core/io/figure_set_reader.h"

#include <QTest>

#include <cmath>

using namespace hallwright;
using economics::KpiGraph;

namespace {

void give(KpiGraph& graph, std::initializer_list<std::pair<const char*, double>> figures) {
    for (const auto& [id, value] : figures) {
        const auto found = graph.set(id, value, "test", "by hand");
        QVERIFY2(found.empty(), found.empty() ? "" : found.front().text().c_str());
    }
}

bool isNear(const economics::Kpi& kpi, double byHand, double share = 1e-4) {
    qInfo("%s: %.7g, by hand %.7g %s", kpi.id.c_str(), kpi.value, byHand,
          kpi.unknownBecause.c_str());
    return kpi.known && std::abs(kpi.value / byHand - 1.0) <= share;
}

const catalog::Catalog& shippedCatalog() {
    static const auto catalog = [] {
        auto read = io::readCatalog({HALLWRIGHT_SOURCE_DIR "/assets/catalog"});
        if (!read)
            qFatal("%s", read.error().front().text().c_str());
        return std::move(read).value();
    }();
    return catalog;
}

catalog::FigureSet assumptions() {
    auto read = io::readAssumptions();
    if (!read)
        qFatal("%s", read.error().front().text().c_str());
    return std::move(read).value();
}

} // namespace

/// What an engineer would work out with a pencil, against the graph of all figures.
class TestFacilityFigures : public QObject {
    Q_OBJECT

private slots:
    void costOfAMillionTokensOfARack();
    void pueBuildUpOfAHundredMegawatts();
    void transformersOfAGigawattSubstation();
    void costOfAMegawatt();
    void capitalRecovery_data();
    void capitalRecovery();
    void availabilityOfRedundantUnits();
    void timeToPowerIsTheLongestOfItsParts();
    void waterCarbonAndReuse();
    void revenueAndDelay();
    void nothingIsKnownWithoutInputs();
    void everyFigureNamesFormulaAndSource();
    void oneEditLeavesTheRestAlone();
    void presetsGiveWhatTheyState();
    void theAiFactoryMakesATokenForLess();
    void presetsKeepTheirTypesAndFigures();
    void wrongSetsAreFindings();
};

void TestFacilityFigures::costOfAMillionTokensOfARack() {
    // One GB200 NVL72: 120 kW, 3.23 M EUR, 865,000 tokens a second, five years at 8 %:
    // CRF = 0.08 x 1.08^5 / (1.08^5 - 1) = 0.250456; 808,974 EUR a year. Its part of the building,
    // 0.12 MW at 15 M EUR/MW = 1.8 M EUR over 20 years: CRF 0.101852; 183,334 EUR a year, and 3 %
    // O&M 54,000. Energy at PUE 1.1 and 0.078 EUR/kWh: 0.12 x 8,760 x 1.1 x 78 = 90,193 EUR.
    // Together 1,136,501 EUR a year; used for 80 % of the hours: 162.17 EUR an hour. It makes
    // 865,000 x 3,600 = 3,114 million tokens an hour: 0.05208 EUR a million.
    auto figures = economics::facilityFigures();
    auto& graph = figures.graph;
    give(graph, {{"hours", 8760.0},
                 {"it_nameplate", 0.12},
                 {"it_energy", 0.12 * 8.76},
                 {"pue", 1.1},
                 {"grid_energy", 0.12 * 8.76 * 1.1},
                 {"energy_price", 0.078},
                 {"it_price", 3.23},
                 {"equipment_price", 0.2},
                 {"works_price_per_mw", 1.6 / 0.12},
                 {"interest_rate", 8.0},
                 {"life_it", 5.0},
                 {"life_infrastructure", 20.0},
                 {"om_share", 3.0},
                 {"utilisation", 0.8},
                 {"token_rate", 865e3},
                 {"accelerators", 72.0}});
    QVERIFY(isNear(graph.kpi("crf_it"), 0.250456));
    QVERIFY(isNear(graph.kpi("capital_cost"), 0.808974 + 0.183334));
    QVERIFY(isNear(graph.kpi("energy_cost"), 0.0901930));
    QVERIFY(isNear(graph.kpi("tco_year"), 1.136501));
    QVERIFY(isNear(graph.kpi("hourly_cost"), 162.172));
    QVERIFY(isNear(graph.kpi("cost_per_accelerator_hour"), 162.172 / 72.0));
    QVERIFY(isNear(graph.kpi("cost_per_million_tokens"), 0.0520784));
    QVERIFY(isNear(graph.kpi("tokens_per_eur"), 1e6 / 0.0520784));
}

void TestFacilityFigures::pueBuildUpOfAHundredMegawatts() {
    // 100 MW of IT all year are 876 GWh. Chillers, pumps and fans take 12 MW, UPS, transformers and
    // cables lose 5 MW in the mean: 105.12 and 43.8 GWh. PUE = 1 + 0.12 + 0.05 = 1.17; 1,024.92 GWh
    // from the grid at 0.056 kg/kWh are 57,395.5 t. With 130 MW at the peak the load factor is
    // 117 / 130 = 0.9.
    auto figures = economics::facilityFigures();
    auto& graph = figures.graph;
    give(graph, {{"hours", 8760.0},
                 {"it_energy", 876.0},
                 {"cooling_energy", 105.12},
                 {"loss_energy", 43.8},
                 {"peak_power", 130.0},
                 {"peak_it_power", 100.0},
                 {"grid_carbon", 0.056}});
    QVERIFY(isNear(graph.kpi("pue"), 1.17));
    QVERIFY(isNear(graph.kpi("pue_cooling"), 0.12));
    QVERIFY(isNear(graph.kpi("pue_losses"), 0.05));
    QVERIFY(isNear(graph.kpi("grid_energy"), 1024.92));
    QVERIFY(isNear(graph.kpi("carbon"), 57395.5));
    QVERIFY(isNear(graph.kpi("load_factor"), 0.9));
    QVERIFY(isNear(graph.kpi("pue_peak"), 1.3));
}

void TestFacilityFigures::transformersOfAGigawattSubstation() {
    // 1,000 MW at cos phi 0.95 are 1,052.6 MVA: 5.26 transformers of 200 MVA, so 6, and one to
    // spare: 7; six of them are loaded to 1,052.6 / 1,200 = 87.7 %. In three substations 350.9 MVA
    // each: 1.75, so 2 and one to spare, nine in all.
    auto figures = economics::facilityFigures();
    auto& graph = figures.graph;
    give(graph, {{"peak_power", 1000.0},
                 {"power_factor", 0.95},
                 {"substations", 1.0},
                 {"hv_transformer_rating", 200.0},
                 {"hv_transformers", 7.0},
                 {"hv_transformers_spare", 1.0}});
    QVERIFY(isNear(graph.kpi("peak_apparent"), 1052.63));
    QCOMPARE(graph.kpi("hv_transformers_needed").value, 7.0);
    QVERIFY(isNear(graph.kpi("hv_loading_one_out"), 87.72));
    give(graph, {{"substations", 3.0}});
    QCOMPARE(graph.kpi("hv_transformers_needed").value, 9.0);
    // 950 MW are 1,000 MVA to the last digit: five carry them.
    give(graph, {{"substations", 1.0}, {"peak_power", 950.0}});
    QCOMPARE(graph.kpi("hv_transformers_needed").value, 6.0);
}

void TestFacilityFigures::costOfAMegawatt() {
    // 50 MW of IT, 55 MW from the grid: equipment of 75 M EUR and works of 12 M EUR/MW are
    // 675 M EUR: 13.5 M EUR a MW of IT and 12.27 a MW of grid; with racks of 1,300 M EUR 39.5.
    auto figures = economics::facilityFigures();
    auto& graph = figures.graph;
    give(graph, {{"it_nameplate", 50.0},
                 {"peak_power", 55.0},
                 {"equipment_price", 75.0},
                 {"works_price_per_mw", 12.0},
                 {"it_price", 1300.0}});
    QVERIFY(isNear(graph.kpi("capex_infrastructure"), 675.0));
    QVERIFY(isNear(graph.kpi("capex_per_mw_it"), 13.5));
    QVERIFY(isNear(graph.kpi("capex_per_mw_grid"), 12.2727));
    QVERIFY(isNear(graph.kpi("cost_per_mw"), 39.5));
    QVERIFY(isNear(graph.kpi("equipment_per_mw"), 1.5));
}

void TestFacilityFigures::capitalRecovery_data() {
    QTest::addColumn<double>("rate");
    QTest::addColumn<double>("years");
    QTest::addColumn<double>("expected");
    QTest::newRow("8 %, 5 years") << 0.08 << 5.0 << 0.2504565; // tables of engineering economy
    QTest::newRow("5 %, 20 years") << 0.05 << 20.0 << 0.0802426;
    QTest::newRow("10 %, 1 year") << 0.10 << 1.0 << 1.1;
    QTest::newRow("no interest") << 0.0 << 8.0 << 0.125;
    QTest::newRow("next to no interest") << 1e-12 << 8.0 << 0.125;
}

void TestFacilityFigures::capitalRecovery() {
    QFETCH(double, rate);
    QFETCH(double, years);
    QFETCH(double, expected);
    QCOMPARE_LE(std::abs(economics::capitalRecoveryFactor(rate, years) / expected - 1.0), 1e-6);
}

void TestFacilityFigures::availabilityOfRedundantUnits() {
    // MTBF 100,000 h, MTTR 24 h: A = 0.99976. Two of three: 3 A^2 (1 - A) + A^3 = 1 - 1.7270e-7.
    QVERIFY(std::abs((1.0 - economics::atLeast(2, 3, 100000.0 / 100024.0)) / 1.72690e-7 - 1.0) <
            1e-3);
    QCOMPARE(economics::atLeast(0, 3, 0.5), 1.0);
    QCOMPARE(economics::atLeast(4, 3, 0.5), 0.0);
    QCOMPARE(economics::atLeast(1, 2, 0.9), 0.99);
    // With 3 % of failures in common: U = 1.727e-7 + 0.03 x 2.3994e-4 = 7.3709e-6.
    auto figures = economics::facilityFigures();
    auto& graph = figures.graph;
    give(graph, {{"units", 3.0},
                 {"units_needed", 2.0},
                 {"unit_mtbf", 100000.0},
                 {"unit_mttr", 24.0},
                 {"common_cause", 3.0}});
    QVERIFY(std::abs((1.0 - graph.kpi("availability").value) / 7.3709e-6 - 1.0) < 1e-3);
}

void TestFacilityFigures::timeToPowerIsTheLongestOfItsParts() {
    auto figures = economics::facilityFigures();
    auto& graph = figures.graph;
    give(graph, {{"grid_connection_months", 30.0},
                 {"hv_equipment_months", 48.0},
                 {"permits_months", 18.0},
                 {"shell_months", 14.0},
                 {"modules_months", 5.0}});
    QVERIFY(!graph.kpi("time_to_power").known); // commissioning might take longer than all
    give(graph, {{"commissioning_months", 52.0}});
    QCOMPARE(graph.kpi("time_to_power").value, 52.0);
}

void TestFacilityFigures::waterCarbonAndReuse() {
    // 100 GWh of IT, 110 from the grid, 180,000 m3 and 22 GWh of heat sold: WUE 1.8 L/kWh, ERF 0.2,
    // ERE 0.8 x 1.1 = 0.88; at the source 1.8 + 1.1 x 1.3 = 3.23 L/kWh; TUE 1.05 x 1.1 = 1.155.
    auto figures = economics::facilityFigures();
    auto& graph = figures.graph;
    give(graph, {{"it_energy", 100.0},
                 {"cooling_energy", 6.0},
                 {"loss_energy", 4.0},
                 {"water", 180e3},
                 {"heat_exported", 22.0},
                 {"grid_water", 1.3},
                 {"grid_carbon", 0.05},
                 {"itue", 1.05},
                 {"water_price", 3.0}});
    QVERIFY(isNear(graph.kpi("wue"), 1.8));
    QVERIFY(isNear(graph.kpi("wue_source"), 3.23));
    QVERIFY(isNear(graph.kpi("erf"), 0.2));
    QVERIFY(isNear(graph.kpi("ere"), 0.88));
    QVERIFY(isNear(graph.kpi("cue"), 0.055));
    QVERIFY(isNear(graph.kpi("tue"), 1.155));
    QVERIFY(isNear(graph.kpi("water_cost"), 0.54));
}

void TestFacilityFigures::revenueAndDelay() {
    // 10 MW making 1e7 tokens a second all year: 3.1536e14; at 0.20 EUR a million 63.07 M EUR,
    // 6.307 M EUR a MW; a month of delay 5.256 M EUR. A joule of 11 MW gives 0.909 tokens.
    auto figures = economics::facilityFigures();
    auto& graph = figures.graph;
    give(graph, {{"hours", 8760.0},
                 {"it_nameplate", 10.0},
                 {"it_energy", 87.6},
                 {"cooling_energy", 6.76},
                 {"loss_energy", 2.0},
                 {"token_rate", 1e7},
                 {"token_estimated", 0.0},
                 {"peak_power", 11.0},
                 {"peak_it_power", 10.0},
                 {"token_price", 0.20}});
    QVERIFY(isNear(graph.kpi("tokens"), 315.36));
    QVERIFY(isNear(graph.kpi("revenue"), 63.072));
    QVERIFY(isNear(graph.kpi("revenue_per_mw_year"), 6.3072));
    QVERIFY(isNear(graph.kpi("delay_cost_month"), 5.256));
    QVERIFY(isNear(graph.kpi("tokens_per_joule"), 1e7 / 11e6));
    QVERIFY(isNear(graph.kpi("tokens_per_s_per_mw"), 1e7 / 11.0));
}

void TestFacilityFigures::nothingIsKnownWithoutInputs() {
    auto figures = economics::facilityFigures();
    for (const auto& kpi : figures.graph.kpis()) {
        if (kpi.id == "on_site_share") // none unless it is stated
            continue;
        QVERIFY2(!kpi.known, kpi.id.c_str());
        QVERIFY2(!kpi.unknownBecause.empty(), kpi.id.c_str());
    }
}

void TestFacilityFigures::everyFigureNamesFormulaAndSource() {
    auto figures = economics::facilityFigures();
    std::size_t shown = 0;
    for (const auto& section : figures.sections)
        for (const auto& id : section.ids) {
            ++shown;
            const auto kpi = figures.graph.kpi(id);
            QVERIFY2(!kpi.name.empty() && !kpi.formula.empty(), id.c_str());
            if (figures.graph.isInput(id))
                continue;
            QVERIFY2(!kpi.source.empty() && !kpi.inputs.empty(), id.c_str());
            for (const auto& input : kpi.inputs)
                QVERIFY2(!input.id.empty() && figures.graph.has(input.id), id.c_str());
        }
    QCOMPARE(shown, figures.graph.kpis().size());
}

void TestFacilityFigures::oneEditLeavesTheRestAlone() {
    auto figures = economics::facilityFigures();
    auto& graph = figures.graph;
    QVERIFY(economics::provideAssumptions(graph, assumptions()).empty());
    const auto presets = io::findPresets({"ai_factory"}, "test");
    QVERIFY(economics::providePreset(graph, presets->front(), shippedCatalog(), 100.0).empty());
    graph.provide("energy_price", 0.078, "test");
    (void)graph.kpis();
    const auto before = graph.evaluations();
    const auto pue = graph.evaluationsOf("pue");
    const auto capital = graph.evaluationsOf("capital_cost");
    const auto perEuro = graph.evaluationsOf("tokens_per_eur");
    graph.provide("energy_price", 0.070, "test");
    (void)graph.kpis();
    // energy_cost; cost_per_it_mwh, energy_cost_per_million_tokens, opex; tco_year; tco_life,
    // tco_per_mw_year, hourly_cost; cost_per_accelerator_hour, cost_per_million_tokens;
    // tokens_per_eur.
    QCOMPARE(graph.evaluations() - before, 11u);
    QCOMPARE(graph.evaluationsOf("pue"), pue);
    QCOMPARE(graph.evaluationsOf("capital_cost"), capital);
    QCOMPARE(graph.evaluationsOf("tokens_per_eur"), perEuro + 1);
}

void TestFacilityFigures::presetsGiveWhatTheyState() {
    // A traditional data centre of 8 MW: 1,000 racks of 8 kW and 150,000 EUR; PUE 1.5; 60 % of
    // 8 MW all year are 42.048 GWh, 63.072 from the grid; towers take 42.048 x 1.1 GWh of heat at
    // 2 L/kWh: 92,506 m3, WUE 2.2; 8.6 M EUR/MW without IT.
    auto figures = economics::facilityFigures();
    auto& graph = figures.graph;
    QVERIFY(economics::provideAssumptions(graph, assumptions()).empty());
    const auto preset = io::findPresets({"traditional"}, "test");
    QVERIFY(preset.hasValue());
    QVERIFY(economics::providePreset(graph, preset->front(), shippedCatalog(), 8.0).empty());
    QCOMPARE(graph.kpi("racks").value, 1000.0);
    QVERIFY(isNear(graph.kpi("it_price"), 150.0));
    QVERIFY(isNear(graph.kpi("pue"), 1.5));
    QVERIFY(isNear(graph.kpi("grid_energy"), 63.072));
    QVERIFY(isNear(graph.kpi("water"), 92505.6));
    QVERIFY(isNear(graph.kpi("wue"), 2.2));
    QVERIFY(isNear(graph.kpi("capex_infrastructure"), 68.8));
    QCOMPARE(graph.kpi("tokens_per_s").known, false); // CPU racks have no benchmark
    QVERIFY(!graph.kpi("capex_works").known);
}

void TestFacilityFigures::theAiFactoryMakesATokenForLess() {
    double cost_eur[2] = {};
    double perJoule[2] = {};
    const auto presets = io::findPresets({"ai_factory", "traditional_gpu"}, "test");
    QVERIFY(presets.hasValue());
    for (std::size_t i = 0; i < 2; ++i) {
        auto figures = economics::facilityFigures();
        auto& graph = figures.graph;
        QVERIFY(economics::provideAssumptions(graph, assumptions()).empty());
        QVERIFY(
            economics::providePreset(graph, (*presets)[i], shippedCatalog(), 100.0, 0.8).empty());
        graph.provide("energy_price", 0.078, "test");
        cost_eur[i] = graph.kpi("cost_per_million_tokens").value;
        perJoule[i] = graph.kpi("tokens_per_joule").value;
        // Both are of one model, so that the two may be compared.
        QVERIFY(graph.kpi("token_rate").source.find("Llama 2 70B") != std::string::npos);
    }
    // Racks of 865,000 tokens a second on 120 kW at PUE 1.1 against 98,000 on 32.6 kW at 1.5.
    QCOMPARE_LE(std::abs(perJoule[0] / (865e3 / (120e3 * 1.1)) - 1.0), 1e-9);
    QCOMPARE_LE(std::abs(perJoule[1] / (98e3 / (32.6e3 * 1.5)) - 1.0), 1e-9);
    QVERIFY(cost_eur[0] < cost_eur[1]);
}

void TestFacilityFigures::presetsKeepTheirTypesAndFigures() {
    const auto presets = io::readPresets();
    QVERIFY2(presets.hasValue(), presets ? "" : presets.error().front().text().c_str());
    QVERIFY(presets->size() >= 3);
    for (const auto& preset : *presets) {
        auto figures = economics::facilityFigures();
        const auto found = economics::providePreset(figures.graph, preset, shippedCatalog(), 100.0);
        QVERIFY2(found.empty(), found.empty() ? "" : found.front().text().c_str());
        for (const auto& figure : preset.figures)
            QVERIFY2(!figure.source.empty(), figure.id.c_str());
    }
    auto strange = presets->front();
    strange.rackType = "no_such_rack";
    auto figures = economics::facilityFigures();
    QCOMPARE(economics::providePreset(figures.graph, strange, shippedCatalog(), 1.0).size(), 1u);
    strange = presets->front();
    strange.figures.push_back({"no_such_figure", 1.0, "test", catalog::Confidence::Estimate});
    QCOMPARE(economics::providePreset(figures.graph, strange, shippedCatalog(), 1.0).size(), 1u);
}

void TestFacilityFigures::wrongSetsAreFindings() {
    QVERIFY(!io::readFigureSetText("{", "a.json"));
    const auto wrong = io::readFigureSetText(
        R"({"schema_version": 1, "id": "a", "name": "A", "figures": [
            {"id": "life_it", "value": "5", "confidence": "typical", "source": "s"},
            {"id": "life_it", "value": 5, "confidence": "sure", "source": "s"}], "more": 1})",
        "a.json");
    QVERIFY(!wrong);
    QStringList places;
    for (const auto& finding : wrong.error())
        places << QString::fromStdString(finding.where);
    QCOMPARE(places, (QStringList{"a.json#/figures/0/value", "a.json#/figures/1/confidence",
                                  "a.json#/figures/1/id", "a.json#/more"}));
    auto strange = assumptions();
    strange.figures.push_back({"pue", 1.0, "test", catalog::Confidence::Estimate}); // no input
    auto figures = economics::facilityFigures();
    QCOMPARE(economics::provideAssumptions(figures.graph, strange).size(), 1u);
    QVERIFY(!io::findPresets({"no_such_preset"}, "--preset"));
}

QTEST_GUILESS_MAIN(TestFacilityFigures)
#include "tst_facility_figures.moc"
