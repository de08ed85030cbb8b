#include "app/models/inspector_properties.h"

#include "app/format/number_format.h"
#include "app/models/entity_words.h"
#include "app/models/inspector_choices.h"
#include "app/models/inspector_fields.h"
#include "app/models/inspector_plant.h"
#include "core/model/supply_pattern.h"

#include <algorithm>

namespace hallwright::app {

namespace {

using Kind = InspectorRowKind;
using namespace inspect;

InspectorRow typeChoice(const InspectorContext& context, model::EntityId id, const QString& key,
                        const QString& label, const std::string& current) {
    const auto ids = choiceIds(context, id, key);
    QStringList names;
    for (const auto& type : ids)
        names += type.empty() ? QStringLiteral("none") : typeName(context.catalog, type);
    const auto at = std::find(ids.begin(), ids.end(), current);
    return choice(key, label, names, at == ids.end() ? -1 : int(at - ids.begin()));
}

const QStringList kSides{QStringLiteral("none"), QStringLiteral("A"), QStringLiteral("B"),
                         QStringLiteral("C"),    QStringLiteral("D"), QStringLiteral("reserve")};
const QStringList kContainments{QStringLiteral("none"), QStringLiteral("cold aisle"),
                                QStringLiteral("hot aisle")};
const QStringList kUpsModes{QStringLiteral("double conversion"), QStringLiteral("eco")};
const QStringList kUses{QStringLiteral("standby"), QStringLiteral("parallel"),
                        QStringLiteral("island")};

const QStringList kMainPipes{QStringLiteral("supply and return"), QStringLiteral("supply"),
                             QStringLiteral("return")};

QStringList feedNames() {
    QStringList names;
    for (int i = 0; i <= int(model::FeedRedundancy::BlockRedundant); ++i) {
        const auto name = model::patternOf(model::FeedRedundancy(i)).name;
        names += QString::fromUtf8(name.data(), qsizetype(name.size()));
    }
    return names;
}

void addPlacement(InspectorRows& rows, const InspectorContext& context, model::EntityId id) {
    const auto placement = placementOf(context.campus, id);
    if (!placement)
        return;
    const auto container = context.campus.containerOf(id);
    rows.push_back(section(QStringLiteral("placement"), QStringLiteral("Placement"),
                           container.isValid() ? QStringLiteral("metres in ") +
                                                     fromUtf8(context.campus.nameOf(container))
                                               : QStringLiteral("local metres")));
    rows.push_back(
        field(QStringLiteral("x"), QStringLiteral("x"), placement->position_m.x, 2, Kind::Cell));
    rows.push_back(
        field(QStringLiteral("y"), QStringLiteral("y"), placement->position_m.y, 2, Kind::Cell));
    rows.push_back(field(QStringLiteral("z"), QStringLiteral("z"), placement->z_m, 2, Kind::Cell));
    rows.push_back(field(QStringLiteral("rotation"), QStringLiteral("∠"), placement->rotation_deg,
                         1, Kind::Cell));
}

void addHall(InspectorRows& rows, const InspectorContext& context, const model::Hall& hall) {
    const model::HallTemplate& recipe = hall.recipe;
    const auto id = model::entity(hall.id);
    rows.push_back(section(QStringLiteral("properties"), QStringLiteral("Hall"),
                           QStringLiteral("%1 × %2 × %3 m")
                               .arg(formatNumber(hall.size_m.x, 1), formatNumber(hall.size_m.y, 1),
                                    formatNumber(hall.size_m.z, 1))));
    rows.push_back(nameField(hall.name));
    rows.push_back(typeChoice(context, id, QStringLiteral("rackType"), QStringLiteral("Rack type"),
                              recipe.rackType));
    rows.push_back(field(QStringLiteral("rows"), QStringLiteral("Rows"), recipe.rows, 0));
    rows.push_back(
        field(QStringLiteral("racksPerRow"), QStringLiteral("Racks a row"), recipe.racksPerRow, 0));
    rows.push_back(
        field(QStringLiteral("rackPitch"), QStringLiteral("Rack pitch"), recipe.rackPitch_m, 2));
    rows.push_back(
        field(QStringLiteral("coldAisle"), QStringLiteral("Cold aisle"), recipe.coldAisle_m, 2));
    rows.push_back(
        field(QStringLiteral("hotAisle"), QStringLiteral("Hot aisle"), recipe.hotAisle_m, 2));
    rows.push_back(choice(QStringLiteral("containment"), QStringLiteral("Containment"),
                          kContainments, int(recipe.containment)));
    rows.push_back(choice(QStringLiteral("feeds"), QStringLiteral("Redundancy"), feedNames(),
                          int(recipe.feeds)));
    rows.push_back(typeChoice(context, id, QStringLiteral("transformerType"),
                              QStringLiteral("Transformer"), recipe.transformerType));
    rows.push_back(
        typeChoice(context, id, QStringLiteral("upsType"), QStringLiteral("UPS"), recipe.upsType));
    rows.push_back(choice(QStringLiteral("upsMode"), QStringLiteral("UPS mode"), kUpsModes,
                          int(recipe.upsMode)));
    rows.push_back(
        typeChoice(context, id, QStringLiteral("pduType"), QStringLiteral("PDU"), recipe.pduType));
    rows.push_back(typeChoice(context, id, QStringLiteral("buswayType"), QStringLiteral("Busway"),
                              recipe.buswayType));
    rows.push_back(
        typeChoice(context, id, QStringLiteral("cduType"), QStringLiteral("CDU"), recipe.cduType));
    rows.push_back(
        field(QStringLiteral("cduSpare"), QStringLiteral("Spare CDUs"), recipe.cduSpare, 0));
    rows.push_back(typeChoice(context, id, QStringLiteral("airUnitType"),
                              QStringLiteral("Air unit"), recipe.airUnitType));
    rows.push_back(field(QStringLiteral("airUnitSpare"), QStringLiteral("Spare air units"),
                         recipe.airUnitSpare, 0));
    rows.push_back(
        field(QStringLiteral("airSupply"), QStringLiteral("Air supply"), recipe.airSupply_C, 1));
    if (hall.detached)
        rows.push_back(fixed(QStringLiteral("detached"), QStringLiteral("Content"),
                             QStringLiteral("edited by hand"),
                             QStringLiteral("a new recipe replaces it")));
}

void addEquipment(InspectorRows& rows, const InspectorContext& context,
                  const model::Equipment& item) {
    const auto id = model::entity(item.id);
    rows.push_back(
        section(QStringLiteral("properties"), kindName(context.campus, context.catalog, id)));
    rows.push_back(nameField(item.name));
    rows.push_back(typeChoice(context, id, QStringLiteral("equipmentType"), QStringLiteral("Type"),
                              item.type));
    if (item.kind == model::EquipmentKind::Transformer ||
        item.kind == model::EquipmentKind::PowerDevice)
        rows.push_back(
            choice(QStringLiteral("side"), QStringLiteral("Feed"), kSides, int(item.side)));
    if (item.kind == model::EquipmentKind::Generation) {
        rows.push_back(
            choice(QStringLiteral("use"), QStringLiteral("Operation"), kUses, int(item.use)));
        rows.push_back(field(QStringLiteral("generationPower"), QStringLiteral("Set-point"),
                             item.setpoint_W, -1));
    }
    rows.push_back(
        onOff(QStringLiteral("inService"), QStringLiteral("In service"), item.inService));
}

void addSubstation(InspectorRows& rows, const model::Substation& substation) {
    rows.push_back(section(QStringLiteral("properties"), QStringLiteral("Substation")));
    rows.push_back(nameField(substation.name));
    rows.push_back(field(QStringLiteral("highVoltage"), QStringLiteral("High voltage"),
                         substation.highVoltage_V, -1));
    rows.push_back(field(QStringLiteral("mediumVoltage"), QStringLiteral("Medium voltage"),
                         substation.mediumVoltage_V, -1));
    rows.push_back(field(QStringLiteral("busSections"), QStringLiteral("Bus sections"),
                         substation.busSections, 0));
    rows.push_back(onOff(QStringLiteral("busTies"), QStringLiteral("Bus ties closed"),
                         substation.busTiesClosed));
    rows.push_back(onOff(QStringLiteral("busTiesTransfer"), QStringLiteral("Ties close on loss"),
                         substation.busTiesTransfer));
    rows.push_back(field(QStringLiteral("compensation"), QStringLiteral("Bank a section"),
                         substation.compensation_VAr, -1));
}

void addPlant(InspectorRows& rows, const InspectorContext& context, const model::Plant& plant) {
    rows.push_back(section(QStringLiteral("properties"), QStringLiteral("Cooling plant")));
    rows.push_back(nameField(plant.name));
    addPlantSettings(rows, context.campus, plant);
    rows.push_back(
        field(QStringLiteral("pumpsSpare"), QStringLiteral("Spare pumps"), plant.pumpsSpare, 0));
    rows.push_back(fixed(QStringLiteral("coolant"), QStringLiteral("Coolant"),
                         typeName(context.catalog, plant.coolant)));
}

void addGrid(InspectorRows& rows, const model::GridConnection& grid) {
    rows.push_back(section(QStringLiteral("properties"), QStringLiteral("Grid connection")));
    rows.push_back(nameField(grid.name));
    rows.push_back(field(QStringLiteral("voltage"), QStringLiteral("Voltage"), grid.voltage_V, -1));
    rows.push_back(
        field(QStringLiteral("capacity"), QStringLiteral("Capacity"), grid.capacity_VA, -1));
    rows.push_back(field(QStringLiteral("shortCircuit"), QStringLiteral("Short circuit"),
                         grid.shortCircuit_VA, -1));
    if (!grid.energised.empty())
        rows.push_back(fixed(QStringLiteral("energised"), QStringLiteral("Energised"),
                             fromUtf8(grid.energised)));
}

void addEnds(InspectorRows& rows, const model::Campus& campus, model::EntityId from,
             model::EntityId to) {
    rows.push_back(
        fixed(QStringLiteral("ends"), QStringLiteral("From – to"),
              fromUtf8(campus.nameOf(from)) + QStringLiteral(" – ") + fromUtf8(campus.nameOf(to))));
}

void addFeeder(InspectorRows& rows, const InspectorContext& context, const model::Feeder& feeder) {
    rows.push_back(section(QStringLiteral("properties"), QStringLiteral("Feeder")));
    rows.push_back(nameField(feeder.name));
    addEnds(rows, context.campus, feeder.from, feeder.to);
    rows.push_back(typeChoice(context, model::entity(feeder.id), QStringLiteral("cableType"),
                              QStringLiteral("Cable"), feeder.cableType));
    rows.push_back(
        field(QStringLiteral("circuits"), QStringLiteral("Circuits"), feeder.circuits, 0));
    rows.push_back(
        choice(QStringLiteral("side"), QStringLiteral("Feed"), kSides, int(feeder.side)));
    rows.push_back(onOff(QStringLiteral("normallyOpen"), QStringLiteral("Normally open"),
                         feeder.normallyOpen));
    if (feeder.normallyOpen)
        rows.push_back(onOff(QStringLiteral("closesOnLoss"), QStringLiteral("Closes on loss"),
                             feeder.closesOnLoss));
}

void addMain(InspectorRows& rows, const InspectorContext& context, const model::Main& main) {
    rows.push_back(section(QStringLiteral("properties"), QStringLiteral("Facility-water main")));
    rows.push_back(nameField(main.name));
    addEnds(rows, context.campus, main.from, main.to);
    rows.push_back(fixed(QStringLiteral("pipe"), QStringLiteral("Pipe"),
                         typeName(context.catalog, main.pipeFamily)));
    QStringList sizes;
    int option = -1;
    if (const auto* family = context.catalog.pipe(main.pipeFamily))
        for (const auto& size : family->sizes) {
            if (size.dn == main.dn)
                option = int(sizes.size());
            sizes += QStringLiteral("DN %1").arg(size.dn);
        }
    rows.push_back(choice(QStringLiteral("dn"), QStringLiteral("Size"), sizes, option));
    rows.push_back(
        choice(QStringLiteral("mainPipes"), QStringLiteral("Pipes"), kMainPipes, int(main.pipes)));
}

} // namespace

std::optional<model::Placement> placementOf(const model::Campus& campus, model::EntityId id) {
    const auto in = [&id](const auto& table) -> std::optional<model::Placement> {
        const auto* row = table.find({id.number});
        return row ? std::optional(row->placement) : std::nullopt;
    };
    switch (campus.kindOf(id)) {
    case model::EntityKind::Hall:
        return in(campus.halls());
    case model::EntityKind::Row:
        return in(campus.rows());
    case model::EntityKind::Rack:
        return in(campus.racks());
    case model::EntityKind::Equipment:
        return in(campus.equipment());
    case model::EntityKind::Substation:
        return in(campus.substations());
    case model::EntityKind::Plant:
        return in(campus.plants());
    case model::EntityKind::GridConnection:
        return in(campus.grids());
    default:
        return std::nullopt;
    }
}

InspectorRows propertiesOf(const InspectorContext& context, model::EntityId id) {
    InspectorRows rows;
    const model::Campus& campus = context.campus;
    addPlacement(rows, context, id);
    switch (campus.kindOf(id)) {
    case model::EntityKind::Hall:
        addHall(rows, context, *campus.halls().find({id.number}));
        break;
    case model::EntityKind::Row: {
        const auto& row = *campus.rows().find({id.number});
        rows.push_back(section(QStringLiteral("properties"), QStringLiteral("Row")));
        rows.push_back(nameField(row.name));
        rows.push_back(fixed(QStringLiteral("length"), QStringLiteral("Length"),
                             formatLength(row.length_m).text()));
        break;
    }
    case model::EntityKind::Rack: {
        const auto& rack = *campus.racks().find({id.number});
        rows.push_back(section(QStringLiteral("properties"), QStringLiteral("Rack")));
        rows.push_back(nameField(rack.name));
        rows.push_back(
            typeChoice(context, id, QStringLiteral("rackType"), QStringLiteral("Type"), rack.type));
        rows.push_back(field(QStringLiteral("load"), QStringLiteral("IT load"), rack.itLoad_W, -1));
        break;
    }
    case model::EntityKind::Equipment:
        addEquipment(rows, context, *campus.equipment().find({id.number}));
        break;
    case model::EntityKind::Substation:
        addSubstation(rows, *campus.substations().find({id.number}));
        break;
    case model::EntityKind::Plant:
        addPlant(rows, context, *campus.plants().find({id.number}));
        break;
    case model::EntityKind::GridConnection:
        addGrid(rows, *campus.grids().find({id.number}));
        break;
    case model::EntityKind::Feeder:
        addFeeder(rows, context, *campus.feeders().find({id.number}));
        break;
    case model::EntityKind::Main:
        addMain(rows, context, *campus.mains().find({id.number}));
        break;
    case model::EntityKind::Zone:
        rows.push_back(
            section(QStringLiteral("properties"), kindName(campus, context.catalog, id)));
        rows.push_back(nameField(campus.zones().find({id.number})->name));
        break;
    case model::EntityKind::Scenario:
    case model::EntityKind::None:
        break;
    }
    return rows;
}

InspectorRows campusProperties(const InspectorContext& context) {
    const model::Campus& campus = context.campus;
    const model::Site& site = campus.site();
    const model::Scenario scenario = campus.activeScenario();
    InspectorRows rows;
    rows.push_back(
        section(QStringLiteral("site"), QStringLiteral("Site"),
                QStringLiteral("%1° N, %2° E")
                    .arg(formatNumber(site.latitude_deg, 3), formatNumber(site.longitude_deg, 3))));
    rows.push_back(nameField(site.name));
    rows.back().key = QStringLiteral("siteName");
    rows.push_back(field(QStringLiteral("energyPrice"), QStringLiteral("Energy price"),
                         site.energyPrice_eur_per_kWh, 3));
    rows.back().unit = QStringLiteral("EUR/kWh");
    rows.push_back(field(QStringLiteral("gridCarbon"), QStringLiteral("Grid carbon"),
                         site.gridCarbon_kg_per_kWh, 3));
    rows.back().unit = QStringLiteral("kg/kWh");
    rows.push_back(
        section(QStringLiteral("scenario"), QStringLiteral("Scenario"), fromUtf8(scenario.name)));
    rows.push_back(
        field(QStringLiteral("ambient"), QStringLiteral("Ambient air"), scenario.ambient_C, 1));
    rows.push_back(
        field(QStringLiteral("wetBulb"), QStringLiteral("Wet bulb"), scenario.wetBulb_C, 1));
    rows.push_back(
        field(QStringLiteral("itFraction"), QStringLiteral("IT load"), scenario.itLoadFraction, 0));
    rows.push_back(field(QStringLiteral("irradiance"), QStringLiteral("Irradiance"),
                         scenario.irradiance_W_per_m2, 0));
    rows.push_back(field(QStringLiteral("wind"), QStringLiteral("Wind"), scenario.wind_m_per_s, 1));
    rows.push_back(
        field(QStringLiteral("windFrom"), QStringLiteral("Wind from"), scenario.windFrom_deg, 0));
    rows.push_back(section(QStringLiteral("content"), QStringLiteral("Content")));
    const std::size_t before = rows.size();
    const auto add = [&rows](const char* key, const char* label, std::size_t count) {
        if (count > 0)
            rows.push_back(
                fixed(QLatin1String(key), QLatin1String(label), formatNumber(double(count), 0)));
    };
    add("halls", "Halls", campus.halls().size());
    add("racks", "Racks", campus.racks().size());
    add("equipment", "Equipment", campus.equipment().size());
    add("substations", "Substations", campus.substations().size());
    add("plants", "Cooling plants", campus.plants().size());
    add("feeders", "Feeders", campus.feeders().size());
    add("mains", "Mains", campus.mains().size());
    if (rows.size() == before) // nothing placed yet
        rows.pop_back();
    return rows;
}

InspectorRows sharedRows(const std::vector<InspectorRows>& each) {
    if (each.empty())
        return {};
    InspectorRows shared;
    for (const InspectorRow& row : each.front()) {
        if (row.key == u"name") // a name belongs to one thing
            continue;
        InspectorRow common = row;
        bool everywhere = true;
        for (const InspectorRows& rows : each) {
            const auto same = std::find_if(rows.begin(), rows.end(), [&row](const auto& other) {
                return other.key == row.key && other.kind == row.kind;
            });
            everywhere = everywhere && same != rows.end() && same->options == row.options;
            if (!everywhere)
                break;
            if (same->value != row.value) {
                common.mixed = true;
                common.value.clear();
                common.option = -1;
            }
        }
        if (everywhere)
            shared.push_back(std::move(common));
    }
    // Headings with nothing under them say nothing.
    const auto isHeading = [](const InspectorRow& row) {
        return row.kind == InspectorRowKind::Section;
    };
    for (std::size_t i = shared.size(); i-- > 0;)
        if (isHeading(shared[i]) && (i + 1 == shared.size() || isHeading(shared[i + 1])))
            shared.erase(shared.begin() + std::ptrdiff_t(i));
    return shared;
}

} // namespace hallwright::app
