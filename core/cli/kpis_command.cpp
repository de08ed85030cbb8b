#include "core/cli/kpis_command.h"

#include "core/cli/kpi_text.h"
#include "core/engine/solution_json.h"
#include "core/io/catalog_reader.h"
#include "core/io/figure_set_reader.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <iomanip>
#include <iostream>
#include <memory>
#include <optional>

namespace hallwright::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr double kPresetIt_MW = 100.0;
constexpr const char* kSetBy = "--set";

struct Setting {
    std::string id;
    double value = 0.0;
};

base::Result<std::vector<Setting>> settingsOf(const std::vector<std::string>& texts) {
    base::Diagnostics findings;
    std::vector<Setting> settings;
    const auto known = economics::facilityFigures();
    for (const auto& text : texts) {
        const std::string where = "--set " + text;
        const auto equals = text.find('=');
        const char* const end = text.data() + text.size();
        Setting setting{text.substr(0, equals), 0.0};
        const auto read = equals == std::string::npos
                              ? std::from_chars_result{end, std::errc::invalid_argument}
                              : std::from_chars(text.data() + equals + 1, end, setting.value);
        if (read.ec != std::errc{} || read.ptr != end) {
            findings.push_back({where, "expected ID=NUMBER",
                                "Write, for instance, --set "
                                "energy_price=0.065"});
            continue;
        }
        // Tried on a graph of its own, so that a wrong one is found before anything is solved.
        auto graph = known.graph;
        auto found = graph.set(setting.id, setting.value, where, kSetBy);
        for (auto& finding : found)
            if (!known.graph.has(setting.id))
                finding.remedy = "hallwright kpis --inputs lists what can be set.";
        findings.insert(findings.end(), found.begin(), found.end());
        settings.push_back(std::move(setting));
    }
    if (!findings.empty())
        return findings;
    return settings;
}

base::Diagnostics checkIds(const std::vector<std::string>& ids) {
    base::Diagnostics findings;
    const auto known = economics::facilityFigures();
    for (const auto& id : ids)
        if (!known.graph.has(id))
            findings.push_back(
                {"--kpi", "there is no figure \"" + id + '"', "Leave the option out to see all."});
    return findings;
}

base::Diagnostics apply(const std::vector<Setting>& settings, economics::KpiGraph& graph) {
    for (const auto& setting : settings)
        if (auto found = graph.set(setting.id, setting.value, "--set", kSetBy); !found.empty())
            return found;
    return {};
}

bool isShown(const KpisOptions& options, const std::string& id) {
    return options.kpis.empty() ||
           std::find(options.kpis.begin(), options.kpis.end(), id) != options.kpis.end();
}

void printOne(const KpisOptions& options, FacilityColumn& column, std::ostream& out) {
    out << column.name << (column.name.empty() || column.basis.empty() ? "" : ": ") << column.basis
        << '\n';
    for (const auto& section : column.figures.sections) {
        bool isFirst = true;
        for (const auto& id : section.ids) {
            if (!isShown(options, id))
                continue;
            if (std::exchange(isFirst, false))
                out << '\n' << section.title << '\n';
            const auto kpi = column.figures.graph.kpi(id);
            out << "  " << std::left << std::setw(31) << kpi.id << std::setw(24) << valueText(kpi)
                << kpi.name << "\n      = " << formulaText(kpi) << "\n      "
                << (kpi.known ? kpi.source : "because " + kpi.unknownBecause) << '\n';
        }
    }
}

void printBeside(const KpisOptions& options, std::vector<FacilityColumn>& columns,
                 std::ostream& out) {
    constexpr int kWide = 24;
    const auto cell = [](std::string text) {
        return text.size() < kWide ? text : text.substr(0, kWide - 2) + '~';
    };
    out << std::left << std::setw(46) << "";
    for (const auto& column : columns)
        out << std::right << std::setw(kWide) << cell(column.id);
    out << '\n';
    for (const auto& section : columns.front().figures.sections) {
        bool isFirst = true;
        for (const auto& id : section.ids) {
            if (!isShown(options, id))
                continue;
            if (std::exchange(isFirst, false))
                out << section.title << '\n';
            const auto first = columns.front().figures.graph.kpi(id);
            out << "  " << std::left << std::setw(32) << id << std::setw(12)
                << (first.unit == "m\u00b3" ? "m3" : first.unit);
            for (auto& column : columns) {
                const auto kpi = column.figures.graph.kpi(id);
                out << std::right << std::setw(kWide)
                    << (kpi.known ? figureText(kpi.value) : "unknown");
            }
            out << '\n';
        }
    }
    out << '\n';
    for (auto& column : columns) {
        out << column.id << ": " << column.name << ", " << column.basis << '\n';
        if (const auto rate = column.figures.graph.kpi("token_rate"); rate.known)
            out << "  tokens: " << rate.source << '\n';
    }
    out << "Tokens of different models are different goods; compare them within one model.\n";
}

void printInputs(FacilityColumn& column, std::ostream& out) {
    out << "\nInputs, to be given with --set ID=VALUE\n";
    for (const auto& input : column.figures.graph.inputs())
        out << "  " << std::left << std::setw(31) << input.id << std::setw(24) << valueText(input)
            << input.name << (input.known || input.unit.empty() ? "" : ", " + input.unit)
            << "\n      " << (input.known ? input.source : "because " + input.unknownBecause)
            << '\n';
}

Json columnJson(const KpisOptions& options, FacilityColumn& column) {
    std::vector<economics::Kpi> kpis;
    for (auto& kpi : column.figures.graph.kpis())
        if (isShown(options, kpi.id))
            kpis.push_back(std::move(kpi));
    return {{"id", column.id},
            {"name", column.name},
            {"basis", column.basis},
            {"kpis", engine::toJson(kpis)},
            {"inputs", engine::toJson(column.figures.graph.inputs())}};
}

base::Result<std::vector<catalog::FigureSet>> presetsOf(const KpisOptions& options) {
    if (options.presets == std::vector<std::string>{"all"})
        return io::readPresets();
    return io::findPresets(options.presets, "--preset");
}

} // namespace

int runKpis(const KpisOptions& options, std::ostream& out, std::ostream& err) {
    const auto settings = settingsOf(options.set);
    if (!settings)
        return reportBadInput(settings.error(), err);
    if (const auto found = checkIds(options.kpis); !found.empty())
        return reportBadInput(found, err);
    const auto assumptions = io::readAssumptions();
    if (!assumptions)
        return reportBadInput(assumptions.error(), err);
    const auto presets = presetsOf(options);
    if (!presets)
        return reportBadInput(presets.error(), err);
    if (const auto found = checkOutput(options.jsonPath); !found.empty())
        return reportBadInput(found, err);

    std::vector<FacilityColumn> columns;
    std::optional<CampusInput> input;
    // Presets stand beside a campus with its IT load and its utilisation.
    double it_MW = options.presetIt_MW > 0.0 ? options.presetIt_MW : kPresetIt_MW;
    std::optional<double> utilisation;
    if (!options.campusPath.empty()) {
        auto read = readCampusInput(options.campusPath);
        if (!read)
            return reportBadInput(read.error(), err);
        input = std::move(read).value();
        bool isSound = true;
        auto column = campusColumn(*input, options.year, options.basis, *assumptions, isSound);
        if (!column) {
            reportBadInput(column.error(), err);
            return isSound ? kBadInput : kNotSound;
        }
        columns.push_back(std::move(column).value());
        const auto placed = columns.back().figures.graph.kpi("it_nameplate");
        if (options.presetIt_MW <= 0.0 && placed.known && placed.value > 0.0)
            it_MW = placed.value;
        if (const auto used = columns.back().figures.graph.kpi("utilisation"); used.known)
            utilisation = used.value;
    }
    for (const auto& setting : *settings)
        if (setting.id == "utilisation")
            utilisation = setting.value;
    if (!presets->empty()) {
        auto catalog = io::readDefaultCatalog();
        if (!catalog)
            return reportBadInput(catalog.error(), err);
        const auto site = comparisonSite(options.year, input);
        if (!site)
            return reportBadInput(site.error(), err);
        for (const auto& preset : *presets) {
            auto column = presetColumn(preset, *assumptions, *catalog, it_MW, utilisation, *site);
            if (!column)
                return reportBadInput(column.error(), err);
            columns.push_back(std::move(column).value());
        }
    }
    if (columns.empty()) { // nothing but what is set
        FacilityColumn column{"given", "What is given", "no campus", economics::facilityFigures()};
        if (const auto found = economics::provideAssumptions(column.figures.graph, *assumptions);
            !found.empty())
            return reportBadInput(found, err);
        columns.push_back(std::move(column));
    }
    for (auto& column : columns)
        if (const auto found = apply(*settings, column.figures.graph); !found.empty())
            return reportBadInput(found, err);

    if (options.jsonPath.empty()) {
        if (columns.size() == 1)
            printOne(options, columns.front(), out);
        else
            printBeside(options, columns, out);
        if (options.withInputs)
            printInputs(columns.front(), out);
        return kDone;
    }
    Json json = columnJson(options, columns.front());
    Json beside = Json::array();
    for (std::size_t i = 1; i < columns.size(); ++i)
        beside.push_back(columnJson(options, columns[i]));
    json["compared"] = std::move(beside);
    if (const auto found = writeJson(json, options.jsonPath, out); !found.empty())
        return reportBadInput(found, err);
    return kDone;
}

void addKpisCommand(CLI::App& app, int& exitCode) {
    auto options = std::make_shared<KpisOptions>();
    auto* command = app.add_subcommand(
        "kpis", "Figures of a campus with formula, inputs and source, beside presets");
    command->add_option("campus", options->campusPath, "Campus file (.hallwright)");
    command->add_option("--set", options->set,
                        "ID=VALUE: gives an input, or a figure instead of its formula; may be "
                        "repeated");
    command->add_option("--preset", options->presets,
                        "Facility on paper to compare with, by id, or all; may be repeated");
    command
        ->add_option("--preset-it", options->presetIt_MW,
                     "IT load of presets, MW; default: the campus's, 100 without one")
        ->check(CLI::PositiveNumber);
    command->add_option("--kpi", options->kpis, "Figure to show by id; may be repeated");
    command->add_flag("--inputs", options->withInputs, "List the inputs, too");
    command->add_flag_callback(
        "--hour", [options] { options->basis = YearBasis::SolvedHour; },
        "Let the solved hour stand for the year");
    command->add_option("--weather", options->year.weather,
                        "Hourly weather (.epw, .csv); default: the typical year of the site");
    command->add_option("--site", options->year.site,
                        "Site by id: its climate, price and carbon instead of the campus's");
    command->add_option("--load-profile", options->year.load,
                        "Share of the racks' load, or a CSV file with shares by the hour");
    command->add_option("--scenario", options->year.scenario, "Scenario by name");
    command
        ->add_option("--heat-export", options->year.heatExport_MW,
                     "Heat exchangers to customers, MW")
        ->check(CLI::NonNegativeNumber);
    command->add_option("--json", options->jsonPath, "File for the results; - is standard output");
    command->callback([options, &exitCode] { exitCode = runKpis(*options, std::cout, std::cerr); });
}

} // namespace hallwright::cli
