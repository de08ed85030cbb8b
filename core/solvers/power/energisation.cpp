#include "core/solvers/power/energisation.h"

#include "core/solvers/power/disjoint_sets.h"

namespace hallwright::power {

Energisation findEnergised(const PowerProblem& problem) {
    const int common = static_cast<int>(problem.buses.size()); // stands for all sources
    DisjointSets sets(common + 1);
    for (const Branch& branch : problem.branches)
        if (branch.inService)
            sets.join(branch.from, branch.to);
    for (const Link& link : problem.links)
        if (link.closed)
            sets.join(link.from, link.to);
    for (const Source& source : problem.sources)
        if (source.inService)
            sets.join(source.bus, common);
    Energisation result;
    result.inputs.assign(problem.couplings.size(), 0);
    result.outputs.assign(problem.couplings.size(), 0);
    for (bool grows = true; grows;) {
        grows = false;
        for (std::size_t i = 0; i < problem.couplings.size(); ++i) {
            const Coupling& coupling = problem.couplings[i];
            if (!coupling.inService || result.inputs[i])
                continue;
            const bool isLive = sets.find(coupling.from) == sets.find(common);
            result.inputs[i] = isLive ? 1 : 0;
            if (result.outputs[i] || !(isLive || coupling.hasStorage))
                continue;
            result.outputs[i] = 1;
            grows |= sets.join(coupling.to, common);
        }
    }
    // Once more: outputs that came to life last may feed the inputs of converters with storage.
    for (std::size_t i = 0; i < problem.couplings.size(); ++i)
        if (problem.couplings[i].inService)
            result.inputs[i] = sets.find(problem.couplings[i].from) == sets.find(common) ? 1 : 0;
    result.buses.resize(problem.buses.size());
    for (int bus = 0; bus < common; ++bus) {
        result.buses[bus] = sets.find(bus) == sets.find(common) ? 1 : 0;
        result.busCount += result.buses[bus];
    }
    return result;
}

} // namespace hallwright::power
