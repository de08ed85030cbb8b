#include "core/solvers/airflow/synthetic_hall.h"

#include <string>

namespace hallwright::airflow {
namespace {

constexpr double kRackRise_K = 12.0;
constexpr double kOverFlow = 1.1; // of the units over the racks

/// A rack whose long sides face along y; `isNorth`: its front is the far one.
void addRack(AirflowProblem& p, double x, double y, double heat_W, bool isNorth) {
    const double width_m = 0.6, depth_m = 1.2, height_m = 2.0;
    const double front = isNorth ? y + depth_m : y, rear = isNorth ? y : y + depth_m;
    Rack rack;
    rack.id = std::to_string(p.racks.size());
    rack.box = {{x, y, 0.0}, {x + width_m, y + depth_m, height_m}};
    rack.front = {Axis::Y, {x, front, 0.0}, {x + width_m, front, height_m}};
    rack.rear = {Axis::Y, {x, rear, 0.0}, {x + width_m, rear, height_m}};
    rack.heat_W = heat_W;
    rack.flow_m3_per_s = heat_W / (p.air.heatCapacity_J_per_m3K() * kRackRise_K);
    p.racks.push_back(rack);
}

/// A unit at an outer wall that blows along x from its lower half and takes air back at its top.
void addUnit(AirflowProblem& p, double x, double y, double face_x, double flow_m3_per_s) {
    AirUnit unit;
    unit.id = std::to_string(p.airUnits.size());
    unit.box = Box{{x, y, 0.0}, {x + 1.0, y + 1.8, 2.0}};
    unit.supplies = {{Axis::X, {face_x, y, 0.0}, {face_x, y + 1.8, 1.0}}};
    unit.returns = {{Axis::Z, {x, y, 2.0}, {x + 1.0, y + 1.8, 2.0}}};
    unit.flow_m3_per_s = flow_m3_per_s;
    p.airUnits.push_back(unit);
}

double rackFlow_m3_per_s(const AirflowProblem& p) {
    double flow = 0.0;
    for (const Rack& rack : p.racks)
        flow += rack.flow_m3_per_s;
    return flow;
}

} // namespace

AirflowProblem syntheticHall(double cell_m) {
    AirflowProblem p;
    p.size_m = {12.0, 8.0, 3.2};
    p.cell_m = cell_m;
    for (const bool isNorth : {true, false})
        for (int n = 0; n < 8; ++n)
            addRack(p, 4.8 + 0.6 * n, isNorth ? 2.2 : 4.6, 10000.0, isNorth);
    for (const double y : {2.0, 4.2})
        addUnit(p, 0.0, y, 1.0, 0.5 * kOverFlow * rackFlow_m3_per_s(p));
    return p;
}

AirflowProblem largeSyntheticHall(double cell_m) {
    AirflowProblem p;
    p.size_m = {40.0, 25.0, 5.0};
    p.cell_m = cell_m;
    for (int pair = 0; pair < 4; ++pair)
        for (const bool isNorth : {true, false})
            for (int n = 0; n < 40; ++n)
                addRack(p, 8.0 + 0.6 * n, 3.5 + pair * 4.8 + (isNorth ? 0.0 : 2.4), 8000.0,
                        isNorth);
    constexpr int kUnitsPerWall = 8;
    const double unitFlow = kOverFlow * rackFlow_m3_per_s(p) / (2.0 * kUnitsPerWall);
    for (const bool isWest : {true, false})
        for (int n = 0; n < kUnitsPerWall; ++n)
            addUnit(p, isWest ? 0.0 : 39.0, 1.5 + 2.8 * n, isWest ? 1.0 : 39.0, unitFlow);
    return p;
}

} // namespace hallwright::airflow
