#include "core/solvers/airflow/flow_grid.h"

#include "core/compute/executor.h"
#include "core/solvers/airflow/field_memory.h"
#include "core/solvers/airflow/finite_values.h"
#include "core/solvers/airflow/flow_views.h"
#include "core/solvers/airflow/flux_sweep.h"
#include "core/solvers/airflow/gpu/gpu_flow.h"
#include "core/solvers/airflow/row_blocks.h"
#include "core/solvers/airflow/transport_cell.h"

#include <algorithm>
#include <cmath>

namespace hallwright::airflow {
namespace {

constexpr int kStepsPerFans = 4;
constexpr int kStepsPerWeighing = 64; // at most; more often while a flow is young
constexpr int kScreenCycles = 2;      // a step; coarse cells that lie across a screen mislead

} // namespace

FlowGrid::FlowGrid(const AirflowProblem& problem, Lattice lattice, compute::Executor* executor,
                   const std::stop_token& stop)
    : m_problem(problem), m_lattice(std::move(lattice)), m_devices(m_problem, m_lattice),
      m_fans(m_problem, m_lattice), m_screens(m_lattice, stop), m_openSides(m_problem, m_lattice),
      m_rates(m_problem, m_lattice, stop) {
    if (!executor)
        m_multigrid =
            std::make_unique<PressureMultigrid>(m_lattice.shape, m_screens.passable(stop), stop);
    if (stop.stop_requested())
        return;
    for (std::size_t d = 0; d < 3; ++d)
        for (auto* velocity : {&m_velocity, &m_nextVelocity})
            copyField(m_lattice.givenVelocity_m_per_s[d], (*velocity)[d], stop);
    const auto size = static_cast<std::size_t>(m_lattice.shape.arraySize());
    for (auto* field : {&m_temperature_K, &m_nextTemperature_K, &m_pressure})
        fillField(*field, size, 0.0f, stop);
    if (stop.stop_requested())
        return;
    m_isSetUp = true;
    if (executor)
        m_gpu =
            std::make_unique<GpuFlow>(*executor, FlowParts{m_problem, m_lattice, m_rates, m_devices,
                                                           m_screens, m_openSides, m_fans});
}

FlowGrid::~FlowGrid() = default;

std::string FlowGrid::gpuError() const {
    return m_gpu ? m_gpu->executor().error() : std::string{};
}

void FlowGrid::fetchState() const {
    if (m_stale.state)
        m_gpu->downloadState(m_velocity, m_temperature_K, m_pressure);
    m_stale.state = false;
}

void FlowGrid::fetchDevices() const {
    if (m_stale.devices)
        m_gpu->downloadDevices(m_devices);
    m_stale.devices = false;
}

const DeviceAir& FlowGrid::devices() const {
    fetchDevices();
    return m_devices;
}

const std::vector<float>& FlowGrid::temperature_K() const {
    fetchState();
    return m_temperature_K;
}

const std::array<std::vector<float>, 3>& FlowGrid::velocity_m_per_s() const {
    fetchState();
    return m_velocity;
}

const LocalRates& FlowGrid::rates() const {
    if (m_stale.rates)
        m_gpu->downloadRates(m_rates);
    m_stale.rates = false;
    return m_rates;
}

bool FlowGrid::isSound() const {
    return m_gpu ? m_gpu->isSound() : m_rates.isSound();
}

bool FlowGrid::isFinite() const {
    fetchState();
    const GridShape& s = m_lattice.shape;
    for (const auto* field : {&m_temperature_K, &m_velocity[0], &m_velocity[1], &m_velocity[2]})
        for (int k = 0; k < s.cells[2]; ++k)
            for (int j = 0; j < s.cells[1]; ++j)
                if (!areFinite({field->data() + s.index(0, j, k), std::size_t(s.cells[0])}))
                    return false;
    return true;
}

void FlowGrid::calmSwings() {
    if (m_gpu)
        m_gpu->calmSwings();
    else
        m_calmVelocity = m_velocity;
}

std::vector<double> FlowGrid::screenFlows_m3_per_s() const {
    if (m_problem.screens.empty())
        return {};
    return m_gpu ? m_gpu->screenFlows_m3_per_s()
                 : airflow::screenFlows_m3_per_s(m_lattice, m_problem.screens.size(), m_velocity);
}

TurbulenceFields FlowGrid::turbulence() const {
    return m_gpu ? m_gpu->turbulence() : m_rates.turbulenceFields();
}

void FlowGrid::correctTemperature(const std::vector<float>& correction_K, float share,
                                  float least_K) {
    if (m_gpu) {
        m_gpu->correctTemperature(correction_K, share, least_K);
        m_stale.state = m_stale.devices = true;
        return;
    }
    for (std::size_t c = 0; c < m_temperature_K.size(); ++c)
        if (!m_lattice.isSolid[c])
            m_temperature_K[c] = std::max(m_temperature_K[c] + share * correction_K[c], least_K);
    m_devices.read(m_temperature_K);
}

bool FlowGrid::step(const std::stop_token& stop) {
    const bool withRates = m_stepsDone++ % m_rates.stepsPerUpdate() == 0;
    const int cycles = m_screens.isEmpty() ? 1 : kScreenCycles;
    if (m_gpu) {
        stepOnGpu(withRates, cycles, stop);
        m_stale = {true, m_stale.rates || withRates, true};
        m_step_s = m_gpu->stepLength_s();
        return !stop.stop_requested();
    }
    if (withRates)
        updateRates(stop);
    stepTemperature(stop);
    m_devices.readAfter(m_step_s, m_temperature_K);
    if (stop.stop_requested())
        return false;
    stepVelocity(stop);
    if (isWeighingDue()) {
        m_screens.weigh(m_velocity, m_rates.localStep_s());
        m_multigrid->setOpen(m_lattice.shape, m_screens.passable());
    }
    adjustFans();
    project(cycles, stop);
    return !stop.stop_requested();
}

void FlowGrid::stepOnGpu(bool withRates, int cycles, const std::stop_token& stop) {
    {
        const compute::Executor::Sequence sequence(m_gpu->executor());
        m_gpu->advance(withRates);
        if (isWeighingDue())
            m_gpu->weighScreens();
        adjustFans();
        m_gpu->project(cycles, stop);
    }
    m_gpu->finishStep();
}

bool FlowGrid::isWeighingDue() {
    if (m_screens.isEmpty() || m_stepsDone < m_nextWeighing)
        return false;
    m_nextWeighing = m_stepsDone + std::min(m_stepsDone, kStepsPerWeighing);
    return true;
}

void FlowGrid::adjustFans() {
    if (m_fans.isEmpty() || m_stepsDone % kStepsPerFans != 0)
        return;
    if (!m_fans.adjust(m_gpu ? m_gpu->fanRises_m2_per_s2() : m_fans.rises_m2_per_s2(m_pressure)))
        return;
    if (!m_screens.isEmpty())
        m_screens.takeGiven();
    if (m_gpu) {
        m_gpu->takeFans();
        return;
    }
    m_fans.drive(m_velocity);
    m_fans.drive(m_nextVelocity); // for faces that the sweeps do not reach
}

void FlowGrid::updateRates(const std::stop_token& stop) {
    m_rates.update(m_velocity, m_temperature_K, stop);
    m_rates.roughen(m_openSides, m_velocity);
    m_step_s = m_rates.step_s();
}

void FlowGrid::stepTemperature(const std::stop_token& stop) {
    const GridShape& s = m_lattice.shape;
    const std::vector<float>& localStep_s = m_rates.localStep_s();
    const std::vector<float>& wallSpeed = m_rates.wallSpeed_m_per_s();
    HeatView g = heatNumbers(m_problem, s);
    g.temperature_K = m_temperature_K.data();
    for (std::size_t d = 0; d < 3; ++d) {
        g.velocity_m_per_s[d] = m_velocity[d].data();
        g.open[d] = m_lattice.open[d].data();
    }
    g.eddyViscosity_m2_per_s = m_rates.eddyViscosity_m2_per_s().data();
    g.step_s = m_rates.localStep_s().data();
    float* next = m_nextTemperature_K.data();
    forRowBlocks(s, [&, g, next](int begin, int end) {
        sweepFluxes(
            s, begin, end, stop,
            Sweep{[g](auto d, int c) { return heatFlux(g, decltype(d)::value, c); },
                  [g, next](int c, float divergence) { next[c] = heatUpdate(g, c, divergence); }});
    });
    m_openSides.passHeat(g, m_nextTemperature_K);
    m_devices.exchange(m_temperature_K, m_nextTemperature_K, localStep_s);
    m_screens.screenHeat(g, m_nextTemperature_K);
    const bool isTurbulent = m_problem.turbulence != Turbulence::Laminar;
    for (const WarmWall& wall : m_lattice.warmWalls) {
        const auto c = static_cast<std::size_t>(wall.cell);
        m_nextTemperature_K[c] +=
            localStep_s[c] *
            wallWarmth_K_per_s({wall.temperature_K, wall.inverse_m, wall.distance_m},
                               g.diffusivity_m2_per_s, isTurbulent ? wallSpeed[c] : 0.0f,
                               g.inverseTurbulentPrandtl, m_temperature_K[c]);
    }
    std::swap(m_temperature_K, m_nextTemperature_K);
}

MomentumView FlowGrid::momentumViewOf(int axis) const {
    MomentumView g = momentumNumbers(m_problem, m_lattice.shape, axis);
    for (std::size_t d = 0; d < 3; ++d) {
        g.velocity_m_per_s[d] = m_velocity[d].data();
        g.open[d] = m_lattice.open[d].data();
    }
    g.pressure_m2_per_s2 = m_pressure.data();
    g.temperature_K = m_temperature_K.data();
    g.eddyViscosity_m2_per_s = m_rates.eddyViscosity_m2_per_s().data();
    g.wallSpeed_m_per_s = m_rates.wallSpeed_m_per_s().data();
    g.wallEdges_per_m = m_lattice.wallEdges_per_m[static_cast<std::size_t>(axis)].data();
    g.step_s = m_rates.localStep_s().data();
    return g;
}

template <bool isCalmed, int... axes>
void FlowGrid::stepComponents(const std::stop_token& stop) {
    const GridShape& s = m_lattice.shape;
    const auto sweep = [this](auto along) {
        constexpr int axis = decltype(along)::value;
        const MomentumView g = momentumViewOf(axis);
        const Calming calming{isCalmed ? m_calmVelocity[axis].data() : nullptr, kFollowing,
                              kHolding};
        float* next = m_nextVelocity[axis].data();
        return Sweep{[g](auto d, int c) { return momentumFlux(g, axis, decltype(d)::value, c); },
                     [g, next, calming](int c, float divergence) {
                         const float fresh = momentumUpdate(g, axis, c, divergence);
                         if constexpr (isCalmed)
                             next[c] = calmed(calming, c, g.open[axis][c], fresh);
                         else
                             next[c] = fresh;
                     }};
    };
    forRowBlocks(s, [&](int begin, int end) {
        sweepFluxes(s, begin, end, stop, sweep(Direction<axes>{})...);
    });
}

void FlowGrid::stepVelocity(const std::stop_token& stop) {
    const int* cells = m_lattice.shape.cells;
    const bool isCalmed = !m_calmVelocity[0].empty();
    if (cells[0] > 1 && cells[1] > 1 && cells[2] > 1) {
        isCalmed ? stepComponents<true, 0, 1, 2>(stop) : stepComponents<false, 0, 1, 2>(stop);
    } else { // across a single cell nothing moves
        if (cells[0] > 1)
            isCalmed ? stepComponents<true, 0>(stop) : stepComponents<false, 0>(stop);
        if (cells[1] > 1)
            isCalmed ? stepComponents<true, 1>(stop) : stepComponents<false, 1>(stop);
        if (cells[2] > 1)
            isCalmed ? stepComponents<true, 2>(stop) : stepComponents<false, 2>(stop);
    }
    applyLid();
    m_screens.resist(m_nextVelocity, m_rates.wallSpeed_m_per_s(), m_rates.localStep_s());
    for (std::size_t d = 0; d < 3; ++d)
        std::swap(m_velocity[d], m_nextVelocity[d]);
    m_openSides.step(m_nextVelocity, m_pressure, m_rates.localStep_s(), m_velocity);
    m_openSides.blow(m_rates.localStep_s(), m_velocity);
}

void FlowGrid::applyLid() {
    for (const LidFace& lid : m_lattice.lidFaces) {
        const auto axis = static_cast<std::size_t>(lid.axis);
        m_nextVelocity[axis][static_cast<std::size_t>(lid.face)] +=
            lidPush(momentumViewOf(static_cast<int>(axis)), static_cast<int>(axis), lid.face,
                    lid.wallEdges_per_m, lid.velocity_m_per_s);
    }
}

void FlowGrid::project(int cycles, const std::stop_token& stop) {
    const GridShape& s = m_lattice.shape;
    float* source = m_multigrid->source().data();
    const float* velocity[3] = {m_velocity[0].data(), m_velocity[1].data(), m_velocity[2].data()};
    const std::uint8_t* solid = m_lattice.isSolid.data();
    forRowBlocks(s, [&](int begin, int end) {
        for (int k = 0; k < s.cells[2] && !stop.stop_requested(); ++k)
            for (int j = begin; j < end; ++j) {
                const int first = s.index(0, j, k);
#pragma GCC ivdep
                for (int c = first; c < first + s.rowLength; ++c) {
                    const float divergence = cellDivergence(velocity, s.stride, s.inverse_per_m, c);
                    source[c] = solid[c] ? 0.0f : divergence;
                }
            }
    });
    m_multigrid->solve(cycles, stop);
    if (stop.stop_requested())
        return;
    // The potential carries the dimension of pressure times step over density.
    const float perStep = m_step_s > 0.0 ? static_cast<float>(1.0 / m_step_s) : 0.0f;
    const float* potential = m_multigrid->answer().data();
    forRowBlocks(s, [&](int begin, int end) {
        for (int k = 0; k < s.cells[2] && !stop.stop_requested(); ++k)
            for (int j = begin; j < end; ++j) {
                const int first = s.index(0, j, k);
                for (std::size_t d = 0; d < 3; ++d) {
                    float* v = m_velocity[d].data();
                    const float* open = m_lattice.open[d].data();
                    const int stride = s.stride[d];
                    const float inverse = s.inverse_per_m[d];
#pragma GCC ivdep
                    for (int c = first; c < first + s.rowLength; ++c)
                        v[c] -=
                            potentialFlow(open[c], inverse, potential[c - stride], potential[c]);
                }
                float* pressure = m_pressure.data();
#pragma GCC ivdep
                for (int c = first; c < first + s.cells[0]; ++c)
                    pressure[c] += perStep * potential[c];
            }
    });
    m_openSides.project(m_multigrid->answer(), m_velocity);
    m_screens.holdBack(m_multigrid->answer(), m_velocity);
    m_screens.settleParts(m_velocity, m_pressure, perStep);
}

double FlowGrid::divergenceResidual() {
    fetchState();
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
    const bool isTurbulent = m_problem.turbulence != Turbulence::Laminar;
    double heat_W = 0.0;
    for (const WarmWall& wall : m_lattice.warmWalls) {
        if (wall.temperature_K <= onlyAbove_K)
            continue;
        const auto c = static_cast<std::size_t>(wall.cell);
        double transfer = air.viscosity_m2_per_s / air.prandtl / wall.distance_m;
        if (isTurbulent)
            transfer = std::max(transfer, double(wallSpeed_m_per_s()[c]) / air.turbulentPrandtl);
        heat_W += transfer * wall.inverse_m * m_lattice.cellVolume_m3() *
                  (double(wall.temperature_K) - temperature_K[c]);
    }
    return heat_W * air.heatCapacity_J_per_m3K();
}

} // namespace hallwright::airflow
