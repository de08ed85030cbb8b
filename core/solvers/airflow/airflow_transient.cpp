#include "core/solvers/airflow/airflow_transient.h"

#include "core/compute/executor.h"
#include "core/solvers/airflow/flow_grid.h"
#include "core/solvers/airflow/problem_check.h"
#include "core/solvers/airflow/running_mean.h"

#include <algorithm>
#include <utility>

namespace hallwright::airflow {
namespace {

double meanTemperature_K(const FlowGrid& grid) {
    const Lattice& lattice = grid.lattice();
    double sum_K = 0.0; // a single-precision sum of a million cells would be off by a kelvin
    for (std::size_t c = 0; c < lattice.isSolid.size(); ++c)
        if (!lattice.isSolid[c])
            sum_K += grid.temperature_K()[c];
    return sum_K * lattice.cellVolume_m3() / lattice.airVolume_m3;
}

} // namespace

AirSimulation::AirSimulation(const AirflowProblem& problem, const AirField* from,
                             std::stop_token stop, AirDevice device)
    : m_problem(problem), m_stop(std::move(stop)), m_device(std::move(device)) {
    const auto cells = latticeCells(m_problem);
    if (cells[0] * cells[1] * cells[2] < m_device.leastCells)
        m_device.executor.reset();
    if (m_device.executor)
        m_device.executor->useOnThisThread();
    start(nullptr, from);
}

AirSimulation::~AirSimulation() = default;

std::unique_ptr<FlowGrid> AirSimulation::newGrid(compute::Executor* executor) const {
    if (!checkProblem(m_problem).empty())
        return nullptr;
    Lattice lattice = buildLattice(m_problem, latticeCells(m_problem));
    if (!lattice.isFeasible || lattice.airVolume_m3 <= 0.0)
        return nullptr;
    return std::make_unique<FlowGrid>(m_problem, std::move(lattice), executor);
}

void AirSimulation::start(const FlowState* before, const AirField* from) {
    for (;;) {
        m_grid = newGrid(m_device.executor.get());
        if (!m_grid)
            return;
        if (before)
            m_grid->startFrom(*before, m_stop);
        else if (from)
            m_grid->startFrom(*from, m_stop);
        else
            m_grid->startFromRest(m_stop);
        if (m_device.executor)
            keepState();
        const std::string error = m_grid->gpuError();
        if (error.empty())
            return;
        m_deviceError = error;
        m_device.executor.reset();
    }
}

void AirSimulation::change(const AirflowProblem& problem) {
    if (!m_grid)
        return;
    if (m_device.executor)
        keepState();
    leaveBrokenDevice();
    const FlowState before = m_grid->state();
    m_problem = problem;
    start(&before, nullptr);
}

bool AirSimulation::isOnDevice() const {
    return m_grid && m_grid->gpu();
}

void AirSimulation::keepState() {
    auto now = std::make_unique<FlowState>(m_grid->state());
    if (!m_grid->gpuError().empty())
        return;
    m_kept = std::move(now);
    m_kept_s = m_time_s;
}

bool AirSimulation::leaveBrokenDevice() {
    const std::string error = m_grid->gpuError();
    if (error.empty())
        return false;
    m_deviceError = error;
    m_device.executor.reset();
    m_time_s = m_kept_s;
    m_grid = newGrid(nullptr);
    m_grid->startFrom(*m_kept, m_stop);
    return true;
}

AirflowStatus AirSimulation::step() {
    if (m_stop.stop_requested() || !m_grid->step(m_stop))
        return AirflowStatus::Cancelled;
    if (leaveBrokenDevice())
        return AirflowStatus::Converged;
    if (!m_grid->isSound())
        return AirflowStatus::Diverged;
    m_time_s += m_grid->stepLength_s();
    return AirflowStatus::Converged;
}

AirflowStatus AirSimulation::runUntil(double time_s) {
    if (!m_grid)
        return AirflowStatus::InvalidProblem;
    do {
        while (m_time_s < time_s)
            if (const AirflowStatus status = step(); status != AirflowStatus::Converged)
                return status;
        if (isOnDevice())
            keepState();
    } while (leaveBrokenDevice());
    if (m_stop.stop_requested())
        return AirflowStatus::Cancelled;
    return m_grid->isFinite() ? AirflowStatus::Converged : AirflowStatus::Diverged;
}

AirMoment AirSimulation::moment() const {
    AirMoment moment;
    moment.time_s = m_time_s;
    if (!m_grid)
        return moment;
    const DeviceAir& devices = m_grid->devices();
    moment.mean_K = m_problem.air.reference_K + meanTemperature_K(*m_grid);
    for (std::size_t n = 0; n < m_problem.racks.size(); ++n)
        moment.racks.push_back(devices.rackAir(n));
    for (std::size_t n = 0; n < m_problem.airUnits.size(); ++n)
        moment.airUnits.push_back(devices.unitAir(n));
    moment.field = [this] {
        return RunningMean(*m_grid).field(m_problem, m_grid->temperature_K());
    };
    return moment;
}

AirflowStatus simulateAirflow(const AirflowProblem& problem, const TransientOptions& options,
                              std::stop_token stop) {
    AirSimulation simulation(problem, options.from.get(), stop, options.device);
    double report_s = 0.0;
    for (;;) {
        const auto status = simulation.runUntil(std::min(report_s, options.duration_s));
        if (status != AirflowStatus::Converged)
            return status;
        if (options.onMoment && simulation.time_s() >= report_s)
            options.onMoment(simulation.moment());
        if (simulation.time_s() >= options.duration_s)
            return status;
        report_s += options.report_s;
    }
}

} // namespace hallwright::airflow
