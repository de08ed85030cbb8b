#include "core/solvers/airflow/gpu/gpu_flow.h"
#include "core/solvers/airflow/stage_run.h"

#include <algorithm>
#include <cmath>

// What StageRun tells of its flow.

namespace hallwright::airflow {

AirflowSolution StageRun::describe(bool isEnd) const {
    const Lattice& lattice = m_grid.lattice();
    AirflowSolution solution;
    solution.status = m_status;
    solution.findings = m_findings;
    if (m_grid.gpu())
        solution.device = m_grid.gpu()->executor().deviceName();
    solution.stage = m_stage;
    solution.stageCount = m_stageCount;
    solution.steps = m_steps;
    solution.flowTime_s = m_flowTime_s;
    solution.airChange_s = m_airChange_s;
    solution.settledFraction = m_settled;
    solution.cells = lattice.shape.cellCount();
    solution.cell_m = lattice.cell_m;
    solution.solve_ms = std::chrono::duration<double, std::milli>(Clock::now() - m_start).count();
    solution.heat_W = m_grid.devices().rackHeat_W() + m_wallHeat_W;
    solution.removed_W = m_answer.removed_W() + m_openHeat_W;
    solution.openHeat_W = m_openHeat_W;
    solution.energyImbalance_fraction = energyImbalance();
    solution.steadyResidual = m_steadyResidual;
    solution.wallHeat_W = m_hotWallHeat_W;
    for (std::size_t n = 0; n < m_problem.racks.size(); ++n)
        solution.racks.push_back(m_answer.rackAir(n));
    for (std::size_t n = 0; n < m_problem.airUnits.size(); ++n)
        solution.airUnits.push_back(m_answer.unitAir(n));
    if (m_capture) {
        for (std::size_t n = 0; n < solution.racks.size(); ++n) {
            if (solution.racks[n].flow_m3_per_s <= 0.0)
                continue;
            solution.racks[n].fromSupply = m_capture->rackFromSupply[n];
            solution.racks[n].toReturn = m_capture->rackToReturn[n];
        }
        for (std::size_t n = 0; n < solution.airUnits.size(); ++n)
            if (solution.airUnits[n].flow_m3_per_s > 0.0)
                solution.airUnits[n].bypass = m_capture->unitBypass[n];
    }
    const std::vector<float> temperature_K = answerTemperature_K();
    solution.screens = screenAirs(m_problem, lattice, m_mean->velocity_m_per_s(), temperature_K);
    const auto field = m_mean->field(m_problem, temperature_K,
                                     m_capture ? m_capture->supplyShare : std::vector<float>{});
    if (isEnd)
        m_grid.keepForStart(*field);
    solution.field = field;
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
