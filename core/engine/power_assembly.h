#pragma once

#include "core/engine/conductor_heat.h"
#include "core/engine/hall_power.h"
#include "core/engine/interior_cache.h"
#include "core/engine/supply_devices.h"
#include "core/engine/trunk_power.h"
#include "core/engine/trunk_taps.h"
#include "core/solvers/power/disjoint_sets.h"
#include "core/solvers/power/power_network.h"
#include "core/solvers/power/power_problem.h"
#include "core/solvers/power/power_solution.h"

#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace hallwright::engine {

/// Electrical power of cooling by where it is drawn [W].
struct AuxiliaryPower {
    std::map<model::HallId, double> halls;
    std::map<model::EntityId, double> others; ///< plants with a feeder of their own, substations
    /// The same power by the hall that it serves, wherever it is drawn.
    std::map<model::HallId, double> serving;
    /// Halls that the plants without a feeder of their own draw from.
    std::map<model::PlantId, std::vector<model::HallId>> plantsAtHalls;
};

/// The power network of the whole campus: assembled from the trunk and the halls, compiled once and
/// kept while only values change, solved as often as loads do.
class PowerAssembly {
public:
    using HallPart = engine::HallPart;

    /// Takes over a campus. Rebuilds the rows of halls whose interior or services changed, joins
    /// all rows, lets everything transfer that does so by itself, finds what is energised, and
    /// shares the racks' loads out over their live feeds. `service` tells what works; without it,
    /// the scenario does.
    void assemble(const CampusIndex& index, const catalog::Catalog& catalog,
                  const std::map<model::HallId, CachedInterior>& interiors,
                  const model::Scenario& scenario);
    void assemble(const CampusIndex& index, const catalog::Catalog& catalog,
                  const std::map<model::HallId, CachedInterior>& interiors,
                  const model::Scenario& scenario, const ServiceState& service);

    /// Sets the resistance of the trunk's cables by the temperature that their load gives them.
    /// True where one has moved.
    bool setConductors(const model::Campus& campus, const catalog::Catalog& catalog);
    /// Places the tap changers by what halls and plants are expected to draw with this power of the
    /// cooling, which must hang on nothing that was solved before; see TrunkTaps.
    void placeTaps(const AuxiliaryPower& expected);
    /// Moves the changers on whose bars stand beside their bands in the settled solution. True
    /// where one has moved: the coupling is to be settled again.
    bool correctTaps();

    /// Solves with the cooling's power; UPS losses use the load of the last solve. The first solve
    /// of what was assembled places the tap changers where that has not been done.
    const power::PowerSolution& solve(const AuxiliaryPower& auxiliary, std::stop_token stop);

    [[nodiscard]] const power::PowerProblem& problem() const { return m_problem; }
    [[nodiscard]] const power::PowerSolution& solution() const { return m_solution; }
    [[nodiscard]] const TrunkPower& trunk() const { return m_trunk; }
    [[nodiscard]] const std::vector<HallPart>& halls() const { return m_halls; }
    [[nodiscard]] bool isLive(int bus) const { return m_live[static_cast<std::size_t>(bus)]; }
    [[nodiscard]] const TrunkTaps& taps() const { return m_taps; }
    /// Why the network could not be compiled; empty where it was.
    [[nodiscard]] const std::string& fault() const { return m_fault; }

    /// What the devices of a hall carry and lose.
    [[nodiscard]] SupplyDevices devices(const HallPart& part) const {
        return {part, m_problem, m_live, m_hasSolution ? &m_solution : nullptr};
    }

    /// Losses that arise inside a hall and warm its air [W].
    [[nodiscard]] double indoorLoss_W(const HallPart& part) const;
    /// The same by the racks' demand and the ratings alone, before any flow is known: what air
    /// units are set for. Busways, which lose a few per mille, are left out.
    [[nodiscard]] double expectedIndoorLoss_W(const HallPart& part) const {
        return devices(part).expectedIndoorLoss_W();
    }
    [[nodiscard]] double branchLoss_W(int branch) const;
    /// Apparent power at an end of a branch where it is largest [VA].
    [[nodiscard]] double apparent_VA(int branch) const;
    /// Of a trunk transformer: loss of all its windings, and loading of the one nearest its rating.
    [[nodiscard]] double loss_W(const TrunkPower::TransformerRow& row) const;
    [[nodiscard]] double loading(const TrunkPower::TransformerRow& row) const;

private:
    struct CachedHall {
        std::uint64_t version = 0;
        std::vector<bool> services;
        std::vector<double> intake_V;
        std::shared_ptr<const HallPower> power;
        /// What devices were found to draw in the last solve over what was expected of them, in the
        /// order of setDeviceLoads(): where the next solve starts from.
        std::vector<double> drawn;
    };
    void join();
    void findLive();
    void energiseHall(HallPart& part, std::vector<bool>& liveSet, power::DisjointSets& sets);
    void setAuxiliary(const AuxiliaryPower& auxiliary);
    void shareAuxiliary(const HallPart& part, double total_W);
    void setDeviceLoads(HallPart& part);
    void shareRackLoads(const CampusIndex& index, const model::Scenario& scenario);
    void setLoad(int row, double p_W, double powerFactor);
    void compileIfChanged();
    void rebuildHall(const CampusIndex& index, const catalog::Catalog& catalog,
                     const CachedInterior& interior, const ServiceState& service,
                     const std::vector<int>& intake);

    std::map<model::HallId, CachedHall> m_cache;
    TrunkPower m_trunk;
    std::vector<HallPart> m_halls;
    TrunkTaps m_taps;
    power::PowerProblem m_problem;
    std::optional<power::PowerNetwork> m_network;
    power::PowerSolution m_solution;
    bool m_hasSolution = false;   ///< of the present problem
    bool m_branchesMoved = false; ///< since the network was compiled or told
    std::vector<bool> m_live;
    std::string m_fault;
    ConductorHeat m_conductors;
};

} // namespace hallwright::engine
