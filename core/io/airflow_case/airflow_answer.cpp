#include "core/io/airflow_case/airflow_answer.h"

#include "core/base/physical_constants.h"
#include "core/solvers/airflow/air_indices.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <functional>

namespace hallwright::io {
namespace {

double celsius(double kelvin) {
    return kelvin - base::kZeroCelsius_K;
}

/// Largest value of samples at equal distances, on the parabola through the largest and its
/// neighbours.
double peakOf(int count, const std::function<double(int)>& value) {
    int top = 0;
    for (int n = 1; n < count; ++n)
        if (value(n) > value(top))
            top = n;
    const double middle = value(top);
    if (top == 0 || top + 1 == count)
        return middle;
    const double before = value(top - 1), after = value(top + 1);
    const double bend = before - 2.0 * middle + after;
    return bend < 0.0 ? middle - (after - before) * (after - before) / (8.0 * bend) : middle;
}

/// Units in open air: what they take in, and what share of it is their campus's own.
void addUnits(const airflow::AirflowProblem& problem, const airflow::AirflowSolution& solution,
              Json& answer) {
    const double ambient_K = problem.air.reference_K;
    answer["ambient_c"] = celsius(ambient_K);
    answer["carried_away_w"] = solution.openHeat_W;
    answer["units"] = Json::array();
    double flow = 0.0, rise_K = 0.0;
    for (std::size_t n = 0; n < solution.racks.size(); ++n) {
        const airflow::RackAir& unit = solution.racks[n];
        if (unit.isBlocked) {
            answer["units"].push_back({{"id", unit.id}, {"blocked", true}});
            continue;
        }
        const double discharge_K = unit.outletMean_K - ambient_K;
        const double intake_K = unit.inletMean_K - ambient_K;
        answer["units"].push_back(
            {{"id", unit.id},
             {"intake_c", celsius(unit.inletMean_K)},
             {"discharge_c", celsius(unit.outletMean_K)},
             {"recirculation_share",
              discharge_K > 0.0 ? std::clamp(intake_K / discharge_K, 0.0, 1.0) : 0.0},
             {"flow_m3_s", unit.flow_m3_per_s}});
        flow += unit.flow_m3_per_s;
        rise_K += unit.flow_m3_per_s * intake_K;
    }
    answer["mean_intake_rise_k"] = flow > 0.0 ? rise_K / flow : 0.0;
}

} // namespace

CavityNumbers cavityNumbers(const AirflowCase& airCase, const airflow::AirflowSolution& solution) {
    const airflow::AirflowProblem& p = airCase.problem;
    const airflow::AirField& field = *solution.field;
    CavityNumbers numbers;
    // Density, heat capacity, diffusivity, side and difference are 1: heat over area is Nu.
    numbers.nusseltHotWall = solution.wallHeat_W / (p.size_m.y * p.size_m.z);
    const double middle_m = 0.5 * p.size_m.z;
    numbers.uMaxMid = peakOf(field.cells[1], [&](int n) {
        return field.sample({0.5, (n + 0.5) / field.cells[1], middle_m}).velocity_m_per_s.x;
    });
    numbers.vMaxMid = peakOf(field.cells[0], [&](int n) {
        return field.sample({(n + 0.5) / field.cells[0], 0.5, middle_m}).velocity_m_per_s.y;
    });
    return numbers;
}

Json airflowAnswer(const AirflowCase& airCase, const airflow::AirflowSolution& solution) {
    Json answer;
    answer["converged"] = solution.status == airflow::AirflowStatus::Converged;
    answer["cells"] = solution.cells;
    answer["cell_m"] = std::cbrt(solution.cell_m.x * solution.cell_m.y * solution.cell_m.z);
    answer["solve_ms"] = solution.solve_ms;
    answer["device"] = solution.device;
    answer["energy_imbalance_fraction"] = solution.energyImbalance_fraction;
    answer["settled_fraction"] = solution.settledFraction;
    answer["steps"] = solution.steps;
    answer["flow_time_s"] = solution.flowTime_s;
    answer["heat_w"] = solution.heat_W;
    answer["removed_w"] = solution.removed_W;
    answer["divergence_residual"] = solution.divergenceResidual;
    answer["racks"] = Json::array();
    for (const airflow::RackAir& rack : solution.racks) {
        Json entry = {{"id", rack.id},
                      {"inlet_mean_c", celsius(rack.inletMean_K)},
                      {"inlet_max_c", celsius(rack.inletMax_K)},
                      {"server_inlet_mean_c", celsius(rack.serverInletMean_K)},
                      {"outlet_mean_c", celsius(rack.outletMean_K)},
                      {"flow_m3_s", rack.flow_m3_per_s},
                      {"door_removed_w", rack.doorRemoved_W}};
        if (rack.fromSupply)
            entry["capture_index_cold"] = *rack.fromSupply;
        if (rack.toReturn)
            entry["capture_index_hot"] = *rack.toReturn;
        answer["racks"].push_back(std::move(entry));
    }
    answer["air_units"] = Json::array();
    for (const airflow::AirUnitAir& unit : solution.airUnits) {
        Json entry = {{"id", unit.id},
                      {"return_c", celsius(unit.return_K)},
                      {"supply_c", celsius(unit.supply_K)},
                      {"flow_m3_s", unit.flow_m3_per_s},
                      {"removed_w", unit.removed_W}};
        if (unit.bypass)
            entry["bypass_fraction"] = *unit.bypass;
        answer["air_units"].push_back(std::move(entry));
    }
    answer["screens"] = Json::array();
    for (const airflow::ScreenAir& screen : solution.screens)
        answer["screens"].push_back({{"id", screen.id},
                                     {"flow_m3_s", screen.flow_m3_per_s},
                                     {"drop_pa", screen.drop_Pa},
                                     {"t_c", celsius(screen.temperature_K)}});
    if (airCase.kind == AirflowCaseKind::Outdoor)
        addUnits(airCase.problem, solution, answer);
    answer["mean_c"] = celsius(solution.mean_K);
    answer["max_c"] = celsius(solution.max_K);
    answer["min_c"] = celsius(solution.min_K);
    answer["probes"] = Json::array();
    for (const airflow::ProbeAir& probe : solution.probes)
        answer["probes"].push_back({{"id", probe.id},
                                    {"t_c", celsius(probe.air.temperature_K)},
                                    {"u_m_per_s", probe.air.velocity_m_per_s.x},
                                    {"v_m_per_s", probe.air.velocity_m_per_s.y},
                                    {"w_m_per_s", probe.air.velocity_m_per_s.z}});
    if (const auto spread = airflow::inletSpread(solution))
        answer["rack_inlets"] = {{"min_c", celsius(spread->least_K)},
                                 {"median_c", celsius(spread->median_K)},
                                 {"p90_c", celsius(spread->highTenth_K)},
                                 {"max_c", celsius(spread->most_K)},
                                 {"within_recommended", spread->withinRecommended},
                                 {"within_allowable_a1", spread->withinAllowable},
                                 {"first_bin_c", celsius(spread->firstBin_K)},
                                 {"bin_k", spread->bin_K},
                                 {"racks_in_bin", spread->racksIn}};
    const airflow::AirIndices indices = airflow::airIndices(solution);
    const auto add = [&](const char* name, const std::optional<double>& value) {
        if (value)
            answer["indices"][name] = *value;
    };
    add("rci_high_percent", indices.rciHigh_percent);
    add("rci_low_percent", indices.rciLow_percent);
    add("rti_percent", indices.rti_percent);
    add("shi", indices.shi);
    add("rhi", indices.rhi);
    if (airCase.kind == AirflowCaseKind::HeatedCavity) {
        const CavityNumbers numbers = cavityNumbers(airCase, solution);
        answer["nu_hot_wall"] = numbers.nusseltHotWall;
        answer["u_max_mid"] = numbers.uMaxMid;
        answer["v_max_mid"] = numbers.vMaxMid;
    }
    return answer;
}

} // namespace hallwright::io
