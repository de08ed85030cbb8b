#include "app/models/inspector_edits.h"

#include "app/models/inspector_choices.h"
#include "app/models/inspector_fields.h"
#include "app/models/inspector_plant.h"
#include "app/models/inspector_properties.h"
#include "core/model/edits/arranging.h"
#include "core/model/edits/placing.h"
#include "core/model/edits/setting.h"

#include <cmath>
#include <optional>

namespace hallwright::app {

namespace {

using base::Result;
using model::Edit;
using model::EntityId;

/// What was typed, in the forms that properties need.
struct Typed {
    QString text;
    double number = 0.0;
    int whole = 0;
    std::string type; ///< catalogue id of the option chosen
};

/// Sets one member of a row and wraps the row in an edit; no edit where the key is another's.
template <class Row, class Set>
std::optional<Edit> replaced(const model::Table<Row>& table, EntityId id, const Set& set) {
    const Row* row = table.find({id.number});
    if (row == nullptr)
        return std::nullopt;
    model::Replace<Row> edit{*row};
    if (!set(edit.row))
        return std::nullopt;
    return Edit(std::move(edit));
}

/// A busway for direct current comes with the power racks that feed it, and one for alternating
/// current without.
model::HallTemplate withBusway(model::HallTemplate recipe, const std::string& type,
                               const catalog::Catalog& catalog) {
    recipe.buswayType = type;
    const auto* busway = catalog.cable(type);
    recipe.rectifierType.clear();
    if (busway == nullptr || !busway->directCurrent)
        return recipe;
    for (const auto& shelf : catalog.powerShelves)
        if (std::abs(shelf.outputVoltage_V - busway->voltage_V) < 0.1 * busway->voltage_V)
            recipe.rectifierType = shelf.id;
    recipe.pduType.clear();
    return recipe;
}

std::optional<Edit> hallEdit(const InspectorContext& context, EntityId id, const QString& key,
                             const Typed& typed) {
    const model::Campus& campus = context.campus;
    const catalog::Catalog& catalog = context.catalog;
    const auto* hall = campus.halls().find({id.number});
    if (hall == nullptr)
        return std::nullopt;
    model::HallTemplate recipe = hall->recipe;
    if (key == u"rackType")
        recipe.rackType = typed.type;
    else if (key == u"rows")
        recipe.rows = typed.whole;
    else if (key == u"racksPerRow")
        recipe.racksPerRow = typed.whole;
    else if (key == u"rackPitch")
        recipe.rackPitch_m = typed.number;
    else if (key == u"coldAisle")
        recipe.coldAisle_m = typed.number;
    else if (key == u"hotAisle")
        recipe.hotAisle_m = typed.number;
    else if (key == u"containment")
        recipe.containment = model::Containment(typed.whole);
    else if (key == u"feeds")
        recipe.feeds = model::FeedRedundancy(typed.whole);
    else if (key == u"transformerType")
        recipe.transformerType = typed.type;
    else if (key == u"upsType")
        recipe.upsType = typed.type;
    else if (key == u"upsMode")
        recipe.upsMode = model::UpsMode(typed.whole);
    else if (key == u"pduType")
        recipe.pduType = typed.type;
    else if (key == u"buswayType")
        recipe = withBusway(std::move(recipe), typed.type, catalog);
    else if (key == u"cduType")
        recipe.cduType = typed.type;
    else if (key == u"cduSpare")
        recipe.cduSpare = typed.whole;
    else if (key == u"airUnitType")
        recipe.airUnitType = typed.type;
    else if (key == u"airUnitSpare")
        recipe.airUnitSpare = typed.whole;
    else if (key == u"airSupply")
        recipe.airSupply_C = typed.number;
    else
        return std::nullopt;
    return Edit(model::RegenerateHall{hall->id, std::move(recipe)});
}

std::optional<Edit> placementEdit(const model::Campus& campus, EntityId id, const QString& key,
                                  const Typed& typed) {
    auto placement = placementOf(campus, id);
    if (!placement)
        return std::nullopt;
    if (key == u"x")
        placement->position_m.x = typed.number;
    else if (key == u"y")
        placement->position_m.y = typed.number;
    else if (key == u"z")
        placement->z_m = typed.number;
    else if (key == u"rotation")
        placement->rotation_deg = typed.number;
    else
        return std::nullopt;
    return Edit(model::SetPlacement{id, *placement});
}

std::optional<Edit> equipmentEdit(const model::Campus& campus, EntityId id, const QString& key,
                                  const Typed& typed) {
    if (key == u"inService" && campus.equipment().contains({id.number}))
        return Edit(model::SetInService{{id.number},
                                        typed.whole != 0 ? model::SetInService::State::InService
                                                         : model::SetInService::State::Out});
    return replaced(campus.equipment(), id, [&](model::Equipment& item) {
        if (key == u"equipmentType")
            item.type = typed.type;
        else if (key == u"side")
            item.side = model::FeedSide(typed.whole);
        else if (key == u"use")
            item.use = model::GenerationUse(typed.whole);
        else if (key == u"generationPower")
            item.setpoint_W = typed.number;
        else
            return false;
        return true;
    });
}

std::optional<Edit> stationEdit(const model::Campus& campus, EntityId id, const QString& key,
                                const Typed& typed) {
    if (auto edit = replaced(campus.substations(), id, [&](model::Substation& substation) {
            if (key == u"highVoltage")
                substation.highVoltage_V = typed.number;
            else if (key == u"mediumVoltage")
                substation.mediumVoltage_V = typed.number;
            else if (key == u"busSections")
                substation.busSections = typed.whole;
            else if (key == u"busTies")
                substation.busTiesClosed = typed.whole != 0;
            else if (key == u"busTiesTransfer")
                substation.busTiesTransfer = typed.whole != 0;
            else if (key == u"compensation")
                substation.compensation_VAr = typed.number;
            else
                return false;
            return true;
        }))
        return edit;
    if (auto edit = replaced(campus.plants(), id, [&](model::Plant& plant) {
            return setPlantField(plant, key, typed.number, typed.whole);
        }))
        return edit;
    return replaced(campus.grids(), id, [&](model::GridConnection& grid) {
        if (key == u"voltage")
            grid.voltage_V = typed.number;
        else if (key == u"capacity")
            grid.capacity_VA = typed.number;
        else if (key == u"shortCircuit")
            grid.shortCircuit_VA = typed.number;
        else
            return false;
        return true;
    });
}

std::optional<Edit> connectionEdit(const InspectorContext& context, EntityId id, const QString& key,
                                   const Typed& typed) {
    const model::Campus& campus = context.campus;
    if (auto edit = replaced(campus.feeders(), id, [&](model::Feeder& feeder) {
            if (key == u"cableType")
                feeder.cableType = typed.type;
            else if (key == u"circuits")
                feeder.circuits = typed.whole;
            else if (key == u"side")
                feeder.side = model::FeedSide(typed.whole);
            else if (key == u"normallyOpen")
                feeder.normallyOpen = typed.whole != 0;
            else if (key == u"closesOnLoss")
                feeder.closesOnLoss = typed.whole != 0;
            else
                return false;
            return true;
        }))
        return edit;
    return replaced(campus.mains(), id, [&](model::Main& main) {
        const auto* family = context.catalog.pipe(main.pipeFamily);
        if (key == u"mainPipes") {
            main.pipes = model::MainPipes(typed.whole);
            return true;
        }
        if (key != u"dn" || family == nullptr || typed.whole < 0 ||
            std::size_t(typed.whole) >= family->sizes.size())
            return false;
        main.dn = family->sizes[std::size_t(typed.whole)].dn;
        return true;
    });
}

std::optional<Edit> campusEdit(const model::Campus& campus, const QString& key,
                               const Typed& typed) {
    model::SetSite site{campus.site()};
    if (key == u"siteName")
        site.site.name = typed.text.toStdString();
    else if (key == u"energyPrice")
        site.site.energyPrice_eur_per_kWh = typed.number;
    else if (key == u"gridCarbon")
        site.site.gridCarbon_kg_per_kWh = typed.number;
    else {
        const auto scenario = campus.activeScenario();
        return replaced(campus.scenarios(), model::entity(scenario.id), [&](model::Scenario& row) {
            if (key == u"ambient")
                row.ambient_C = typed.number;
            else if (key == u"wetBulb")
                row.wetBulb_C = typed.number;
            else if (key == u"itFraction")
                row.itLoadFraction = typed.number;
            else if (key == u"irradiance")
                row.irradiance_W_per_m2 = typed.number;
            else if (key == u"wind")
                row.wind_m_per_s = typed.number;
            else if (key == u"windFrom")
                row.windFrom_deg = typed.number;
            else
                return false;
            return true;
        });
    }
    return Edit(std::move(site));
}

bool isText(const QString& key) {
    return key == u"name" || key == u"siteName";
}

bool isWhole(const QString& key) {
    return key == u"rows" || key == u"racksPerRow" || key == u"cduSpare" ||
           key == u"airUnitSpare" || key == u"pumpsSpare" || key == u"circuits" ||
           key == u"busSections";
}

Result<Typed> read(const InspectorContext& context, const std::vector<EntityId>& entities,
                   const QString& key, const QString& text) {
    Typed typed;
    typed.text = text.trimmed();
    if (isText(key)) {
        if (typed.text.isEmpty())
            return base::failure(key.toStdString(), "A name is missing", "Type one.");
        return typed;
    }
    const FieldSpec spec = fieldSpec(key);
    auto number = parseQuantity(typed.text, spec.dimension, spec.unit);
    if (!number)
        return number.error();
    typed.number = *number;
    if (std::abs(typed.number) < 1e6)
        typed.whole = int(std::lround(typed.number));
    if (isWhole(key) && (typed.number != typed.whole || typed.whole < 0))
        return base::failure(key.toStdString(), "This is a count",
                             "Type a whole number from 0 on.");
    if (!entities.empty())
        if (const auto ids = choiceIds(context, entities.front(), key);
            typed.whole >= 0 && std::size_t(typed.whole) < ids.size())
            typed.type = ids[std::size_t(typed.whole)];
    return typed;
}

} // namespace

Result<model::ChangeSet> EditSequence::plan(const model::Campus& campus,
                                            const catalog::Catalog& catalog) const {
    model::Campus next = campus;
    model::ChangeSet whole;
    for (const Edit& edit : edits) {
        auto change = edit.plan(next, catalog);
        if (!change)
            return change.error();
        next.apply(*change);
        whole.append(std::move(change).value());
    }
    return whole;
}

Result<Edit> editFor(const InspectorContext& context, const std::vector<EntityId>& entities,
                     const QString& key, const QString& text) {
    const auto typed = read(context, entities, key, text);
    if (!typed)
        return typed.error();
    const auto unknown = [&key] {
        return base::failure(key.toStdString(), "This value cannot be set here", "");
    };
    const model::Campus& campus = context.campus;
    if (entities.empty()) {
        auto edit = campusEdit(campus, key, *typed);
        return edit ? Result<Edit>(std::move(*edit)) : unknown();
    }
    std::vector<model::RackId> racks;
    for (const EntityId id : entities)
        if (campus.racks().contains({id.number}))
            racks.push_back({id.number});
    if (racks.size() == entities.size()) {
        if (key == u"load")
            return Edit(model::SetRackLoad{std::move(racks), typed->number});
        if (key == u"rackType")
            return Edit(model::SetRackType{std::move(racks), typed->type});
    }
    EditSequence sequence;
    for (const EntityId id : entities) {
        std::optional<Edit> edit;
        if (key == u"name")
            edit = Edit(model::Rename{id, typed->text.toStdString()});
        if (!edit)
            edit = placementEdit(campus, id, key, *typed);
        if (!edit)
            edit = hallEdit(context, id, key, *typed);
        if (!edit)
            edit = equipmentEdit(campus, id, key, *typed);
        if (!edit)
            edit = stationEdit(campus, id, key, *typed);
        if (!edit)
            edit = connectionEdit(context, id, key, *typed);
        if (!edit)
            return unknown();
        sequence.edits.push_back(std::move(*edit));
    }
    return Edit(std::move(sequence));
}

} // namespace hallwright::app
