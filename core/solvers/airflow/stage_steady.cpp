#include "core/solvers/airflow/stage_run.h"

#include <algorithm>
#include <cmath>

// What StageRun does for laminar cases, which come to rest.

namespace hallwright::airflow {
namespace {

constexpr double kLeastRange_K = 0.01; // rounding of absolute temperatures is 2e-5
constexpr double kLeastRange_m_per_s = 1e-6;
constexpr int kStepsPerSteadyCheck = 400;
constexpr int kMostLaminarSteps = 400000;
constexpr double kMostLaminarWork = 2e10; // cells times steps: some minutes
constexpr double kCoarseTolerance = 4.0;  // times the finest grid's

/// Largest |a - b| over the range of both and zero, or over `leastRange` if that is more.
double relativeChange(const std::vector<float>& a, const std::vector<float>& b, double leastRange) {
    float low = 0.0f, high = 0.0f, change = 0.0f;
    for (std::size_t c = 0; c < a.size(); ++c) {
        low = std::min({low, a[c], b[c]});
        high = std::max({high, a[c], b[c]});
        change = std::max(change, std::abs(a[c] - b[c]));
    }
    return change / std::max(double(high) - low, leastRange);
}

} // namespace

void StageRun::runToSteady(const std::stop_token& stop) {
    m_grid.setStretch(m_care);
    const double tolerance = m_options.steadyTolerance * (isFinest() ? 1.0 : kCoarseTolerance);
    std::vector<float> temperature_K = m_grid.temperature_K();
    auto velocity = m_grid.velocity_m_per_s();
    const int mostSteps = static_cast<int>(
        std::min(double(kMostLaminarSteps), kMostLaminarWork / m_grid.lattice().shape.cellCount()));
    for (int step = 1; step <= mostSteps; ++step) {
        if (!advance(stop))
            return;
        if (step % kStepsPerSteadyCheck == 0) {
            m_steadyResidual = relativeChange(m_grid.temperature_K(), temperature_K, kLeastRange_K);
            for (std::size_t d = 0; d < 3; ++d)
                m_steadyResidual =
                    std::max(m_steadyResidual, relativeChange(m_grid.velocity_m_per_s()[d],
                                                              velocity[d], kLeastRange_m_per_s));
            m_steadyResidual /= kStepsPerSteadyCheck;
            m_settled = std::clamp(1.0 - 1e3 * m_steadyResidual, 0.0, 1.0);
            if (m_steadyResidual <= tolerance) {
                m_status = AirflowStatus::Converged;
                break;
            }
            temperature_K = m_grid.temperature_K();
            velocity = m_grid.velocity_m_per_s();
        }
        if (m_options.onStage && step % 16 == 0) {
            if (!m_mean->isPictureComing())
                m_mean->restart(m_grid);
            reportIfDue();
        }
    }
    m_mean->restart(m_grid);
    readAnswer();
    if (m_status != AirflowStatus::Converged && isFinest())
        m_findings.push_back({"air", "the flow still changes after the largest number of steps",
                              "use fewer cells; the flow may have no steady state"});
}

} // namespace hallwright::airflow
