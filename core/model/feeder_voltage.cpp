#include "core/model/feeder_voltage.h"

namespace hallwright::model {

double feederVoltage_V(const Campus& campus, const catalog::Catalog& catalog, EntityId end,
                       FeederEnd role, EntityId otherEnd) {
    if (const auto* grid = campus.grids().find({end.number}))
        return grid->voltage_V;
    if (const auto* substation = campus.substations().find({end.number})) {
        // Fed from a grid connection or from a substation of a higher voltage: its upper side.
        const bool gridBeyond = campus.grids().contains({otherEnd.number});
        const auto* other = campus.substations().find({otherEnd.number});
        const bool higherBeyond = role == FeederEnd::To && other &&
                                  other->mediumVoltage_V > 1.1 * substation->mediumVoltage_V;
        return gridBeyond || higherBeyond ? substation->highVoltage_V : substation->mediumVoltage_V;
    }
    if (const auto* hall = campus.halls().find({end.number})) {
        if (const auto* type = catalog.transformer(hall->recipe.transformerType))
            return type->highVoltage_V;
        for (const auto& item : campus.equipment())
            if (item.parent == end && item.kind == EquipmentKind::Transformer)
                if (const auto* type = catalog.transformer(item.type))
                    return type->highVoltage_V;
    }
    if (const auto* item = campus.equipment().find({end.number}))
        if (const auto* type = catalog.transformer(item->type))
            return role == FeederEnd::To ? type->highVoltage_V : type->lowVoltage_V;
    return 0.0;
}

} // namespace hallwright::model
