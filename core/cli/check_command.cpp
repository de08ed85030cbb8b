#include "core/cli/check_command.h"

#include "core/cli/campus_input.h"
#include "core/engine/campus_solver.h"
#include "core/engine/design_check.h"
#include "core/engine/solution_json.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

namespace hallwright::cli {

namespace {

const char* word(engine::Severity severity) {
    switch (severity) {
    case engine::Severity::Fault:
        return "fault";
    case engine::Severity::Warning:
        return "warning";
    case engine::Severity::Note:
        break;
    }
    return "note";
}

} // namespace

int runCheck(const std::filesystem::path& campusPath, const CheckOptions& options,
             std::ostream& out, std::ostream& err) {
    auto input = readCampusInput(campusPath);
    if (!input)
        return reportBadInput(input.error(), err);
    if (const auto found = checkOutput(options.jsonPath); !found.empty())
        return reportBadInput(found, err);
    engine::SolveRequest request;
    request.campus = std::move(input->campus);
    request.withAir = options.withAir;
    request.withPlume = options.withPlume;
    request.withOutages = true;
    engine::CampusSolver solver(input->catalog);
    const auto solution = solver.solve(request); // its findings hold those of the layout
    const auto& findings = solution->findings;
    const bool hasFault = std::any_of(findings.begin(), findings.end(), [](const auto& finding) {
        return finding.severity == engine::Severity::Fault;
    });

    if (!options.jsonPath.empty()) {
        const nlohmann::ordered_json json{{"rules_checked", engine::ruleCount()},
                                          {"findings", engine::toJson(findings)}};
        if (const auto found = writeJson(json, options.jsonPath, out); !found.empty())
            return reportBadInput(found, err);
    } else {
        for (const auto& finding : findings)
            out << word(finding.severity) << ": " << finding.elementName
                << (finding.elementName.empty() ? "" : ": ") << finding.sentence << ' '
                << finding.remedy << '\n';
        if (findings.empty())
            out << "No finding. " << engine::ruleCount() << " rules checked.\n";
    }
    return hasFault ? kNotSound : kDone;
}

void addCheckCommand(CLI::App& app, int& exitCode) {
    auto path = std::make_shared<std::string>();
    auto options = std::make_shared<CheckOptions>();
    auto* command = app.add_subcommand("check", "Check a campus against the design rules");
    command->add_option("campus", *path, "Campus file (.hallwright)")->required();
    command->add_flag("!--no-air", options->withAir, "Leave the air of halls and campus out");
    command->add_flag("!--no-plume", options->withPlume,
                      "Leave the air over the campus out; coolers then take ambient air");
    command->add_option("--json", options->jsonPath, "File for the findings; - is standard output");
    command->callback(
        [path, options, &exitCode] { exitCode = runCheck(*path, *options, std::cout, std::cerr); });
}

} // namespace hallwright::cli
