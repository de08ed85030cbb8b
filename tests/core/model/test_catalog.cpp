#include "tests/core/model/test_catalog.h"

#include <QtGlobal>

namespace hallwright::model::test {

using namespace catalog;

namespace {

template <class T>
T& add(std::vector<T>& list, const char* id, base::Vec3 size_m) {
    T type;
    type.id = id;
    type.name = id;
    type.size_m = size_m;
    list.push_back(std::move(type));
    return list.back();
}

void addRack(Catalog& catalog, const char* id, base::Vec3 size_m, double nominal_W, double peak_W,
             double liquid, double coolant_lpm, double air_m3_h) {
    auto& rack = add(catalog.racks, id, size_m);
    rack.powerNominal_W = nominal_W;
    rack.powerPeak_W = peak_W;
    rack.heatToLiquidFraction = liquid;
    rack.coolant = liquid > 0.0 ? "pg25" : "";
    rack.coolantFlow_m3_per_s = coolant_lpm / 60000.0;
    rack.airFlow_m3_per_s = air_m3_h / 3600.0;
}

void addCdu(Catalog& catalog, const char* id, base::Vec3 size_m, const char* mounting,
            double capacity_W, double flow_lpm, double pump_W) {
    auto& cdu = add(catalog.cdus, id, size_m);
    cdu.mounting = mounting;
    cdu.capacity_W = capacity_W;
    cdu.flowSecondary_m3_per_s = flow_lpm / 60000.0;
    cdu.pumpPower_W = pump_W;
}

void addAirUnit(Catalog& catalog, const char* id, base::Vec3 size_m, AirUnitForm form,
                double capacity_W, double air_m3_h, double fan_W) {
    auto& unit = add(catalog.airUnits, id, size_m);
    unit.form = form;
    unit.capacity_W = capacity_W;
    unit.airFlow_m3_per_s = air_m3_h / 3600.0;
    unit.fanPower_W = fan_W;
}

void addTransformer(Catalog& catalog, const char* id, base::Vec3 size_m, double rating_VA,
                    double high_V, double low_V, double oil_m3) {
    auto& transformer = add(catalog.transformers, id, size_m);
    transformer.rating_VA = rating_VA;
    transformer.highVoltage_V = high_V;
    transformer.lowVoltage_V = low_V;
    transformer.oilVolume_m3 = oil_m3;
}

void addCable(Catalog& catalog, const char* id, bool busway, double voltage_V, double ampacity_A) {
    auto& cable = add(catalog.cables, id, {});
    cable.busway = busway;
    cable.voltage_V = voltage_V;
    cable.ampacity_A = ampacity_A;
}

void addGeneration(Catalog& catalog, const char* id, base::Vec3 size_m, GenerationForm form) {
    add(catalog.generation, id, size_m).form = form;
}

void addPipes(Catalog& catalog) {
    auto& stainless = add(catalog.pipes, "pipe_stainless_iso1127", {});
    stainless.velocityMax_m_per_s = 2.5;
    for (const auto& [dn, inner_m] : {std::pair(50, 0.0563), std::pair(100, 0.1103),
                                      std::pair(200, 0.2151), std::pair(300, 0.3179)})
        stainless.sizes.push_back({dn, inner_m, 0.0});
    auto& steel = add(catalog.pipes, "pipe_steel_en10216", {});
    steel.velocityMax_m_per_s = 3.0;
    for (const auto& [dn, inner_m] : {std::pair(300, 0.3097), std::pair(500, 0.486),
                                      std::pair(700, 0.686), std::pair(1000, 0.991)})
        steel.sizes.push_back({dn, inner_m, 0.0});
}

} // namespace

Catalog makeCatalog() {
    Catalog catalog;
    addRack(catalog, "cpu_rack_15kw", {0.6, 1.2, 2.2}, 15e3, 18e3, 0.0, 0.0, 3730.0);
    addRack(catalog, "dgx_h100_air_4", {0.6, 1.2, 2.236}, 32.6e3, 40.8e3, 0.0, 0.0, 7510.0);
    addRack(catalog, "gb300_nvl72", {0.6, 1.068, 2.236}, 132e3, 142e3, 0.9, 178.0, 3310.0);
    addRack(catalog, "vr_nvl72_maxp", {0.6, 1.068, 2.236}, 220e3, 230e3, 1.0, 330.0, 0.0);
    addRack(catalog, "rubin_ultra_kyber", {0.8, 1.2, 2.3}, 600e3, 660e3, 1.0, 900.0, 0.0);
    addCdu(catalog, "cdu_inrack_250kw", {0.44, 0.9, 0.266}, "in-rack", 250e3, 375.0, 2.6e3);
    addCdu(catalog, "cdu_inrow_1350kw", {0.9, 1.25, 2.0}, "in-row", 1350e3, 2025.0, 14e3);
    addCdu(catalog, "cdu_floor_2500kw", {1.5, 1.25, 2.2}, "floor / gallery", 2500e3, 3750.0, 29e3);
    addAirUnit(catalog, "fan_wall_500kw", {4.8, 1.2, 3.6}, AirUnitForm::FanWall, 500e3, 124000.0,
               15e3);
    addAirUnit(catalog, "crah_perimeter_150kw", {2.55, 0.89, 2.0}, AirUnitForm::Crah, 150e3,
               37000.0, 5.5e3);
    addAirUnit(catalog, "rdhx_active_75kw", {0.8, 0.33, 2.236}, AirUnitForm::RearDoorActive, 75e3,
               18500.0, 1.6e3);
    addTransformer(catalog, "tr_400_33_200mva", {8.0, 12.0, 9.0}, 200e6, 400e3, 33e3, 70.0);
    addTransformer(catalog, "tr_33_0415_3150_ester", {2.6, 2.0, 2.7}, 3.15e6, 33e3, 415.0, 2.3);
    addTransformer(catalog, "tr_20_0415_2500_dry", {2.3, 1.35, 2.5}, 2.5e6, 20e3, 415.0, 0.0);
    addCable(catalog, "mv_al_630_33kv", false, 33e3, 640.0);
    addCable(catalog, "mv_cu_630_33kv", false, 33e3, 800.0);
    addCable(catalog, "busway_cu_2500a", true, 415.0, 2500.0);
    addGeneration(catalog, "genset_diesel_3200kwe", {3.5, 15.0, 4.5}, GenerationForm::DieselSet);
    addGeneration(catalog, "bess_3900kwh", {1.65, 8.8, 2.78}, GenerationForm::Battery);
    auto& ups = add(catalog.powerDevices, "ups_1250kw", {1.2, 0.97, 1.97});
    ups.form = PowerDeviceForm::Ups;
    ups.power_W = 1250e3;
    auto& block = add(catalog.powerDevices, "ups_2500kw_block", {6.0, 1.0, 1.97});
    block.form = PowerDeviceForm::Ups;
    block.power_W = 2500e3;
    auto& sts = add(catalog.powerDevices, "sts_1600a", {1.6, 0.9, 2.0});
    sts.form = PowerDeviceForm::TransferSwitch;
    sts.ratedCurrent_A = 1600.0;
    auto& powerRack = add(catalog.powerShelves, "power_rack_800vdc", {0.6, 1.2, 2.3});
    powerRack.power_W = 660e3;
    powerRack.outputVoltage_V = 800.0;
    addCable(catalog, "busway_800vdc_2500a", true, 800.0, 2500.0);
    catalog.cables.back().directCurrent = true;
    auto& cooler = add(catalog.heatRejections, "dry_cooler_1000kw", {2.4, 12.0, 2.6});
    cooler.capacity_W = 1000e3;
    cooler.fanPower_W = 19e3;
    auto& pump = add(catalog.pumps, "pump_fws_450m3h", {});
    pump.flowRated_m3_per_s = 450.0 / 3600.0;
    add(catalog.coolants, "pg25", {});
    add(catalog.switchgear, "gis_36kv_primary", {0.8, 1.8, 2.5}).voltage_V = 36e3;
    addPipes(catalog);
    catalog.index();
    return catalog;
}

HallTemplate largeHall() {
    HallTemplate recipe;
    recipe.name = "HM-38";
    recipe.rackType = "gb300_nvl72";
    recipe.rows = 12;
    recipe.racksPerRow = 24;
    recipe.transformerType = "tr_33_0415_3150_ester";
    recipe.buswayType = "busway_cu_2500a";
    recipe.cduType = "cdu_inrow_1350kw";
    recipe.tcsPipe = "pipe_stainless_iso1127";
    recipe.airUnitType = "fan_wall_500kw";
    return recipe;
}

HallTemplate smallHall() {
    auto recipe = largeHall();
    recipe.name = "small";
    recipe.rows = 1;
    recipe.racksPerRow = 4;
    return recipe;
}

ChangeSet applied(Campus& campus, const Catalog& catalog, const Edit& edit) {
    auto changes = edit.plan(campus, catalog);
    if (!changes)
        qFatal("edit refused: %s", changes.error().front().text().c_str());
    return campus.apply(std::move(*changes));
}

Campus emptySite() {
    Campus campus;
    ChangeSet change;
    Site site;
    site.name = "Test";
    site.boundary_m = {{-300.0, -200.0}, {300.0, -200.0}, {300.0, 200.0}, {-300.0, 200.0}};
    change.site = site;
    campus.apply(std::move(change));
    return campus;
}

} // namespace hallwright::model::test
