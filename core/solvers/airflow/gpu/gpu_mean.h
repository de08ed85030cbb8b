#pragma once

#include "core/solvers/airflow/gpu/gpu_balance.h"
#include "core/solvers/airflow/gpu/gpu_flow.h"

#include <memory>

namespace hallwright::airflow {

/// The sums of a RunningMean in the memory of an executor.
class GpuMean {
public:
    /// Of a flow that outlives it.
    explicit GpuMean(const GpuFlow& flow);

    /// Takes in the step that was just done.
    void add(float weight);
    /// The present state stands in until something is added.
    void restart();
    /// Takes this for the mean temperature, of air that has gained nothing.
    void takeSteady(const std::vector<float>& temperature_K);
    /// See RunningMean::closeHeatBalance(); `lacking_K` is where to start and becomes the answer.
    double closeHeatBalance(double duration_s, int mostIterations, double tolerance,
                            const std::stop_token& stop, std::vector<float>& lacking_K);
    void download(std::vector<float>& temperature_K, std::vector<float>& gain_K_per_s,
                  std::array<std::vector<float>, 3>& velocity_m_per_s) const;

private:
    const GpuFlow& m_flow;
    compute::DeviceArray<float> m_temperature, m_gain;
    std::array<compute::DeviceArray<float>, 3> m_velocity;
    compute::DeviceArray<float> m_lacking;
    std::unique_ptr<GpuBalance> m_balance; ///< from when it is needed first
};

} // namespace hallwright::airflow
