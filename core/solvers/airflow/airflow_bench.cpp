#include "core/solvers/airflow/airflow_bench.h"

#include "core/solvers/airflow/airflow_solver.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace hallwright::airflow {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kRackHeat_W = 8000.0;
constexpr double kRackRise_K = 12.0;
constexpr double kOverFlow = 1.1; // of the units over the racks

/// Four pairs of rows with cold aisles, units along both short walls.
AirflowProblem benchHall() {
    AirflowProblem p;
    p.size_m = {40.0, 25.0, 5.0};
    p.cell_m = 0.25;
    const double width_m = 0.6, depth_m = 1.2, height_m = 2.0;
    const double flow = kRackHeat_W / (p.air.heatCapacity_J_per_m3K() * kRackRise_K);
    for (int pair = 0; pair < 4; ++pair)
        for (int row = 0; row < 2; ++row)
            for (int n = 0; n < 40; ++n) {
                const double x = 8.0 + n * width_m;
                const double y = 3.5 + pair * 4.8 + row * 2.4;
                const double front = row == 0 ? y + depth_m : y;
                const double rear = row == 0 ? y : y + depth_m;
                Rack rack;
                rack.id = std::to_string(p.racks.size());
                rack.box = {{x, y, 0.0}, {x + width_m, y + depth_m, height_m}};
                rack.front = {Axis::Y, {x, front, 0.0}, {x + width_m, front, height_m}};
                rack.rear = {Axis::Y, {x, rear, 0.0}, {x + width_m, rear, height_m}};
                rack.heat_W = kRackHeat_W;
                rack.flow_m3_per_s = flow;
                p.racks.push_back(rack);
            }
    constexpr int kUnitsPerWall = 8;
    const double unitFlow =
        kOverFlow * flow * static_cast<double>(p.racks.size()) / (2.0 * kUnitsPerWall);
    for (const bool isWest : {true, false})
        for (int n = 0; n < kUnitsPerWall; ++n) {
            const double y = 1.5 + 2.8 * n, x = isWest ? 0.0 : 39.0;
            const double face = isWest ? 1.0 : 39.0;
            AirUnit unit;
            unit.id = std::to_string(p.airUnits.size());
            unit.box = Box{{x, y, 0.0}, {x + 1.0, y + 1.8, 2.0}};
            unit.supplies = {{Axis::X, {face, y, 0.0}, {face, y + 1.8, 1.0}}};
            unit.returns = {{Axis::Z, {x, y, 2.0}, {x + 1.0, y + 1.8, 2.0}}};
            unit.flow_m3_per_s = unitFlow;
            p.airUnits.push_back(unit);
        }
    return p;
}

/// The last rack of the first row, moved out of the row's end by one width.
void moveOneRack(AirflowProblem& problem) {
    Rack& rack = problem.racks[39];
    const double shift_m = 0.6;
    for (base::Vec3* corner : {&rack.box.min_m, &rack.box.max_m, &rack.front.min_m,
                               &rack.front.max_m, &rack.rear.min_m, &rack.rear.max_m})
        corner->x += shift_m;
}

double since_ms(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

BenchCase summary(const std::string& name, int cells, std::vector<double> times_ms,
                  double cellStepsPerRun) {
    std::sort(times_ms.begin(), times_ms.end());
    BenchCase result;
    result.name = name;
    result.size = std::to_string(cells) + " cells";
    result.runs = static_cast<int>(times_ms.size());
    if (times_ms.empty())
        return result;
    result.median_ms = times_ms[times_ms.size() / 2];
    const double rank = std::ceil(0.95 * static_cast<double>(times_ms.size()));
    result.p95_ms = times_ms[static_cast<std::size_t>(rank) - 1];
    result.rate = cellStepsPerRun / (1e3 * result.median_ms);
    result.rateUnit = "million cell steps/s";
    return result;
}

} // namespace

std::vector<BenchCase> benchAirflow(int runs, std::stop_token stop) {
    const AirflowProblem hall = benchHall();
    AirflowProblem edited = hall;
    moveOneRack(edited);
    std::vector<double> cold_ms, edit_ms, first_ms;
    double coldWork = 0.0, editWork = 0.0, firstWork = 0.0;
    int cells = 0, firstCells = 0;
    for (int run = 0; run < runs && !stop.stop_requested(); ++run) {
        auto start = Clock::now();
        const AirflowSolution cold = solveAirflow(hall, {}, stop);
        if (cold.status == AirflowStatus::Cancelled)
            break;
        cold_ms.push_back(since_ms(start));
        cells = cold.cells;
        coldWork = double(cold.cells) * cold.steps;

        AirflowOptions options;
        options.warmStart = cold.field;
        bool isFirst = true;
        start = Clock::now();
        options.onStage = [&](const AirflowSolution& picture) {
            if (!isFirst)
                return;
            isFirst = false;
            first_ms.push_back(since_ms(start));
            firstCells = picture.cells;
            firstWork = double(picture.cells) * picture.steps;
        };
        const AirflowSolution edit = solveAirflow(edited, options, stop);
        if (edit.status == AirflowStatus::Cancelled)
            break;
        edit_ms.push_back(since_ms(start));
        editWork = double(edit.cells) * edit.steps;
    }
    return {summary("airflow.hall_320k", cells, cold_ms, coldWork),
            summary("airflow.hall_320k_edit", cells, edit_ms, editWork),
            summary("airflow.first_air", firstCells, first_ms, firstWork)};
}

} // namespace hallwright::airflow
