#pragma once

#include "core/layout/campus_brief.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hallwright::layout {

/// A campus that new designs may start from.
struct CampusSample {
    std::string id;          ///< "bosquel-1gw", also the name of the file in assets/campuses
    std::string name;        ///< "Bosquel 1 GW"
    std::string description; ///< one sentence
    std::string site;        ///< id in assets/sites
    CampusBrief brief;       ///< its `site` still to be filled from the site's facts
};

/// All samples, smallest first: hall-demo, air-hall, bosquel-1gw.
[[nodiscard]] std::vector<CampusSample> campusSamples();
[[nodiscard]] std::optional<CampusSample> campusSample(std::string_view id);

} // namespace hallwright::layout
