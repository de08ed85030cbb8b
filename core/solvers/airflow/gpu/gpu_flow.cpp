#include "core/solvers/airflow/gpu/gpu_flow.h"

#include "core/solvers/airflow/flow_views.h"

#include <cmath>

namespace hallwright::airflow {
namespace {

std::vector<LidTouch> lidsOf(const Lattice& lattice) {
    std::vector<LidTouch> lids;
    for (const LidFace& lid : lattice.lidFaces)
        lids.push_back(
            {lid.face, static_cast<int>(lid.axis), lid.wallEdges_per_m, lid.velocity_m_per_s});
    return lids;
}

} // namespace

std::string whyNotOnGpu(const AirflowProblem& problem, const Lattice& lattice) {
    if (problem.openAir || !lattice.openFaces.empty())
        return "open air is solved on the CPU";
    if (!lattice.screens.empty())
        return "halls with screens or porous bodies are solved on the CPU";
    if (!lattice.fans.empty())
        return "halls with fan curves are solved on the CPU";
    return {};
}

GpuFlow::GpuFlow(compute::Executor& executor, const AirflowProblem& problem, const Lattice& lattice,
                 const PressureMultigrid& multigrid, const LocalRates& rates,
                 const DeviceAir& devices)
    : m_executor(executor), m_problem(problem), m_lattice(lattice), m_rates(rates),
      m_devices(executor, problem, lattice, devices), m_multigrid(executor, multigrid),
      m_wallDistance(executor, lattice.wallDistance_m), m_solid(executor, lattice.isSolid),
      m_lids(executor, lidsOf(lattice)), m_scalars(executor, 1), m_known(1) {
    const auto size = static_cast<std::size_t>(lattice.shape.arraySize());
    for (std::size_t d = 0; d < 3; ++d) {
        m_open[d] = {executor, lattice.open[d]};
        m_wallEdges[d] = {executor, lattice.wallEdges_per_m[d]};
        m_velocity[d] = {executor, size};
        m_nextVelocity[d] = {executor, size};
    }
    for (Array* field : {&m_temperature, &m_nextTemperature, &m_pressure, &m_eddyViscosity,
                         &m_wallSpeed, &m_heldRate, &m_localStep})
        *field = {executor, size};
    if (const TwoEquation* model = rates.turbulence())
        m_turbulence =
            std::make_unique<GpuTurbulence>(executor, *model, lattice.shape, m_solid.data());
}

void GpuFlow::start(const Fields& velocity_m_per_s, const std::vector<float>& temperature_K,
                    const std::vector<float>& pressure, const TurbulenceFields& turbulence,
                    const DeviceAir& devices, double elapsed_s, int cycles,
                    const std::stop_token& stop) {
    for (std::size_t d = 0; d < 3; ++d) {
        m_velocity[d].upload(velocity_m_per_s[d]);
        m_nextVelocity[d].upload(velocity_m_per_s[d]); // faces beyond the loops keep their speed
    }
    m_temperature.upload(temperature_K);
    m_pressure.upload(pressure);
    m_devices.upload(devices);
    m_scalars.upload({FlowScalars{}}); // no step yet: the potential is no pressure
    project(cycles, stop);
    m_turbulenceAge = 0;
    m_hasTurbulence = m_turbulence && !turbulence.isEmpty();
    if (m_hasTurbulence) {
        m_localStep.clear(); // no time has passed yet
        m_turbulence->startFrom(turbulenceView(), turbulence);
    }
    updateRates();
    m_devices.readAfter(elapsed_s, m_temperature.data(), deviceScalars());
}

void GpuFlow::step(bool withRates, const std::stop_token& stop) {
    if (withRates)
        updateRates();
    stepTemperature();
    m_devices.readAfter(-1.0, m_temperature.data(), deviceScalars());
    stepVelocity();
    project(1, stop);
}

void GpuFlow::setTemperature(const std::vector<float>& temperature_K, const DeviceAir& devices) {
    m_temperature.upload(temperature_K);
    m_devices.upload(devices);
}

void GpuFlow::calmSwings() {
    for (std::size_t d = 0; d < 3; ++d) {
        if (m_calm[d].isEmpty())
            m_calm[d] = {m_executor, m_velocity[d].size()};
        m_calm[d].copyFrom(m_velocity[d]);
    }
}

const FlowScalars& GpuFlow::scalars() {
    if (!m_isKnown)
        m_scalars.download(m_known);
    m_isKnown = true;
    return m_known.front();
}

bool GpuFlow::isSound() {
    return std::isfinite(scalars().soundness);
}

TurbulenceView GpuFlow::turbulenceView() const {
    TurbulenceView flow = m_turbulence->numbers();
    for (std::size_t d = 0; d < 3; ++d) {
        flow.velocity_m_per_s[d] = m_velocity[d].data();
        flow.open[d] = m_open[d].data();
    }
    flow.temperature_K = m_temperature.data();
    flow.step_s = m_localStep.data();
    return flow;
}

void GpuFlow::updateRates() {
    if (!m_turbulence) {
        measureRates(false);
        return;
    }
    const TurbulenceView flow = turbulenceView();
    if (m_hasTurbulence) {
        m_turbulenceAge += m_rates.stepsPerUpdate();
        if (m_turbulenceAge >= LocalRates::kStepsPerTurbulence) {
            m_turbulence->advance(flow, m_turbulenceAge);
            m_turbulenceAge = 0;
        }
    } else {
        measureRates(false); // a first guess
        m_turbulence->start(flow, m_eddyViscosity);
    }
    m_hasTurbulence = true;
    measureRates(true);
}

void GpuFlow::measureRates(bool isModelled) {
    const GridShape& s = m_lattice.shape;
    MixingView g = m_rates.mixing();
    for (std::size_t d = 0; d < 3; ++d)
        g.velocity_m_per_s[d] = m_velocity[d].data();
    g.wallDistance_m = m_wallDistance.data();
    if (isModelled) {
        g.modelledEddies_m2_per_s = m_turbulence->eddyViscosity_m2_per_s();
        g.modelledFriction_m_per_s = m_turbulence->wallSpeed_m_per_s();
    }
    const StepLimits limits = m_rates.stepLimits();
    m_executor.reduce(MixingRates{g, s, limits, m_temperature.data(), m_eddyViscosity.data(),
                                  m_wallSpeed.data(), m_localStep.data(), deviceScalars()},
                      s.rowLength, s.rowCount());
    m_executor.run(
        LocalSteps{s, limits.memory, deviceScalars(), m_heldRate.data(), m_localStep.data()},
        s.cells[0], s.rowCount());
    m_isKnown = false;
}

HeatView GpuFlow::heat() const {
    HeatView g = heatNumbers(m_problem, m_lattice.shape);
    g.temperature_K = m_temperature.data();
    for (std::size_t d = 0; d < 3; ++d) {
        g.velocity_m_per_s[d] = m_velocity[d].data();
        g.open[d] = m_open[d].data();
    }
    g.eddyViscosity_m2_per_s = m_eddyViscosity.data();
    g.step_s = m_localStep.data();
    return g;
}

const float* GpuFlow::wallSpeed() const {
    return m_problem.turbulence != Turbulence::Laminar ? m_wallSpeed.data() : nullptr;
}

void GpuFlow::stepTemperature() {
    const GridShape& s = m_lattice.shape;
    const HeatView g = heat();
    m_executor.run(HeatStep{g, s, m_nextTemperature.data()}, s.rowLength, s.rowCount());
    m_devices.exchange(g, wallSpeed(), m_nextTemperature.data());
    std::swap(m_temperature, m_nextTemperature);
}

MomentumView GpuFlow::momentum() const {
    MomentumView g = momentumNumbers(m_problem, m_lattice.shape, 0);
    for (std::size_t d = 0; d < 3; ++d) {
        g.velocity_m_per_s[d] = m_velocity[d].data();
        g.open[d] = m_open[d].data();
    }
    g.pressure_m2_per_s2 = m_pressure.data();
    g.temperature_K = m_temperature.data();
    g.eddyViscosity_m2_per_s = m_eddyViscosity.data();
    g.wallSpeed_m_per_s = m_wallSpeed.data();
    g.step_s = m_localStep.data();
    return g;
}

void GpuFlow::stepVelocity() {
    const GridShape& s = m_lattice.shape;
    MomentumStep step{};
    LidFriction lids{};
    step.g = lids.g = momentum();
    step.shape = s;
    lids.lids = m_lids.data();
    for (std::size_t d = 0; d < 3; ++d) {
        step.wallEdges_per_m[d] = lids.wallEdges_per_m[d] = m_wallEdges[d].data();
        step.buoyancy_m_per_s2K[d] =
            momentumNumbers(m_problem, s, static_cast<int>(d)).buoyancy_m_per_s2K;
        step.next_m_per_s[d] = lids.next_m_per_s[d] = m_nextVelocity[d].data();
        step.calm_m_per_s[d] = m_calm[d].data();
    }
    m_executor.run(step, s.rowLength, s.rowCount());
    m_executor.run(lids, static_cast<int>(m_lids.size()));
    std::swap(m_velocity, m_nextVelocity);
}

void GpuFlow::project(int cycles, const std::stop_token& stop) {
    const GridShape& s = m_lattice.shape;
    const float* const velocity[3] = {m_velocity[0].data(), m_velocity[1].data(),
                                      m_velocity[2].data()};
    m_executor.run(
        DivergenceSource{
            {velocity[0], velocity[1], velocity[2]}, m_solid.data(), s, m_multigrid.source()},
        s.rowLength, s.rowCount());
    const GpuPressure::Answer answer = m_multigrid.solve(cycles, deviceScalars(), stop);
    Projection projection{};
    projection.potential = answer.potential;
    projection.scale = answer.scale;
    projection.shape = s;
    projection.scalars = deviceScalars();
    projection.pressure_m2_per_s2 = m_pressure.data();
    for (std::size_t d = 0; d < 3; ++d) {
        projection.open[d] = m_open[d].data();
        projection.velocity_m_per_s[d] = m_velocity[d].data();
    }
    m_executor.run(projection, s.rowLength, s.rowCount());
}

MeanStep GpuFlow::meanStep() const {
    MeanStep step{};
    step.before_K = m_nextTemperature.data();
    step.after_K = m_temperature.data();
    step.step_s = m_localStep.data();
    for (std::size_t d = 0; d < 3; ++d)
        step.velocity_m_per_s[d] = m_nextVelocity[d].data();
    step.shape = m_lattice.shape;
    return step;
}

void GpuFlow::downloadState(Fields& velocity_m_per_s, std::vector<float>& temperature_K,
                            std::vector<float>& pressure) const {
    for (std::size_t d = 0; d < 3; ++d)
        m_velocity[d].download(velocity_m_per_s[d]);
    m_temperature.download(temperature_K);
    m_pressure.download(pressure);
}

TurbulenceFields GpuFlow::turbulence() const {
    return m_turbulence ? m_turbulence->fields() : TurbulenceFields{};
}

void GpuFlow::downloadRates(LocalRates& rates) const {
    const auto [eddyViscosity, wallSpeed, localStep] = rates.fields();
    m_eddyViscosity.download(*eddyViscosity);
    m_wallSpeed.download(*wallSpeed);
    m_localStep.download(*localStep);
}

} // namespace hallwright::airflow
