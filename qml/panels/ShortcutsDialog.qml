import QtQuick
import QtQuick.Controls
import Hallwright.Theme
import Hallwright.Controls

/// Every key in one view.
Popup {
    id: dialog

    required property QtObject app
    readonly property var mouse: [
        { name: "Orbit", keys: "middle drag, Alt drag" },
        { name: "Pan", keys: "Shift middle drag" },
        { name: "Zoom to the cursor", keys: "wheel" },
        { name: "Add or remove", keys: "Shift click, Ctrl click" },
        { name: "Select inside / touching", keys: "drag right / left" },
        { name: "Leave a tool", keys: "Esc" }
    ]

    parent: Overlay.overlay
    anchors.centerIn: parent
    width: Math.min(860, parent ? parent.width - 48 : 860)
    height: Math.min(620, parent ? parent.height - 48 : 620)
    padding: Theme.space16
    modal: true
    focus: true
    background: MenuGround {}
    Overlay.modal: Rectangle { color: Qt.rgba(0, 0, 0, 0.35) }

    contentItem: Item {
        ThemedText {
            text: "Keys and mouse"
            font.pixelSize: Theme.titleSize
            font.weight: Theme.semiBold
        }
        IconButton {
            anchors.right: parent.right
            y: -6
            iconName: "close"
            tip: "Close"
            onClicked: dialog.close()
        }
        Flickable {
            anchors { fill: parent; topMargin: 32 }
            contentHeight: flow.height
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            ScrollBar.vertical: ScrollLine {}
            Grid {
                id: flow
                width: parent.width
                columns: 2
                columnSpacing: Theme.space32
                Repeater {
                    model: dialog.app.menu("").filter((c) => c.keys.length > 0).concat(dialog.mouse)
                    delegate: Item {
                        required property var modelData
                        width: (flow.width - Theme.space32) / 2
                        height: 26
                        ThemedText {
                            text: parent.modelData.name
                            height: parent.height
                            color: Theme.text2
                        }
                        KeyCap {
                            text: parent.modelData.keys
                            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                        }
                    }
                }
            }
        }
    }
}
