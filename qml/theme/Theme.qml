pragma Singleton

import QtQuick

/// The one place for colours, type, spacing and motion. `scheme` is the user's choice; `dark` is
/// what it comes to on this desktop.
QtObject {
    id: theme

    enum Scheme { System, Dark, Light }

    property int scheme: Theme.Dark
    property bool highContrast: false
    property bool reduceMotion: false
    readonly property bool dark: scheme === Theme.Dark
                                 || (scheme === Theme.System && systemPalette.window.hslLightness < 0.5)

    readonly property SystemPalette systemPalette: SystemPalette {}

    // Surfaces
    readonly property color canvas: dark ? "#121417" : "#D9DDE1"
    readonly property color chrome: dark ? "#16191C" : "#ECEEF0"
    readonly property color panel: dark ? "#1B1E22" : "#F6F7F8"
    readonly property color raised: dark ? "#23272C" : "#FFFFFF"
    readonly property color hover: dark ? "#2C3137" : "#E6E9EC"
    readonly property color pressed: dark ? "#343A41" : "#D8DDE1"
    readonly property color line: dark ? "#2E3339" : "#D3D8DD"
    readonly property color outline: dark ? "#6C757F" : "#767F88"
    /// Sunk fields: darker than the panel in the dark theme, lighter in the light one.
    readonly property color field: dark ? canvas : raised
    readonly property color fieldEdge: highContrast ? outline : line

    // Text
    readonly property color text: dark ? "#E7EAED" : "#16191C"
    readonly property color text2: highContrast ? text : dark ? "#AEB5BD" : "#48505A"
    readonly property color text3: highContrast ? text : dark ? "#8A929B" : "#5F6872"
    readonly property color disabled: dark ? "#5C646D" : "#9AA2AA"

    // Interaction
    readonly property color accent: dark ? "#9CC4E4" : "#1F5F8B"
    readonly property color accentFill: dark ? "#2A3B49" : "#D6E6F2"
    readonly property color primary: dark ? "#E7EAED" : "#22272C"
    readonly property color primaryText: dark ? "#14171A" : "#F6F7F8"
    readonly property color selection: dark ? "#FFFFFF" : "#101317"
    readonly property color selectionCasing: dark ? "#0B0D0F" : "#FFFFFF"
    readonly property color ghost: dark ? "#A9DDF2" : "#1F6F94"

    // State
    readonly property color ok: dark ? "#5CCBA6" : "#007A6E"
    readonly property color warn: dark ? "#F5AE3D" : "#7A5C00"
    readonly property color fault: dark ? "#F0506A" : "#8E0B3A"
    readonly property color faultText: dark ? "#FF8395" : "#8E0B3A"

    // Feeds and coolant
    readonly property color feedA: dark ? "#C3B3FA" : "#6A4FC0"
    readonly property color feedB: dark ? "#D9CB66" : "#746700"
    readonly property color supply: dark ? "#3592E6" : "#1465B0"
    readonly property color returning: dark ? "#E0805A" : "#A84A22"

    // Cards over the scene
    readonly property color card: Qt.rgba(chrome.r, chrome.g, chrome.b, 0.88)
    readonly property color cardEdge: dark ? Qt.rgba(1, 1, 1, 0.07) : Qt.rgba(0, 0, 0, 0.10)
    readonly property color shadow: Qt.rgba(0, 0, 0, dark ? 0.45 : 0.22)

    // Type
    readonly property string family: sansRegular.name
    readonly property string monoFamily: mono.name
    readonly property int figureSize: 20
    readonly property int figureLine: 26
    readonly property int titleSize: 14
    readonly property int titleLine: 20
    readonly property int sectionSize: 12
    readonly property int bodySize: 13
    readonly property int bodyLine: 18
    readonly property real denseSize: 12.5
    readonly property real smallSize: 11.5
    readonly property int badgeSize: 11
    readonly property int regular: Font.Normal
    readonly property int medium: Font.Medium
    readonly property int semiBold: Font.DemiBold

    // Space
    readonly property int space2: 2
    readonly property int space4: 4
    readonly property int space6: 6
    readonly property int space8: 8
    readonly property int space12: 12
    readonly property int space16: 16
    readonly property int space24: 24
    readonly property int space32: 32
    readonly property int fieldHeight: 24
    readonly property int treeRow: 26
    readonly property int findingRow: 29
    readonly property int catalogueRow: 54
    readonly property int topBar: 44
    readonly property int toolRail: 44
    readonly property int statusBar: 26

    // Corners
    readonly property int radiusChip: 4
    readonly property int radiusField: 5
    readonly property int radiusButton: 6
    readonly property int radiusCard: 8

    // Motion [ms]
    readonly property int hoverTime: reduceMotion ? 0 : 80
    readonly property int panelTime: reduceMotion ? 0 : 140
    readonly property int resultTime: reduceMotion ? 0 : 120
    readonly property int cameraTime: 260
    readonly property int tooltipDelay: 500

    readonly property FontLoader sansRegular: FontLoader {
        source: "fonts/HallwrightSans-Regular.otf"
    }
    readonly property FontLoader sansMedium: FontLoader {
        source: "fonts/HallwrightSans-Medium.otf"
    }
    readonly property FontLoader sansSemiBold: FontLoader {
        source: "fonts/HallwrightSans-SemiBold.otf"
    }
    readonly property FontLoader mono: FontLoader {
        source: "fonts/JetBrainsMono-Regular.ttf"
    }

    /// Colour of a severity ("fault", "warning", "note", "ok"); notes and others stay grey.
    function severityColor(severity: string): color {
        switch (severity) {
        case "fault": return fault;
        case "warning": return warn;
        case "ok": return ok;
        default: return text2;
        }
    }
}
