#include "core/solvers/airflow/airflow_solver.h"

#include "core/compute/executor.h"
#include "core/solvers/airflow/problem_check.h"
#include "core/solvers/airflow/stage_run.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace hallwright::airflow {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kCoarsestCells = 6000; // of a hall: settles within a tenth of a second
constexpr int kCoarsestLaminarCells = 1500;
constexpr double kLeastCare = 0.2; // of the usual step, before a flow counts as run away

/// Grids from coarse to fine, each with about twice the cells along each axis.
std::vector<std::array<int, 3>> gridLadder(const AirflowProblem& problem, bool startCoarse) {
    std::vector<std::array<int, 3>> ladder{latticeCells(problem)};
    const int coarsest =
        problem.turbulence == Turbulence::Laminar ? kCoarsestLaminarCells : kCoarsestCells;
    for (int factor = 2; startCoarse; factor *= 2) {
        const auto finest = ladder.back();
        if (double(finest[0]) * finest[1] * finest[2] <= coarsest)
            break;
        const auto next = coarserCells(problem, factor);
        if (next == finest)
            break;
        ladder.push_back(next);
    }
    std::reverse(ladder.begin(), ladder.end());
    return ladder;
}

AirflowSolution invalid(base::Diagnostics findings) {
    AirflowSolution solution;
    solution.status = AirflowStatus::InvalidProblem;
    solution.findings = std::move(findings);
    solution.isFinal = true;
    return solution;
}

/// What the grids before have found.
AirflowSolution cancelled(AirflowSolution solution) {
    solution.status = AirflowStatus::Cancelled;
    solution.isFinal = true;
    return solution;
}

} // namespace

AirflowSolution solveAirflow(const AirflowProblem& problem, const AirflowOptions& options,
                             std::stop_token stop) {
    if (base::Diagnostics findings = checkProblem(problem); !findings.empty())
        return invalid(std::move(findings));

    auto ladder = gridLadder(problem, options.startCoarse);
    const bool isWarm = options.warmStart && options.warmStart->cellCount() > 0;
    if (isWarm && ladder.size() > 2)
        ladder = {ladder.front(), ladder.back()}; // the picture at once, then the edit itself

    const auto& finest = ladder.back();
    compute::Executor* executor = finest[0] * finest[1] * finest[2] >= options.executorCells
                                      ? options.executor.get()
                                      : nullptr;
    base::Diagnostics deviceFindings;
    std::string deviceNote =
        options.executor && !executor ? "the grid is too small to be worth a device" : "";
    const auto leaveDevice = [&](const std::string& error) {
        executor = nullptr;
        deviceNote = error;
        deviceFindings.push_back({"device", error, "the air is solved on the CPU instead"});
    };
    if (executor) {
        executor->useOnThisThread();
        if (!executor->isGood())
            leaveDevice(executor->error());
    }
    const auto start = Clock::now();
    std::shared_ptr<const AirField> from = options.warmStart;
    AirflowSolution solution;
    int steps = 0;
    for (std::size_t n = 0; n < ladder.size(); ++n) {
        const bool isFinest = n + 1 == ladder.size();
        Lattice lattice = buildLattice(problem, ladder[n], stop);
        if (stop.stop_requested())
            return cancelled(std::move(solution));
        if (!lattice.isFeasible || lattice.airVolume_m3 <= 0.0) {
            if (isFinest)
                return invalid(std::move(lattice.findings));
            continue; // too coarse for this geometry
        }
        // A warm start knows more than the coarse grid does, so the finest grid uses it again.
        const bool isSameGrid = isWarm && options.warmStart->cells == ladder[n];
        const bool usesWarm = isSameGrid || (isWarm && n == 0);
        AirflowSolution last = std::move(solution);
        for (double care = 1.0; care > kLeastCare; care *= 0.5) {
            if (lattice.isSolid.empty()) // the attempt before took it
                lattice = buildLattice(problem, ladder[n], stop);
            StageRun run(problem, std::exchange(lattice, {}), options, executor, stop);
            run.setPlace(static_cast<int>(n), static_cast<int>(ladder.size()), steps, start);
            run.setCare(care);
            // Outdoors the wind soon carries off what a coarser grid got wrong.
            if (isSameGrid || (isWarm && n == 0 && (!isFinest || problem.openAir)))
                run.startSettled();
            const auto& begin = usesWarm ? options.warmStart : from;
            solution = run.run(begin, stop);
            if (const std::string error = run.gpuError(); !error.empty()) {
                leaveDevice(error);
                care *= 2.0; // once more as it was
                continue;
            }
            steps = solution.steps;
            if (solution.status != AirflowStatus::Diverged)
                break;
        }
        if (solution.status == AirflowStatus::Diverged) {
            if (!isFinest) {
                solution = std::move(last); // the next grid starts from what is known
                continue;
            }
            StageRun untouched(problem, buildLattice(problem, ladder[n], stop), options, nullptr,
                               stop);
            untouched.setPlace(static_cast<int>(n), static_cast<int>(ladder.size()), steps, start);
            solution = untouched.beforeItRanAway(stop);
            solution.findings.insert(solution.findings.begin(),
                                     {"air", "the flow ran away even with short steps",
                                      "look for very small openings with large flows"});
        }
        solution.deviceNote = deviceNote;
        solution.findings.insert(solution.findings.end(), deviceFindings.begin(),
                                 deviceFindings.end());
        if (solution.status == AirflowStatus::Cancelled)
            return cancelled(std::move(last));
        from = solution.field;
    }
    if (solution.status == AirflowStatus::Diverged && options.onStage)
        options.onStage(solution);
    return solution;
}

} // namespace hallwright::airflow
