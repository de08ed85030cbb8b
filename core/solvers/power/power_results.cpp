#include "core/solvers/power/power_results.h"

#include "core/solvers/power/disjoint_sets.h"
#include "core/solvers/power/reactive_sharing.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hallwright::power {
namespace {

constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();

/// Power that the loads of a problem draw at bus `load.bus` [pu].
Complex drawn(const Load& load, double vm) {
    const double factor = load.zip.power + vm * (load.zip.current + vm * load.zip.impedance);
    return factor * Complex(load.p_pu, load.q_pu);
}

class ResultMapper {
public:
    ResultMapper(const SolvedNetwork& network, std::vector<Complex>& nodePower,
                 PowerSolution& solution)
        : m_in(network), m_nodePower(nodePower), m_out(solution) {}

    void map() {
        mapVoltages();
        mapBranches();
        addShunts();
        mapSourceImpedances();
        findMismatch();
        mapGenerators();
        mapIdealSources();
        mapLinks();
    }

private:
    void mapVoltages() {
        const std::size_t buses = m_in.problem.buses.size();
        m_out.vm_pu.resize(buses);
        m_out.va_rad.resize(buses);
        m_out.deadBuses.clear();
        for (std::size_t bus = 0; bus < buses; ++bus) {
            const int node = m_in.structure.nodeOfBus[bus];
            m_out.vm_pu[bus] = node < 0 ? kNotANumber : m_in.state.vm[node];
            m_out.va_rad[bus] = node < 0 ? kNotANumber : m_in.state.theta_rad[node];
            if (node < 0)
                m_out.deadBuses.push_back(static_cast<int>(bus));
        }
    }

    /// Flows of the branches, and what leaves each node through them.
    void mapBranches() {
        const std::size_t count = m_in.problem.branches.size();
        const double base_MVA = m_in.problem.base_MVA;
        m_nodePower.assign(static_cast<std::size_t>(m_in.structure.totalNodes()), {});
        m_out.sFrom_MVA.resize(count);
        m_out.sTo_MVA.resize(count);
        Complex losses;
        for (std::size_t i = 0; i < count; ++i) {
            const BranchSlot& slot = m_in.structure.branches[i];
            if (slot.from < 0) {
                m_out.sFrom_MVA[i] = m_out.sTo_MVA[i] = {};
                continue;
            }
            const TwoPort& y = m_in.admittances.branches[i];
            const Complex from = m_in.state.v[slot.from];
            const Complex to = m_in.state.v[slot.to];
            const Complex sFrom = timesConjugate(from, times(y.ff, from) + times(y.ft, to));
            const Complex sTo = timesConjugate(to, times(y.tf, from) + times(y.tt, to));
            m_out.sFrom_MVA[i] = base_MVA * sFrom;
            m_out.sTo_MVA[i] = base_MVA * sTo;
            m_nodePower[slot.from] += sFrom;
            m_nodePower[slot.to] += sTo;
            losses += sFrom + sTo;
        }
        m_out.losses_MW = base_MVA * losses.real();
        m_out.losses_Mvar = base_MVA * losses.imag();
    }

    void addShunts() {
        for (std::size_t bus = 0; bus < m_in.problem.buses.size(); ++bus)
            if (const int node = m_in.structure.nodeOfBus[bus]; node >= 0)
                m_nodePower[node] += shuntPower(static_cast<int>(bus));
    }

    /// Sources behind an impedance feed their bus what flows through it.
    void mapSourceImpedances() {
        const auto& sources = m_in.problem.sources;
        m_out.sSource_MVA.assign(sources.size(), {});
        for (std::size_t i = 0; i < sources.size(); ++i) {
            if (!sources[i].inService || !hasImpedance(sources[i]))
                continue;
            const int node = m_in.structure.nodeOfBus[sources[i].bus];
            const Complex v = m_in.state.v[node];
            const Complex inner = m_in.state.v[m_in.structure.slackOfSource[i]];
            const Complex s = timesConjugate(v, times(m_in.admittances.sources[i], inner - v));
            m_out.sSource_MVA[i] = m_in.problem.base_MVA * s;
            m_nodePower[node] -= s;
        }
    }

    void findMismatch() {
        double largest = 0.0;
        int worst = -1;
        for (int i = 0; i < m_in.structure.nodeCount; ++i) {
            const Complex lacking = m_in.injections.at(i, m_in.state.vm[i]) - m_nodePower[i];
            const double dq = m_in.injections.holdsVoltage[i] ? 0.0 : std::abs(lacking.imag());
            const double larger = std::max(std::abs(lacking.real()), dq);
            // Written so that a NaN is taken up and stays.
            if (!(larger <= largest) && !std::isnan(largest)) {
                largest = larger;
                worst = i;
            }
        }
        m_out.maxMismatch_pu = largest;
        m_out.worstBus = worst < 0 ? -1 : m_in.structure.busOfNode[worst];
    }

    /// Generators that hold one node share its reactive power.
    void mapGenerators() {
        const auto& generators = m_in.problem.generators;
        m_out.sGenerator_MVA.assign(generators.size(), {});
        if (generators.empty())
            return;
        std::vector<int> controlOfNode(static_cast<std::size_t>(m_in.structure.totalNodes()), -1);
        std::vector<std::vector<int>> machines(m_in.controls.size());
        for (std::size_t i = 0; i < m_in.controls.size(); ++i)
            controlOfNode[m_in.controls[i].node] = static_cast<int>(i);
        for (std::size_t i = 0; i < generators.size(); ++i) {
            const Generator& generator = generators[i];
            const int node = m_in.structure.nodeOfBus[generator.bus];
            if (node < 0 || !generator.inService)
                continue;
            m_out.sGenerator_MVA[i] =
                m_in.problem.base_MVA * Complex(generator.p_pu, generator.q_pu);
            if (generator.controlsVoltage && controlOfNode[node] >= 0)
                machines[controlOfNode[node]].push_back(static_cast<int>(i));
        }
        for (std::size_t i = 0; i < m_in.controls.size(); ++i)
            shareReactive(m_in.controls[i], machines[i]);
    }

    void shareReactive(const VoltageControl& control, const std::vector<int>& machines) {
        const auto& generators = m_in.problem.generators;
        const double base_MVA = m_in.problem.base_MVA;
        using Held = VoltageControl::Held;
        std::vector<ReactiveRange> ranges;
        for (const int machine : machines)
            ranges.push_back({generators[machine].qMin_pu, generators[machine].qMax_pu});
        std::vector<double> shares;
        if (control.held == Held::Free) {
            const double vm = m_in.state.vm[control.node];
            shares = shareReactivePower(m_nodePower[control.node].imag() -
                                            m_in.injections.at(control.node, vm).imag(),
                                        ranges);
        }
        for (std::size_t k = 0; k < machines.size(); ++k)
            m_out.sGenerator_MVA[machines[k]].imag(base_MVA *
                                                   (control.held == Held::Free    ? shares[k]
                                                    : control.held == Held::AtMin ? ranges[k].min
                                                                                  : ranges[k].max));
    }

    /// Ideal sources feed what their node lacks.
    void mapIdealSources() {
        const NetworkStructure& structure = m_in.structure;
        std::vector<Complex> lacking(static_cast<std::size_t>(structure.slackCount));
        for (int k = 0; k < structure.slackCount; ++k) {
            const int node = structure.nodeCount + k;
            lacking[k] = m_nodePower[node] - m_in.injections.at(node, m_in.state.vm[node]);
        }
        const auto& sources = m_in.problem.sources;
        for (std::size_t i = 0; i < sources.size(); ++i) {
            if (!sources[i].inService || hasImpedance(sources[i]))
                continue;
            // The first ideal source of a node carries it all; others on it read zero.
            Complex& s = lacking[structure.slackOfSource[i] - structure.nodeCount];
            m_out.sSource_MVA[i] = m_in.problem.base_MVA * s;
            s = {};
        }
    }

    [[nodiscard]] Complex shuntPower(int bus) const {
        const Bus& row = m_in.problem.buses[bus];
        if (row.shuntG_pu == 0.0 && row.shuntB_pu == 0.0)
            return {};
        const double vm = m_in.state.vm[m_in.structure.nodeOfBus[bus]];
        return vm * vm * Complex(row.shuntG_pu, -row.shuntB_pu);
    }

    void mapLinks() {
        const PowerProblem& problem = m_in.problem;
        m_out.sLink_MVA.assign(problem.links.size(), {});
        if (m_in.linkTree.steps.empty())
            return;
        const double base_MVA = problem.base_MVA;
        const std::vector<int>& nodeOfBus = m_in.structure.nodeOfBus;
        std::vector<Complex> leaving(problem.buses.size()); // [MVA] to anything but links
        for (std::size_t i = 0; i < problem.branches.size(); ++i) {
            leaving[problem.branches[i].from] += m_out.sFrom_MVA[i];
            leaving[problem.branches[i].to] += m_out.sTo_MVA[i];
        }
        for (std::size_t bus = 0; bus < problem.buses.size(); ++bus)
            if (nodeOfBus[bus] >= 0)
                leaving[bus] += base_MVA * shuntPower(static_cast<int>(bus));
        for (const Load& load : problem.loads)
            if (load.inService && nodeOfBus[load.bus] >= 0)
                leaving[load.bus] += base_MVA * drawn(load, m_in.state.vm[nodeOfBus[load.bus]]);
        for (std::size_t i = 0; i < problem.generators.size(); ++i)
            leaving[problem.generators[i].bus] -= m_out.sGenerator_MVA[i];
        for (std::size_t i = 0; i < problem.sources.size(); ++i)
            leaving[problem.sources[i].bus] -= m_out.sSource_MVA[i];
        for (auto step = m_in.linkTree.steps.rbegin(); step != m_in.linkTree.steps.rend(); ++step) {
            const Complex flow = leaving[step->childBus]; // parent -> child
            leaving[step->parentBus] += flow;
            const bool forward = problem.links[step->link].from == step->parentBus;
            m_out.sLink_MVA[step->link] = forward ? flow : -flow;
        }
    }

    const SolvedNetwork& m_in;
    std::vector<Complex>& m_nodePower; ///< [nodes and slack nodes] into branches, shunts, sources
    PowerSolution& m_out;
};

} // namespace

LinkTree compileLinkTree(const PowerProblem& problem) {
    LinkTree tree;
    if (std::none_of(problem.links.begin(), problem.links.end(),
                     [](const Link& link) { return link.closed; }))
        return tree;
    const auto buses = problem.buses.size();
    DisjointSets sets(static_cast<int>(buses));
    struct Arc {
        int link;
        int to;
    };
    std::vector<std::vector<Arc>> arcs;
    for (std::size_t i = 0; i < problem.links.size(); ++i) {
        const Link& link = problem.links[i];
        if (!link.closed || !sets.join(link.from, link.to))
            continue;
        if (arcs.empty())
            arcs.resize(buses);
        arcs[link.from].push_back({static_cast<int>(i), link.to});
        arcs[link.to].push_back({static_cast<int>(i), link.from});
    }
    if (arcs.empty())
        return tree;
    std::vector<char> visited(buses, 0);
    std::vector<int> stack;
    for (std::size_t root = 0; root < buses; ++root) {
        if (visited[root] || arcs[root].empty())
            continue;
        visited[root] = 1;
        stack.push_back(static_cast<int>(root));
        while (!stack.empty()) {
            const int bus = stack.back();
            stack.pop_back();
            for (const Arc& arc : arcs[bus])
                if (!visited[arc.to]) {
                    visited[arc.to] = 1;
                    tree.steps.push_back({arc.link, bus, arc.to});
                    stack.push_back(arc.to);
                }
        }
    }
    return tree;
}

void mapResults(const SolvedNetwork& network, std::vector<Complex>& nodePower,
                PowerSolution& solution) {
    ResultMapper(network, nodePower, solution).map();
}

} // namespace hallwright::power
