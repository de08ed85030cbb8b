#include "core/solvers/airflow/airflow_bench.h"

#include "core/compute/executor.h"
#include "core/compute/parallel_chunks.h"
#include "core/solvers/airflow/airflow_solver.h"
#include "core/solvers/airflow/flow_grid.h"
#include "core/solvers/airflow/synthetic_hall.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <thread>

namespace hallwright::airflow {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kCostExponent = 4.0 / 3.0; // of time over cells: steps shorten with the cells
constexpr double kMostExpected_ms = 4 * 60e3;

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

/// Bytes of memory that a step moves for a cell: arrays that a kernel reads or writes count once a
/// kernel.
constexpr double kCpuBytesPerCell = 4.0 * (10.0   // temperature
                                           + 17.0 // velocity
                                           + 4.25 // divergence
                                           + 8.0 / 7.0 * (1.0 + 2.0 * 7.0 + 7.0 + 2.0) // V-cycle
                                           + 2.0 + 5.0 + 4.0                           // its length
                                           + 12.0                                      // projection
                                           + 8.0 / 6.0);                               // turbulence
constexpr double kGpuBytesPerCell = 4.0 * (10.0               // temperature
                                           + 17.0             // velocity
                                           + 4.25             // divergence
                                           + 8.0 / 7.0 * 25.4 // V-cycle
                                           + 5.0              // its length
                                           + 12.0             // projection
                                           + 31.0 / 6.0);     // turbulence

/// Cells that a solve has stepped, over all its grids; to be shown every answer on the way.
class CellSteps {
public:
    void see(const AirflowSolution& answer) {
        m_done += double(answer.cells) * (answer.steps - m_steps);
        m_steps = answer.steps;
    }
    [[nodiscard]] double done() const { return m_done; }

private:
    double m_done = 0.0;
    int m_steps = 0;
};

/// Time steps of the large hall by themselves.
void benchSteps(std::vector<BenchCase>& rows, const AirDevice& device, std::stop_token stop) {
    constexpr int kSteps = 20, kBatches = 6;
    const AirflowProblem hall = largeSyntheticHall(0.25);
    FlowGrid grid(hall, buildLattice(hall, latticeCells(hall)), device.executor.get());
    grid.startFromRest(stop);
    std::vector<double> step_ms;
    const compute::ExecutorCounts before =
        device.executor ? device.executor->counts() : compute::ExecutorCounts{};
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
    if (!device.executor)
        return;
    const compute::ExecutorCounts after = device.executor->counts();
    const auto addRow = [&](const char* name, std::int64_t count, const char* unit) {
        rows.push_back(summary(name, cells, step_ms, cells));
        rows.back().rate = static_cast<double>(count) / (kSteps * kBatches);
        rows.back().rateUnit = unit;
    };
    addRow("airflow.step_320k_kernels", after.launches - before.launches, "kernels a step");
    addRow("airflow.step_320k_transfer",
           after.uploaded_bytes + after.downloaded_bytes - before.uploaded_bytes -
               before.downloaded_bytes,
           "bytes a step to and from the device");
}

/// Solves from rest `runs` times; false if stopped. `last` is the last answer.
bool benchFromRest(const std::string& name, const AirflowProblem& hall, int runs,
                   const AirDevice& device, std::vector<BenchCase>& rows, AirflowSolution& last,
                   std::stop_token stop) {
    AirflowOptions options;
    device.applyTo(options);
    std::vector<double> times_ms;
    double work = 0.0;
    for (int run = 0; run < runs; ++run) {
        CellSteps steps;
        options.onStage = [&](const AirflowSolution& answer) { steps.see(answer); };
        const auto start = Clock::now();
        last = solveAirflow(hall, options, stop);
        const bool isBroken = device.executor && !device.executor->isGood();
        if (last.status != AirflowStatus::Converged || isBroken)
            return false;
        times_ms.push_back(since_ms(start));
        work = steps.done();
    }
    rows.push_back(summary(name, last.cells, times_ms, work));
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

/// All cases, in rates alone.
std::vector<BenchCase> measureAll(int runs, const AirDevice& device, std::stop_token stop) {
    std::vector<BenchCase> rows;
    benchSteps(rows, device, stop);
    AirflowSolution cold;
    benchFromRest("airflow.hall_open_aisle_0.2", syntheticHall(0.2), runs, device, rows, cold,
                  stop);
    benchFromRest("airflow.hall_open_aisle_0.1", syntheticHall(0.1), 1, device, rows, cold, stop);
    const AirflowProblem hall = largeSyntheticHall(0.25);
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
        CellSteps steps;
        const auto start = Clock::now();
        options.onStage = [&](const AirflowSolution& picture) {
            steps.see(picture);
            if (!isFirst)
                return;
            isFirst = false;
            first_ms.push_back(since_ms(start));
            firstCells = picture.cells;
            firstWork = steps.done();
        };
        const AirflowSolution edit = solveAirflow(edited, options, stop);
        if (edit.status == AirflowStatus::Cancelled)
            return rows;
        edit_ms.push_back(since_ms(start));
        editWork = steps.done();
    }
    rows.push_back(summary("airflow.hall_320k_edit", cold.cells, edit_ms, editWork));
    rows.push_back(summary("airflow.first_air", firstCells, first_ms, firstWork));
    const AirflowProblem fine = largeSyntheticHall(0.1);
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

} // namespace

std::vector<BenchCase> benchAirflow(int runs, const AirDevice& device, std::stop_token stop) {
    std::vector<BenchCase> rows = measureAll(runs, device, stop);
    const double bytesPerCell = device.executor ? kGpuBytesPerCell : kCpuBytesPerCell;
    const double bandwidth_bytes_per_s =
        device.executor ? copyBandwidth_bytes_per_s(*device.executor) : copyBandwidth_bytes_per_s();
    for (BenchCase& row : rows)
        if (row.rate > 0.0)
            row.bandwidthFraction = 1e6 * row.rate * bytesPerCell / bandwidth_bytes_per_s;
    return rows;
}

} // namespace hallwright::airflow
