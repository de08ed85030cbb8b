#include "core/cli/solve_command.h"

#include "core/engine/campus_solver.h"
#include "core/engine/solution_json.h"
#include "core/io/campus_reader.h"
#include "core/io/catalog_reader.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iomanip>
#include <iostream>
#include <memory>

namespace hallwright::cli {

namespace {

constexpr int kDone = 0;
constexpr int kBadInput = 1;
constexpr int kNotConverged = 3;

int fail(const base::Diagnostics& findings, std::ostream& err) {
    for (const auto& finding : findings)
        err << finding.text() << '\n';
    return kBadInput;
}

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

std::optional<model::Scenario> scenarioNamed(const model::Campus& campus, const std::string& name) {
    for (const auto& scenario : campus.scenarios())
        if (scenario.name == name)
            return scenario;
    return std::nullopt;
}

std::string scenarioNames(const model::Campus& campus) {
    std::string names;
    for (const auto& scenario : campus.scenarios())
        names += (names.empty() ? "" : ", ") + scenario.name;
    return names.empty() ? "none" : names;
}

} // namespace

int runSolve(const std::filesystem::path& campusPath, const SolveOptions& options,
             std::ostream& out, std::ostream& err) {
    auto catalog = io::readDefaultCatalog();
    if (!catalog)
        return fail(catalog.error(), err);
    auto campus = io::readCampus(campusPath);
    if (!campus)
        return fail(campus.error(), err);
    engine::SolveRequest request;
    request.campus = std::move(campus).value();
    request.withAir = options.withAir;
    if (!options.scenario.empty()) {
        request.scenario = scenarioNamed(request.campus, options.scenario);
        if (!request.scenario)
            return fail(base::failure("--scenario",
                                      "the campus has no scenario \"" + options.scenario + "\"",
                                      "It has: " + scenarioNames(request.campus) + "."),
                        err);
    }
    if (options.device == "cuda")
        err << "--device: this program solves campuses on CPU threads; it goes on there\n";
    engine::CampusSolver solver(
        std::make_shared<const catalog::Catalog>(std::move(catalog).value()));
    const auto solution = solver.solve(request);

    if (options.jsonPath == "-") {
        out << engine::toJson(*solution, request.campus).dump(1) << '\n';
    } else if (!options.jsonPath.empty()) {
        std::ofstream file(options.jsonPath);
        file << engine::toJson(*solution, request.campus).dump(1) << '\n';
        file.flush();
        if (!file)
            return fail(base::failure(options.jsonPath, "can't be written",
                                      "Choose a folder that exists and may be written to."),
                        err);
    } else {
        printSummary(*solution, out);
    }
    for (const auto& stage : solution->stages)
        if (!stage.converged)
            err << stage.name << ": did not converge"
                << (stage.detail.empty() ? "" : "; " + stage.detail) << '\n';
    const bool isSolved = solution->powerConverged && solution->coolantConverged;
    return isSolved ? kDone : kNotConverged;
}

void addSolveCommand(CLI::App& app, int& exitCode) {
    auto path = std::make_shared<std::string>();
    auto options = std::make_shared<SolveOptions>();
    auto* command = app.add_subcommand("solve", "Solve power, coolant and air of a campus");
    command->add_option("campus", *path, "Campus file (.hallwright)")->required();
    command->add_option("--scenario", options->scenario, "Scenario by name");
    command->add_option("--device", options->device, "Where to compute")
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}));
    command->add_flag("!--no-air", options->withAir, "Leave the halls' air out");
    command->add_option("--json", options->jsonPath, "File for the results; - is standard output");
    command->callback(
        [path, options, &exitCode] { exitCode = runSolve(*path, *options, std::cout, std::cerr); });
}

} // namespace hallwright::cli
