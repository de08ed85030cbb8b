#include "core/cli/airflow_command.h"

#include "core/base/physical_constants.h"
#include "core/cli/command_output.h"
#include "core/io/airflow_case/airflow_answer.h"
#include "core/io/airflow_case/airflow_case.h"
#include "core/solvers/airflow/airflow_solver.h"
#include "core/solvers/airflow/gpu/air_device.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace hallwright::cli {
namespace {

const char* statusText(airflow::AirflowStatus status) {
    switch (status) {
    case airflow::AirflowStatus::Converged:
        return "converged";
    case airflow::AirflowStatus::Diverged:
        return "diverged";
    default:
        return "not converged";
    }
}

void writeSummary(const io::AirflowCase& airCase, const airflow::AirflowSolution& solution,
                  std::ostream& out) {
    out << airCase.name << ": " << solution.cells << " cells, " << statusText(solution.status)
        << " after " << solution.steps << " steps, " << solution.solve_ms << " ms on "
        << solution.device << "; settled " << 100.0 * solution.settledFraction
        << " %, heat balance off by " << 100.0 * solution.energyImbalance_fraction << " %, mean "
        << solution.mean_K - base::kZeroCelsius_K << " degC, highest "
        << solution.max_K - base::kZeroCelsius_K << " degC\n";
    const char* device = airCase.kind == io::AirflowCaseKind::Outdoor ? "  unit " : "  rack ";
    for (const airflow::RackAir& rack : solution.racks)
        out << device << rack.id << ": in " << rack.inletMean_K - base::kZeroCelsius_K
            << " degC (highest " << rack.inletMax_K - base::kZeroCelsius_K << "), out "
            << rack.outletMean_K - base::kZeroCelsius_K << " degC\n";
    for (const airflow::AirUnitAir& unit : solution.airUnits)
        out << "  air unit " << unit.id << ": return " << unit.return_K - base::kZeroCelsius_K
            << " degC, supply " << unit.supply_K - base::kZeroCelsius_K << " degC\n";
}

} // namespace

int runAirflow(const std::string& path, const AirflowCommandOptions& options, std::ostream& out,
               std::ostream& err) {
    const auto airCase = io::readAirflowCaseFile(path, options.cell_m);
    if (!airCase)
        return reportBadInput(airCase.error(), err);
    if (const auto found = checkOutput(options.jsonPath); !found.empty())
        return reportBadInput(found, err);
    const auto device = airflow::openAirDevice(airflow::airDeviceWish(options.device));
    if (!device.note.empty())
        err << "--device: " << device.note << "; the air is solved on the CPU\n";
    airflow::AirflowOptions solving;
    device.applyTo(solving);
    const auto solution = airflow::solveAirflow(airCase->problem, solving);
    if (options.device == "cuda" && !solution.deviceNote.empty())
        err << "--device: " << solution.deviceNote << '\n';
    for (const base::Diagnostic& finding : solution.findings)
        err << finding.text() << '\n';
    if (solution.status == airflow::AirflowStatus::InvalidProblem)
        return kBadInput;
    if (options.jsonPath.empty()) {
        writeSummary(*airCase, solution, out);
    } else {
        const auto answer = io::airflowAnswer(*airCase, solution);
        if (const auto found = writeJson(answer, options.jsonPath, out); !found.empty())
            return reportBadInput(found, err);
    }
    return solution.status == airflow::AirflowStatus::Converged ? kDone : kNotSound;
}

void addAirflowCommand(CLI::App& app, int& exitCode) {
    struct Arguments {
        std::string path;
        AirflowCommandOptions options;
    };
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = app.add_subcommand(
        "airflow", "Solve the air of one hall, piece of open country or validation case");
    command->add_option("HALL", arguments->path, "Case as JSON")->required();
    command->add_option("--cell", arguments->options.cell_m, "Edge of a cell in metres")
        ->check(CLI::PositiveNumber);
    command
        ->add_option("--device", arguments->options.device,
                     "Where to solve; without a CUDA device the CPU is used")
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}));
    command->add_option("--json", arguments->options.jsonPath,
                        "Write the answer as JSON; - is standard output");
    command->callback([arguments, &exitCode] {
        exitCode = runAirflow(arguments->path, arguments->options, std::cout, std::cerr);
    });
}

} // namespace hallwright::cli
