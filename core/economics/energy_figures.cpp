#include "core/economics/energy_figures.h"

#include "core/economics/unit_factors.h"

#include <utility>

namespace hallwright::economics {

namespace {

using In = std::span<const double>;

constexpr const char* kNotSolved = "no hours have been solved";
constexpr const char* kHourly = "hourly solves";

constexpr double kKilowattHoursPerGigawattHour = 1e6;
constexpr double kMegawattHoursPerGigawattHour = 1e3;

void addEnergyInputs(KpiGraph& graph) {
    graph.addInput({"hours", "Hours", "h", 0.0, 8784.0, "hours that the sums cover"}, kNotSolved);
    graph.addInput({"it_energy", "IT energy", "GWh", 0.0, 1e6, "sum of IT power over the hours"},
                   kNotSolved);
    graph.addInput({"cooling_energy", "Cooling energy", "GWh", 0.0, 1e6,
                    "sum of pumps, fans and compressors over the hours"},
                   kNotSolved);
    graph.addInput({"loss_energy", "Electrical losses", "GWh", 0.0, 1e6,
                    "sum of the losses from the grid to the racks over the hours"},
                   kNotSolved);
    graph.addInput({"on_site_share", "Share generated on the site", "", -1.0, 2.0,
                    "on-site generation less what batteries charge / energy of the site"},
                   kNotSolved);
    graph.provide("on_site_share", 0.0, "none is stated");
    graph.addInput({"heat_exported", "Heat exported", "GWh", 0.0, 1e6,
                    "sum of the heat that customers take over the hours"},
                   kNotSolved);
    graph.addInput({"water", "Water", "m\u00b3", 0.0, 1e12, "sum of make-up over the hours"},
                   kNotSolved);
    graph.addInput({"peak_power", "Peak power", "MW", 0.0, 1e6, "highest hour of grid power"},
                   kNotSolved);
    graph.addInput({"peak_it_power", "IT power at the peak", "MW", 0.0, 1e6,
                    "IT power in the hour of highest grid power"},
                   kNotSolved);
    graph.addInput({"compressor_free_hours", "Compressor-free hours", "h", 0.0, 8784.0,
                    "hours in which no compressor takes power"},
                   kNotSolved);
    graph.addInput(
        {"it_nameplate", "IT load placed", "MW", 0.0, 1e6, "sum of the racks' design loads"},
        "no rack is placed");
    graph.addInput({"itue", "ITUE", "", 1.0, 10.0},
                   "the catalogue does not say what the racks' fans and power supplies take");
    graph.addInput({"grid_carbon", "Carbon of the grid", "kg/kWh"},
                   "the site states no carbon of its grid");
    graph.addInput({"grid_water", "Water of the grid's electricity", "L/kWh"},
                   "the site states no water of its grid's electricity");
    graph.addInput({"renewable_share", "Renewable share of the grid", "", 0.0, 1.0},
                   "the site states no renewable share of its grid");
    graph.addInput({"energy_price", "Price of energy", "EUR/kWh", -10.0, 10.0},
                   "the site states no price of energy");
}

void addEfficiency(KpiGraph& graph, const std::string& period) {
    graph.addFormula({"grid_energy",
                      "Grid energy",
                      "GWh",
                      "IT + cooling + losses",
                      {"it_energy", "cooling_energy", "loss_energy"},
                      kHourly,
                      [](In in) { return in[0] + in[1] + in[2]; }});
    graph.addFormula({"pue",
                      "PUE" + period,
                      "",
                      "grid / IT",
                      {"grid_energy", "it_energy", "cooling_energy", "loss_energy"},
                      "ISO/IEC 30134-2 category 3: IT at the racks' intake, rack fans and power "
                      "shelves on the IT side",
                      [](In in) { return in[0] / in[1]; }});
    graph.addFormula({"pue_cooling",
                      "PUE, part of cooling",
                      "",
                      "cooling / IT",
                      {"cooling_energy", "it_energy"},
                      "build-up of the PUE: 1 + cooling + losses",
                      [](In in) { return in[0] / in[1]; }});
    graph.addFormula({"pue_losses",
                      "PUE, part of losses",
                      "",
                      "losses / IT",
                      {"loss_energy", "it_energy"},
                      "build-up of the PUE: 1 + cooling + losses",
                      [](In in) { return in[0] / in[1]; }});
    graph.addFormula({"pue_peak",
                      "PUE at the peak",
                      "",
                      "peak power / IT power at the peak",
                      {"peak_power", "peak_it_power"},
                      kHourly,
                      [](In in) { return in[0] / in[1]; }});
    graph.addFormula({"tue",
                      "TUE" + period,
                      "",
                      "ITUE x PUE",
                      {"itue", "pue"},
                      "Patterson et al., ISC 2013",
                      [](In in) { return in[0] * in[1]; }});
    graph.addFormula({"wue",
                      "WUE" + period,
                      "L/kWh",
                      "water / IT",
                      {"water", "it_energy"},
                      "ISO/IEC 30134-9",
                      [](In in) {
                          return in[0] * kLitresPerCubicMetre /
                                 (in[1] * kKilowattHoursPerGigawattHour);
                      }});
    graph.addFormula({"wue_source",
                      "WUE at the source",
                      "L/kWh",
                      "WUE + PUE x (1 - share generated on the site) x water of the grid's "
                      "electricity",
                      {"wue", "pue", "on_site_share", "grid_water"},
                      "The Green Grid WP35; grid mix of the site",
                      [](In in) { return in[0] + in[1] * (1.0 - in[2]) * in[3]; }});
    graph.addFormula({"cue",
                      "CUE" + period,
                      "kg/kWh",
                      "PUE x (1 - share generated on the site) x carbon of the grid",
                      {"pue", "on_site_share", "grid_carbon"},
                      "ISO/IEC 30134-8; what is generated on the site counts without carbon, fuel "
                      "burnt there is not in it",
                      [](In in) { return in[0] * (1.0 - in[1]) * in[2]; }});
    graph.addFormula({"erf",
                      "ERF" + period,
                      "",
                      "heat exported / grid",
                      {"heat_exported", "grid_energy"},
                      "ISO/IEC 30134-6",
                      [](In in) { return in[0] / in[1]; }});
    graph.addFormula({"ere",
                      "ERE" + period,
                      "",
                      "(1 - ERF) x PUE = (grid - heat exported) / IT",
                      {"erf", "pue"},
                      "The Green Grid WP29",
                      [](In in) { return (1.0 - in[0]) * in[1]; }});
    graph.addFormula({"ref",
                      "REF" + period,
                      "",
                      "renewable share of the grid's electricity, without contracts",
                      {"renewable_share"},
                      "ISO/IEC 30134-3; grid mix of the site",
                      [](In in) { return in[0]; }});
}

void addSums(KpiGraph& graph) {
    graph.addFormula({"carbon",
                      "Carbon",
                      "t",
                      "grid energy x (1 - share generated on the site) x carbon of the grid",
                      {"grid_energy", "on_site_share", "grid_carbon"},
                      "location-based, carbon of the site; without fuel burnt on the site",
                      [](In in) {
                          return in[0] * (1.0 - in[1]) * in[2] * kKilowattHoursPerGigawattHour /
                                 1e3;
                      }});
    graph.addFormula(
        {"energy_cost",
         "Energy cost",
         "M EUR",
         "grid energy x (1 - share generated on the site) x price of energy",
         {"grid_energy", "on_site_share", "energy_price"},
         "price of the site; without fuel burnt on the site",
         [](In in) { return in[0] * (1.0 - in[1]) * in[2]; }}); // GWh x EUR/kWh = M EUR
    graph.addFormula({"cost_per_it_mwh",
                      "Energy cost a MWh of IT",
                      "EUR/MWh",
                      "energy cost / IT energy",
                      {"energy_cost", "it_energy"},
                      "price of the site",
                      [](In in) { return in[0] * 1e6 / (in[1] * kMegawattHoursPerGigawattHour); }});
    graph.addFormula({"mean_power",
                      "Mean power",
                      "MW",
                      "grid energy / hours",
                      {"grid_energy", "hours"},
                      kHourly,
                      [](In in) { return in[0] * kMegawattHoursPerGigawattHour / in[1]; }});
    graph.addFormula({"load_factor",
                      "Load factor",
                      "",
                      "mean power / peak power",
                      {"mean_power", "peak_power"},
                      kHourly,
                      [](In in) { return in[0] / in[1]; }});
}

} // namespace

void addEnergyFigures(KpiGraph& graph, const std::string& period) {
    const std::string suffix = period.empty() ? period : ", " + period;
    addEnergyInputs(graph);
    addEfficiency(graph, suffix);
    addSums(graph);
}

void addTokenFigures(KpiGraph& graph) {
    graph.addInput({"token_rate", "Tokens a second at full load", "1/s", 0.0, 1e15,
                    "sum over the racks of the type's rate x load placed / nominal load"},
                   "no rack is placed");
    graph.addInput({"token_estimated", "Of it no measurement", "1/s", 0.0, 1e15,
                    "the part of racks whose figure is an estimate"},
                   "no rack is placed");
    graph.addFormula(
        {"utilisation",
         "Utilisation",
         "",
         "IT energy / (IT load placed x hours)",
         {"it_energy", "it_nameplate", "hours"},
         "load profile; tokens follow the load",
         [](In in) { return in[0] * kMegawattHoursPerGigawattHour / (in[1] * in[2]); }});
    graph.addFormula({"tokens_per_s",
                      "Tokens a second, mean",
                      "1/s",
                      "tokens a second at full load x utilisation",
                      {"token_rate", "utilisation", "token_estimated"},
                      "catalogue; load profile",
                      [](In in) { return in[0] * in[1]; }});
    graph.addFormula({"tokens",
                      "Tokens",
                      "1e12",
                      "mean tokens a second x hours",
                      {"tokens_per_s", "hours"},
                      "catalogue; load profile",
                      [](In in) { return in[0] * in[1] * 3600.0 / 1e12; }});
    graph.addFormula(
        {"tokens_per_kwh",
         "Tokens a kWh",
         "1/kWh",
         "tokens / grid energy",
         {"tokens", "grid_energy"},
         "tokens / E of the facility",
         [](In in) { return in[0] * 1e12 / (in[1] * kKilowattHoursPerGigawattHour); }});
    graph.addFormula({"tokens_per_joule",
                      "Tokens a joule",
                      "1/J",
                      "tokens a kWh / 3.6e6",
                      {"tokens_per_kwh"},
                      "tokens a second / P of the facility",
                      [](In in) { return in[0] / 3.6e6; }});
    graph.addFormula({"tokens_per_s_per_mw",
                      "Tokens a second a provisioned MW",
                      "1/s/MW",
                      "tokens a second at full load / (IT load placed x PUE at the peak)",
                      {"token_rate", "it_nameplate", "pue_peak"},
                      "cluster rate / provisioned power",
                      [](In in) { return in[0] / (in[1] * in[2]); }});
    graph.addFormula({"energy_cost_per_million_tokens",
                      "Energy cost a million tokens",
                      "EUR",
                      "energy cost / (tokens / 1,000,000)",
                      {"energy_cost", "tokens"},
                      "price of the site; catalogue",
                      [](In in) { return in[0] * 1e6 / (in[1] * 1e6); }});
}

} // namespace hallwright::economics
