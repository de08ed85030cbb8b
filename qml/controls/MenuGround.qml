import QtQuick
import Hallwright.Theme

/// What menus, lists and the palette lie on: a raised sheet with a soft shadow.
Item {
    id: ground

    property int radius: Theme.radiusCard

    Repeater { // a blur would need an effect layer; four rings read the same at this size
        model: 4
        Rectangle {
            required property int index
            anchors.fill: parent
            anchors.margins: -(index + 1) * 4
            anchors.topMargin: -(index + 1) * 2
            anchors.bottomMargin: -(index + 1) * 5
            radius: ground.radius + (index + 1) * 4
            color: Qt.rgba(0, 0, 0, (Theme.dark ? 0.13 : 0.05) / (index + 1))
        }
    }
    Rectangle {
        anchors.fill: parent
        radius: ground.radius
        color: Theme.panel
        border.color: Theme.dark ? Theme.pressed : Theme.line
    }
}
