#pragma once

#include "core/solvers/airflow/air_capture.h"
#include "core/solvers/airflow/airflow_solver.h"
#include "core/solvers/airflow/device_record.h"
#include "core/solvers/airflow/flow_grid.h"
#include "core/solvers/airflow/heat_balance.h"
#include "core/solvers/airflow/running_mean.h"

#include <chrono>
#include <cmath>
#include <memory>
#include <optional>

namespace hallwright::airflow {

/// One grid of the ladder: steps it until the running mean has settled.
class StageRun {
public:
    using Clock = std::chrono::steady_clock;

    /// `executor`: see FlowGrid.
    StageRun(const AirflowProblem& problem, Lattice lattice, const AirflowOptions& options,
             compute::Executor* executor = nullptr, const std::stop_token& stop = {});

    /// Stage `stage` of `stageCount`; `stepsBefore` and `start` count over the whole solve.
    void setPlace(int stage, int stageCount, int stepsBefore, Clock::time_point start);
    [[nodiscard]] AirflowSolution run(const std::shared_ptr<const AirField>& from,
                                      const std::stop_token& stop);
    /// In the place of a run that ran away: the flow from rest, which no step has touched.
    [[nodiscard]] AirflowSolution beforeItRanAway(const std::stop_token& stop);
    /// Why the executor broke, and with it the run; empty: it did not.
    [[nodiscard]] std::string gpuError() const { return m_grid.gpuError(); }
    /// Shortens the steps to this share, where longer ones ran away.
    void setCare(double share) { m_care = share; }
    /// The start is a settled field: only an edit has to settle.
    void startSettled() { m_leastShare = kEditShare; }

private:
    /// Of the time that a start from elsewhere needs, where an edit changes little.
    static constexpr double kEditShare = 0.25;
    [[nodiscard]] bool isEdit() const { return m_leastShare < 1.0; }
    /// So many air changes, or the share of them that an edit needs, s.
    [[nodiscard]] double span_s(double airChanges) const {
        return airChanges * m_leastShare * m_airChange_s;
    }
    /// What the devices read in the mean: at racks, then at units.
    [[nodiscard]] std::vector<double> meanReadings_K() const;
    /// What the devices read now against the start, mean over them, K.
    [[nodiscard]] double meanChange_K() const;
    /// Whether the mean is over so many air changes; an edit needs the fewer of them the less it
    /// has changed what the devices read.
    [[nodiscard]] bool isLongEnough(double airChanges) const;
    [[nodiscard]] bool isFinest() const { return m_stage + 1 == m_stageCount; }
    /// Whether anything moves or warms the air.
    [[nodiscard]] bool isDriven() const;
    /// Nothing but the status: to describe a fine grid takes longer than a stop may.
    [[nodiscard]] AirflowSolution cancelled() const;
    /// Likewise: what is left of the flow is no number.
    [[nodiscard]] AirflowSolution ranAway() const;
    void runToMean(const std::stop_token& stop);
    void runToSteady(const std::stop_token& stop);
    /// Looks how far the mean is from its end; see AirflowStatus::Converged.
    void judgeMean(double duration_s, double tolerance, const std::stop_token& stop);
    /// Whether they lag by more than a share of the rise, as far as known.
    [[nodiscard]] bool lags(double share) const;
    /// How far off the devices are at most on average, as far as known, K.
    [[nodiscard]] double uncertainty_K() const;
    /// What the mean at the devices may be off by then.
    [[nodiscard]] double tolerance_K() const;
    [[nodiscard]] bool hasSettled() const;
    /// Whether the mean is known well enough, or drifts enough, for a look at its heat balance.
    [[nodiscard]] bool mayJudge() const;
    /// Takes what the devices read and the screens pass since the last mean into the record.
    void record(double duration_s);
    void restartMean();
    /// Takes into the flow what its heat balance lacks, as judgeMean() found it.
    void correctStart();
    /// The same into flow and mean, where the mean is worth keeping; else it starts anew. Gives the
    /// time of the mean after which another look is worth it.
    double correctMean();
    /// Takes the time of an air change and the rise of the air from the flows there are.
    void measureAirChange();
    /// Open air: the time in which wind, or the air that the heat lifts, crosses the domain.
    void measureCrossing();
    [[nodiscard]] std::vector<float> answerTemperature_K() const;
    void readAnswer();
    [[nodiscard]] double energyImbalance() const;
    void reportIfDue();
    /// `isEnd`: no more steps follow, and others may start from its field.
    [[nodiscard]] AirflowSolution describe(bool isEnd) const;
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
    std::vector<double> m_startReadings_K; ///< of an edit
    double m_care = 1.0;
    int m_steps = 0;
    Clock::time_point m_start{};
    Clock::time_point m_lastReport{};
    bool m_hasReported = false;
    double m_airChange_s = 0.0;
    double m_flowTime_s = 0.0;
    double m_settled = 0.0;
    float m_least_K = 0.0f; ///< nothing gets colder than the coldest thing in the problem
    double m_rise_K = 0.0;  ///< of the air on its way through the hall
    HeatBalance m_balance;
    DeviceAir m_answer;                  ///< devices at the answer's temperatures
    DeviceRecord m_record;               ///< of the running mean's time
    double m_lag_K = HUGE_VAL;           ///< between the mean at the devices and its closed balance
    std::optional<AirCapture> m_capture; ///< of the last answer
    double m_wallHeat_W = 0.0, m_hotWallHeat_W = 0.0, m_openHeat_W = 0.0;
    double m_steadyResidual = 0.0;
};

} // namespace hallwright::airflow
