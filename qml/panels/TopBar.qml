import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts
import Hallwright.Theme
import Hallwright.Controls

/// Mark, menus, campus and its state, workspaces, search, report.
Rectangle {
    id: bar

    required property QtObject app
    property var isChecked: (id) => false

    readonly property bool narrow: width < 1400

    implicitHeight: Theme.topBar
    color: Theme.chrome

    function isEnabled(id: string): bool {
        const some = app.selection.count > 0;
        switch (id) {
        case "undo": return app.document.canUndo;
        case "redo": return app.document.canRedo;
        case "duplicate": case "array": case "rotate-left": case "rotate-right": case "delete":
        case "select-none": case "frame-selection": return some;
        case "report": return app.live.available && !app.report.running;
        case "stop": return app.live.busy;
        default: return true;
        }
    }

    Row {
        id: left
        height: parent.height
        anchors.left: parent.left

        Item {
            width: 44
            height: parent.height
            Icon {
                anchors.centerIn: parent
                name: "mark"
                size: 22
            }
        }
        Repeater {
            model: ["File", "Edit", "View", "Insert", "Solve", "Help"]
            delegate: AbstractButton {
                id: entry

                required property string modelData

                width: label.implicitWidth + 18
                height: bar.height
                hoverEnabled: true
                focusPolicy: Qt.TabFocus
                Accessible.name: modelData
                onClicked: menu.popup(entry, 0, entry.height - 4)
                contentItem: Item {}
                background: Item {
                    Rectangle {
                        anchors.fill: parent
                        anchors.topMargin: 8
                        anchors.bottomMargin: 8
                        radius: Theme.radiusField
                        color: menu.opened ? Theme.pressed : entry.hovered ? Theme.hover : "transparent"
                        border.width: entry.visualFocus ? 2 : 0
                        border.color: Theme.accent
                    }
                    ThemedText {
                        id: label
                        anchors.centerIn: parent
                        text: entry.modelData
                        color: Theme.text2
                    }
                }
                ThemedMenu {
                    id: menu
                    commands: bar.app.menu(entry.modelData)
                    isEnabled: bar.isEnabled
                    isChecked: bar.isChecked
                    onCommand: (id) => bar.app.run(id)
                }
            }
        }
        Item {
            width: 25
            height: parent.height
            Rectangle {
                anchors.centerIn: parent
                width: 1
                height: 20
                color: Theme.line
            }
        }
        ThemedText {
            text: bar.app.document.title
            font.weight: Theme.semiBold
            height: parent.height
            width: Math.min(implicitWidth, bar.narrow ? 130 : 240)
            ElidedTip {}
        }
        Item {
            width: 22
            height: parent.height
            Rectangle {
                anchors.centerIn: parent
                visible: bar.app.document.modified
                width: 6
                height: 6
                radius: 3
                color: Theme.text2
                HoverHandler { id: dotHover }
                Tip {
                    visible: dotHover.hovered
                    text: "Not saved yet"
                    keys: "Ctrl+S"
                }
            }
        }
        IconButton {
            objectName: "undoButton"
            anchors.verticalCenter: parent.verticalCenter
            iconName: "undo"
            enabled: bar.app.document.canUndo
            tip: enabled ? "Undo: " + bar.app.document.undoText : "Nothing to undo"
            keys: "Ctrl+Z"
            onClicked: bar.app.run("undo")
        }
        IconButton {
            anchors.verticalCenter: parent.verticalCenter
            iconName: "redo"
            enabled: bar.app.document.canRedo
            tip: enabled ? "Redo: " + bar.app.document.redoText : "Nothing to redo"
            keys: "Ctrl+Shift+Z"
            onClicked: bar.app.run("redo")
        }
    }

    Segments {
        id: workspaces

        readonly property real middle: (bar.width - width) / 2
        readonly property real free: (left.width + right.x - width) / 2

        x: middle > left.width + 8 && middle + width < right.x - 8 ? middle : free
        anchors.verticalCenter: parent.verticalCenter
        model: ["Site", "Hall", "Power", "Cooling", "Drill", "Year"]
        current: bar.app.workspace
        narrow: bar.narrow
        onChosen: (index) => bar.app.workspace = index
    }

    Row {
        id: right
        anchors { right: parent.right; rightMargin: Theme.space12 }
        height: parent.height
        spacing: Theme.space12

        AbstractButton {
            id: search
            width: bar.width >= 1500 ? 212 : bar.width >= 1200 ? 150 : 36
            height: 28
            anchors.verticalCenter: parent.verticalCenter
            hoverEnabled: true
            focusPolicy: Qt.TabFocus
            Accessible.name: "Search or run"
            onClicked: bar.app.run("palette")
            contentItem: Item {
                Icon {
                    name: "search"
                    size: 16
                    x: 2
                    anchors.verticalCenter: parent.verticalCenter
                    color: Theme.text2
                }
                ThemedText {
                    visible: search.width > 100
                    text: search.width > 200 ? "Search or run…" : "Search…"
                    x: 24
                    height: parent.height
                    color: Theme.text3
                }
                KeyCap {
                    visible: search.width > 100
                    text: "Ctrl K"
                    anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                }
            }
            leftPadding: 6
            rightPadding: 6
            background: Rectangle {
                radius: Theme.radiusButton
                color: Theme.field
                border.width: search.visualFocus ? 2 : 1
                border.color: search.visualFocus ? Theme.accent : search.hovered ? Theme.outline : Theme.fieldEdge
            }
        }
        ActionButton {
            anchors.verticalCenter: parent.verticalCenter
            iconName: "report"
            text: "Report"
            quiet: true
            enabled: bar.isEnabled("report")
            leftPadding: 8
            rightPadding: 8
            onClicked: bar.app.run("report")
            Tip {
                visible: parent.hovered
                text: parent.enabled ? "Export the design report as a PDF"
                    : bar.app.report.running ? "The report is being written"
                                             : "Waiting for the first solve"
                keys: "Ctrl+P"
            }
        }
    }
    Rectangle {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: 1
        color: Theme.line
    }
}
