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
                      const std::vector<bool>& isLive, const std::vector<bool>& isRackLoad,
                      const Change& change) {
    const bool stood =
        std::any_of(m_positions.begin(), m_positions.end(), [](int p) { return p != 0; });
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
    // Without any changer there is nothing to find.
    m_areFound = m_transformerOf.empty() || stillHold(trunk, problem, isRackLoad, change);
    if (!m_areFound || m_positions.size() != trunk.transformers.size()) {
        m_positions.assign(trunk.transformers.size(), 0);
        m_foundAt_pu.clear();
        return stood;
    }
    setRows(trunk, problem);
    return false;
}

/// A bar's voltage moves by less than half of what the load behind it changes, as a share of the
/// smallest transformer: short-circuit voltages are below 20 %. What a rebuilt hall changes in
/// impedance counts as 1 % of its load.
bool TrunkTaps::stillHold(const TrunkPower& trunk, const power::PowerProblem& problem,
                          const std::vector<bool>& isRackLoad, const Change& change) const {
    if (change.isOtherNetwork || m_foundAt_pu.size() != problem.loads.size() ||
        m_positions.size() != trunk.transformers.size())
        return false;
    double smallest_VA = trunk.transformers.front().type->rating_VA;
    for (const auto& row : trunk.transformers)
        smallest_VA = std::min(smallest_VA, row.type->rating_VA);
    constexpr double kWattsPerPu = kBase_MVA * 1e6;
    double changed_pu = 0.01 * change.rebuilt_W / kWattsPerPu;
    // Cooling and UPS loads are set later; racks' loads decide here.
    for (std::size_t i = 0; i < problem.loads.size(); ++i)
        if (isRackLoad[i] || m_foundAt_pu[i] != 0.0)
            changed_pu += std::abs(problem.loads[i].p_pu - m_foundAt_pu[i]);
    return 0.5 * changed_pu * kWattsPerPu / smallest_VA < m_margin_pu;
}

/// At position n the ratio is the neutral one times 1 + n step; nothing else of the row changes.
void TrunkTaps::setRows(const TrunkPower& trunk, power::PowerProblem& problem) const {
    for (std::size_t k = 0; k < m_transformerOf.size(); ++k) {
        const auto& changer = problem.tapChangers[k];
        const int position = m_positions[m_transformerOf[k]];
        problem.branches[static_cast<std::size_t>(trunk.transformers[m_transformerOf[k]].branch)]
            .tap = changer.neutralTap * (1.0 + changer.step * position);
    }
}

bool TrunkTaps::take(const TrunkPower& trunk, power::PowerProblem& problem,
                     const power::PowerSolution& solution, const std::vector<bool>& isRackLoad) {
    m_areFound = true;
    m_margin_pu = solution.tapMargin_pu;
    m_foundAt_pu.resize(problem.loads.size());
    for (std::size_t i = 0; i < problem.loads.size(); ++i)
        m_foundAt_pu[i] = isRackLoad[i] ? problem.loads[i].p_pu : 0.0;
    for (std::size_t k = 0; k < solution.tapPositions.size(); ++k)
        m_positions[m_transformerOf[k]] = solution.tapPositions[k];
    setRows(trunk, problem);
    return std::any_of(m_positions.begin(), m_positions.end(), [](int p) { return p != 0; });
}

void TrunkTaps::forget() {
    m_foundAt_pu.clear();
}

} // namespace hallwright::engine
