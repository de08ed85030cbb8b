#include "core/solvers/power/coupling_expansion.h"

#include "core/solvers/power/disjoint_sets.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace hallwright::power {

CouplingExpansion::CouplingExpansion(const PowerProblem& problem)
    : m_loads(problem.loads.size()), m_sources(problem.sources.size()), m_expanded(problem),
      m_energised(findEnergised(problem)) {
    const std::size_t count = problem.couplings.size();
    m_fed_pu.assign(count, {});
    DisjointSets nodes(static_cast<int>(problem.buses.size()));
    for (const Link& link : problem.links)
        if (link.closed)
            nodes.join(link.from, link.to);
    std::map<int, int> groupOfNode;
    for (std::size_t i = 0; i < count; ++i) {
        const Coupling& coupling = problem.couplings[i];
        m_expanded.loads.push_back({.bus = coupling.from, .inService = m_energised.inputs[i] != 0});
        m_expanded.sources.push_back({.bus = coupling.to,
                                      .vm_pu = coupling.vm_pu,
                                      .va_rad = coupling.va_rad,
                                      .inService = m_energised.outputs[i] != 0});
        const auto [group, isNew] =
            groupOfNode.emplace(nodes.find(coupling.to), static_cast<int>(m_ratingOfGroup.size()));
        if (isNew)
            m_ratingOfGroup.push_back(0.0);
        m_groupOfCoupling.push_back(group->second);
        if (m_energised.outputs[i])
            m_ratingOfGroup[group->second] += rating_pu(coupling);
    }
}

double CouplingExpansion::rating_pu(const Coupling& coupling) const {
    return coupling.rating_MVA > 0.0 ? coupling.rating_MVA / m_expanded.base_MVA : 1.0;
}

double CouplingExpansion::loss_pu(const Coupling& coupling, double p_pu) const {
    const double rating = rating_pu(coupling);
    const double load = std::abs(p_pu) / rating;
    return rating *
           (coupling.lossConstant + load * (coupling.lossLinear + load * coupling.lossQuadratic));
}

void CouplingExpansion::update(const PowerProblem& problem) {
    m_expanded.buses = problem.buses;
    m_expanded.branches = problem.branches;
    std::copy(problem.loads.begin(), problem.loads.end(), m_expanded.loads.begin());
    m_expanded.generators = problem.generators;
    std::copy(problem.sources.begin(), problem.sources.end(), m_expanded.sources.begin());
    m_expanded.tapChangers = problem.tapChangers;
    m_expanded.couplings = problem.couplings;
    for (std::size_t i = 0; i < problem.couplings.size(); ++i) {
        m_expanded.sources[m_sources + i].vm_pu = problem.couplings[i].vm_pu;
        m_expanded.sources[m_sources + i].va_rad = problem.couplings[i].va_rad;
    }
}

bool CouplingExpansion::feedBack(const PowerSolution& solution, double tolerance_pu) {
    const std::vector<Coupling>& couplings = m_expanded.couplings;
    std::vector<std::complex<double>> ofGroup(m_ratingOfGroup.size());
    for (std::size_t i = 0; i < couplings.size(); ++i)
        ofGroup[m_groupOfCoupling[i]] += solution.sSource_MVA[m_sources + i] / m_expanded.base_MVA;
    double largest = 0.0;
    for (std::size_t i = 0; i < couplings.size(); ++i) {
        if (!m_energised.outputs[i])
            continue;
        const Coupling& coupling = couplings[i];
        const int group = m_groupOfCoupling[i];
        m_fed_pu[i] = ofGroup[group] * (rating_pu(coupling) / m_ratingOfGroup[group]);
        if (!m_energised.inputs[i])
            continue;
        Load& drawn = m_expanded.loads[m_loads + i];
        const double p_pu = m_fed_pu[i].real() + loss_pu(coupling, m_fed_pu[i].real());
        const double factor = std::abs(coupling.inputPowerFactor);
        largest = std::max(largest, std::abs(p_pu - drawn.p_pu));
        drawn.p_pu = p_pu;
        drawn.q_pu = std::copysign(p_pu * std::sqrt(1.0 - factor * factor) / factor,
                                   coupling.inputPowerFactor);
    }
    return largest > tolerance_pu;
}

void CouplingExpansion::finish(PowerSolution& solution) const {
    const std::size_t count = m_expanded.couplings.size();
    const double base_MVA = m_expanded.base_MVA;
    solution.sSource_MVA.resize(m_sources);
    solution.sCouplingIn_MVA.assign(count, {});
    solution.sCouplingOut_MVA.assign(count, {});
    solution.couplingLoss_MW.assign(count, 0.0);
    for (std::size_t i = 0; i < count; ++i) {
        if (!m_energised.outputs[i])
            continue;
        const Load& drawn = m_expanded.loads[m_loads + i];
        if (m_energised.inputs[i])
            solution.sCouplingIn_MVA[i] = base_MVA * std::complex<double>(drawn.p_pu, drawn.q_pu);
        solution.sCouplingOut_MVA[i] = base_MVA * m_fed_pu[i];
        solution.couplingLoss_MW[i] =
            base_MVA * loss_pu(m_expanded.couplings[i], m_fed_pu[i].real());
    }
}

} // namespace hallwright::power
