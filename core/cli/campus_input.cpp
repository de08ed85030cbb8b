#include "core/cli/campus_input.h"

#include "core/io/campus_reader.h"
#include "core/io/catalog_reader.h"

#include <ostream>
#include <utility>

namespace hallwright::cli {

base::Result<CampusInput> readCampusInput(const std::filesystem::path& campusPath) {
    auto catalog = io::readDefaultCatalog();
    if (!catalog)
        return catalog.error();
    auto campus = io::readCampus(campusPath);
    if (!campus)
        return campus.error();
    return CampusInput{std::move(campus).value(),
                       std::make_shared<const catalog::Catalog>(std::move(catalog).value())};
}

base::Result<model::Scenario> scenarioNamed(const model::Campus& campus, const std::string& name) {
    if (name.empty())
        return campus.activeScenario();
    std::string names;
    for (const auto& scenario : campus.scenarios()) {
        if (scenario.name == name)
            return scenario;
        names += (names.empty() ? "" : ", ") + scenario.name;
    }
    return base::failure("--scenario", "the campus has no scenario \"" + name + "\"",
                         "It has: " + (names.empty() ? "none" : names) + ".");
}

void reportUnconverged(const engine::Solution& solution, std::ostream& err) {
    for (const auto& stage : solution.stages)
        if (!stage.converged)
            err << stage.name << ": did not converge"
                << (stage.detail.empty() ? "" : "; " + stage.detail) << '\n';
}

} // namespace hallwright::cli
