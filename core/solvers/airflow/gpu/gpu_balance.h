#pragma once

#include "core/compute/executor.h"
#include "core/solvers/airflow/gpu/balance_kernels.h"
#include "core/solvers/airflow/gpu/gpu_flow.h"

#include <array>
#include <stop_token>

namespace hallwright::airflow {

/// HeatBalance in the memory of an executor: the same equations and the same BiCGSTAB, with
/// red-black sweeps in the place of those that follow the rows; a few numbers an iteration come to
/// the host.
class GpuBalance {
public:
    using Array = compute::DeviceArray<float>;

    /// Of a flow that outlives it.
    explicit GpuBalance(const GpuFlow& flow);

    /// Takes over a mean flow with the eddies, the friction and the devices as they are now.
    void setFlow(const std::array<Array, 3>& velocity_m_per_s, double duration_s);
    /// See HeatBalance::setPassiveFlow() and transpose().
    void setPassiveFlow(const std::array<Array, 3>& velocity_m_per_s);
    void transpose();
    /// See HeatBalance::solve().
    double solve(const Array& residual_K_per_s, Array& correction_K, int mostIterations,
                 double tolerance, const std::stop_token& stop);

private:
    [[nodiscard]] BalanceView view() const;
    void setTransport(const std::array<Array, 3>& velocity_m_per_s, double duration_s,
                      bool isPassive);
    /// See GpuDevices::carry(); nothing where the flow is passive.
    void carry(const Array& x, float factor, const Array& base, Array& y);
    void apply(const Array& x, Array& y);
    void precondition(const Array& b, Array& x);
    /// `smooth`: about the inverse of the operator times b; `image`: the operator on it.
    void smoothImage(const Array& b, Array& smooth, Array& image);
    /// Adds `length` times the smoothed direction to the answer, and takes its image off what is
    /// left.
    void follow(double length, const Array& image, Array& answer);
    /// `of` times `a` and times `b`; waits for the device.
    [[nodiscard]] ProductPair dots(const Array& of, const Array& a, const Array& b);

    const GpuFlow& m_flow;
    compute::Executor& m_executor;
    GridShape m_shape;
    bool m_isPassive = false;
    compute::DeviceArray<ScreenCell> m_screens;
    compute::DeviceArray<LeakFace> m_leaks;
    std::array<Array, 3> m_fromNear, m_fromFar;
    Array m_loss, m_inverseLoss, m_source;
    Array m_residual, m_shadow, m_direction, m_image, m_smooth, m_secondImage;
    compute::DeviceArray<double> m_carried;
    compute::DeviceArray<ProductPair> m_result;
    std::vector<ProductPair> m_known; ///< on the host
};

} // namespace hallwright::airflow
