#include "core/economics/year_kpis.h"

#include "core/economics/energy_figures.h"
#include "core/economics/unit_factors.h"

namespace hallwright::economics {

namespace {

constexpr double kJoulesPerGigawattHour = 3.6e12;
constexpr double kWattsPerMegawatt = 1e6;

constexpr const char* kShown[] = {"pue",
                                  "wue",
                                  "wue_source",
                                  "cue",
                                  "ere",
                                  "erf",
                                  "ref",
                                  "grid_energy",
                                  "it_energy",
                                  "water",
                                  "carbon",
                                  "energy_cost",
                                  "cost_per_it_mwh",
                                  "peak_power",
                                  "load_factor",
                                  "compressor_free_hours",
                                  "tokens_per_kwh",
                                  "energy_cost_per_million_tokens"};

void provideTokens(KpiGraph& graph, const TokenRates& tokens) {
    if (const auto* model = tokens.single()) {
        graph.provide("token_rate", model->rate_per_s, tokens.source());
        graph.provide("token_estimated", model->estimated_per_s, tokens.source());
        return;
    }
    graph.withdraw("token_rate", tokens.unknownBecause());
    graph.withdraw("token_estimated", tokens.unknownBecause());
}

} // namespace

void provideSite(KpiGraph& graph, const YearKpiInputs& in) {
    constexpr const char* kSite = "the campus's site";
    if (in.gridCarbon_kg_per_kWh > 0.0)
        graph.provide("grid_carbon", in.gridCarbon_kg_per_kWh, kSite);
    if (in.energyPrice_eur_per_kWh > 0.0)
        graph.provide("energy_price", in.energyPrice_eur_per_kWh, kSite);
    constexpr const char* kFacts = "grid mix of the site's facts";
    if (in.gridWater_m3_per_kWh)
        graph.provide("grid_water", *in.gridWater_m3_per_kWh * kLitresPerCubicMetre, kFacts);
    if (in.renewableShare)
        graph.provide("renewable_share", *in.renewableShare, kFacts);
}

void provideYear(KpiGraph& graph, const YearKpiInputs& in) {
    const auto energy = [&](const char* id, double energy_J) {
        graph.provide(id, energy_J / kJoulesPerGigawattHour, in.source);
    };
    graph.provide("hours", in.hours, in.source);
    energy("it_energy", in.it_J);
    energy("cooling_energy", in.cooling_J);
    energy("loss_energy", in.grid_J - in.it_J - in.cooling_J); // so that the parts are all of it
    if (in.grid_J > 0.0)
        graph.provide("on_site_share", in.onSite_J / in.grid_J, in.source);
    energy("heat_exported", in.exportedHeat_J);
    graph.provide("water", in.water_m3, "plant models, " + in.source);
    graph.provide("peak_power", in.peak_W / kWattsPerMegawatt, in.source);
    graph.provide("peak_it_power", in.peakIt_W / kWattsPerMegawatt, in.source);
    if (in.compressorFreeHours)
        graph.provide("compressor_free_hours", *in.compressorFreeHours, "plant models");
    graph.provide("it_nameplate", in.installedIt_W / kWattsPerMegawatt, "the campus");
    provideSite(graph, in);
    provideTokens(graph, in.tokens);
}

std::vector<Kpi> computeYearKpis(const YearKpiInputs& inputs) {
    KpiGraph graph;
    addEnergyFigures(graph, "year");
    addTokenFigures(graph);
    provideYear(graph, inputs);
    std::vector<Kpi> kpis;
    for (const char* id : kShown)
        kpis.push_back(graph.kpi(id));
    return kpis;
}

} // namespace hallwright::economics
