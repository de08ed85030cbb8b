import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme

/// A menu filled from a list of commands ({id, name, keys, icon, separated}).
Menu {
    id: menu

    property var commands: []
    property var isEnabled: (id) => true
    property var isChecked: (id) => false
    signal command(string id)

    implicitWidth: 268
    padding: 5
    overlap: 0
    background: MenuGround {
        implicitWidth: 268
    }

    Instantiator {
        model: menu.commands
        onObjectAdded: (index, object) => menu.insertItem(index, object)
        onObjectRemoved: (index, object) => menu.removeItem(object)
        delegate: MenuItem {
            id: item

            required property var modelData
            readonly property bool ticked: menu.isChecked(modelData.id)

            implicitHeight: 28 + (modelData.separated ? 9 : 0)
            topPadding: modelData.separated ? 9 : 0
            bottomPadding: 0
            leftPadding: 0
            rightPadding: 0
            text: modelData.name
            enabled: menu.opened && menu.isEnabled(modelData.id)
            onTriggered: menu.command(modelData.id)
            arrow: null
            indicator: null

            contentItem: Item {
                Icon {
                    name: item.ticked ? "tick" : item.modelData.icon
                    size: 16
                    x: 9
                    color: !item.enabled ? Theme.disabled : item.ticked ? Theme.accent : Theme.text2
                    anchors.verticalCenter: parent.verticalCenter
                }
                ThemedText {
                    text: item.text
                    x: 34
                    height: parent.height
                    color: item.enabled ? Theme.text : Theme.disabled
                }
                ThemedText {
                    text: item.modelData.keys
                    anchors { right: parent.right; rightMargin: 10 }
                    height: parent.height
                    font.pixelSize: Theme.smallSize
                    color: item.enabled ? Theme.text3 : Theme.disabled
                }
            }
            background: Item {
                Rectangle {
                    visible: item.modelData.separated
                    width: parent.width
                    y: 4
                    height: 1
                    color: Theme.line
                }
                Rectangle {
                    anchors.fill: parent
                    anchors.topMargin: item.modelData.separated ? 9 : 0
                    radius: Theme.radiusChip
                    color: item.highlighted && item.enabled ? Theme.hover : "transparent"
                }
            }
        }
    }
}
