#include "core/solvers/airflow/local_rates.h"

#include "core/solvers/airflow/field_memory.h"
#include "core/solvers/airflow/row_blocks.h"

#include <algorithm>
#include <cmath>

namespace hallwright::airflow {
namespace {

constexpr float kLeastWind_m_per_s = 0.1f; // that stirs calm open air
constexpr float kMemory = 0.998f;          // of a cell's largest rate, from one update to the next
constexpr double kBuoyantShare = 0.5;      // of the step that swings of layered air allow

/// Difference between the warmest and the coldest thing that a problem names, K.
double temperatureScale_K(const AirflowProblem& problem) {
    double low = problem.initial_K, high = problem.initial_K, rise = 0.0;
    const auto include = [&](double value) {
        low = std::min(low, value);
        high = std::max(high, value);
    };
    for (const AirUnit& unit : problem.airUnits)
        include(unit.supply_K);
    for (const Opening& opening : problem.openings)
        include(opening.temperature_K);
    for (const WallTemperature& wall : problem.wallTemperatures)
        include(wall.temperature_K);
    for (const Rack& rack : problem.racks)
        if (rack.flow_m3_per_s > 0.0)
            rise = std::max(rise, rack.heat_W /
                                      (problem.air.heatCapacity_J_per_m3K() * rack.flow_m3_per_s));
    const double start_K = std::abs(problem.initial_K - problem.air.reference_K);
    return std::max(high - low + 2.0 * rise, start_K);
}

} // namespace

LocalRates::LocalRates(const AirflowProblem& problem, const Lattice& lattice,
                       const std::stop_token& stop)
    : m_problem(problem), m_lattice(lattice),
      m_rowRate(static_cast<std::size_t>(lattice.shape.cells[1]), 0.0f), m_rowSum(m_rowRate) {
    if (stop.stop_requested())
        return;
    for (auto* field : {&m_eddyViscosity, &m_wallSpeed, &m_heldRate_per_s, &m_localStep_s})
        fillField(*field, static_cast<std::size_t>(lattice.shape.arraySize()), 0.0f, stop);
    if (stop.stop_requested())
        return;
    const base::Vec3 g = problem.air.gravity_m_per_s2;
    const double gravity = std::sqrt(g.x * g.x + g.y * g.y + g.z * g.z);
    const double edge_m = std::cbrt(lattice.cellVolume_m3());
    const double acceleration = gravity * problem.air.expansion_per_K * temperatureScale_K(problem);
    if (lattice.openFaces.empty())
        for (const auto& given : lattice.givenVelocity_m_per_s)
            for (const float speed : given)
                m_fastestFace_m_per_s = std::max(m_fastestFace_m_per_s, std::abs(speed));
    else // fans stir a hall, but not the country around
        m_fastestFace_m_per_s = kLeastWind_m_per_s / kBackgroundShare;
    if (problem.turbulence == Turbulence::TwoEquation && !problem.openAir)
        m_turbulence.emplace(problem, lattice, stop);
    m_longestStep_s = acceleration > 0.0 ? std::sqrt(edge_m / acceleration) : HUGE_VAL;
}

MixingView LocalRates::mixing() const {
    const GridShape& s = m_lattice.shape;
    const AirProperties& air = m_problem.air;
    MixingView g{};
    for (int d = 0; d < 3; ++d) {
        g.stride[d] = s.stride[d];
        g.cells[d] = s.cells[d];
        g.inverse_per_m[d] = s.inverse_per_m[d];
    }
    g.turbulent = m_problem.turbulence != Turbulence::Laminar ? 1.0f : 0.0f;
    g.background_m_per_s = kBackgroundShare * m_fastestFace_m_per_s;
    g.viscosity_m2_per_s = static_cast<float>(air.viscosity_m2_per_s);
    g.halfEdge_m = static_cast<float>(0.5 * std::cbrt(m_lattice.cellVolume_m3()));
    g.inversePrandtl = static_cast<float>(1.0 / std::min(1.0, air.prandtl));
    g.inverseTurbulentPrandtl = static_cast<float>(1.0 / std::min(1.0, air.turbulentPrandtl));
    g.sides = m_lattice.warmWalls.empty() ? 2.0f : 2.5f;
    return g;
}

StepLimits LocalRates::stepLimits() const {
    return {m_stretch, (isStretched() ? kBuoyantShare : 1.0) * m_longestStep_s,
            isStretched() ? kMemory : 0.0f};
}

void LocalRates::update(const std::array<std::vector<float>, 3>& velocity_m_per_s,
                        const std::vector<float>& temperature_K, const std::stop_token& stop) {
    if (!m_turbulence) {
        measure(velocity_m_per_s, temperature_K, nullptr, stop);
        return;
    }
    if (!m_hasTurbulence) {
        measure(velocity_m_per_s, temperature_K, nullptr, stop); // a first guess
        m_turbulence->start(velocity_m_per_s, m_eddyViscosity, temperature_K, m_localStep_s, stop);
        m_hasTurbulence = true;
    } else if (m_turbulenceAge += stepsPerUpdate(); m_turbulenceAge >= kStepsPerTurbulence) {
        m_turbulence->advance(velocity_m_per_s, temperature_K, m_localStep_s, m_turbulenceAge,
                              stop);
        m_turbulenceAge = 0;
    }
    measure(velocity_m_per_s, temperature_K, &*m_turbulence, stop);
}

void LocalRates::restart(TurbulenceFields given) {
    m_turbulenceAge = 0;
    m_hasTurbulence = m_turbulence && !given.isEmpty();
    if (m_hasTurbulence)
        m_turbulence->startFrom(std::move(given));
}

void LocalRates::measure(const std::array<std::vector<float>, 3>& velocity_m_per_s,
                         const std::vector<float>& temperature_K, const TwoEquation* turbulence,
                         const std::stop_token& stop) {
    const GridShape& s = m_lattice.shape;
    MixingView g = mixing();
    for (std::size_t d = 0; d < 3; ++d)
        g.velocity_m_per_s[d] = velocity_m_per_s[d].data();
    g.wallDistance_m = m_lattice.wallDistance_m.data();
    if (turbulence) {
        g.modelledEddies_m2_per_s = turbulence->eddyViscosity_m2_per_s().data();
        g.modelledFriction_m_per_s = turbulence->wallSpeed_m_per_s().data();
    }
    float* const eddyViscosity = m_eddyViscosity.data();
    float* const friction = m_wallSpeed.data();
    float* const rates = m_localStep_s.data(); // until the step is known
    const float* const warmth_K = temperature_K.data();
    const GridShape shape = s;
    forRowBlocks(s, [=, this, &stop](int begin, int end) {
        const MixingView flow = g; // a local that nothing stored can change
        for (int j = begin; j < end && !stop.stop_requested(); ++j) {
            float largest = 0.0f, sum = 0.0f;
            for (int k = 0; k < shape.cells[2]; ++k) {
                const int first = shape.index(0, j, k);
#pragma GCC ivdep
                for (int c = first; c < first + shape.rowLength; ++c) {
                    const CellMixing mixed = cellMixing(flow, c);
                    eddyViscosity[c] = mixed.eddyViscosity_m2_per_s;
                    friction[c] = mixed.wallSpeed_m_per_s;
                    rates[c] = mixed.rate_per_s;
                }
                for (int c = first; c < first + shape.cells[0]; ++c) {
                    largest = rates[c] > largest ? rates[c] : largest;
                    sum += rates[c] + warmth_K[c];
                }
            }
            m_rowRate[static_cast<std::size_t>(j)] = largest;
            m_rowSum[static_cast<std::size_t>(j)] = sum;
        }
    });
    float largest = 0.0f, sum = 0.0f;
    for (std::size_t j = 0; j < m_rowRate.size(); ++j) {
        largest = std::max(largest, m_rowRate[j]);
        sum += m_rowSum[j];
    }
    m_isSound = std::isfinite(sum) && std::isfinite(largest);
    const StepLimits limits = stepLimits();
    m_step_s = longestStep_s(limits, largest);
    const auto longest_s = static_cast<float>(m_step_s);
    const float memory = limits.memory;
    float* const held = m_heldRate_per_s.data();
    float* const step_s = m_localStep_s.data(); // holds the rates so far
    forRowBlocks(s, [&](int begin, int end) {
        for (int k = 0; k < s.cells[2] && !stop.stop_requested(); ++k)
            for (int j = begin; j < end; ++j) {
                const int first = s.index(0, j, k);
#pragma GCC ivdep
                for (int c = first; c < first + s.cells[0]; ++c)
                    step_s[c] = heldStep_s(held[c], step_s[c], memory, longest_s);
            }
    });
}

void LocalRates::roughen(const OpenSides& sides,
                         const std::array<std::vector<float>, 3>& velocity_m_per_s) {
    sides.roughen(velocity_m_per_s, m_eddyViscosity, m_wallSpeed);
}

} // namespace hallwright::airflow
