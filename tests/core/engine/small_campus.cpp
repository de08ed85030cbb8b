#include "small_campus.h"

#include "core/engine/campus_solver.h"
#include "core/model/edits/connecting.h"
#include "core/model/edits/placing.h"
#include "core/model/edits/setting.h"
#include "engine_fixture.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <vector>

namespace hallwright::tests {

namespace {

template <class T>
const T& last(const model::Table<T>& table) {
    return *(table.end() - 1);
}

model::FeederId drawFeeder(model::Campus& campus, model::EntityId from, model::EntityId to,
                           model::FeedSide side) {
    model::Feeder feeder;
    feeder.from = from;
    feeder.to = to;
    feeder.side = side;
    feeder.cableType = "mv_al_240_20kv";
    feeder.route_m = {{0.0, side == model::FeedSide::A ? -60.0 : -70.0}};
    edit(campus, model::ConnectFeeder{feeder});
    return last(campus.feeders()).id;
}

} // namespace

SmallCampus smallCampus(model::FeedRedundancy feeds, bool withUps, const char* airUnitType) {
    SmallCampus small;
    auto& campus = small.campus;
    model::Site site;
    site.name = "Small";
    site.boundary_m = {{-300.0, -300.0}, {300.0, -300.0}, {300.0, 300.0}, {-300.0, 300.0}};
    edit(campus, model::SetSite{site});

    model::HallTemplate recipe;
    recipe.name = "four racks";
    recipe.rackType = "gb300_nvl72";
    recipe.rows = 1;
    recipe.racksPerRow = 4;
    recipe.coldAisle_m = 1.8;
    recipe.endGallery_m = 4.0;
    recipe.sideGallery_m = 2.4;
    recipe.containment = model::Containment::None;
    recipe.feeds = feeds;
    recipe.transformerType = "tr_20_0415_2500_dry";
    recipe.upsType = withUps ? "ups_1250kw" : "";
    recipe.buswayType = "busway_cu_2500a";
    recipe.cduType = "cdu_inrow_1350kw";
    recipe.airUnitType = airUnitType;
    if (*airUnitType)
        recipe.rackPitch_m = 0.8; // what a rear door needs
    recipe.tcsPipe = "pipe_stainless_iso1127";
    recipe.floorLoadLimit_Pa = 25e3;
    edit(campus, model::PlaceHall{recipe, {}, "H-01"});
    small.hall = last(campus.halls()).id;

    model::GridConnection grid;
    grid.name = "Grid";
    grid.placement.position_m = {0.0, -120.0};
    grid.voltage_V = 20e3;
    grid.capacity_VA = 5e6;
    grid.shortCircuit_VA = 400e6;
    edit(campus, model::PlaceGridConnection{grid});
    small.grid = last(campus.grids()).id;
    small.feederA = drawFeeder(campus, model::entity(small.grid), model::entity(small.hall),
                               model::FeedSide::A);
    if (feeds == model::FeedRedundancy::TwoN)
        small.feederB = drawFeeder(campus, model::entity(small.grid), model::entity(small.hall),
                                   model::FeedSide::B);

    model::PlacePlant plant;
    plant.coolerType = "dry_cooler_1000kw";
    plant.columns = 3;
    plant.pumpType = "pump_fws_450m3h";
    plant.pumps = 2;
    plant.pumpsSpare = 1;
    plant.coolant = "pg25";
    plant.supplySetpoint_C = 36.0;
    plant.placement.position_m = {0.0, 90.0};
    edit(campus, plant);
    small.plant = last(campus.plants()).id;
    model::Main main;
    main.from = model::entity(small.plant);
    main.to = model::entity(small.hall);
    main.pipeFamily = "pipe_steel_en10216";
    main.dn = 150;
    edit(campus, model::ConnectMain{main});
    small.main = last(campus.mains()).id;
    return small;
}

engine::SolutionPtr solveAt(const model::Campus& campus, double ambient_C, double wetBulb_C) {
    engine::SolveRequest request;
    request.campus = campus;
    request.withAir = false;
    model::Scenario scenario;
    scenario.ambient_C = ambient_C;
    scenario.wetBulb_C = std::min(wetBulb_C, ambient_C);
    request.scenario = scenario;
    engine::CampusSolver solver(shippedCatalog());
    return solver.solve(request);
}

void changePlant(SmallCampus& small, const std::function<void(model::Plant&)>& change) {
    auto plant = *small.campus.plants().find(small.plant);
    change(plant);
    edit(small.campus, model::Replace<model::Plant>{plant});
}

void place(SmallCampus& small, const char* type, int count) {
    for (int i = 0; i < count; ++i)
        edit(small.campus,
             model::PlaceEquipment{type, model::entity(small.plant), {{0.0, 40.0 + 15.0 * i}}});
}

void setCoolers(SmallCampus& small, const char* type) {
    for (const auto& unit : std::vector<model::Equipment>(small.campus.equipment().begin(),
                                                          small.campus.equipment().end()))
        if (unit.kind == model::EquipmentKind::HeatRejection) {
            auto changed = unit;
            changed.type = type;
            edit(small.campus, model::Replace<model::Equipment>{changed});
        }
}

bool isWithin(double value, double byHand, double share) {
    qInfo("%.6g, by hand %.6g", value, byHand);
    return std::abs(value / byHand - 1.0) <= share;
}

} // namespace hallwright::tests
