#include "core/engine/trunk_taps.h"

#include "core/engine/hall_power.h"

#include <algorithm>
#include <cmath>

namespace hallwright::engine {

namespace {

/// Dead band of types that state none, in steps: as narrow as leaves a position within it.
constexpr double kLeastBand_steps = 1.2;

bool hasChanger(const catalog::TransformerType& type) {
    return type.tapStep > 0.0 && type.tapRange > 0.0;
}

power::TapChanger changerOf(const TrunkPower::TransformerRow& row, double neutralRatio) {
    const auto& type = *row.type;
    power::TapChanger changer;
    changer.branch = row.branch;
    changer.controlledBus = row.lowBus;
    changer.vSet_pu = type.tapSetpoint_pu;
    changer.band_pu = std::max(type.tapBand, kLeastBand_steps * type.tapStep);
    changer.neutralTap = neutralRatio;
    changer.step = type.tapStep;
    changer.maxPosition = static_cast<int>(std::floor(type.tapRange / type.tapStep + 1e-9));
    changer.minPosition = -changer.maxPosition;
    return changer;
}

} // namespace

bool TrunkTaps::begin(const TrunkPower& trunk, power::PowerProblem& problem,
                      const std::vector<bool>& isLive) {
    m_transformerOf.clear();
    problem.tapChangers.clear();
    for (std::size_t i = 0; i < trunk.transformers.size(); ++i) {
        const auto& row = trunk.transformers[i];
        if (!hasChanger(*row.type))
            continue;
        m_transformerOf.push_back(i);
        problem.tapChangers.push_back(
            changerOf(row, problem.branches[static_cast<std::size_t>(row.branch)].tap));
        problem.tapChangers.back().inService = isLive[static_cast<std::size_t>(row.lowBus)];
    }
    m_lastMove.assign(m_transformerOf.size(), 0);
    m_arePlaced = m_transformerOf.empty(); // without any changer there is nothing to place
    const bool isOther = m_positions.size() != trunk.transformers.size();
    if (isOther)
        m_positions.assign(trunk.transformers.size(), 0);
    setRows(trunk, problem);
    return isOther;
}

/// At position n the ratio is the neutral one times 1 + n step; nothing else of the row changes.
bool TrunkTaps::setRows(const TrunkPower& trunk, power::PowerProblem& problem) const {
    bool hasChanged = false;
    for (std::size_t k = 0; k < m_transformerOf.size(); ++k) {
        const auto& changer = problem.tapChangers[k];
        const int position = m_positions[m_transformerOf[k]];
        auto& tap =
            problem
                .branches[static_cast<std::size_t>(trunk.transformers[m_transformerOf[k]].branch)]
                .tap;
        const double ratio = changer.neutralTap * (1.0 + changer.step * position);
        hasChanged |= tap != ratio;
        tap = ratio;
    }
    return hasChanged;
}

/// Always from a flat start, so that nothing but the trunk and the draws has a part in it.
std::vector<int> TrunkTaps::search(const TrunkPower& trunk, const power::PowerProblem& problem,
                                   const std::vector<power::Load>& draws) {
    power::PowerProblem alone;
    alone.base_MVA = problem.base_MVA;
    alone.buses = trunk.buses;
    alone.branches = trunk.branches;
    alone.links = trunk.links;
    alone.loads = draws;
    alone.sources = trunk.sources;
    alone.generators = trunk.generators;
    alone.tapChangers = problem.tapChangers;
    if (m_network && m_network->isCompiledFrom(alone)) {
        m_network->updateBranches(alone);
    } else {
        auto compiled = power::PowerNetwork::compile(alone);
        if (!compiled) { // the campus's own network says why
            m_network.reset();
            return {};
        }
        m_network.emplace(std::move(compiled).value());
    }
    power::PowerOptions options;
    options.start = power::StartPoint::Flat;
    options.taps = power::TapControl::Automatic;
    const auto solution = m_network->solve(alone, options);
    return solution.converged() ? solution.tapPositions : std::vector<int>{};
}

bool TrunkTaps::place(const TrunkPower& trunk, power::PowerProblem& problem,
                      const std::vector<power::Load>& draws) {
    const auto found = search(trunk, problem, draws);
    m_positions.assign(trunk.transformers.size(), 0);
    for (std::size_t k = 0; k < found.size(); ++k)
        m_positions[m_transformerOf[k]] = found[k];
    m_arePlaced = true;
    return setRows(trunk, problem);
}

bool TrunkTaps::correct(const TrunkPower& trunk, power::PowerProblem& problem,
                        const power::PowerSolution& solution) {
    bool hasMoved = false;
    for (std::size_t k = 0; k < m_transformerOf.size(); ++k) {
        const auto& changer = problem.tapChangers[k];
        const double vm_pu = solution.vm_pu[static_cast<std::size_t>(changer.controlledBus)];
        const double above_pu = vm_pu - changer.vSet_pu;
        if (!changer.inService || !(std::abs(above_pu) > 0.5 * changer.band_pu))
            continue;
        const int step = above_pu > 0.0 ? 1 : -1;
        if (m_lastMove[k] == -step)
            continue;
        int& position = m_positions[m_transformerOf[k]];
        if (position + step < changer.minPosition || position + step > changer.maxPosition)
            continue; // at its last tap
        position += step;
        m_lastMove[k] = step;
        hasMoved = true;
    }
    if (hasMoved)
        setRows(trunk, problem);
    return hasMoved;
}

} // namespace hallwright::engine
