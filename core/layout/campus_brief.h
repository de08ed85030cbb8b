#pragma once

#include "core/base/vec.h"
#include "core/model/entities.h"

#include <optional>
#include <string>
#include <vector>

namespace hallwright::layout {

/// What of the site the generator needs; taken from a file in assets/sites or typed in.
struct SiteConditions {
    std::string facts; ///< id of the site in assets/sites; empty: none
    double latitude_deg = 0.0;
    double longitude_deg = 0.0;
    double elevation_m = 0.0;
    double designAmbient_C = 30.0; ///< dry bulb of the design hour
    double designWetBulb_C = 20.0;
    double recordAmbient_C = 0.0; ///< highest dry bulb on record; 0: not known
    double energyPrice_eur_per_kWh = 0.08;
    double gridCarbon_kg_per_kWh = 0.0;
};

/// A share of the halls: the template they are made from. Shares are relative to their sum.
struct HallShare {
    std::string hallTemplate; ///< name of a hall template, "HM-38"
    double share = 1.0;
};

/// What the generator sets carry while the grid is away.
enum class Backup { None, Cooling, Everything };

/// How the medium-voltage bars of a substation hold with a transformer out.
enum class StationRedundancy {
    ByHalls,  ///< halls draw from their intakes on the other sections; needs halls with several
    None,     ///< not at all
    NPlusOne, ///< a transformer to spare, and ties that close by themselves
    Chosen    ///< ByHalls where all halls have several intakes, NPlusOne otherwise
};

/// What a campus is to be: the wishes from which `generateCampus` lays one out.
struct CampusBrief {
    std::string name = "New campus";
    SiteConditions site;
    /// Power drawn from the grid at full IT load, design hour [W]; 0: exactly `hallCount` halls.
    double gridPower_W = 0.0;
    int hallCount = 1;                    ///< used where gridPower_W is 0
    std::vector<HallShare> halls;         ///< which templates, in which shares
    std::string rackType;                 ///< replaces the templates' rack type; empty: keeps it
    std::optional<int> rows, racksPerRow; ///< replace the templates'
    std::optional<model::FeedRedundancy> redundancy; ///< replaces the templates'
    std::optional<model::UpsMode> upsMode;           ///< replaces the templates'
    StationRedundancy stations = StationRedundancy::Chosen;
    bool ringsTransfer = false; ///< open points of the feeders' rings close by themselves
    int columns = 0;            ///< halls side by side; 0: chosen from their number
    /// Ground left open between neighbouring blocks beyond road and verges, along x and along y
    /// [m]: where their coolers draw air in. None: chosen from their heat.
    std::optional<base::Vec2> openGround_m;
    double gridVoltage_V = 400e3;  ///< of the grid connection
    double mediumVoltage_V = 33e3; ///< of the feeders to the halls
    std::string coolerType = "dry_cooler_1000kw";
    std::string chillerType = "chiller_air_freecool_1500kw";
    /// Chillers behind the coolers that hold the set-point on the hottest day; empty: none.
    std::string trimChillerType;
    int coolersSpare = 1; ///< per plant, the +1 of N+1
    Backup backup = Backup::Cooling;
    std::string generatorType = "genset_diesel_3200kwe";
    std::string energised; ///< ISO date of the grid connection
};

} // namespace hallwright::layout
