#include "core/solvers/power/injections.h"

#include <algorithm>

namespace hallwright::power {

void gatherInjections(const PowerProblem& problem, const NetworkStructure& structure,
                      NodeInjections& injections, std::vector<VoltageControl>& controls) {
    const auto nodes = static_cast<std::size_t>(structure.totalNodes());
    injections.power.assign(nodes, {});
    injections.current.clear();
    injections.impedance.clear();
    injections.holdsVoltage.assign(nodes, 0);
    injections.anyHoldsVoltage = false;
    controls.clear();

    for (const Load& load : problem.loads) {
        const int node = structure.nodeOfBus[load.bus];
        if (node < 0 || !load.inService)
            continue;
        const Complex s(load.p_pu, load.q_pu);
        if (load.zip.power == 1.0) {
            injections.power[node] -= s;
            continue;
        }
        if (injections.current.empty()) {
            injections.current.assign(nodes, {});
            injections.impedance.assign(nodes, {});
        }
        injections.power[node] -= load.zip.power * s;
        injections.current[node] -= load.zip.current * s;
        injections.impedance[node] -= load.zip.impedance * s;
    }

    std::vector<int> controlOfNode; // made only where there is a generator
    for (const Generator& generator : problem.generators) {
        const int node = structure.nodeOfBus[generator.bus];
        if (node < 0 || !generator.inService)
            continue;
        if (!generator.controlsVoltage || structure.isSlack(node)) {
            injections.power[node] += Complex(generator.p_pu, generator.q_pu);
            continue;
        }
        if (controlOfNode.empty())
            controlOfNode.assign(nodes, -1);
        injections.power[node] += generator.p_pu;
        int& control = controlOfNode[node];
        if (control < 0) {
            control = static_cast<int>(controls.size());
            controls.push_back({node, generator.vSet_pu, 0.0, 0.0});
            injections.holdsVoltage[node] = 1;
            injections.anyHoldsVoltage = true;
        }
        controls[control].qMin_pu += generator.qMin_pu;
        controls[control].qMax_pu += generator.qMax_pu;
    }
}

} // namespace hallwright::power
