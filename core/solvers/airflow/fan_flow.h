#pragma once

#include "core/solvers/airflow/airflow_problem.h"
#include "core/solvers/airflow/lattice.h"

#include <array>
#include <cmath>
#include <vector>

namespace hallwright::airflow {

/// Lets the devices with fan curves find their flow from the pressures before and behind them, by
/// damped steps. Many fans that share an aisle move its pressure together, by more the tighter it
/// is: a fan whose steps turn round takes shorter ones.
class FanFlow {
public:
    /// Changes the flows of `lattice`, which must outlive it.
    FanFlow(const AirflowProblem& problem, Lattice& lattice);

    [[nodiscard]] bool isEmpty() const { return m_fans.empty(); }
    /// What each fan works against: pressure behind it less that before it, over density, m2/s2.
    [[nodiscard]] std::vector<double>
    rises_m2_per_s2(const std::vector<float>& pressure_m2_per_s2) const;
    /// One step of all fans against these. Whether flows have changed.
    bool adjust(const std::vector<double>& rises_m2_per_s2);
    /// Gives the devices' faces the speeds of the last step.
    void drive(std::array<std::vector<float>, 3>& velocity_m_per_s) const;
    /// The last step of each, m3/s.
    [[nodiscard]] std::vector<double> steps_m3_per_s() const;
    /// Whether all flows have been held for some time and are right to 2 %. Holds them once they
    /// are right to 0.5 %, and lets them go where they no longer are right: a mean of the flow
    /// needs devices that stand still.
    [[nodiscard]] bool isAtRest();

    struct FanState {
        const FanCurve* curve = nullptr;
        const Port* in = nullptr;
        const Port* out = nullptr;
        double* flow_m3_per_s = nullptr;
        double damping = 0.3;
        double lastStep_m3_per_s = 0.0;
    };
    [[nodiscard]] const std::vector<FanState>& states() const { return m_fans; }

private:
    const AirflowProblem& m_problem;
    Lattice& m_lattice;
    std::vector<FanState> m_fans;
    bool m_isHeld = false;
    double m_off = HUGE_VAL; ///< largest distance of a flow from its curve, over the flow
};

} // namespace hallwright::airflow
