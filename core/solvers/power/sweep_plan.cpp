#include "core/solvers/power/sweep_plan.h"

#include <algorithm>
#include <cmath>

namespace hallwright::power {
namespace {

/// Cores with more factors than this are better left to KLU's orderings.
constexpr std::size_t kMostCoreEntries = 20000;

Phasor<double> phasor(Complex a) {
    return {a.real(), a.imag()};
}

} // namespace

bool SweepPlan::make(const NetworkStructure& s, const Admittances& y) {
    if (nodeCount == 0) {
        nodeCount = s.nodeCount;
        coreCount = s.coreCount;
        blocks = s.blocks;
        trunk = s.trunk;
        parent = s.parent;
        for (int& p : parent)
            if (p < 0)
                p = nodeCount;
        slackNode.clear();
        for (const SlackEdge& edge : s.slackEdges)
            slackNode.push_back(edge.node);
        factors.resize(static_cast<std::size_t>(nodeCount));
        if (s.coreCount > 0 && !core.analyse(s, kMostCoreEntries)) {
            nodeCount = 0;
            return false;
        }
    }
    std::vector<Complex> pivot = y.diagonal;
    bool isFinite = true;
    for (int c = s.nodeCount - 1; c >= s.coreCount; --c) {
        const Complex d = inverse(pivot[c]);
        SweepFactors& f = factors[c];
        f.inverse = phasor(d);
        isFinite &= std::isfinite(d.real() + d.imag());
        const int p = s.parent[c];
        if (p < 0) {
            f.up = f.down = {};
            continue;
        }
        f.up = phasor(y.up[c]);
        const Complex down = times(y.down[c], d);
        f.down = phasor(down);
        pivot[p] -= times(y.up[c], down);
    }
    return isFinite && (s.coreCount == 0 || core.factor(s, pivot, y.core));
}

} // namespace hallwright::power
