#include "core/engine/cooling_drill.h"

#include "core/compute/parallel_chunks.h"
#include "core/engine/fluids.h"

#include <algorithm>
#include <map>
#include <set>

namespace hallwright::engine {

namespace {

constexpr double kLimitSlack_K = 0.01;
constexpr double kFlowHeld = 0.95;

bool isRejection(model::EquipmentKind kind) {
    return kind == model::EquipmentKind::HeatRejection || kind == model::EquipmentKind::Chiller;
}

bool carriesCoolant(model::EquipmentKind kind) {
    return isRejection(kind) || kind == model::EquipmentKind::Pump ||
           kind == model::EquipmentKind::Cdu || kind == model::EquipmentKind::AirUnit;
}

/// Loops of a solved state that racks get too warm coolant from, or none.
struct LoopVerdict {
    std::size_t racksOver = 0;
    std::size_t racksUncooled = 0;
    std::size_t racksShort = 0;
};

LoopVerdict judgeLoop(const HallLoop& loop, const LoopHeat& heat, const HallLoop& before) {
    LoopVerdict verdict;
    for (std::size_t i = 0; i < loop.racks.size(); ++i) {
        const double limit_C = loop.racks[i].type->coolantSupplyMax_C;
        if (loop.heat_W() <= 0.0 || !heat.isCooled) {
            ++verdict.racksUncooled;
            ++verdict.racksOver;
        } else if (limit_C > 0.0 && toCelsius(heat.supply_K) > limit_C + kLimitSlack_K) {
            ++verdict.racksOver;
        }
        if (i < before.racks.size() && loop.flow && before.flow &&
            loop.flow->rack_m3_per_s[i] < kFlowHeld * before.flow->rack_m3_per_s[i])
            ++verdict.racksShort;
    }
    return verdict;
}

} // namespace

std::optional<CoolingOutage> coolingOutageOf(const CampusIndex& index, model::EntityId element,
                                             bool isRejectionAlone) {
    const auto& campus = index.campus();
    CoolingOutage outage;
    outage.element = element;
    outage.name = campus.nameOf(element);
    switch (campus.kindOf(element)) {
    case model::EntityKind::Plant:
        outage.isRejectionAlone = isRejectionAlone;
        for (const auto* unit : index.equipmentOf(element))
            if (isRejection(unit->kind) ||
                (!isRejectionAlone && unit->kind == model::EquipmentKind::Pump))
                outage.out.push_back(model::entity(unit->id));
        if (isRejectionAlone)
            outage.name += " heat rejection";
        return outage;
    case model::EntityKind::Main:
        outage.out = {element};
        return outage;
    case model::EntityKind::Equipment: {
        const auto* unit = campus.equipment().find({element.number});
        if (!unit || !carriesCoolant(unit->kind))
            return std::nullopt;
        outage.out = {element};
        return outage;
    }
    default:
        return std::nullopt;
    }
}

std::vector<CoolingOutage> coolingOutages(const CampusIndex& index) {
    const auto& campus = index.campus();
    std::vector<CoolingOutage> outages;
    const auto add = [&](model::EntityId element, bool isRejectionAlone) {
        if (auto outage = coolingOutageOf(index, element, isRejectionAlone))
            outages.push_back(std::move(*outage));
    };
    for (const auto& plant : campus.plants()) {
        add(model::entity(plant.id), false);
        add(model::entity(plant.id), true);
    }
    for (const auto& main : campus.mains())
        add(model::entity(main.id), false);
    std::set<std::pair<std::uint32_t, std::string>> known; // parent and type
    for (const auto& unit : campus.equipment())
        if (unit.inService && carriesCoolant(unit.kind) &&
            unit.kind != model::EquipmentKind::AirUnit &&
            known.emplace(unit.parent.number, unit.type).second)
            add(model::entity(unit.id), false);
    return outages;
}

CoolingDrill::CoolingDrill(const CampusIndex& index, const catalog::Catalog& catalog,
                           const model::Scenario& scenario, IntakeRises rises)
    : m_index(index), m_catalog(catalog), m_scenario(scenario), m_rises(std::move(rises)) {
    const auto outcome = m_base.solve(index, catalog, scenario, {}, m_rises);
    m_isSolved = outcome.isCoupled && m_base.cooling().isConverged();
}

std::vector<CoolingVerdict> CoolingDrill::run(const std::vector<CoolingOutage>& outages,
                                              std::stop_token stop) {
    std::vector<CoolingVerdict> verdicts(outages.size());
    for (std::size_t i = 0; i < outages.size(); ++i)
        verdicts[i].outage = outages[i];
    compute::parallelChunks(static_cast<int>(outages.size()), 1, [&](int begin, int end) {
        CoupledSolve worker;
        for (int i = begin; i < end && !stop.stop_requested(); ++i)
            judge(worker, verdicts[static_cast<std::size_t>(i)], stop);
    });
    return verdicts;
}

/// Takes the course over where it passes its limit sooner than what is known.
bool CoolingDrill::takeCourse(const CoolantWarmUp& warming, CoolingVerdict& verdict) const {
    const auto& course = warming.course;
    if (!course.limitAt_s || (verdict.untilLimit_s && *verdict.untilLimit_s <= *course.limitAt_s))
        return course.limitAt_s.has_value();
    verdict.untilLimit_s = course.limitAt_s;
    const auto body = static_cast<std::size_t>(course.firstBody);
    const auto& first = warming.loops[CoolantWarmUp::loopOf(body)];
    verdict.firstHall = m_index.campus().nameOf(model::entity(first.hall));
    verdict.facility_m3 = warming.facility_m3;
    verdict.loop_m3 = first.volume_m3;
    verdict.time_s = course.time_s;
    verdict.facility_C.clear();
    verdict.loop_C.clear();
    for (const auto& t_K : course.temperature_K) {
        verdict.facility_C.push_back(toCelsius(t_K.front()));
        verdict.loop_C.push_back(toCelsius(t_K[body]));
    }
    return true;
}

/// Water goes on past coolers and chillers that stand: flows are those before.
void CoolingDrill::judgeRejection(CoolingVerdict& verdict, std::stop_token stop) const {
    const auto& system = m_base.cooling();
    const model::PlantId plant{verdict.outage.element.number};
    verdict.converged = m_isSolved;
    for (std::size_t c = 0; c < system.circuits().size(); ++c) {
        const auto& plants = system.circuits()[c].circuit.plants;
        if (std::none_of(plants.begin(), plants.end(),
                         [&](const auto& one) { return one.id == plant; }))
            continue;
        WarmUpCase given{system, system, c, m_scenario, m_index.campus().site().elevation_m,
                         plant,  true};
        if (!takeCourse(warmUp(given, stop), verdict))
            continue;
        given.endsAtLimit = false;
        const auto end = warmUp(given, stop);
        for (std::size_t i = 0; i < end.loops.size(); ++i) {
            const auto& loop = system.halls()
                                   .at(end.loops[i].hall)
                                   .cooling->loops[static_cast<std::size_t>(end.loops[i].index)];
            for (const auto& rack : loop.racks)
                verdict.racksOver +=
                    rack.type->coolantSupplyMax_C > 0.0 &&
                    toCelsius(end.course.temperature_K.back()[CoolantWarmUp::supplyOf(i)]) >
                        rack.type->coolantSupplyMax_C + kLimitSlack_K;
        }
    }
}

void CoolingDrill::judge(CoupledSolve& worker, CoolingVerdict& verdict,
                         std::stop_token stop) const {
    if (verdict.outage.isRejectionAlone)
        return judgeRejection(verdict, stop);
    auto scenario = m_scenario;
    scenario.outOfService.insert(scenario.outOfService.end(), verdict.outage.out.begin(),
                                 verdict.outage.out.end());
    const auto outcome = worker.solve(m_index, m_catalog, scenario, stop, m_rises);
    verdict.converged = outcome.isCoupled && worker.cooling().isConverged();
    if (stop.stop_requested())
        return;
    const auto& before = m_base.cooling();
    const auto& after = worker.cooling();
    std::set<model::HallId> troubled;
    for (const auto& [id, hall] : after.halls())
        for (std::size_t l = 0; l < hall.cooling->loops.size(); ++l) {
            const auto& loop = hall.cooling->loops[l];
            const auto& heat = hall.heat.loops[l];
            const auto one = judgeLoop(loop, heat, before.halls().at(id).cooling->loops[l]);
            verdict.racksOver += one.racksOver;
            verdict.racksUncooled += one.racksUncooled;
            verdict.racksShort += one.racksShort;
            if (heat.isCooled && !loop.racks.empty())
                verdict.warmest_C = std::max(verdict.warmest_C, toCelsius(heat.supply_K));
            if (one.racksOver > 0)
                troubled.insert(id);
            if (loop.cdus.empty() && !loop.racks.empty()) { // nothing moves its coolant
                verdict.untilLimit_s = 0.0;
                verdict.firstHall = m_index.campus().nameOf(model::entity(id));
            }
        }
    for (std::size_t c = 0; c < after.circuits().size() && !troubled.empty(); ++c) {
        const auto& consumers = after.circuits()[c].circuit.consumers;
        if (std::none_of(consumers.begin(), consumers.end(), [&](const auto& consumer) {
                return consumer.isCdu && troubled.contains(consumer.hall);
            }))
            continue;
        takeCourse(
            warmUp({before, after, c, scenario, m_index.campus().site().elevation_m, {}, true},
                   stop),
            verdict);
    }
}

} // namespace hallwright::engine
