#include "core/model/footprint.h"

#include <algorithm>
#include <cmath>

namespace hallwright::model {

using base::Vec3;
using catalog::Category;

std::array<base::Vec2, 4> OrientedBox::corners() const {
    return rectangle().corners();
}

geometry::Rectangle OrientedBox::rectangle() const {
    return {centre_m, {size_m.x, size_m.y}, rotation_deg};
}

namespace {

/// What an item of a category usually measures [m]: for entries whose source gives no size.
Vec3 usualSize(Category category) {
    switch (category) {
    case Category::Rack:
        return {0.6, 1.2, 2.2};
    case Category::Cdu:
        return {0.9, 1.25, 2.0};
    case Category::AirUnit:
        return {2.5, 0.9, 2.0};
    case Category::Chiller:
        return {2.4, 10.0, 2.6};
    case Category::HeatRejection:
        return {2.4, 12.0, 2.6};
    case Category::Pump:
        return {1.8, 1.0, 1.4};
    case Category::Transformer:
        return {5.0, 8.0, 6.0};
    case Category::Switchgear:
        return {0.8, 1.8, 2.5};
    case Category::PowerDevice:
        return {0.6, 0.6, 2.0};
    case Category::PowerShelf:
        return {0.44, 0.9, 0.05};
    case Category::Generation:
        return {3.2, 13.5, 4.2};
    case Category::Module:
        return {4.2, 16.0, 4.2};
    case Category::Tank:
        return {3.0, 3.0, 6.0};
    case Category::HeatExchanger:
        return {1.2, 2.5, 2.4};
    case Category::Pipe:
    case Category::Coolant:
    case Category::Cable:
        break;
    }
    return {};
}

double deepestRack(const Campus& campus, const catalog::Catalog& catalog, const Row& row,
                   double& height_m) {
    double depth_m = 0.0;
    for (const auto& rack : campus.racks())
        if (rack.row == row.id) {
            const auto size = sizeOfType(catalog, rack.type);
            depth_m = std::max(depth_m, size.y);
            height_m = std::max(height_m, size.z);
        }
    return depth_m;
}

Vec3 sizeOf(const Campus& campus, const catalog::Catalog& catalog, EntityId id) {
    if (const auto* rack = campus.racks().find({id.number}))
        return sizeOfType(catalog, rack->type);
    if (const auto* equipment = campus.equipment().find({id.number}))
        return sizeOfType(catalog, equipment->type);
    if (const auto* hall = campus.halls().find({id.number}))
        return hall->size_m;
    if (const auto* row = campus.rows().find({id.number})) {
        double height_m = 0.0;
        const double depth_m = deepestRack(campus, catalog, *row, height_m);
        return {row->length_m, depth_m, height_m};
    }
    if (const auto* substation = campus.substations().find({id.number}))
        return substation->size_m;
    if (const auto* plant = campus.plants().find({id.number}))
        return plant->size_m;
    if (campus.grids().contains({id.number}))
        return kGridConnectionSize_m;
    return {};
}

} // namespace

Vec3 sizeOfType(const catalog::Catalog& catalog, std::string_view type) {
    const auto entry = catalog.find(type);
    if (!entry.type)
        return {};
    const auto usual = usualSize(entry.category);
    const auto& size = entry.type->size_m;
    return {size.x > 0.0 ? size.x : usual.x, size.y > 0.0 ? size.y : usual.y,
            size.z > 0.0 ? size.z : usual.z};
}

OrientedBox footprintOf(const Campus& campus, const catalog::Catalog& catalog, EntityId id) {
    const auto size_m = sizeOf(campus, catalog, id);
    if (size_m == Vec3{})
        return {};
    const auto placement = campus.sitePlacement(id);
    return {placement.position_m, placement.z_m, size_m, placement.rotation_deg};
}

} // namespace hallwright::model
