#include "app/models/inspector_plant.h"

#include <algorithm>

namespace hallwright::app {

namespace {

using namespace inspect;

const QStringList kResets{QStringLiteral("fixed"), QStringLiteral("by outdoor air")};
const QStringList kEconomisers{QStringLiteral("chillers trim"), QStringLiteral("change over")};
const QStringList kStagings{QStringLiteral("least power"), QStringLiteral("fewest units"),
                            QStringLiteral("all units")};
const QStringList kWaters{QStringLiteral("by type"), QStringLiteral("dry"),
                          QStringLiteral("above a temperature")};
const QStringList kPumpControls{QStringLiteral("variable speed"), QStringLiteral("fixed speed")};
const QStringList kBranchValves{QStringLiteral("pressure-independent"), QStringLiteral("none"),
                                QStringLiteral("balancing")};

bool has(const model::Campus& campus, const model::Plant& plant, model::EquipmentKind kind) {
    return std::any_of(campus.equipment().begin(), campus.equipment().end(),
                       [&](const model::Equipment& unit) {
                           return unit.kind == kind && unit.parent == model::entity(plant.id);
                       });
}

} // namespace

void addPlantSettings(InspectorRows& rows, const model::Campus& campus, const model::Plant& plant) {
    const auto temperature = [&](const char* key, const char* label, double value_C) {
        rows.push_back(field(QLatin1String(key), QLatin1String(label), value_C, 1));
    };
    const auto option = [&](const char* key, const char* label, const QStringList& options,
                            auto value) {
        rows.push_back(choice(QLatin1String(key), QLatin1String(label), options, int(value)));
    };
    temperature("setpoint", "Supply setpoint", plant.supplySetpoint_C);
    option("supplyReset", "Setpoint moves", kResets, plant.supplyReset);
    if (plant.supplyReset == model::SupplyReset::OutdoorAir) {
        temperature("resetFrom", "… from outdoors", plant.resetFrom_C);
        temperature("resetTo", "… to outdoors", plant.resetTo_C);
        temperature("resetSupply", "… where it is", plant.resetSupply_C);
    }
    const bool hasChillers = has(campus, plant, model::EquipmentKind::Chiller);
    const bool hasCoolers = has(campus, plant, model::EquipmentKind::HeatRejection);
    if (hasChillers && hasCoolers)
        option("economiser", "Behind coolers", kEconomisers, plant.economiser);
    if (hasChillers)
        option("chillerStaging", "Chillers run", kStagings, plant.chillerStaging);
    if (hasCoolers)
        option("coolerWater", "Coolers wet", kWaters, plant.coolerWater);
    if (hasCoolers && plant.coolerWater == model::CoolerWater::AboveAmbient)
        temperature("wetAbove", "… above", plant.wetAbove_C);
    option("pumpControl", "Pumps", kPumpControls, plant.pumpControl);
    option("branchValves", "Branch valves", kBranchValves, plant.branchValves);
    rows.push_back(field(QStringLiteral("bypassLeastFlow"), QStringLiteral("Bypass keeps"),
                         plant.bypassLeastFlow, 2));
    if (has(campus, plant, model::EquipmentKind::HeatExchanger)) {
        temperature("reuseSupply", "Customers need", plant.reuseSupply_C);
        temperature("reuseReturn", "… send back", plant.reuseReturn_C);
        temperature("reuseBelow", "… heat below", plant.reuseBelow_C);
        temperature("reuseFull", "… take all at", plant.reuseFull_C);
    }
}

bool setPlantField(model::Plant& plant, const QString& key, double number, int whole) {
    if (key == u"setpoint")
        plant.supplySetpoint_C = number;
    else if (key == u"pumpsSpare")
        plant.pumpsSpare = whole;
    else if (key == u"supplyReset")
        plant.supplyReset = model::SupplyReset(whole);
    else if (key == u"resetFrom")
        plant.resetFrom_C = number;
    else if (key == u"resetTo")
        plant.resetTo_C = number;
    else if (key == u"resetSupply")
        plant.resetSupply_C = number;
    else if (key == u"economiser")
        plant.economiser = model::Economiser(whole);
    else if (key == u"chillerStaging")
        plant.chillerStaging = model::ChillerStaging(whole);
    else if (key == u"coolerWater")
        plant.coolerWater = model::CoolerWater(whole);
    else if (key == u"wetAbove")
        plant.wetAbove_C = number;
    else if (key == u"pumpControl")
        plant.pumpControl = model::PumpControl(whole);
    else if (key == u"branchValves")
        plant.branchValves = model::BranchValves(whole);
    else if (key == u"bypassLeastFlow")
        plant.bypassLeastFlow = std::clamp(number, 0.0, 1.0);
    else if (key == u"reuseSupply")
        plant.reuseSupply_C = number;
    else if (key == u"reuseReturn")
        plant.reuseReturn_C = number;
    else if (key == u"reuseBelow")
        plant.reuseBelow_C = number;
    else if (key == u"reuseFull")
        plant.reuseFull_C = number;
    else
        return false;
    return true;
}

} // namespace hallwright::app
