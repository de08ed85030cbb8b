#include "core/engine/hall_cooling.h"

#include "core/engine/cooler_models.h"
#include "core/engine/fluids.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <unordered_map>
#include <unordered_set>

namespace hallwright::engine {

namespace {

/// Air units move this much more than the racks take in, so that none draws back hot air.
constexpr double kAirSurplus = 1.1;
constexpr double kLeastFanFlow = 0.3; ///< of rated: slowest steady fan speed
constexpr double kUsualSupply_C = 35.0;
constexpr double kUsualRackDrop_Pa = 150e3;
constexpr double kUsualAirRise_K = 12.0;

/// Conductance of a pipe per metre [W/(m K)] from its wall, insulated or bare, to the air of a room
/// (EN ISO 12241): the film outside has h = 10 W/(m2 K), radiation included.
double pipeToRoom_W_per_mK(const catalog::PipeFamily* family, int dn) {
    constexpr double kRoomFilm_W_per_m2K = 10.0;
    if (family)
        for (const auto& size : family->sizes)
            if (size.dn == dn && size.outerDiameter_m > 0.0) {
                const double outside_m = size.outerDiameter_m + 2.0 * family->insulation_m;
                const double insulation =
                    family->insulation_W_per_mK > 0.0
                        ? std::log(outside_m / size.outerDiameter_m) / family->insulation_W_per_mK
                        : 0.0;
                return 2.0 * std::numbers::pi /
                       (insulation + 2.0 / (kRoomFilm_W_per_m2K * outside_m));
            }
    return 0.0;
}

double pipeDiameter_m(const catalog::PipeFamily* family, int dn) {
    if (family)
        for (const auto& size : family->sizes)
            if (size.dn == dn)
                return size.innerDiameter_m;
    return dn > 0 ? dn / 1000.0 : 0.1; // the nominal size, where the family does not list it
}

HallLoop::Rack rackOf(const CampusIndex& index, const catalog::Catalog& catalog, model::RackId id) {
    const auto* rack = index.campus().racks().find(id);
    return {id, rack ? catalog.rack(rack->type) : nullptr, 0.0};
}

HallLoop buildLoop(const CampusIndex& index, const catalog::Catalog& catalog,
                   const model::TcsLoop& source, const ServiceState& service,
                   const std::unordered_map<model::RackId, double>& loads, double room_C) {
    HallLoop loop;
    loop.name = source.name;
    loop.cdusTotal = static_cast<int>(source.cdus.size());
    const auto* family = catalog.pipe(source.pipeFamily);
    loop.input.manifoldDiameter_m = pipeDiameter_m(family, source.manifoldDn);
    loop.input.roughness_m = family ? family->roughness_m : 1.5e-5;
    loop.setpoint_C = std::numeric_limits<double>::infinity();

    std::vector<std::pair<double, HallLoop::Rack>> racks;
    for (std::size_t i = 0; i < source.racks.size(); ++i)
        if (auto rack = rackOf(index, catalog, source.racks[i]); rack.type)
            racks.emplace_back(i < source.manifold_m.size() ? source.manifold_m[i] : 0.0, rack);
    std::stable_sort(racks.begin(), racks.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::string coolant;
    for (auto& [at_m, rack] : racks) {
        const auto& type = *rack.type;
        const auto load = loads.find(rack.id);
        const double load_W = load == loads.end() ? 0.0 : load->second;
        if (load_W <= 0.0)
            continue; // a rack without load is shut off
        rack.heat_W = load_W * liquidShare(type);
        loop.rackHeat_W += rack.heat_W;
        const double share = type.powerNominal_W > 0.0 ? load_W / type.powerNominal_W : 1.0;
        const double drop_Pa =
            type.coolantPressureDrop_Pa > 0.0 ? type.coolantPressureDrop_Pa : kUsualRackDrop_Pa;
        loop.input.racks.push_back(
            {at_m, type.coolantFlow_m3_per_s * std::max(kLeastRackFlow, share),
             type.coolantFlow_m3_per_s, drop_Pa, type.quickDisconnectKv_m3_per_h});
        loop.setpoint_C = std::min(loop.setpoint_C, type.coolantSupplyTypical_C > 0.0
                                                        ? type.coolantSupplyTypical_C
                                                        : kUsualSupply_C);
        if (coolant.empty())
            coolant = type.coolant;
        loop.racks.push_back(rack);
    }
    if (loop.racks.empty())
        loop.setpoint_C = kUsualSupply_C;
    loop.input.coolant = coolantAt(catalog, coolant, loop.setpoint_C);

    for (const auto id : source.cdus) {
        const auto* unit = index.campus().equipment().find(id);
        const auto* type = unit ? catalog.cdu(unit->type) : nullptr;
        if (!type || !service.works(*unit) || type->flowSecondary_m3_per_s <= 0.0)
            continue;
        loop.cdus.push_back({id, type});
        loop.input.cdus.push_back(
            {type->flowSecondary_m3_per_s, type->pumpHeadExternal_Pa, type->pumpPower_W});
    }
    double flow_m3_per_s = 0.0;
    for (const auto& rack : loop.input.racks)
        flow_m3_per_s += rack.flow_m3_per_s;
    if (!loop.cdus.empty() && flow_m3_per_s > 0.0) {
        const double rise_K =
            loop.rackHeat_W /
            (loop.input.coolant.volumetricHeatCapacity_J_per_m3K() * flow_m3_per_s);
        const double conductance =
            pipeToRoom_W_per_mK(family, source.manifoldDn) * loop.input.racks.back().at_m;
        loop.pipeLoss_W =
            std::min(loop.rackHeat_W, conductance * (2.0 * (loop.setpoint_C - room_C) + rise_K));
    }
    return loop;
}

} // namespace

double HallLoop::pumpPower_W() const {
    double sum_W = 0.0;
    if (flow)
        for (const double power_W : flow->cduPower_W)
            sum_W += power_W;
    return sum_W;
}

double HallLoop::heat_W() const {
    return rackHeat_W + pumpPower_W() - pipeLoss_W;
}

double HallCooling::pipeLoss_W() const {
    double sum_W = 0.0;
    for (const auto& loop : loops)
        sum_W += loop.pipeLoss_W;
    return sum_W;
}

double HallLoop::volume_m3() const {
    const double bore_m = input.manifoldDiameter_m;
    const double length_m = input.racks.empty() ? 0.0 : input.racks.back().at_m;
    double sum_m3 = 2.0 * 0.25 * std::numbers::pi * bore_m * bore_m * length_m;
    for (const auto& cdu : cdus)
        sum_m3 += cdu.type->fluidVolume_m3;
    for (const auto& rack : racks)
        sum_m3 += rack.type->coolantVolume_m3;
    return sum_m3;
}

std::optional<double> HallLoop::supplyLimit_C() const {
    std::optional<double> least_C;
    for (const auto& rack : racks)
        if (rack.type->coolantSupplyMax_C > 0.0)
            least_C = std::min(least_C.value_or(rack.type->coolantSupplyMax_C),
                               rack.type->coolantSupplyMax_C);
    return least_C;
}

double HallAirSide::fanPower_W() const {
    double sum_W = 0.0;
    for (const auto& unit : units)
        sum_W += unit.fanPower_W;
    return sum_W;
}

double liquidShare(const catalog::RackType& type) {
    return type.coolantFlow_m3_per_s > 0.0 ? std::clamp(type.heatToLiquidFraction, 0.0, 1.0) : 0.0;
}

HallCooling buildHallCooling(const CampusIndex& index, const catalog::Catalog& catalog,
                             const model::HallInterior& interior, const ServiceState& service,
                             std::span<const double> rackLoad_W, double expectedLoss_W) {
    HallCooling cooling;
    cooling.hall = interior.hall;
    std::unordered_map<model::RackId, double> loads;
    const auto racks = index.racksOf(interior.hall);
    loads.reserve(racks.size());
    for (std::size_t i = 0; i < racks.size(); ++i)
        loads.emplace(racks[i]->id, rackLoad_W[i]);
    const auto* hall = index.campus().halls().find(interior.hall);
    if (hall && hall->recipe.airSupply_C > 0.0)
        cooling.air.supplySetpoint_C = hall->recipe.airSupply_C;
    std::unordered_set<model::RackId> served;
    for (const auto& source : interior.loops) {
        auto loop = buildLoop(index, catalog, source, service, loads, cooling.air.supplySetpoint_C);
        if (!loop.cdus.empty())
            for (const auto& rack : loop.racks)
                served.insert(rack.id);
        else
            loop.rackHeat_W = 0.0; // nothing carries it away: it ends up in the air
        cooling.loops.push_back(std::move(loop));
    }
    for (std::size_t i = 0; i < racks.size(); ++i) {
        const auto* type = catalog.rack(racks[i]->type);
        if (!type)
            continue;
        const double liquid_W =
            served.contains(racks[i]->id) ? rackLoad_W[i] * liquidShare(*type) : 0.0;
        cooling.heatToLiquid_W += liquid_W;
        const double air_W = rackLoad_W[i] - liquid_W;
        cooling.air.rackHeat_W += air_W;
        const double rise_K = type->airDelta_K > 0.0 ? type->airDelta_K : kUsualAirRise_K;
        const double nominal =
            type->powerNominal_W > 0.0 ? rackLoad_W[i] / type->powerNominal_W : 1.0;
        cooling.air.rackFlow_m3_per_s += type->airFlow_m3_per_s > 0.0
                                             ? type->airFlow_m3_per_s * nominal
                                             : air_W / (kCatalogueAirHeat_J_per_m3K * rise_K);
    }

    cooling.air.unitsTotal = static_cast<int>(interior.airUnits.size());
    double ratedFlow = 0.0;
    for (const auto id : interior.airUnits) {
        const auto* unit = index.campus().equipment().find(id);
        const auto* type = unit ? catalog.airUnit(unit->type) : nullptr;
        if (!type || !service.works(*unit))
            continue;
        cooling.air.units.push_back({id, type, 0.0, 0.0});
        cooling.air.capacity_W += type->capacity_W;
        ratedFlow += type->airFlow_m3_per_s;
    }
    double itLoad_W = 0.0;
    for (const double load_W : rackLoad_W)
        itLoad_W += load_W;
    // Enough air for the racks, and for the heat at the difference that the units are rated with.
    auto& air = cooling.air;
    air.expectedHeat_W =
        air.rackHeat_W + (itLoad_W > 0.0 ? expectedLoss_W + cooling.pipeLoss_W() : 0.0);
    const double speed =
        ratedFlow > 0.0 && itLoad_W > 0.0
            ? std::clamp(kAirSurplus * std::max(air.rackFlow_m3_per_s / ratedFlow,
                                                air.expectedHeat_W / std::max(1.0, air.capacity_W)),
                         kLeastFanFlow, 1.0)
            : 0.0;
    for (auto& unit : air.units) {
        unit.flow_m3_per_s = unit.type->airFlow_m3_per_s * speed;
        unit.fanPower_W = plant::airUnitFanPower_W(airUnit(*unit.type), unit.flow_m3_per_s);
    }
    air.expectedHeat_W += air.fanPower_W();
    return cooling;
}

} // namespace hallwright::engine
