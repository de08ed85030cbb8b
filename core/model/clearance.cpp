#include "core/model/footprint.h"
#include "core/model/hall_rules.h"
#include "core/model/rules/rule_context.h"

#include <algorithm>

namespace hallwright::model {

Clearance clearanceOf(const Campus& campus, const catalog::Catalog& catalog, EntityId id) {
    if (campus.racks().contains({id.number}) || campus.rows().contains({id.number}))
        return {kColdAisleMin_m, "Front aisle, TIA-942-A"};
    const auto* item = campus.equipment().find({id.number});
    if (!item)
        return {};
    if (const auto* transformer = catalog.transformer(item->type)) {
        const double distance_m = fireDistance_m(transformer->oilVolume_m3);
        if (distance_m <= 0.0)
            return {0.5, "Free width beside a dry transformer, IEC 60076-11"};
        return {distance_m, "Oil-filled transformer, IEC 61936-1 table 3"};
    }
    if (const auto* unit = catalog.generationUnit(item->type)) {
        if (unit->form == catalog::GenerationForm::Battery)
            return {kBatteryGap_m, "Battery to buildings, NFPA 855"};
        return {kGeneratorGap_m, "Generator to exhausts and buildings, NFPA 37"};
    }
    if (catalog.heatRejection(item->type) || catalog.chiller(item->type)) {
        const auto size = sizeOfType(catalog, item->type);
        return {std::min(size.x, size.y), "One unit's width between parallel coolers"};
    }
    const auto space = workingSpaceOf(item->kind);
    return {space.front_m, std::string(space.source)};
}

} // namespace hallwright::model
