import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme
import Hallwright.Controls

/// What happened, newest first.
Item {
    id: panel

    required property QtObject app

    ListView {
        id: list
        anchors.fill: parent
        clip: true
        model: panel.app.log
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollLine {}
        delegate: Item {
            required property string time
            required property string severity
            required property string text
            width: ListView.view.width
            height: 24
            ThemedText {
                text: parent.time
                x: Theme.space12
                height: parent.height
                color: Theme.text3
                font.family: Theme.monoFamily
                font.pixelSize: Theme.smallSize
            }
            SeveritySign {
                visible: parent.severity === "fault" || parent.severity === "warning"
                severity: parent.severity
                size: 14
                x: 78
                anchors.verticalCenter: parent.verticalCenter
            }
            ThemedText {
                text: parent.text
                x: 98
                width: parent.width - x - Theme.space12
                height: parent.height
                font.pixelSize: Theme.denseSize
                color: parent.severity === "fault" ? Theme.faultText : Theme.text2
            }
        }
    }
    ThemedText {
        visible: list.count === 0
        text: "Nothing has happened yet."
        x: Theme.space12
        height: Theme.findingRow
        color: Theme.text3
    }
}
