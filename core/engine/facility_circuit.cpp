#include "core/engine/facility_circuit.h"

#include "core/engine/coolant_sizing.h"
#include "core/engine/cooler_models.h"
#include "core/engine/fluids.h"
#include "core/model/route.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>

namespace hallwright::engine {

namespace {

using model::EntityId;

/// Primary side of a CDU (exchanger, strainer, valve) at rated flow: no entry of the catalogue
/// states it; usual values are 50 to 100 kPa.
constexpr double kCduPrimaryDrop_Pa = 70e3;
constexpr double kUsualCoilDrop_Pa = 60e3;
constexpr double kLeastPrimaryFlow = 0.2; ///< share of rated that a control valve still holds
constexpr double kMostPrimaryFlow = 1.3;
/// Coils get this much more water than the expected heat asks for at rated rise.
constexpr double kCoilSurplus = 1.15;
constexpr double kUsualCoilRise_K = 8.0;

const catalog::PipeSize* sizeOf(const catalog::PipeFamily* family, int dn) {
    if (family)
        for (const auto& size : family->sizes)
            if (size.dn == dn)
                return &size;
    return nullptr;
}

/// Mains of the condenser water: along two sides of a rectangle from the middle of the water-cooled
/// chillers to that of the towers, of the smallest size that keeps the rules at design flow. The
/// family is that of the plant's first main.
CondenserPipes layCondenserPipes(const CampusIndex& index, const catalog::Catalog& catalog,
                                 const FacilityCircuit::Plant& plant) {
    CondenserPipes pipes;
    const auto& campus = index.campus();
    const auto middle = [&](const auto& banks, auto counts) {
        base::Vec2 sum;
        double count = 0.0;
        for (const auto& bank : banks)
            for (const auto id : bank.units)
                if (counts(*bank.type)) {
                    const auto at = campus.equipment().find(id)->placement.position_m;
                    sum = {sum.x + at.x, sum.y + at.y};
                    ++count;
                }
        return base::Vec2{sum.x / std::max(1.0, count), sum.y / std::max(1.0, count)};
    };
    const auto machines = middle(plant.chillers, [](const auto& type) { return type.waterCooled; });
    const auto towers = middle(plant.towers, [](const auto&) { return true; });
    pipes.run_m = std::abs(machines.x - towers.x) + std::abs(machines.y - towers.y);
    const catalog::PipeFamily* family = nullptr;
    for (const auto& main : campus.mains())
        if (!family && (main.from == model::entity(plant.id) || main.to == model::entity(plant.id)))
            family = catalog.pipe(main.pipeFamily);
    if (!family)
        return pipes;
    const auto water = coolantAt(catalog, plant.settings.coolant, plant.setpoint_C);
    double flow_m3_per_s = 0.0;
    for (const auto& bank : plant.towers)
        flow_m3_per_s += bank.total * condenserFlow_m3_per_s(*bank.type, water);
    if (const auto* size = pipeWithin(*family, flow_m3_per_s, water)) {
        pipes.dn = size->dn;
        pipes.diameter_m = size->innerDiameter_m;
        pipes.roughness_m = family->roughness_m;
    }
    return pipes;
}

template <class Bank, class Type>
Bank& bankOf(std::vector<Bank>& banks, const Type* type) {
    for (auto& bank : banks)
        if (bank.type == type)
            return bank;
    auto& bank = banks.emplace_back();
    bank.type = type;
    return bank;
}

FacilityCircuit::Plant describePlant(const CampusIndex& index, const catalog::Catalog& catalog,
                                     const ServiceState& service, const model::Plant& plant) {
    FacilityCircuit::Plant described;
    described.id = plant.id;
    described.settings = plant;
    described.setpoint_C = plant.supplySetpoint_C;
    std::vector<FacilityCircuit::CoolerBank> evaporative;
    bool hasWaterCooledChiller = false;
    for (const auto* unit : index.equipmentOf(model::entity(plant.id))) {
        const auto add = [&](auto& bank) {
            ++bank.total;
            if (service.works(*unit))
                bank.units.push_back(unit->id);
        };
        if (const auto* pump =
                unit->kind == model::EquipmentKind::Pump ? catalog.pump(unit->type) : nullptr) {
            add(bankOf(described.pumps, pump));
        } else if (const auto* cooler = unit->kind == model::EquipmentKind::HeatRejection
                                            ? catalog.heatRejection(unit->type)
                                            : nullptr) {
            auto& bank = bankOf(
                cooler->form == catalog::HeatRejectionForm::Tower ? evaporative : described.coolers,
                cooler);
            bank.wetAbove_C = wetAbove_C(plant, *cooler);
            add(bank);
        } else if (const auto* chiller = unit->kind == model::EquipmentKind::Chiller
                                             ? catalog.chiller(unit->type)
                                             : nullptr) {
            add(bankOf(described.chillers, chiller));
            hasWaterCooledChiller |= chiller->waterCooled;
        } else if (const auto* exchanger = unit->kind == model::EquipmentKind::HeatExchanger
                                               ? catalog.heatExchanger(unit->type)
                                               : nullptr) {
            add(bankOf(described.exchangers, exchanger));
        } else if (const auto* tank = unit->kind == model::EquipmentKind::Tank
                                          ? catalog.tank(unit->type)
                                          : nullptr) {
            described.tanks_m3 += service.works(*unit) ? tank->volume_m3 : 0.0;
        }
    }
    auto& place = hasWaterCooledChiller ? described.towers : described.coolers;
    for (auto& bank : evaporative)
        place.push_back(std::move(bank));
    if (hasWaterCooledChiller && !described.towers.empty())
        described.condenserPipes = layCondenserPipes(index, catalog, described);
    for (auto& group : described.pumps)
        group.running = std::min(static_cast<int>(group.units.size()),
                                 std::max(1, group.total - plant.pumpsSpare));
    return described;
}

class Sorter {
public:
    explicit Sorter(const model::Campus& campus) : m_campus(campus) {
        for (const auto& plant : campus.plants())
            m_group[plant.id.number] = plant.id.number;
        for (const auto& main : campus.mains())
            if (isPlant(main.from) && isPlant(main.to))
                unite(main.from.number, main.to.number);
        for (const auto& main : campus.mains()) {
            if (isPlant(main.from) && isHall(main.to))
                m_hallGroups[main.to.number].insert(groupOf(main.from.number));
            if (isHall(main.from) && isPlant(main.to))
                m_hallGroups[main.from.number].insert(groupOf(main.to.number));
        }
        joinEqualPlants();
        for (bool hasSpread = true; hasSpread;) { // hall to hall
            hasSpread = false;
            for (const auto& main : campus.mains())
                if (isHall(main.from) && isHall(main.to))
                    hasSpread |= spread(main.from.number, main.to.number) ||
                                 spread(main.to.number, main.from.number);
        }
    }

    /// Group that a main belongs to; 0: none.
    std::uint32_t groupOfMain(const model::Main& main) const {
        if (isPlant(main.from))
            return groupOf(main.from.number);
        if (isPlant(main.to))
            return groupOf(main.to.number);
        const auto a = m_hallGroups.find(main.from.number);
        const auto b = m_hallGroups.find(main.to.number);
        if (a == m_hallGroups.end() || b == m_hallGroups.end())
            return 0;
        for (const auto group : a->second)
            if (b->second.contains(group))
                return group;
        return 0;
    }
    std::uint32_t groupOf(std::uint32_t plant) const {
        auto group = m_group.at(plant);
        while (m_group.at(group) != group)
            group = m_group.at(group);
        return group;
    }
    const std::map<std::uint32_t, std::set<std::uint32_t>>& hallGroups() const {
        return m_hallGroups;
    }

private:
    bool isPlant(EntityId id) const { return m_group.contains(id.number); }
    bool isHall(EntityId id) const { return m_campus.halls().contains(model::HallId{id.number}); }
    void unite(std::uint32_t a, std::uint32_t b) {
        a = groupOf(a);
        b = groupOf(b);
        m_group[std::max(a, b)] = std::min(a, b);
    }
    /// Plants of about the same set-point that meet in a hall are one circuit.
    void joinEqualPlants() {
        constexpr double kSame_K = 2.0;
        const auto setpoint_C = [&](std::uint32_t plant) {
            return m_campus.plants().find(model::PlantId{plant})->supplySetpoint_C;
        };
        for (const auto& [hall, groups] : m_hallGroups)
            for (const auto a : groups)
                for (const auto b : groups)
                    if (a < b && std::abs(setpoint_C(a) - setpoint_C(b)) < kSame_K)
                        unite(a, b);
        for (auto& [hall, groups] : m_hallGroups) {
            std::set<std::uint32_t> joined;
            for (const auto group : groups)
                joined.insert(groupOf(group));
            groups = std::move(joined);
        }
    }
    bool spread(std::uint32_t from, std::uint32_t to) {
        const auto known = m_hallGroups.find(from);
        if (known == m_hallGroups.end() || known->second.empty() || !m_hallGroups[to].empty())
            return false;
        m_hallGroups[to].insert(*known->second.begin());
        return true;
    }

    const model::Campus& m_campus;
    std::map<std::uint32_t, std::uint32_t> m_group; ///< plant -> plant nearer to the group's first
    std::map<std::uint32_t, std::set<std::uint32_t>> m_hallGroups;
};

void addConsumers(FacilityCircuit& circuit, int port, const HallCooling& hall, bool forCdus,
                  bool forAir, const plant::CoolantProperties& coolant) {
    const double capacity = coolant.volumetricHeatCapacity_J_per_m3K();
    if (forCdus)
        for (std::size_t l = 0; l < hall.loops.size(); ++l) {
            const auto& loop = hall.loops[l];
            if (loop.racks.empty())
                continue;
            for (std::size_t i = 0; i < loop.cdus.size(); ++i) {
                const auto& type = *loop.cdus[i].type;
                const double rated = type.flowPrimary_m3_per_s > 0.0 ? type.flowPrimary_m3_per_s
                                                                     : type.flowSecondary_m3_per_s;
                const double share = loop.heat_W() / (static_cast<double>(loop.cdus.size()) *
                                                      std::max(1.0, type.capacity_W));
                circuit.consumers.push_back(
                    {loop.cdus[i].id, hall.hall, port, true, static_cast<int>(l),
                     static_cast<int>(i),
                     rated * std::clamp(share, kLeastPrimaryFlow, kMostPrimaryFlow), rated,
                     kCduPrimaryDrop_Pa});
            }
        }
    if (forAir && hall.air.expectedHeat_W > 0.0)
        for (std::size_t i = 0; i < hall.air.units.size(); ++i) {
            const auto& type = *hall.air.units[i].type;
            const double rated = type.waterFlow_m3_per_s > 0.0
                                     ? type.waterFlow_m3_per_s
                                     : type.capacity_W / (capacity * kUsualCoilRise_K);
            const double share =
                kCoilSurplus * hall.air.expectedHeat_W / std::max(1.0, hall.air.capacity_W);
            circuit.consumers.push_back(
                {hall.air.units[i].id, hall.hall, port, false, -1, static_cast<int>(i),
                 rated * std::clamp(share, kLeastPrimaryFlow, 1.0), rated,
                 type.waterPressureDrop_Pa > 0.0 ? type.waterPressureDrop_Pa : kUsualCoilDrop_Pa});
        }
}

} // namespace

double FacilityCircuit::setpoint_C() const {
    return plants.empty() ? 0.0 : plants.front().setpoint_C;
}

model::BranchValves FacilityCircuit::branchValves() const {
    return plants.empty() ? model::BranchValves::PressureIndependent
                          : plants.front().settings.branchValves;
}

double FacilityCircuit::volume_m3() const {
    double sum_m3 = 0.0;
    for (const auto& main : mains) {
        const double pipes = main.pipes == model::MainPipes::Both ? 2.0 : 1.0;
        sum_m3 +=
            pipes * 0.25 * std::numbers::pi * main.diameter_m * main.diameter_m * main.length_m;
    }
    for (const auto& plant : plants) {
        sum_m3 += plant.tanks_m3;
        for (const auto& bank : plant.coolers)
            sum_m3 += bank.type->fluidVolume_m3 * static_cast<double>(bank.units.size());
    }
    return sum_m3;
}

double supplySetpoint_C(const model::Plant& plant, double ambient_C) {
    const double span_K = plant.resetTo_C - plant.resetFrom_C;
    if (plant.supplyReset == model::SupplyReset::Fixed || !(span_K > 0.0))
        return plant.supplySetpoint_C;
    const double share = std::clamp((ambient_C - plant.resetFrom_C) / span_K, 0.0, 1.0);
    return plant.supplySetpoint_C + share * (plant.resetSupply_C - plant.supplySetpoint_C);
}

double insulatedPipe_W_per_mK(const catalog::PipeFamily& family, const catalog::PipeSize& size) {
    constexpr double kOuterFilm_W_per_m2K = 20.0;
    if (!(family.insulation_m > 0.0) || !(family.insulation_W_per_mK > 0.0) ||
        !(size.outerDiameter_m > 0.0))
        return 0.0;
    const double outside_m = size.outerDiameter_m + 2.0 * family.insulation_m;
    return 2.0 * std::numbers::pi /
           (std::log(outside_m / size.outerDiameter_m) / family.insulation_W_per_mK +
            2.0 / (kOuterFilm_W_per_m2K * outside_m));
}

FacilityLayout
layOutFacility(const CampusIndex& index, const catalog::Catalog& catalog,
               const ServiceState& service,
               const std::map<model::HallId, std::shared_ptr<const HallCooling>>& halls) {
    const auto& campus = index.campus();
    const Sorter sorter(campus);
    FacilityLayout layout;
    std::map<std::uint32_t, std::size_t> circuitOf; ///< by group
    std::map<std::pair<std::size_t, std::uint32_t>, int> portOf;
    for (const auto& plant : campus.plants()) {
        const auto [it, isNew] =
            circuitOf.try_emplace(sorter.groupOf(plant.id.number), layout.circuits.size());
        if (isNew)
            layout.circuits.emplace_back().coolant = plant.coolant;
        auto& circuit = layout.circuits[it->second];
        portOf[{it->second, plant.id.number}] = static_cast<int>(circuit.plants.size());
        circuit.plants.push_back(describePlant(index, catalog, service, plant));
    }
    for (const auto& [hall, groups] : sorter.hallGroups())
        for (const auto group : groups) {
            auto& circuit = layout.circuits[circuitOf.at(group)];
            portOf[{circuitOf.at(group), hall}] =
                static_cast<int>(circuit.plants.size() + circuit.halls.size());
            circuit.halls.push_back(model::HallId{hall});
        }
    for (const auto& main : campus.mains()) {
        const auto group = sorter.groupOfMain(main);
        const auto* family = catalog.pipe(main.pipeFamily);
        const auto* size = sizeOf(family, main.dn);
        if (group == 0 || !size || service.isOut(main.id)) {
            layout.deadMains.push_back(main.id);
            continue;
        }
        const auto c = circuitOf.at(group);
        const auto from = portOf.find({c, main.from.number});
        const auto to = portOf.find({c, main.to.number});
        if (from == portOf.end() || to == portOf.end()) {
            layout.deadMains.push_back(main.id);
            continue;
        }
        layout.circuits[c].mains.push_back(
            {main.id, from->second, to->second,
             model::routeLength_m(campus, main.from, main.route_m, main.to), size->innerDiameter_m,
             family->roughness_m, insulatedPipe_W_per_mK(*family, *size), main.pipes});
    }
    for (const auto& [hall, cooling] : halls) {
        const auto groups = sorter.hallGroups().find(hall.number);
        if (groups == sorter.hallGroups().end() || groups->second.empty())
            continue;
        std::vector<std::size_t> circuits;
        for (const auto group : groups->second)
            circuits.push_back(circuitOf.at(group));
        std::stable_sort(circuits.begin(), circuits.end(), [&](std::size_t a, std::size_t b) {
            return layout.circuits[a].setpoint_C() < layout.circuits[b].setpoint_C();
        });
        for (const auto c : circuits) {
            auto& circuit = layout.circuits[c];
            addConsumers(circuit, portOf.at({c, hall.number}), *cooling, c == circuits.back(),
                         c == circuits.front(),
                         coolantAt(catalog, circuit.coolant, circuit.setpoint_C() + 5.0));
        }
    }
    return layout;
}

} // namespace hallwright::engine
