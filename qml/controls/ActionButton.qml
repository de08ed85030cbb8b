import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme

/// A button that says what it does. One `primary` a dialog; `quiet` ones have no edge.
AbstractButton {
    id: button

    property string iconName
    property bool primary: false
    property bool quiet: false
    property string keys
    property int alignment: Qt.AlignHCenter
    readonly property color ink: !enabled ? Theme.disabled : primary ? Theme.primaryText : Theme.text

    implicitHeight: 28
    implicitWidth: content.implicitWidth + leftPadding + rightPadding
    leftPadding: Theme.space12
    rightPadding: Theme.space12
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()

    contentItem: Item {
        implicitWidth: content.implicitWidth
        Row {
            id: content
            spacing: Theme.space8
            anchors.verticalCenter: parent.verticalCenter
            x: button.alignment === Qt.AlignLeft ? 0 : (parent.width - width) / 2
            Icon {
                visible: button.iconName.length > 0
                name: button.iconName
                color: button.primary || button.quiet ? button.ink : Theme.text2
                anchors.verticalCenter: parent.verticalCenter
            }
            ThemedText {
                text: button.text
                color: button.ink
                font.weight: Theme.medium
                anchors.verticalCenter: parent.verticalCenter
            }
        }
        KeyCap {
            visible: button.keys.length > 0
            text: button.keys
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
        }
    }
    background: Rectangle {
        radius: Theme.radiusButton
        color: button.primary ? (button.down ? Qt.darker(Theme.primary, 1.15)
                                 : button.hovered ? Qt.darker(Theme.primary, 1.06) : Theme.primary)
             : button.down ? Theme.pressed
             : button.hovered && button.enabled ? Theme.hover : "transparent"
        border.width: button.visualFocus ? 2 : button.primary || button.quiet ? 0 : 1
        border.color: button.visualFocus ? Theme.accent
                    : Theme.highContrast ? Theme.outline : Theme.pressed
        Behavior on color { ColorAnimation { duration: Theme.hoverTime } }
    }
}
