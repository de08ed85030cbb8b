#include "core/solvers/airflow/gpu/gpu_mean.h"

namespace hallwright::airflow {

GpuMean::GpuMean(const GpuFlow& flow) : m_flow(flow) {
    for (auto* field : {&m_temperature, &m_gain, &m_velocity[0], &m_velocity[1], &m_velocity[2]})
        *field = {flow.executor(), flow.arraySize()};
}

void GpuMean::add(float weight) {
    MeanStep step = m_flow.meanStep();
    step.weight = weight;
    step.mean_K = m_temperature.data();
    step.gain_K_per_s = m_gain.data();
    for (std::size_t d = 0; d < 3; ++d)
        step.meanVelocity_m_per_s[d] = m_velocity[d].data();
    const GridShape& s = m_flow.shape();
    m_flow.executor().run(step, s.arraySize() - s.stride[2]);
}

void GpuMean::restart() {
    m_temperature.copyFrom(m_flow.temperature());
    m_gain.clear();
    for (std::size_t d = 0; d < 3; ++d)
        m_velocity[d].copyFrom(m_flow.velocity(d));
}

void GpuMean::takeSteady(const std::vector<float>& temperature_K) {
    m_temperature.upload(temperature_K);
    m_gain.clear();
}

double GpuMean::closeHeatBalance(double duration_s, int mostIterations, double tolerance,
                                 const std::stop_token& stop, std::vector<float>& lacking_K) {
    if (!m_balance) {
        m_balance = std::make_unique<GpuBalance>(m_flow);
        m_lacking = {m_flow.executor(), m_flow.arraySize()};
    }
    m_lacking.upload(lacking_K);
    m_balance->setFlow(m_velocity, duration_s);
    const double left = m_balance->solve(m_gain, m_lacking, mostIterations, tolerance, stop);
    m_lacking.download(lacking_K);
    return left;
}

void GpuMean::download(std::vector<float>& temperature_K, std::vector<float>& gain_K_per_s,
                       std::array<std::vector<float>, 3>& velocity_m_per_s) const {
    m_temperature.download(temperature_K);
    m_gain.download(gain_K_per_s);
    for (std::size_t d = 0; d < 3; ++d)
        m_velocity[d].download(velocity_m_per_s[d]);
}

} // namespace hallwright::airflow
