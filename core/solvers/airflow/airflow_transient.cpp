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
    const double reference_K = problem.air.reference_K;
    const Lattice& lattice = grid.lattice();
    const DeviceAir& devices = grid.devices();
    AirMoment moment;
    moment.time_s = time_s;
    moment.mean_K = reference_K + meanTemperature_K(grid);
    for (std::size_t n = 0; n < problem.racks.size(); ++n)
        moment.racks.push_back(
            {problem.racks[n].id, reference_K + devices.rackInlet_K()[n],
             reference_K + devices.rackInletMax_K()[n], reference_K + devices.rackOutlet_K()[n],
             lattice.rackFronts[n].isBlocked() || lattice.rackRears[n].isBlocked()});
    for (std::size_t n = 0; n < problem.airUnits.size(); ++n) {
        const double flow = problem.airUnits[n].flow_m3_per_s;
        const double return_K = devices.unitReturn_K()[n], supply_K = devices.unitSupply_K()[n];
        const bool isBlocked =
            lattice.unitReturns[n].isBlocked() || lattice.unitSupplies[n].isBlocked();
        moment.airUnits.push_back(
            {problem.airUnits[n].id, reference_K + return_K, reference_K + supply_K,
             isBlocked ? 0.0 : problem.air.heatCapacity_J_per_m3K() * flow * (return_K - supply_K),
             isBlocked});
    }
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
