#include "core/solvers/airflow/field_memory.h"
#include "core/solvers/airflow/flow_grid.h"
#include "core/solvers/airflow/gpu/gpu_flow.h"
#include "core/solvers/airflow/starting_flow.h"

#include <cmath>

// How a FlowGrid begins, and what others may begin from.

namespace hallwright::airflow {
namespace {

constexpr int kFirstCycles = 12; // to make a start free of divergence

} // namespace

void FlowGrid::startFromRest(const std::stop_token& stop) {
    if (!m_isSetUp)
        return;
    const auto initial_K = static_cast<float>(m_problem.initial_K - m_problem.air.reference_K);
    for (std::size_t c = 0; c < m_temperature_K.size(); ++c)
        m_temperature_K[c] = m_lattice.isSolid[c] ? 0.0f : initial_K;
    for (std::size_t d = 0; d < 3; ++d)
        copyField(m_lattice.givenVelocity_m_per_s[d], m_velocity[d], stop);
    if (stop.stop_requested())
        return;
    if (!m_openSides.isEmpty())
        m_openSides.fillWind(m_velocity);
    makeReady(HUGE_VAL, {}, stop);
}

void FlowGrid::startFrom(const AirField& field, const std::stop_token& stop) {
    if (!m_isSetUp)
        return;
    StartingFlow flow = startingFlow(field, m_problem, m_lattice, stop);
    if (stop.stop_requested())
        return;
    m_velocity = std::move(flow.velocity_m_per_s);
    m_temperature_K = std::move(flow.temperature_K);
    m_pressure = std::move(flow.pressure_m2_per_s2);
    m_openSides.extend(m_velocity);
    makeReady(HUGE_VAL, std::move(flow.turbulence), stop);
}

void FlowGrid::startFrom(const FlowState& before, const std::stop_token& stop) {
    if (!m_isSetUp)
        return;
    m_temperature_K = before.temperature_K;
    m_pressure = before.pressure_m2_per_s2;
    m_velocity = before.velocity_m_per_s;
    for (std::size_t axis = 0; axis < m_velocity.size(); ++axis)
        for (std::size_t c = 0; c < m_velocity[axis].size(); ++c)
            if (m_lattice.open[axis][c] <= 0.5f)
                m_velocity[axis][c] = m_lattice.givenVelocity_m_per_s[axis][c];
    m_devices.startFrom(before.readings);
    makeReady(0.0, before.turbulence, stop);
}

FlowState FlowGrid::state() const {
    fetchState();
    return {m_velocity, m_temperature_K, m_pressure, turbulence(), devices().readings()};
}

/// What every start ends with: a flow without divergence, its step and the devices' air, some time
/// after they were read last.
void FlowGrid::makeReady(double elapsed_s, TurbulenceFields turbulence,
                         const std::stop_token& stop) {
    if (stop.stop_requested())
        return;
    m_step_s = 0.0;
    if (m_gpu) {
        m_gpu->start(m_velocity, m_temperature_K, m_pressure, turbulence, m_devices, elapsed_s,
                     kFirstCycles, stop);
        m_stale = {true, true, true};
        m_step_s = m_gpu->stepLength_s();
        return;
    }
    project(kFirstCycles, stop);
    if (stop.stop_requested())
        return;
    m_rates.restart(std::move(turbulence));
    updateRates(stop);
    m_devices.readAfter(elapsed_s, m_temperature_K);
}

void FlowGrid::keepForStart(AirField& field) const {
    if (m_problem.openAir) // the wind soon sets pressures of its own
        return;
    fetchState();
    airflow::keepForStart(m_pressure, turbulence(), m_lattice, field);
}

} // namespace hallwright::airflow
