import QtQuick
import Hallwright.Theme
import Hallwright.Controls

/// The tools, in the order of use.
Rectangle {
    id: rail

    required property QtObject app

    implicitWidth: Theme.toolRail
    color: Theme.chrome

    // Tool numbers are those of ToolController.Tool.
    readonly property var entries: [
        { id: "tool-select", tool: 0, icon: "select", tip: "Select: click, drag a box, Shift adds", keys: "V" },
        { id: "tool-move", tool: 1, icon: "move", tip: "Move: drag, or type a distance", keys: "G" },
        { id: "tool-rotate", tool: 2, icon: "rotate", tip: "Rotate about the common centre", keys: "R" },
        { line: true },
        { id: "insert-row", icon: "row", tip: "Row of racks: pick a rack type", keys: "" },
        { id: "array", icon: "array", tip: "Array: copies in even steps", keys: "", some: true },
        { line: true },
        { id: "tool-main", tool: 5, icon: "pipe", tip: "Facility-water main between two objects", keys: "Shift+L" },
        { id: "tool-feeder", tool: 4, icon: "cable", tip: "Feeder between two objects", keys: "L" },
        { line: true },
        { id: "tool-probe", tool: 6, icon: "probe", tip: "Probe: the value under the cursor", keys: "P" }
    ]

    Column {
        width: parent.width
        topPadding: Theme.space8
        spacing: Theme.space4

        Repeater {
            model: rail.entries
            delegate: Item {
                id: slot

                required property var modelData

                width: rail.width
                height: modelData.line ? 9 : 32

                Rectangle {
                    visible: slot.modelData.line === true
                    anchors.centerIn: parent
                    width: 20
                    height: 1
                    color: Theme.line
                }
                IconButton {
                    visible: slot.modelData.line !== true
                    anchors.centerIn: parent
                    iconName: slot.modelData.icon ?? ""
                    tip: slot.modelData.tip ?? ""
                    keys: slot.modelData.keys ?? ""
                    active: slot.modelData.tool !== undefined && rail.app.tools.tool === slot.modelData.tool
                    enabled: slot.modelData.some !== true || rail.app.selection.count > 0
                    onClicked: rail.app.run(slot.modelData.id)
                }
            }
        }
    }
    Rectangle {
        anchors { right: parent.right; top: parent.top; bottom: parent.bottom }
        width: 1
        color: Theme.line
    }
}
