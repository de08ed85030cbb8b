#include "core/cli/size_command.h"

#include "core/cli/campus_input.h"
#include "core/engine/coolant_sizing.h"
#include "core/io/campus_writer.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iomanip>
#include <iostream>
#include <memory>

namespace hallwright::cli {

namespace {

constexpr double kHour_s = 3600.0;

void printSizing(const model::Campus& campus, const engine::CoolantSizing& sizing,
                 std::ostream& out, std::ostream& err) {
    out << std::fixed;
    err << std::fixed;
    for (const auto& main : sizing.mains) {
        const std::string name = campus.nameOf(model::entity(main.id));
        if (!main.isWithinRules)
            err << name << ": DN " << main.dn << " is the largest and runs at "
                << std::setprecision(2) << main.velocity_m_per_s
                << " m/s; lay a second pair beside it\n";
        if (main.isSingle)
            err << name << ": racks behind it have no other way; close a ring to be N-1\n";
        if (main.dn != main.dnBefore)
            out << name << ": DN " << main.dnBefore << " -> DN " << main.dn << ", "
                << std::setprecision(1) << main.flow_m3_per_s * kHour_s << " m3/h at "
                << std::setprecision(2) << main.velocity_m_per_s << " m/s and "
                << std::setprecision(0) << main.gradient_Pa_per_m << " Pa/m\n";
    }
    for (const auto& pumps : sizing.pumps) {
        const std::string name = campus.nameOf(model::entity(pumps.plant));
        if (!pumps.isEnough)
            err << name << ": no pump of the catalogue gives " << std::setprecision(1)
                << pumps.flow_m3_per_s * kHour_s << " m3/h at " << pumps.head_m
                << " m; add pumps\n";
        if (pumps.type != pumps.typeBefore)
            out << name << ": " << pumps.count << " pumps " << pumps.typeBefore << " -> "
                << pumps.type << ", each " << std::setprecision(1) << pumps.flow_m3_per_s * kHour_s
                << " m3/h at " << pumps.head_m << " m\n";
    }
    out << sizing.edit.mains.size() << " of " << sizing.mains.size() << " mains and "
        << sizing.edit.pumps.size() << " pumps change\n";
}

nlohmann::ordered_json sizingJson(const model::Campus& campus,
                                  const engine::CoolantSizing& sizing) {
    nlohmann::ordered_json json{{"mains", nlohmann::ordered_json::array()},
                                {"pumps", nlohmann::ordered_json::array()}};
    for (const auto& main : sizing.mains)
        json["mains"].push_back({{"id", main.id.number},
                                 {"name", campus.nameOf(model::entity(main.id))},
                                 {"dn_before", main.dnBefore},
                                 {"dn", main.dn},
                                 {"flow_m3_per_h", main.flow_m3_per_s * kHour_s},
                                 {"velocity_m_per_s", main.velocity_m_per_s},
                                 {"gradient_pa_per_m", main.gradient_Pa_per_m},
                                 {"within_rules", main.isWithinRules},
                                 {"single", main.isSingle}});
    for (const auto& pumps : sizing.pumps)
        json["pumps"].push_back({{"plant", campus.nameOf(model::entity(pumps.plant))},
                                 {"type_before", pumps.typeBefore},
                                 {"type", pumps.type},
                                 {"count", pumps.count},
                                 {"flow_m3_per_h", pumps.flow_m3_per_s * kHour_s},
                                 {"head_m", pumps.head_m},
                                 {"enough", pumps.isEnough}});
    return json;
}

} // namespace

int runSize(const std::filesystem::path& campusPath, const SizeOptions& options, std::ostream& out,
            std::ostream& err) {
    auto input = readCampusInput(campusPath);
    if (!input)
        return reportBadInput(input.error(), err);
    const auto scenario = scenarioNamed(input->campus, options.scenario);
    if (!scenario)
        return reportBadInput(scenario.error(), err);
    const auto sizing = engine::sizeCoolant(input->campus, input->catalog, *scenario,
                                            options.nMinusOne ? engine::SizingBasis::NMinusOne
                                                              : engine::SizingBasis::AsItIs);
    if (!sizing.isSolved) {
        err << "not sized: " << sizing.trouble << '\n';
        return kNotSound;
    }
    if (!options.output.empty()) {
        auto planned = sizing.edit.plan(input->campus, *input->catalog);
        if (!planned)
            return reportBadInput(planned.error(), err);
        input->campus.apply(std::move(planned).value());
        if (const auto found = io::writeCampus(input->campus, options.output); !found.empty())
            return reportBadInput(found, err);
    }
    if (!options.jsonPath.empty()) {
        if (const auto found = writeJson(sizingJson(input->campus, sizing), options.jsonPath, out);
            !found.empty())
            return reportBadInput(found, err);
    } else {
        printSizing(input->campus, sizing, out, err);
    }
    for (const auto& main : sizing.mains)
        if (!main.isWithinRules || main.isSingle)
            return kNotSound;
    for (const auto& pumps : sizing.pumps)
        if (!pumps.isEnough)
            return kNotSound;
    return kDone;
}

void addSizeCommand(CLI::App& app, int& exitCode) {
    auto path = std::make_shared<std::string>();
    auto options = std::make_shared<SizeOptions>();
    auto* command = app.add_subcommand(
        "size", "Size facility-water mains and pumps by velocity and pressure gradient");
    command->add_option("campus", *path, "Campus file (.hallwright)")->required();
    command->add_option("--scenario", options->scenario, "Scenario by name");
    command->add_flag("--n-1", options->nMinusOne, "Carry all with any one main or pump out");
    command->add_option("-o,--output", options->output, "Campus file to write with the new sizes");
    command->add_option("--json", options->jsonPath, "File for all sizes; - is standard output");
    command->callback(
        [path, options, &exitCode] { exitCode = runSize(*path, *options, std::cout, std::cerr); });
}

} // namespace hallwright::cli
