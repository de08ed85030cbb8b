#include "core/engine/year_point.h"

#include "core/engine/energy_balance.h"
#include "core/engine/fluids.h"
#include "core/engine/power_results.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace hallwright::engine {

namespace {

constexpr std::array<std::string_view, kEnergyUses> kIds{
    "it",          "cdu_pumps",         "air_fans",          "facility_pumps",
    "cooler_fans", "condenser_fans",    "compressors",       "free_cooling_fans",
    "ups",         "hall_transformers", "grid_transformers", "busways",
    "cables"};
constexpr std::array<std::string_view, kEnergyUses> kNames{"IT",
                                                           "CDU pumps",
                                                           "Air-unit fans",
                                                           "Facility-water pumps",
                                                           "Cooler fans",
                                                           "Condenser tower fans",
                                                           "Chiller compressors",
                                                           "Free-cooling fans",
                                                           "UPS losses",
                                                           "Hall transformers",
                                                           "Grid transformers",
                                                           "Busways",
                                                           "Cables"};

double& at(YearPoint& point, EnergyUse use) {
    return point.use_W[static_cast<std::size_t>(use)];
}

void addCooling(const CoolingSystem& cooling, YearPoint& point) {
    for (const auto& [id, hall] : cooling.halls()) {
        at(point, EnergyUse::AirFans) += hall.cooling->air.fanPower_W();
        for (const auto& loop : hall.cooling->loops)
            at(point, EnergyUse::CduPumps) += loop.pumpPower_W();
    }
    double flow = 0.0;
    double flowTimesReturn = 0.0;
    for (const auto& entry : cooling.circuits()) {
        for (const auto& plant : entry.heat.plants) {
            for (const auto& pumps : plant.pumps)
                at(point, EnergyUse::FacilityPumps) += pumps.unit.electricPower_W * pumps.units;
            for (const auto& bank : plant.coolers)
                at(point, EnergyUse::CoolerFans) += bank.unit.fanPower_W * bank.units;
            for (const auto& bank : plant.towers) {
                at(point, EnergyUse::CondenserFans) += bank.unit.fanPower_W * bank.units;
                at(point, EnergyUse::FacilityPumps) += bank.pump_W * bank.units;
            }
            at(point, EnergyUse::FacilityPumps) += plant.reusePump_W;
            point.reused_W += plant.reused_W;
            for (const auto& chillers : plant.chillers) {
                at(point, EnergyUse::Compressors) += chillers.unit.compressor_W * chillers.units;
                at(point, EnergyUse::FreeCoolingFans) +=
                    chillers.unit.freeCoolingFans_W * chillers.units;
            }
            point.water_m3_per_s += plant.water_m3_per_s;
        }
        for (std::size_t i = 0; i < entry.circuit.consumers.size(); ++i) {
            if (!entry.circuit.consumers[i].isCdu)
                continue;
            const double here = std::abs(entry.flow->flow(entry.flow->consumers[i]));
            point.liquidHeat_W += entry.heats_W[i];
            flow += here;
            flowTimesReturn += here * entry.heat.consumerOutlet_K[i];
        }
    }
    point.liquidReturn_K = flow > 0.0 ? flowTimesReturn / flow : 0.0;
}

void addLosses(const PowerAssembly& power, YearPoint& point) {
    double known_W = 0.0;
    const auto add = [&](EnergyUse use, int branch) {
        if (branch < 0)
            return;
        const double loss_W = power.branchLoss_W(branch);
        at(point, use) += loss_W;
        known_W += loss_W;
    };
    for (const auto& row : power.trunk().transformers) {
        add(EnergyUse::GridTransformers, row.branch);
        for (const int arm : row.lowArms)
            add(EnergyUse::GridTransformers, arm);
    }
    for (const auto& part : power.halls()) {
        for (const auto& board : part.power->boards)
            add(EnergyUse::HallTransformers, part.firstBranch + board.branch);
        for (const auto& busway : part.power->busways)
            for (int i = 0; i < busway.branches; ++i)
                add(EnergyUse::Busways, part.firstBranch + busway.firstBranch + i);
    }
    const auto sums = sumPower(power);
    at(point, EnergyUse::It) = sums.it_W;
    at(point, EnergyUse::Ups) = sums.deviceLoss_W;
    at(point, EnergyUse::Cables) = sums.branchLoss_W - known_W; // feeders: all other branches
    point.grid_W = sums.grid_W + sums.generation_W;
    point.onSite_W = sums.generation_W;
}

constexpr double kHottest_C = 100.0; ///< beyond all weather

/// Set-point of the facility water that a hall's CDUs get [degC].
std::map<model::HallId, double> facilitySetpoints_C(const CoolingSystem& cooling) {
    std::map<model::HallId, double> setpoints_C;
    for (const auto& entry : cooling.circuits())
        for (const auto& consumer : entry.circuit.consumers)
            if (consumer.isCdu)
                setpoints_C[consumer.hall] = entry.circuit.setpoint_C();
    return setpoints_C;
}

/// What a loop is to hold: the supply that its racks' makers usually ask for, or where facility
/// water is kept warmer than that allows, that water and the CDUs' approach.
double loopSetpoint_K(const HallLoop& loop, const double* facility_C) {
    double approach_K = 0.0;
    for (const auto& cdu : loop.cdus)
        approach_K = std::max(approach_K, cdu.type->approach_K);
    const double least_C = facility_C ? *facility_C + approach_K : loop.setpoint_C;
    return toKelvin(std::max(loop.setpoint_C, least_C));
}

/// The warmest supply that a plant runs to in any weather.
double warmestSetpoint_C(const model::Plant& plant) {
    return std::max(supplySetpoint_C(plant, -kZeroCelsius_K), supplySetpoint_C(plant, kHottest_C));
}

template <class Visit>
void visitSupplies(const CoolingSystem& cooling, Visit&& visit) {
    for (const auto& entry : cooling.circuits())
        for (std::size_t p = 0; p < entry.circuit.plants.size(); ++p)
            visit(YearSetpoint::Kind::FacilityWater,
                  toKelvin(warmestSetpoint_C(entry.circuit.plants[p].settings)),
                  p < entry.heat.plants.size() ? entry.heat.plants[p].supply_K : 0.0);
    const auto facility_C = facilitySetpoints_C(cooling);
    for (const auto& [id, hall] : cooling.halls()) {
        const auto water = facility_C.find(id);
        for (std::size_t l = 0; l < hall.cooling->loops.size(); ++l)
            if (l < hall.heat.loops.size() && hall.heat.loops[l].isCooled &&
                !hall.cooling->loops[l].racks.empty())
                visit(YearSetpoint::Kind::TechnologyLoop,
                      loopSetpoint_K(hall.cooling->loops[l],
                                     water == facility_C.end() ? nullptr : &water->second),
                      hall.heat.loops[l].supply_K);
    }
    for (const auto& [id, hall] : cooling.halls())
        if (hall.heat.hasFacilityWater)
            for (const auto& unit : hall.heat.airUnits)
                if (unit.supply_K > 0.0)
                    visit(YearSetpoint::Kind::SupplyAir,
                          toKelvin(hall.cooling->air.supplySetpoint_C), unit.supply_K);
}

/// Set-points closer than this are one.
constexpr double kSame_K = 0.005;

template <class Points>
auto find(Points& setpoints, YearSetpoint::Kind kind, double setpoint_K) {
    return std::find_if(setpoints.begin(), setpoints.end(), [&](const YearSetpoint& known) {
        return known.kind == kind && std::abs(known.setpoint_K - setpoint_K) < kSame_K;
    });
}

} // namespace

std::string_view idOf(EnergyUse use) {
    return kIds[static_cast<std::size_t>(use)];
}

std::string_view nameOf(EnergyUse use) {
    return kNames[static_cast<std::size_t>(use)];
}

bool isCooling(EnergyUse use) {
    return use > EnergyUse::It && use < EnergyUse::Ups;
}

std::string_view nameOf(YearSetpoint::Kind kind) {
    constexpr std::array<std::string_view, 3> kWords{"Facility water", "Technology loops",
                                                     "Supply air"};
    return kWords[static_cast<std::size_t>(kind)];
}

double coolingPower_W(const YearPoint& point) {
    double sum_W = 0.0;
    for (std::size_t use = 0; use < kEnergyUses; ++use)
        if (isCooling(static_cast<EnergyUse>(use)))
            sum_W += point.use_W[use];
    return sum_W;
}

std::vector<YearSetpoint> setpointsOf(const CoolingSystem& cooling) {
    std::vector<YearSetpoint> setpoints;
    visitSupplies(cooling, [&](YearSetpoint::Kind kind, double setpoint_K, double) {
        const auto known = find(setpoints, kind, setpoint_K);
        if (known == setpoints.end())
            setpoints.push_back({kind, setpoint_K, 1});
        else
            ++known->members;
    });
    return setpoints;
}

YearPoint yearPoint(const CoupledSolve& solved, const CoupledSolve::Outcome& outcome,
                    const std::vector<YearSetpoint>& setpoints) {
    YearPoint point;
    const auto& power = solved.power();
    const auto& cooling = solved.cooling();
    point.isConverged = outcome.isCoupled && power.solution().converged() && cooling.isConverged();
    if (!power.solution().sSource_MVA.empty())
        addLosses(power, point);
    addCooling(cooling, point);
    point.residualFraction = balanceEnergy(power, cooling).residualFraction;
    point.supply_K.assign(setpoints.size(), 0.0);
    visitSupplies(cooling, [&](YearSetpoint::Kind kind, double setpoint_K, double supply_K) {
        const auto known = find(setpoints, kind, setpoint_K);
        if (known == setpoints.end())
            return;
        auto& warmest = point.supply_K[static_cast<std::size_t>(known - setpoints.begin())];
        warmest = std::max(warmest, supply_K);
    });
    return point;
}

} // namespace hallwright::engine
