#pragma once

#include "core/solvers/airflow/airflow_problem.h"

#include <QTest>

#include <cmath>
#include <string>

/// A hall of two facing rows with an air unit at the end, dimensions of its own choosing; what the
/// tests of the solver share.
struct HallFixture {
    int racksPerRow = 4;
    double rackWidth_m = 0.6;
    double left_m = 3.0;  ///< where the rows begin
    double near_m = 1.0;  ///< rear of the first row
    double aisle_m = 1.2; ///< between the fronts
    hallwright::base::Vec3 size_m{7.0, 5.6, 3.0};
    double cell_m = 0.2;
    double overFlow = 1.1; ///< flow of the unit over that of the racks

    [[nodiscard]] hallwright::airflow::AirflowProblem problem() const {
        using namespace hallwright::airflow;
        constexpr double kHeat_W = 5000.0, kRise_K = 12.0;
        AirflowProblem p;
        p.size_m = size_m;
        p.cell_m = cell_m;
        const double flow = kHeat_W / (p.air.heatCapacity_J_per_m3K() * kRise_K);
        const double depth_m = 1.2, height_m = 2.0;
        for (int row = 0; row < 2; ++row)
            for (int n = 0; n < racksPerRow; ++n) {
                const double x = left_m + n * rackWidth_m;
                const double y = near_m + row * (depth_m + aisle_m);
                const double front = row == 0 ? y + depth_m : y;
                const double rear = row == 0 ? y : y + depth_m;
                Rack rack;
                rack.id = row == 0 ? 'A' : 'B';
                rack.id += std::to_string(n + 1);
                rack.box = {{x, y, 0.0}, {x + rackWidth_m, y + depth_m, height_m}};
                rack.front = {Axis::Y, {x, front, 0.0}, {x + rackWidth_m, front, height_m}};
                rack.rear = {Axis::Y, {x, rear, 0.0}, {x + rackWidth_m, rear, height_m}};
                rack.heat_W = kHeat_W;
                rack.flow_m3_per_s = flow;
                p.racks.push_back(rack);
            }
        AirUnit unit;
        unit.id = "U1";
        const double middle = near_m + depth_m + 0.5 * aisle_m;
        unit.box = Box{{0.0, middle - 0.9, 0.0}, {1.0, middle + 0.9, 2.0}};
        unit.supplies = {{Axis::X, {1.0, middle - 0.9, 0.0}, {1.0, middle + 0.9, 1.0}}};
        unit.returns = {{Axis::Z, {0.0, middle - 0.9, 2.0}, {1.0, middle + 0.9, 2.0}}};
        unit.flow_m3_per_s = overFlow * flow * 2 * racksPerRow;
        unit.supply_K = 291.15;
        p.airUnits.push_back(unit);
        return p;
    }
};

/// The fixture's hall on a raised floor: its unit blows into the plenum, tiles lie in the cold
/// aisle before each rack of the first row.
[[nodiscard]] inline hallwright::airflow::AirflowProblem raisedFloor(double openShare) {
    using namespace hallwright;
    using namespace hallwright::airflow;
    constexpr double kFloor_m = 0.8;
    const HallFixture fixture;
    AirflowProblem p = fixture.problem();
    const base::Vec3 up{0.0, 0.0, kFloor_m};
    p.size_m = p.size_m + up;
    const auto lift = [&](FaceRect& face) {
        face.min_m = face.min_m + up;
        face.max_m = face.max_m + up;
    };
    for (Rack& rack : p.racks) {
        rack.box = {rack.box.min_m + up, rack.box.max_m + up};
        lift(rack.front);
        lift(rack.rear);
    }
    AirUnit& unit = p.airUnits.front();
    p.solids.push_back({unit.box->min_m, unit.box->max_m + up});
    for (FaceRect& face : unit.returns)
        lift(face);
    unit.supplies.front().max_m.z = kFloor_m;
    unit.box.reset();
    p.baffles = {{Axis::Z, {0.0, 0.0, kFloor_m}, {7.0, 5.6, kFloor_m}}};
    const double near = fixture.near_m + 1.2;
    for (int n = 0; n < fixture.racksPerRow; ++n) {
        const double left = fixture.left_m + fixture.rackWidth_m * n;
        p.screens.push_back({"tile " + std::to_string(n),
                             {Axis::Z, {left, near, kFloor_m}, {left + 0.6, near + 0.6, kFloor_m}},
                             perforatedPlateLoss(openShare),
                             openShare});
    }
    return p;
}

/// A room of 6 x 3 x 3 m with five racks side by side from wall to wall, 2 m high: fronts towards
/// x = 0, rears towards the far end. What closes the way above them is the caller's.
[[nodiscard]] inline hallwright::airflow::AirflowProblem rackWall(double heat_W,
                                                                  double flow_m3_per_s) {
    using namespace hallwright::airflow;
    AirflowProblem p;
    p.size_m = {6.0, 3.0, 3.0};
    p.cell_m = 0.2;
    for (int n = 0; n < 5; ++n) {
        Rack rack;
        rack.id = std::to_string(n);
        rack.box = {{2.4, 0.6 * n, 0.0}, {3.6, 0.6 * (n + 1), 2.0}};
        rack.front = {Axis::X, rack.box.min_m, {2.4, rack.box.max_m.y, 2.0}};
        rack.rear = {Axis::X, {3.6, rack.box.min_m.y, 0.0}, rack.box.max_m};
        rack.heat_W = heat_W;
        rack.flow_m3_per_s = flow_m3_per_s;
        p.racks.push_back(rack);
    }
    return p;
}

[[nodiscard]] inline double rackFlow_m3_per_s(const hallwright::airflow::AirflowProblem& problem) {
    double flow = 0.0;
    for (const auto& rack : problem.racks)
        flow += rack.flow_m3_per_s;
    return flow;
}

[[nodiscard]] inline bool isNear(double value, double expected, double most) {
    if (std::abs(value - expected) <= most)
        return true;
    qWarning("%.5g, expected %.5g within %.2g", value, expected, most);
    return false;
}
