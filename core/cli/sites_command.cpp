#include "core/cli/sites_command.h"

#include "core/cli/year_command.h"
#include "core/io/asset_folder.h"
#include "core/io/site_reader.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <iomanip>
#include <iostream>
#include <memory>

namespace hallwright::cli {

namespace {

using Json = nlohmann::ordered_json;

/// Year KPIs of the comparison, in the table's order.
struct Column {
    const char* kpi;
    const char* title;
    int decimals;
};
constexpr std::array<Column, 8> kColumns{{{"pue", "PUE", 4},
                                          {"wue", "WUE L/kWh", 4},
                                          {"wue_source", "source WUE", 3},
                                          {"cue", "CUE kg/kWh", 4},
                                          {"cost_per_it_mwh", "EUR/MWh IT", 2},
                                          {"grid_energy", "GWh", 0},
                                          {"peak_power", "peak MW", 1},
                                          {"compressor_free_hours", "no compr. h", 0}}};

Json climateJson(const io::SiteFacts& site) {
    return {{"design_drybulb_c", site.designDryBulb_C},
            {"design_wetbulb_c", site.designWetBulb_C},
            {"annual_mean_c", site.annualMean_C}};
}

const io::SiteFacts::Fibre* nearestMetro(const io::SiteFacts& site) {
    const auto nearest =
        std::min_element(site.fibre.begin(), site.fibre.end(), [](const auto& a, const auto& b) {
            return a.roundTrip_s < b.roundTrip_s;
        });
    return nearest == site.fibre.end() ? nullptr : &*nearest;
}

Json siteJson(const io::SiteFacts& site) {
    Json fibre = Json::object();
    for (const auto& way : site.fibre)
        fibre[way.metro] = way.roundTrip_s * 1e3;
    return {{"id", site.id},
            {"name", site.name},
            {"country", site.country},
            {"climate", climateJson(site)},
            {"energy_price_eur_per_mwh", site.energyPrice_eur_per_kWh * 1e3},
            {"grid_carbon_g_per_kwh", site.gridCarbon_kg_per_kWh * 1e3},
            {"water_stress", site.waterStress},
            {"fibre_round_trip_ms", std::move(fibre)}};
}

base::Result<std::vector<io::SiteFacts>> chosenSites(const std::vector<std::string>& ids) {
    if (ids.empty()) {
        const auto folder = io::siteFolder();
        return folder ? io::readSites(*folder)
                      : base::Result<std::vector<io::SiteFacts>>(folder.error());
    }
    std::vector<io::SiteFacts> sites;
    for (const auto& id : ids) {
        auto site = io::findSite(id, "--site");
        if (!site)
            return site.error();
        sites.push_back(std::move(site).value());
    }
    return sites;
}

void printTable(const Json& rows, bool hasYears, std::ostream& out) {
    out << std::left << std::setw(22) << "site" << std::right << std::setw(8) << "design"
        << std::setw(8) << "EUR/MWh" << std::setw(8) << "g/kWh";
    if (hasYears)
        for (const auto& column : kColumns)
            out << std::setw(13) << column.title;
    out << "  round trip, ms\n" << std::fixed;
    for (const auto& row : rows) {
        out << std::left << std::setw(22) << row["id"].get<std::string>() << std::right
            << std::setprecision(1) << std::setw(8)
            << row["climate"]["design_drybulb_c"].get<double>() << std::setprecision(0)
            << std::setw(8) << row["energy_price_eur_per_mwh"].get<double>() << std::setw(8)
            << row["grid_carbon_g_per_kwh"].get<double>();
        if (hasYears)
            for (const auto& column : kColumns) {
                const auto& value = row["year"][column.kpi];
                out << std::setw(13) << std::setprecision(column.decimals);
                if (value.is_number())
                    out << value.get<double>();
                else
                    out << "-";
            }
        out << std::setprecision(1);
        if (row["nearest_metro"].is_string())
            out << "  "
                << row["fibre_round_trip_ms"][row["nearest_metro"].get<std::string>()].get<double>()
                << ' ' << row["nearest_metro"].get<std::string>();
        out << '\n';
    }
}

} // namespace

int runSites(const SitesOptions& options, std::ostream& out, std::ostream& err) {
    const auto sites = chosenSites(options.sites);
    if (!sites)
        return reportBadInput(sites.error(), err);
    if (const auto found = checkOutput(options.jsonPath); !found.empty())
        return reportBadInput(found, err);
    std::optional<CampusInput> input;
    if (!options.campusPath.empty()) {
        auto read = readCampusInput(options.campusPath);
        if (!read)
            return reportBadInput(read.error(), err);
        input = std::move(read).value();
    }
    Json rows = Json::array();
    for (const auto& site : *sites) {
        Json row = siteJson(site);
        const auto* metro = nearestMetro(site);
        row["nearest_metro"] = metro ? Json(metro->metro) : Json();
        if (input) {
            YearOptions year;
            year.site = site.id;
            const auto request = yearRequest(*input, year);
            if (!request)
                return reportBadInput(request.error(), err);
            const auto result = engine::runYear(*request);
            if (!result) {
                reportBadInput(result.error(), err);
                return kNotSound;
            }
            Json kpis = Json::object();
            for (const auto& kpi : result->kpis)
                kpis[kpi.id] = kpi.known ? Json(kpi.value) : Json();
            row["year"] = std::move(kpis);
        }
        rows.push_back(std::move(row));
    }
    if (options.jsonPath.empty()) {
        printTable(rows, input.has_value(), out);
        return kDone;
    }
    const Json json{{"sites", std::move(rows)}};
    if (const auto found = writeJson(json, options.jsonPath, out); !found.empty())
        return reportBadInput(found, err);
    return kDone;
}

void addSitesCommand(CLI::App& app, int& exitCode) {
    auto options = std::make_shared<SitesOptions>();
    auto* command =
        app.add_subcommand("sites", "List the known sites, or compare a campus at them");
    command->add_option("campus", options->campusPath, "Campus file (.hallwright)");
    command->add_option("--site", options->sites, "Site by id; may be repeated; default: all");
    command->add_option("--json", options->jsonPath, "File for the results; - is standard output");
    command->callback(
        [options, &exitCode] { exitCode = runSites(*options, std::cout, std::cerr); });
}

} // namespace hallwright::cli
