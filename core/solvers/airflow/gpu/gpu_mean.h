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
    /// See RunningMean::carryPassively().
    void carryPassively(const std::vector<float>& source_per_s, std::vector<float>& share,
                        bool isBackward, int mostIterations, double tolerance,
                        const std::stop_token& stop);
    /// Begins to bring temperature and velocity as they are now to the host, while steps go on.
    void beginPicture();
    [[nodiscard]] bool isPictureReady();
    /// Takes what beginPicture() began to bring; waits for it if need be.
    void takePicture(std::vector<float>& temperature_K,
                     std::array<std::vector<float>, 3>& velocity_m_per_s);
    void download(std::vector<float>& temperature_K, std::vector<float>& gain_K_per_s,
                  std::array<std::vector<float>, 3>& velocity_m_per_s) const;

private:
    void makeBalance(); ///< when it is needed first

    const GpuFlow& m_flow;
    compute::DeviceArray<float> m_temperature, m_gain;
    std::array<compute::DeviceArray<float>, 3> m_velocity;
    compute::DeviceArray<float> m_lacking;
    /// Temperature and velocities of a picture on its way: the steps change the others meanwhile.
    std::array<compute::DeviceArray<float>, 4> m_shown;
    std::array<std::unique_ptr<compute::PendingDownload>, 4> m_coming;
    std::unique_ptr<GpuBalance> m_balance;
};

} // namespace hallwright::airflow
