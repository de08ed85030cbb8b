import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme

/// Field that filters a list while one types; Esc clears it, then gives the keys back.
TextField {
    id: field

    property string keys
    signal accept()
    signal step(int rows)

    implicitHeight: 26
    leftPadding: 30
    rightPadding: keys.length > 0 ? 34 : Theme.space8
    topPadding: 0
    bottomPadding: 0
    verticalAlignment: TextInput.AlignVCenter
    font.family: Theme.family
    font.pixelSize: Theme.bodySize
    color: Theme.text
    placeholderTextColor: Theme.text3
    selectionColor: Theme.accentFill
    selectedTextColor: Theme.text
    selectByMouse: true

    Keys.onEscapePressed: (event) => {
        if (text.length > 0)
            text = "";
        else {
            focus = false;
            event.accepted = false;
        }
    }
    Keys.onDownPressed: step(1)
    Keys.onUpPressed: step(-1)
    Keys.onReturnPressed: accept()
    Keys.onEnterPressed: accept()

    background: Rectangle {
        radius: Theme.radiusField
        color: Theme.field
        border.width: field.activeFocus ? 2 : 1
        border.color: field.activeFocus ? Theme.accent : field.hovered ? Theme.outline : Theme.fieldEdge
    }
    Icon {
        name: "search"
        size: 16
        color: Theme.text3
        x: 8
        anchors.verticalCenter: parent.verticalCenter
    }
    KeyCap {
        visible: field.keys.length > 0 && !field.activeFocus && field.text.length === 0
        text: field.keys
        anchors { right: parent.right; rightMargin: 6; verticalCenter: parent.verticalCenter }
    }
}
