#include "core/cli/capacity_command.h"

#include "core/cli/campus_input.h"
#include "core/engine/campus_solver.h"
#include "core/engine/capacity/capacity.h"
#include "core/engine/capacity/capacity_json.h"
#include "core/model/words.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cmath>
#include <iomanip>
#include <iostream>
#include <memory>

namespace hallwright::cli {

namespace {

using engine::Limits;
using engine::Resource;

constexpr double kWattsPerMegawatt = 1e6;

std::string limitText(double limit_W) {
    return std::isfinite(limit_W) ? model::fixed(limit_W / kWattsPerMegawatt, 3) : "-";
}

void printHead(const char* what, std::ostream& out) {
    out << std::left << std::setw(16) << what << std::right << std::setw(7) << "racks"
        << std::setw(6) << "free" << std::setw(10) << "nominal" << std::setw(10) << "usable"
        << std::setw(9) << "spare";
    for (std::size_t r = 1; r < engine::kResources; ++r)
        out << std::setw(12) << engine::nameOf(static_cast<Resource>(r));
    out << "  binds\n";
}

void printLimits(const Limits& limits, std::ostream& out) {
    for (std::size_t r = 1; r < engine::kResources; ++r)
        out << std::setw(12) << limitText(limits.limit_W[r]);
    out << "  " << engine::nameOf(limits.binds) << (limits.by.empty() ? "" : ": ") << limits.by
        << '\n';
}

void printTables(const engine::CampusCapacity& capacity, const model::Campus& campus,
                 bool withRacks, std::ostream& out) {
    out << "Usable " << limitText(capacity.usable_W) << " MW of " << limitText(capacity.nominal_W)
        << " MW placed; free places could take " << limitText(capacity.spare_W) << " MW more\n\n";
    out << std::left << std::setw(16) << "binding" << std::right << std::setw(7) << "racks"
        << std::setw(12) << "nominal MW" << std::setw(12) << "usable MW" << '\n';
    for (std::size_t r = 0; r < engine::kResources; ++r)
        if (const auto& bound = capacity.bound[r]; bound.racks > 0)
            out << std::left << std::setw(16) << engine::nameOf(static_cast<Resource>(r))
                << std::right << std::setw(7) << bound.racks << std::setw(12)
                << limitText(bound.nominal_W) << std::setw(12) << limitText(bound.usable_W) << '\n';
    out << "\nMW of IT to which each resource reaches\n";
    printHead("hall", out);
    for (const auto& hall : capacity.halls) {
        out << std::left << std::setw(16) << campus.nameOf(model::entity(hall.hall)) << std::right
            << std::setw(7) << hall.racks << std::setw(6) << hall.freePositions << std::setw(10)
            << limitText(hall.nominal_W) << std::setw(10) << limitText(hall.usable_W)
            << std::setw(9) << limitText(hall.spare_W);
        printLimits(hall, out);
    }
    if (!withRacks)
        return;
    out << '\n';
    printHead("rack", out);
    for (const auto& rack : capacity.racks) {
        out << std::left << std::setw(16) << campus.nameOf(model::entity(rack.rack)) << std::right
            << std::setw(7) << "" << std::setw(6) << "" << std::setw(10)
            << limitText(rack.nominal_W) << std::setw(10) << limitText(rack.usable_W)
            << std::setw(9) << "";
        printLimits(rack, out);
    }
}

} // namespace

int runCapacity(const std::filesystem::path& campusPath, const CapacityOptions& options,
                std::ostream& out, std::ostream& err) {
    auto input = readCampusInput(campusPath);
    if (!input)
        return reportBadInput(input.error(), err);
    if (const auto found = checkOutput(options.jsonPath); !found.empty())
        return reportBadInput(found, err);
    engine::SolveRequest request;
    request.campus = std::move(input->campus);
    request.withAir = options.withAir;
    auto scenario = scenarioNamed(request.campus, options.scenario);
    if (!scenario)
        return reportBadInput(scenario.error(), err);
    request.scenario = std::move(scenario).value();
    request.scenario->itLoadFraction = 1.0; // capacity is a matter of the design load
    const auto solution = engine::CampusSolver(input->catalog).solve(request);
    if (!solution->powerConverged || !solution->coolantConverged) {
        reportUnconverged(*solution, err);
        return kNotSound;
    }
    const auto capacity = engine::capacityOf(request.campus, *input->catalog, *solution);
    if (options.jsonPath.empty()) {
        printTables(capacity, request.campus, options.withRacks, out);
    } else if (const auto found =
                   writeJson(engine::toJson(capacity, request.campus), options.jsonPath, out);
               !found.empty()) {
        return reportBadInput(found, err);
    }
    return capacity.usable_W < capacity.nominal_W ? kNotSound : kDone;
}

void addCapacityCommand(CLI::App& app, int& exitCode) {
    auto path = std::make_shared<std::string>();
    auto options = std::make_shared<CapacityOptions>();
    auto* command =
        app.add_subcommand("capacity", "Usable against nominal megawatts, and what binds");
    command->add_option("campus", *path, "Campus file (.hallwright)")->required();
    command->add_option("--scenario", options->scenario, "Scenario by name");
    command->add_flag("--air", options->withAir, "Solve the halls' air, so that inlets count");
    command->add_flag("--racks", options->withRacks, "A line for each rack, too");
    command->add_option("--json", options->jsonPath, "File for the results; - is standard output");
    command->callback([path, options, &exitCode] {
        exitCode = runCapacity(*path, *options, std::cout, std::cerr);
    });
}

} // namespace hallwright::cli
