#include "core/solvers/airflow/gpu/gpu_flow.h"

#include "core/solvers/airflow/flow_views.h"

#include <cmath>
#include <utility>

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

GpuFlow::GpuFlow(compute::Executor& executor, const FlowParts& host)
    : m_executor(executor), m_host(host),
      m_devices(executor, host.problem, host.lattice, host.devices, host.screens, host.sides),
      m_screens(executor, host.problem, host.lattice, host.screens),
      m_sides(executor, host.lattice.shape, host.sides), m_fans(executor, host.lattice, host.fans),
      m_open(facesOf(host.lattice.open)), m_wallEdges(facesOf(host.lattice.wallEdges_per_m)),
      m_multigrid(executor, host.lattice.shape, m_open, host.screens),
      m_wallDistance(executor, host.lattice.wallDistance_m),
      m_solid(executor, host.lattice.isSolid), m_lids(executor, lidsOf(host.lattice)),
      m_scalars(executor, 1), m_deviceReport(executor, 1), m_report(1) {
    const Lattice& lattice = host.lattice;
    const auto size = static_cast<std::size_t>(lattice.shape.arraySize());
    for (std::size_t d = 0; d < 3; ++d) {
        m_velocity[d] = {executor, size};
        m_nextVelocity[d] = {executor, size};
    }
    for (Array* field : {&m_temperature, &m_nextTemperature, &m_pressure, &m_eddyViscosity,
                         &m_wallSpeed, &m_heldRate, &m_localStep})
        *field = {executor, size};
    if (const TwoEquation* model = host.rates.turbulence())
        m_turbulence =
            std::make_unique<GpuTurbulence>(executor, *model, lattice.shape, m_solid.data());
}

std::array<GpuFlow::Array, 3> GpuFlow::facesOf(const Fields& host) const {
    return {Array{m_executor, host[0]}, Array{m_executor, host[1]}, Array{m_executor, host[2]}};
}

void GpuFlow::start(const Fields& velocity_m_per_s, const std::vector<float>& temperature_K,
                    const std::vector<float>& pressure, const TurbulenceFields& turbulence,
                    const DeviceAir& devices, double elapsed_s, int cycles,
                    const std::stop_token& stop) {
    for (std::size_t d = 0; d < 3; ++d) {
        m_velocity[d].upload(velocity_m_per_s[d]);
        m_nextVelocity[d].copyFrom(m_velocity[d]); // faces beyond the loops keep their speed
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
    fetchReport();
    m_devices.readAfter(elapsed_s, m_temperature.data(), deviceScalars());
}

void GpuFlow::advance(bool withRates) {
    m_hasReport = withRates;
    if (withRates)
        updateRates();
    stepTemperature();
    m_devices.readAfter(-1.0, m_temperature.data(), deviceScalars());
    stepVelocity();
}

void GpuFlow::weighScreens() {
    m_screens.weigh(m_velocity, m_open, m_localStep.data(), m_multigrid.conductances().data());
    m_multigrid.takeConductances();
}

void GpuFlow::takeFans() {
    m_fans.drive(m_host.fans.steps_m3_per_s(), m_velocity, m_nextVelocity);
    m_devices.takeFlows(m_host.lattice, m_host.devices);
    if (!m_screens.isEmpty())
        m_screens.takeGiven(m_host.screens);
}

void GpuFlow::finishStep() {
    if (std::exchange(m_hasReport, false))
        fetchReport();
}

void GpuFlow::correctTemperature(const std::vector<float>& correction_K, float share,
                                 float least_K) {
    m_nextTemperature.upload(correction_K); // of no use until the next step fills it
    m_executor.run(HeatCorrection{m_nextTemperature.data(), m_solid.data(), shape(), share, least_K,
                                  m_temperature.data()},
                   shape().cells[0], shape().rowCount());
    m_devices.readAfter(HUGE_VAL, m_temperature.data(), deviceScalars());
}

void GpuFlow::calmSwings() {
    for (std::size_t d = 0; d < 3; ++d) {
        if (m_calm[d].isEmpty())
            m_calm[d] = {m_executor, m_velocity[d].size()};
        m_calm[d].copyFrom(m_velocity[d]);
    }
}

void GpuFlow::fetchReport() {
    m_deviceReport.download(m_report);
}

bool GpuFlow::isSound() const {
    return std::isfinite(m_report.front().soundness);
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
        m_turbulenceAge += m_host.rates.stepsPerUpdate();
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
    const GridShape& s = shape();
    MixingView g = m_host.rates.mixing();
    for (std::size_t d = 0; d < 3; ++d)
        g.velocity_m_per_s[d] = m_velocity[d].data();
    g.wallDistance_m = m_wallDistance.data();
    if (isModelled) {
        g.modelledEddies_m2_per_s = m_turbulence->eddyViscosity_m2_per_s();
        g.modelledFriction_m_per_s = m_turbulence->wallSpeed_m_per_s();
    }
    const StepLimits limits = m_host.rates.stepLimits();
    m_executor.reduce(MixingRates{g, s, limits, m_sides.roughShare(), m_temperature.data(),
                                  m_eddyViscosity.data(), m_wallSpeed.data(), m_localStep.data(),
                                  deviceScalars(), m_deviceReport.data()},
                      s.rowLength, s.rowCount());
    m_sides.extendEddies(m_eddyViscosity.data());
    m_executor.run(
        LocalSteps{s, limits.memory, deviceScalars(), m_heldRate.data(), m_localStep.data()},
        s.cells[0], s.rowCount());
}

HeatView GpuFlow::heat() const {
    HeatView g = heatNumbers(m_host.problem, shape());
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
    return m_host.problem.turbulence != Turbulence::Laminar ? m_wallSpeed.data() : nullptr;
}

void GpuFlow::stepTemperature() {
    const GridShape& s = shape();
    const HeatView g = heat();
    m_executor.run(HeatStep{g, s, m_nextTemperature.data()}, s.rowLength, s.rowCount());
    m_devices.exchange(g, wallSpeed(), m_nextTemperature.data());
    std::swap(m_temperature, m_nextTemperature);
}

MomentumView GpuFlow::momentum() const {
    MomentumView g = momentumNumbers(m_host.problem, shape(), 0);
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
    const GridShape& s = shape();
    MomentumStep step{};
    LidFriction lids{};
    step.g = lids.g = momentum();
    step.shape = s;
    lids.lids = m_lids.data();
    for (std::size_t d = 0; d < 3; ++d) {
        step.wallEdges_per_m[d] = lids.wallEdges_per_m[d] = m_wallEdges[d].data();
        step.buoyancy_m_per_s2K[d] =
            momentumNumbers(m_host.problem, s, static_cast<int>(d)).buoyancy_m_per_s2K;
        step.next_m_per_s[d] = lids.next_m_per_s[d] = m_nextVelocity[d].data();
        step.calm_m_per_s[d] = m_calm[d].data();
    }
    m_executor.run(step, s.rowLength, s.rowCount());
    m_executor.run(lids, static_cast<int>(m_lids.size()));
    m_screens.resist(m_wallSpeed.data(), m_wallEdges, m_localStep.data(), m_nextVelocity);
    std::swap(m_velocity, m_nextVelocity);
    m_sides.step(m_nextVelocity, m_pressure.data(), m_localStep.data(), m_velocity);
}

void GpuFlow::project(int cycles, const std::stop_token& stop) {
    const GridShape& s = shape();
    DivergenceAt divergence{};
    divergence.isSolid = m_solid.data();
    for (std::size_t d = 0; d < 3; ++d) {
        divergence.velocity_m_per_s[d] = m_velocity[d].data();
        divergence.stride[d] = s.stride[d];
        divergence.inverse_per_m[d] = s.inverse_per_m[d];
    }
    const GpuPressure::Answer answer = m_multigrid.solve(divergence, cycles, deviceScalars(), stop);
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
    m_sides.project(answer.potential, answer.scale, m_velocity);
    m_screens.settle(answer.potential, answer.scale, deviceScalars(), m_velocity,
                     m_pressure.data());
}

MeanStep GpuFlow::meanStep() const {
    MeanStep step{};
    step.before_K = m_nextTemperature.data();
    step.after_K = m_temperature.data();
    step.step_s = m_localStep.data();
    for (std::size_t d = 0; d < 3; ++d)
        step.velocity_m_per_s[d] = m_nextVelocity[d].data();
    step.shape = shape();
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
