#include "core/solvers/airflow/stage_run.h"

#include <algorithm>
#include <cmath>

namespace hallwright::airflow {
namespace {

constexpr int kStepsPerMean = 4;
constexpr int kMostRestarts = 4;
constexpr int kEarlyRestarts = 3; // while the air warms up from rest
constexpr double kPatience =
    2.5; // air changes until what is left of an imbalance counts as lasting
constexpr double kOpenBalance = 0.01;  // imbalance worth a correction
constexpr double kLeastRange_K = 0.01; // rounding of absolute temperatures is 2e-5
constexpr double kLeastRange_m_per_s = 1e-6;
constexpr double kLeastBalance_K = 0.1; // rise of the air that counts as heat
constexpr double kFirstReport_ms = 40.0;
constexpr int kStepsPerSteadyCheck = 400;
constexpr int kMostLaminarSteps = 400000;
constexpr double kCoarseTolerance = 4.0;  // times the finest grid's
constexpr double kCoarseAirChanges = 0.5; // share of the finest grid's limit
constexpr double kSettledDrift_K = 0.25;  // per half an air change

double milliseconds(StageRun::Clock::duration duration) {
    return std::chrono::duration<double, std::milli>(duration).count();
}

/// Largest |a - b| over the range of both and zero, or over `leastRange` if that is more.
double relativeChange(const std::vector<float>& a, const std::vector<float>& b, double leastRange) {
    float low = 0.0f, high = 0.0f, change = 0.0f;
    for (std::size_t c = 0; c < a.size(); ++c) {
        low = std::min({low, a[c], b[c]});
        high = std::max({high, a[c], b[c]});
        change = std::max(change, std::abs(a[c] - b[c]));
    }
    return change / std::max(double(high) - low, leastRange);
}

} // namespace

StageRun::StageRun(const AirflowProblem& problem, Lattice lattice, const AirflowOptions& options)
    : m_problem(problem), m_options(options), m_findings(lattice.findings),
      m_grid(problem, std::move(lattice)) {
    const Lattice& grid = m_grid.lattice();
    if (grid.throughFlow_m3_per_s > 0.0)
        m_airChange_s = grid.airVolume_m3 / grid.throughFlow_m3_per_s;
}

void StageRun::setPlace(int stage, int stageCount, int stepsBefore, Clock::time_point start) {
    m_stage = stage;
    m_stageCount = stageCount;
    m_steps = stepsBefore;
    m_start = start;
    m_lastReport = Clock::now();
}

AirflowSolution StageRun::run(const std::shared_ptr<const AirField>& from,
                              const std::stop_token& stop) {
    if (from)
        m_grid.startFrom(*from, stop);
    else
        m_grid.startFromRest(stop);
    const bool isMean = m_problem.turbulence != Turbulence::Laminar && m_airChange_s > 0.0;
    m_mean = std::make_unique<RunningMean>(m_grid);
    if (stop.stop_requested())
        m_status = AirflowStatus::Cancelled;
    else if (isMean)
        runToMean(stop);
    else
        runToSteady(stop);
    AirflowSolution solution = describe();
    solution.isFinal = isFinest() || m_status == AirflowStatus::Cancelled;
    solution.divergenceResidual = m_grid.divergenceResidual();
    if (m_options.onStage && m_status != AirflowStatus::Cancelled)
        m_options.onStage(solution);
    return solution;
}

bool StageRun::advance(const std::stop_token& stop) {
    const double step_s = m_grid.stepLength_s();
    if (!m_grid.step(stop)) {
        m_status = AirflowStatus::Cancelled;
        return false;
    }
    if (!m_grid.isSound()) {
        m_status = AirflowStatus::Diverged;
        return false;
    }
    ++m_steps;
    m_flowTime_s += step_s;
    return true;
}

double StageRun::energyImbalance() const {
    const double heat_W = m_grid.devices().rackHeat_W() + m_mean->warmWallHeat_W();
    const double least_W = kLeastBalance_K * m_problem.air.heatCapacity_J_per_m3K() *
                           m_grid.lattice().throughFlow_m3_per_s;
    const double scale_W =
        std::max({std::abs(heat_W), std::abs(m_mean->hotWallHeat_W()), least_W, 1e-9});
    return (heat_W - m_mean->removed_W()) / scale_W;
}

void StageRun::updateSettled() {
    if (m_driftInlet_K.empty())
        m_driftInlet_K = m_mean->rackInlet_K();
    if (m_mean->elapsed_s() - m_driftFrom_s >= 0.5 * m_airChange_s) {
        m_drift_K = 0.0;
        for (std::size_t n = 0; n < m_driftInlet_K.size(); ++n)
            m_drift_K += std::abs(m_mean->rackInlet_K()[n] - m_driftInlet_K[n]) /
                         static_cast<double>(m_driftInlet_K.size());
        m_driftInlet_K = m_mean->rackInlet_K();
        m_driftFrom_s = m_mean->elapsed_s();
    }
    const double heat_W = m_grid.devices().rackHeat_W();
    const double rise_K =
        heat_W / (m_problem.air.heatCapacity_J_per_m3K() * m_grid.lattice().throughFlow_m3_per_s);
    const double drift = rise_K > 0.0 ? m_drift_K / rise_K : 0.0;
    // Within the first air change nothing is known about drift: the picture is young.
    const double age = std::min(1.0, m_mean->elapsed_s() / m_airChange_s);
    m_settled = age * std::clamp(1.0 - std::max(std::abs(energyImbalance()), drift), 0.0, 1.0);
}

void StageRun::restartMean() {
    m_mean->restart(m_grid);
    m_driftInlet_K.clear();
    m_driftFrom_s = 0.0;
}

void StageRun::closeHeatBalance() {
    // The heat that units take out grows in proportion to the excess of the air over the supply,
    // and the flow changes little with it. Scaling the excess is thus where minutes of warming
    // would lead; what the scaling gets wrong, the steps that follow put right.
    double base_K = HUGE_VAL;
    for (std::size_t n = 0; n < m_problem.airUnits.size(); ++n) {
        if (m_problem.airUnits[n].capacity_W)
            return; // beyond its capacity a unit takes out the same whatever the excess
        base_K = std::min(base_K, m_problem.airUnits[n].supply_K - m_problem.air.reference_K);
    }
    const double heat_W = m_grid.devices().rackHeat_W();
    if (!std::isfinite(base_K) || !m_problem.openings.empty() ||
        !m_problem.wallTemperatures.empty() || heat_W <= 0.0 || m_mean->removed_W() <= 0.0)
        return;
    constexpr double kLargestFactor = 1.4;
    m_grid.scaleExcess(
        base_K, std::clamp(heat_W / m_mean->removed_W(), 1.0 / kLargestFactor, kLargestFactor));
}

void StageRun::runToMean(const std::stop_token& stop) {
    const double limit_s =
        m_options.maxAirChanges * m_airChange_s * (isFinest() ? 1.0 : kCoarseAirChanges);
    const double least_s =
        (isFinest() ? m_leastShare : 0.5) * m_options.leastAirChanges * m_airChange_s;
    const double tolerance = m_options.energyTolerance * (isFinest() ? 1.0 : kCoarseTolerance);
    const double drift_K = kSettledDrift_K * (isFinest() ? 1.0 : 4.0);
    // What the start left behind takes most of an air change to fade: the mean starts after it,
    // with the heat balance closed as far as the means so far can tell.
    const bool isQuick = !isFinest() || m_stage == 0;
    double nextRestart_s = 0.5 * least_s;
    int restarts = 0;
    double sinceMean_s = 0.0;
    int inMean = 0;
    while (m_flowTime_s < limit_s) {
        const double before_s = m_flowTime_s;
        if (!advance(stop))
            return;
        sinceMean_s += m_flowTime_s - before_s;
        if (++inMean < kStepsPerMean)
            continue;
        if (m_flowTime_s >= nextRestart_s && restarts < kMostRestarts) {
            // A fine grid starts near its answer: a correction would stir it up more than it helps.
            const bool isEarly = isQuick && restarts < kEarlyRestarts;
            nextRestart_s += isEarly ? 0.5 * least_s : kPatience * m_airChange_s;
            const bool isOpen = std::abs(energyImbalance()) > (isQuick ? kOpenBalance : tolerance);
            if (isOpen && isQuick)
                closeHeatBalance();
            if (restarts == 0 || (isOpen && isQuick))
                restartMean();
            ++restarts;
        }
        m_mean->add(m_grid, sinceMean_s);
        sinceMean_s = 0.0;
        inMean = 0;
        updateSettled();
        reportIfDue();
        if (m_flowTime_s >= least_s && m_mean->elapsed_s() >= 0.5 * least_s &&
            std::abs(energyImbalance()) <= tolerance && m_drift_K <= drift_K) {
            m_status = AirflowStatus::Converged;
            return;
        }
    }
    if (std::abs(energyImbalance()) <= 2.0 * tolerance)
        m_status = AirflowStatus::Converged;
}

void StageRun::runToSteady(const std::stop_token& stop) {
    const double tolerance = m_options.steadyTolerance * (isFinest() ? 1.0 : kCoarseTolerance);
    std::vector<float> temperature_K = m_grid.temperature_K();
    auto velocity = m_grid.velocity_m_per_s();
    for (int step = 1; step <= kMostLaminarSteps; ++step) {
        if (!advance(stop))
            return;
        if (step % kStepsPerSteadyCheck == 0) {
            m_steadyResidual = relativeChange(m_grid.temperature_K(), temperature_K, kLeastRange_K);
            for (std::size_t d = 0; d < 3; ++d)
                m_steadyResidual =
                    std::max(m_steadyResidual, relativeChange(m_grid.velocity_m_per_s()[d],
                                                              velocity[d], kLeastRange_m_per_s));
            m_steadyResidual /= kStepsPerSteadyCheck;
            m_settled = std::clamp(1.0 - 1e3 * m_steadyResidual, 0.0, 1.0);
            if (m_steadyResidual <= tolerance) {
                m_status = AirflowStatus::Converged;
                break;
            }
            temperature_K = m_grid.temperature_K();
            velocity = m_grid.velocity_m_per_s();
        }
        if (m_options.onStage && step % 16 == 0) {
            m_mean->restart(m_grid);
            reportIfDue();
        }
    }
    m_mean->restart(m_grid);
}

void StageRun::reportIfDue() {
    if (!m_options.onStage)
        return;
    const auto now = Clock::now();
    const bool isFirst = m_stage == 0 && !m_hasReported;
    if (milliseconds(now - m_lastReport) < (isFirst ? kFirstReport_ms : m_options.report_ms))
        return;
    m_hasReported = true;
    m_options.onStage(describe());
    m_lastReport = Clock::now();
}

AirflowSolution StageRun::describe() const {
    const double reference_K = m_problem.air.reference_K;
    const Lattice& lattice = m_grid.lattice();
    AirflowSolution solution;
    solution.status = m_status;
    solution.findings = m_findings;
    solution.stage = m_stage;
    solution.stageCount = m_stageCount;
    solution.steps = m_steps;
    solution.flowTime_s = m_flowTime_s;
    solution.airChange_s = m_airChange_s;
    solution.settledFraction = m_settled;
    solution.cells = lattice.shape.cellCount();
    solution.cell_m = lattice.cell_m;
    solution.solve_ms = milliseconds(Clock::now() - m_start);
    solution.heat_W = m_grid.devices().rackHeat_W() + m_mean->warmWallHeat_W();
    solution.removed_W = m_mean->removed_W();
    solution.energyImbalance_fraction = energyImbalance();
    solution.steadyResidual = m_steadyResidual;
    solution.wallHeat_W = m_mean->hotWallHeat_W();
    for (std::size_t n = 0; n < m_problem.racks.size(); ++n)
        solution.racks.push_back(
            {m_problem.racks[n].id, reference_K + m_mean->rackInlet_K()[n],
             reference_K + m_mean->rackInletMax_K()[n], reference_K + m_mean->rackOutlet_K()[n],
             lattice.rackFronts[n].isBlocked() || lattice.rackRears[n].isBlocked()});
    for (std::size_t n = 0; n < m_problem.airUnits.size(); ++n) {
        const AirUnit& unit = m_problem.airUnits[n];
        AirUnitAir air;
        air.id = unit.id;
        air.isBlocked = lattice.unitReturns[n].isBlocked() || lattice.unitSupplies[n].isBlocked();
        air.return_K = reference_K + m_mean->unitReturn_K()[n];
        air.supply_K = reference_K + m_mean->unitSupply_K()[n];
        air.removed_W = air.isBlocked ? 0.0
                                      : m_problem.air.heatCapacity_J_per_m3K() *
                                            unit.flow_m3_per_s * (air.return_K - air.supply_K);
        solution.airUnits.push_back(air);
    }
    solution.field = m_mean->field(m_problem);
    double sum_K = 0.0;
    std::size_t count = 0;
    solution.min_K = HUGE_VAL;
    for (std::size_t c = 0; c < solution.field->cellCount(); ++c) {
        if (solution.field->isSolid[c])
            continue;
        const double value_K = solution.field->temperature_K[c];
        sum_K += value_K;
        ++count;
        solution.max_K = std::max(solution.max_K, value_K);
        solution.min_K = std::min(solution.min_K, value_K);
    }
    solution.mean_K = count > 0 ? sum_K / static_cast<double>(count) : 0.0;
    for (const Probe& probe : m_problem.probes)
        solution.probes.push_back({probe.id, solution.field->sample(probe.at_m)});
    return solution;
}

} // namespace hallwright::airflow
