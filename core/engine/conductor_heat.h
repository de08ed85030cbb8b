#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/trunk_power.h"
#include "core/model/campus.h"
#include "core/solvers/power/power_solution.h"

#include <unordered_map>

namespace hallwright::engine {

/// Resistance of a buried cable's conductor at a load, as a factor on the value of its catalogue
/// entry. The conductor warms with the square of the loading from soil temperature to the 90 degC
/// of its rated current (XLPE), R = R20 (1 + alpha (t - 20 degC)); IEC 60287-1-1 clause 2.1, alpha
/// 3.93e-3/K for copper and 4.03e-3/K for aluminium. Beyond rated current it stays at 90 degC.
[[nodiscard]] double resistanceFactor(const catalog::CableType& cable, double loading);

/// Resistances of the trunk's feeders by their loading. Kept from one solve to the next, because an
/// edit hardly moves them.
class ConductorHeat {
public:
    /// Puts the last known resistances into rows that still have the catalogue's.
    void apply(const TrunkPower& trunk, std::vector<power::Branch>& branches) const;

    /// Sets resistances by the loadings of a solution; true where one moved by more than 1e-7 of
    /// itself, which is then in `branches`.
    bool update(const model::Campus& campus, const catalog::Catalog& catalog,
                const TrunkPower& trunk, const power::PowerSolution& solution,
                std::vector<power::Branch>& branches);

    void forget() { m_factors.clear(); }

private:
    std::unordered_map<model::FeederId, double> m_factors;
};

} // namespace hallwright::engine
