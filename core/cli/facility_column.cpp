#include "core/cli/facility_column.h"

#include "core/cli/kpi_text.h"
#include "core/engine/campus_solver.h"
#include "core/engine/facility_kpis.h"
#include "core/io/site_reader.h"

namespace hallwright::cli {

namespace {

base::Diagnostics notConverged(const engine::Solution& solution) {
    base::Diagnostics findings;
    for (const auto& stage : solution.stages)
        if (!stage.converged)
            findings.push_back({stage.name, "did not converge", stage.detail});
    return findings;
}

} // namespace

base::Result<FacilityColumn> campusColumn(const CampusInput& input, const YearOptions& options,
                                          YearBasis basis, const catalog::FigureSet& assumptions,
                                          bool& isSound) {
    engine::SolveRequest request;
    request.campus = input.campus;
    request.withAir = false;
    auto scenario = scenarioNamed(input.campus, options.scenario);
    if (!scenario)
        return scenario.error();
    request.scenario = std::move(scenario).value();
    const auto solution = engine::CampusSolver(input.catalog).solve(request);
    if (!solution->powerConverged || !solution->coolantConverged) {
        isSound = false;
        return notConverged(*solution);
    }
    FacilityColumn column{"campus", input.campus.site().name, {}, {}};
    economics::YearKpiInputs sums;
    const bool hasWeather =
        !options.weather.empty() || !options.site.empty() || !input.campus.site().siteFacts.empty();
    if (basis == YearBasis::SolvedHour || !hasWeather) {
        sums = engine::yearOfOneHour(input.campus, *input.catalog, *solution);
        const auto site = comparisonSite(options, input);
        if (!site)
            return site.error();
        sums.gridWater_m3_per_kWh = site->gridWater_m3_per_kWh;
        sums.renewableShare = site->renewableShare;
        sums.gridCarbon_kg_per_kWh = site->gridCarbon_kg_per_kWh;
        sums.energyPrice_eur_per_kWh = site->energyPrice_eur_per_kWh;
        column.basis = sums.source;
    } else {
        const auto year = yearRequest(input, options);
        if (!year)
            return year.error();
        const auto result = engine::runYear(*year);
        if (!result) {
            isSound = result.error().front().where != "year";
            return result.error();
        }
        sums = result->sums;
        column.basis = result->place + ", " + std::to_string(result->hours.size()) + " hours, " +
                       result->weatherSource;
    }
    auto figures =
        engine::campusFigures(input.campus, *input.catalog, *solution, sums, assumptions);
    if (!figures)
        return figures.error();
    column.figures = std::move(figures).value();
    return column;
}

base::Result<economics::YearKpiInputs> comparisonSite(const YearOptions& options,
                                                      const std::optional<CampusInput>& input) {
    economics::YearKpiInputs facts;
    if (input) {
        facts.gridCarbon_kg_per_kWh = input->campus.site().gridCarbon_kg_per_kWh;
        facts.energyPrice_eur_per_kWh = input->campus.site().energyPrice_eur_per_kWh;
    }
    const bool isMoved = !options.site.empty();
    const auto id = isMoved ? options.site : input ? input->campus.site().siteFacts : std::string();
    if (id.empty())
        return facts;
    const auto site = io::findSite(id, isMoved ? "--site" : "/site/site_facts");
    if (!site)
        return site.error();
    facts.gridWater_m3_per_kWh = site->gridWater_m3_per_kWh;
    facts.renewableShare = site->gridRenewableShare;
    if (isMoved) {
        facts.gridCarbon_kg_per_kWh = site->gridCarbon_kg_per_kWh;
        facts.energyPrice_eur_per_kWh = site->energyPrice_eur_per_kWh;
    }
    return facts;
}

base::Result<FacilityColumn> presetColumn(const catalog::FigureSet& preset,
                                          const catalog::FigureSet& assumptions,
                                          const catalog::Catalog& catalog, double it_MW,
                                          std::optional<double> utilisation,
                                          const economics::YearKpiInputs& site) {
    auto figures = economics::presetFigures(preset, assumptions, catalog, it_MW, utilisation, site);
    if (!figures)
        return figures.error();
    return FacilityColumn{preset.id, preset.name, figureText(it_MW) + " MW of IT on paper",
                          std::move(figures).value()};
}

} // namespace hallwright::cli
