import QtQuick
import QtQuick.Controls
import Hallwright.Theme
import Hallwright.Controls

/// Name, version, licences.
Popup {
    id: dialog

    required property QtObject app

    parent: Overlay.overlay
    anchors.centerIn: parent
    width: 400
    padding: Theme.space24
    modal: true
    focus: true
    background: MenuGround {}
    Overlay.modal: Rectangle { color: Qt.rgba(0, 0, 0, 0.35) }

    contentItem: Column {
        spacing: Theme.space8
        Row {
            spacing: Theme.space12
            Icon {
                name: "mark"
                size: 36
            }
            Column {
                ThemedText {
                    text: "Hallwright"
                    font.pixelSize: 18
                    font.weight: Theme.semiBold
                }
                ThemedText {
                    text: dialog.app.version
                    color: Theme.text3
                }
            }
        }
        ThemedText {
            width: parent.width
            wrapMode: Text.Wrap
            color: Theme.text2
            text: "Layout, power, coolant and air of an AI-factory campus in one model. "
                  + "Free software under the GNU General Public License, version 3 or later. "
                  + "Set in Hallwright Sans (from Inter, SIL Open Font License 1.1) and JetBrains Mono (Apache 2.0)."
        }
        ActionButton {
            anchors.right: parent.right
            text: "Close"
            primary: true
            onClicked: dialog.close()
        }
    }
}
