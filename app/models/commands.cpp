#include "app/models/commands.h"

#include <QKeySequence>
#include <QVariantMap>

#include <array>

namespace hallwright::app {

namespace {

constexpr std::array kCommands{
    Command{"new", "New campus", "File", "Ctrl+N", "plus"},
    Command{"open", "Open…", "File", "Ctrl+O", "folder"},
    Command{"start", "Start page", "File", "", "window"},
    Command{"save", "Save", "File", "Ctrl+S", "save", true},
    Command{"save-as", "Save as…", "File", "Ctrl+Shift+S", "save"},
    Command{"report", "Export report…", "File", "Ctrl+P", "report", true},
    Command{"quit", "Quit", "File", "Ctrl+Q", "close", true},

    Command{"undo", "Undo", "Edit", "Ctrl+Z", "undo"},
    Command{"redo", "Redo", "Edit", "Ctrl+Shift+Z", "redo"},
    Command{"duplicate", "Duplicate", "Edit", "Shift+D", "copy", true, true},
    Command{"array", "Array…", "Edit", "", "array"},
    Command{"rotate-left", "Rotate 90° left", "Edit", "", "rotate"},
    Command{"rotate-right", "Rotate 90° right", "Edit", "", "rotate"},
    Command{"delete", "Delete", "Edit", "Del", "trash", false, true},
    Command{"select-all", "Select all", "Edit", "A", "select", true, true},
    Command{"select-none", "Select none", "Edit", "Alt+A", "select", false, true},

    Command{"layer-none", "No layer", "View", "0", "layers", false, true},
    Command{"layer-power", "Electrical loading", "View", "1", "cable", false, true},
    Command{"layer-air", "Air temperature", "View", "2", "temperature", false, true},
    Command{"layer-coolant", "Coolant temperature", "View", "3", "pipe", false, true},
    Command{"layer-capacity", "Capacity", "View", "4", "layers", false, true},
    Command{"layer-supply-air", "Supply air", "View", "", "temperature"},
    Command{"streams", "Paths of the air", "View", "", "temperature"},
    Command{"warm-air", "Air over a temperature", "View", "", "temperature"},
    Command{"layer-plume", "Plume", "View", "5", "temperature", false, true},
    Command{"layer-voltage", "Voltage deviation", "View", "6", "cable", false, true},
    Command{"layer-fault", "Fault level", "View", "7", "cable", false, true},
    Command{"layer-flow", "Coolant flow", "View", "8", "pipe", false, true},
    Command{"layer-pressure", "Facility-water pressure", "View", "9", "pipe", false, true},
    Command{"frame-selection", "Frame selection", "View", "F", "fit", true, true},
    Command{"frame-all", "Frame all", "View", "Home", "fit", false, true},
    Command{"plan", "Plan or perspective", "View", "5", "plan", false, true},
    Command{"dock-left", "Catalogue and outline", "View", "Ctrl+1", "window", true},
    Command{"dock-inspector", "Inspector", "View", "Ctrl+2", "window"},
    Command{"dock-kpis", "KPI strip", "View", "Ctrl+3", "window"},
    Command{"dock-findings", "Findings", "View", "Ctrl+4", "window"},
    Command{"one-line", "One-line diagram", "View", "Ctrl+5", "switchgear"},
    Command{"figures", "Figures and assumptions", "View", "Ctrl+6", "formula"},
    Command{"docks", "All docks", "View", "F11", "window"},
    Command{"scheme-dark", "Dark colours", "View", "", "theme", true},
    Command{"scheme-light", "Light colours", "View", "", "theme"},
    Command{"scheme-system", "Colours of the desktop", "View", "", "theme"},
    Command{"contrast", "High contrast", "View", "", "theme"},
    Command{"motion", "Reduce motion", "View", "", "theme"},

    Command{"insert", "Add from the catalogue…", "Insert", "Shift+A", "plus", false, true},
    Command{"insert-hall", "Hall module", "Insert", "", "hall", true},
    Command{"insert-row", "Row of racks", "Insert", "", "row"},
    Command{"insert-rack", "Rack", "Insert", "", "rack"},
    Command{"insert-cdu", "CDU", "Insert", "", "cdu"},
    Command{"insert-air", "Air unit", "Insert", "", "air-unit"},
    Command{"insert-plant", "Cooling plant", "Insert", "", "cooler"},
    Command{"insert-substation", "Substation", "Insert", "", "substation"},
    Command{"insert-transformer", "Transformer", "Insert", "", "transformer"},
    Command{"insert-generator", "Generator", "Insert", "", "generator"},
    Command{"tool-feeder", "Feeder", "Insert", "L", "cable", true, true},
    Command{"tool-main", "Facility-water main", "Insert", "Shift+L", "pipe", false, true},

    Command{"solve", "Solve again", "Solve", "F9", "solve"},
    Command{"stop", "Stop solving", "Solve", "", "stop"},
    Command{"air-cells-auto", "Air cells by the hall's size", "Solve", "", "temperature", true},
    Command{"air-cells-10s", "Air cells for 10 s", "Solve", "", "clock"},
    Command{"air-cells-1min", "Air cells for 1 min", "Solve", "", "clock"},
    Command{"air-cells-5min", "Air cells for 5 min", "Solve", "", "clock"},
    Command{"air-cells-fine", "Air cells of 0.1 m", "Solve", "", "temperature"},
    Command{"air-cells-medium", "Air cells of 0.2 m", "Solve", "", "temperature"},
    Command{"air-cells-coarse", "Air cells of 0.4 m", "Solve", "", "temperature"},
    Command{"size-water", "Size mains and pumps", "Solve", "", "pipe", true},
    Command{"workspace-site", "Site workspace", "Solve", "", "window", true},
    Command{"workspace-hall", "Hall workspace", "Solve", "", "window"},
    Command{"workspace-power", "Power workspace", "Solve", "", "window"},
    Command{"workspace-cooling", "Cooling workspace", "Solve", "", "window"},
    Command{"workspace-drill", "Drill workspace", "Solve", "", "window"},
    Command{"workspace-year", "Year workspace", "Solve", "", "window"},
    Command{"year-run", "Run a year", "Solve", "", "solve", true},
    Command{"year-weather", "Open weather for the year…", "Solve", "", "folder"},

    Command{"palette", "Search or run", "Help", "Ctrl+K", "search"},
    Command{"shortcuts", "Every shortcut", "Help", "F1", "keyboard"},
    Command{"about", "About Hallwright", "Help", "", "note"},

    Command{"tool-select", "Select", "", "V", "select", false, true},
    Command{"tool-move", "Move", "", "G", "move", false, true},
    Command{"tool-rotate", "Rotate", "", "R", "rotate", false, true},
    Command{"tool-probe", "Probe", "", "P", "probe", false, true},
};

} // namespace

std::span<const Command> commands() {
    return kCommands;
}

QVariantList menuItems(const QString& name) {
    QVariantList items;
    for (const Command& command : commands()) {
        if (!name.isEmpty() && name != QLatin1String(command.menu))
            continue;
        const QString menuName =
            *command.menu ? QLatin1String(command.menu) : QLatin1String("Tools");
        items.append(QVariantMap{
            {QStringLiteral("id"), QLatin1String(command.id)},
            {QStringLiteral("name"), QString::fromUtf8(command.name)},
            {QStringLiteral("menu"), menuName},
            {QStringLiteral("icon"), QLatin1String(command.icon)},
            {QStringLiteral("shortcut"), QLatin1String(command.shortcut)},
            {QStringLiteral("keys"),
             QKeySequence(QLatin1String(command.shortcut)).toString(QKeySequence::NativeText)},
            {QStringLiteral("sceneKey"), command.sceneKey},
            {QStringLiteral("separated"), command.separated}});
    }
    return items;
}

} // namespace hallwright::app
