#pragma once

#include "core/base/result.h"

#include <filesystem>
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
    double energyPrice_eur_per_kWh = 0.0; ///< delivered, for planning
    double gridCarbon_kg_per_kWh = 0.0;   ///< life cycle
    std::vector<std::string> sources;
};

/// Reads every site of a folder (all .json files), ascending by id. All findings are given.
[[nodiscard]] base::Result<std::vector<SiteFacts>> readSites(const std::filesystem::path& folder);

/// Reads the text of one site file; `fileName` names it in findings.
[[nodiscard]] base::Result<SiteFacts> readSiteText(std::string_view text,
                                                   const std::string& fileName);

} // namespace hallwright::io
