#include "core/engine/capacity/limit_table.h"

#include <algorithm>
#include <cmath>

namespace hallwright::engine {

namespace {

constexpr double kNoticeable_W = 1e3; ///< heat to a hall's air that needs an air unit
constexpr double kFlowShort = 0.95;   ///< of the flow wanted, as the design check has it
/// Upper end of the recommended range of ASHRAE TC 9.9 (2021), for types that state no inlet.
constexpr double kRecommended_C = 27.0;

/// To what share a temperature above its limit must bring the load down, where the rise over what
/// is supplied is proportional to the load; none where it holds.
double factorOf(double limit_C, double actual_C, double supplied_C) {
    if (actual_C <= limit_C || actual_C <= supplied_C)
        return kNoLimit;
    return std::max(0.0, (limit_C - supplied_C) / (actual_C - supplied_C));
}

/// Of units in parallel with `out` of them missing; none where nothing is carried.
struct Bank {
    double capacity = 0.0;
    double largest = 0.0;
    int units = 0;

    void add(double one) {
        capacity += one;
        largest = std::max(largest, one);
        ++units;
    }
    [[nodiscard]] double factor(double carried, int out) const {
        const int missing = std::min(out, units - 1);
        return carried > 0.0 ? std::max(0.0, capacity - missing * largest) / carried : kNoLimit;
    }
};

class HallCoolingLimits {
public:
    HallCoolingLimits(const CapacityContext& context, const model::Hall& hall)
        : m_c(context), m_hall(hall) {
        for (const auto* rack : context.index.racksOf(hall.id)) {
            m_racks.push_back(rack->id);
            const auto* type = context.catalog.rack(rack->type);
            if (type && type->heatToLiquidFraction > 0.0)
                m_liquid.push_back(rack->id);
        }
    }

    void limit() {
        limitLoops();
        limitLiquidRacks();
        limitAirUnits();
        limitInlets();
        limitPlants();
    }

private:
    const UnitState* unitState(model::EquipmentId id) const {
        const auto it = m_c.solution.units.find(id);
        return it == m_c.solution.units.end() ? nullptr : &it->second;
    }
    void offer(const std::vector<model::RackId>& racks, Resource resource, double factor,
               const std::string& name, LoadBasis basis = LoadBasis::Solved) {
        if (std::isfinite(factor))
            m_c.limits.offerAll(racks, resource, factor, name, basis);
    }

    void limitLoops() {
        const auto interior = m_c.solution.interiors.find(m_hall.id);
        if (interior == m_c.solution.interiors.end())
            return;
        offer(interior->second->racksWithoutCoolant, Resource::Coolant, 0.0, "no coolant loop");
        for (const auto& loop : interior->second->loops)
            for (const auto& state : m_c.solution.loops)
                if (state.hall == m_hall.id && state.name == loop.name)
                    limitLoop(loop, state);
    }

    void limitLoop(const model::TcsLoop& loop, const LoopState& state) {
        Bank heat, flow;
        const double wanted_m3_per_s = wantedFlow(loop.racks);
        for (const auto id : loop.cdus) {
            const auto* unit = m_c.index.campus().equipment().find(id);
            const auto* type = unit ? m_c.catalog.cdu(unit->type) : nullptr;
            const auto* running = unitState(id);
            if (!type || !running || !running->running)
                continue;
            heat.add(type->capacity_W);
            flow.add(type->flowSecondary_m3_per_s);
        }
        const int out = m_hall.recipe.cduSpare > 0 ? 1 : 0;
        const std::string suffix = out > 0 && heat.units > 1 ? ", one out" : "";
        offer(loop.racks, Resource::Coolant, heat.factor(state.heat_W, out),
              "heat of the CDUs of " + loop.name + suffix);
        // Flows are those of the racks at design load, whatever the state that was solved.
        offer(loop.racks, Resource::Coolant, flow.factor(wanted_m3_per_s, out),
              "flow of the CDUs of " + loop.name + suffix, LoadBasis::Design);
        const auto* family = m_c.catalog.pipe(loop.pipeFamily);
        const double velocity_m_per_s =
            state.flow_m3_per_s > 0.0
                ? state.manifoldVelocity_m_per_s * wanted_m3_per_s / state.flow_m3_per_s
                : 0.0;
        if (family && family->velocityMax_m_per_s > 0.0 && velocity_m_per_s > 0.0)
            offer(loop.racks, Resource::Coolant, family->velocityMax_m_per_s / velocity_m_per_s,
                  "manifold of " + loop.name, LoadBasis::Design);
    }

    /// Coolant that racks want at their design load.
    double wantedFlow(const std::vector<model::RackId>& racks) const {
        double flow_m3_per_s = 0.0;
        for (const auto id : racks) {
            const auto* rack = m_c.index.campus().racks().find(id);
            const auto* type = rack ? m_c.catalog.rack(rack->type) : nullptr;
            if (type && type->powerNominal_W > 0.0)
                flow_m3_per_s += type->coolantFlow_m3_per_s * rack->itLoad_W / type->powerNominal_W;
        }
        return flow_m3_per_s;
    }

    void limitLiquidRacks() {
        const auto hall = m_c.solution.halls.find(m_hall.id);
        const int flowCulprit = m_c.limits.culprit("coolant flow of the rack");
        const int warmCulprit = m_c.limits.culprit("coolant temperature of the rack");
        for (const auto* rack : m_c.index.racksOf(m_hall.id)) {
            const auto* type = m_c.catalog.rack(rack->type);
            const auto it = m_c.solution.racks.find(rack->id);
            if (!type || it == m_c.solution.racks.end() || !it->second.hasCoolant)
                continue;
            const auto& state = it->second;
            const double wanted_m3_per_s =
                type->powerNominal_W > 0.0
                    ? type->coolantFlow_m3_per_s * state.load_W / type->powerNominal_W
                    : 0.0;
            if (state.coolantFlow_m3_per_s < kFlowShort * wanted_m3_per_s)
                m_c.limits.offer(rack->id, Resource::Coolant,
                                 state.coolantFlow_m3_per_s / wanted_m3_per_s, flowCulprit);
            if (type->coolantSupplyMax_C > 0.0 && hall != m_c.solution.halls.end())
                if (const double factor = factorOf(type->coolantSupplyMax_C, state.coolantSupply_C,
                                                   hall->second.facilitySupply_C);
                    std::isfinite(factor))
                    m_c.limits.offer(rack->id, Resource::Coolant, factor, warmCulprit);
        }
    }

    void limitAirUnits() {
        Bank heat;
        double carried_W = 0.0;
        for (const auto* unit : m_c.index.equipmentOf(model::entity(m_hall.id))) {
            const auto* type = m_c.catalog.airUnit(unit->type);
            const auto* state = type ? unitState(unit->id) : nullptr;
            if (!state || !state->running)
                continue;
            heat.add(type->capacity_W);
            carried_W += state->heat_W;
        }
        m_hasAirUnits = heat.units > 0;
        const auto hall = m_c.solution.halls.find(m_hall.id);
        if (!m_hasAirUnits) {
            if (hall != m_c.solution.halls.end() &&
                hall->second.heatToAir_W - hall->second.loss_W > kNoticeable_W)
                offer(m_racks, Resource::Air, 0.0, "no air unit");
            return;
        }
        const int out = std::min(m_hall.recipe.airUnitSpare, heat.units - 1);
        offer(m_racks, Resource::Air, heat.factor(carried_W, out),
              "air units of " + m_hall.name +
                  (out > 0 ? ", " + std::to_string(out) + " out" : std::string()));
    }

    /// Where the air is solved: inlets above what the type takes.
    void limitInlets() {
        double supply_C = kNoLimit;
        for (const auto* unit : m_c.index.equipmentOf(model::entity(m_hall.id)))
            if (const auto* state =
                    unit->kind == model::EquipmentKind::AirUnit ? unitState(unit->id) : nullptr;
                state && state->running)
                supply_C = std::min(supply_C, state->supply_C);
        if (!std::isfinite(supply_C))
            return;
        const int culprit = m_c.limits.culprit("inlet temperature of the rack");
        for (const auto* rack : m_c.index.racksOf(m_hall.id)) {
            const auto* type = m_c.catalog.rack(rack->type);
            const auto it = m_c.solution.racks.find(rack->id);
            if (!type || it == m_c.solution.racks.end() || !it->second.hasAir)
                continue;
            const double limit_C =
                type->airSupplyMax_C > 0.0 ? type->airSupplyMax_C : kRecommended_C;
            if (const double factor = factorOf(limit_C, it->second.airInletMean_C, supply_C);
                std::isfinite(factor))
                m_c.limits.offer(rack->id, Resource::Air, factor, culprit);
        }
    }

    /// CDUs take the warmest water, air units the coldest.
    void limitPlants() {
        const model::Plant* warmest = nullptr;
        const model::Plant* coldest = nullptr;
        const auto& campus = m_c.index.campus();
        for (const auto& plant : campus.plants()) {
            if (!isJoined(plant))
                continue;
            if (!warmest || plant.supplySetpoint_C > warmest->supplySetpoint_C)
                warmest = &plant;
            if (!coldest || plant.supplySetpoint_C < coldest->supplySetpoint_C)
                coldest = &plant;
        }
        if (warmest && !m_liquid.empty())
            limitPlant(*warmest, m_liquid, Resource::Coolant);
        if (coldest && m_hasAirUnits)
            limitPlant(*coldest, m_racks, Resource::Air);
    }

    bool isJoined(const model::Plant& plant) const {
        const auto a = model::entity(plant.id);
        const auto b = model::entity(m_hall.id);
        const auto& mains = m_c.index.campus().mains();
        return std::any_of(mains.begin(), mains.end(), [&](const model::Main& main) {
            return (main.from == a && main.to == b) || (main.from == b && main.to == a);
        });
    }

    void limitPlant(const model::Plant& plant, const std::vector<model::RackId>& racks,
                    Resource resource) {
        const auto it = m_c.solution.plants.find(plant.id);
        if (it != m_c.solution.plants.end() && it->second.heatLoading > 0.0) {
            int coolers = 0;
            for (const auto* unit : m_c.index.equipmentOf(model::entity(plant.id))) {
                const auto* state = unitState(unit->id);
                coolers += state && (unit->kind == model::EquipmentKind::HeatRejection ||
                                     unit->kind == model::EquipmentKind::Chiller);
            }
            const double left = coolers > 1 ? (coolers - 1.0) / coolers : 1.0;
            offer(racks, resource, left / it->second.heatLoading,
                  "heat rejection of " + plant.name + (coolers > 1 ? ", one out" : ""));
        }
        for (const auto& main : m_c.index.campus().mains()) {
            const auto a = model::entity(plant.id);
            const auto b = model::entity(m_hall.id);
            if (!((main.from == a && main.to == b) || (main.from == b && main.to == a)))
                continue;
            const auto* family = m_c.catalog.pipe(main.pipeFamily);
            const auto state = m_c.solution.mains.find(main.id);
            if (family && family->velocityMax_m_per_s > 0.0 && state != m_c.solution.mains.end() &&
                state->second.velocity_m_per_s > 0.0)
                offer(racks, resource, family->velocityMax_m_per_s / state->second.velocity_m_per_s,
                      main.name);
        }
    }

    const CapacityContext& m_c;
    const model::Hall& m_hall;
    std::vector<model::RackId> m_racks;
    std::vector<model::RackId> m_liquid;
    bool m_hasAirUnits = false;
};

} // namespace

void limitByCooling(const CapacityContext& context) {
    for (const auto& hall : context.index.campus().halls())
        HallCoolingLimits(context, hall).limit();
}

} // namespace hallwright::engine
