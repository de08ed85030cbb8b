#include "core/cli/year_command.h"

#include "core/cli/kpi_text.h"
#include "core/cli/plume_intakes.h"
#include "core/engine/fluids.h"
#include "core/engine/year_json.h"
#include "core/io/site_reader.h"
#include "core/io/weather/load_profile.h"
#include "core/io/weather/weather_file.h"
#include "core/model/change_set.h"
#include "core/solvers/plant/typical_year.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iomanip>
#include <iostream>
#include <memory>

namespace hallwright::cli {

namespace {

constexpr double kJoulesPerGigawattHour = 3.6e12;

base::Diagnostics useWeather(const YearOptions& options, const std::string& siteId,
                             engine::YearRequest& request) {
    std::optional<io::SiteFacts> facts;
    if (!siteId.empty()) {
        const auto site =
            io::findSite(siteId, options.site.empty() ? "/site/site_facts" : "--site");
        if (!site)
            return site.error();
        facts = *site;
        request.gridWater_m3_per_kWh = facts->gridWater_m3_per_kWh;
        request.renewableShare = facts->gridRenewableShare;
        if (!options.site.empty()) {
            model::ChangeSet move;
            move.site = io::movedTo(request.campus.site(), *facts);
            request.campus.apply(std::move(move));
        }
    }
    if (!options.weather.empty()) {
        auto series = io::readWeatherFile(options.weather);
        if (!series)
            return series.error();
        if (!series->isWholeYear())
            return base::failure(options.weather,
                                 "covers " + std::to_string(series->hours.size()) + " hours",
                                 "Give a year of 8760 or 8784 hours.");
        request.weather = std::move(series).value();
        return {};
    }
    if (!facts)
        return base::failure("--weather",
                             "the campus names no site whose typical year could be used",
                             "Give a weather file, or a site with --site.");
    const auto climate = io::climateOf(*facts);
    if (!climate)
        return climate.error();
    request.weather = plant::typicalYear(*climate);
    return {};
}

base::Diagnostics useScenario(const std::string& name, engine::YearRequest& request) {
    if (name.empty())
        return {};
    for (const auto& scenario : request.campus.scenarios())
        if (scenario.name == name)
            request.scenario = scenario;
    if (request.scenario)
        return {};
    return base::failure("--scenario", "the campus has no scenario \"" + name + "\"",
                         "Leave it out or name one of the campus.");
}

void printKpis(const engine::YearResult& result, std::ostream& out) {
    for (const auto& kpi : result.kpis)
        if (kpi.known)
            out << std::left << std::setw(28) << kpi.name << std::right << std::setw(16)
                << figureText(kpi.value) << ' ' << kpi.unit << '\n';
}

void printUses(const engine::YearResult& result, std::ostream& out) {
    out << "\nEnergy by use\n" << std::fixed;
    for (std::size_t use = 0; use < engine::kEnergyUses; ++use) {
        if (result.use_J[use] <= 0.0)
            continue;
        out << std::left << std::setw(28) << engine::nameOf(static_cast<engine::EnergyUse>(use))
            << std::right << std::setprecision(3) << std::setw(16)
            << result.use_J[use] / kJoulesPerGigawattHour << " GWh" << std::setw(9)
            << 100.0 * result.use_J[use] / result.grid_J << " %\n";
    }
}

void printSetpoints(const engine::YearResult& result, std::ostream& out) {
    out << "\nHours above set-point\n" << std::setprecision(1);
    for (const auto& of : result.setpoints)
        out << std::left << std::setw(20) << engine::nameOf(of.setpoint.kind) << std::right
            << std::setw(6) << engine::toCelsius(of.setpoint.setpoint_K) << " degC"
            << std::setprecision(0) << std::setw(10) << of.hoursAbove << " h, warmest "
            << std::setprecision(1) << engine::toCelsius(of.warmest_K) << " degC\n";
}

void printSummary(const engine::YearResult& result, std::ostream& out) {
    out << result.place << ": " << result.hours.size() << " hours, " << result.weatherSource;
    if (result.filledWeatherHours > 0)
        out << ", " << result.filledWeatherHours << " hours filled";
    out << "\n\n";
    printKpis(result, out);
    printUses(result, out);
    printSetpoints(result, out);
    const auto& peak = result.hours[result.peakHour];
    out << "\nPeak in hour " << peak.hourOfYear << " at " << engine::toCelsius(peak.dryBulb_K)
        << " degC\n"
        << result.exactSolves << " exact solves; " << result.checkedHours
        << " hours checked: grid power within " << std::scientific << result.worstCheckedFraction
        << ", temperatures within " << result.worstChecked_K
        << " K\nEnergy residual of the worst hour: " << result.worstResidualFraction << '\n';
}

} // namespace

base::Result<engine::YearRequest> yearRequest(CampusInput input, const YearOptions& options) {
    engine::YearRequest request;
    request.campus = std::move(input.campus);
    request.catalog = std::move(input.catalog);
    const auto siteId = options.site.empty() ? request.campus.site().siteFacts : options.site;
    if (auto found = useWeather(options, siteId, request); !found.empty())
        return found;
    if (auto found = useScenario(options.scenario, request); !found.empty())
        return found;
    auto load = io::loadProfile(options.load);
    if (!load)
        return load.error();
    request.load = std::move(load).value();
    request.heatExport.capacity_W = options.heatExport_MW * 1e6;
    request.heatExport.supply_K = engine::toKelvin(options.heatExportSupply_C);
    request.solvesEveryHour = options.isExact;
    request.threads = options.threads;
    if (options.withPlume) {
        auto rises = plumeIntakes(request.campus, request.catalog, request.scenario);
        if (!rises)
            return rises.error();
        request.intakeRises = std::move(rises).value();
    }
    return request;
}

int runYearCommand(const std::filesystem::path& campusPath, const YearOptions& options,
                   std::ostream& out, std::ostream& err) {
    auto input = readCampusInput(campusPath);
    if (!input)
        return reportBadInput(input.error(), err);
    if (const auto found = checkOutput(options.jsonPath); !found.empty())
        return reportBadInput(found, err);
    const auto request = yearRequest(std::move(input).value(), options);
    if (!request)
        return reportBadInput(request.error(), err);
    const auto result = engine::runYear(*request);
    if (!result) {
        reportBadInput(result.error(), err);
        return result.error().front().where == "year" ? kNotSound : kBadInput;
    }
    if (options.jsonPath.empty()) {
        printSummary(*result, out);
        return kDone;
    }
    const auto json = engine::toJson(*result, options.withHours ? engine::YearDetail::Hours
                                                                : engine::YearDetail::Sums);
    if (const auto found = writeJson(json, options.jsonPath, out); !found.empty())
        return reportBadInput(found, err);
    return kDone;
}

void addYearCommand(CLI::App& app, int& exitCode) {
    auto path = std::make_shared<std::string>();
    auto options = std::make_shared<YearOptions>();
    auto* command =
        app.add_subcommand("year", "Energy, water, carbon and cost of a campus over a year");
    command->add_option("campus", *path, "Campus file (.hallwright)")->required();
    command->add_option("--weather", options->weather,
                        "Hourly weather (.epw, .csv); default: the typical year of the site");
    command->add_option("--site", options->site,
                        "Site by id: its climate, price and carbon instead of the campus's");
    command->add_option("--load-profile", options->load,
                        "Share of the racks' load, or a CSV file with shares by the hour");
    command->add_option("--scenario", options->scenario,
                        "Scenario by name: what is out of service");
    command->add_option("--heat-export", options->heatExport_MW, "Heat exchangers to customers, MW")
        ->check(CLI::NonNegativeNumber);
    command->add_option("--heat-export-supply", options->heatExportSupply_C,
                        "Supply that the customers need, degC");
    command->add_flag("--plume", options->withPlume,
                      "Coolers take in air as warm above ambient as the plume of the scenario at "
                      "its wind makes it, in proportion to the load; else ambient air");
    command->add_flag("--hours", options->withHours, "Hourly values in the JSON");
    command->add_flag("--exact", options->isExact, "Solve every hour by itself; takes minutes");
    command->add_option("--threads", options->threads, "CPU threads; 0: all")
        ->check(CLI::Range(0, 1024));
    command->add_option("--json", options->jsonPath, "File for the results; - is standard output");
    command->callback([path, options, &exitCode] {
        exitCode = runYearCommand(*path, *options, std::cout, std::cerr);
    });
}

} // namespace hallwright::cli
