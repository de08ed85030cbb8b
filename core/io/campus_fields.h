#pragma once

#include "core/io/object_reader.h"
#include "core/model/entities.h"

#include <array>
#include <concepts>
#include <string_view>
#include <type_traits>

/// The one description of what a campus file says of each entity: keys, their order, ranges and
/// defaults. Writer, reader and reference check all visit it, so they cannot disagree.
///
/// A visitor has: id, text, number, integer, flag, choice, point, size, points, ref (one strong
/// id), entityRef (an id of one of several kinds), entityRefs, numbers (by name), object. A field
/// with a default is left out of the file where it has that value.
namespace hallwright::io {

template <class Row, class Entity>
concept RowOf = std::same_as<std::remove_const_t<Row>, Entity>;

/// Kinds that a reference may name, as bits.
using KindSet = unsigned;
[[nodiscard]] constexpr KindSet kinds(std::initializer_list<model::EntityKind> list) {
    KindSet set = 0;
    for (const auto kind : list)
        set |= 1u << static_cast<unsigned>(kind);
    return set;
}
inline constexpr KindSet kAnyKind = ~0u;

inline constexpr std::array<std::string_view, 6> kFeedSideWords{"none", "a", "b",
                                                                "c",    "d", "reserve"};
inline constexpr std::array<std::string_view, 3> kContainmentWords{"none", "cold_aisle",
                                                                   "hot_aisle"};
inline constexpr std::array<std::string_view, 6> kFeedRedundancyWords{
    "n", "2n", "n+1", "3_to_make_2", "4_to_make_3", "block_redundant"};
inline constexpr std::array<std::string_view, 2> kUpsModeWords{"double_conversion", "eco"};
inline constexpr std::array<std::string_view, 3> kGenerationUseWords{"standby", "parallel",
                                                                     "island"};
inline constexpr std::array<std::string_view, 13> kEquipmentKindWords{
    "cdu",         "air_unit",   "chiller",       "heat_rejection", "pump",
    "transformer", "switchgear", "power_device",  "generation",     "module",
    "power_rack",  "tank",       "heat_exchanger"};
inline constexpr std::array<std::string_view, 2> kSupplyResetWords{"fixed", "outdoor_air"};
inline constexpr std::array<std::string_view, 2> kEconomiserWords{"integrated", "changeover"};
inline constexpr std::array<std::string_view, 3> kChillerStagingWords{"least_power", "fewest_units",
                                                                      "all_units"};
inline constexpr std::array<std::string_view, 3> kCoolerWaterWords{"by_type", "dry",
                                                                   "above_ambient"};
inline constexpr std::array<std::string_view, 2> kPumpControlWords{"variable_speed", "fixed_speed"};
inline constexpr std::array<std::string_view, 3> kBranchValveWords{"pressure_independent", "none",
                                                                   "balancing"};
inline constexpr std::array<std::string_view, 3> kMainPipesWords{"both", "supply", "return"};
inline constexpr std::array<std::string_view, 4> kZoneKindWords{"road", "pad", "exclusion",
                                                                "fence"};

inline constexpr Range kDegrees{-3600.0, 3600.0};
inline constexpr Range kCelsius{-273.15, 1000.0};
inline constexpr Range kShare{0.0, 1.0};
inline constexpr int kCountMax = 100000;

template <class Visitor, class Row>
void visitPlacement(Visitor& v, Row& placement) {
    v.point("position_m", placement.position_m);
    v.number("z_m", placement.z_m, kAnyNumber, 0.0);
    v.number("rotation_deg", placement.rotation_deg, kDegrees, 0.0);
}

template <class Visitor, RowOf<model::Site> Row>
void visitFields(Visitor& v, Row& site) {
    v.text("name", site.name);
    v.text("guid", site.guid, "");
    v.text("site_facts", site.siteFacts, "");
    v.number("latitude_deg", site.latitude_deg, Range{-90.0, 90.0});
    v.number("longitude_deg", site.longitude_deg, Range{-180.0, 180.0});
    v.number("elevation_m", site.elevation_m, kAnyNumber, 0.0);
    v.number("energy_price_eur_per_kwh", site.energyPrice_eur_per_kWh, kAnyNumber, 0.0);
    v.number("grid_carbon_kg_per_kwh", site.gridCarbon_kg_per_kWh, kNonNegative, 0.0);
    v.ref("active_scenario", site.activeScenario, model::EntityKind::Scenario, Presence::Optional);
    v.numbers("figures", site.figures);
    v.points("boundary_m", site.boundary_m);
}

template <class Visitor, RowOf<model::Scenario> Row>
void visitFields(Visitor& v, Row& scenario) {
    v.id("id", scenario.id);
    v.text("name", scenario.name);
    v.number("ambient_c", scenario.ambient_C, kCelsius);
    v.number("wet_bulb_c", scenario.wetBulb_C, kCelsius);
    v.number("it_load_fraction", scenario.itLoadFraction, kNonNegative, 1.0);
    v.number("irradiance_w_per_m2", scenario.irradiance_W_per_m2, kNonNegative, 0.0);
    v.number("wind_m_per_s", scenario.wind_m_per_s, Range{0.0, 100.0}, 3.0);
    v.number("wind_from_deg", scenario.windFrom_deg, kDegrees, 270.0);
    v.entityRefs("out_of_service", scenario.outOfService);
}

template <class Visitor, RowOf<model::GridConnection> Row>
void visitFields(Visitor& v, Row& grid) {
    v.id("id", grid.id);
    v.text("name", grid.name);
    visitPlacement(v, grid.placement);
    v.number("voltage_v", grid.voltage_V, kNonNegative);
    v.number("capacity_va", grid.capacity_VA, kNonNegative);
    v.number("short_circuit_va", grid.shortCircuit_VA, kNonNegative);
    v.number("r_over_x", grid.rOverX, kNonNegative, 0.1);
    v.text("energised", grid.energised, "");
}

template <class Visitor, RowOf<model::Substation> Row>
void visitFields(Visitor& v, Row& substation) {
    v.id("id", substation.id);
    v.text("name", substation.name);
    visitPlacement(v, substation.placement);
    v.size("size_m", substation.size_m);
    v.number("high_voltage_v", substation.highVoltage_V, kNonNegative);
    v.number("medium_voltage_v", substation.mediumVoltage_V, kNonNegative);
    v.integer("bus_sections", substation.busSections, 1, kCountMax, 1);
    v.flag("bus_ties_closed", substation.busTiesClosed, false);
    v.flag("bus_ties_transfer", substation.busTiesTransfer, false);
    v.number("compensation_var", substation.compensation_VAr, kAnyNumber, 0.0);
    v.text("switchgear_type", substation.switchgearType, "");
}

template <class Visitor, RowOf<model::Plant> Row>
void visitFields(Visitor& v, Row& plant) {
    v.id("id", plant.id);
    v.text("name", plant.name);
    visitPlacement(v, plant.placement);
    v.size("size_m", plant.size_m);
    v.text("coolant", plant.coolant, "");
    v.number("supply_setpoint_c", plant.supplySetpoint_C, kCelsius, 32.0);
    v.integer("pumps_spare", plant.pumpsSpare, 0, kCountMax, 1);
    v.choice("supply_reset", plant.supplyReset, kSupplyResetWords, model::SupplyReset::Fixed);
    v.number("reset_from_c", plant.resetFrom_C, kCelsius, 15.0);
    v.number("reset_to_c", plant.resetTo_C, kCelsius, 30.0);
    v.number("reset_supply_c", plant.resetSupply_C, kCelsius, 32.0);
    v.choice("economiser", plant.economiser, kEconomiserWords, model::Economiser::Integrated);
    v.choice("chiller_staging", plant.chillerStaging, kChillerStagingWords,
             model::ChillerStaging::LeastPower);
    v.choice("cooler_water", plant.coolerWater, kCoolerWaterWords, model::CoolerWater::ByType);
    v.number("wet_above_c", plant.wetAbove_C, kCelsius, 25.0);
    v.choice("pump_control", plant.pumpControl, kPumpControlWords,
             model::PumpControl::VariableSpeed);
    v.choice("branch_valves", plant.branchValves, kBranchValveWords,
             model::BranchValves::PressureIndependent);
    v.number("bypass_least_flow", plant.bypassLeastFlow, kShare, 0.0);
    v.number("reuse_supply_c", plant.reuseSupply_C, kCelsius, 35.0);
    v.number("reuse_return_c", plant.reuseReturn_C, kCelsius, 25.0);
    v.number("reuse_below_c", plant.reuseBelow_C, kCelsius, 15.0);
    v.number("reuse_full_c", plant.reuseFull_C, kCelsius, -7.0);
}

template <class Visitor, RowOf<model::HallTemplate> Row>
void visitFields(Visitor& v, Row& recipe) {
    v.text("name", recipe.name, "");
    v.text("rack_type", recipe.rackType, "");
    v.integer("rows", recipe.rows, 0, kCountMax, 0);
    v.integer("racks_per_row", recipe.racksPerRow, 0, kCountMax, 0);
    v.number("rack_pitch_m", recipe.rackPitch_m, kNonNegative, 0.6);
    v.number("cold_aisle_m", recipe.coldAisle_m, kNonNegative, 1.2);
    v.number("hot_aisle_m", recipe.hotAisle_m, kNonNegative, 1.2);
    v.number("end_gallery_m", recipe.endGallery_m, kNonNegative, 3.0);
    v.number("side_gallery_m", recipe.sideGallery_m, kNonNegative, 2.0);
    v.number("height_m", recipe.height_m, kNonNegative, 4.2);
    v.choice("containment", recipe.containment, kContainmentWords, model::Containment::HotAisle);
    v.choice("feeds", recipe.feeds, kFeedRedundancyWords, model::FeedRedundancy::TwoN);
    v.text("transformer_type", recipe.transformerType, "");
    v.text("ups_type", recipe.upsType, "");
    v.choice("ups_mode", recipe.upsMode, kUpsModeWords, model::UpsMode::DoubleConversion);
    v.text("transfer_switch_type", recipe.transferSwitchType, "");
    v.text("pdu_type", recipe.pduType, "");
    v.text("rectifier_type", recipe.rectifierType, "");
    v.text("busway_type", recipe.buswayType, "");
    v.text("cdu_type", recipe.cduType, "");
    v.integer("cdu_spare", recipe.cduSpare, 0, kCountMax, 1);
    v.text("tcs_pipe", recipe.tcsPipe, "");
    v.text("air_unit_type", recipe.airUnitType, "");
    v.integer("air_unit_spare", recipe.airUnitSpare, 0, kCountMax, 1);
    v.number("air_supply_c", recipe.airSupply_C, kCelsius, 24.0);
    v.number("floor_load_limit_pa", recipe.floorLoadLimit_Pa, kNonNegative, 20000.0);
}

template <class Visitor, RowOf<model::Hall> Row>
void visitFields(Visitor& v, Row& hall) {
    v.id("id", hall.id);
    v.text("name", hall.name);
    visitPlacement(v, hall.placement);
    v.size("size_m", hall.size_m);
    v.flag("detached", hall.detached, false);
    v.object("recipe", hall.recipe);
}

template <class Visitor, RowOf<model::Row> Row>
void visitFields(Visitor& v, Row& row) {
    v.id("id", row.id);
    v.text("name", row.name);
    v.ref("hall", row.hall, model::EntityKind::Hall, Presence::Required);
    visitPlacement(v, row.placement);
    v.number("length_m", row.length_m, kNonNegative);
}

template <class Visitor, RowOf<model::Rack> Row>
void visitFields(Visitor& v, Row& rack) {
    v.id("id", rack.id);
    v.text("name", rack.name);
    v.ref("hall", rack.hall, model::EntityKind::Hall, Presence::Required);
    v.ref("row", rack.row, model::EntityKind::Row, Presence::Optional);
    v.text("type", rack.type);
    visitPlacement(v, rack.placement);
    v.number("it_load_w", rack.itLoad_W, kNonNegative);
}

template <class Visitor, RowOf<model::Equipment> Row>
void visitFields(Visitor& v, Row& equipment) {
    v.id("id", equipment.id);
    v.text("name", equipment.name);
    v.choice("kind", equipment.kind, kEquipmentKindWords);
    v.text("type", equipment.type);
    v.entityRef(
        "parent", equipment.parent,
        kinds({model::EntityKind::Hall, model::EntityKind::Substation, model::EntityKind::Plant}),
        Presence::Optional);
    visitPlacement(v, equipment.placement);
    v.choice("side", equipment.side, kFeedSideWords, model::FeedSide::None);
    v.flag("in_service", equipment.inService, true);
    v.choice("use", equipment.use, kGenerationUseWords, model::GenerationUse::Standby);
    v.number("setpoint_w", equipment.setpoint_W, kAnyNumber, 0.0);
}

inline constexpr KindSet kFeederEnds =
    kinds({model::EntityKind::GridConnection, model::EntityKind::Substation,
           model::EntityKind::Hall, model::EntityKind::Plant, model::EntityKind::Equipment});
inline constexpr KindSet kMainEnds = kinds({model::EntityKind::Plant, model::EntityKind::Hall});

template <class Visitor, RowOf<model::Feeder> Row>
void visitFields(Visitor& v, Row& feeder) {
    v.id("id", feeder.id);
    v.text("name", feeder.name);
    v.entityRef("from", feeder.from, kFeederEnds, Presence::Required);
    v.integer("from_section", feeder.fromSection, 0, kCountMax, 0);
    v.entityRef("to", feeder.to, kFeederEnds, Presence::Required);
    v.integer("to_section", feeder.toSection, 0, kCountMax, 0);
    v.choice("side", feeder.side, kFeedSideWords, model::FeedSide::None);
    v.text("cable_type", feeder.cableType, "");
    v.integer("circuits", feeder.circuits, 1, kCountMax, 1);
    v.flag("normally_open", feeder.normallyOpen, false);
    v.flag("closes_on_loss", feeder.closesOnLoss, false);
    v.points("route_m", feeder.route_m);
}

template <class Visitor, RowOf<model::Main> Row>
void visitFields(Visitor& v, Row& main) {
    v.id("id", main.id);
    v.text("name", main.name);
    v.entityRef("from", main.from, kMainEnds, Presence::Required);
    v.entityRef("to", main.to, kMainEnds, Presence::Required);
    v.text("pipe_family", main.pipeFamily, "");
    v.integer("dn", main.dn, 0, kCountMax, 0);
    v.choice("pipes", main.pipes, kMainPipesWords, model::MainPipes::Both);
    v.points("route_m", main.route_m);
}

template <class Visitor, RowOf<model::Zone> Row>
void visitFields(Visitor& v, Row& zone) {
    v.id("id", zone.id);
    v.text("name", zone.name);
    v.choice("kind", zone.kind, kZoneKindWords);
    v.number("width_m", zone.width_m, kNonNegative, 0.0);
    v.points("points_m", zone.points_m);
}

/// Calls `visit.template operator()<Entity>(key, kind)` for every table in file order: what
/// contains comes before what is contained.
template <class Visit>
void forEachTable(Visit&& visit) {
    using model::EntityKind;
    visit.template operator()<model::Scenario>("scenarios", EntityKind::Scenario);
    visit.template operator()<model::GridConnection>("grid_connections",
                                                     EntityKind::GridConnection);
    visit.template operator()<model::Substation>("substations", EntityKind::Substation);
    visit.template operator()<model::Plant>("plants", EntityKind::Plant);
    visit.template operator()<model::Hall>("halls", EntityKind::Hall);
    visit.template operator()<model::Row>("rows", EntityKind::Row);
    visit.template operator()<model::Rack>("racks", EntityKind::Rack);
    visit.template operator()<model::Equipment>("equipment", EntityKind::Equipment);
    visit.template operator()<model::Feeder>("feeders", EntityKind::Feeder);
    visit.template operator()<model::Main>("mains", EntityKind::Main);
    visit.template operator()<model::Zone>("zones", EntityKind::Zone);
}

} // namespace hallwright::io
