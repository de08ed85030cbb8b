#pragma once

// Changes of networks for tests of batches.

#include "core/solvers/power/batch.h"

#include <cmath>
#include <random>
#include <vector>

namespace hallwright::power {

/// The base with the changes made: what a single solve is given.
inline PowerProblem changed(const PowerProblem& base, const CaseChanges& changes) {
    PowerProblem problem = base;
    for (std::size_t i = 0; i < problem.loads.size(); ++i) {
        const double factor =
            changes.loadFactor * (changes.loadFactors.empty() ? 1.0 : changes.loadFactors[i]);
        problem.loads[i].p_pu *= factor;
        problem.loads[i].q_pu *= factor;
    }
    for (const auto& change : changes.loads) {
        problem.loads[change.load].p_pu = change.p_pu;
        problem.loads[change.load].q_pu = change.q_pu;
    }
    for (const auto& change : changes.generators) {
        problem.generators[change.generator].p_pu = change.p_pu;
        problem.generators[change.generator].q_pu = change.q_pu;
        problem.generators[change.generator].vSet_pu = change.vSet_pu;
    }
    for (const auto& change : changes.sources)
        problem.sources[change.source].vm_pu = change.vm_pu;
    for (const auto& change : changes.taps) {
        problem.branches[change.branch].tap = change.tap;
        problem.branches[change.branch].shift_rad = change.shift_rad;
    }
    for (const int branch : changes.branchesIn)
        problem.branches[branch].inService = true;
    for (const int branch : changes.branchesOut)
        problem.branches[branch].inService = false;
    for (const int link : changes.linksOpened)
        problem.links[link].closed = false;
    for (const int link : changes.linksClosed)
        problem.links[link].closed = true;
    return problem;
}

/// Changes of all kinds, several to a case.
inline std::vector<CaseChanges> randomCases(const PowerProblem& base, int count, unsigned seed) {
    std::mt19937 random(seed);
    const auto below = [&](std::size_t rows) {
        return static_cast<int>(random() % static_cast<unsigned>(rows));
    };
    std::vector<CaseChanges> cases(static_cast<std::size_t>(count));
    for (CaseChanges& one : cases) {
        if (below(2) == 0)
            one.loadFactor = 0.5 + 0.1 * below(10);
        if (below(3) == 0)
            for (std::size_t i = 0; i < base.loads.size(); ++i)
                one.loadFactors.push_back(0.8 + 0.01 * below(40));
        if (below(3) == 0)
            one.loads.push_back({below(base.loads.size()), 0.03, 0.01});
        if (below(3) == 0 && !base.generators.empty())
            one.generators.push_back({below(base.generators.size()), 0.015, 0.002, 1.005});
        if (below(4) == 0)
            one.sources.push_back({0, 0.98 + 0.01 * below(5)});
        if (below(4) == 0)
            one.taps.push_back({below(base.branches.size()), 0.97 + 0.01 * below(6), 0.0});
        for (int outages = below(4); outages > 1; --outages)
            one.branchesOut.push_back(below(base.branches.size()));
        if (below(6) == 0 && !base.links.empty())
            one.linksOpened.push_back(below(base.links.size()));
        if (below(8) == 0)
            one.linksClosed.push_back(static_cast<int>(base.links.size()) - 1);
    }
    return cases;
}

/// Whether a bus that had a voltage has none.
inline bool losesBuses(const PowerSolution& before, const PowerSolution& after) {
    for (std::size_t bus = 0; bus < before.vm_pu.size(); ++bus)
        if (!std::isnan(before.vm_pu[bus]) && std::isnan(after.vm_pu[bus]))
            return true;
    return false;
}

} // namespace hallwright::power
