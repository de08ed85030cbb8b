#include "core/economics/cost_figures.h"

#include "core/economics/unit_factors.h"

#include <cmath>

namespace hallwright::economics {

namespace {

using In = std::span<const double>;

constexpr double kSecondsPerHour = 3600.0;
constexpr double kMonthsPerYear = 12.0;

void addInputs(KpiGraph& graph) {
    graph.addInput({"racks", "Racks", "", 0.0, 1e9, "racks placed"}, "no rack is placed");
    graph.addInput({"accelerators", "Accelerators", "", 0.0, 1e9, "accelerators of the racks"},
                   "no rack is placed");
    graph.addInput(
        {"it_price", "Price of the racks", "M EUR", 0.0, 1e9, "sum of the racks' catalogue prices"},
        "no rack is placed");
    graph.addInput({"equipment_price", "Price of the equipment", "M EUR", 0.0, 1e9,
                    "sum over the bill of quantities without racks of amount x catalogue price"},
                   "nothing is placed");
    graph.addInput({"works_price_per_mw", "Works a MW of IT", "M EUR/MW", 0.0, 1e3,
                    "building, land, installation and what the catalogue has no price for"},
                   "no budget for works is given");
    graph.addInput({"interest_rate", "Cost of capital", "%", 0.0, 100.0}, "none is given");
    graph.addInput({"life_it", "Life of the racks", "a", 0.1, 100.0}, "none is given");
    graph.addInput({"life_infrastructure", "Life of the infrastructure", "a", 0.1, 100.0},
                   "none is given");
    graph.addInput({"om_share", "O&M a year, of infrastructure", "%", 0.0, 100.0}, "none is given");
    graph.addInput({"water_price", "Price of water", "EUR/m\u00b3", 0.0, 1e3},
                   "no source states the site's price of water");
    graph.addInput({"token_price", "Price of a million tokens", "EUR", 0.0, 1e6},
                   "what customers pay is not a fact of the campus");
}

void addCapex(KpiGraph& graph) {
    graph.addFormula({"capex_works",
                      "Capex of works",
                      "M EUR",
                      "works a MW of IT x IT load placed",
                      {"works_price_per_mw", "it_nameplate"},
                      "assumption",
                      [](In in) { return in[0] * in[1]; }});
    graph.addFormula({"capex_infrastructure",
                      "Capex without IT",
                      "M EUR",
                      "equipment + works",
                      {"equipment_price", "capex_works"},
                      "catalogue and assumption",
                      [](In in) { return in[0] + in[1]; }});
    graph.addFormula({"capex",
                      "Capex",
                      "M EUR",
                      "racks + infrastructure",
                      {"it_price", "capex_infrastructure"},
                      "catalogue and assumption",
                      [](In in) { return in[0] + in[1]; }});
    graph.addFormula({"equipment_per_mw",
                      "Equipment a MW of IT",
                      "M EUR/MW",
                      "price of the equipment / IT load placed",
                      {"equipment_price", "it_nameplate"},
                      "catalogue",
                      [](In in) { return in[0] / in[1]; }});
    graph.addFormula({"capex_per_mw_it",
                      "Capex without IT a MW of IT",
                      "M EUR/MW",
                      "capex without IT / IT load placed",
                      {"capex_infrastructure", "it_nameplate"},
                      "a MW of IT",
                      [](In in) { return in[0] / in[1]; }});
    graph.addFormula({"capex_per_mw_grid",
                      "Capex without IT a MW of grid",
                      "M EUR/MW",
                      "capex without IT / peak power",
                      {"capex_infrastructure", "peak_power"},
                      "a MW drawn from the grid",
                      [](In in) { return in[0] / in[1]; }});
    graph.addFormula({"cost_per_mw",
                      "Capex a MW of IT",
                      "M EUR/MW",
                      "capex / IT load placed",
                      {"capex", "it_nameplate"},
                      "racks included, a MW of IT",
                      [](In in) { return in[0] / in[1]; }});
}

void addYearlyCost(KpiGraph& graph) {
    constexpr const char* kRecovery =
        "i (1 + i)^n / ((1 + i)^n - 1) with i the cost of capital and n the life";
    const auto crf = [](In in) { return capitalRecoveryFactor(in[0] / 100.0, in[1]); };
    graph.addFormula({"crf_it",
                      "Capital recovery, racks",
                      "1/a",
                      kRecovery,
                      {"interest_rate", "life_it"},
                      "annuity",
                      crf});
    graph.addFormula({"crf_infrastructure",
                      "Capital recovery, infrastructure",
                      "1/a",
                      kRecovery,
                      {"interest_rate", "life_infrastructure"},
                      "annuity",
                      crf});
    graph.addFormula({"capital_cost",
                      "Capital cost a year",
                      "M EUR/a",
                      "CRF of racks x racks + CRF of infrastructure x capex without IT",
                      {"crf_it", "it_price", "crf_infrastructure", "capex_infrastructure"},
                      "annuity",
                      [](In in) { return in[0] * in[1] + in[2] * in[3]; }});
    graph.addFormula({"om_cost",
                      "O&M a year",
                      "M EUR/a",
                      "O&M share x capex without IT",
                      {"om_share", "capex_infrastructure"},
                      "assumption",
                      [](In in) { return in[0] / 100.0 * in[1]; }});
    graph.addFormula({"water_cost",
                      "Water cost",
                      "M EUR",
                      "water x price of water",
                      {"water", "water_price"},
                      "not in the opex, where O&M has it",
                      [](In in) { return in[0] * in[1] / kEurosPerMillion; }});
    graph.addFormula({"opex",
                      "Opex a year",
                      "M EUR/a",
                      "energy cost + O&M",
                      {"energy_cost", "om_cost"},
                      "price of the site and assumption",
                      [](In in) { return in[0] + in[1]; }});
    graph.addFormula({"tco_year",
                      "TCO a year",
                      "M EUR/a",
                      "capital cost + opex",
                      {"capital_cost", "opex"},
                      "annuity and opex",
                      [](In in) { return in[0] + in[1]; }});
    graph.addFormula({"tco_life",
                      "TCO over the racks' life",
                      "M EUR",
                      "TCO a year x life of the racks",
                      {"tco_year", "life_it"},
                      "annuity and opex",
                      [](In in) { return in[0] * in[1]; }});
    graph.addFormula({"tco_per_mw_year",
                      "TCO a MW of IT and year",
                      "M EUR/MW/a",
                      "TCO a year / IT load placed",
                      {"tco_year", "it_nameplate"},
                      "annuity and opex",
                      [](In in) { return in[0] / in[1]; }});
}

void addUnitCost(KpiGraph& graph) {
    graph.addFormula({"hourly_cost",
                      "Cost of an hour",
                      "EUR/h",
                      "TCO a year / (hours x utilisation)",
                      {"tco_year", "hours", "utilisation"},
                      "hours in which it earns",
                      [](In in) { return in[0] * kEurosPerMillion / (in[1] * in[2]); }});
    graph.addFormula({"cost_per_accelerator_hour",
                      "Cost of an accelerator-hour",
                      "EUR/h",
                      "cost of an hour / accelerators",
                      {"hourly_cost", "accelerators"},
                      "hours in which it earns",
                      [](In in) { return in[0] / in[1]; }});
    graph.addFormula({"cost_per_million_tokens",
                      "Cost a million tokens",
                      "EUR",
                      "cost of an hour / (tokens a second at full load x 3600) x 1e6",
                      {"hourly_cost", "token_rate"},
                      "TCO a token at the benchmark's rate",
                      [](In in) { return in[0] / (in[1] * kSecondsPerHour) * 1e6; }});
    graph.addFormula({"tokens_per_eur",
                      "Tokens a euro",
                      "1/EUR",
                      "1e6 / cost a million tokens",
                      {"cost_per_million_tokens"},
                      "TCO a token at the benchmark's rate",
                      [](In in) { return 1e6 / in[0]; }});
    graph.addFormula({"revenue",
                      "Revenue a year",
                      "M EUR/a",
                      "tokens x price of a million tokens",
                      {"tokens", "token_price"},
                      "all tokens sold",
                      [](In in) { return in[0] * in[1]; }}); // 1e12 x EUR/1e6
    graph.addFormula({"revenue_per_mw_year",
                      "Revenue a MW of IT and year",
                      "M EUR/MW/a",
                      "revenue / IT load placed",
                      {"revenue", "it_nameplate"},
                      "all tokens sold",
                      [](In in) { return in[0] / in[1]; }});
    graph.addFormula({"delay_cost_month",
                      "Value of a month of delay",
                      "M EUR",
                      "IT load placed x revenue a MW and year / 12",
                      {"it_nameplate", "revenue_per_mw_year"},
                      "MW x revenue a MW-year",
                      [](In in) { return in[0] * in[1] / kMonthsPerYear; }});
}

} // namespace

double capitalRecoveryFactor(double rate, double years) {
    if (rate == 0.0)
        return 1.0 / years;
    // (1 + i)^n - 1 without the loss of digits that small rates would bring
    const double growth = std::expm1(years * std::log1p(rate));
    return rate * (growth + 1.0) / growth;
}

void addCostFigures(KpiGraph& graph) {
    addInputs(graph);
    addCapex(graph);
    addYearlyCost(graph);
    addUnitCost(graph);
}

} // namespace hallwright::economics
