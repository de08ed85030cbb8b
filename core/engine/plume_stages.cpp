#include "core/engine/plume_stages.h"

#include "core/engine/fluids.h"
#include "core/engine/plume_state.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace hallwright::engine {

namespace {

constexpr double kReport_ms = 400.0;
constexpr double kImbalance = 2e-3; ///< of the heat; plumes swing a little

/// A number that stands for a key, exact as a double.
double digest(const std::vector<double>& key) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const double value : key) {
        std::uint64_t word = 0;
        std::memcpy(&word, &value, sizeof word);
        hash = (hash ^ word) * 1099511628211ULL;
        hash ^= hash >> 29;
    }
    constexpr int kSpareBits = 12; // beyond a double's mantissa
    return static_cast<double>(hash >> kSpareBits);
}

} // namespace

void PlumeStages::beginSolve() {
    m_solutions.nextGeneration();
    m_device.beginSolve();
    m_field.reset();
    m_chain = 0.0;
}

std::shared_ptr<const airflow::AirflowSolution>
PlumeStages::solve(const PlumeAssembly& assembly,
                   const std::function<void(const airflow::AirflowSolution&)>& onProgress,
                   std::stop_token stop) {
    auto key = assembly.key();
    key.push_back(m_chain);
    m_chain = digest(key);
    auto solution = m_solutions.find(key);
    if (!solution) {
        airflow::AirflowOptions options;
        m_device.device().applyTo(options);
        options.onStage = onProgress;
        options.report_ms = kReport_ms;
        options.warmStart = m_field;
        options.startCoarse = m_field == nullptr;
        options.withCapture = false;
        options.energyTolerance = kImbalance;
        options.leastAirChanges = 0.6; // intakes are judged by the coupling's own residual
        solution = std::make_shared<const airflow::AirflowSolution>(
            airflow::solveAirflow(assembly.problem, options, stop));
        if (stop.stop_requested() || solution->status == airflow::AirflowStatus::Cancelled)
            return nullptr;
        m_solutions.put(std::move(key), solution);
    }
    if (solution->field)
        m_field = solution->field;
    return solution;
}

IntakeRises intakeRises(const PlumeAssembly& assembly, const airflow::AirflowSolution& air) {
    IntakeRises rises;
    for (std::size_t n = 0; n < air.racks.size() && n < assembly.sources.size(); ++n)
        if (assembly.sources[n].rejectsHeat && !air.racks[n].isBlocked)
            rises.set(assembly.sources[n].unit,
                      std::max(air.racks[n].inletMean_K - assembly.problem.air.reference_K, 0.0));
    return rises;
}

IntakeRises risesOf(const Solution& solution) {
    IntakeRises rises;
    for (const auto& [id, unit] : solution.units)
        if (unit.airIntake_C)
            rises.set(id, *unit.airIntake_C - solution.scenario.ambient_C);
    return rises;
}

bool hasSameWeather(const model::Scenario& a, const model::Scenario& b) {
    return a.ambient_C == b.ambient_C && a.wind_m_per_s == b.wind_m_per_s &&
           a.windFrom_deg == b.windFrom_deg;
}

void keepPlume(const Solution& before, Solution& solution) {
    for (auto& [id, unit] : solution.units) {
        const auto it = before.units.find(id);
        if (!unit.running || it == before.units.end())
            continue;
        unit.airIntake_C = it->second.airIntake_C;
        unit.recirculationShare = it->second.recirculationShare;
    }
    auto plume = std::make_shared<PlumeState>(*before.plume);
    plume->isKept = true;
    // What has been deleted has no name any more.
    if (!solution.units.contains(plume->worstUnit))
        plume->worstUnit = {};
    solution.plume = std::move(plume);
}

double meanChange_K(const PlumeAssembly& assembly, const IntakeRises& before,
                    const IntakeRises& after) {
    double sum = 0.0, flow = 0.0;
    for (const auto& source : assembly.sources) {
        if (!source.rejectsHeat)
            continue;
        flow += source.flow_m3_per_s;
        sum += source.flow_m3_per_s * std::abs(after.of(source.unit) - before.of(source.unit));
    }
    return flow > 0.0 ? sum / flow : 0.0;
}

void describePlume(const PlumeAssembly& assembly, const airflow::AirflowSolution& air,
                   Solution& solution) {
    auto plume = std::make_shared<PlumeState>();
    plume->wind_m_per_s = solution.scenario.wind_m_per_s;
    plume->windFrom_deg = solution.scenario.windFrom_deg;
    plume->heat_W = air.heat_W;
    plume->imbalanceFraction = air.energyImbalance_fraction;
    if (air.field) {
        auto field = std::make_shared<PlumeField>();
        field->air = air.field;
        field->origin_m = assembly.origin_m;
        field->ambient_C = solution.scenario.ambient_C;
        plume->field = std::move(field);
    }
    double flow = 0.0;
    const double ambient_K = assembly.problem.air.reference_K;
    for (std::size_t n = 0; n < air.racks.size() && n < assembly.sources.size(); ++n) {
        const auto& source = assembly.sources[n];
        const auto& deck = air.racks[n];
        if (!source.rejectsHeat || deck.isBlocked)
            continue;
        const double rise_K = std::max(deck.inletMean_K - ambient_K, 0.0);
        const double discharge_K = deck.outletMean_K - ambient_K;
        const double share = discharge_K > 0.0 ? std::clamp(rise_K / discharge_K, 0.0, 1.0) : 0.0;
        auto& unit = solution.units[source.unit];
        unit.airIntake_C = solution.scenario.ambient_C + rise_K;
        unit.recirculationShare = share;
        ++plume->units;
        flow += source.flow_m3_per_s;
        plume->meanRise_K += source.flow_m3_per_s * rise_K;
        plume->meanShare += source.flow_m3_per_s * share;
        if (!plume->worstUnit.isValid() || rise_K > plume->worstRise_K) {
            plume->worstUnit = source.unit;
            plume->worstRise_K = rise_K;
            plume->worstShare = share;
        }
    }
    if (flow > 0.0) {
        plume->meanRise_K /= flow;
        plume->meanShare /= flow;
    }
    if (!air.findings.empty())
        plume->message = air.findings.front().text();
    solution.plume = std::move(plume);
}

} // namespace hallwright::engine
