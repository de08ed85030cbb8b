#pragma once

#include "core/solvers/airflow/airflow_solver.h"
#include "core/solvers/airflow/flow_grid.h"
#include "core/solvers/airflow/running_mean.h"

#include <chrono>
#include <memory>

namespace hallwright::airflow {

/// One grid of the ladder: steps it until the running mean has settled.
class StageRun {
public:
    using Clock = std::chrono::steady_clock;

    StageRun(const AirflowProblem& problem, Lattice lattice, const AirflowOptions& options);

    /// Stage `stage` of `stageCount`; `stepsBefore` and `start` count over the whole solve.
    void setPlace(int stage, int stageCount, int stepsBefore, Clock::time_point start);
    [[nodiscard]] AirflowSolution run(const std::shared_ptr<const AirField>& from,
                                      const std::stop_token& stop);
    /// The start is a settled field on this very grid: only an edit has to settle.
    void startSettled() { m_leastShare = kEditShare; }

private:
    static constexpr double kEditShare = 0.4; ///< of the least number of air changes
    [[nodiscard]] bool isFinest() const { return m_stage + 1 == m_stageCount; }
    void runToMean(const std::stop_token& stop);
    void runToSteady(const std::stop_token& stop);
    void updateSettled();
    void closeHeatBalance();
    void restartMean();
    [[nodiscard]] double energyImbalance() const;
    void reportIfDue();
    [[nodiscard]] AirflowSolution describe() const;
    /// Steps once; false if the run must end, with the status set.
    bool advance(const std::stop_token& stop);

    const AirflowProblem& m_problem;
    const AirflowOptions& m_options;
    base::Diagnostics m_findings;
    FlowGrid m_grid;
    std::unique_ptr<RunningMean> m_mean;
    AirflowStatus m_status = AirflowStatus::NotConverged;
    int m_stage = 0;
    int m_stageCount = 1;
    double m_leastShare = 1.0;
    int m_steps = 0;
    Clock::time_point m_start{};
    Clock::time_point m_lastReport{};
    bool m_hasReported = false;
    double m_airChange_s = 0.0;
    double m_flowTime_s = 0.0;
    double m_settled = 0.0;
    double m_drift_K = 0.0; ///< mean change of the racks' inlets over half an air change
    double m_driftFrom_s = 0.0;
    std::vector<double> m_driftInlet_K;
    double m_steadyResidual = 0.0;
};

} // namespace hallwright::airflow
