#include "core/model/edits/edit_support.h"

#include "core/model/naming.h"

#include <algorithm>
#include <cmath>

namespace hallwright::model {

using catalog::Category;

std::optional<EquipmentKind> equipmentKindOf(Category category) {
    switch (category) {
    case Category::Cdu:
        return EquipmentKind::Cdu;
    case Category::AirUnit:
        return EquipmentKind::AirUnit;
    case Category::Chiller:
        return EquipmentKind::Chiller;
    case Category::HeatRejection:
        return EquipmentKind::HeatRejection;
    case Category::Pump:
        return EquipmentKind::Pump;
    case Category::Transformer:
        return EquipmentKind::Transformer;
    case Category::Switchgear:
        return EquipmentKind::Switchgear;
    case Category::PowerDevice:
        return EquipmentKind::PowerDevice;
    case Category::Generation:
        return EquipmentKind::Generation;
    case Category::Module:
        return EquipmentKind::Module;
    case Category::Tank:
        return EquipmentKind::Tank;
    case Category::HeatExchanger:
        return EquipmentKind::HeatExchanger;
    case Category::Rack:
    case Category::Pipe:
    case Category::Coolant:
    case Category::Cable:
    case Category::PowerShelf:
        break;
    }
    return std::nullopt;
}

std::string namePrefixOf(const catalog::Catalog& catalog, std::string_view type) {
    if (const auto* unit = catalog.airUnit(type))
        switch (unit->form) {
        case catalog::AirUnitForm::FanWall:
            return "FW-";
        case catalog::AirUnitForm::Crah:
            return "CRAH-";
        case catalog::AirUnitForm::RearDoorActive:
        case catalog::AirUnitForm::RearDoorPassive:
            return "RD-";
        }
    if (const auto* device = catalog.powerDevice(type))
        switch (device->form) {
        case catalog::PowerDeviceForm::Ups:
            return "UPS-";
        case catalog::PowerDeviceForm::TransferSwitch:
            return "STS-";
        case catalog::PowerDeviceForm::Pdu:
            return "PDU-";
        }
    switch (catalog.find(type).category) {
    case Category::Cdu:
        return "CDU-";
    case Category::Chiller:
        return "CH-";
    case Category::HeatRejection:
        return "DC-";
    case Category::Pump:
        return "P-";
    case Category::Tank:
        return "BT-";
    case Category::HeatExchanger:
        return "HX-";
    case Category::Transformer:
        return "T";
    case Category::Switchgear:
        return "SB-";
    case Category::Generation:
        return "G-";
    default:
        return "M-";
    }
}

void markDetached(const Campus& campus, EntityId hall, ChangeSet& changes) {
    for (const auto& change : changes.of<Hall>())
        if (change.id.number == hall.number)
            return;
    const auto* found = campus.halls().find({hall.number});
    if (!found || found->detached)
        return;
    Hall edited = *found;
    edited.detached = true;
    changes.put(std::move(edited));
}

void addContent(const Campus& campus, NumberSet& numbers) {
    for (const auto& row : campus.rows())
        if (numbers.contains(row.hall.number))
            numbers.insert(row.id.number);
    for (const auto& rack : campus.racks())
        if (numbers.contains(rack.hall.number) || numbers.contains(rack.row.number))
            numbers.insert(rack.id.number);
    for (const auto& item : campus.equipment())
        if (numbers.contains(item.parent.number))
            numbers.insert(item.id.number);
}

namespace {

template <class T>
void removeListed(const Table<T>& table, const NumberSet& numbers, ChangeSet& changes) {
    for (const auto& row : table)
        if (numbers.contains(row.id.number))
            changes.remove<T>(row.id);
}

template <class T>
void removeConnections(const Table<T>& table, NumberSet& numbers, ChangeSet& changes) {
    for (const auto& row : table)
        if (numbers.contains(row.id.number) || numbers.contains(row.from.number) ||
            numbers.contains(row.to.number)) {
            numbers.insert(row.id.number);
            changes.remove<T>(row.id);
        }
}

} // namespace

void removeAll(const Campus& campus, const NumberSet& numbers, ChangeSet& changes) {
    NumberSet gone = numbers;
    removeConnections(campus.feeders(), gone, changes);
    removeConnections(campus.mains(), gone, changes);
    removeListed(campus.halls(), gone, changes);
    removeListed(campus.rows(), gone, changes);
    removeListed(campus.racks(), gone, changes);
    removeListed(campus.equipment(), gone, changes);
    removeListed(campus.substations(), gone, changes);
    removeListed(campus.plants(), gone, changes);
    removeListed(campus.grids(), gone, changes);
    removeListed(campus.zones(), gone, changes);
    removeListed(campus.scenarios(), gone, changes);
    for (const auto& scenario : campus.scenarios()) {
        if (gone.contains(scenario.id.number))
            continue;
        Scenario cleaned = scenario;
        std::erase_if(cleaned.outOfService, [&](EntityId id) { return gone.contains(id.number); });
        if (!(cleaned == scenario))
            changes.put(std::move(cleaned));
    }
    if (gone.contains(campus.site().activeScenario.number)) {
        changes.site = campus.site();
        changes.site->activeScenario = {};
    }
}

base::Diagnostics unknownEntity(EntityId id) {
    return base::failure(joined("/", std::to_string(id.number)), "nothing has this id",
                         "Choose something that stands on the campus.");
}

bool isFinite(const Placement& placement) {
    return std::isfinite(placement.position_m.x) && std::isfinite(placement.position_m.y) &&
           std::isfinite(placement.z_m) && std::isfinite(placement.rotation_deg);
}

} // namespace hallwright::model
