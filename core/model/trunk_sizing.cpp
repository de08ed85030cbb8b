#include "core/model/trunk_sizing.h"

#include "core/geometry/routing.h"
#include "core/model/feeder_voltage.h"
#include "core/model/footprint.h"
#include "core/model/hall_rules.h"

#include <algorithm>
#include <cmath>

namespace hallwright::model {

namespace {

/// Heat capacity per volume of facility water [J/(m3 K)]: PG25 at 40 degC, 1014 kg/m3 x 3.95
/// kJ/(kg K); plain water is 3 % above, so sizes are on the safe side.
constexpr double kWaterHeat_J_per_m3K = 4.0e6;

double motorPower_W(const catalog::Catalog& catalog, const Equipment& item) {
    switch (item.kind) {
    case EquipmentKind::Cdu:
        if (const auto* type = catalog.cdu(item.type))
            return type->pumpPower_W;
        break;
    case EquipmentKind::AirUnit:
        if (const auto* type = catalog.airUnit(item.type))
            return type->fanPower_W;
        break;
    case EquipmentKind::HeatRejection:
        if (const auto* type = catalog.heatRejection(item.type))
            return type->fanPower_W;
        break;
    case EquipmentKind::Chiller:
        if (const auto* type = catalog.chiller(item.type))
            return type->fanPower_W +
                   (type->copRated > 0.0 ? type->capacity_W / type->copRated : 0.0);
        break;
    case EquipmentKind::Pump:
        if (const auto* type = catalog.pump(item.type))
            return type->motorPower_W;
        break;
    default:
        break;
    }
    return 0.0;
}

} // namespace

double peakPower_W(const Campus& campus, const catalog::Catalog& catalog, EntityId end) {
    const bool isSubstation = campus.substations().contains({end.number});
    double power_W = 0.0;
    if (campus.halls().contains({end.number}))
        for (const auto& rack : campus.racks())
            if (entity(rack.hall) == end) {
                const auto* type = catalog.rack(rack.type);
                power_W += std::max(rack.itLoad_W, type ? demandOf(*type).peak_W : 0.0);
            }
    for (const auto& item : campus.equipment()) {
        if (item.parent != end)
            continue;
        const auto* transformer = isSubstation ? catalog.transformer(item.type) : nullptr;
        power_W +=
            transformer ? transformer->rating_VA * kDesignPowerFactor : motorPower_W(catalog, item);
    }
    return power_W;
}

double facilityHeat_W(const Campus& campus, const catalog::Catalog& catalog, EntityId end) {
    double heat_W = 0.0;
    if (campus.halls().contains({end.number})) {
        for (const auto& rack : campus.racks())
            if (entity(rack.hall) == end)
                heat_W += rack.itLoad_W;
        return heat_W * (1.0 + kHallLossFraction);
    }
    for (const auto& item : campus.equipment()) {
        if (item.parent != end)
            continue;
        if (const auto* cooler = catalog.heatRejection(item.type))
            heat_W += cooler->capacity_W;
        else if (const auto* chiller = catalog.chiller(item.type))
            heat_W += chiller->capacity_W;
    }
    return heat_W;
}

void chooseCable(const Campus& campus, const catalog::Catalog& catalog, Feeder& feeder) {
    double voltage_V = feederVoltage_V(campus, catalog, feeder.from, FeederEnd::From, feeder.to);
    if (voltage_V <= 0.0)
        voltage_V = feederVoltage_V(campus, catalog, feeder.to, FeederEnd::To, feeder.from);
    if (voltage_V <= 0.0)
        return;
    const double current_A =
        designCurrent_A(peakPower_W(campus, catalog, feeder.to), voltage_V, false);
    const catalog::CableType *fitting = nullptr, *largest = nullptr;
    for (const auto& cable : catalog.cables) {
        // Cables are built for a voltage class: within 10 % of it, as feeder ends must be.
        if (cable.busway || cable.directCurrent || cable.ampacity_A <= 0.0 ||
            std::abs(cable.voltage_V - voltage_V) > 0.1 * voltage_V)
            continue;
        if (!largest || cable.ampacity_A > largest->ampacity_A)
            largest = &cable;
        if (cable.ampacity_A * feeder.circuits >= current_A &&
            (!fitting || cable.ampacity_A < fitting->ampacity_A))
            fitting = &cable;
    }
    const auto* chosen = fitting ? fitting : largest;
    if (!chosen)
        return;
    feeder.cableType = chosen->id;
    feeder.circuits =
        std::max(feeder.circuits, static_cast<int>(std::ceil(current_A / chosen->ampacity_A)));
}

void choosePipe(const Campus& campus, const catalog::Catalog& catalog, Main& main) {
    const catalog::PipeFamily* family = catalog.pipe(main.pipeFamily);
    if (main.pipeFamily.empty())
        for (const auto& one : catalog.pipes)
            if (!one.sizes.empty() && (!family || one.sizes.back().innerDiameter_m >
                                                      family->sizes.back().innerDiameter_m))
                family = &one;
    if (!family)
        return;
    main.pipeFamily = family->id;
    if (main.dn > 0)
        return;
    const EntityId end = campus.halls().contains({main.to.number})     ? main.to
                         : campus.halls().contains({main.from.number}) ? main.from
                                                                       : main.to;
    const double heat_W = facilityHeat_W(campus, catalog, end);
    const double flow_m3_per_s = heat_W / (kWaterHeat_J_per_m3K * kFacilityWaterRise_K);
    if (const auto* size = pipeFor(*family, flow_m3_per_s))
        main.dn = size->dn;
}

std::vector<Vec2> trunkRoute(const Campus& campus, const catalog::Catalog& catalog, EntityId from,
                             EntityId to, TrunkKind kind) {
    std::vector<geometry::Rectangle> obstacles;
    const auto add = [&](const auto& table) {
        for (const auto& row : table)
            obstacles.push_back(footprintOf(campus, catalog, entity(row.id)).rectangle());
    };
    add(campus.halls());
    add(campus.substations());
    add(campus.plants());
    for (const auto& item : campus.equipment())
        if (!item.parent.isValid())
            obstacles.push_back(footprintOf(campus, catalog, entity(item.id)).rectangle());
    std::vector<geometry::Corridor> corridors;
    for (const auto& zone : campus.zones()) {
        if (zone.kind == ZoneKind::Road)
            corridors.push_back({zone.points_m, zone.width_m});
        if (zone.kind == ZoneKind::Exclusion && zone.points_m.size() >= 3) {
            auto low = zone.points_m.front(), high = low;
            for (const Vec2 p : zone.points_m) {
                low = {std::min(low.x, p.x), std::min(low.y, p.y)};
                high = {std::max(high.x, p.x), std::max(high.y, p.y)};
            }
            obstacles.push_back({0.5 * (low + high), high - low, 0.0});
        }
    }
    geometry::RoutingOptions options;
    // Pipes lie a trench's width further from the road than cables.
    if (kind == TrunkKind::Main)
        options.lane_m = 1.5;
    return geometry::routeOrthogonal(footprintOf(campus, catalog, from).rectangle(),
                                     footprintOf(campus, catalog, to).rectangle(), obstacles,
                                     corridors, options);
}

} // namespace hallwright::model
