#include "core/economics/kpi_engine.h"

#include <utility>

namespace hallwright::economics {

namespace {

constexpr double kWattsPerMegawatt = 1e6;
constexpr double kJoulesPerKilowattHour = 3.6e6;
constexpr double kLitresPerCubicMetre = 1e3;

Kpi makeKpi(std::string id, std::string name, double value, std::string unit, std::string formula,
            std::vector<Kpi::Input> inputs, std::string source, bool known) {
    return {std::move(id),     std::move(name),   value, std::move(unit), std::move(formula),
            std::move(inputs), std::move(source), known};
}

Kpi::Input megawatts(std::string name, double power_W) {
    return {std::move(name), power_W / kWattsPerMegawatt, "MW"};
}

double ratio(double numerator, double denominator) {
    return denominator > 0.0 ? numerator / denominator : 0.0;
}

std::vector<Kpi> powerKpis(const KpiInputs& in) {
    const bool known = in.powerKnown;
    const bool whole = known && in.coolantKnown;
    const bool perIt = whole && in.it_W > 0.0;
    const double itEnergy_kWh_per_s = in.it_W / kJoulesPerKilowattHour;
    std::vector<Kpi> kpis;
    kpis.push_back(makeKpi("it_power", "IT power", in.it_W / kWattsPerMegawatt, "MW",
                           "sum of the racks' intake power",
                           {{"racks", static_cast<double>(in.racks), ""},
                            megawatts("IT load placed", in.installedIt_W)},
                           "boundary: rack intake, ISO/IEC 30134-2 category 3", known));
    kpis.push_back(makeKpi("grid_power", "Grid power", in.grid_W / kWattsPerMegawatt, "MW",
                           "IT + cooling + losses",
                           {megawatts("IT", in.it_W), megawatts("cooling", in.cooling_W),
                            megawatts("losses", in.loss_W)},
                           "power flow, at the grid connections", whole));
    kpis.push_back(makeKpi("pue", "PUE, solved hour", ratio(in.grid_W, in.it_W), "", "grid / IT",
                           {megawatts("grid", in.grid_W), megawatts("IT", in.it_W)},
                           "ISO/IEC 30134-2, over one hour", perIt));
    kpis.push_back(makeKpi(
        "wue", "WUE, solved hour",
        ratio(in.water_m3_per_s * kLitresPerCubicMetre, itEnergy_kWh_per_s), "L/kWh", "water / IT",
        {{"water", in.water_m3_per_s * 3600.0, "m\u00b3/h"}, megawatts("IT", in.it_W)},
        "ISO/IEC 30134-9, over one hour", perIt));
    kpis.push_back(makeKpi("losses", "Electrical losses", in.loss_W / kWattsPerMegawatt, "MW",
                           "cables + transformers + UPS + busways",
                           {megawatts("losses", in.loss_W), megawatts("grid", in.grid_W)},
                           "power flow, sum over all branches", known));
    kpis.push_back(makeKpi("cooling_power", "Cooling power", in.cooling_W / kWattsPerMegawatt, "MW",
                           "pumps + fans + compressors",
                           {megawatts("cooling", in.cooling_W), megawatts("IT", in.it_W)},
                           "plant models at the solved hour", in.coolantKnown));
    kpis.push_back(makeKpi(
        "cue", "CUE, solved hour", ratio(in.grid_W, in.it_W) * in.gridCarbon_kg_per_kWh, "kg/kWh",
        "PUE x carbon of the grid",
        {{"PUE", ratio(in.grid_W, in.it_W), ""},
         {"carbon of the grid", in.gridCarbon_kg_per_kWh, "kg/kWh"}},
        "ISO/IEC 30134-8, all energy from the grid", perIt && in.gridCarbon_kg_per_kWh > 0.0));
    kpis.push_back(makeKpi(
        "energy_cost", "Energy cost", in.grid_W / 1000.0 * in.energyPrice_eur_per_kWh, "EUR/h",
        "grid x price of energy",
        {megawatts("grid", in.grid_W), {"price of energy", in.energyPrice_eur_per_kWh, "EUR/kWh"}},
        "price of the site", whole && in.energyPrice_eur_per_kWh > 0.0));
    return kpis;
}

std::vector<Kpi> limitKpis(const KpiInputs& in) {
    std::vector<Kpi> kpis;
    kpis.push_back(makeKpi("worst_inlet", "Worst air inlet", in.worstInlet_C.value_or(0.0),
                           "\u00b0C", "highest mean inlet of a rack",
                           {{in.worstInletName, in.worstInlet_C.value_or(0.0), "\u00b0C"}},
                           "air solution of the halls that have answered",
                           in.worstInlet_C.has_value()));
    kpis.push_back(makeKpi("worst_branch", "Worst branch loading",
                           100.0 * in.worstBranchLoading.value_or(0.0), "%",
                           "highest current or power over rating",
                           {{in.worstBranchName, 100.0 * in.worstBranchLoading.value_or(0.0), "%"}},
                           "power flow: feeders, transformers, busways",
                           in.powerKnown && in.worstBranchLoading.has_value()));
    kpis.push_back(makeKpi("coolant_margin", "Coolant margin", in.coolantMargin_K.value_or(0.0),
                           "K", "least of highest allowed supply - supply",
                           {{in.coolantMarginName, in.coolantMargin_K.value_or(0.0), "K"}},
                           "coolant solution against the limit of each rack type",
                           in.coolantKnown && in.coolantMargin_K.has_value()));
    return kpis;
}

std::vector<Kpi> valueKpis(const KpiInputs& in) {
    const bool hasTokens = in.powerKnown && in.racksWithTokens > 0 && !in.tokensBenchmark.empty();
    const std::string tokensSource = hasTokens ? "catalogue, benchmark " + in.tokensBenchmark
                                               : "catalogue: no benchmark that all racks share";
    // Tokens of different models and precisions are different goods: no sum of them means anything.
    const bool mixes = in.racksWithTokens > 0 && in.tokensBenchmark.empty();
    const std::string tokensFormula =
        std::string("sum over powered racks of the type's rate x load share") +
        (mixes ? "; left out, because the rack types' rates come from different benchmarks" : "");
    std::vector<Kpi> kpis;
    kpis.push_back(makeKpi("racks", "Racks", in.racks, "", "racks placed",
                           {{"accelerators", static_cast<double>(in.accelerators), ""}},
                           "the campus", true));
    kpis.push_back(makeKpi("tokens_per_s", "Tokens a second", in.tokens_per_s, "1/s", tokensFormula,
                           {{"racks with a figure", static_cast<double>(in.racksWithTokens), ""},
                            {"racks", static_cast<double>(in.racks), ""}},
                           tokensSource, hasTokens));
    kpis.push_back(
        makeKpi("tokens_per_joule", "Tokens a joule", ratio(in.tokens_per_s, in.grid_W), "1/J",
                "tokens a second / grid",
                {{"tokens a second", in.tokens_per_s, "1/s"}, megawatts("grid", in.grid_W)},
                tokensSource, hasTokens && in.grid_W > 0.0));
    const CapexTally& capex = in.capex;
    kpis.push_back(makeKpi("capex_without_it", "Equipment price without IT",
                           ratio(capex.price_eur / 1e6, in.installedIt_W / kWattsPerMegawatt),
                           "M EUR/MW", "catalogue prices of all but racks / IT load placed",
                           {{"price", capex.price_eur / 1e6, "M EUR"},
                            megawatts("IT load placed", in.installedIt_W),
                            {"items with a price", static_cast<double>(capex.priced), ""},
                            {"of these estimates", static_cast<double>(capex.estimates), ""},
                            {"items without a price", static_cast<double>(capex.unpriced), ""}},
                           "catalogue, indicative, without tax, building, land and installation",
                           capex.priced > 0 && in.installedIt_W > 0.0));
    return kpis;
}

} // namespace

std::vector<Kpi> computeKpis(const KpiInputs& inputs) {
    std::vector<Kpi> kpis = powerKpis(inputs);
    for (auto& kpi : limitKpis(inputs))
        kpis.push_back(std::move(kpi));
    for (auto& kpi : valueKpis(inputs))
        kpis.push_back(std::move(kpi));
    return kpis;
}

} // namespace hallwright::economics
