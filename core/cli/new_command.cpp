#include "core/cli/new_command.h"

#include "core/cli/command_output.h"
#include "core/io/campus_writer.h"
#include "core/io/catalog_reader.h"
#include "core/io/site_reader.h"
#include "core/layout/campus_generator.h"
#include "core/layout/campus_samples.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>

namespace hallwright::cli {

namespace {

constexpr const char* kEmptySample = "empty";

const std::map<std::string, model::FeedRedundancy> kRedundancies{
    {"n", model::FeedRedundancy::N},
    {"n+1", model::FeedRedundancy::NPlusOne},
    {"2n", model::FeedRedundancy::TwoN},
    {"dr32", model::FeedRedundancy::ThreeToMakeTwo},
    {"dr43", model::FeedRedundancy::FourToMakeThree},
    {"block", model::FeedRedundancy::BlockRedundant}};
const std::map<std::string, layout::StationRedundancy> kStations{
    {"halls", layout::StationRedundancy::ByHalls},
    {"n", layout::StationRedundancy::None},
    {"n+1", layout::StationRedundancy::NPlusOne}};

layout::SiteConditions conditionsOf(const io::SiteFacts& facts) {
    layout::SiteConditions site;
    site.facts = facts.id;
    site.latitude_deg = facts.latitude_deg;
    site.longitude_deg = facts.longitude_deg;
    site.elevation_m = facts.elevation_m;
    site.designAmbient_C = facts.designDryBulb_C;
    site.designWetBulb_C = facts.designWetBulb_C;
    site.recordAmbient_C = facts.recordDryBulb_C;
    site.energyPrice_eur_per_kWh = facts.energyPrice_eur_per_kWh;
    site.gridCarbon_kg_per_kWh = facts.gridCarbon_kg_per_kWh;
    return site;
}

/// Fills the site of a brief from assets/sites.
base::Diagnostics useSite(const std::string& id, layout::CampusBrief& brief) {
    const auto facts = io::findSite(id, "--site");
    if (!facts)
        return facts.error();
    brief.site = conditionsOf(*facts);
    return {};
}

/// "HM-38:2" as template and share.
base::Diagnostics useTemplates(const std::vector<std::string>& texts, layout::CampusBrief& brief) {
    if (!texts.empty())
        brief.halls.clear();
    for (const auto& text : texts) {
        const auto colon = text.find(':');
        layout::HallShare share{text.substr(0, colon), 1.0};
        if (colon != text.npos) {
            const char* const end = text.data() + text.size();
            const auto read = std::from_chars(text.data() + colon + 1, end, share.share);
            if (read.ec != std::errc{} || read.ptr != end || !(share.share > 0.0))
                return base::failure("--hall", "\"" + text + "\" has no share after the colon",
                                     "Write HM-38 or HM-38:2.");
        }
        brief.halls.push_back(std::move(share));
    }
    return {};
}

} // namespace

int runNew(const NewOptions& options, std::ostream& out, std::ostream& err) {
    layout::CampusBrief brief;
    std::string site = "bosquel";
    if (options.sample != kEmptySample) {
        const auto sample = layout::campusSample(options.sample);
        if (!sample)
            return reportBadInput(
                base::failure("--template", "there is no template \"" + options.sample + "\"",
                              "Choose bosquel-1gw, hall-demo, air-hall or empty."),
                err);
        brief = sample->brief;
        site = sample->site;
    }
    if (!options.name.empty())
        brief.name = options.name;
    if (auto found = useSite(options.site.empty() ? site : options.site, brief); !found.empty())
        return reportBadInput(found, err);
    if (auto found = useTemplates(options.hallTemplates, brief); !found.empty())
        return reportBadInput(found, err);
    if (options.gridPower_MW)
        brief.gridPower_W = *options.gridPower_MW * 1e6;
    if (options.halls) {
        brief.hallCount = *options.halls;
        brief.gridPower_W = 0.0;
    }
    if (options.columns)
        brief.columns = *options.columns;
    if (options.openGround_m.size() == 2)
        brief.openGround_m = base::Vec2{options.openGround_m[0], options.openGround_m[1]};
    brief.rackType = options.rackType;
    brief.rows = options.rows;
    brief.racksPerRow = options.racksPerRow;
    if (!options.coolerType.empty())
        brief.coolerType = options.coolerType;
    if (!options.chillerType.empty())
        brief.chillerType = options.chillerType;
    if (!options.trimChillerType.empty())
        brief.trimChillerType = options.trimChillerType;
    if (options.coolersSpare)
        brief.coolersSpare = *options.coolersSpare;
    if (!options.redundancy.empty())
        brief.redundancy = kRedundancies.at(options.redundancy);
    if (!options.stations.empty())
        brief.stations = kStations.at(options.stations);
    if (options.eco)
        brief.upsMode = model::UpsMode::Eco;
    brief.ringsTransfer = options.ringsTransfer;

    const std::filesystem::path file = options.output;
    std::error_code error;
    if (!options.replace && std::filesystem::exists(file, error))
        return reportBadInput(base::failure(options.output, "the file exists already",
                                            "Name another one, or add --replace."),
                              err);
    if (auto found = checkOutput(options.output); !found.empty())
        return reportBadInput(found, err);
    const auto catalog = io::readDefaultCatalog();
    if (!catalog)
        return reportBadInput(catalog.error(), err);
    for (const auto& [option, id] : {std::pair{"--chiller", brief.chillerType},
                                     std::pair{"--trim-chiller", brief.trimChillerType}})
        if (const auto* chiller = catalog->chiller(id); chiller && chiller->waterCooled)
            return reportBadInput(
                base::failure(option, "\"" + id + "\" needs towers, which no template lays out",
                              "Choose an air-cooled chiller."),
                err);
    const auto campus = options.sample == kEmptySample
                            ? base::Result<model::Campus>(layout::emptyCampus(brief))
                            : layout::generateCampus(brief, *catalog);
    if (!campus)
        return reportBadInput(campus.error(), err);
    if (auto found = io::writeCampus(*campus, file); !found.empty())
        return reportBadInput(found, err);
    double it_W = 0.0;
    for (const auto& rack : campus->racks())
        it_W += rack.itLoad_W;
    out << options.output << ": " << campus->halls().size() << " halls, " << campus->racks().size()
        << " racks, " << it_W / 1e6 << " MW of IT\n";
    return 0;
}

void addNewCommand(CLI::App& app, int& exitCode) {
    auto* command = app.add_subcommand("new", "Lay out a campus from a template and write it");
    auto options = std::make_shared<NewOptions>();
    command->add_option("output", options->output, "File to write, NAME.hallwright")
        ->required()
        ->check(fileNameFault);
    command->add_option("-t,--template", options->sample,
                        "bosquel-1gw, hall-demo, air-hall or empty");
    command->add_option("--name", options->name, "Name of the campus");
    command->add_option("--site", options->site, "Id of a site in assets/sites");
    command->add_option("--grid-mw", options->gridPower_MW, "Power from the grid, design hour [MW]")
        ->check(CLI::PositiveNumber);
    command->add_option("--halls", options->halls, "Number of halls, in place of a power")
        ->check(CLI::Range(1, 400));
    command->add_option("--hall", options->hallTemplates,
                        "Hall template with its share, HM-38 or HM-38:2; may be repeated");
    command->add_option("--rack", options->rackType, "Rack type in place of the templates'");
    command->add_option("--rows", options->rows, "Rows of each hall in place of the templates'")
        ->check(CLI::Range(1, 200));
    command
        ->add_option("--racks-per-row", options->racksPerRow,
                     "Racks of each row in place of the templates'")
        ->check(CLI::Range(1, 400));
    command->add_option("--cooler", options->coolerType,
                        "Cooler type of the plants for liquid, dry_cooler_1000kw for instance");
    command->add_option("--chiller", options->chillerType,
                        "Chiller type of the plants for air units");
    command->add_option(
        "--trim-chiller", options->trimChillerType,
        "Chiller type behind the coolers for liquid, which holds their set-point on "
        "the hottest day: chiller_trim_1500kw_warm for instance");
    command
        ->add_option("--coolers-spare", options->coolersSpare,
                     "Coolers of each plant that are to spare")
        ->check(CLI::Range(0, 100));
    command
        ->add_option("--open-ground", options->openGround_m,
                     "Metres left open between halls for the air of their coolers, beyond road and "
                     "verges: along x and along y; default: by their heat")
        ->expected(2)
        ->check(CLI::Range(0.0, 1000.0));
    command->add_option("--columns", options->columns, "Halls side by side")
        ->check(CLI::Range(1, 400));
    command
        ->add_option("--redundancy", options->redundancy,
                     "Feeds of the halls: n, n+1, 2n, dr32 (3-to-make-2), dr43 (4-to-make-3) or "
                     "block (reserve behind transfer switches)")
        ->check(CLI::IsMember(kRedundancies));
    command
        ->add_option("--substations", options->stations,
                     "What holds with a transformer out: halls (their other intakes), n (nothing) "
                     "or n+1 (one to spare, ties close by themselves)")
        ->check(CLI::IsMember(kStations));
    command->add_flag("--eco", options->eco, "UPS in eco mode");
    command->add_flag("--rings-transfer", options->ringsTransfer,
                      "Open points of the feeders' rings close by themselves");
    command->add_flag("--replace", options->replace, "Replace an existing file");
    command->callback([options, &exitCode] { exitCode = runNew(*options, std::cout, std::cerr); });
}

} // namespace hallwright::cli
