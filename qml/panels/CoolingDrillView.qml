import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme
import Hallwright.Controls

/// A drill of the water: what fails, how long each outage leaves the racks, and the course of the
/// chosen one on the time bar.
Item {
    id: view

    required property QtObject app
    property real leftInset: 0
    readonly property QtObject drill: app.coolingDrill
    readonly property bool busy: drill.state === "busy"
    readonly property bool old: drill.state === "stale"

    Row {
        id: bar
        x: view.leftInset
        height: 40
        spacing: Theme.space8

        ChoiceField {
            width: 220
            anchors.verticalCenter: parent.verticalCenter
            model: view.drill.outages
            currentIndex: view.drill.outage
            enabled: !view.busy
            Accessible.name: "What fails"
            onActivated: (index) => view.drill.outage = index
        }
        PlumeToggle {
            height: parent.height
            enabled: !view.busy
            model: view.drill
        }
        ActionButton {
            visible: !view.busy
            anchors.verticalCenter: parent.verticalCenter
            text: "Run drill"
            enabled: view.drill.outages.length > 1
            onClicked: view.drill.run()
        }
        ActionButton {
            visible: view.busy
            anchors.verticalCenter: parent.verticalCenter
            text: "Stop"
            onClicked: view.drill.cancel()
        }
    }
    ThemedText {
        anchors { left: bar.right; leftMargin: Theme.space12; right: parent.right; rightMargin: Theme.space12 }
        height: bar.height
        visible: view.drill.state !== "empty"
        text: view.drill.sentence
        color: view.drill.state === "failed" ? Theme.faultText : view.old ? Theme.warn : Theme.text2
        font.pixelSize: Theme.smallSize
    }
    DrillBar {
        objectName: "waterBar"
        anchors { left: parent.left; right: list.left; top: bar.bottom; bottom: parent.bottom; topMargin: 1 }
        visible: view.drill.available
        opacity: view.old ? 0.6 : 1.0
        drill: view.drill
    }
    ThemedText {
        readonly property bool hasVerdicts: view.drill.verdicts.length > 0
        visible: hasVerdicts ? !view.drill.available : view.drill.state !== "failed"
        x: Theme.space12
        y: 44
        width: (hasVerdicts ? list.x : view.width) - 2 * x
        height: Theme.findingRow
        text: hasVerdicts ? "The racks outlast this; there is no course to play."
            : view.busy ? "What fails stands here by the minutes that it leaves the racks."
                        : view.drill.sentence
        color: Theme.text3
    }
    Rectangle {
        visible: list.visible
        anchors { top: bar.bottom; bottom: parent.bottom; right: list.left }
        width: 1
        color: Theme.line
    }
    ListView {
        id: list
        objectName: "coolingVerdicts"
        anchors { right: parent.right; top: bar.bottom; bottom: parent.bottom; topMargin: 1 }
        width: view.width >= 1400 ? 380 : 320
        visible: view.drill.verdicts.length > 0
        opacity: view.old ? 0.6 : 1.0
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollLine {}
        model: view.drill.verdicts
        delegate: Rectangle {
            id: row

            required property int index
            required property var modelData

            width: ListView.view.width
            height: 42
            color: view.drill.verdict === index ? Theme.pressed : area.containsMouse ? Theme.hover : "transparent"

            MouseArea {
                id: area
                anchors.fill: parent
                hoverEnabled: true
                onClicked: {
                    view.drill.verdict = row.index;
                    view.app.selection.select(row.modelData.element);
                }
            }
            SeveritySign {
                x: Theme.space12
                y: 5
                size: 14
                severity: row.modelData.severity
            }
            ThemedText {
                x: 34
                y: 3
                width: parent.width - x - 64
                height: 18
                text: row.modelData.name
                font.pixelSize: Theme.denseSize
                font.weight: Theme.medium
            }
            ThemedText {
                x: parent.width - 60
                y: 3
                width: 48
                height: 18
                horizontalAlignment: Text.AlignRight
                text: row.modelData.minutes
                color: Theme.text2
                font.pixelSize: Theme.denseSize
            }
            ThemedText {
                x: 34
                y: 20
                width: parent.width - x - Theme.space8
                height: 18
                text: row.modelData.text
                color: Theme.text2
                font.pixelSize: Theme.smallSize
            }
        }
    }
}
