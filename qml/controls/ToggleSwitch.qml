import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme

/// On or off.
AbstractButton {
    id: toggle

    implicitWidth: 34
    implicitHeight: 24
    checkable: true
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    contentItem: Item {}
    background: Item {
        Rectangle {
            width: 34
            height: 18
            radius: 9
            anchors.verticalCenter: parent.verticalCenter
            color: toggle.checked ? Theme.accent : Theme.field
            border.width: toggle.visualFocus ? 2 : 1
            border.color: toggle.visualFocus ? Theme.text : toggle.checked ? Theme.accent : Theme.outline
            Rectangle {
                width: 12
                height: 12
                radius: 6
                y: 3
                x: toggle.checked ? parent.width - width - 3 : 3
                color: toggle.checked ? Theme.panel : Theme.outline
                Behavior on x { NumberAnimation { duration: Theme.hoverTime } }
            }
        }
    }
}
