import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme

/// A short list that drops from a card: [{text, key, value}].
Popup {
    id: menu

    property var entries: []
    property var current
    signal chosen(var value)

    padding: 4
    margins: 4
    background: Rectangle {
        color: Theme.panel
        radius: Theme.radiusCard
        border.width: 1
        border.color: Theme.line
    }
    contentItem: Column {
        Repeater {
            model: menu.entries

            Item {
                id: entry

                required property var modelData

                width: 220
                height: 28

                Rectangle {
                    anchors.fill: parent
                    radius: Theme.radiusChip
                    color: entry.modelData.value === menu.current ? Theme.accentFill
                         : hoverArea.containsMouse ? Theme.hover : "transparent"
                }
                CardText {
                    anchors.fill: parent
                    anchors.leftMargin: 10
                    text: entry.modelData.text
                }
                CardText {
                    anchors.fill: parent
                    anchors.rightMargin: 10
                    horizontalAlignment: Text.AlignRight
                    text: entry.modelData.key
                    color: Theme.text3
                }
                MouseArea {
                    id: hoverArea

                    anchors.fill: parent
                    hoverEnabled: true
                    Accessible.role: Accessible.MenuItem
                    Accessible.name: entry.modelData.text
                    onClicked: {
                        menu.chosen(entry.modelData.value);
                        menu.close();
                    }
                }
            }
        }
    }
}
