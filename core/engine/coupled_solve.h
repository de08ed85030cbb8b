#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/campus_index.h"
#include "core/engine/cooling_system.h"
#include "core/engine/interior_cache.h"
#include "core/engine/power_assembly.h"

#include <map>
#include <stop_token>

namespace hallwright::engine {

/// The fixed point of power, coolant and plant: racks' loads -> electrical flow -> losses as heat
/// where they arise -> coolant and plant -> the cooling's power -> electrical flow, until total
/// power stands still. Keeps compiled networks and what a later solve can start from; one
/// instance serves one thread at a time.
class CoupledSolve {
public:
    struct Outcome {
        int rounds = 0;
        double changeFraction = 0.0; ///< of total power, in the last round
        int powerIterations = 0;
        double power_ms = 0.0;
        double coolant_ms = 0.0;
        bool isCoupled = false; ///< the change is below 0.01 %
    };

    /// Assembles the campus of `index` under a scenario and solves it; coolers take in air that is
    /// warmer than ambient by `rises`.
    Outcome solve(const CampusIndex& index, const catalog::Catalog& catalog,
                  const model::Scenario& scenario, std::stop_token stop,
                  const IntakeRises& rises = {});

    /// Solves again what solve() has assembled, with the air that the coolers take in warmer than
    /// ambient. Assemblies and flows stay: they do not hang on temperatures.
    Outcome solveWarmed(const CampusIndex& index, const catalog::Catalog& catalog,
                        const IntakeRises& rises, std::stop_token stop);

    [[nodiscard]] const std::map<model::HallId, CachedInterior>& interiors() const {
        return m_interiors.current();
    }
    [[nodiscard]] const PowerAssembly& power() const { return m_power; }
    [[nodiscard]] const CoolingSystem& cooling() const { return m_cooling; }

private:
    void settle(const CampusIndex& index, const catalog::Catalog& catalog, Outcome& outcome,
                std::stop_token stop);

    InteriorCache m_interiors;
    PowerAssembly m_power;
    CoolingSystem m_cooling;
    /// What the cooling was found to draw in the last solve beyond what was expected of it, which
    /// an edit hardly moves: the next coupling starts from there.
    AuxiliaryPower m_beyondExpected;
};

} // namespace hallwright::engine
