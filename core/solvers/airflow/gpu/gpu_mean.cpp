#include "core/solvers/airflow/gpu/gpu_mean.h"

namespace hallwright::airflow {

GpuMean::GpuMean(const GpuFlow& flow) : m_flow(flow) {
    for (auto* field : {&m_temperature, &m_gain, &m_velocity[0], &m_velocity[1], &m_velocity[2]})
        *field = {flow.executor(), flow.arraySize()};
    restart();
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

void GpuMean::makeBalance() {
    if (m_balance)
        return;
    m_balance = std::make_unique<GpuBalance>(m_flow);
    m_lacking = {m_flow.executor(), m_flow.arraySize()};
}

double GpuMean::closeHeatBalance(double duration_s, int mostIterations, double tolerance,
                                 const std::stop_token& stop, std::vector<float>& lacking_K) {
    makeBalance();
    m_lacking.upload(lacking_K);
    m_balance->setFlow(m_velocity, duration_s);
    const double left = m_balance->solve(m_gain, m_lacking, mostIterations, tolerance, stop);
    m_lacking.download(lacking_K);
    return left;
}

void GpuMean::carryPassively(const std::vector<float>& source_per_s, std::vector<float>& share,
                             bool isBackward, int mostIterations, double tolerance,
                             const std::stop_token& stop) {
    makeBalance();
    m_balance->setPassiveFlow(m_velocity);
    if (isBackward)
        m_balance->transpose();
    const compute::DeviceArray<float> source(m_flow.executor(), source_per_s);
    m_lacking.upload(share);
    m_balance->solve(source, m_lacking, mostIterations, tolerance, stop);
    m_lacking.download(share);
}

void GpuMean::beginPicture() {
    const std::array<const compute::DeviceArray<float>*, 4> now{&m_temperature, &m_velocity[0],
                                                                &m_velocity[1], &m_velocity[2]};
    for (std::size_t n = 0; n < now.size(); ++n) {
        m_coming[n].reset(); // one that nobody took
        if (m_shown[n].isEmpty())
            m_shown[n] = {m_flow.executor(), m_flow.arraySize()};
        m_shown[n].copyFrom(*now[n]);
    }
    for (std::size_t n = 0; n < now.size(); ++n)
        m_coming[n] = m_shown[n].beginDownload();
}

bool GpuMean::isPictureReady() {
    return !m_coming.back() || m_coming.back()->isDone(); // they come one after the other
}

void GpuMean::takePicture(std::vector<float>& temperature_K,
                          std::array<std::vector<float>, 3>& velocity_m_per_s) {
    const std::array<std::vector<float>*, 4> to{&temperature_K, &velocity_m_per_s[0],
                                                &velocity_m_per_s[1], &velocity_m_per_s[2]};
    for (std::size_t n = 0; n < to.size(); ++n) {
        const auto* values = m_coming[n] ? static_cast<const float*>(m_coming[n]->wait()) : nullptr;
        if (values && m_flow.executor().isGood())
            to[n]->assign(values, values + m_flow.arraySize());
        m_coming[n].reset();
    }
}

void GpuMean::download(std::vector<float>& temperature_K, std::vector<float>& gain_K_per_s,
                       std::array<std::vector<float>, 3>& velocity_m_per_s) const {
    m_temperature.download(temperature_K);
    m_gain.download(gain_K_per_s);
    for (std::size_t d = 0; d < 3; ++d)
        m_velocity[d].download(velocity_m_per_s[d]);
}

} // namespace hallwright::airflow
