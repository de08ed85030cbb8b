#pragma once

#include "core/solvers/power/coupling_expansion.h"
#include "core/solvers/power/current_iteration.h"
#include "core/solvers/power/newton_solver.h"
#include "core/solvers/power/power_network.h"
#include "core/solvers/power/power_results.h"

#include <memory>
#include <optional>
#include <vector>

namespace hallwright::power {

/// What stays fixed while a compiled network is used: indices and switch positions, not values.
struct StructureKey {
    struct Pair {
        int from;
        int to;
        bool active;
        friend bool operator==(const Pair&, const Pair&) = default;
    };
    double base_MVA = 0.0;
    std::size_t buses = 0;
    std::vector<Pair> branches;
    std::vector<Pair> links;
    std::vector<Pair> sources; ///< bus, has impedance, in service
    std::vector<int> loadBuses;
    std::vector<int> generatorBuses;
    struct Converter {
        Pair ends;
        bool hasStorage;
        friend bool operator==(const Converter&, const Converter&) = default;
    };
    std::vector<Converter> couplings;

    explicit StructureKey(const PowerProblem& problem);
    [[nodiscard]] bool matches(const PowerProblem& problem) const;
};

/// Inside of a PowerNetwork. The structure is shared by copies; everything else is their own.
struct PowerNetwork::State {
    std::shared_ptr<const StructureKey> key;
    std::shared_ptr<const NetworkStructure> structure;
    std::shared_ptr<const LinkTree> linkTree;
    std::optional<CouplingExpansion> couplings; ///< where the problem has converters
    Admittances admittances;
    NewtonSolver newton;
    CurrentIteration sweep;
    NodeInjections injections;
    std::vector<VoltageControl> controls;
    NodeState nodes;
    std::vector<Complex> nodePower; ///< working space of the results
    bool hasSolution = false;       ///< `nodes` is a converged state
    NewtonSolver::NearBase near;    ///< set for one of many similar cases

    /// Solves with the admittances as they are.
    void solveOnce(const PowerProblem& problem, PowerSolution& solution,
                   const PowerOptions& options, const std::stop_token& stop);

    /// The same, tap changers moved where asked.
    void solveWithTaps(const PowerProblem& problem, PowerSolution& solution,
                       const PowerOptions& options, const std::stop_token& stop);

    void setSourceVoltages(const PowerProblem& problem);
    void startFlat(const PowerProblem& problem);
    void holdSetPoints();

    /// Iterates from `nodes`, with the reactive limits where asked.
    IterationOutcome iterate(const PowerOptions& options, const std::stop_token& stop);

    /// Newton alone from `nodes`. A mismatch in the rounding of the largest terms of a node's
    /// balance counts as converged.
    IterationOutcome refine(const PowerOptions& options, const std::stop_token& stop);

private:
    IterationOutcome iterateOnce(const PowerOptions& options, const std::stop_token& stop);
    [[nodiscard]] bool moveLimits();
};

} // namespace hallwright::power
