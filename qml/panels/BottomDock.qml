import QtQuick
import Hallwright.Theme
import Hallwright.Controls
import Hallwright.Diagram

/// Findings, log, bill of materials, one-line diagram, year, drill and figures under one row of tabs.
Rectangle {
    id: dock

    required property QtObject app
    property int tab: 0
    /// Height of the part below the tabs; 0: only the tabs show.
    property bool open: true
    /// The diagram has taken the place of the scene.
    property bool large: false
    readonly property bool showsDiagram: tab === 3 && open
    signal toggled()
    signal largeToggled()

    color: Theme.panel
    clip: true

    Binding { target: dock.app.bill; property: "shown"; value: dock.tab === 2 }
    Binding { target: dock.app.figures; property: "shown"; value: dock.tab === 6 && dock.open }
    Binding { target: dock.app.airDrill; property: "shown"; value: dock.tab === 5 && dock.open }

    Rectangle {
        width: parent.width
        height: 1
        color: Theme.line
    }
    Row {
        id: tabs
        x: Theme.space4
        Repeater {
            model: ["Findings", "Log", "Bill of materials", "One-line", "Year", "Drill", "Figures"]
            delegate: DockTab {
                required property int index
                required property string modelData
                text: modelData
                count: index === 0 && dock.app.findings.count > 0 ? dock.app.findings.count : ""
                current: dock.tab === index && dock.open
                onClicked: {
                    if (dock.open && dock.tab === index || !dock.open)
                        dock.toggled();
                    dock.tab = index;
                }
            }
        }
    }
    ThemedText {
        anchors {
            left: tabs.right
            leftMargin: Theme.space12
            right: parent.right
            rightMargin: Theme.space12
        }
        height: 30
        horizontalAlignment: Text.AlignRight
        visible: !dock.showsDiagram
        text: dock.tab === 2 ? dock.app.bill.total : dock.tab === 4 ? dock.app.year.weather
            : dock.tab >= 5 ? "" : dock.app.findings.summary
        color: Theme.text3
        font.pixelSize: Theme.smallSize
        ElidedTip {}
    }
    Rectangle {
        y: 30
        width: parent.width
        height: 1
        color: Theme.line
    }
    Item {
        anchors { fill: parent; topMargin: 30 }
        FindingsList {
            visible: dock.tab === 0
            anchors.fill: parent
            app: dock.app
        }
        LogList {
            visible: dock.tab === 1
            anchors.fill: parent
            app: dock.app
        }
        BillList {
            visible: dock.tab === 2
            anchors.fill: parent
            app: dock.app
        }
        OneLinePanel {
            objectName: "oneLine"
            visible: dock.showsDiagram
            anchors.fill: parent
            app: dock.app
            large: dock.large
            onLargeToggled: dock.largeToggled()
        }
        YearPanel {
            visible: dock.tab === 4
            anchors.fill: parent
            app: dock.app
        }
        FiguresPanel {
            objectName: "figures"
            visible: dock.tab === 6
            anchors.fill: parent
            app: dock.app
        }
        DrillPanel {
            objectName: "drill"
            visible: dock.tab === 5
            anchors.fill: parent
            app: dock.app
        }
    }
}
