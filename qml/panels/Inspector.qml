import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme
import Hallwright.Controls

/// What is selected: placement, properties, results, limits, sources. Typed values become edits.
Rectangle {
    id: panel

    required property QtObject app
    readonly property QtObject inspector: app.inspector

    color: Theme.panel

    ThemedText {
        text: "Inspector"
        x: Theme.space12
        height: 36
        font.weight: Theme.semiBold
    }
    IconButton {
        visible: panel.app.selection.count > 0
        anchors { right: parent.right; rightMargin: 6 }
        y: 3
        width: 30
        height: 30
        iconName: "fit"
        iconSize: 16
        tip: "Frame the selection"
        keys: "F"
        onClicked: panel.app.run("frame-selection")
    }
    Rectangle {
        y: 36
        width: parent.width
        height: 1
        color: Theme.line
    }
    Item {
        id: header
        y: 37
        width: parent.width
        height: 56
        Column {
            anchors { left: parent.left; leftMargin: Theme.space12; right: chip.left; rightMargin: Theme.space8; verticalCenter: parent.verticalCenter }
            ThemedText {
                text: panel.inspector.title
                width: parent.width
                height: Theme.titleLine
                font.pixelSize: Theme.titleSize
                font.weight: Theme.semiBold
                ElidedTip {}
            }
            ThemedText {
                text: panel.inspector.subtitle
                width: parent.width
                height: 16
                color: Theme.text2
                font.pixelSize: Theme.smallSize
                ElidedTip {}
            }
        }
        Rectangle {
            id: chip
            visible: panel.inspector.chip.length > 0
            anchors { right: parent.right; rightMargin: Theme.space12; verticalCenter: parent.verticalCenter }
            width: visible ? chipRow.width + 14 : 0
            height: 22
            radius: Theme.radiusChip
            color: Qt.rgba(ink.r, ink.g, ink.b, 0.16)
            readonly property color ink: Theme.severityColor(panel.inspector.severity)
            Row {
                id: chipRow
                anchors.centerIn: parent
                spacing: 5
                SeveritySign {
                    severity: panel.inspector.severity
                    size: 14
                    anchors.verticalCenter: parent.verticalCenter
                }
                ThemedText {
                    text: panel.inspector.chip
                    font.pixelSize: Theme.smallSize
                    font.weight: Theme.medium
                    color: panel.inspector.severity === "fault" ? Theme.faultText : Theme.warn
                }
            }
        }
    }
    ListView {
        id: list
        objectName: "inspectorList"
        anchors { fill: parent; topMargin: 93 }
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: panel.inspector.lines
        cacheBuffer: 2000 // fields keep what is typed while the list is scrolled
        ScrollBar.vertical: ScrollLine {}
        bottomMargin: Theme.space12
        delegate: InspectorLine {
            width: ListView.view.width
            inspector: panel.inspector
            stale: panel.inspector.stale
        }
    }
}
