import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme

/// A verb at the end of a line: Show, Apply.
AbstractButton {
    id: button

    implicitHeight: 24
    implicitWidth: label.implicitWidth + Theme.space12
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()
    contentItem: ThemedText {
        id: label
        text: button.text
        color: button.enabled ? Theme.accent : Theme.disabled
        font.weight: Theme.medium
        font.underline: button.hovered
        horizontalAlignment: Text.AlignHCenter
    }
    background: Rectangle {
        radius: Theme.radiusField
        color: "transparent"
        border.width: button.visualFocus ? 2 : 0
        border.color: Theme.accent
    }
}
