import QtQuick
import Hallwright.Theme

/// A word in a card that opens a list or switches something; reachable by keyboard.
Item {
    id: button

    property string text
    property string icon
    property bool checked: false
    property bool chevron: true
    signal clicked()

    implicitWidth: row.implicitWidth + 16
    implicitHeight: 28
    activeFocusOnTab: true
    Accessible.role: Accessible.Button
    Accessible.name: text
    Keys.onSpacePressed: clicked()
    Keys.onReturnPressed: clicked()

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusField
        color: button.checked ? Theme.accentFill
             : area.pressed ? Theme.pressed : area.containsMouse ? Theme.hover : "transparent"
        border.width: button.activeFocus ? 1.5 : 0
        border.color: Theme.accent
    }
    Row {
        id: row

        anchors.centerIn: parent
        spacing: 6

        Icon {
            visible: button.icon !== ""
            anchors.verticalCenter: parent.verticalCenter
            name: button.icon
            size: 16
            color: Theme.text2
        }
        CardText {
            anchors.verticalCenter: parent.verticalCenter
            text: button.text
            font.weight: Theme.medium
        }
        Icon {
            visible: button.chevron
            anchors.verticalCenter: parent.verticalCenter
            name: "chevron-down"
            size: 16
            color: Theme.text2
        }
    }
    MouseArea {
        id: area

        anchors.fill: parent
        hoverEnabled: true
        onClicked: button.clicked()
    }
}
