#include "core/economics/supply_figures.h"

#include <algorithm>
#include <cmath>

namespace hallwright::economics {

namespace {

using In = std::span<const double>;

constexpr const char* kNoSubstation = "no substation with transformers is placed";
/// A load that equals a whole number of ratings needs that many; rounding must not add one.
constexpr double kRounding = 1e-9;

void addTransformers(KpiGraph& graph) {
    graph.addInput({"power_factor", "Power factor at the grid", "", 0.01, 1.0,
                    "active / apparent power at the grid connections"},
                   "the power flow has not been solved");
    graph.addInput({"substations", "Substations", "", 1.0, 1e3, "substations with transformers"},
                   kNoSubstation);
    graph.addInput({"hv_transformer_rating", "Rating of a substation transformer", "MVA", 1e-3, 1e4,
                    "mean over the substations' transformers"},
                   kNoSubstation);
    graph.addInput({"hv_transformers", "Substation transformers placed", "", 1.0, 1e4,
                    "transformers in substations"},
                   kNoSubstation);
    graph.addInput(
        {"hv_transformers_spare", "Transformers to spare in a substation", "", 0.0, 10.0},
        "none is given");
    graph.addInput({"grid_capacity", "Capacity of the grid connections", "MVA", 0.0, 1e6,
                    "sum of the agreed capacities"},
                   "no grid connection is placed");
    graph.addFormula({"peak_apparent",
                      "Apparent power at the peak",
                      "MVA",
                      "peak power / power factor",
                      {"peak_power", "power_factor"},
                      "peak of the hours",
                      [](In in) { return in[0] / in[1]; }});
    graph.addFormula(
        {"hv_transformers_needed",
         "Substation transformers needed",
         "",
         "substations x (apparent power / (substations x rating), rounded up, + spare)",
         {"substations", "peak_apparent", "hv_transformer_rating", "hv_transformers_spare"},
         "N-1 at 100 % of rating, IEC 60076-7",
         [](In in) { return in[0] * (std::ceil(in[1] / (in[0] * in[2]) - kRounding) + in[3]); }});
    graph.addFormula({"hv_loading",
                      "Loading of substation transformers",
                      "%",
                      "apparent power / (transformers x rating)",
                      {"peak_apparent", "hv_transformers", "hv_transformer_rating"},
                      "peak of the hours",
                      [](In in) { return 100.0 * in[0] / (in[1] * in[2]); }});
    graph.addFormula({"hv_loading_one_out",
                      "The same with one out in each substation",
                      "%",
                      "apparent power / ((transformers - substations) x rating)",
                      {"peak_apparent", "hv_transformers", "substations", "hv_transformer_rating"},
                      "N-1, IEC 60076-7",
                      [](In in) { return 100.0 * in[0] / ((in[1] - in[2]) * in[3]); }});
    graph.addFormula({"grid_use",
                      "Use of the grid connections",
                      "%",
                      "apparent power / capacity of the grid connections",
                      {"peak_apparent", "grid_capacity"},
                      "agreed capacity",
                      [](In in) { return 100.0 * in[0] / in[1]; }});
}

void addAvailability(KpiGraph& graph) {
    graph.addInput({"units", "Units in parallel", "", 1.0, 1000.0}, "no redundancy is given");
    graph.addInput({"units_needed", "Units needed", "", 1.0, 1000.0}, "no redundancy is given");
    graph.addInput({"unit_mtbf", "MTBF of a unit", "h", 1e-3, 1e12},
                   "the catalogue states no failure rates");
    graph.addInput({"unit_mttr", "MTTR of a unit", "h", 0.0, 1e12},
                   "the catalogue states no repair times");
    graph.addInput({"common_cause", "Common-cause share", "%", 0.0, 100.0}, "none is given");
    graph.addFormula({"unit_availability",
                      "Availability of a unit",
                      "",
                      "MTBF / (MTBF + MTTR)",
                      {"unit_mtbf", "unit_mttr"},
                      "steady state",
                      [](In in) { return in[0] / (in[0] + in[1]); }});
    graph.addFormula(
        {"availability",
         "Availability",
         "",
         "1 - (unavailability of k of n + common-cause share x unavailability of a unit)",
         {"units_needed", "units", "unit_availability", "common_cause"},
         "binomial sum, beta factor",
         [](In in) {
             const double kOfN = atLeast(static_cast<int>(in[0]), static_cast<int>(in[1]), in[2]);
             return std::max(0.0, kOfN - in[3] / 100.0 * (1.0 - in[2]));
         }});
}

void addSchedule(KpiGraph& graph) {
    constexpr double kMost_months = 600.0;
    const auto months = [&](const char* id, const char* name, const char* unknown) {
        graph.addInput({id, name, "months", 0.0, kMost_months}, unknown);
    };
    months("grid_connection_months", "Grid connection", "no date is agreed with the grid operator");
    graph.addInput({"hv_equipment_months", "High-voltage transformers and switchgear", "months",
                    0.0, kMost_months, "longest lead time of what is placed"},
                   "nothing of high voltage with a lead time is placed");
    months("permits_months", "Permits", "no source states how long permits take here");
    months("shell_months", "Shell", "no schedule is given");
    months("modules_months", "Modules", "no schedule is given");
    months("commissioning_months", "Commissioning", "no schedule is given");
    graph.addFormula({"time_to_power",
                      "Time to power",
                      "months",
                      "longest of grid connection, high-voltage equipment, permits, shell, modules "
                      "and commissioning, each counted from the decision",
                      {"grid_connection_months", "hv_equipment_months", "permits_months",
                       "shell_months", "modules_months", "commissioning_months"},
                      "critical chain",
                      [](In in) { return *std::max_element(in.begin(), in.end()); }});
}

} // namespace

double atLeast(int needed, int units, double availability) {
    double sum = 0.0;
    for (int working = std::max(0, needed); working <= units; ++working) {
        const double ways = std::exp(std::lgamma(units + 1.0) - std::lgamma(working + 1.0) -
                                     std::lgamma(units - working + 1.0));
        sum +=
            ways * std::pow(availability, working) * std::pow(1.0 - availability, units - working);
    }
    return std::min(1.0, sum);
}

void addSupplyFigures(KpiGraph& graph) {
    addTransformers(graph);
    addAvailability(graph);
    addSchedule(graph);
}

} // namespace hallwright::economics
