#pragma once

#include "core/solvers/power/case_changes.h"
#include "core/solvers/power/power_network.h"

#include <span>
#include <string>
#include <vector>

namespace hallwright::power {

enum class BatchDevice {
    Auto, ///< CUDA where a device is at hand and the batch is large enough to pay
    Cpu,
    Cuda, ///< CUDA; the CPU, with a message, where that cannot be
};

enum class CaseStates { Dropped, Kept };

struct BatchOptions {
    double tolerance_pu = 1e-8;
    int maxIterations = 30; ///< of Newton
    ReactiveLimits reactiveLimits = ReactiveLimits::Ignored;
    BatchDevice device = BatchDevice::Auto;
    int threads = 0; ///< 0: all; 1: the calling one alone
    CaseStates states = CaseStates::Dropped;
};

enum class CaseStatus {
    Converged,
    Islanded,     ///< the changes leave buses without a source that had one: not solved
    NotConverged, ///< neither from the base's state nor from a flat start
    Collapsed,    ///< no state carries the load
    NoSource,
    BadInput, ///< a change names a row that is not there or a number that is none
    Cancelled,
};

[[nodiscard]] const char* toString(CaseStatus status);

/// A case in a few numbers, which are set where it is converged only.
struct CaseResult {
    CaseStatus status = CaseStatus::Cancelled;
    int iterations = 0;
    double maxMismatch_pu = 0.0;
    double vmMin_pu = 0.0;
    int vmMinBus = -1;
    double vmMax_pu = 0.0;
    int vmMaxBus = -1;
    double losses_MW = 0.0;
    double maxPower_MVA = 0.0; ///< largest apparent power at an end of any branch
    int maxPowerBranch = -1;
    double maxLoading = 0.0; ///< largest apparent power over rating, of branches with a rating
    int maxLoadingBranch = -1;

    [[nodiscard]] bool converged() const { return status == CaseStatus::Converged; }
};

struct CaseVoltages {
    std::vector<double> vm_pu;  ///< [buses]; NaN where de-energised
    std::vector<double> va_rad; ///< [buses]
};

struct BatchResult {
    std::vector<CaseResult> cases;    ///< as the cases given
    std::vector<CaseVoltages> states; ///< as the cases; empty where not kept or not converged
    std::string device;               ///< what the sweeps ran on: "cpu", or the name of the GPU
    std::string message;              ///< why a device that was asked for was not used
    int swept = 0;                    ///< cases solved by sweeps in lanes or on the GPU
};

/// Solves many cases of one network: hours, scenarios, contingencies. Cases that only change powers
/// and source voltages of a network without voltage-controlling generators are swept eight at a
/// time in vector lanes, or all at once on a GPU. Branches out of service and taps keep the
/// compiled structure and start from the base's state; moved switches compile a network of their
/// own. What a sweep does not settle goes through Newton, one case after the other, so that a case
/// has the status that it would have alone. Results do not depend on the number of threads.
///
/// A converged case agrees with PowerNetwork::solve() of the changed problem as far as two states
/// within `tolerance_pu` do: voltages to about tolerance x |Z|.
[[nodiscard]] base::Result<BatchResult> solveBatch(const PowerProblem& base,
                                                   std::span<const CaseChanges> cases,
                                                   const BatchOptions& options = {},
                                                   std::stop_token stop = {});

} // namespace hallwright::power
