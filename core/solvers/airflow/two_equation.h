#pragma once

#include "core/solvers/airflow/lattice.h"
#include "core/solvers/airflow/two_equation_cell.h"

#include <array>
#include <stop_token>
#include <vector>

namespace hallwright::airflow {

/// Energy of turbulence and its dissipation on the layout of a grid; empty: not known.
struct TurbulenceFields {
    std::vector<float> energy_m2_per_s2, dissipation_m2_per_s3;

    [[nodiscard]] bool isEmpty() const { return energy_m2_per_s2.empty(); }
};

/// The two-equation model of turbulence on one grid: carries energy k and dissipation epsilon with
/// the flow and gives the eddy viscosity C_mu k^2 / epsilon and the friction at walls.
class TwoEquation {
public:
    using Velocity = std::array<std::vector<float>, 3>;

    // How start() lets the flow shape the fields.
    static constexpr int kFirstRounds = 60;
    static constexpr double kFirstSteps = 10.0; ///< of each cell a round

    /// Ends early when a stop is requested, and is then of no use.
    TwoEquation(const AirflowProblem& problem, const Lattice& lattice, const std::stop_token& stop);

    /// Begins from these eddy viscosities and goes on until the given flow has shaped both fields.
    void start(const Velocity& velocity_m_per_s, const std::vector<float>& eddyViscosity_m2_per_s,
               const std::vector<float>& temperature_K, const std::vector<float>& localStep_s,
               const std::stop_token& stop);
    /// Goes on from fields that such a flow has shaped before.
    void startFrom(TurbulenceFields fields);
    /// `steps` steps of each cell's own length at once. Where a stop is requested it ends early,
    /// and the fields are undefined.
    void advance(const Velocity& velocity_m_per_s, const std::vector<float>& temperature_K,
                 const std::vector<float>& localStep_s, double steps,
                 const std::stop_token& stop = {});

    [[nodiscard]] TurbulenceFields fields() const { return {m_energy, m_dissipation}; }
    [[nodiscard]] const std::vector<float>& eddyViscosity_m2_per_s() const {
        return m_eddyViscosity;
    }
    /// The model's numbers; all pointers to fields are the caller's to set.
    [[nodiscard]] TurbulenceView numbers() const;
    [[nodiscard]] const std::vector<float>& touchesWall() const { return m_touchesWall; }
    /// See MomentumView.
    [[nodiscard]] const std::vector<float>& wallSpeed_m_per_s() const { return m_wallSpeed; }

private:
    void findWalls(const std::stop_token& stop);
    /// Eddies and friction from energy and dissipation.
    void findEddies();

    const AirflowProblem& m_problem;
    const Lattice& m_lattice;
    float m_wallDistance_m;
    float m_largestLength_m;
    std::vector<float> m_touchesWall;
    std::vector<float> m_energy, m_dissipation, m_nextEnergy, m_nextDissipation;
    std::vector<float> m_eddyViscosity, m_wallSpeed;
};

} // namespace hallwright::airflow
