#include "app/models/entity_words.h"

namespace hallwright::app {

namespace {

QString equipmentName(model::EquipmentKind kind) {
    switch (kind) {
    case model::EquipmentKind::Cdu:
        return QStringLiteral("CDU");
    case model::EquipmentKind::AirUnit:
        return QStringLiteral("Air unit");
    case model::EquipmentKind::Chiller:
        return QStringLiteral("Chiller");
    case model::EquipmentKind::HeatRejection:
        return QStringLiteral("Dry cooler");
    case model::EquipmentKind::Pump:
        return QStringLiteral("Pump");
    case model::EquipmentKind::Transformer:
        return QStringLiteral("Transformer");
    case model::EquipmentKind::Switchgear:
        return QStringLiteral("Switchgear");
    case model::EquipmentKind::PowerDevice:
        return QStringLiteral("UPS");
    case model::EquipmentKind::Generation:
        return QStringLiteral("Generator");
    case model::EquipmentKind::Module:
        return QStringLiteral("Module");
    case model::EquipmentKind::PowerRack:
        return QStringLiteral("Power rack");
    case model::EquipmentKind::Tank:
        return QStringLiteral("Buffer tank");
    case model::EquipmentKind::HeatExchanger:
        return QStringLiteral("Heat exchanger");
    }
    return {};
}

QString equipmentIcon(model::EquipmentKind kind) {
    switch (kind) {
    case model::EquipmentKind::Cdu:
        return QStringLiteral("cdu");
    case model::EquipmentKind::AirUnit:
        return QStringLiteral("air-unit");
    case model::EquipmentKind::Chiller:
    case model::EquipmentKind::HeatRejection:
        return QStringLiteral("cooler");
    case model::EquipmentKind::Pump:
    case model::EquipmentKind::Tank:
    case model::EquipmentKind::HeatExchanger:
        return QStringLiteral("pump");
    case model::EquipmentKind::Transformer:
        return QStringLiteral("transformer");
    case model::EquipmentKind::Switchgear:
        return QStringLiteral("switchgear");
    case model::EquipmentKind::PowerDevice:
    case model::EquipmentKind::PowerRack:
        return QStringLiteral("ups");
    case model::EquipmentKind::Generation:
        return QStringLiteral("generator");
    case model::EquipmentKind::Module:
        return QStringLiteral("hall");
    }
    return {};
}

QString powerDeviceName(catalog::PowerDeviceForm form) {
    switch (form) {
    case catalog::PowerDeviceForm::Ups:
        return QStringLiteral("UPS");
    case catalog::PowerDeviceForm::TransferSwitch:
        return QStringLiteral("Transfer switch");
    case catalog::PowerDeviceForm::Pdu:
        return QStringLiteral("PDU");
    }
    return {};
}

} // namespace

QString kindName(const model::Campus& campus, const catalog::Catalog& catalog, model::EntityId id) {
    switch (campus.kindOf(id)) {
    case model::EntityKind::Hall:
        return QStringLiteral("Hall");
    case model::EntityKind::Row:
        return QStringLiteral("Row");
    case model::EntityKind::Rack:
        return QStringLiteral("Rack");
    case model::EntityKind::Equipment: {
        const auto* item = campus.equipment().find({id.number});
        if (item == nullptr)
            return {};
        if (const auto* device = catalog.powerDevice(item->type))
            return powerDeviceName(device->form);
        if (const auto* source = catalog.generationUnit(item->type);
            source != nullptr && source->form == catalog::GenerationForm::Battery)
            return QStringLiteral("Battery");
        return equipmentName(item->kind);
    }
    case model::EntityKind::Substation:
        return QStringLiteral("Substation");
    case model::EntityKind::Plant:
        return QStringLiteral("Cooling plant");
    case model::EntityKind::GridConnection:
        return QStringLiteral("Grid connection");
    case model::EntityKind::Feeder:
        return QStringLiteral("Feeder");
    case model::EntityKind::Main:
        return QStringLiteral("Facility-water main");
    case model::EntityKind::Zone: {
        const auto* zone = campus.zones().find({id.number});
        switch (zone ? zone->kind : model::ZoneKind::Pad) {
        case model::ZoneKind::Road:
            return QStringLiteral("Road");
        case model::ZoneKind::Pad:
            return QStringLiteral("Pad");
        case model::ZoneKind::Exclusion:
            return QStringLiteral("Exclusion zone");
        case model::ZoneKind::Fence:
            return QStringLiteral("Fence");
        }
        return {};
    }
    case model::EntityKind::Scenario:
        return QStringLiteral("Scenario");
    case model::EntityKind::None:
        break;
    }
    return {};
}

QString equipmentGroupName(model::EquipmentKind kind) {
    switch (kind) {
    case model::EquipmentKind::Switchgear:
        return QStringLiteral("Switchgear");
    case model::EquipmentKind::PowerDevice:
        return QStringLiteral("Power devices");
    case model::EquipmentKind::HeatRejection:
        return QStringLiteral("Coolers");
    case model::EquipmentKind::Generation:
        return QStringLiteral("Generation");
    default:
        return equipmentName(kind) + u's';
    }
}

QString iconName(const model::Campus& campus, model::EntityId id) {
    switch (campus.kindOf(id)) {
    case model::EntityKind::Hall:
        return QStringLiteral("hall");
    case model::EntityKind::Row:
        return QStringLiteral("row");
    case model::EntityKind::Rack:
        return QStringLiteral("rack");
    case model::EntityKind::Equipment: {
        const auto* item = campus.equipment().find({id.number});
        return item ? equipmentIcon(item->kind) : QString();
    }
    case model::EntityKind::Substation:
        return QStringLiteral("substation");
    case model::EntityKind::Plant:
        return QStringLiteral("cooler");
    case model::EntityKind::GridConnection:
        return QStringLiteral("grid");
    case model::EntityKind::Feeder:
        return QStringLiteral("cable");
    case model::EntityKind::Main:
        return QStringLiteral("pipe");
    case model::EntityKind::Zone:
        return QStringLiteral("road");
    case model::EntityKind::Scenario:
        return QStringLiteral("temperature");
    case model::EntityKind::None:
        break;
    }
    return QStringLiteral("file");
}

QString iconName(catalog::Category category) {
    switch (category) {
    case catalog::Category::Rack:
        return QStringLiteral("rack");
    case catalog::Category::Cdu:
        return QStringLiteral("cdu");
    case catalog::Category::AirUnit:
        return QStringLiteral("air-unit");
    case catalog::Category::Chiller:
    case catalog::Category::HeatRejection:
        return QStringLiteral("cooler");
    case catalog::Category::Pump:
    case catalog::Category::Tank:
    case catalog::Category::HeatExchanger:
        return QStringLiteral("pump");
    case catalog::Category::Pipe:
    case catalog::Category::Coolant:
        return QStringLiteral("pipe");
    case catalog::Category::Transformer:
        return QStringLiteral("transformer");
    case catalog::Category::Cable:
        return QStringLiteral("cable");
    case catalog::Category::Switchgear:
        return QStringLiteral("switchgear");
    case catalog::Category::PowerDevice:
    case catalog::Category::PowerShelf:
        return QStringLiteral("ups");
    case catalog::Category::Generation:
        return QStringLiteral("generator");
    case catalog::Category::Module:
        return QStringLiteral("hall");
    }
    return {};
}

QString typeName(const catalog::Catalog& catalog, const std::string& id) {
    const auto entry = catalog.find(id);
    return fromUtf8(entry.type ? entry.type->name : id);
}

QString severityName(engine::Severity severity) {
    switch (severity) {
    case engine::Severity::Fault:
        return QStringLiteral("fault");
    case engine::Severity::Warning:
        return QStringLiteral("warning");
    case engine::Severity::Note:
        break;
    }
    return QStringLiteral("note");
}

} // namespace hallwright::app
