#include "core/cli/air_drill_command.h"

#include "core/cli/campus_input.h"
#include "core/cli/entity_lookup.h"
#include "core/engine/air_drill.h"
#include "core/engine/air_drill_json.h"
#include "core/engine/campus_solver.h"
#include "core/model/words.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <iostream>

namespace hallwright::cli {

namespace {

base::Result<engine::AirDrillOptions> optionsOf(const model::Campus& campus, model::HallId hall,
                                                const AirDrillCommand& command) {
    engine::AirDrillOptions options;
    if (command.event == "water")
        options.event = engine::AirEvent::WaterStops;
    else if (command.event != "fans")
        return base::failure("--event", "there is no event " + model::quoted(command.event),
                             "Give fans or water.");
    constexpr double kLongest_s = 3600.0;
    if (!(command.duration_s > 0.0 && command.duration_s <= kLongest_s))
        return base::failure("--duration", "is not between 0 and 3600 s", "Give seconds.");
    if (command.restart_s && !(*command.restart_s > 0.0 && *command.restart_s < command.duration_s))
        return base::failure("--restart", "is not between 0 s and the drill's end",
                             "Give seconds after the event.");
    if (!(command.cell_m == 0.0 || (command.cell_m >= 0.05 && command.cell_m <= 2.0)))
        return base::failure("--cell", "is not between 0.05 and 2 m", "Give metres.");
    options.duration_s = command.duration_s;
    options.restart_s = command.restart_s;
    options.cell_m = command.cell_m;
    options.device = airflow::airDeviceWish(command.device);
    options.frame_s = std::max(1.0, command.duration_s / 120.0);
    for (const auto& name : command.units) {
        const auto named = entitiesNamed(campus, name, campus.equipment());
        const auto* unit =
            named.size() == 1 ? campus.equipment().find({named.front().number}) : nullptr;
        if (!unit || unit->kind != model::EquipmentKind::AirUnit ||
            unit->parent != model::entity(hall))
            return base::failure("--unit",
                                 "no single air unit of the hall is " + model::quoted(name),
                                 "Give a name or an id of the file.");
        options.units.push_back(unit->id);
    }
    return options;
}

std::string moment(const model::Campus& campus, const engine::AirDrillRack& rack, double limit_C,
                   double when_s) {
    return campus.nameOf(model::entity(rack.id)) + " over " + model::fixed(limit_C, 1) +
           " \u00b0C after " + model::fixed(when_s, 0) + " s";
}

void print(const engine::AirDrill& drill, const model::Campus& campus, std::ostream& out) {
    constexpr std::size_t kLines = 12;
    const std::size_t step = std::max<std::size_t>(1, drill.frames.size() / kLines);
    for (std::size_t n = 0; n < drill.frames.size(); n += step) {
        const auto& frame = drill.frames[n];
        out << model::fixed(frame.time_s, 0) << " s: fans " << model::fixed(100 * frame.fanShare, 0)
            << " %, hall " << model::fixed(frame.mean_C, 1) << " \u00b0C, warmest inlet "
            << model::fixed(frame.worstInlet_C, 1) << " \u00b0C"
            << (frame.racksOff > 0 ? ", racks off: " + std::to_string(frame.racksOff) : "") << '\n';
    }
    if (const auto* rack = drill.firstAbove())
        out << "Recommended: "
            << moment(campus, *rack, rack->recommended_C, *rack->aboveRecommended_s) << '\n';
    if (const auto* rack = drill.firstOver())
        out << "Allowable: " << moment(campus, *rack, rack->allowable_C, *rack->overAllowable_s)
            << '\n';
    else
        out << "No rack gets over its allowable inlet.\n";
}

} // namespace

int runAirDrill(const std::filesystem::path& campusPath, const AirDrillCommand& command,
                std::ostream& out, std::ostream& err) {
    auto input = readCampusInput(campusPath);
    if (!input)
        return reportBadInput(input.error(), err);
    engine::SolveRequest request;
    request.campus = std::move(input->campus);
    const auto scenario = scenarioNamed(request.campus, command.scenario);
    if (!scenario)
        return reportBadInput(scenario.error(), err);
    request.scenario = *scenario;
    const auto named = entitiesNamed(request.campus, command.hall, request.campus.halls());
    const auto* found =
        named.size() == 1 ? request.campus.halls().find({named.front().number}) : nullptr;
    if (!found)
        return reportBadInput(base::failure("--air",
                                            "no single hall is " + model::quoted(command.hall),
                                            "Give a name or an id of the file."),
                              err);
    const auto hall = found->id;
    const auto options = optionsOf(request.campus, hall, command);
    if (!options)
        return reportBadInput(options.error(), err);
    request.airFirst = {hall};
    // The drill starts from an air as fine as its own.
    request.finestAirCell_m =
        options->cell_m > 0.0 ? options->cell_m : engine::airDrillCell_m(found->size_m);
    engine::CampusSolver solver(input->catalog);
    solver.setAirDevice(options->device);
    std::stop_source enough;
    const auto solution = solver.solve(
        request,
        [&](const engine::SolutionPtr& known) {
            const auto state = known->halls.find(hall);
            if (state != known->halls.end() && state->second.airIsFinest)
                enough.request_stop();
        },
        enough.get_token());
    const auto drill =
        engine::runAirDrill(request.campus, *input->catalog, *solution, hall, *options);
    if (!drill.deviceNote.empty())
        err << "--device: " << drill.deviceNote << "; the air is solved on the CPU\n";
    if (!drill.message.empty())
        err << command.hall << ": " << drill.message << '\n';
    if (!command.jsonPath.empty()) {
        if (const auto wrong =
                writeJson(engine::toJson(drill, request.campus), command.jsonPath, out);
            !wrong.empty())
            return reportBadInput(wrong, err);
    } else if (!drill.frames.empty()) {
        print(drill, request.campus, out);
    }
    const bool isSound = drill.status == airflow::AirflowStatus::Converged && !drill.firstOver();
    return isSound ? kDone : kNotSound;
}

} // namespace hallwright::cli
