#pragma once

#include "core/solvers/hydronic/hydronic_problem.h"
#include "core/solvers/hydronic/hydronic_solution.h"

#include <memory>
#include <stop_token>

namespace hallwright::hydronic {

struct SolveOptions {
    int maxIterations = 200;
    double flowTolerance = 1e-6;        ///< sum |dQ| / sum |Q| of the last Newton step
    double headClosureTolerance = 1e-7; ///< largest closure over the largest head loss
    /// Slope [s/m2] by which shut check valves, valves and pumps let water through, and flow
    /// controls more than their setting: 30 m of head push 3e-10 m3/s.
    double closedSlope_s_per_m2 = 1e11;
};

/// The compiled form of a network: ordering and elimination pattern, made once and kept while nodes
/// and links stay connected the same way. Values (lengths, demands, settings, statuses, curves) may
/// change between solves. One object serves one thread at a time; different objects are
/// independent.
class HydronicNetwork {
public:
    /// Analyses the structure of `problem`. Indexes out of range are found by solve(), not here.
    explicit HydronicNetwork(const HydronicProblem& problem);
    ~HydronicNetwork();
    HydronicNetwork(HydronicNetwork&&) noexcept;
    HydronicNetwork& operator=(HydronicNetwork&&) noexcept;

    /// Whether `problem` has the same nodes (kinds) and links (ends), so that solve() accepts it.
    [[nodiscard]] bool matches(const HydronicProblem& problem) const;

    /// Solves for the values in `problem` by Todini and Pilati's global gradient algorithm (in
    /// "Computer Applications in Water Supply", vol. 1, 1988). `start`: an earlier solution of this
    /// network to begin from. Never throws on bad values; the status and the issues tell.
    [[nodiscard]] HydronicSolution solve(const HydronicProblem& problem,
                                         const SolveOptions& options = {},
                                         std::stop_token stop = {},
                                         const HydronicSolution* start = nullptr);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// Compiles and solves in one go.
[[nodiscard]] HydronicSolution solveHydronics(const HydronicProblem& problem,
                                              const SolveOptions& options = {},
                                              std::stop_token stop = {});

} // namespace hallwright::hydronic
