#include "core/io/epanet/cut_off_heads.h"

#include "core/solvers/hydronic/hydronic_network.h"

#include <vector>

namespace hallwright::io {

using namespace hydronic;

namespace {

constexpr double kFoot_m = 0.3048;
/// EPANET's CBIG of 1e8 ft for 1 ft3/s.
constexpr double kLeak_s_per_m2 = 1e8 / (kFoot_m * kFoot_m);

bool passes(const HydronicSolution& solution, std::size_t link) {
    const LinkStatus status = solution.linkStatus[link];
    return status == LinkStatus::Open || status == LinkStatus::Active;
}

/// Whether each node reaches a fixed head over links that pass water.
std::vector<bool> findSupplied(const HydronicProblem& problem, const HydronicSolution& solution) {
    const std::size_t count = problem.nodes.size();
    std::vector<std::vector<int>> neighbours(count);
    for (std::size_t k = 0; k < problem.links.size(); ++k)
        if (passes(solution, k)) {
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

void setCutOffHeads(const HydronicProblem& problem, HydronicSolution& solution) {
    const auto isSupplied = findSupplied(problem, solution);
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
            laid = resistance(link.from, link.to, kLeak_s_per_m2);
            laid.exponent = 1.0;
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
