#include "app/models/inspector_cooling.h"

#include "app/models/entity_words.h"
#include "app/models/inspector_section.h"

namespace hallwright::app {

namespace {

void addUnit(InspectorRows& rows, const engine::UnitState& state) {
    InspectorSection unit(rows, "unit", QStringLiteral("Operation"),
                          state.running ? QStringLiteral("running") : QStringLiteral("off"));
    unit.addLoading("Loading", state.loading, {});
    if (state.heat_W != 0.0) // pumps carry none
        unit.add("Heat carried", state.heat_W, "W");
    unit.add("Electrical power", state.power_W, "W");
    if (state.autonomy_s) { // a UPS: nothing flows in it
        unit.add("Batteries last", minutes(*state.autonomy_s),
                 state.autonomyOneOut_s ? QStringLiteral("%1 with a unit beside it out")
                                              .arg(minutes(*state.autonomyOneOut_s))
                                        : QString());
    } else if (state.running) {
        if (state.supply_C != state.return_C) // in a PDU nothing flows either
            unit.add("Supply → return", toSteps(state.supply_C, state.return_C));
        if (state.flow_m3_per_s > 0.0)
            unit.add("Flow", state.flow_m3_per_s, "m3/s");
    }
    if (state.waterPressure_Pa)
        unit.add("Water enters at", *state.waterPressure_Pa, "Pa", QStringLiteral("gauge"));
    if (state.balancingKv_m3_per_h > 0.0)
        unit.add("Balancing valve",
                 QStringLiteral("Kv ") + formatCompact(state.balancingKv_m3_per_h));
}

/// What a heat-rejection unit breathes.
void addIntake(InspectorRows& rows, const engine::Solution& solution,
               const engine::UnitState& state) {
    if (!state.airIntake_C)
        return;
    const double rise_K = *state.airIntake_C - solution.scenario.ambient_C;
    InspectorSection air(rows, "outdoorAir", QStringLiteral("Outdoor air"),
                         QStringLiteral("wind %1 m/s from %2°")
                             .arg(formatNumber(solution.scenario.wind_m_per_s, 1),
                                  formatNumber(solution.scenario.windFrom_deg, 0)));
    air.add("Intake", formatTemperature(*state.airIntake_C).text(),
            formatChange(rise_K, 1) + QStringLiteral("\u2009K"));
    if (state.recirculationShare)
        air.add("Recirculation", formatPercent(*state.recirculationShare).text());
}

void addMain(InspectorRows& rows, const engine::PipeState& state) {
    InspectorSection pipe(rows, "pipe", QStringLiteral("Flow"));
    pipe.add("Flow", state.flow_m3_per_s, "m3/s");
    pipe.add("Velocity", formatCompact(state.velocity_m_per_s) + QStringLiteral(" m/s"));
    pipe.add("Gradient", formatCompact(state.gradient_Pa_per_m) + QStringLiteral(" Pa/m"));
    if (state.pipes == model::MainPipes::Both)
        pipe.add("Supply → return", toSteps(state.supply_C, state.return_C));
    else
        pipe.add("Temperature",
                 state.pipes == model::MainPipes::Return ? state.return_C : state.supply_C, "degC");
    if (state.supplyPressure_Pa > 0.0)
        pipe.add("Supply pressure", state.supplyPressure_Pa, "Pa",
                 QStringLiteral("far end, gauge"));
    if (state.returnPressure_Pa > 0.0)
        pipe.add("Return pressure", state.returnPressure_Pa, "Pa",
                 QStringLiteral("far end, gauge"));
    pipe.add("Pumps at full speed", state.designPressure_Pa, "Pa",
             QStringLiteral("no flow, gauge"));
    if (state.loss_W != 0.0)
        pipe.add("Heat lost", state.loss_W, "W");
}

void addPlant(InspectorRows& rows, const engine::PlantState& state) {
    InspectorSection plant(rows, "plant", QStringLiteral("Operation"));
    plant.add("Heat rejected", state.heat_W, "W");
    plant.addLoading("Loading", state.heatLoading, {});
    plant.add("Electrical power", state.power_W, "W");
    auto& supply = plant.add("Supply → return", toSteps(state.supply_C, state.return_C));
    if (!state.holdsSetpoint && state.flow_m3_per_s > 0.0)
        supply.severity = QStringLiteral("warning");
    plant.add("Set-point", state.setpoint_C, "degC");
    plant.add("Flow", state.flow_m3_per_s, "m3/s");
    plant.add("Pumps running", formatNumber(state.pumpsRunning, 0),
              QStringLiteral("of ") + formatNumber(state.pumpsTotal, 0));
    plant.add("Pump head", state.pumpHead_Pa, "Pa");
    if (state.npshAvailable_m > 0.0)
        plant.add("Suction head",
                  formatNumber(state.npshAvailable_m, 1) + QStringLiteral("\u2009m"),
                  QStringLiteral("NPSH available"));
    if (state.bypass_m3_per_s > 0.0)
        plant.add("Bypass", state.bypass_m3_per_s, "m3/s");
    if (state.chillerHeat_W > 0.0) {
        plant.add("Chillers take", state.chillerHeat_W, "W",
                  formatNumber(state.chillersRunning, 0) + QStringLiteral(" running"));
        plant.add("Compressors", state.compressor_W, "W");
    }
    if (state.condenserFlow_m3_per_s > 0.0) {
        plant.add("Condenser water", state.condenserFlow_m3_per_s, "m3/s",
                  QStringLiteral("DN %1, %2 m/s")
                      .arg(state.condenserDn)
                      .arg(formatCompact(state.condenserVelocity_m_per_s)));
        plant.add("Condenser head", state.condenserHead_Pa, "Pa");
    }
    if (state.reused_W > 0.0)
        plant.add("Handed to customers", state.reused_W, "W");
    if (state.water_m3_per_s > 0.0)
        plant.add("Water used",
                  formatCompact(state.water_m3_per_s * 3600.0) + QStringLiteral(" m³/h"));
    plant.add("Water in circuit", formatCompact(state.volume_m3) + QStringLiteral(" m³"));
}

/// The technology-cooling loops of a hall.
void addLoops(InspectorRows& rows, const InspectorContext& context, model::HallId hall) {
    for (const auto& loop : context.solution->loops) {
        if (loop.hall != hall)
            continue;
        InspectorSection section(
            rows, qPrintable(QStringLiteral("loop-") + fromUtf8(loop.name)),
            QStringLiteral("Loop ") + fromUtf8(loop.name),
            QStringLiteral("%1 of %2 CDUs").arg(loop.cdusRunning).arg(loop.cdusTotal));
        section.add("Heat", loop.heat_W, "W");
        section.addLoading("CDUs loaded", loop.cduLoading, {});
        if (loop.cduLoadingOneOut > 0.0)
            section.addLoading("One CDU out", loop.cduLoadingOneOut, {});
        section.add("Supply → return", toSteps(loop.supply_C, loop.return_C));
        section.add("Flow", loop.flow_m3_per_s, "m3/s");
        section.add("Pump head", loop.pumpHead_Pa, "Pa");
        section.add("Manifold",
                    formatCompact(loop.manifoldVelocity_m_per_s) + QStringLiteral(" m/s"));
        section.add("Coolant", formatCompact(loop.volume_m3) + QStringLiteral(" m³"));
    }
}

} // namespace

void addCooling(InspectorRows& rows, const InspectorContext& context, model::EntityId id) {
    const engine::Solution& solution = *context.solution;
    addLoops(rows, context, {id.number});
    if (const auto it = solution.units.find({id.number}); it != solution.units.end()) {
        addUnit(rows, it->second);
        addIntake(rows, solution, it->second);
    }
    if (const auto it = solution.mains.find({id.number}); it != solution.mains.end())
        addMain(rows, it->second);
    if (const auto it = solution.plants.find({id.number}); it != solution.plants.end())
        addPlant(rows, it->second);
}

} // namespace hallwright::app
