#include "core/engine/conductor_heat.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hallwright::engine {

namespace {

constexpr double kReference_C = 20.0;
constexpr double kSoil_C = 20.0;  ///< IEC 60502-2 annex B
constexpr double kRated_C = 90.0; ///< XLPE
constexpr double kMoved = 1e-7;   ///< so that the way to an answer leaves no trace in it

} // namespace

double resistanceFactor(const catalog::CableType& cable, double loading) {
    if (cable.busway || cable.r_Ohm_per_m <= 0.0)
        return 1.0;
    // Entries with a value at 20 degC give the other one at 90 degC; those without, at 20 degC.
    const double r20_Ohm_per_m =
        cable.r20_Ohm_per_m > 0.0 ? cable.r20_Ohm_per_m : cable.r_Ohm_per_m;
    const double share = std::clamp(loading, 0.0, 1.0);
    const double conductor_C = kSoil_C + (kRated_C - kSoil_C) * share * share;
    return r20_Ohm_per_m *
           (1.0 + cable.temperatureCoefficient_per_K * (conductor_C - kReference_C)) /
           cable.r_Ohm_per_m;
}

void ConductorHeat::apply(const TrunkPower& trunk, std::vector<power::Branch>& branches) const {
    for (const auto& row : trunk.feeders)
        if (const auto it = m_factors.find(row.feeder); row.branch >= 0 && it != m_factors.end())
            branches[static_cast<std::size_t>(row.branch)].r_pu =
                trunk.branches[static_cast<std::size_t>(row.branch)].r_pu * it->second;
}

bool ConductorHeat::update(const model::Campus& campus, const catalog::Catalog& catalog,
                           const TrunkPower& trunk, const power::PowerSolution& solution,
                           std::vector<power::Branch>& branches) {
    bool hasMoved = false;
    for (const auto& row : trunk.feeders) {
        if (row.branch < 0)
            continue;
        const auto at = static_cast<std::size_t>(row.branch);
        const auto* feeder = campus.feeders().find(row.feeder);
        const auto* cable = feeder ? catalog.cable(feeder->cableType) : nullptr;
        const double v_pu = solution.vm_pu[static_cast<std::size_t>(branches[at].from)];
        if (!cable || row.rating_A <= 0.0 || !branches[at].inService || !(v_pu > 0.0))
            continue;
        const double nominal_V =
            trunk.busInfo[static_cast<std::size_t>(branches[at].from)].nominal_V;
        const double current_A =
            std::max(std::abs(solution.sFrom_MVA[at]), std::abs(solution.sTo_MVA[at])) * 1e6 /
            (std::numbers::sqrt3 * nominal_V * v_pu);
        const double factor = resistanceFactor(*cable, current_A / row.rating_A);
        auto& kept = m_factors.try_emplace(row.feeder, 1.0).first->second;
        const double r_pu = trunk.branches[at].r_pu * factor;
        if (std::abs(r_pu - branches[at].r_pu) <= kMoved * branches[at].r_pu)
            continue;
        kept = factor;
        branches[at].r_pu = r_pu;
        hasMoved = true;
    }
    return hasMoved;
}

} // namespace hallwright::engine
