#include "core/model/validation.h"

#include "core/model/feeder_voltage.h"
#include "core/model/naming.h"
#include "core/model/row_check.h"
#include "core/model/words.h"

#include <cmath>
#include <string>
#include <unordered_map>

namespace hallwright::model {

using base::Diagnostics;
using catalog::Category;

namespace {

constexpr double kCelsiusMin = -273.15;
constexpr double kFastestWind_m_per_s = 100.0;
constexpr double kMostTurn_deg = 3600.0;

Category categoryOf(EquipmentKind kind) {
    switch (kind) {
    case EquipmentKind::Cdu:
        return Category::Cdu;
    case EquipmentKind::AirUnit:
        return Category::AirUnit;
    case EquipmentKind::Chiller:
        return Category::Chiller;
    case EquipmentKind::HeatRejection:
        return Category::HeatRejection;
    case EquipmentKind::Pump:
        return Category::Pump;
    case EquipmentKind::Transformer:
        return Category::Transformer;
    case EquipmentKind::Switchgear:
        return Category::Switchgear;
    case EquipmentKind::PowerDevice:
        return Category::PowerDevice;
    case EquipmentKind::Generation:
        return Category::Generation;
    case EquipmentKind::Module:
        return Category::Module;
    case EquipmentKind::PowerRack:
        return Category::PowerShelf;
    case EquipmentKind::Tank:
        return Category::Tank;
    case EquipmentKind::HeatExchanger:
        return Category::HeatExchanger;
    }
    return Category::Module;
}

void checkRecipe(const HallTemplate& recipe, RowCheck& check) {
    check.atLeast("recipe/rows", recipe.rows, 0);
    check.atLeast("recipe/racks_per_row", recipe.racksPerRow, 0);
    check.atLeast("recipe/cdu_spare", recipe.cduSpare, 0);
    check.atLeast("recipe/air_unit_spare", recipe.airUnitSpare, 0);
    check.number("recipe/rack_pitch_m", recipe.rackPitch_m, 0.0, kFarthest_m);
    check.number("recipe/cold_aisle_m", recipe.coldAisle_m, 0.0, kFarthest_m);
    check.number("recipe/hot_aisle_m", recipe.hotAisle_m, 0.0, kFarthest_m);
    check.number("recipe/end_gallery_m", recipe.endGallery_m, 0.0, kFarthest_m);
    check.number("recipe/side_gallery_m", recipe.sideGallery_m, 0.0, kFarthest_m);
    check.number("recipe/height_m", recipe.height_m, 0.0, kFarthest_m);
    check.number("recipe/air_supply_c", recipe.airSupply_C, kCelsiusMin, 1000.0);
    check.number("recipe/floor_load_limit_pa", recipe.floorLoadLimit_Pa, 0.0);
    check.type("recipe/rack_type", recipe.rackType, Category::Rack, "a rack", false);
    check.type("recipe/transformer_type", recipe.transformerType, Category::Transformer,
               "a transformer", false);
    check.type("recipe/ups_type", recipe.upsType, Category::PowerDevice, "a UPS", false);
    check.type("recipe/transfer_switch_type", recipe.transferSwitchType, Category::PowerDevice,
               "a transfer switch", false);
    check.type("recipe/pdu_type", recipe.pduType, Category::PowerDevice, "a PDU", false);
    check.type("recipe/rectifier_type", recipe.rectifierType, Category::PowerShelf, "a power shelf",
               false);
    check.type("recipe/busway_type", recipe.buswayType, Category::Cable, "a busway", false);
    check.type("recipe/cdu_type", recipe.cduType, Category::Cdu, "a CDU", false);
    check.type("recipe/tcs_pipe", recipe.tcsPipe, Category::Pipe, "a pipe family", false);
    check.type("recipe/air_unit_type", recipe.airUnitType, Category::AirUnit, "an air unit", false);
}

void checkFields(const Campus&, const catalog::Catalog&, const Hall& hall, RowCheck& check) {
    check.placement(hall.placement);
    check.size(hall.size_m);
    checkRecipe(hall.recipe, check);
}

void checkFields(const Campus& campus, const catalog::Catalog&, const Row& row, RowCheck& check) {
    check.reference("hall", entity(row.hall), {EntityKind::Hall}, true);
    check.placement(row.placement);
    check.number("length_m", row.length_m, 0.0, kFarthest_m);
    // Racks say themselves where they stand; a row that changes halls would leave them behind.
    const auto* before = campus.rows().find(row.id);
    if (!before || before->hall == row.hall)
        return;
    for (const auto& rack : campus.racks())
        if (rack.row == row.id && rack.hall != row.hall) {
            check.add("hall", "is not that of the row's racks",
                      "Copy the row into the other hall.");
            return;
        }
}

void checkFields(const Campus& campus, const catalog::Catalog&, const Rack& rack, RowCheck& check) {
    check.reference("hall", entity(rack.hall), {EntityKind::Hall}, true);
    check.reference("row", entity(rack.row), {EntityKind::Row}, false);
    if (const auto* row = campus.rows().find(rack.row); row && row->hall != rack.hall)
        check.add("row", quoted(row->name) + " stands in another hall",
                  "Name a row of the rack's own hall, or none.");
    check.type("type", rack.type, Category::Rack, "a rack", true);
    check.placement(rack.placement);
    check.number("it_load_w", rack.itLoad_W, 0.0);
}

void checkFields(const Campus&, const catalog::Catalog&, const Equipment& item, RowCheck& check) {
    check.type("type", item.type, categoryOf(item.kind), "an entry of this kind", true);
    check.reference("parent", item.parent,
                    {EntityKind::Hall, EntityKind::Substation, EntityKind::Plant}, false);
    check.placement(item.placement);
    check.number("setpoint_w", item.setpoint_W);
    if (item.kind != EquipmentKind::Generation &&
        (item.use != GenerationUse::Standby || item.setpoint_W != 0.0))
        check.add("use", "is that of a generator", "Set it on generation only.");
}

void checkFields(const Campus&, const catalog::Catalog&, const Substation& substation,
                 RowCheck& check) {
    check.placement(substation.placement);
    check.size(substation.size_m);
    check.number("high_voltage_v", substation.highVoltage_V, 0.0);
    check.number("medium_voltage_v", substation.mediumVoltage_V, 0.0);
    check.atLeast("bus_sections", substation.busSections, 1);
    check.number("compensation_var", substation.compensation_VAr);
    check.type("switchgear_type", substation.switchgearType, Category::Switchgear, "switchgear",
               false);
}

void checkFields(const Campus&, const catalog::Catalog&, const Plant& plant, RowCheck& check) {
    check.placement(plant.placement);
    check.size(plant.size_m);
    check.type("coolant", plant.coolant, Category::Coolant, "a coolant", false);
    check.number("supply_setpoint_c", plant.supplySetpoint_C, kCelsiusMin, 1000.0);
    check.atLeast("pumps_spare", plant.pumpsSpare, 0);
    for (const auto& [key, value] : {std::pair{"reset_from_c", plant.resetFrom_C},
                                     {"reset_to_c", plant.resetTo_C},
                                     {"reset_supply_c", plant.resetSupply_C},
                                     {"wet_above_c", plant.wetAbove_C},
                                     {"reuse_supply_c", plant.reuseSupply_C},
                                     {"reuse_return_c", plant.reuseReturn_C},
                                     {"reuse_below_c", plant.reuseBelow_C},
                                     {"reuse_full_c", plant.reuseFull_C}})
        check.number(key, value, kCelsiusMin, 1000.0);
    if (plant.supplyReset == SupplyReset::OutdoorAir && !(plant.resetTo_C > plant.resetFrom_C))
        check.add("reset_to_c", "is not above reset_from_c",
                  "Set a higher outdoor temperature, or a fixed supply.");
    if (!(plant.reuseBelow_C > plant.reuseFull_C))
        check.add("reuse_below_c", "is not above reuse_full_c",
                  "Customers take heat below the one and all of it at the other.");
    if (!(plant.reuseSupply_C > plant.reuseReturn_C))
        check.add("reuse_supply_c", "is not above reuse_return_c",
                  "Customers send their water back colder than they get it.");
}

void checkFields(const Campus&, const catalog::Catalog&, const GridConnection& grid,
                 RowCheck& check) {
    check.placement(grid.placement);
    check.number("voltage_v", grid.voltage_V, 0.0);
    check.number("capacity_va", grid.capacity_VA, 0.0);
    check.number("short_circuit_va", grid.shortCircuit_VA, 0.0);
    check.number("r_over_x", grid.rOverX, 0.0);
}

/// Equipment at the end of a feeder is something that generates.
bool isFeedable(const Campus& campus, EntityId end) {
    const auto* item = campus.equipment().find({end.number});
    return !item || item->kind == EquipmentKind::Generation ||
           item->kind == EquipmentKind::Transformer || item->kind == EquipmentKind::Module ||
           item->kind == EquipmentKind::Chiller || item->kind == EquipmentKind::Switchgear;
}

void checkFeederEnd(const Campus& campus, std::string_view field, EntityId end, int section,
                    RowCheck& check) {
    const auto kind = check.reference(field, end,
                                      {EntityKind::GridConnection, EntityKind::Substation,
                                       EntityKind::Hall, EntityKind::Plant, EntityKind::Equipment},
                                      true);
    if (kind == EntityKind::Equipment && !isFeedable(campus, end))
        check.add(field, quoted(campus.nameOf(end)) + " has no medium-voltage terminals",
                  "End the feeder at a hall, a plant, a substation, a grid connection or a "
                  "generator.");
    const auto sectionField = joined(field, "_section");
    check.atLeast(sectionField, section, 0);
    if (const auto* substation = campus.substations().find({end.number});
        substation && section >= substation->busSections)
        check.add(sectionField,
                  quoted(substation->name) + " has " + std::to_string(substation->busSections) +
                      " bus sections, counted from 0",
                  "Name one of them.");
}

void checkFields(const Campus& campus, const catalog::Catalog& catalog, const Feeder& feeder,
                 RowCheck& check) {
    checkFeederEnd(campus, "from", feeder.from, feeder.fromSection, check);
    checkFeederEnd(campus, "to", feeder.to, feeder.toSection, check);
    if (feeder.from == feeder.to && feeder.fromSection == feeder.toSection)
        check.add("to", "is the end that the feeder starts at", "Name another end.");
    check.type("cable_type", feeder.cableType, Category::Cable, "a cable", false);
    check.atLeast("circuits", feeder.circuits, 1);
    check.points("route_m", feeder.route_m);
    const double from_V = feederVoltage_V(campus, catalog, feeder.from, FeederEnd::From, feeder.to);
    const double to_V = feederVoltage_V(campus, catalog, feeder.to, FeederEnd::To, feeder.from);
    if (from_V > 0.0 && to_V > 0.0 && std::abs(from_V - to_V) > 0.1 * std::max(from_V, to_V))
        check.add("to",
                  "takes " + inVolts(to_V) + ", " + quoted(campus.nameOf(feeder.from)) + " gives " +
                      inVolts(from_V),
                  "Put a transformer between them or choose ends of one voltage.");
}

void checkFields(const Campus&, const catalog::Catalog&, const Main& main, RowCheck& check) {
    check.reference("from", main.from, {EntityKind::Plant, EntityKind::Hall}, true);
    check.reference("to", main.to, {EntityKind::Plant, EntityKind::Hall}, true);
    if (main.from.isValid() && main.from == main.to)
        check.add("to", "is the end that the main starts at", "Name another end.");
    check.type("pipe_family", main.pipeFamily, Category::Pipe, "a pipe family", false);
    check.atLeast("dn", main.dn, 0);
    check.points("route_m", main.route_m);
}

void checkFields(const Campus&, const catalog::Catalog&, const Zone& zone, RowCheck& check) {
    check.points("points_m", zone.points_m);
    check.number("width_m", zone.width_m, 0.0, kFarthest_m);
    const bool isLine = zone.kind == ZoneKind::Road || zone.kind == ZoneKind::Fence;
    const std::size_t least = isLine ? 2 : 3;
    if (zone.points_m.size() < least)
        check.add("points_m",
                  std::to_string(zone.points_m.size()) + " points, at least " +
                      std::to_string(least),
                  "Add the missing points.");
}

void checkFields(const Campus& campus, const catalog::Catalog&, const Scenario& scenario,
                 RowCheck& check) {
    check.number("ambient_c", scenario.ambient_C, kCelsiusMin, 1000.0);
    check.number("wet_bulb_c", scenario.wetBulb_C, kCelsiusMin, 1000.0);
    check.number("it_load_fraction", scenario.itLoadFraction, 0.0);
    check.number("irradiance_w_per_m2", scenario.irradiance_W_per_m2, 0.0);
    check.number("wind_m_per_s", scenario.wind_m_per_s, 0.0, kFastestWind_m_per_s);
    check.number("wind_from_deg", scenario.windFrom_deg, -kMostTurn_deg, kMostTurn_deg);
    for (const auto id : scenario.outOfService)
        if (campus.kindOf(id) == EntityKind::None)
            check.add("out_of_service", "no entity has the id " + std::to_string(id.number),
                      "Put the missing entity back or take this reference out.");
}

template <class T>
std::string_view tableOf() {
    if constexpr (std::is_same_v<T, Hall>)
        return "halls";
    else if constexpr (std::is_same_v<T, Row>)
        return "rows";
    else if constexpr (std::is_same_v<T, Rack>)
        return "racks";
    else if constexpr (std::is_same_v<T, Equipment>)
        return "equipment";
    else if constexpr (std::is_same_v<T, Substation>)
        return "substations";
    else if constexpr (std::is_same_v<T, Plant>)
        return "plants";
    else if constexpr (std::is_same_v<T, GridConnection>)
        return "grid_connections";
    else if constexpr (std::is_same_v<T, Feeder>)
        return "feeders";
    else if constexpr (std::is_same_v<T, Main>)
        return "mains";
    else if constexpr (std::is_same_v<T, Zone>)
        return "zones";
    else
        return "scenarios";
}

/// Tells of numbers that stand in two tables; within a table they are unique by construction.
class SharedIds {
public:
    template <class T>
    void add(const Table<T>& table, Diagnostics& found) {
        for (const auto& row : table) {
            const auto [it, isNew] = m_tables.try_emplace(row.id.number, tableOf<T>());
            if (isNew)
                continue;
            std::string where = joined("/", tableOf<T>());
            where += '/';
            where += std::to_string(row.id.number);
            where += "/id";
            found.push_back({std::move(where), joined("is taken in /", it->second),
                             "Give one of the two an id that is free."});
        }
    }

private:
    std::unordered_map<std::uint32_t, std::string_view> m_tables;
};

} // namespace

template <class T>
Diagnostics validateRow(const Campus& campus, const catalog::Catalog& catalog, const T& row) {
    RowCheck check(campus, catalog, tableOf<T>(), row.id.number);
    checkFields(campus, catalog, row, check);
    return check.take();
}

template Diagnostics validateRow(const Campus&, const catalog::Catalog&, const Hall&);
template Diagnostics validateRow(const Campus&, const catalog::Catalog&, const Row&);
template Diagnostics validateRow(const Campus&, const catalog::Catalog&, const Rack&);
template Diagnostics validateRow(const Campus&, const catalog::Catalog&, const Equipment&);
template Diagnostics validateRow(const Campus&, const catalog::Catalog&, const Substation&);
template Diagnostics validateRow(const Campus&, const catalog::Catalog&, const Plant&);
template Diagnostics validateRow(const Campus&, const catalog::Catalog&, const GridConnection&);
template Diagnostics validateRow(const Campus&, const catalog::Catalog&, const Feeder&);
template Diagnostics validateRow(const Campus&, const catalog::Catalog&, const Main&);
template Diagnostics validateRow(const Campus&, const catalog::Catalog&, const Zone&);
template Diagnostics validateRow(const Campus&, const catalog::Catalog&, const Scenario&);

Diagnostics validateSite(const Campus& campus, const Site& site) {
    Diagnostics found;
    const auto number = [&](const char* field, double value, double low, double high) {
        if (!std::isfinite(value) || value < low || value > high)
            found.push_back({joined("/site/", field), "is not a number in range",
                             "Set a number from " + fixed(low, 0) + " to " + fixed(high, 0) + "."});
    };
    number("latitude_deg", site.latitude_deg, -90.0, 90.0);
    number("longitude_deg", site.longitude_deg, -180.0, 180.0);
    number("elevation_m", site.elevation_m, -1000.0, 9000.0);
    number("energy_price_eur_per_kwh", site.energyPrice_eur_per_kWh, -kFarthest_m, kFarthest_m);
    number("grid_carbon_kg_per_kwh", site.gridCarbon_kg_per_kWh, 0.0, kFarthest_m);
    for (const auto& [id, value] : site.figures)
        if (!std::isfinite(value))
            found.push_back({"/site/figures/" + id, "is not a number", "Give a number."});
    for (const Vec2 corner : site.boundary_m) {
        number("boundary_m", corner.x, -kFarthest_m, kFarthest_m);
        number("boundary_m", corner.y, -kFarthest_m, kFarthest_m);
    }
    if (!site.boundary_m.empty() && site.boundary_m.size() < 3)
        found.push_back({"/site/boundary_m",
                         std::to_string(site.boundary_m.size()) + " corners, at least 3",
                         "Add the missing corners, or leave the boundary out."});
    if (site.activeScenario.isValid() && !campus.scenarios().contains(site.activeScenario))
        found.push_back({"/site/active_scenario",
                         "no scenario has the id " + std::to_string(site.activeScenario.number),
                         "Name a scenario of this campus, or none."});
    return found;
}

Diagnostics validate(const Campus& campus, const catalog::Catalog& catalog) {
    auto found = validateSite(campus, campus.site());
    SharedIds ids;
    const auto checkTable = [&]<class T>(const Table<T>& table) {
        ids.add(table, found);
        for (const auto& row : table)
            for (auto& one : validateRow(campus, catalog, row))
                found.push_back(std::move(one));
    };
    checkTable(campus.halls());
    checkTable(campus.rows());
    checkTable(campus.racks());
    checkTable(campus.equipment());
    checkTable(campus.substations());
    checkTable(campus.plants());
    checkTable(campus.grids());
    checkTable(campus.feeders());
    checkTable(campus.mains());
    checkTable(campus.zones());
    checkTable(campus.scenarios());
    return found;
}

} // namespace hallwright::model
