#include "core/layout/hall_templates.h"

#include <algorithm>

namespace hallwright::layout {

namespace {

using model::Containment;
using model::FeedRedundancy;
using model::HallTemplate;

/// What the liquid-cooled halls of the 33 kV campus have in common.
HallTemplate liquidHall(std::string name, std::string rackType, int rows, int racksPerRow) {
    HallTemplate hall;
    hall.name = std::move(name);
    hall.rackType = std::move(rackType);
    hall.rows = rows;
    hall.racksPerRow = racksPerRow;
    hall.coldAisle_m = 1.8; // moving 1.8 t racks asks for more than the 1.2 m of TIA-942-A
    hall.hotAisle_m = 1.2;
    hall.endGallery_m = 8.0;
    hall.sideGallery_m = 2.4;
    hall.height_m = 5.2;
    hall.containment = Containment::HotAisle;
    hall.feeds = FeedRedundancy::TwoN;
    hall.transformerType = "tr_33_0415_3150_ester";
    hall.upsType = "ups_1250kw";
    hall.buswayType = "busway_cu_5000a";
    hall.cduType = "cdu_inrow_1350kw";
    hall.cduSpare = 1;
    hall.tcsPipe = "pipe_stainless_iso1127";
    hall.airUnitType = "fan_wall_500kw";
    hall.airUnitSpare = 2;
    hall.airSupply_C = 25.0;
    hall.floorLoadLimit_Pa = 30000.0; // slab on grade; 1.8 t on 0.64 m2 are 27.5 kPa
    return hall;
}

/// GB300 racks with direct liquid cooling on a 20 kV supply, small enough for first steps.
HallTemplate demonstrationHall() {
    HallTemplate hall = liquidHall("HM-4", "gb300_nvl72", 2, 16);
    hall.endGallery_m = 4.0;
    hall.transformerType = "tr_20_0415_2500_dry";
    hall.airUnitType = "crah_perimeter_150kw";
    hall.airUnitSpare = 1;
    hall.airSupply_C = 24.0;
    return hall;
}

/// A traditional hall: air alone, perimeter units, contained hot aisles.
HallTemplate airHall(std::string name, std::string rackType, int rows, int racksPerRow) {
    HallTemplate hall;
    hall.name = std::move(name);
    hall.rackType = std::move(rackType);
    hall.rows = rows;
    hall.racksPerRow = racksPerRow;
    hall.coldAisle_m = 1.2;
    hall.hotAisle_m = 1.2;
    hall.endGallery_m = 3.0;
    hall.sideGallery_m = 2.4;
    hall.height_m = 4.2;
    hall.containment = Containment::HotAisle;
    hall.feeds = FeedRedundancy::TwoN;
    hall.transformerType = "tr_20_0415_2500_dry";
    hall.upsType = "ups_1250kw";
    // Open-track busways withstand 35 kA, a board behind 2.5 MVA gives 57 kA.
    hall.buswayType = "busway_cu_2500a";
    hall.airUnitType = "crah_perimeter_150kw";
    hall.airUnitSpare = 2;
    hall.airSupply_C = 22.0;
    hall.floorLoadLimit_Pa = 15000.0;
    return hall;
}

std::vector<HallTemplate> allTemplates() {
    return {liquidHall("HM-38", "gb300_nvl72", 12, 24), liquidHall("HM-19", "gb300_nvl72", 6, 24),
            liquidHall("VR-38", "vr_nvl72_maxq", 10, 20), demonstrationHall(),
            airHall("AH-2", "cpu_rack_8kw", 8, 18)};
}

bool areTypesKnown(const HallTemplate& hall, const catalog::Catalog& catalog) {
    const auto known = [](const std::string& id, const auto* type) { return id.empty() || type; };
    return known(hall.rackType, catalog.rack(hall.rackType)) &&
           known(hall.transformerType, catalog.transformer(hall.transformerType)) &&
           known(hall.upsType, catalog.powerDevice(hall.upsType)) &&
           known(hall.buswayType, catalog.cable(hall.buswayType)) &&
           known(hall.cduType, catalog.cdu(hall.cduType)) &&
           known(hall.tcsPipe, catalog.pipe(hall.tcsPipe)) &&
           known(hall.airUnitType, catalog.airUnit(hall.airUnitType));
}

} // namespace

std::vector<HallTemplate> hallTemplates(const catalog::Catalog& catalog) {
    auto templates = allTemplates();
    std::erase_if(templates, [&](const auto& hall) { return !areTypesKnown(hall, catalog); });
    return templates;
}

std::optional<HallTemplate> hallTemplate(const catalog::Catalog& catalog, std::string_view name) {
    for (auto& hall : hallTemplates(catalog))
        if (hall.name == name)
            return std::move(hall);
    return std::nullopt;
}

} // namespace hallwright::layout
