#pragma once

#include "core/base/result.h"
#include "core/solvers/power/power_problem.h"
#include "core/solvers/power/power_solution.h"

#include <memory>
#include <stop_token>

namespace hallwright::power {

enum class StartPoint {
    Flat, ///< 1.0 pu (or the set-point), angles from the source through the phase shifts on the way
    Last, ///< this network's last converged solution where there is one, else (and where that
          ///< leads nowhere) Flat
};

enum class PowerMethod {
    Auto,   ///< current iteration where no bus holds its voltage, finished or replaced by Newton
    Newton, ///< Newton alone; iterations are then Newton steps
};

enum class ReactiveLimits { Ignored, Enforced };

enum class TapControl {
    Fixed,     ///< branches keep their `tap`
    Automatic, ///< tap changers move to hold their voltages
};

struct PowerOptions {
    double tolerance_pu = 1e-8; ///< largest |dP| or |dQ| accepted at any bus
    int maxIterations = 30;
    StartPoint start = StartPoint::Last;
    PowerMethod method = PowerMethod::Auto;
    ReactiveLimits reactiveLimits = ReactiveLimits::Ignored;
    TapControl taps = TapControl::Fixed;
};

/// A compiled network: closed links merged, islands found, nodes ordered from the
/// sources outward, trees split from the meshed core, admittances summed. It is made once and
/// solved as often as loads, generator powers and set-points change; a moved switch, another branch
/// or a bus needs a new one (isCompiledFrom() tells), a changed tap or impedance a call of
/// updateBranches().
///
/// Not for use from two threads at once; copies are independent and cheap beside compile().
///
///     auto network = PowerNetwork::compile(problem);      // Result: findings name the table row
///     problem.loads[i].p_pu = 0.012;                      // values change freely
///     PowerSolution now = network->solve(problem);        // starts from the last solution
class PowerNetwork {
public:
    /// Checks every index and number of `problem` and compiles its structure.
    /// Findings have places such as "/branches/17".
    [[nodiscard]] static base::Result<PowerNetwork> compile(const PowerProblem& problem);

    PowerNetwork(PowerNetwork&&) noexcept;
    PowerNetwork& operator=(PowerNetwork&&) noexcept;
    PowerNetwork(const PowerNetwork& other);
    PowerNetwork& operator=(const PowerNetwork& other);
    ~PowerNetwork();

    /// True while tables, connections, switches and services are those it was compiled from, so
    /// that only values differ. Compares indices only; about 1 ns a row.
    [[nodiscard]] bool isCompiledFrom(const PowerProblem& problem) const;

    /// Takes over impedances, taps, shunts and source impedances of a problem of the same
    /// structure.
    void updateBranches(const PowerProblem& problem);

    /// Solves for the loads, generators and source voltages of `problem`, which has the structure
    /// this was compiled from. Never throws for a network that cannot be solved: see the status.
    [[nodiscard]] PowerSolution solve(const PowerProblem& problem, const PowerOptions& options = {},
                                      std::stop_token stop = {});

    /// The same into a solution whose memory is used again, which saves a large network a third of
    /// the time.
    void solve(const PowerProblem& problem, PowerSolution& solution,
               const PowerOptions& options = {}, std::stop_token stop = {});

    /// Takes voltages of all buses, such as those of a case file, for the last solution, from which
    /// the next solve starts. False, and nothing is taken, where one of an energised bus is no
    /// positive number.
    bool startFrom(const std::vector<double>& vm_pu, const std::vector<double>& va_rad);

    /// Forgets the last solution, so that the next solve starts flat.
    void forgetSolution();

private:
    friend class BatchSolver;
    friend class CaseSolver;
    struct State;
    explicit PowerNetwork(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace hallwright::power
