import QtQuick
import QtQuick.Controls
import Hallwright.Theme
import Hallwright.Controls

/// Copies of the selection in even steps.
Popup {
    id: dialog

    required property QtObject app
    property int copies: 3
    property real stepX: 0
    property real stepY: 10

    parent: Overlay.overlay
    anchors.centerIn: parent
    width: 320
    padding: Theme.space16
    modal: true
    focus: true
    background: MenuGround {}
    Overlay.modal: Rectangle { color: Qt.rgba(0, 0, 0, 0.35) }

    onOpened: copiesField.forceActiveFocus()

    function accept() {
        app.tools.arraySelection(copies, stepX, stepY);
        close();
    }

    contentItem: Column {
        spacing: Theme.space8
        ThemedText {
            text: "Array of " + dialog.app.selection.count + " selected"
            font.pixelSize: Theme.titleSize
            font.weight: Theme.semiBold
        }
        Row {
            spacing: 6
            ValueField {
                id: copiesField
                width: 92
                label: "copies"
                value: dialog.copies
                onCommit: (text) => {
                    const n = Number(text);
                    error = Number.isInteger(n) && n > 0 && n <= 1000 ? "" : "A count from 1 to 1000.";
                    if (!error)
                        dialog.copies = n;
                }
                onAbandoned: error = ""
                onStep: (steps) => dialog.copies = Math.max(1, dialog.copies + Math.sign(steps))
                onEntered: if (!error) dialog.accept()
            }
            ValueField {
                width: 92
                label: "x"
                unit: "m"
                value: dialog.stepX.toFixed(2).replace("-", "\u2212")
                onCommit: (text) => {
                    const length = dialog.app.lengthOf(text);
                    error = isFinite(length) ? "" : "A length, such as 12.5 or 30 cm.";
                    if (!error)
                        dialog.stepX = length;
                }
                onAbandoned: error = ""
                onStep: (steps) => dialog.stepX += steps * 0.1
                onEntered: if (!error) dialog.accept()
            }
            ValueField {
                width: 92
                label: "y"
                unit: "m"
                value: dialog.stepY.toFixed(2).replace("-", "\u2212")
                onCommit: (text) => {
                    const length = dialog.app.lengthOf(text);
                    error = isFinite(length) ? "" : "A length, such as 12.5 or 30 cm.";
                    if (!error)
                        dialog.stepY = length;
                }
                onAbandoned: error = ""
                onStep: (steps) => dialog.stepY += steps * 0.1
                onEntered: if (!error) dialog.accept()
            }
        }
        ThemedText {
            text: "Each copy stands one step from the one before, east and north."
            width: parent.width
            wrapMode: Text.Wrap
            color: Theme.text3
            font.pixelSize: Theme.smallSize
        }
        Row {
            anchors.right: parent.right
            spacing: Theme.space8
            ActionButton {
                text: "Cancel"
                quiet: true
                onClicked: dialog.close()
            }
            ActionButton {
                text: "Copy"
                primary: true
                onClicked: dialog.accept()
            }
        }
    }
}
