#include "core/solvers/airflow/flow_grid.h"

#include "core/solvers/airflow/flux_sweep.h"
#include "core/solvers/airflow/row_blocks.h"
#include "core/solvers/airflow/transport_cell.h"

#include <algorithm>
#include <cmath>

namespace hallwright::airflow {
namespace {

constexpr int kStepsPerRates = 6;   // eddy viscosity and step length change slowly
constexpr float kFollowing = 0.01f; // see Calming: swings that come back within 100 steps fade
constexpr float kHolding = 0.01f;   // stronger or slower, and the flow itself gets slow
constexpr int kStepsPerFans = 4;
constexpr int kStepsPerWeighing = 64; // at most; more often while a flow is young
constexpr int kScreenCycles = 2;      // a step; coarse cells that lie across a screen mislead
constexpr int kFirstCycles = 12;      // to make a start free of divergence

} // namespace

FlowGrid::FlowGrid(const AirflowProblem& problem, Lattice lattice)
    : m_problem(problem), m_lattice(std::move(lattice)), m_devices(m_problem, m_lattice),
      m_fans(m_problem, m_lattice), m_screens(m_lattice), m_openSides(m_problem, m_lattice),
      m_rates(m_problem, m_lattice), m_multigrid(m_lattice.shape, m_screens.passable()),
      m_velocity(m_lattice.givenVelocity_m_per_s), m_nextVelocity(m_velocity) {
    const auto size = static_cast<std::size_t>(m_lattice.shape.arraySize());
    m_temperature_K.assign(size, 0.0f);
    m_nextTemperature_K.assign(size, 0.0f);
    m_pressure.assign(size, 0.0f);
}

void FlowGrid::startFromRest(const std::stop_token& stop) {
    const auto initial_K = static_cast<float>(m_problem.initial_K - m_problem.air.reference_K);
    for (std::size_t c = 0; c < m_temperature_K.size(); ++c)
        m_temperature_K[c] = m_lattice.isSolid[c] ? 0.0f : initial_K;
    m_velocity = m_lattice.givenVelocity_m_per_s;
    if (!m_openSides.isEmpty())
        m_openSides.fillWind(m_velocity);
    makeReady(HUGE_VAL, stop);
}

void FlowGrid::startFrom(const AirField& field, const std::stop_token& stop) {
    const GridShape& s = m_lattice.shape;
    const base::Vec3 edge = m_lattice.cell_m;
    // Fields are made in single precision: with the same reference nothing is left of its rounding.
    const double reference_K = static_cast<float>(m_problem.air.reference_K);
    m_velocity = m_lattice.givenVelocity_m_per_s;
    forRowBlocks(s, [&](int begin, int end) {
        for (int k = 0; k < s.cells[2] && !stop.stop_requested(); ++k)
            for (int j = begin; j < end; ++j)
                for (int i = 0; i < s.cells[0]; ++i) {
                    const auto c = static_cast<std::size_t>(s.index(i, j, k));
                    if (m_lattice.isSolid[c])
                        continue;
                    const base::Vec3 low{i * edge.x, j * edge.y, k * edge.z};
                    const base::Vec3 centre = low + 0.5 * edge;
                    m_temperature_K[c] =
                        static_cast<float>(field.sample(centre).temperature_K - reference_K);
                    if (m_lattice.open[0][c] > 0.5f)
                        m_velocity[0][c] = static_cast<float>(
                            field.sample({low.x, centre.y, centre.z}).velocity_m_per_s.x);
                    if (m_lattice.open[1][c] > 0.5f)
                        m_velocity[1][c] = static_cast<float>(
                            field.sample({centre.x, low.y, centre.z}).velocity_m_per_s.y);
                    if (m_lattice.open[2][c] > 0.5f)
                        m_velocity[2][c] = static_cast<float>(
                            field.sample({centre.x, centre.y, low.z}).velocity_m_per_s.z);
                }
    });
    m_openSides.extend(m_velocity);
    makeReady(HUGE_VAL, stop);
}

void FlowGrid::startFrom(const FlowGrid& before, const std::stop_token& stop) {
    m_temperature_K = before.m_temperature_K;
    m_pressure = before.m_pressure;
    m_velocity = before.m_velocity;
    for (std::size_t axis = 0; axis < m_velocity.size(); ++axis)
        for (std::size_t c = 0; c < m_velocity[axis].size(); ++c)
            if (m_lattice.open[axis][c] <= 0.5f)
                m_velocity[axis][c] = m_lattice.givenVelocity_m_per_s[axis][c];
    m_devices.startFrom(before.m_devices);
    makeReady(0.0, stop);
}

/// What every start ends with: a flow without divergence, its step and the devices' air, some time
/// after they were read last.
void FlowGrid::makeReady(double elapsed_s, const std::stop_token& stop) {
    m_step_s = 0.0;
    project(kFirstCycles, stop);
    updateRates();
    m_devices.readAfter(elapsed_s, m_temperature_K);
}

void FlowGrid::correctTemperature(const std::vector<float>& correction_K, float least_K) {
    for (std::size_t c = 0; c < m_temperature_K.size(); ++c)
        if (!m_lattice.isSolid[c])
            m_temperature_K[c] = std::max(m_temperature_K[c] + correction_K[c], least_K);
    m_devices.read(m_temperature_K);
}

bool FlowGrid::step(const std::stop_token& stop) {
    if (m_stepsDone++ % kStepsPerRates == 0)
        updateRates();
    stepTemperature();
    m_devices.readAfter(m_step_s, m_temperature_K);
    if (stop.stop_requested())
        return false;
    stepVelocity(stop);
    weighScreens();
    adjustFans();
    project(m_screens.isEmpty() ? 1 : kScreenCycles, stop);
    return !stop.stop_requested();
}

void FlowGrid::weighScreens() {
    if (m_screens.isEmpty() || m_stepsDone < m_nextWeighing)
        return;
    m_nextWeighing = m_stepsDone + std::min(m_stepsDone, kStepsPerWeighing);
    m_screens.weigh(m_velocity, m_rates.localStep_s());
    m_multigrid.setOpen(m_lattice.shape, m_screens.passable());
}

void FlowGrid::adjustFans() {
    if (m_fans.isEmpty() || m_stepsDone % kStepsPerFans != 0)
        return;
    if (m_fans.adjust(m_pressure, m_velocity) && !m_screens.isEmpty())
        m_screens.takeGiven();
}

void FlowGrid::updateRates() {
    m_rates.update(m_velocity, m_temperature_K);
    m_rates.roughen(m_openSides, m_velocity);
    m_step_s = m_rates.step_s();
}

void FlowGrid::stepTemperature() {
    const GridShape& s = m_lattice.shape;
    const std::vector<float>& localStep_s = m_rates.localStep_s();
    const std::vector<float>& wallSpeed = m_rates.wallSpeed_m_per_s();
    HeatView g{};
    g.temperature_K = m_temperature_K.data();
    for (std::size_t d = 0; d < 3; ++d) {
        g.velocity_m_per_s[d] = m_velocity[d].data();
        g.open[d] = m_lattice.open[d].data();
        g.stride[d] = s.stride[d];
        g.inverse_per_m[d] = s.inverse_per_m[d];
    }
    g.eddyViscosity_m2_per_s = m_rates.eddyViscosity_m2_per_s().data();
    g.diffusivity_m2_per_s =
        static_cast<float>(m_problem.air.viscosity_m2_per_s / m_problem.air.prandtl);
    g.inverseTurbulentPrandtl = static_cast<float>(1.0 / m_problem.air.turbulentPrandtl);
    g.step_s = m_rates.localStep_s().data();
    float* next = m_nextTemperature_K.data();
    forRowBlocks(s, [&, g, next](int begin, int end) {
        sweepFluxes(
            s, begin, end, [g](auto d, int c) { return heatFlux(g, decltype(d)::value, c); },
            [g, next](int c, float divergence) { next[c] = heatUpdate(g, c, divergence); });
    });
    m_openSides.passHeat(g, m_nextTemperature_K);
    m_devices.exchange(m_temperature_K, m_nextTemperature_K, localStep_s);
    m_screens.screenHeat(g, m_nextTemperature_K);
    const bool isTurbulent = m_problem.turbulence == Turbulence::ZeroEquation;
    for (const WarmWall& wall : m_lattice.warmWalls) {
        const auto c = static_cast<std::size_t>(wall.cell);
        float transfer_m_per_s = g.diffusivity_m2_per_s / wall.distance_m;
        if (isTurbulent)
            transfer_m_per_s = std::max(transfer_m_per_s, wallSpeed[c] * g.inverseTurbulentPrandtl);
        m_nextTemperature_K[c] += localStep_s[c] * transfer_m_per_s * wall.inverse_m *
                                  (wall.temperature_K - m_temperature_K[c]);
    }
    std::swap(m_temperature_K, m_nextTemperature_K);
}

template <int axis>
void FlowGrid::stepComponent() {
    const GridShape& s = m_lattice.shape;
    const AirProperties& air = m_problem.air;
    const double gravity[3] = {air.gravity_m_per_s2.x, air.gravity_m_per_s2.y,
                               air.gravity_m_per_s2.z};
    MomentumView g{};
    for (std::size_t d = 0; d < 3; ++d) {
        g.velocity_m_per_s[d] = m_velocity[d].data();
        g.open[d] = m_lattice.open[d].data();
        g.stride[d] = s.stride[d];
        g.inverse_per_m[d] = s.inverse_per_m[d];
    }
    g.pressure_m2_per_s2 = m_pressure.data();
    g.temperature_K = m_temperature_K.data();
    g.eddyViscosity_m2_per_s = m_rates.eddyViscosity_m2_per_s().data();
    g.wallSpeed_m_per_s = m_rates.wallSpeed_m_per_s().data();
    g.wallEdges_per_m = m_lattice.wallEdges_per_m[axis].data();
    g.viscosity_m2_per_s = static_cast<float>(air.viscosity_m2_per_s);
    g.buoyancy_m_per_s2K = static_cast<float>(-gravity[axis] * air.expansion_per_K);
    g.step_s = m_rates.localStep_s().data();
    float* next = m_nextVelocity[axis].data();
    const auto flux = [g](auto d, int c) { return momentumFlux(g, axis, decltype(d)::value, c); };
    if (m_calmVelocity[axis].empty()) {
        forRowBlocks(s, [&, g, next](int begin, int end) {
            sweepFluxes(s, begin, end, flux, [g, next](int c, float divergence) {
                next[c] = momentumUpdate(g, axis, c, divergence);
            });
        });
        return;
    }
    const Calming calming{m_calmVelocity[axis].data(), kFollowing, kHolding};
    forRowBlocks(s, [&, g, next](int begin, int end) {
        sweepFluxes(s, begin, end, flux, [g, next, calming](int c, float divergence) {
            next[c] = calmed(calming, c, g.open[axis][c], momentumUpdate(g, axis, c, divergence));
        });
    });
}

void FlowGrid::stepVelocity(const std::stop_token& stop) {
    if (m_lattice.shape.cells[0] > 1)
        stepComponent<0>();
    if (m_lattice.shape.cells[1] > 1 && !stop.stop_requested())
        stepComponent<1>();
    if (m_lattice.shape.cells[2] > 1 && !stop.stop_requested())
        stepComponent<2>();
    applyLid();
    m_screens.resist(m_nextVelocity, m_rates.wallSpeed_m_per_s(), m_rates.localStep_s());
    for (std::size_t d = 0; d < 3; ++d)
        std::swap(m_velocity[d], m_nextVelocity[d]);
    m_openSides.step(m_nextVelocity, m_pressure, m_rates.localStep_s(), m_velocity);
    m_openSides.blow(m_rates.localStep_s(), m_velocity);
}

void FlowGrid::applyLid() {
    const std::vector<float>& localStep_s = m_rates.localStep_s();
    const std::vector<float>& wallSpeed = m_rates.wallSpeed_m_per_s();
    for (const LidFace& lid : m_lattice.lidFaces) {
        const auto axis = static_cast<std::size_t>(lid.axis);
        const auto c = static_cast<std::size_t>(lid.face);
        const auto near = static_cast<std::size_t>(lid.face - m_lattice.shape.stride[axis]);
        const double speed = 0.5 * (wallSpeed[c] + wallSpeed[near]);
        const double friction_per_s = speed * m_lattice.wallEdges_per_m[axis][c];
        const double step_s = std::min(localStep_s[c], localStep_s[near]);
        m_nextVelocity[axis][c] +=
            static_cast<float>(step_s * speed * lid.wallEdges_per_m * lid.velocity_m_per_s /
                               (1.0 + step_s * friction_per_s));
    }
}

void FlowGrid::project(int cycles, const std::stop_token& stop) {
    const GridShape& s = m_lattice.shape;
    float* source = m_multigrid.source().data();
    const float* velocity[3] = {m_velocity[0].data(), m_velocity[1].data(), m_velocity[2].data()};
    const std::uint8_t* solid = m_lattice.isSolid.data();
    forRowBlocks(s, [&](int begin, int end) {
        for (int k = 0; k < s.cells[2]; ++k)
            for (int j = begin; j < end; ++j) {
                const int first = s.index(0, j, k);
#pragma GCC ivdep
                for (int c = first; c < first + s.rowLength; ++c) {
                    const float divergence =
                        (velocity[0][c + s.stride[0]] - velocity[0][c]) * s.inverse_per_m[0] +
                        (velocity[1][c + s.stride[1]] - velocity[1][c]) * s.inverse_per_m[1] +
                        (velocity[2][c + s.stride[2]] - velocity[2][c]) * s.inverse_per_m[2];
                    source[c] = solid[c] ? 0.0f : divergence;
                }
            }
    });
    m_multigrid.solve(cycles, stop);
    if (stop.stop_requested())
        return;
    // The potential carries the dimension of pressure times step over density.
    const float perStep = m_step_s > 0.0 ? static_cast<float>(1.0 / m_step_s) : 0.0f;
    const float* potential = m_multigrid.answer().data();
    forRowBlocks(s, [&](int begin, int end) {
        for (int k = 0; k < s.cells[2]; ++k)
            for (int j = begin; j < end; ++j) {
                const int first = s.index(0, j, k);
                for (std::size_t d = 0; d < 3; ++d) {
                    float* v = m_velocity[d].data();
                    const float* open = m_lattice.open[d].data();
                    const int stride = s.stride[d];
                    const float inverse = s.inverse_per_m[d];
#pragma GCC ivdep
                    for (int c = first; c < first + s.rowLength; ++c)
                        v[c] -= open[c] * inverse * (potential[c] - potential[c - stride]);
                }
                float* pressure = m_pressure.data();
#pragma GCC ivdep
                for (int c = first; c < first + s.cells[0]; ++c)
                    pressure[c] += perStep * potential[c];
            }
    });
    m_openSides.project(m_multigrid.answer(), m_velocity);
    m_screens.holdBack(m_multigrid.answer(), m_velocity);
    m_screens.settleParts(m_velocity, m_pressure, perStep);
}

double FlowGrid::divergenceResidual() {
    const GridShape& s = m_lattice.shape;
    double largestSpeed = 1e-30, largest = 0.0;
    for (int k = 0; k < s.cells[2]; ++k)
        for (int j = 0; j < s.cells[1]; ++j)
            for (int i = 0; i < s.cells[0]; ++i) {
                const int c = s.index(i, j, k);
                if (m_lattice.isSolid[static_cast<std::size_t>(c)])
                    continue;
                double net = 0.0;
                for (std::size_t d = 0; d < 3; ++d) {
                    const double near = m_velocity[d][static_cast<std::size_t>(c)];
                    const double far = m_velocity[d][static_cast<std::size_t>(c + s.stride[d])];
                    net += (far - near) * s.inverse_per_m[d] / s.inverse_per_m[0];
                    largestSpeed = std::max({largestSpeed, std::abs(near), std::abs(far)});
                }
                largest = std::max(largest, std::abs(net));
            }
    return largest / largestSpeed;
}

double FlowGrid::wallHeat_W(const std::vector<float>& temperature_K, double onlyAbove_K) const {
    const AirProperties& air = m_problem.air;
    const bool isTurbulent = m_problem.turbulence == Turbulence::ZeroEquation;
    double heat_W = 0.0;
    for (const WarmWall& wall : m_lattice.warmWalls) {
        if (wall.temperature_K <= onlyAbove_K)
            continue;
        const auto c = static_cast<std::size_t>(wall.cell);
        double transfer = air.viscosity_m2_per_s / air.prandtl / wall.distance_m;
        if (isTurbulent)
            transfer =
                std::max(transfer, double(m_rates.wallSpeed_m_per_s()[c]) / air.turbulentPrandtl);
        heat_W += transfer * wall.inverse_m * m_lattice.cellVolume_m3() *
                  (double(wall.temperature_K) - temperature_K[c]);
    }
    return heat_W * air.heatCapacity_J_per_m3K();
}

} // namespace hallwright::airflow
