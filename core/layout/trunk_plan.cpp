#include "core/layout/trunk_plan.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace hallwright::layout {

namespace {

constexpr double kNormalMax = 0.9;
constexpr double kOneOutMax = 1.0;
/// More units in one yard and the fault level and the cables' way out get out of hand. Judgement.
constexpr int kTransformersMax = 4;
constexpr int kSubstationsMax = 200;

/// Highest load of a section, normally and with one section of the substation dead.
void rate(TrunkPlan& plan, const std::vector<double>& halls_VA, double transformer_VA) {
    for (int station = 0; station < plan.substations; ++station) {
        const auto loadsWithout = [&](int dead) {
            std::vector<double> load_VA(static_cast<std::size_t>(plan.transformersEach), 0.0);
            for (std::size_t i = 0; i < halls_VA.size(); ++i) {
                const auto& hall = plan.halls[i];
                if (hall.substation != station)
                    continue;
                const auto a = static_cast<std::size_t>(hall.sectionA);
                const auto b = static_cast<std::size_t>(hall.sectionB);
                load_VA[a] += halls_VA[i] * (hall.sectionB == dead ? 1.0 : 0.5);
                load_VA[b] += halls_VA[i] * (hall.sectionA == dead ? 1.0 : 0.5);
            }
            if (dead >= 0)
                load_VA[static_cast<std::size_t>(dead)] = 0.0;
            return *std::max_element(load_VA.begin(), load_VA.end()) / transformer_VA;
        };
        plan.loadNormal = std::max(plan.loadNormal, loadsWithout(-1));
        for (int dead = 0; dead < plan.transformersEach; ++dead)
            plan.loadOneOut = std::max(plan.loadOneOut, loadsWithout(dead));
    }
}

TrunkPlan share(const std::vector<double>& halls_VA, const std::vector<int>& groups,
                double transformer_VA, int substations, int transformersEach) {
    TrunkPlan plan;
    plan.substations = substations;
    plan.transformersEach = transformersEach;
    plan.halls.resize(halls_VA.size());
    // Whole rings, each to the substation that has the least so far.
    std::map<int, double> demandOf_VA;
    for (std::size_t i = 0; i < halls_VA.size(); ++i)
        demandOf_VA[groups[i]] += halls_VA[i];
    std::vector<double> load_VA(static_cast<std::size_t>(substations), 0.0);
    std::map<int, int> substationOf;
    constexpr double kAlike_VA = 1.0;
    for (const auto& [group, demand_VA] : demandOf_VA) {
        const auto lightest = std::min_element(
            load_VA.begin(), load_VA.end(), [](double a, double b) { return a < b - kAlike_VA; });
        *lightest += demand_VA;
        substationOf[group] = static_cast<int>(lightest - load_VA.begin());
    }
    std::vector<int> count(static_cast<std::size_t>(substations), 0);
    // Pairs of sections that take turns: all of them once, then again.
    std::vector<std::pair<int, int>> pairs;
    for (int step = 1; step < transformersEach; ++step)
        for (int a = 0; a < transformersEach; ++a)
            if (a < (a + step) % transformersEach || 2 * step != transformersEach)
                pairs.emplace_back(a, (a + step) % transformersEach);
    for (std::size_t i = 0; i < halls_VA.size(); ++i) {
        const int station = substationOf.at(groups[i]);
        const auto place = static_cast<std::size_t>(station);
        const auto& [a, b] = pairs[static_cast<std::size_t>(count[place]++) % pairs.size()];
        plan.halls[i] = {station, a, b};
    }
    rate(plan, halls_VA, transformer_VA);
    return plan;
}

} // namespace

TrunkPlan planTrunk(const std::vector<double>& halls_VA, const std::vector<int>& groups,
                    double transformer_VA) {
    TrunkPlan best;
    for (int substations = 1; substations <= kSubstationsMax; ++substations) {
        for (int transformers = 2; transformers <= kTransformersMax; ++transformers) {
            auto plan = share(halls_VA, groups, transformer_VA, substations, transformers);
            const bool isSmaller =
                best.halls.empty() ||
                substations * transformers < best.substations * best.transformersEach;
            if (plan.loadNormal <= kNormalMax && plan.loadOneOut <= kOneOutMax && isSmaller)
                best = std::move(plan);
        }
        // One more substation can save units against the best so far, two more can't.
        if (!best.halls.empty() && substations > best.substations)
            break;
    }
    return best;
}

} // namespace hallwright::layout
