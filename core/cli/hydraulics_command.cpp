#include "core/cli/hydraulics_command.h"

#include "core/cli/command_output.h"
#include "core/io/epanet/epanet_network.h"
#include "core/solvers/hydronic/hydronic_network.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <memory>

namespace hallwright::cli {

namespace {

nlohmann::ordered_json toJson(const io::EpanetNetwork& network,
                              const hydronic::HydronicSolution& solution, double solve_ms) {
    nlohmann::ordered_json json;
    json["converged"] = solution.isConverged();
    json["iterations"] = solution.iterations;
    json["solve_ms"] = solve_ms;
    json["continuity_relative"] = solution.residuals.continuityRelative;
    json["head_closure_relative"] = solution.residuals.headClosureRelative;
    json["nodes"] = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < network.nodeIds.size(); ++i)
        json["nodes"].push_back(
            {{"id", network.nodeIds[i]},
             {"head_m", solution.head_m[i]},
             {"pressure_m", solution.head_m[i] - network.problem.nodes[i].elevation_m}});
    json["links"] = nlohmann::ordered_json::array();
    for (std::size_t i = 0; i < network.linkIds.size(); ++i)
        json["links"].push_back({{"id", network.linkIds[i]},
                                 {"flow_m3_per_s", solution.flow_m3_per_s[i] * network.trueFlow},
                                 {"velocity_m_per_s", solution.velocity_m_per_s[i]},
                                 {"headloss_m", solution.headLoss_m[i]}});
    return json;
}

/// The issue in the file's own names; the solver knows indexes only.
std::string textOf(const hydronic::HydronicIssue& issue, const io::EpanetNetwork& network) {
    using hydronic::IssueKind;
    const bool isLink =
        issue.kind == IssueKind::PumpBeyondCurve || issue.kind == IssueKind::PumpCannotDeliver ||
        issue.kind == IssueKind::NotConverged || issue.kind == IssueKind::InvalidLink;
    const auto& ids = isLink ? network.linkIds : network.nodeIds;
    const std::size_t colon = issue.text.find(": ");
    if (issue.index < 0 || static_cast<std::size_t>(issue.index) >= ids.size() ||
        issue.kind == IssueKind::InvalidCurve || colon == std::string::npos)
        return issue.text;
    return (isLink ? "link " : "node ") + ids[static_cast<std::size_t>(issue.index)] +
           issue.text.substr(colon);
}

void writeSummary(const io::EpanetNetwork& network, const hydronic::HydronicSolution& solution,
                  double solve_ms, std::ostream& out) {
    out << network.nodeIds.size() << " nodes, " << network.linkIds.size()
        << " links: " << (solution.isConverged() ? "converged" : "not converged") << " in "
        << solution.iterations << " iterations, " << solve_ms << " ms; head closes within "
        << solution.residuals.headClosure_m << " m\n";
}

} // namespace

int runHydraulics(const std::filesystem::path& path, const HydraulicsOptions& options,
                  std::ostream& out, std::ostream& err) {
    auto read = io::readEpanetFile(path);
    if (!read)
        return reportBadInput(read.error(), err);
    if (const auto found = checkOutput(options.jsonPath); !found.empty())
        return reportBadInput(found, err);
    io::EpanetNetwork& network = *read;
    for (const base::Diagnostic& note : network.notes)
        err << "note: " << note.text() << '\n';

    const auto begin = std::chrono::steady_clock::now();
    hydronic::SolveOptions solveOptions;
    solveOptions.maxIterations = std::max(network.maxIterations, solveOptions.maxIterations);
    const hydronic::HydronicSolution solution = io::solveAtStart(network, solveOptions);
    const double solve_ms =
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();

    for (const hydronic::HydronicIssue& issue : solution.issues)
        err << textOf(issue, network) << '\n';
    if (solution.status == hydronic::SolveStatus::InvalidInput)
        return kBadInput;

    if (options.jsonPath.empty()) {
        writeSummary(network, solution, solve_ms, out);
    } else {
        const auto answer = toJson(network, solution, solve_ms);
        if (const auto found = writeJson(answer, options.jsonPath, out); !found.empty())
            return reportBadInput(found, err);
    }
    return solution.isConverged() ? kDone : kNotSound;
}

void addHydraulicsCommand(CLI::App& app, int& exitCode) {
    struct Arguments {
        std::string path;
        HydraulicsOptions options;
    };
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command =
        app.add_subcommand("hydraulics", "Solve an EPANET network with the hydronic solver");
    command->add_option("NET", arguments->path, "EPANET .inp file")->required();
    command->add_option("--json", arguments->options.jsonPath,
                        "Write the answer as JSON; - is standard output");
    command->callback([arguments, &exitCode] {
        exitCode = runHydraulics(arguments->path, arguments->options, std::cout, std::cerr);
    });
}

} // namespace hallwright::cli
