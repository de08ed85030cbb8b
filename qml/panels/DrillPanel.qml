import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme
import Hallwright.Controls

/// A drill of a hall's air: what fails, the run, what came of it, and the time bar that plays it
/// in the scene; or one of the campus's water.
Item {
    id: panel

    required property QtObject app
    readonly property QtObject drill: app.airDrill
    property bool ofWater: false
    readonly property bool busy: drill.state === "busy"
    readonly property bool old: drill.state === "stale"
    readonly property var restarts: [0, 30, 60, 120, 300]
    readonly property var durations: [120, 300, 600, 1800]

    function run() {
        app.view.layer = 1;
        app.selection.reveal(drill.hallNumber());
        app.run("frame-selection");
        drill.run();
    }

    Row {
        id: bar
        x: Theme.space12
        height: 40
        spacing: Theme.space8

        Segments {
            id: subject
            objectName: "drillSubject"
            anchors.verticalCenter: parent.verticalCenter
            height: 26
            narrow: true
            model: ["Air", "Water"]
            current: panel.ofWater ? 1 : 0
            onChosen: (index) => {
                panel.ofWater = index === 1;
                panel.app.view.layer = panel.ofWater ? 3 : 1; // what is drilled is what is seen
            }
        }
        ChoiceField {
            visible: !panel.ofWater
            width: 100
            anchors.verticalCenter: parent.verticalCenter
            model: panel.drill.halls
            currentIndex: panel.drill.hall
            displayText: currentIndex < 0 ? "Hall" : currentText
            enabled: !panel.busy
            Accessible.name: "Hall"
            onActivated: (index) => {
                panel.drill.hall = index;
                currentIndex = Qt.binding(() => panel.drill.hall);
            }
        }
        ChoiceField {
            visible: !panel.ofWater
            width: 178
            anchors.verticalCenter: parent.verticalCenter
            model: ["Air units lose power", "Coils lose their water"]
            currentIndex: panel.drill.event
            enabled: !panel.busy
            Accessible.name: "What fails"
            onActivated: (index) => panel.drill.event = index
        }
        ChoiceField {
            visible: !panel.ofWater
            width: 138
            anchors.verticalCenter: parent.verticalCenter
            model: ["Stays away", "Back after 30 s", "Back after 1 min", "Back after 2 min", "Back after 5 min"]
            currentIndex: Math.max(0, panel.restarts.indexOf(panel.drill.restart_s))
            enabled: !panel.busy
            Accessible.name: "When it is back"
            onActivated: (index) => panel.drill.restart_s = panel.restarts[index]
        }
        ChoiceField {
            visible: !panel.ofWater
            width: 96
            anchors.verticalCenter: parent.verticalCenter
            model: ["2 min", "5 min", "10 min", "30 min"]
            currentIndex: panel.durations.indexOf(panel.drill.duration_s)
            enabled: !panel.busy
            Accessible.name: "How long it is followed"
            onActivated: (index) => panel.drill.duration_s = panel.durations[index]
        }
        ActionButton {
            visible: !panel.busy && !panel.ofWater
            anchors.verticalCenter: parent.verticalCenter
            text: "Run drill"
            enabled: panel.drill.canRun
            onClicked: panel.run()
        }
        ActionButton {
            visible: panel.busy && !panel.ofWater
            anchors.verticalCenter: parent.verticalCenter
            text: "Stop"
            onClicked: panel.drill.cancel()
        }
    }
    Row {
        visible: !panel.ofWater
        anchors { left: bar.right; leftMargin: Theme.space12; right: parent.right; rightMargin: Theme.space12 }
        height: bar.height
        spacing: Theme.space8

        SeveritySign {
            visible: panel.drill.state === "failed"
            severity: "fault"
            size: 14
            anchors.verticalCenter: parent.verticalCenter
        }
        Rectangle { // old values
            visible: panel.old
            width: 6
            height: 6
            radius: 3
            color: Theme.warn
            anchors.verticalCenter: parent.verticalCenter
        }
        ThemedText {
            id: sentence
            visible: panel.drill.state !== "empty"
            width: parent.width - x
            height: parent.height
            text: panel.drill.sentence
            color: panel.drill.state === "failed" ? Theme.faultText : Theme.text2
            font.pixelSize: Theme.smallSize
            ElidedTip {}
        }
    }
    Rectangle {
        y: 40
        width: parent.width
        height: 1
        color: Theme.line
    }
    DrillBar {
        anchors { left: parent.left; right: cascade.visible ? cascade.left : parent.right; top: bar.bottom; bottom: parent.bottom; topMargin: 1 }
        visible: panel.drill.available && !panel.ofWater
        opacity: panel.old ? 0.6 : 1.0
        drill: panel.drill
    }
    Rectangle {
        visible: cascade.visible
        anchors { top: bar.bottom; bottom: parent.bottom; right: cascade.left }
        width: 1
        color: Theme.line
    }
    ListView { // figures, then what happened when
        id: cascade
        anchors { right: parent.right; top: bar.bottom; bottom: parent.bottom; topMargin: 1 }
        width: panel.width >= 1400 ? 380 : 270
        visible: panel.drill.available && !panel.ofWater && panel.width >= 700
        opacity: panel.old ? 0.6 : 1.0
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollLine {}
        header: Grid {
            width: cascade.width
            columns: 2
            padding: Theme.space12
            topPadding: Theme.space8
            bottomPadding: Theme.space4
            columnSpacing: Theme.space12
            rowSpacing: Theme.space6
            Repeater {
                model: panel.drill.figures
                delegate: Column {
                    required property var modelData

                    width: (cascade.width - 3 * Theme.space12) / 2
                    ThemedText {
                        width: parent.width
                        text: modelData.name
                        color: Theme.text2
                        font.pixelSize: Theme.smallSize
                    }
                    Row {
                        spacing: Theme.space6
                        ThemedText {
                            text: modelData.value
                            font.pixelSize: Theme.titleSize
                            font.weight: Theme.semiBold
                            color: modelData.severity === "fault" ? Theme.faultText : Theme.text
                        }
                        ThemedText {
                            anchors.verticalCenter: parent.verticalCenter
                            text: modelData.context
                            color: Theme.text3
                            font.pixelSize: Theme.smallSize
                        }
                    }
                }
            }
        }
        model: panel.drill.events
        delegate: Rectangle {
            id: row

            required property var modelData

            width: ListView.view.width
            height: 42
            color: area.containsMouse ? Theme.hover : "transparent"

            MouseArea {
                id: area
                anchors.fill: parent
                hoverEnabled: true
                onClicked: {
                    panel.drill.playing = false;
                    panel.drill.time_s = row.modelData.time_s;
                    if (row.modelData.rack > 0)
                        panel.app.selection.select(row.modelData.rack);
                }
            }
            ThemedText {
                x: Theme.space8
                y: 3
                width: 38
                height: 18
                horizontalAlignment: Text.AlignRight
                text: row.modelData.time
                color: Theme.text2
                font.pixelSize: Theme.denseSize
            }
            SeveritySign {
                x: 54
                y: 5
                size: 14
                severity: row.modelData.severity
            }
            ThemedText {
                x: 76
                y: 3
                width: parent.width - x - Theme.space8
                height: 18
                text: row.modelData.text
                font.pixelSize: Theme.denseSize
                font.weight: Theme.medium
            }
            ThemedText {
                x: 76
                y: 20
                width: parent.width - x - Theme.space8
                height: 18
                text: row.modelData.detail
                color: Theme.text2
                font.pixelSize: Theme.smallSize
            }
        }
    }
    ThemedText {
        visible: !panel.drill.available && !panel.ofWater
        x: Theme.space12
        y: 44
        width: parent.width - 2 * x
        height: Theme.findingRow
        text: panel.busy ? "The first moment appears at once, the others as they are solved." : panel.drill.sentence
        color: Theme.text3
    }
    CoolingDrillView {
        anchors.fill: parent
        visible: panel.ofWater
        app: panel.app
        leftInset: bar.x + subject.width + Theme.space8
    }
}
