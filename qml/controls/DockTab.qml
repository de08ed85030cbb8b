import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme

/// A tab of a dock, with a count where there is one.
AbstractButton {
    id: tab

    property string count
    property bool current: false

    implicitHeight: 30
    implicitWidth: row.implicitWidth + 2 * Theme.space8
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()
    contentItem: Item {
        Row {
            id: row
            anchors.centerIn: parent
            spacing: Theme.space6
            ThemedText {
                text: tab.text
                font.weight: Theme.medium
                color: tab.current || tab.hovered ? Theme.text : Theme.text2
            }
            Rectangle {
                visible: tab.count.length > 0
                width: Math.max(18, countText.implicitWidth + 10)
                height: 16
                radius: 8
                color: Theme.pressed
                anchors.verticalCenter: parent.verticalCenter
                ThemedText {
                    id: countText
                    anchors.centerIn: parent
                    text: tab.count
                    font.pixelSize: Theme.badgeSize
                    color: Theme.text2
                }
            }
        }
    }
    background: Rectangle {
        color: "transparent"
        border.width: tab.visualFocus ? 2 : 0
        border.color: Theme.accent
        radius: Theme.radiusChip
        Rectangle {
            visible: tab.current
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            height: 2
            color: Theme.accent
        }
    }
}
