#pragma once

#include "core/base/result.h"
#include "core/model/entities.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hallwright::io {

/// What is known of a place that a campus may be built at: figures a design starts from.
/// 0 where the source gives no figure.
struct SiteFacts {
    std::string id;
    std::string name;
    std::string country; ///< ISO 3166 alpha-2
    double latitude_deg = 0.0;
    double longitude_deg = 0.0;
    double elevation_m = 0.0;
    double announcedCapacity_W = 0.0;
    double nearestGrid_V = 0.0;
    double gridDistance_m = 0.0;
    double designDryBulb_C = 0.0; ///< exceeded 0.4 % of the hours of a year
    double designWetBulb_C = 0.0; ///< idem
    double recordDryBulb_C = 0.0;
    double annualMean_C = 0.0;
    std::vector<double> monthlyMean_C;          ///< twelve, January first; empty where not stated
    std::optional<double> heatingDryBulb_C;     ///< exceeded 99.6 % of the hours of a year
    std::optional<double> coincidentWetBulb_C;  ///< mean, at the design dry bulb
    double energyPrice_eur_per_kWh = 0.0;       ///< delivered, for planning
    double gridCarbon_kg_per_kWh = 0.0;         ///< life cycle, where stated; direct else
    std::optional<double> gridWater_m3_per_kWh; ///< consumed to make a kilowatt-hour
    std::optional<double> gridRenewableShare;   ///< 0..1
    std::string waterStress;                    ///< "low" ... "very high"; empty: not stated
    struct Fibre {
        std::string metro;
        double length_m = 0.0;
        double roundTrip_s = 0.0; ///< propagation alone
    };
    std::vector<Fibre> fibre;
    std::vector<std::string> sources;
};

/// Reads every site of a folder (all .json files), ascending by id. All findings are given.
[[nodiscard]] base::Result<std::vector<SiteFacts>> readSites(const std::filesystem::path& folder);

/// The shipped site of an id; where there is none a finding at `where` that names those there are.
[[nodiscard]] base::Result<SiteFacts> findSite(const std::string& id, const std::string& where);

/// A campus's site moved to where the facts are: position, elevation, price and carbon are theirs,
/// boundary and name stay.
[[nodiscard]] model::Site movedTo(model::Site site, const SiteFacts& facts);

/// Reads the text of one site file; `fileName` names it in findings.
[[nodiscard]] base::Result<SiteFacts> readSiteText(std::string_view text,
                                                   const std::string& fileName);

} // namespace hallwright::io
