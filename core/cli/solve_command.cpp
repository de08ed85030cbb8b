#include "core/cli/solve_command.h"

#include "core/cli/campus_input.h"
#include "core/engine/air_assembly.h"
#include "core/engine/air_pace.h"
#include "core/engine/campus_solver.h"
#include "core/engine/solution_json.h"
#include "core/solvers/airflow/gpu/air_device.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <iomanip>
#include <iostream>
#include <memory>

namespace hallwright::cli {

namespace {

void printSummary(const engine::Solution& solution, std::ostream& out) {
    out << std::fixed << std::setprecision(3);
    for (const auto& stage : solution.stages)
        out << stage.name << ": " << (stage.converged ? "converged" : "did not converge") << " in "
            << stage.time_ms << " ms, residual " << std::scientific << std::setprecision(1)
            << stage.residual << std::fixed << std::setprecision(3) << ' ' << stage.residualUnit
            << '\n';
    for (const auto& kpi : solution.kpis)
        if (kpi.known)
            out << kpi.name << ": " << kpi.value << (kpi.unit.empty() ? "" : " ") << kpi.unit
                << '\n';
    out << "Energy residual: " << std::scientific << std::setprecision(1)
        << solution.energy.residualFraction << '\n';
    for (const auto& finding : solution.findings)
        out << finding.elementName << (finding.elementName.empty() ? "" : ": ") << finding.sentence
            << ' ' << finding.remedy << '\n';
}

/// Edge of the finest air cells that a time allows [m], by how long the first picture takes here;
/// the solver keeps that picture.
double cellWithin(double time_s, engine::CampusSolver& solver, engine::SolveRequest request,
                  std::ostream& err) {
    constexpr double kCoarsest_m = 1.0; // leaves the first picture alone
    request.finestAirCell_m = kCoarsest_m;
    request.withPlume = false;
    const auto first = solver.solve(request);
    engine::AirPace pace;
    for (const auto& stage : first->stages)
        if (stage.stage == engine::Stage::AirCoarse)
            pace.note(engine::airCells_m(request.campus.halls().begin()->size_m).front(),
                      1e-3 * stage.time_ms);
    if (!pace.isKnown())
        return 0.0;
    const double cell_m = pace.cellFor_m(time_s);
    err << "--air-time: cells of " << cell_m << " m, about " << std::ceil(pace.expected_s(cell_m))
        << " s expected\n";
    return cell_m;
}

} // namespace

int runSolve(const std::filesystem::path& campusPath, const SolveOptions& options,
             std::ostream& out, std::ostream& err) {
    auto input = readCampusInput(campusPath);
    if (!input)
        return reportBadInput(input.error(), err);
    if (const auto found = checkOutput(options.jsonPath); !found.empty())
        return reportBadInput(found, err);
    engine::SolveRequest request;
    request.campus = std::move(input->campus);
    request.withAir = options.withAir;
    request.finestAirCell_m = options.airCell_m;
    request.withPlume = options.withPlume;
    auto scenario = scenarioNamed(request.campus, options.scenario);
    if (!scenario)
        return reportBadInput(scenario.error(), err);
    request.scenario = std::move(scenario).value();
    if (options.device == "cuda") {
        const auto device = airflow::openAirDevice(airflow::AirDeviceWish::Cuda);
        err << "--device: "
            << (device.executor ? "the air is solved there, all else on CPU threads"
                                : device.note + "; the air is solved on the CPU")
            << '\n';
    }
    engine::CampusSolver solver(input->catalog);
    solver.setAirDevice(airflow::airDeviceWish(options.device));
    if (options.withAir && options.airTime_s > 0.0)
        request.finestAirCell_m = cellWithin(options.airTime_s, solver, request, err);
    const auto solution = solver.solve(request);

    if (!options.jsonPath.empty()) {
        const auto json = engine::toJson(*solution, request.campus);
        if (const auto found = writeJson(json, options.jsonPath, out); !found.empty())
            return reportBadInput(found, err);
    } else {
        printSummary(*solution, out);
    }
    reportUnconverged(*solution, err);
    const bool isSolved = solution->powerConverged && solution->coolantConverged;
    return isSolved ? kDone : kNotSound;
}

void addSolveCommand(CLI::App& app, int& exitCode) {
    auto path = std::make_shared<std::string>();
    auto options = std::make_shared<SolveOptions>();
    auto* command = app.add_subcommand("solve", "Solve power, coolant and air of a campus");
    command->add_option("campus", *path, "Campus file (.hallwright)")->required();
    command->add_option("--scenario", options->scenario, "Scenario by name");
    command->add_option("--device", options->device, "Where to compute")
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}));
    command->add_flag("!--no-air", options->withAir, "Leave the air of halls and campus out");
    command->add_flag("!--no-plume", options->withPlume,
                      "Leave the air over the campus out; coolers then take ambient air");
    auto* cell =
        command
            ->add_option("--air-cell", options->airCell_m,
                         "Edge of the finest air cells, m; default: by the size of each hall")
            ->check(CLI::Range(0.05, 1.0));
    command
        ->add_option("--air-time", options->airTime_s,
                     "Time that the finest air cells may take for all halls, s: their edge follows "
                     "from how fast this machine gives the first picture")
        ->check(CLI::Range(0.5, 36000.0))
        ->excludes(cell);
    command->add_option("--json", options->jsonPath, "File for the results; - is standard output");
    command->callback(
        [path, options, &exitCode] { exitCode = runSolve(*path, *options, std::cout, std::cerr); });
}

} // namespace hallwright::cli
