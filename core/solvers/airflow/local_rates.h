#pragma once

#include "core/solvers/airflow/lattice.h"
#include "core/solvers/airflow/open_sides.h"
#include "core/solvers/airflow/turbulence_cell.h"
#include "core/solvers/airflow/two_equation.h"

#include <array>
#include <optional>
#include <stop_token>
#include <vector>

namespace hallwright::airflow {

/// How fast each cell of a flow mixes and exchanges its air: eddy viscosity, friction at walls, and
/// the length of step that is stable there. The stretched steps of a cell follow the largest rate
/// it has seen lately: a step that followed every swing would be short while much flows and long
/// while little does, and the mean of the swings would carry another heat than the air does.
class LocalRates {
public:
    static constexpr int kStepsPerTurbulence = 6; ///< at least: it changes slowly

    /// Ends early when a stop is requested, and is then of no use.
    LocalRates(const AirflowProblem& problem, const Lattice& lattice, const std::stop_token& stop);

    /// How much longer than stable in the jets the step may be elsewhere; 1: true to time.
    void setStretch(double stretch) { m_stretch = stretch; }
    [[nodiscard]] bool isStretched() const { return m_stretch > 1.0; }
    /// Forgets what turbulence there was: the next update begins with what is given, or, if that is
    /// empty, with what the flow shapes.
    void restart(TurbulenceFields given);
    /// Eddy viscosity and step length change slowly where all cells step alike. Stretched steps let
    /// a jet cross a cell within a step or two: calm air before it must know in time.
    [[nodiscard]] int stepsPerUpdate() const { return isStretched() ? 2 : 6; }
    /// Takes everything from the flow, stepsPerUpdate() after the last time.
    void update(const std::array<std::vector<float>, 3>& velocity_m_per_s,
                const std::vector<float>& temperature_K, const std::stop_token& stop);

    /// What an update depends on; the pointers of the flow are the caller's to set.
    [[nodiscard]] MixingView mixing() const;
    [[nodiscard]] StepLimits stepLimits() const;
    /// The two-equation model; null where there is none.
    [[nodiscard]] const TwoEquation* turbulence() const {
        return m_turbulence ? &*m_turbulence : nullptr;
    }
    /// What turbulence there is; empty where there is no such model.
    [[nodiscard]] TurbulenceFields turbulenceFields() const {
        return m_turbulence ? m_turbulence->fields() : TurbulenceFields{};
    }
    /// Eddy viscosity, wall speed and local step, to be set where they are worked out elsewhere.
    [[nodiscard]] std::array<std::vector<float>*, 3> fields() {
        return {&m_eddyViscosity, &m_wallSpeed, &m_localStep_s};
    }

    /// Lets the ground outdoors slow and mix the wind.
    void roughen(const OpenSides& sides, const std::array<std::vector<float>, 3>& velocity_m_per_s);

    /// The longest step of a cell.
    [[nodiscard]] double step_s() const { return m_step_s; }
    /// Of each cell, at most step_s().
    [[nodiscard]] const std::vector<float>& localStep_s() const { return m_localStep_s; }
    [[nodiscard]] const std::vector<float>& eddyViscosity_m2_per_s() const {
        return m_eddyViscosity;
    }
    /// See MomentumView.
    [[nodiscard]] const std::vector<float>& wallSpeed_m_per_s() const { return m_wallSpeed; }
    /// Whether all values were finite at the last update.
    [[nodiscard]] bool isSound() const { return m_isSound; }

private:
    void measure(const std::array<std::vector<float>, 3>& velocity_m_per_s,
                 const std::vector<float>& temperature_K, const TwoEquation* turbulence,
                 const std::stop_token& stop);

    const AirflowProblem& m_problem;
    const Lattice& m_lattice;
    std::optional<TwoEquation> m_turbulence;
    bool m_hasTurbulence = false;
    int m_turbulenceAge = 0; ///< steps since it was advanced
    double m_stretch = 1.0;
    float m_fastestFace_m_per_s = 0.0f; ///< given velocities at devices, openings, leaks
    double m_longestStep_s = 0.0;       ///< that buoyancy allows
    double m_step_s = 0.0;
    std::vector<float> m_eddyViscosity; ///< m2/s
    std::vector<float> m_wallSpeed;
    std::vector<float> m_heldRate_per_s; ///< the largest lately
    std::vector<float> m_localStep_s;
    std::vector<float> m_rowRate, m_rowSum;
    bool m_isSound = true;
};

} // namespace hallwright::airflow
