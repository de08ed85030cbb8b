#include "app/models/inspector_choices.h"

namespace hallwright::app {

namespace {

template <class T>
void addIds(std::vector<std::string>& ids, const std::vector<T>& types) {
    for (const T& type : types)
        ids.push_back(type.id);
}

} // namespace

std::vector<std::string> choiceIds(const InspectorContext& context, model::EntityId id,
                                   const QString& key) {
    const catalog::Catalog& catalog = context.catalog;
    std::vector<std::string> ids;
    if (key == u"rackType") {
        addIds(ids, catalog.racks);
    } else if (key == u"cduType") {
        ids.emplace_back();
        addIds(ids, catalog.cdus);
    } else if (key == u"airUnitType") {
        ids.emplace_back();
        addIds(ids, catalog.airUnits);
    } else if (key == u"transformerType") {
        // Halls keep the voltage of their feeders.
        const auto* hall = context.campus.halls().find({id.number});
        const auto* current = hall ? catalog.transformer(hall->recipe.transformerType) : nullptr;
        constexpr double kLowVoltage_V = 1000.0;
        for (const auto& type : catalog.transformers)
            if (type.lowVoltage_V <= kLowVoltage_V &&
                (!current || type.highVoltage_V == current->highVoltage_V))
                ids.push_back(type.id);
    } else if (key == u"upsType" || key == u"pduType") {
        ids.emplace_back();
        const auto form =
            key == u"upsType" ? catalog::PowerDeviceForm::Ups : catalog::PowerDeviceForm::Pdu;
        for (const auto& type : catalog.powerDevices)
            if (type.form == form)
                ids.push_back(type.id);
    } else if (key == u"buswayType") {
        for (const auto& cable : catalog.cables)
            if (cable.busway)
                ids.push_back(cable.id);
    } else if (key == u"cableType") {
        // Only cables of the voltage that is there: another one could not be laid in its place.
        const auto* feeder = context.campus.feeders().find({id.number});
        const auto* current = feeder ? catalog.cable(feeder->cableType) : nullptr;
        for (const auto& cable : catalog.cables)
            if (!cable.busway && (!current || cable.voltage_V == current->voltage_V))
                ids.push_back(cable.id);
        if (feeder && feeder->cableType.empty())
            ids.insert(ids.begin(), std::string());
    } else if (key == u"equipmentType") {
        const auto* item = context.campus.equipment().find({id.number});
        const auto category = item ? catalog.find(item->type).category : catalog::Category::Rack;
        for (const auto& entry : catalog.entries())
            if (item && entry.category == category)
                ids.push_back(entry.type->id);
    }
    return ids;
}

} // namespace hallwright::app
