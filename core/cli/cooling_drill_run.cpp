#include "core/cli/cooling_drill_run.h"

#include "core/cli/entity_lookup.h"
#include "core/engine/cooling_drill.h"
#include "core/engine/cooling_drill_json.h"
#include "core/model/words.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <ostream>

namespace hallwright::cli {

namespace {

constexpr std::string_view kRejection = ":rejection";

base::Result<std::vector<engine::CoolingOutage>> outagesOf(const engine::CampusIndex& index,
                                                           const std::string& what) {
    if (what == "each")
        return engine::coolingOutages(index);
    std::string_view name = what;
    const bool isRejection = name.ends_with(kRejection);
    if (isRejection)
        name.remove_suffix(kRejection.size());
    const auto& campus = index.campus();
    const auto found =
        entitiesNamed(campus, name, campus.plants(), campus.mains(), campus.equipment());
    if (found.size() == 1)
        if (auto outage = engine::coolingOutageOf(index, found.front(), isRejection))
            return std::vector{std::move(*outage)};
    return base::failure("--cooling",
                         "no single plant, main or cooling unit is " + model::quoted(name),
                         "Give \"each\", an id or name of the file, or PLANT:rejection.");
}

void print(const engine::CoolingVerdict& verdict, std::ostream& out) {
    out << verdict.outage.name << ": ";
    if (!verdict.converged) {
        out << "could not be solved\n";
        return;
    }
    if (verdict.holds())
        out << "holds";
    if (verdict.racksOver > 0)
        out << verdict.racksOver << " racks beyond their coolant's limit";
    if (verdict.racksShort > 0)
        out << (verdict.racksOver > 0 ? ", " : "") << verdict.racksShort << " racks short of flow";
    if (verdict.untilLimit_s)
        out << ", the first in " << verdict.firstHall << " after "
            << model::fixed(*verdict.untilLimit_s / 60.0, 1) << " min";
    if (verdict.warmest_C > 0.0)
        out << ", warmest supply " << model::fixed(verdict.warmest_C, 1) << " degC";
    out << '\n';
}

} // namespace

int runCoolingDrill(const CampusInput& input, const model::Scenario& scenario,
                    const engine::IntakeRises& rises, const std::string& what,
                    const std::string& jsonPath, std::ostream& out, std::ostream& err) {
    const engine::CampusIndex index(input.campus);
    const auto outages = outagesOf(index, what);
    if (!outages)
        return reportBadInput(outages.error(), err);
    engine::CoolingDrill drill(index, *input.catalog, scenario, rises);
    if (!drill.isSolved()) {
        err << "cooling: the state before the outage did not converge\n";
        return kNotSound;
    }
    const auto verdicts = drill.run(*outages);
    if (!jsonPath.empty()) {
        const nlohmann::ordered_json json{{"scenario", scenario.name},
                                          {"cooling", engine::toJson(verdicts)}};
        if (const auto found = writeJson(json, jsonPath, out); !found.empty())
            return reportBadInput(found, err);
    } else {
        for (const auto& verdict : verdicts)
            print(verdict, out);
    }
    const bool allHold = std::all_of(verdicts.begin(), verdicts.end(),
                                     [](const auto& verdict) { return verdict.holds(); });
    return allHold ? kDone : kNotSound;
}

} // namespace hallwright::cli
