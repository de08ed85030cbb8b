#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/content_cache.h"
#include "core/engine/facility_circuit.h"
#include "core/engine/facility_flow.h"
#include "core/engine/facility_heat.h"
#include "core/engine/hall_cooling.h"
#include "core/engine/interior_cache.h"
#include "core/engine/loop_heat.h"
#include "core/engine/power_assembly.h"

#include <map>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace hallwright::engine {

/// Coolant and air of the whole campus up to the doors of the halls' air solutions: technology
/// loops, facility water, plants. Flows follow from the racks' loads alone and are found once a
/// solve; temperatures and the cooling's power also take the halls' losses and are found each
/// round of the coupling.
class CoolingSystem {
public:
    struct Circuit {
        FacilityCircuit circuit;
        plant::CoolantProperties coolant;
        std::shared_ptr<const FacilityFlow> flow;
        std::vector<double> heats_W; ///< as circuit.consumers
        FacilityHeat heat;
    };
    struct HallHeat {
        std::vector<LoopHeat> loops;       ///< as cooling->loops
        std::vector<AirUnitHeat> airUnits; ///< as cooling->air.units
        double loss_W = 0.0;               ///< of transformers, UPS and busways in the hall
        double airHeat_W = 0.0;            ///< racks, losses, fans
        double ventilated_W = 0.0;         ///< of it: no unit takes it
        double facilitySupply_K = 0.0;
        double facilityReturn_K = 0.0;
        bool hasFacilityWater = false;
    };
    struct Hall {
        std::shared_ptr<const HallCooling> cooling;
        HallHeat heat;
    };

    void prepare(const CampusIndex& index, const catalog::Catalog& catalog,
                 const std::map<model::HallId, CachedInterior>& interiors,
                 const PowerAssembly& power, const model::Scenario& scenario, std::stop_token stop);

    /// Air that the coolers take in from now on, until the next prepare(), which gives all of them
    /// ambient air.
    void setIntakes(IntakeRises rises) { m_rises = std::move(rises); }
    [[nodiscard]] const IntakeRises& intakes() const { return m_rises; }
    /// One round: temperatures and power of all cooling for these losses in the halls [W].
    void solve(const std::map<model::HallId, double>& indoorLoss_W, std::stop_token stop);

    /// Where the cooling's power is drawn: CDUs and fans at their hall; a plant at its own feeder,
    /// else at the halls it serves by their heat, else at the nearest substation.
    [[nodiscard]] AuxiliaryPower auxiliaryPower(const CampusIndex& index,
                                                const TrunkPower& trunk) const;

    [[nodiscard]] const std::vector<Circuit>& circuits() const { return m_circuits; }
    [[nodiscard]] const std::map<model::HallId, Hall>& halls() const { return m_halls; }
    [[nodiscard]] const std::vector<model::MainId>& deadMains() const { return m_deadMains; }
    [[nodiscard]] double power_W() const;
    [[nodiscard]] bool isConverged() const;
    [[nodiscard]] std::string trouble() const; ///< first thing that did not converge, in words
    [[nodiscard]] int iterations() const;
    [[nodiscard]] double residual_m3_per_s() const;

private:
    struct CachedHall {
        std::uint64_t version = 0;
        std::vector<double> loads_W;
        double expectedLoss_W = 0.0;
        std::vector<bool> services;
        std::shared_ptr<const HallCooling> cooling;
    };
    std::shared_ptr<const HallCooling>
    hallCooling(const CampusIndex& index, const catalog::Catalog& catalog,
                const CachedInterior& interior, const ServiceState& service,
                const std::vector<double>& loads_W, double expectedLoss_W, std::stop_token stop);
    [[nodiscard]] std::vector<double> consumerHeats(const FacilityCircuit& circuit) const;
    void spreadTemperatures();

    std::map<model::HallId, CachedHall> m_cache;
    ContentCache<TcsLoopFlow> m_loopFlows;
    ContentCache<FacilityFlow> m_facilityFlows;
    model::Scenario m_scenario;
    double m_elevation_m = 0.0;
    IntakeRises m_rises;
    std::vector<Circuit> m_circuits;
    std::map<model::HallId, Hall> m_halls;
    std::vector<model::MainId> m_deadMains;
};

} // namespace hallwright::engine
