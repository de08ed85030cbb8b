#pragma once

#include "core/solvers/airflow/airflow_solver.h"
#include "core/solvers/airflow/lattice.h"
#include "core/solvers/airflow/region_pressure.h"
#include "core/solvers/airflow/screen_cell.h"

#include <array>
#include <stop_token>
#include <vector>

namespace hallwright::airflow {

/// Diffusivity of heat that a screen takes away from its face, m2/s.
[[nodiscard]] float screenedDiffusivity(const ScreenFace& screen, const GridShape& shape,
                                        const float* eddyViscosity_m2_per_s,
                                        float diffusivity_m2_per_s, float inverseTurbulentPrandtl);

/// What passes each screen of the problem at a mean flow. Temperatures above the reference come
/// in, absolute ones go out.
[[nodiscard]] std::vector<ScreenAir>
screenAirs(const AirflowProblem& problem, const Lattice& lattice,
           const std::array<std::vector<float>, 3>& velocity_m_per_s,
           const std::vector<float>& temperature_K);

/// Flow through each of the first `count` screens along its axis, m3/s.
[[nodiscard]] std::vector<double>
screenFlows_m3_per_s(const Lattice& lattice, std::size_t count,
                     const std::array<std::vector<float>, 3>& velocity_m_per_s);

/// Resistance of screens in the steps of a flow, in one cell each. Taken implicitly, u' + step *
/// loss / (2 edge) |u'| u' = u*: stable for leaky doors as for grilles. The pressure of the next
/// projection moves such a face by du' / du* of what it moves a free one, so a few steps find the
/// pressure on both sides; the weights need not be exact for that, and the steady flow does not
/// know them.
class ScreenFlow {
public:
    /// Ends early when a stop is requested, and is then of no use.
    explicit ScreenFlow(const Lattice& lattice, const std::stop_token& stop = {});

    [[nodiscard]] bool isEmpty() const { return m_lattice->screens.empty(); }
    /// Reads again what devices give to the parts of the air; to be called when fans have changed.
    void takeGiven();
    /// The faces' openness for the pressure: that of the lattice, at screens their weight.
    /// Shorter where a stop is requested.
    [[nodiscard]] std::array<std::vector<float>, 3>
    passable(const std::stop_token& stop = {}) const;
    /// Takes the weights from the flow through the screens.
    void weigh(const std::array<std::vector<float>, 3>& velocity_m_per_s,
               const std::vector<float>& step_s);
    /// Slows what a step has made of the velocities. `wallSpeed_m_per_s`: see MomentumView.
    void resist(std::array<std::vector<float>, 3>& velocity_m_per_s,
                const std::vector<float>& wallSpeed_m_per_s,
                const std::vector<float>& step_s) const;
    /// Takes back what a projection did to the screens' faces as if they were free.
    void holdBack(const std::vector<float>& potential,
                  std::array<std::vector<float>, 3>& velocity_m_per_s) const;
    /// Sets the pressures on both sides of screens that part the air, so that each part gets what
    /// it gives: coarse grids, whose cells lie across a screen, are slow to find them.
    /// `pressure` gets `perStep` times the potential that does it.
    void settleParts(std::array<std::vector<float>, 3>& velocity_m_per_s,
                     std::vector<float>& pressure, float perStep) const;
    /// Takes the heat that spread through the closed part of screens back out of `next_K`.
    void screenHeat(const HeatView& heat, std::vector<float>& next_K) const;

    // For the same elsewhere, see GpuScreens.
    [[nodiscard]] const std::vector<ScreenCell>& cells() const { return m_cells; }
    [[nodiscard]] const std::vector<float>& weights() const { return m_weight; }
    /// Ways through screens from part to part, those of screen n at linkOf()[n]; -1: none.
    [[nodiscard]] const std::vector<RegionLink>& links() const { return m_links; }
    [[nodiscard]] const std::vector<int>& linkOf() const { return m_linkOf; }
    [[nodiscard]] const std::vector<int>& partOfCell() const { return m_part; }
    /// What devices and openings bring into each part, m3/s.
    [[nodiscard]] const std::vector<double>& given_m3_per_s() const { return m_given_m3_per_s; }

private:
    void findLinks();

    const Lattice* m_lattice;
    std::vector<ScreenCell> m_cells;
    std::vector<float> m_weight; ///< of each screen
    int m_partCount = 0;
    std::vector<int> m_part; ///< of the air that screens divide, for each cell
    std::vector<RegionLink> m_links;
    std::vector<int> m_linkOf;
    std::vector<double> m_given_m3_per_s;
};

} // namespace hallwright::airflow
