#include "core/engine/air_stages.h"

#include "core/engine/fluids.h"

#include <cmath>

namespace hallwright::engine {

void AirStages::beginSolve() {
    m_solutions.nextGeneration();
    m_device.beginSolve();
}

std::shared_ptr<const airflow::AirflowSolution>
AirStages::solve(const Wanted& wanted, double cell_m,
                 const std::function<void(const airflow::AirflowSolution&)>& onProgress,
                 std::stop_token stop) {
    auto problem = wanted.assembly->problem;
    problem.cell_m = cell_m;
    auto key = airKey(problem);
    if (auto known = m_solutions.find(key)) {
        m_lastField[wanted.hall] = known->field;
        return known;
    }
    airflow::AirflowOptions options;
    m_device.device().applyTo(options);
    options.onStage = onProgress;
    options.warmStart = m_lastField[wanted.hall];
    // Racks are judged one by one here: in halls with slow swings a mean over less is several
    // kelvins off at single racks.
    options.leastAirChanges = 3.0;
    auto solution = std::make_shared<const airflow::AirflowSolution>(
        airflow::solveAirflow(problem, options, stop));
    if (stop.stop_requested() || solution->status == airflow::AirflowStatus::Cancelled)
        return nullptr;
    if (solution->status == airflow::AirflowStatus::Converged ||
        solution->status == airflow::AirflowStatus::NotConverged) {
        m_lastField[wanted.hall] = solution->field;
        m_solutions.put(std::move(key), solution);
    }
    return solution;
}

void describeAir(const std::shared_ptr<const AirAssembly>& assembly,
                 const airflow::AirflowSolution& air, model::HallId hallId, Solution& solution) {
    auto& hall = solution.halls[hallId];
    const bool hasField = air.field != nullptr;
    hall.air = air.field;
    hall.airProblem = assembly;
    hall.hasAir = hasField;
    hall.airConverged = air.status == airflow::AirflowStatus::Converged;
    hall.airIsFinest = false; // the caller knows whether a finer one follows
    hall.airImbalanceFraction = air.energyImbalance_fraction;
    hall.airSettledFraction = hall.airConverged ? 1.0 : air.settledFraction;
    hall.airMessage.clear();
    if (!air.findings.empty())
        hall.airMessage = air.findings.front().text();
    hall.airIndices = {};
    if (!hasField)
        return;
    hall.airIndices = airflow::airIndices(air);
    hall.worstInletRack = {};
    for (std::size_t i = 0; i < air.racks.size() && i < assembly->racks.size(); ++i) {
        if (!assembly->racks[i].isValid() || air.racks[i].isBlocked)
            continue;
        auto& rack = solution.racks[assembly->racks[i]];
        rack.hasAir = true;
        rack.airInletMean_C = toCelsius(air.racks[i].inletMean_K);
        rack.airInletMax_C = toCelsius(air.racks[i].inletMax_K);
        rack.airOutlet_C = toCelsius(air.racks[i].outletMean_K);
        rack.airFromSupply = air.racks[i].fromSupply;
        rack.airToReturn = air.racks[i].toReturn;
        if (!hall.worstInletRack.isValid() || rack.airInletMean_C > hall.worstInlet_C) {
            hall.worstInlet_C = rack.airInletMean_C;
            hall.worstInletRack = assembly->racks[i];
        }
    }
}

} // namespace hallwright::engine
