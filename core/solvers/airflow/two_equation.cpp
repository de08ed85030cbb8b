#include "core/solvers/airflow/two_equation.h"

#include "core/solvers/airflow/field_memory.h"
#include "core/solvers/airflow/row_blocks.h"

#include <algorithm>
#include <cmath>

namespace hallwright::airflow {
namespace {

constexpr double kEddyShareOfHall = 0.41 * 0.5; // largest mixing length over the least side

/// Cells of a row away from walls, then those at them: few, and with a logarithm that no vector
/// has.
[[gnu::flatten]] void advanceRow(const TurbulenceView& view, int first, int count,
                                 const std::uint8_t* isSolid, float* energy, float* dissipation) {
    const TurbulenceView g = view; // a local that nothing stored can change
#pragma GCC ivdep
    for (int c = first; c < first + count; ++c) {
        const TurbulenceState next = turbulenceInside(g, c);
        energy[c] = isSolid[c] ? g.energy_m2_per_s2[c] : next.energy_m2_per_s2;
        dissipation[c] = isSolid[c] ? g.dissipation_m2_per_s3[c] : next.dissipation_m2_per_s3;
    }
    for (int c = first; c < first + count; ++c) {
        if (g.touchesWall[c] <= 0.5f)
            continue;
        const TurbulenceState next = turbulenceAtWall(g, c);
        energy[c] = next.energy_m2_per_s2;
        dissipation[c] = next.dissipation_m2_per_s3;
    }
}

} // namespace

TwoEquation::TwoEquation(const AirflowProblem& problem, const Lattice& lattice,
                         const std::stop_token& stop)
    : m_problem(problem), m_lattice(lattice),
      m_wallDistance_m(static_cast<float>(0.5 * std::cbrt(lattice.cellVolume_m3()))),
      m_largestLength_m(static_cast<float>(
          kEddyShareOfHall * std::min({problem.size_m.x, problem.size_m.y,
                                       problem.isTwoDimensional ? HUGE_VAL : problem.size_m.z}))) {
    if (stop.stop_requested())
        return;
    const auto size = static_cast<std::size_t>(lattice.shape.arraySize());
    for (auto* field : {&m_touchesWall, &m_eddyViscosity, &m_wallSpeed})
        fillField(*field, size, 0.0f, stop);
    // In solids and the halo too: nothing divides by zero there.
    for (auto* field : {&m_energy, &m_nextEnergy, &m_dissipation, &m_nextDissipation})
        fillField(*field, size, kLeastEnergy_m2_per_s2, stop);
    if (!stop.stop_requested())
        findWalls(stop);
}

void TwoEquation::findWalls(const std::stop_token& stop) {
    const GridShape& s = m_lattice.shape;
    const int axes = m_problem.isTwoDimensional ? 2 : 3;
    const auto isWall = [this](int d, int face) {
        const auto axis = static_cast<std::size_t>(d);
        const auto at = static_cast<std::size_t>(face);
        return m_lattice.open[axis][at] < 0.5f && m_lattice.givenVelocity_m_per_s[axis][at] == 0.0f;
    };
    for (int k = 0; k < s.cells[2] && !stop.stop_requested(); ++k)
        for (int j = 0; j < s.cells[1]; ++j)
            for (int i = 0; i < s.cells[0]; ++i) {
                const int c = s.index(i, j, k);
                if (m_lattice.isSolid[static_cast<std::size_t>(c)])
                    continue;
                for (int d = 0; d < axes; ++d)
                    if (isWall(d, c) || isWall(d, c + s.stride[d]))
                        m_touchesWall[static_cast<std::size_t>(c)] = 1.0f;
            }
}

TurbulenceView TwoEquation::numbers() const {
    const GridShape& s = m_lattice.shape;
    TurbulenceView g{};
    for (int d = 0; d < 3; ++d) {
        g.stride[d] = s.stride[d];
        g.inverse_per_m[d] = s.inverse_per_m[d];
    }
    g.viscosity_m2_per_s = static_cast<float>(m_problem.air.viscosity_m2_per_s);
    const base::Vec3 gravity = m_problem.air.gravity_m_per_s2;
    const double along[3] = {gravity.x, gravity.y, gravity.z};
    for (int d = 0; d < 3; ++d)
        g.buoyancy_m_per_s2K[d] = static_cast<float>(-along[d] * m_problem.air.expansion_per_K);
    g.inverseTurbulentPrandtl = static_cast<float>(1.0 / m_problem.air.turbulentPrandtl);
    g.wallDistance_m = m_wallDistance_m;
    g.intensity = static_cast<float>(m_problem.inflow.intensity);
    g.inflowLength_m = static_cast<float>(m_problem.inflow.length_m);
    g.largestLength_m = m_largestLength_m;
    return g;
}

void TwoEquation::start(const Velocity& velocity_m_per_s,
                        const std::vector<float>& eddyViscosity_m2_per_s,
                        const std::vector<float>& temperature_K,
                        const std::vector<float>& localStep_s, const std::stop_token& stop) {
    const GridShape& s = m_lattice.shape;
    m_eddyViscosity = eddyViscosity_m2_per_s;
    TurbulenceView g = numbers();
    for (std::size_t d = 0; d < 3; ++d)
        g.velocity_m_per_s[d] = velocity_m_per_s[d].data();
    g.eddyViscosity_m2_per_s = m_eddyViscosity.data();
    for (int k = 0; k < s.cells[2] && !stop.stop_requested(); ++k)
        for (int j = 0; j < s.cells[1]; ++j)
            for (int i = 0; i < s.cells[0]; ++i) {
                const int at = s.index(i, j, k);
                const auto c = static_cast<std::size_t>(at);
                const TurbulenceState begun = startingTurbulence(g, at);
                m_energy[c] = begun.energy_m2_per_s2;
                m_dissipation[c] = begun.dissipation_m2_per_s3;
            }
    for (int round = 0; round < kFirstRounds && !stop.stop_requested(); ++round)
        advance(velocity_m_per_s, temperature_K, localStep_s, kFirstSteps, stop);
}

void TwoEquation::startFrom(TurbulenceFields fields) {
    m_energy = std::move(fields.energy_m2_per_s2);
    m_dissipation = std::move(fields.dissipation_m2_per_s3);
    findEddies();
}

void TwoEquation::advance(const Velocity& velocity_m_per_s, const std::vector<float>& temperature_K,
                          const std::vector<float>& localStep_s, double steps,
                          const std::stop_token& stop) {
    const GridShape& s = m_lattice.shape;
    TurbulenceView g = numbers();
    for (std::size_t d = 0; d < 3; ++d) {
        g.velocity_m_per_s[d] = velocity_m_per_s[d].data();
        g.open[d] = m_lattice.open[d].data();
    }
    g.energy_m2_per_s2 = m_energy.data();
    g.dissipation_m2_per_s3 = m_dissipation.data();
    g.eddyViscosity_m2_per_s = m_eddyViscosity.data();
    g.touchesWall = m_touchesWall.data();
    g.temperature_K = temperature_K.data();
    g.step_s = localStep_s.data();
    g.steps = static_cast<float>(steps);
    float* const energy = m_nextEnergy.data();
    float* const dissipation = m_nextDissipation.data();
    const std::uint8_t* const isSolid = m_lattice.isSolid.data();
    forRowBlocks(s, [&, g](int begin, int end) {
        for (int k = 0; k < s.cells[2] && !stop.stop_requested(); ++k)
            for (int j = begin; j < end; ++j)
                advanceRow(g, s.index(0, j, k), s.cells[0], isSolid, energy, dissipation);
    });
    std::swap(m_energy, m_nextEnergy);
    std::swap(m_dissipation, m_nextDissipation);
    findEddies();
}

void TwoEquation::findEddies() {
    const GridShape s = m_lattice.shape;
    const std::uint8_t* const isSolid = m_lattice.isSolid.data();
    const auto viscosity_m2_per_s = static_cast<float>(m_problem.air.viscosity_m2_per_s);
    const float *const energy = m_energy.data(), *const dissipation = m_dissipation.data(),
                       *const touchesWall = m_touchesWall.data();
    float *const eddy = m_eddyViscosity.data(), *const wallSpeed = m_wallSpeed.data();
    forRowBlocks(s, [=, this](int begin, int end) {
        for (int k = 0; k < s.cells[2]; ++k)
            for (int j = begin; j < end; ++j) {
                const int first = s.index(0, j, k), last = s.index(s.cells[0], j, k);
#pragma GCC ivdep
                for (int c = first; c < last; ++c)
                    eddy[c] = isSolid[c] ? eddy[c] : eddyViscosity({energy[c], dissipation[c]});
                for (int c = first; c < last; ++c)
                    if (touchesWall[c] > 0.5f) // elsewhere it stays zero
                        wallSpeed[c] =
                            loggedWallSpeed(energy[c], viscosity_m2_per_s, m_wallDistance_m);
            }
    });
}

} // namespace hallwright::airflow
