#include "core/io/site_reader.h"

#include "core/io/asset_folder.h"
#include "core/io/atomic_file.h"
#include "core/io/object_reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <system_error>

namespace hallwright::io {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kSiteFileSizeMax = std::size_t{4} << 20;
constexpr int kSiteVersion = 1;

/// Reads the facts of one heading ({"value", "source", "confidence"}); `readValue` is called with
/// the value where that is an object.
template <class ReadValue>
void readHeading(ObjectReader& site, std::string_view key, SiteFacts& facts,
                 ReadValue&& readValue) {
    const Json* heading = site.take(key);
    if (!heading)
        return;
    const Place place{&site.place(), key};
    ObjectReader reader(*heading, place, site.findings());
    std::string source;
    if (reader.text("source", source))
        facts.sources.push_back(source);
    std::size_t confidence = 0;
    reader.choice("confidence", confidence, {"published", "typical", "estimate"});
    const Json* value = reader.take("value", Presence::Required);
    if (value && value->is_object()) {
        const Place valuePlace{&place, "value"};
        ObjectReader valueReader(*value, valuePlace, site.findings());
        readValue(valueReader);
    }
    reader.finish();
}

/// Metros are the keys that hold objects; the others say how the figures were made.
void readFibre(ObjectReader& value, SiteFacts& facts) {
    for (const auto* metro : {"paris", "brussels", "amsterdam", "london", "frankfurt"}) {
        const Json* figures = value.take(metro);
        if (!figures)
            continue;
        const Place place{&value.place(), metro};
        ObjectReader reader(*figures, place, value.findings());
        SiteFacts::Fibre fibre;
        fibre.metro = metro;
        double length_km = 0.0;
        double roundTrip_ms = 0.0;
        reader.number("fibre_km_est", length_km, kNonNegative);
        reader.number("rtt_ms_est", roundTrip_ms, kNonNegative);
        fibre.length_m = length_km * 1e3;
        fibre.roundTrip_s = roundTrip_ms * 1e-3;
        facts.fibre.push_back(std::move(fibre));
    }
}

void readFacts(ObjectReader& reader, SiteFacts& facts) {
    std::int64_t version = 0;
    std::size_t confidence = 0;
    reader.integer("schema_version", version, 1, kSiteVersion);
    reader.text("id", facts.id);
    reader.text("name", facts.name);
    reader.text("country", facts.country);
    reader.number("latitude_deg", facts.latitude_deg, Range{-90.0, 90.0});
    reader.number("longitude_deg", facts.longitude_deg, Range{-180.0, 180.0});
    reader.number("elevation_m", facts.elevation_m, kAnyNumber, Presence::Optional);
    reader.choice("coordinates_confidence", confidence, {"published", "typical", "estimate"},
                  Presence::Optional);
    const auto optional = [](ObjectReader& value, std::string_view key, double& into, double factor,
                             Range range = kNonNegative) {
        double read = 0.0;
        if (value.number(key, read, range, Presence::Optional))
            into = read * factor;
    };
    const auto stated = [](ObjectReader& value, std::string_view key, std::optional<double>& into,
                           double factor = 1.0, Range range = kAnyNumber) {
        double read = 0.0;
        if (value.number(key, read, range, Presence::Optional))
            into = read * factor;
    };
    readHeading(reader, "status", facts, [](ObjectReader&) {});
    readHeading(reader, "area", facts, [](ObjectReader&) {});
    readHeading(reader, "fibre", facts, [&](ObjectReader& value) { readFibre(value, facts); });
    readHeading(reader, "water", facts, [&](ObjectReader& value) {
        value.text("water_stress_class", facts.waterStress, Presence::Optional);
    });
    readHeading(reader, "capacity", facts, [&](ObjectReader& value) {
        optional(value, "capacity_mw", facts.announcedCapacity_W, 1e6);
    });
    readHeading(reader, "grid", facts, [&](ObjectReader& value) {
        optional(value, "nearest_grid_kv", facts.nearestGrid_V, 1e3);
        optional(value, "distance_km", facts.gridDistance_m, 1e3);
    });
    readHeading(reader, "climate", facts, [&](ObjectReader& value) {
        optional(value, "ashrae_cooling_db_0p4_c", facts.designDryBulb_C, 1.0, kAnyNumber);
        optional(value, "ashrae_wb_0p4_c", facts.designWetBulb_C, 1.0, kAnyNumber);
        optional(value, "record_max_c", facts.recordDryBulb_C, 1.0, kAnyNumber);
        optional(value, "annual_mean_c", facts.annualMean_C, 1.0, kAnyNumber);
        stated(value, "ashrae_heating_db_99p6_c", facts.heatingDryBulb_C);
        stated(value, "ashrae_cooling_mcwb_0p4_c", facts.coincidentWetBulb_C);
        value.numbers("monthly_mean_c", facts.monthlyMean_C);
        if (!facts.monthlyMean_C.empty() && facts.monthlyMean_C.size() != 12)
            value.report("monthly_mean_c", "expected twelve numbers, got " +
                                               std::to_string(facts.monthlyMean_C.size()));
    });
    readHeading(reader, "electricity_price", facts, [&](ObjectReader& value) {
        constexpr double kPerMegawattHour = 1e-3;
        optional(value, "electricity_price_eur_mwh", facts.energyPrice_eur_per_kWh,
                 kPerMegawattHour, kAnyNumber);
        optional(value, "delivered_planning_eur_mwh", facts.energyPrice_eur_per_kWh,
                 kPerMegawattHour, kAnyNumber);
    });
    readHeading(reader, "carbon", facts, [&](ObjectReader& value) {
        constexpr double kGram = 1e-3;
        optional(value, "grid_carbon_direct_g_kwh", facts.gridCarbon_kg_per_kWh, kGram);
        optional(value, "grid_carbon_lifecycle_g_kwh", facts.gridCarbon_kg_per_kWh, kGram);
    });
    readHeading(reader, "grid_mix", facts, [&](ObjectReader& value) {
        constexpr double kLitre = 1e-3;
        stated(value, "water_l_kwh", facts.gridWater_m3_per_kWh, kLitre, kNonNegative);
        stated(value, "renewable_share", facts.gridRenewableShare, 1.0, kFraction);
    });
    reader.finish();
}

} // namespace

base::Result<SiteFacts> readSiteText(std::string_view text, const std::string& fileName) {
    base::Diagnostics findings;
    SiteFacts facts;
    if (auto document = parseJson(text)) {
        const Place root;
        ObjectReader reader(*document, root, findings);
        readFacts(reader, facts);
    } else {
        findings = document.error();
    }
    if (findings.empty())
        return facts;
    for (auto& finding : findings)
        finding.where = fileName + (finding.where.rfind('/', 0) == 0 ? "#" : ", ") + finding.where;
    return findings;
}

base::Result<SiteFacts> findSite(const std::string& id, const std::string& where) {
    const auto folder = siteFolder();
    if (!folder)
        return folder.error();
    const auto sites = readSites(*folder);
    if (!sites)
        return sites.error();
    std::string known;
    for (const auto& facts : *sites) {
        if (facts.id == id)
            return facts;
        known += (known.empty() ? "" : ", ") + facts.id;
    }
    return base::failure(where, "there are no facts about a site \"" + id + "\"",
                         "Choose one of " + known + ".");
}

model::Site movedTo(model::Site site, const SiteFacts& facts) {
    site.siteFacts = facts.id;
    site.latitude_deg = facts.latitude_deg;
    site.longitude_deg = facts.longitude_deg;
    site.elevation_m = facts.elevation_m;
    site.energyPrice_eur_per_kWh = facts.energyPrice_eur_per_kWh;
    site.gridCarbon_kg_per_kWh = facts.gridCarbon_kg_per_kWh;
    return site;
}

base::Result<std::vector<SiteFacts>> readSites(const fs::path& folder) {
    base::Diagnostics findings;
    std::vector<SiteFacts> sites;
    std::error_code error;
    fs::directory_iterator it(folder, error);
    for (; !error && it != fs::directory_iterator(); it.increment(error)) {
        if (it->path().extension() != ".json")
            continue;
        const auto text = readFile(it->path(), kSiteFileSizeMax);
        auto facts = text ? readSiteText(*text, it->path().filename().string())
                          : base::Result<SiteFacts>(text.error());
        if (facts)
            sites.push_back(std::move(*facts));
        else
            findings.insert(findings.end(), facts.error().begin(), facts.error().end());
    }
    if (error)
        findings.push_back(fileFinding(folder, "the folder could not be read", error.value()));
    if (!findings.empty())
        return findings;
    std::sort(sites.begin(), sites.end(),
              [](const SiteFacts& a, const SiteFacts& b) { return a.id < b.id; });
    return sites;
}

} // namespace hallwright::io
