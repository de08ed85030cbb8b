import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme
import Hallwright.Controls

/// A way to begin, with a field where one thing must be said first.
AbstractButton {
    id: card

    property string iconName
    property string title
    property string field
    property string value: field
    signal entered(string value)

    height: 112
    hoverEnabled: true
    focusPolicy: Qt.StrongFocus // a press commits what stands in the field
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()
    Accessible.name: title
    contentItem: Item {}
    background: Rectangle {
        radius: Theme.radiusCard
        color: card.down ? Theme.pressed : card.hovered ? Theme.raised : Theme.panel
        border.width: card.visualFocus ? 2 : 1
        border.color: card.visualFocus ? Theme.accent : card.hovered ? Theme.outline : Theme.line
    }
    Icon {
        name: card.iconName
        x: 16
        y: 16
        color: Theme.text2
    }
    ThemedText {
        text: card.title
        x: 16
        y: 48
        font.weight: Theme.semiBold
    }
    ThemedText {
        text: card.text
        x: 16
        y: 70
        width: parent.width - 32
        wrapMode: Text.Wrap
        maximumLineCount: 2
        color: Theme.text2
        font.pixelSize: Theme.denseSize
    }
    ValueField {
        visible: card.field.length > 0
        anchors { right: parent.right; top: parent.top; margins: 14 }
        width: 104
        value: card.value
        onCommit: (text) => card.value = text
        onEntered: card.entered(card.value)
    }
}
