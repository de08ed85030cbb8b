import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme
import Hallwright.Controls

/// A year of the campus: weather and site, the run, its figures, months, duration curves and the
/// comparison of sites. Side by side where there is room, one behind a tab each where there is not.
Item {
    id: panel

    required property QtObject app
    readonly property QtObject year: app.year
    readonly property bool busy: year.state === "busy"
    readonly property bool old: year.state === "stale" || year.state === "failed"
    readonly property bool wide: width >= 1280
    /// 0 months, 1 duration curves, 2 uses and set-points, 3 sites.
    property int view: 0
    /// Series of the stack, by place; the same in both themes, as the colour maps are.
    readonly property var inks: ["#2F7FD0", "#B79CF7", "#D9CB66", "#2F9E83", "#F2994B", "#D11A5B"]

    Row {
        id: bar
        x: Theme.space12
        height: 40
        spacing: Theme.space8

        ChoiceField {
            id: siteField
            width: panel.width < 900 ? 150 : 240
            anchors.verticalCenter: parent.verticalCenter
            model: panel.year.sites
            currentIndex: panel.year.site
            displayText: panel.year.site < 0 ? "Site" : currentText
            Accessible.name: "Site of the campus"
            Tip {
                visible: siteField.hovered && !siteField.popup.visible
                text: "Site: its climate, price and carbon"
            }
            onActivated: (index) => {
                panel.year.moveTo(index);
                currentIndex = Qt.binding(() => panel.year.site);
            }
        }
        ActionButton {
            visible: !panel.busy
            anchors.verticalCenter: parent.verticalCenter
            text: "Run year"
            enabled: panel.year.canRun
            onClicked: panel.year.run()
        }
        ActionButton {
            visible: panel.busy
            anchors.verticalCenter: parent.verticalCenter
            text: "Cancel"
            onClicked: panel.year.cancel()
        }
        ActionButton {
            anchors.verticalCenter: parent.verticalCenter
            text: "Open weather…"
            enabled: !panel.busy
            onClicked: panel.app.run("year-weather")
        }
        ActionButton {
            visible: panel.year.usesFile
            anchors.verticalCenter: parent.verticalCenter
            text: "Typical year"
            enabled: !panel.busy
            onClicked: panel.year.useTypicalYear()
        }
        PlumeToggle {
            height: parent.height
            enabled: !panel.busy
            model: panel.year
        }
        ActionButton {
            anchors.verticalCenter: parent.verticalCenter
            text: "Compare sites"
            enabled: !panel.busy && panel.year.canRun
            onClicked: {
                panel.view = 3;
                panel.year.compareSites();
            }
        }
    }
    Row {
        anchors { left: bar.right; leftMargin: Theme.space12; right: parent.right; rightMargin: Theme.space12 }
        height: bar.height
        spacing: Theme.space8

        Rectangle { // progress
            visible: panel.busy
            width: 72
            height: 4
            radius: 2
            color: Theme.line
            anchors.verticalCenter: parent.verticalCenter
            Rectangle {
                width: parent.width * panel.year.fraction
                height: parent.height
                radius: 2
                color: Theme.accent
            }
        }
        SeveritySign {
            visible: panel.year.state === "failed"
            severity: "fault"
            size: 14
            anchors.verticalCenter: parent.verticalCenter
        }
        Rectangle { // old values
            visible: panel.year.state === "stale"
            width: 6
            height: 6
            radius: 3
            color: Theme.warn
            anchors.verticalCenter: parent.verticalCenter
        }
        ThemedText {
            id: sentence
            visible: panel.year.state !== "empty"
            width: parent.width - x
            height: parent.height
            text: panel.busy ? panel.year.sentence + ", " + Math.round(100 * panel.year.fraction) + "\u2009%"
                             : panel.year.sentence
            color: panel.year.state === "failed" ? Theme.faultText : Theme.text2
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

    Row {
        id: tabs
        visible: panel.year.available || panel.year.comparison.length > 0
        x: figures.visible ? figures.width : 0
        y: 41
        Repeater {
            model: panel.wide ? ["Months, curves and uses", "Sites"]
                              : ["Months", "Curves", "Uses", "Sites"]
            delegate: DockTab {
                required property int index
                required property string modelData
                readonly property int target: panel.wide ? (index === 0 ? 0 : 3) : index
                text: modelData
                current: panel.wide ? (panel.view === 3) === (target === 3) : panel.view === target
                onClicked: panel.view = target
            }
        }
    }
    YearFigures {
        id: figures
        anchors { top: parent.top; topMargin: 44; bottom: parent.bottom }
        width: panel.width < 900 ? 250 : 310
        visible: panel.year.available
        model: panel.year.figures
        old: panel.old
    }
    Item {
        id: charts
        anchors {
            left: panel.year.available ? figures.right : parent.left
            right: parent.right; top: tabs.bottom; bottom: parent.bottom
            margins: Theme.space8
        }
        visible: panel.year.available && panel.view !== 3
        opacity: panel.old ? 0.6 : 1.0
        readonly property real third: (width - 2 * Theme.space16) / 3

        YearMonths {
            visible: panel.wide || panel.view === 0
            width: panel.wide ? charts.third : charts.width
            height: charts.height
            year: panel.year
            inks: panel.inks
        }
        YearCurves {
            visible: panel.wide || panel.view === 1
            x: panel.wide ? charts.third + Theme.space16 : 0
            width: panel.wide ? charts.third : charts.width
            height: charts.height
            curves: panel.year.curves
        }
        YearUses {
            visible: panel.wide || panel.view === 2
            x: panel.wide ? 2 * (charts.third + Theme.space16) : 0
            width: panel.wide ? charts.third : charts.width
            height: charts.height
            year: panel.year
            inks: panel.inks
        }
    }
    YearSites {
        anchors.fill: charts
        visible: panel.view === 3 && tabs.visible
        rows: panel.year.comparison
        busy: panel.busy
    }
    ThemedText {
        visible: !tabs.visible
        x: Theme.space12
        y: 44
        width: parent.width - 2 * x
        topPadding: Theme.space6
        text: panel.busy ? "The figures appear here when the year is solved." : panel.year.sentence
        color: panel.year.state === "failed" ? Theme.faultText : Theme.text3
        wrapMode: Text.Wrap
    }
}
