#pragma once

#include "core/solvers/airflow/airflow_problem.h"
#include "core/solvers/airflow/lattice.h"
#include "core/solvers/airflow/open_cell.h"

#include <array>
#include <vector>

namespace hallwright::airflow {

/// What open air does on a grid beyond what the air inside a hall does: pressure is that of calm
/// air outside of the free faces, whose flow that pressure drives; heat leaves through them with
/// the flow and does not creep out against it; the ground is rough. Empty, and without any effect,
/// for halls.
class OpenSides {
public:
    /// Keeps references to both.
    OpenSides(const AirflowProblem& problem, const Lattice& lattice);

    [[nodiscard]] bool isEmpty() const { return m_lattice.openFaces.empty(); }
    /// The undisturbed wind on all faces that air passes freely.
    void fillWind(std::array<std::vector<float>, 3>& velocity_m_per_s) const;
    /// The eddies go on beyond the free faces, and walls are as rough as the ground: their stress
    /// is (kappa |u| / ln(1 + y / z0))^2 at half a cell, y.
    void roughen(const std::array<std::vector<float>, 3>& velocity_m_per_s,
                 std::vector<float>& eddyViscosity_m2_per_s,
                 std::vector<float>& wallSpeed_m_per_s) const;
    /// Puts the heat that passes the free faces right: with the flow on its way out, none on its
    /// way in.
    void passHeat(const HeatView& heat, std::vector<float>& next_K) const;
    /// Gives the free faces the flow of the next ones within.
    void extend(std::array<std::vector<float>, 3>& velocity_m_per_s) const;
    /// Steps the flow through the free faces: driven by the pressure within against that of the
    /// calm air, carried by itself, upwind.
    void step(const std::array<std::vector<float>, 3>& old_m_per_s,
              const std::vector<float>& pressure_m2_per_s2, const std::vector<float>& step_s,
              std::array<std::vector<float>, 3>& next_m_per_s) const;
    /// Gives the air above decks the momentum of their jets.
    void blow(const std::vector<float>& step_s,
              std::array<std::vector<float>, 3>& next_m_per_s) const;
    /// Corrects the free faces that lie beyond the rows of cells by the potential.
    void project(const std::vector<float>& potential,
                 std::array<std::vector<float>, 3>& velocity_m_per_s) const;
    /// Heat that leaves with air of these temperatures above the outdoor air, W.
    [[nodiscard]] double heat_W(const std::array<std::vector<float>, 3>& velocity_m_per_s,
                                const std::vector<float>& temperature_K) const;

    // For the same elsewhere, see GpuOpenSides.
    [[nodiscard]] const std::vector<OpenCell>& freeFaces() const { return m_free; }
    [[nodiscard]] const std::vector<JetCell>& jets() const { return m_jets; }
    /// Wall speed over speed, see roughen().
    [[nodiscard]] float roughShare() const { return m_roughShare; }

private:
    const AirflowProblem& m_problem;
    const Lattice& m_lattice;
    std::vector<OpenCell> m_free; ///< whose flow is not given
    std::vector<JetCell> m_jets;
    float m_roughShare = 0.0f;
};

} // namespace hallwright::airflow
