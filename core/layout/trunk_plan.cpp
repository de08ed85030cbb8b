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
void rate(TrunkPlan& plan, const std::vector<HallDraw>& halls, double transformer_VA,
          OneOut oneOut) {
    const auto sections = static_cast<std::size_t>(plan.transformersEach);
    for (int station = 0; station < plan.substations; ++station) {
        const auto loadsWithout = [&](int dead) {
            std::vector<double> load_VA(sections, 0.0);
            for (std::size_t i = 0; i < halls.size(); ++i) {
                const auto& feed = plan.halls[i];
                if (feed.substation != station)
                    continue;
                std::vector<bool> isOut;
                for (const int section : feed.sections)
                    isOut.push_back(section == dead);
                const auto shares = model::blockShares(*halls[i].pattern, isOut);
                for (std::size_t b = 0; b < shares.size(); ++b)
                    load_VA[static_cast<std::size_t>(feed.sections[b])] +=
                        halls[i].demand_VA * shares[b];
            }
            if (dead >= 0)
                load_VA[static_cast<std::size_t>(dead)] = 0.0;
            return load_VA;
        };
        const auto normal_VA = loadsWithout(-1);
        plan.loadNormal =
            std::max(plan.loadNormal,
                     *std::max_element(normal_VA.begin(), normal_VA.end()) / transformer_VA);
        if (oneOut == OneOut::TiesClose)
            plan.loadOneOut =
                std::max(plan.loadOneOut, std::accumulate(normal_VA.begin(), normal_VA.end(), 0.0) /
                                              (transformer_VA * static_cast<double>(sections - 1)));
        for (int dead = 0; dead < plan.transformersEach && oneOut == OneOut::HallsMove; ++dead) {
            const auto left_VA = loadsWithout(dead);
            plan.loadOneOut =
                std::max(plan.loadOneOut,
                         *std::max_element(left_VA.begin(), left_VA.end()) / transformer_VA);
        }
    }
}

TrunkPlan share(const std::vector<HallDraw>& halls, double transformer_VA, OneOut oneOut,
                int substations, int transformersEach) {
    TrunkPlan plan;
    plan.substations = substations;
    plan.transformersEach = transformersEach;
    plan.halls.resize(halls.size());
    // Whole rings, each to the substation that has the least so far.
    std::map<int, double> demandOf_VA;
    for (const auto& hall : halls)
        demandOf_VA[hall.group] += hall.demand_VA;
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
    for (std::size_t i = 0; i < halls.size(); ++i) {
        const int station = substationOf.at(halls[i].group);
        const int turn = count[static_cast<std::size_t>(station)]++;
        const auto blocks = static_cast<int>(halls[i].pattern->blocks.size());
        auto& feed = plan.halls[i];
        feed.substation = station;
        if (blocks == 2) {
            const auto& [a, b] = pairs[static_cast<std::size_t>(turn) % pairs.size()];
            feed.sections = {a, b};
        } else {
            for (int b = 0; b < blocks; ++b) // the first of them on each section in turn
                feed.sections.push_back((turn + b) % transformersEach);
        }
    }
    rate(plan, halls, transformer_VA, oneOut);
    return plan;
}

} // namespace

TrunkPlan planTrunk(const std::vector<HallDraw>& halls, double transformer_VA, OneOut oneOut) {
    TrunkPlan best;
    int least = 2; // sections, so that blocks of a hall do not fall together
    for (const auto& hall : halls)
        least = std::max(least, static_cast<int>(hall.pattern->blocks.size()));
    for (int substations = 1; substations <= kSubstationsMax; ++substations) {
        for (int transformers = least; transformers <= kTransformersMax; ++transformers) {
            auto plan = share(halls, transformer_VA, oneOut, substations, transformers);
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
