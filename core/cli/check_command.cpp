#include "core/cli/check_command.h"

#include "core/engine/campus_solver.h"
#include "core/engine/design_check.h"
#include "core/engine/solution_json.h"
#include "core/io/campus_reader.h"
#include "core/io/catalog_reader.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <memory>

namespace hallwright::cli {

namespace {

constexpr int kDone = 0;
constexpr int kBadInput = 1;
constexpr int kFault = 3;

int fail(const base::Diagnostics& findings, std::ostream& err) {
    for (const auto& finding : findings)
        err << finding.text() << '\n';
    return kBadInput;
}

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
    auto catalog = io::readDefaultCatalog();
    if (!catalog)
        return fail(catalog.error(), err);
    auto campus = io::readCampus(campusPath);
    if (!campus)
        return fail(campus.error(), err);
    engine::SolveRequest request;
    request.campus = std::move(campus).value();
    request.withAir = options.withAir;
    engine::CampusSolver solver(
        std::make_shared<const catalog::Catalog>(std::move(catalog).value()));
    const auto solution = solver.solve(request); // its findings hold those of the layout
    const auto& findings = solution->findings;
    const bool hasFault = std::any_of(findings.begin(), findings.end(), [](const auto& finding) {
        return finding.severity == engine::Severity::Fault;
    });

    nlohmann::ordered_json json{{"rules_checked", engine::ruleCount()},
                                {"findings", engine::toJson(findings)}};
    if (options.jsonPath == "-") {
        out << json.dump(1) << '\n';
    } else if (!options.jsonPath.empty()) {
        std::ofstream file(options.jsonPath);
        file << json.dump(1) << '\n';
        file.flush();
        if (!file)
            return fail(base::failure(options.jsonPath, "can't be written",
                                      "Choose a folder that exists and may be written to."),
                        err);
    } else {
        for (const auto& finding : findings)
            out << word(finding.severity) << ": " << finding.elementName
                << (finding.elementName.empty() ? "" : ": ") << finding.sentence << ' '
                << finding.remedy << '\n';
        if (findings.empty())
            out << "No finding. " << engine::ruleCount() << " rules checked.\n";
    }
    return hasFault ? kFault : kDone;
}

void addCheckCommand(CLI::App& app, int& exitCode) {
    auto path = std::make_shared<std::string>();
    auto options = std::make_shared<CheckOptions>();
    auto* command = app.add_subcommand("check", "Check a campus against the design rules");
    command->add_option("campus", *path, "Campus file (.hallwright)")->required();
    command->add_flag("!--no-air", options->withAir, "Leave the halls' air out");
    command->add_option("--json", options->jsonPath, "File for the findings; - is standard output");
    command->callback(
        [path, options, &exitCode] { exitCode = runCheck(*path, *options, std::cout, std::cerr); });
}

} // namespace hallwright::cli
