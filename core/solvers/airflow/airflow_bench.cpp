#include "core/solvers/airflow/airflow_bench.h"

#include "core/compute/executor.h"
#include "core/compute/parallel_chunks.h"
#include "core/solvers/airflow/airflow_solver.h"
#include "core/solvers/airflow/flow_grid.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <thread>

namespace hallwright::airflow {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kRackRise_K = 12.0;
constexpr double kCostExponent = 4.0 / 3.0; // of time over cells: steps shorten with the cells
constexpr double kMostExpected_ms = 4 * 60e3;
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

/// 12 x 8 x 3.2 m, two facing rows of 8 racks of 10 kW, two units at one end: the hall of
/// tests/data/thermal/hall_open_aisle.json.
AirflowProblem smallHall(double cell_m) {
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

/// 40 x 25 x 5 m, four pairs of rows with cold aisles, units along both short walls.
AirflowProblem largeHall(double cell_m) {
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

/// Bytes a second that all threads together copy between arrays too large for the caches, reading
/// and writing both counted.
double copyBandwidth_bytes_per_s() {
    constexpr int kValues = 16 << 20;
    std::vector<float> from(kValues, 1.0f), to(kValues, 0.0f);
    double best_ms = HUGE_VAL;
    for (int run = 0; run < 8; ++run) {
        const auto start = Clock::now();
        compute::parallelChunks(kValues, 1 << 20, [&](int begin, int end) {
            std::copy(from.begin() + begin, from.begin() + end, to.begin() + begin);
        });
        best_ms = std::min(best_ms, since_ms(start));
    }
    return 2.0 * sizeof(float) * kValues / (1e-3 * best_ms);
}

/// The same of a device's own memory.
double copyBandwidth_bytes_per_s(compute::Executor& executor) {
    constexpr std::size_t kValues = std::size_t{64} << 20;
    constexpr int kCopies = 10;
    const compute::DeviceArray<float> from(executor, kValues);
    compute::DeviceArray<float> to(executor, kValues);
    double best_ms = HUGE_VAL;
    for (int run = 0; run < 4; ++run) {
        executor.synchronize();
        const auto start = Clock::now();
        for (int n = 0; n < kCopies; ++n)
            to.copyFrom(from);
        executor.synchronize();
        best_ms = std::min(best_ms, since_ms(start) / kCopies);
    }
    return 2.0 * sizeof(float) * double(kValues) / (1e-3 * best_ms);
}

/// Time steps of the large hall by themselves: their time, and the memory they move against the
/// bandwidth of a copy. Arrays that a kernel reads or writes count once a kernel.
void benchSteps(std::vector<BenchCase>& rows, const AirDevice& device, std::stop_token stop) {
    constexpr double kCpuBytesPerCell =
        4.0 * (10.0                                                // temperature
               + 17.0                                              // velocity
               + 4.25                                              // divergence
               + 8.0 / 7.0 * (1.0 + 2.0 * 7.0 + 7.0 + 2.0)         // V-cycle
               + 2.0 + 5.0 + 4.0                                   // its length
               + 12.0                                              // projection
               + 8.0 / 6.0);                                       // turbulence
    constexpr double kGpuBytesPerCell = 4.0 * (10.0                // temperature
                                               + 17.0              // velocity
                                               + 4.25              // divergence
                                               + 8.0 / 7.0 * 31.25 // V-cycle
                                               + 7.0               // its length
                                               + 12.0              // projection
                                               + 31.0 / 6.0);      // turbulence
    const double bytesPerCell = device.executor ? kGpuBytesPerCell : kCpuBytesPerCell;
    constexpr int kSteps = 20, kBatches = 6;
    const AirflowProblem hall = largeHall(0.25);
    FlowGrid grid(hall, buildLattice(hall, latticeCells(hall)), device.executor.get());
    grid.startFromRest(stop);
    std::vector<double> step_ms;
    for (int batch = 0; batch < kBatches; ++batch) {
        const auto start = Clock::now();
        for (int n = 0; n < kSteps; ++n)
            if (!grid.step(stop))
                return;
        if (device.executor)
            device.executor->synchronize();
        if (!grid.gpuError().empty())
            return;
        step_ms.push_back(since_ms(start) / kSteps);
    }
    const int cells = grid.lattice().shape.cellCount();
    rows.push_back(summary("airflow.step_320k", cells, step_ms, cells));
    BenchCase memory = summary("airflow.step_320k_memory", cells, step_ms, cells);
    memory.rate = 1e2 * bytesPerCell * cells / (1e-3 * memory.median_ms) /
                  (device.executor ? copyBandwidth_bytes_per_s(*device.executor)
                                   : copyBandwidth_bytes_per_s());
    memory.rateUnit = "% of the copy bandwidth";
    rows.push_back(memory);
}

/// Solves from rest `runs` times; false if stopped. `last` is the last answer.
bool benchFromRest(const std::string& name, const AirflowProblem& hall, int runs,
                   const AirDevice& device, std::vector<BenchCase>& rows, AirflowSolution& last,
                   std::stop_token stop) {
    AirflowOptions options;
    device.applyTo(options);
    std::vector<double> times_ms;
    for (int run = 0; run < runs; ++run) {
        const auto start = Clock::now();
        last = solveAirflow(hall, options, stop);
        const bool isBroken = device.executor && !device.executor->isGood();
        if (last.status != AirflowStatus::Converged || isBroken)
            return false;
        times_ms.push_back(since_ms(start));
    }
    rows.push_back(summary(name, last.cells, times_ms, double(last.cells) * last.steps));
    return true;
}

/// How long a solve goes on after it was asked to stop, while a large grid is set up and started.
void benchCancel(const AirflowProblem& hall, const AirDevice& device, std::vector<BenchCase>& rows,
                 const std::stop_token& stop) {
    std::vector<double> times_ms;
    const std::array<int, 3> n = latticeCells(hall);
    for (const int delay_ms : {50, 200, 400, 700, 1000, 1500, 2500, 4000}) {
        if (stop.stop_requested())
            return;
        AirflowOptions options;
        device.applyTo(options);
        options.startCoarse = false;
        Clock::time_point end;
        std::stop_source asked;
        std::thread worker([&] {
            (void)solveAirflow(hall, options, asked.get_token());
            end = Clock::now();
        });
        std::this_thread::sleep_for(std::chrono::milliseconds(delay_ms));
        const auto start = Clock::now();
        asked.request_stop();
        worker.join();
        times_ms.push_back(std::chrono::duration<double, std::milli>(end - start).count());
    }
    rows.push_back(summary("airflow.cancel_5m", n[0] * n[1] * n[2], times_ms, 0.0));
    rows.back().rateUnit = "million cell steps/s";
}

} // namespace

std::vector<BenchCase> benchAirflow(int runs, const AirDevice& device, std::stop_token stop) {
    std::vector<BenchCase> rows;
    benchSteps(rows, device, stop);
    AirflowSolution cold;
    benchFromRest("airflow.hall_open_aisle_0.2", smallHall(0.2), runs, device, rows, cold, stop);
    benchFromRest("airflow.hall_open_aisle_0.1", smallHall(0.1), 1, device, rows, cold, stop);
    const AirflowProblem hall = largeHall(0.25);
    if (!benchFromRest("airflow.hall_320k", hall, 1, device, rows, cold, stop))
        return rows;
    const double hall_ms = rows.back().median_ms;

    AirflowProblem edited = hall;
    moveOneRack(edited);
    std::vector<double> edit_ms, first_ms;
    double editWork = 0.0, firstWork = 0.0;
    int firstCells = 0;
    for (int run = 0; run < runs && !stop.stop_requested(); ++run) {
        AirflowOptions options;
        device.applyTo(options);
        options.warmStart = cold.field;
        bool isFirst = true;
        const auto start = Clock::now();
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
            return rows;
        edit_ms.push_back(since_ms(start));
        editWork = double(edit.cells) * edit.steps;
    }
    rows.push_back(summary("airflow.hall_320k_edit", cold.cells, edit_ms, editWork));
    rows.push_back(summary("airflow.first_air", firstCells, first_ms, firstWork));
    const AirflowProblem fine = largeHall(0.1);
    benchCancel(fine, device, rows, stop);
    const double cells = fine.size_m.x * fine.size_m.y * fine.size_m.z / std::pow(fine.cell_m, 3);
    const double expected_ms = hall_ms * std::pow(cells / cold.cells, kCostExponent);
    if (expected_ms <= kMostExpected_ms) {
        benchFromRest("airflow.hall_5m", fine, 1, device, rows, cold, stop);
        return rows;
    }
    BenchCase left = summary("airflow.hall_5m", static_cast<int>(cells), {}, 0.0);
    left.rateUnit = "million cell steps/s";
    left.note = "not run: about " + std::to_string(std::lround(expected_ms / 6e4)) +
                " minutes by the time of airflow.hall_320k";
    rows.push_back(left);
    return rows;
}

} // namespace hallwright::airflow
