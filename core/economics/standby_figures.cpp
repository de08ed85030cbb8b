#include "core/economics/standby_figures.h"

#include "core/economics/unit_factors.h"

#include <algorithm>

namespace hallwright::economics {

namespace {

using In = std::span<const double>;

constexpr const char* kNoBatteries = "no UPS with batteries carries load";
constexpr const char* kNoSets = "no generator with a fuel curve stands by";

void addBatteries(KpiGraph& graph) {
    graph.addInput({"ups_autonomy_rated", "Batteries' autonomy at rated power", "min", 0.0, 1e5,
                    "of the UPS loaded most"},
                   kNoBatteries);
    graph.addInput({"ups_loading", "Loading of the UPS loaded most", "%", 1e-6, 1e4, "power flow"},
                   kNoBatteries);
    graph.addInput({"ups_loading_one_out", "The same with a unit beside it out", "%", 1e-6, 1e4,
                    "loading x units in parallel / (units - 1)"},
                   "no second UPS stands beside it");
    constexpr const char* kConstant =
        "constant energy, as of lithium-ion; lead-acid lasts longer at part load";
    const auto minutes = [](In in) { return in[0] * 100.0 / in[1]; };
    graph.addFormula({"ups_autonomy",
                      "Battery autonomy",
                      "min",
                      "autonomy at rated power / loading",
                      {"ups_autonomy_rated", "ups_loading"},
                      kConstant,
                      minutes});
    graph.addFormula({"ups_autonomy_one_out",
                      "Battery autonomy with a UPS unit out",
                      "min",
                      "autonomy at rated power / loading with a unit out",
                      {"ups_autonomy_rated", "ups_loading_one_out"},
                      kConstant,
                      minutes});
}

void addGenerators(KpiGraph& graph) {
    graph.addInput({"standby_sets", "Generators that stand by", "", 1.0, 1e4, "the campus"},
                   kNoSets);
    graph.addInput({"standby_rating", "Rating of the generators", "MW", 1e-9, 1e6, "catalogue"},
                   kNoSets);
    graph.addInput({"standby_load", "Load without the grid", "MW", 0.0, 1e6}, kNoSets);
    graph.addInput(
        {"standby_start", "Generators' start to load", "s", 0.0, 1e5, "catalogue, the slowest"},
        kNoSets);
    const auto fuel = [&](const char* id, const char* name) {
        graph.addInput({id, name, "L/h", 0.0, 1e9, "catalogue, all sets together"}, kNoSets);
    };
    fuel("fuel_at_half", "Fuel at 50 % load");
    fuel("fuel_at_three_quarters", "Fuel at 75 % load");
    fuel("fuel_at_full", "Fuel at 100 % load");
    graph.addInput({"fuel_hours", "Hours that the fuel is to last", "h", 0.0, 1e5},
                   "none is given");
    graph.addInput({"fuel_tank", "Usable fuel on the site", "m\u00b3", 0.0, 1e6},
                   "the campus states no fuel tanks");
    graph.addFormula({"standby_loading",
                      "Loading of the generators",
                      "%",
                      "load / rating",
                      {"standby_load", "standby_rating"},
                      "equal share of their rating",
                      [](In in) { return 100.0 * in[0] / in[1]; }});
    graph.addFormula({"standby_loading_one_out",
                      "The same with one of them out",
                      "%",
                      "load / (rating x (generators - 1) / generators)",
                      {"standby_load", "standby_rating", "standby_sets"},
                      "N-1, sets of one size",
                      [](In in) { return 100.0 * in[0] * in[2] / (in[1] * (in[2] - 1.0)); }});
    graph.addFormula({"fuel_rate",
                      "Fuel of the generators",
                      "L/h",
                      "straight between the fuel at 50, 75 and 100 % load, and on below 50 %",
                      {"standby_loading", "fuel_at_half", "fuel_at_three_quarters", "fuel_at_full"},
                      "Willans line of the sets' fuel curve",
                      [](In in) {
                          const double quarters = (in[0] - 50.0) / 25.0;
                          return std::max(0.0, quarters <= 1.0
                                                   ? in[1] + quarters * (in[2] - in[1])
                                                   : in[2] + (quarters - 1.0) * (in[3] - in[2]));
                      }});
    graph.addFormula({"fuel_volume",
                      "Fuel for the hours wanted",
                      "m\u00b3",
                      "fuel an hour x hours",
                      {"fuel_rate", "fuel_hours"},
                      "usable volume; tanks add what their suction leaves",
                      [](In in) { return in[0] * in[1] / kLitresPerCubicMetre; }});
    graph.addFormula({"fuel_autonomy",
                      "Generators' autonomy",
                      "h",
                      "usable fuel / fuel an hour",
                      {"fuel_tank", "fuel_rate"},
                      "without deliveries",
                      [](In in) { return in[0] * kLitresPerCubicMetre / in[1]; }});
}

} // namespace

void addStandbyFigures(KpiGraph& graph) {
    addBatteries(graph);
    addGenerators(graph);
}

} // namespace hallwright::economics
