#include "core/io/epanet/cut_off_heads.h"

#include "core/io/epanet/epanet_network.h"
#include "core/solvers/hydronic/hydronic_network.h"
#include "core/solvers/hydronic/supply_check.h"

#include <vector>

namespace hallwright::io {

using namespace hydronic;

namespace {

Link leakOf(const Link& link) {
    Link leak = resistance(link.from, link.to, kShutSlope_s_per_m2);
    leak.exponent = 1.0;
    return leak;
}

bool passes(const HydronicSolution& solution, std::size_t link) {
    const LinkStatus status = solution.linkStatus[link];
    return status == LinkStatus::Open || status == LinkStatus::Active;
}

/// Whether each node reaches a fixed head over links that `doesPass` says pass water.
template <class Passes>
std::vector<bool> findSupplied(const HydronicProblem& problem, Passes doesPass) {
    const std::size_t count = problem.nodes.size();
    std::vector<std::vector<int>> neighbours(count);
    for (std::size_t k = 0; k < problem.links.size(); ++k)
        if (doesPass(k)) {
            const Link& link = problem.links[k];
            neighbours[static_cast<std::size_t>(link.from)].push_back(link.to);
            neighbours[static_cast<std::size_t>(link.to)].push_back(link.from);
        }
    std::vector<bool> isSupplied(count, false);
    std::vector<std::size_t> open;
    const auto reach = [&](std::size_t node) {
        if (!isSupplied[node])
            open.push_back(node);
        isSupplied[node] = true;
    };
    for (std::size_t i = 0; i < count; ++i)
        if (problem.nodes[i].kind == NodeKind::FixedHead)
            reach(i);
    while (!open.empty()) {
        const std::size_t node = open.back();
        open.pop_back();
        for (const int next : neighbours[node])
            reach(static_cast<std::size_t>(next));
    }
    return isSupplied;
}

void describe(HydronicSolution& solution) {
    for (HydronicIssue& issue : solution.issues) {
        const std::size_t colon = issue.text.find(": ");
        if (colon == std::string::npos)
            continue;
        if (issue.kind == IssueKind::NoFixedHead)
            issue.text.replace(colon + 2, std::string::npos,
                               "its part is cut off; its heads are the mean of those around it");
        else if (issue.kind == IssueKind::Unsupplied)
            issue.text.replace(colon + 2, std::string::npos,
                               "its part is cut off but has demand; its heads mean nothing");
    }
}

} // namespace

HydronicProblem withLeaks(const HydronicProblem& problem) {
    const auto isSupplied =
        findSupplied(problem, [&](std::size_t k) { return !isShut(problem.links[k]); });
    HydronicProblem leaky = problem;
    for (Link& link : leaky.links)
        if (isShut(link) && isSupplied[static_cast<std::size_t>(link.from)] &&
            isSupplied[static_cast<std::size_t>(link.to)])
            link = leakOf(link);
    return leaky;
}

void hideLeaks(const HydronicProblem& problem, HydronicSolution& solution) {
    for (std::size_t k = 0; k < problem.links.size(); ++k) {
        if (isShut(problem.links[k]))
            solution.linkStatus[k] = LinkStatus::Closed;
        if (passes(solution, k))
            continue;
        solution.flow_m3_per_s[k] = 0.0;
        solution.velocity_m_per_s[k] = 0.0;
    }
}

void setCutOffHeads(const HydronicProblem& problem, HydronicSolution& solution) {
    const auto isSupplied =
        findSupplied(problem, [&](std::size_t k) { return passes(solution, k); });
    HydronicProblem part = problem;
    part.links.clear();
    std::vector<std::size_t> linkOf;
    for (std::size_t k = 0; k < problem.links.size(); ++k) {
        const Link& link = problem.links[k];
        if (isSupplied[static_cast<std::size_t>(link.from)] &&
            isSupplied[static_cast<std::size_t>(link.to)])
            continue;
        Link laid = link;
        if (!passes(solution, k)) {
            laid = leakOf(link);
        }
        part.addLink(laid);
        linkOf.push_back(k);
    }
    if (linkOf.empty())
        return;
    for (std::size_t i = 0; i < problem.nodes.size(); ++i)
        if (isSupplied[i])
            part.nodes[i] = fixedHead(solution.head_m[i], problem.nodes[i].elevation_m);
    const HydronicSolution answer = solveHydronics(part);
    if (!answer.isConverged())
        return;
    for (std::size_t i = 0; i < problem.nodes.size(); ++i)
        if (!isSupplied[i])
            solution.head_m[i] = answer.head_m[i];
    for (std::size_t j = 0; j < linkOf.size(); ++j) {
        const std::size_t k = linkOf[j];
        solution.headLoss_m[k] = answer.headLoss_m[j];
        if (!passes(solution, k))
            continue;
        solution.flow_m3_per_s[k] = answer.flow_m3_per_s[j];
        solution.velocity_m_per_s[k] = answer.velocity_m_per_s[j];
    }
    describe(solution);
}

} // namespace hallwright::io
