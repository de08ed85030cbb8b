#include "core/cli/drill_command.h"

#include "core/cli/air_drill_command.h"
#include "core/cli/campus_input.h"
#include "core/cli/cooling_drill_run.h"
#include "core/cli/entity_lookup.h"
#include "core/cli/plume_intakes.h"
#include "core/engine/campus_solver.h"
#include "core/engine/cooling_drill.h"
#include "core/engine/outage_drill.h"
#include "core/engine/outage_json.h"
#include "core/model/words.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <iostream>
#include <memory>

namespace hallwright::cli {

namespace {

/// The entity of an id or a name; invalid where there is none or several have the name.
model::EntityId entityOf(const model::Campus& campus, const std::string& text) {
    const auto named =
        entitiesNamed(campus, text, campus.grids(), campus.substations(), campus.feeders(),
                      campus.equipment(), campus.plants(), campus.mains());
    return named.size() == 1 ? named.front() : model::EntityId{};
}

base::Result<std::vector<engine::Outage>> outagesOf(const model::Campus& campus,
                                                    const std::string& fail) {
    if (fail == "each")
        return engine::trunkOutages(campus);
    const auto colon = fail.rfind(':');
    auto id = entityOf(campus, fail);
    int section = -1;
    if (!id.isValid() && colon != std::string::npos) {
        id = entityOf(campus, fail.substr(0, colon));
        const auto* substation = campus.substations().find({id.number});
        const char* const end = fail.data() + fail.size();
        int number = 0;
        const auto read = std::from_chars(fail.data() + colon + 1, end, number);
        const bool isThere = substation && read.ec == std::errc{} && read.ptr == end &&
                             number >= 1 && number <= std::max(1, substation->busSections);
        if (!isThere)
            id = {};
        section = number - 1;
    }
    if (!id.isValid())
        return base::failure("--fail", "no single element is " + model::quoted(fail),
                             "Give \"each\", an id or name of the file, or SUBSTATION:SECTION.");
    auto name = campus.nameOf(id);
    if (section >= 0)
        name += " section " + std::to_string(section + 1);
    return std::vector<engine::Outage>{{id, section, std::move(name)}};
}

std::string minutes(double time_s) {
    return model::fixed(time_s / 60.0, 1) + " min";
}

/// Cooling that goes with an outage.
void print(const engine::CoolingVerdict& cooling, bool isMore, std::ostream& out) {
    if (isMore)
        out << ", ";
    if (!cooling.converged) {
        out << "cooling could not be solved";
        return;
    }
    if (cooling.racksOver > 0)
        out << cooling.racksOver << " racks beyond their coolant's limit";
    else
        out << cooling.racksShort << " racks short of flow";
    if (cooling.untilLimit_s)
        out << ", the first in " << cooling.firstHall << " after "
            << minutes(*cooling.untilLimit_s);
}

void print(const engine::OutageVerdict& verdict, std::ostream& out) {
    out << verdict.outage.name << ": ";
    if (!verdict.converged) {
        out << "could not be solved\n";
        return;
    }
    if (verdict.holds())
        out << "holds";
    if (verdict.racksLost > 0)
        out << verdict.racksLost << " racks without supply ("
            << model::fixed(verdict.lost_W / 1e6, 1) << " MW)";
    if (verdict.onBatteries_s.value_or(0.0) > 0.0)
        out << " after " << minutes(*verdict.onBatteries_s) << " on batteries";
    if (!verdict.overloads.empty()) {
        const auto& worst = verdict.overloads.front();
        out << (verdict.racksLost > 0 ? ", " : "") << worst.name << " loaded to "
            << model::fixed(100.0 * worst.loading, 0) << " %";
        if (verdict.overloads.size() > 1)
            out << " and " << verdict.overloads.size() - 1 << " more";
    }
    if (verdict.cooling && !verdict.cooling->holds())
        print(*verdict.cooling, verdict.racksLost > 0 || !verdict.overloads.empty(), out);
    if (verdict.lowest_pu > 0.0)
        out << ", lowest voltage " << model::fixed(verdict.lowest_pu, 3) << " pu";
    out << '\n';
}

} // namespace

int runDrill(const std::filesystem::path& campusPath, const DrillOptions& options,
             std::ostream& out, std::ostream& err) {
    auto input = readCampusInput(campusPath);
    if (!input)
        return reportBadInput(input.error(), err);
    if (!options.cooling.empty()) {
        const auto scenario = scenarioNamed(input->campus, options.scenario);
        if (!scenario)
            return reportBadInput(scenario.error(), err);
        base::Result<engine::IntakeRises> rises = engine::IntakeRises();
        if (options.withPlume)
            rises = plumeIntakes(input->campus, input->catalog, *scenario);
        return rises ? runCoolingDrill(*input, *scenario, *rises, options.cooling, options.jsonPath,
                                       out, err)
                     : reportBadInput(rises.error(), err);
    }
    const auto outages = outagesOf(input->campus, options.fail);
    if (!outages)
        return reportBadInput(outages.error(), err);
    engine::SolveRequest request;
    request.campus = std::move(input->campus);
    request.withAir = false;
    const auto named = scenarioNamed(request.campus, options.scenario);
    if (!named)
        return reportBadInput(named.error(), err);
    const model::Scenario& scenario = *named;
    request.scenario = scenario;
    request.withOutages = options.fail == "each";
    engine::CampusSolver solver(input->catalog);
    const auto solution = solver.solve(request);
    if (!solution->powerConverged) {
        err << "power: " << solution->stages.front().detail << '\n';
        return kNotSound;
    }
    auto verdicts =
        request.withOutages ? solution->outages : solver.drill(request.campus, scenario, *outages);
    if (request.withOutages) { // where racks lose their supply, the solve leaves cooling aside
        std::vector<engine::OutageVerdict*> open;
        for (auto& verdict : verdicts)
            if (!verdict.cooling)
                open.push_back(&verdict);
        engine::followCooling(engine::CampusIndex(request.campus), *input->catalog, scenario,
                              std::move(open));
    }
    if (!options.jsonPath.empty()) {
        nlohmann::ordered_json json{{"scenario", scenario.name},
                                    {"it_kw", solution->energy.it_W / 1e3},
                                    {"outages", engine::toJson(verdicts, request.campus)}};
        if (request.withOutages)
            json["halls"] = engine::supplyJson(*solution, request.campus);
        if (const auto found = writeJson(json, options.jsonPath, out); !found.empty())
            return reportBadInput(found, err);
    } else {
        for (const auto& verdict : verdicts)
            print(verdict, out);
        for (const auto& [hall, supply] : solution->supply)
            out << request.campus.nameOf(model::entity(hall)) << ": "
                << engine::nameOf(supply.grade)
                << (supply.holdsAnyBlockOut ? ", holds with any block out" : "") << '\n';
    }
    const bool allHold = std::all_of(verdicts.begin(), verdicts.end(),
                                     [](const auto& verdict) { return verdict.holds(); });
    return allHold ? kDone : kNotSound;
}

void addDrillCommand(CLI::App& app, int& exitCode) {
    auto path = std::make_shared<std::string>();
    auto options = std::make_shared<DrillOptions>();
    auto air = std::make_shared<AirDrillCommand>();
    auto* command = app.add_subcommand("drill", "Take elements out and solve what follows");
    command->add_option("campus", *path, "Campus file (.hallwright)")->required();
    auto* fail = command->add_option(
        "--fail", options->fail,
        "each (element of the trunk in turn), an id, a name or SUBSTATION:SECTION");
    auto* cooling = command->add_option("--cooling", options->cooling,
                                        "Cooling instead: each, or an id or name of a plant, main "
                                        "or unit; PLANT:rejection keeps its pumps");
    command
        ->add_flag("--plume", options->withPlume,
                   "Coolers take in air as warm as the plume of the scenario at its load and wind")
        ->needs(cooling);
    command->add_option("--scenario", options->scenario, "Name of a scenario of the file");
    command->add_option("--json", options->jsonPath, "File for the verdicts; - is standard output");
    auto* hall = command->add_option("--air", air->hall, "Hall whose air is followed in time");
    hall->excludes(fail)->excludes(cooling);
    command->add_option("--event", air->event, "fans: air units stop; water: coils lose it")
        ->needs(hall);
    command->add_option("--unit", air->units, "Air units that it meets; none: all")->needs(hall);
    command->add_option("--restart", air->restart_s, "Seconds until power or water is back")
        ->needs(hall);
    command->add_option("--duration", air->duration_s, "Seconds that are followed")->needs(hall);
    command->add_option("--cell", air->cell_m, "Edge of the cells in metres")->needs(hall);
    command
        ->add_option("--device", air->device,
                     "Where the air is followed; without a CUDA device the CPU is used")
        ->needs(hall)
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}));
    command->callback([path, options, air, &exitCode] {
        if (air->hall.empty()) {
            exitCode = runDrill(*path, *options, std::cout, std::cerr);
            return;
        }
        air->scenario = options->scenario;
        air->jsonPath = options->jsonPath;
        exitCode = runAirDrill(*path, *air, std::cout, std::cerr);
    });
}

} // namespace hallwright::cli
