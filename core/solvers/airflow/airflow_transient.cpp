#include "core/solvers/airflow/airflow_transient.h"

#include "core/solvers/airflow/flow_grid.h"
#include "core/solvers/airflow/problem_check.h"
#include "core/solvers/airflow/running_mean.h"

namespace hallwright::airflow {
namespace {

double meanTemperature_K(const FlowGrid& grid) {
    const Lattice& lattice = grid.lattice();
    double sum_K = 0.0;
    for (std::size_t c = 0; c < lattice.isSolid.size(); ++c)
        if (!lattice.isSolid[c])
            sum_K += grid.temperature_K()[c];
    return sum_K * lattice.cellVolume_m3() / lattice.airVolume_m3;
}

AirMoment momentOf(const AirflowProblem& problem, const FlowGrid& grid, double time_s) {
    const DeviceAir& devices = grid.devices();
    AirMoment moment;
    moment.time_s = time_s;
    moment.mean_K = problem.air.reference_K + meanTemperature_K(grid);
    for (std::size_t n = 0; n < problem.racks.size(); ++n)
        moment.racks.push_back(devices.rackAir(n));
    for (std::size_t n = 0; n < problem.airUnits.size(); ++n)
        moment.airUnits.push_back(devices.unitAir(n));
    moment.field = [&problem, &grid] {
        return RunningMean(grid).field(problem, grid.temperature_K());
    };
    return moment;
}

} // namespace

AirflowStatus simulateAirflow(const AirflowProblem& problem, const TransientOptions& options,
                              std::stop_token stop) {
    if (!checkProblem(problem).empty())
        return AirflowStatus::InvalidProblem;
    Lattice lattice = buildLattice(problem, latticeCells(problem));
    if (!lattice.isFeasible || lattice.airVolume_m3 <= 0.0)
        return AirflowStatus::InvalidProblem;
    FlowGrid grid(problem, std::move(lattice));
    if (options.from)
        grid.startFrom(*options.from, stop);
    else
        grid.startFromRest(stop);
    double time_s = 0.0, report_s = 0.0;
    while (!stop.stop_requested()) {
        if (time_s >= report_s) {
            if (options.onMoment)
                options.onMoment(momentOf(problem, grid, time_s));
            report_s += options.report_s;
        }
        if (time_s >= options.duration_s)
            return AirflowStatus::Converged;
        if (!grid.step(stop))
            break;
        if (!grid.isSound())
            return AirflowStatus::Diverged;
        time_s += grid.stepLength_s();
    }
    return AirflowStatus::Cancelled;
}

} // namespace hallwright::airflow
