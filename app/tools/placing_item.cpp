#include "app/tools/placing_item.h"

#include "core/layout/grid_connection.h"
#include "core/layout/hall_templates.h"
#include "core/model/edits/edit_support.h"
#include "core/model/edits/placing.h"

#include <algorithm>

namespace hallwright::app {

namespace {

using model::EntityId;
using model::EntityKind;

constexpr int kPlantPumps = 2;

/// What an edit would put on an empty site: the boxes of the ghost.
std::vector<model::OrientedBox> boxesOf(const model::Edit& edit, const catalog::Catalog& catalog,
                                        base::Diagnostics& findings) {
    model::Campus empty;
    const auto change = edit.plan(empty, catalog);
    if (!change) {
        findings = change.error();
        return {};
    }
    std::vector<EntityId> ids = change->touched();
    empty.apply(*change);
    std::vector<model::OrientedBox> boxes;
    for (const EntityId id : ids)
        if (empty.kindOf(id) != EntityKind::Row)
            boxes.push_back(model::footprintOf(empty, catalog, id));
    // The container is the widest; ids need not have it first.
    std::stable_sort(boxes.begin(), boxes.end(), [](const auto& a, const auto& b) {
        return a.size_m.x * a.size_m.y > b.size_m.x * b.size_m.y;
    });
    return boxes;
}

model::OrientedBox boxOf(base::Vec3 size_m) {
    model::OrientedBox box;
    box.size_m = size_m;
    return box;
}

/// Switchgear for a voltage: the lowest rating that suits, the strongest of those.
std::string switchgearFor(const catalog::Catalog& catalog, double voltage_V) {
    const catalog::SwitchgearType* best = nullptr;
    for (const auto& type : catalog.switchgear)
        if (type.voltage_V >= voltage_V &&
            (!best || type.voltage_V < best->voltage_V ||
             (type.voltage_V == best->voltage_V && type.ratedCurrent_A > best->ratedCurrent_A)))
            best = &type;
    return best ? best->id : std::string();
}

/// Facility water with the least glycol that the catalogue has, by its freezing point.
std::string facilityCoolant(const catalog::Catalog& catalog) {
    const catalog::CoolantType* best = nullptr;
    for (const auto& type : catalog.coolants)
        if (type.freeze_C < -5.0 && (!best || type.freeze_C > best->freeze_C))
            best = &type;
    if (best)
        return best->id;
    return catalog.coolants.empty() ? std::string() : catalog.coolants.front().id;
}

std::string largestPump(const catalog::Catalog& catalog) {
    const auto it = std::max_element(
        catalog.pumps.begin(), catalog.pumps.end(),
        [](const auto& a, const auto& b) { return a.flowRated_m3_per_s < b.flowRated_m3_per_s; });
    return it == catalog.pumps.end() ? std::string() : it->id;
}

base::Result<PlacingItem> hallItem(PlacingItem item, const std::string& name,
                                   const catalog::Catalog& catalog) {
    const auto recipe = layout::hallTemplate(catalog, name);
    if (!recipe)
        return base::failure(name, "There is no hall template of this name.",
                             "Choose one from the catalogue.");
    item.kind = EntityKind::Hall;
    item.edit = [recipe = *recipe](const PlacingItem::Spot& spot) {
        return model::Edit(model::PlaceHall{recipe, spot.placement, {}});
    };
    return item;
}

base::Result<PlacingItem> rowItem(PlacingItem item, const std::string& rack,
                                  const catalog::Catalog& catalog) {
    if (!catalog.rack(rack))
        return base::failure(rack, "The catalogue has no such rack.", "Choose another one.");
    const base::Vec3 size = model::sizeOfType(catalog, rack);
    item.kind = EntityKind::Row;
    item.needsHall = true;
    item.size_m = {kRacksARow * size.x, size.y, size.z};
    item.boxes.push_back(boxOf(item.size_m));
    item.edit = [rack](const PlacingItem::Spot& spot) {
        return model::Edit(model::PlaceRow{model::HallId{spot.container.number}, rack, kRacksARow,
                                           0.0, spot.placement});
    };
    return item;
}

base::Result<PlacingItem> substationItem(PlacingItem item, const std::string& transformer,
                                         const catalog::Catalog& catalog) {
    const auto* type = catalog.transformer(transformer);
    if (!type)
        return base::failure(transformer, "The catalogue has no such transformer.",
                             "Choose another one.");
    item.kind = EntityKind::Substation;
    const std::string gear = switchgearFor(catalog, type->lowVoltage_V);
    item.edit = [transformer, gear](const PlacingItem::Spot& spot) {
        return model::Edit(
            model::PlaceSubstation{transformer, kTransformersASubstation, gear, spot.placement});
    };
    return item;
}

base::Result<PlacingItem> gridItem(PlacingItem item, const std::string& voltage,
                                   const catalog::Catalog& catalog) {
    bool isNumber = false;
    const double voltage_V = QString::fromStdString(voltage).toDouble(&isNumber);
    const auto known = layout::gridVoltages_V(catalog);
    if (!isNumber || std::find(known.begin(), known.end(), voltage_V) == known.end())
        return base::failure(voltage, "No transformer of the catalogue is made for this voltage.",
                             "Choose a grid connection from the catalogue.");
    item.kind = EntityKind::GridConnection;
    item.name = QStringLiteral("grid connection %1\u202fkV").arg(voltage_V / 1e3);
    item.edit = [voltage_V](const PlacingItem::Spot& spot) {
        auto grid = layout::gridConnection(voltage_V, layout::usualCapacity_VA(voltage_V));
        grid.placement = spot.placement;
        return model::Edit(model::PlaceGridConnection{grid});
    };
    return item;
}

base::Result<PlacingItem> plantItem(PlacingItem item, const std::string& cooler,
                                    const catalog::Catalog& catalog) {
    item.kind = EntityKind::Plant;
    model::PlacePlant plant;
    plant.coolerType = cooler;
    plant.columns = kCoolerColumnsAPlant;
    plant.lines = kCoolerLinesAPlant;
    plant.pumpType = largestPump(catalog);
    plant.pumps = kPlantPumps;
    plant.coolant = facilityCoolant(catalog);
    item.edit = [plant](const PlacingItem::Spot& spot) {
        model::PlacePlant placed = plant;
        placed.placement = spot.placement;
        return model::Edit(placed);
    };
    return item;
}

base::Result<PlacingItem> singleItem(PlacingItem item, const std::string& id,
                                     const catalog::Catalog& catalog) {
    const auto entry = catalog.find(id);
    if (!entry.type)
        return base::failure(id, "The catalogue has no such item.", "Choose another one.");
    item.name = QString::fromStdString(entry.type->name);
    item.size_m = model::sizeOfType(catalog, id);
    item.boxes.push_back(boxOf(item.size_m));
    if (entry.category == catalog::Category::Rack) {
        item.kind = EntityKind::Rack;
        item.needsHall = true;
        item.edit = [id](const PlacingItem::Spot& spot) {
            return model::Edit(model::PlaceRack{model::HallId{spot.container.number}, spot.row, id,
                                                spot.placement});
        };
        return item;
    }
    if (!model::equipmentKindOf(entry.category))
        return base::failure(id, "It is no thing of its own to place.",
                             "Cables and pipes are drawn between two objects.");
    item.kind = EntityKind::Equipment;
    item.needsHall = entry.category == catalog::Category::Cdu ||
                     entry.category == catalog::Category::AirUnit ||
                     entry.category == catalog::Category::PowerDevice;
    item.edit = [id](const PlacingItem::Spot& spot) {
        return model::Edit(
            model::PlaceEquipment{id, spot.container, spot.placement, model::FeedSide::None});
    };
    return item;
}

} // namespace

base::Result<PlacingItem> placingItem(const std::string& key, const catalog::Catalog& catalog) {
    const std::size_t colon = key.find(':');
    const std::string form = colon == std::string::npos ? std::string() : key.substr(0, colon);
    const std::string id = colon == std::string::npos ? key : key.substr(colon + 1);
    PlacingItem item;
    item.key = QString::fromStdString(key);
    const auto entry = catalog.find(id);
    item.name = QString::fromStdString(entry.type ? entry.type->name : id);
    auto made = form == "template"     ? hallItem(std::move(item), id, catalog)
                : form == "row"        ? rowItem(std::move(item), id, catalog)
                : form == "substation" ? substationItem(std::move(item), id, catalog)
                : form == "grid"       ? gridItem(std::move(item), id, catalog)
                : form == "plant"      ? plantItem(std::move(item), id, catalog)
                                       : singleItem(std::move(item), id, catalog);
    if (made && made->boxes.empty()) {
        base::Diagnostics findings;
        made->boxes = boxesOf(made->edit({}), catalog, findings);
        if (made->boxes.empty())
            return findings;
        made->size_m = made->boxes.front().size_m;
    }
    return made;
}

} // namespace hallwright::app
