#include "app/session/command_runner.h"

#include <QHash>

#include <functional>

namespace hallwright::app {

namespace {

using Layer = ViewState::Layer;
using Tool = ToolController::Tool;
using Run = std::function<void(const CommandTargets&)>;

Run useTool(Tool tool) {
    return [tool](const CommandTargets& on) { on.tools.setTool(tool); };
}

Run showLayer(Layer layer) {
    return [layer](const CommandTargets& on) { on.view.setLayer(layer); };
}

Run useAirCells(const char* choice) {
    return [choice](const CommandTargets& on) { on.airCells.choose(QLatin1String(choice)); };
}

Run useScheme(int scheme) {
    return [scheme](const CommandTargets& on) { on.settings.setScheme(scheme); };
}

const QHash<QString, Run>& runs() {
    static const QHash<QString, Run> kRuns{
        {"undo", [](const auto& on) { on.document.undo(); }},
        {"redo", [](const auto& on) { on.document.redo(); }},
        {"duplicate", [](const auto& on) { on.tools.duplicateSelection(); }},
        {"rotate-left", [](const auto& on) { on.tools.rotateSelection(90.0); }},
        {"rotate-right", [](const auto& on) { on.tools.rotateSelection(-90.0); }},
        {"select-all", [](const auto& on) { on.selection.selectAll(); }},
        {"select-none", [](const auto& on) { on.selection.clear(); }},
        {"layer-none", showLayer(Layer::None)},
        {"layer-air", showLayer(Layer::AirTemperature)},
        {"layer-power", showLayer(Layer::ElectricalLoading)},
        {"layer-coolant", showLayer(Layer::CoolantTemperature)},
        {"layer-voltage", showLayer(Layer::VoltageDeviation)},
        {"layer-fault", showLayer(Layer::FaultLevel)},
        {"layer-supply-air", showLayer(Layer::SupplyAir)},
        {"layer-capacity", showLayer(Layer::Capacity)},
        {"layer-plume", showLayer(Layer::Plume)},
        {"layer-flow", showLayer(Layer::CoolantFlow)},
        {"layer-pressure", showLayer(Layer::WaterPressure)},
        {"plan", [](const auto& on) { on.view.setPlan(!on.view.isPlan()); }},
        {"scheme-system", useScheme(0)},
        {"scheme-dark", useScheme(1)},
        {"scheme-light", useScheme(2)},
        {"contrast",
         [](const auto& on) { on.settings.setHighContrast(!on.settings.highContrast()); }},
        {"motion",
         [](const auto& on) { on.settings.setReduceMotion(!on.settings.reduceMotion()); }},
        {"tool-select", useTool(Tool::Select)},
        {"tool-move", useTool(Tool::Move)},
        {"tool-rotate", useTool(Tool::Rotate)},
        {"tool-probe", useTool(Tool::Probe)},
        {"tool-feeder", useTool(Tool::Feeder)},
        {"tool-main", useTool(Tool::Main)},
        {"solve", [](const auto& on) { on.live.solveAgain(); }},
        {"stop", [](const auto& on) { on.live.cancel(); }},
        {"warm-air",
         [](const auto& on) {
             on.view.setLayer(Layer::AirTemperature);
             on.view.setWarmAir(!on.view.showsWarmAir());
         }},
        {"streams", [](const auto& on) { on.view.setStreams(!on.view.showsStreams()); }},
        {"air-cells-auto", useAirCells("size")},
        {"air-cells-10s", useAirCells("time:10")},
        {"air-cells-1min", useAirCells("time:60")},
        {"air-cells-5min", useAirCells("time:300")},
        {"air-cells-fine", useAirCells("edge:0.1")},
        {"air-cells-medium", useAirCells("edge:0.2")},
        {"air-cells-coarse", useAirCells("edge:0.4")},
    };
    return kRuns;
}

} // namespace

bool runOnDocument(const QString& id, const CommandTargets& on) {
    const auto found = runs().constFind(id);
    if (found == runs().cend())
        return false;
    (*found)(on);
    return true;
}

int workspaceOf(const QString& id) {
    static const QHash<QString, int> kWorkspaces{{"workspace-site", 0},  {"workspace-hall", 1},
                                                 {"workspace-power", 2}, {"workspace-cooling", 3},
                                                 {"workspace-drill", 4}, {"workspace-year", 5}};
    return kWorkspaces.value(id, -1);
}

} // namespace hallwright::app
