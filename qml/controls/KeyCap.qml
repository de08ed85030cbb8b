import QtQuick
import Hallwright.Theme

/// A key as it stands on the keyboard.
Rectangle {
    property alias text: label.text

    implicitWidth: label.implicitWidth + 10
    implicitHeight: 17
    radius: Theme.radiusChip
    color: "transparent"
    border.color: Theme.outline
    border.width: 1

    ThemedText {
        id: label
        anchors.centerIn: parent
        font.pixelSize: Theme.badgeSize
        color: Theme.text2
    }
}
