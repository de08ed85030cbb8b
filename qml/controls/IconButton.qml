import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme

/// A button with an icon alone; its name and key stand in the tooltip.
AbstractButton {
    id: button

    property string iconName
    property int iconSize: 20
    property string tip
    property string keys
    property bool active: false
    property color tint: active ? Theme.accent : Theme.text2

    implicitWidth: 32
    implicitHeight: 32
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()
    Accessible.name: tip

    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            name: button.iconName
            size: button.iconSize
            color: button.enabled ? button.tint : Theme.disabled
        }
    }
    background: Rectangle {
        radius: Theme.radiusButton
        color: button.active ? Theme.accentFill
             : button.down ? Theme.pressed
             : button.hovered && button.enabled ? Theme.hover : "transparent"
        border.width: button.visualFocus ? 2 : 0
        border.color: Theme.accent
        Behavior on color { ColorAnimation { duration: Theme.hoverTime } }
    }

    Tip {
        visible: button.hovered && button.tip.length > 0
        text: button.tip
        keys: button.keys
    }
}
