import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme
import Hallwright.Controls

/// A campus that was open lately: picture, name, figures, what its checks said.
AbstractButton {
    id: card

    required property string path
    required property string name
    required property string detail
    required property string when
    required property int faults
    required property int warnings
    required property bool isChecked
    required property url picture
    signal opened(string path)
    signal forgotten(string path)

    height: width * 0.62 + 80
    hoverEnabled: true
    focusPolicy: Qt.TabFocus
    Keys.onReturnPressed: clicked()
    Keys.onEnterPressed: clicked()
    Accessible.name: name
    onClicked: opened(path)

    contentItem: Item {}
    background: Rectangle {
        radius: Theme.radiusCard
        color: card.hovered ? Theme.raised : Theme.panel
        border.width: card.visualFocus || card.hovered ? 2 : 1
        border.color: card.visualFocus || card.hovered ? Theme.accent : Theme.line
        Item {
            x: 2
            y: 2
            width: parent.width - 4
            height: parent.height - 80
            clip: true
            Rectangle {
                anchors.fill: parent
                color: Theme.dark ? "#2B2F34" : "#C9CED3"
                radius: Theme.radiusCard - 2
            }
            Image {
                id: image
                anchors.fill: parent
                source: card.picture
                fillMode: Image.PreserveAspectCrop
                asynchronous: true
                cache: false
                sourceSize.width: 800
            }
            Icon {
                visible: image.status !== Image.Ready
                anchors.centerIn: parent
                name: "hall"
                size: 40
                color: Theme.outline
            }
        }
        ThemedText {
            text: card.name
            x: Theme.space12
            y: parent.height - 72
            width: parent.width - 80
            font.weight: Theme.semiBold
        }
        Row {
            visible: card.isChecked
            anchors { right: parent.right; rightMargin: Theme.space12 }
            y: parent.height - 72
            spacing: 5
            SeveritySign {
                severity: card.faults > 0 ? "fault" : card.warnings > 0 ? "warning" : "ok"
                anchors.verticalCenter: parent.verticalCenter
            }
            ThemedText {
                text: card.faults > 0 ? card.faults : card.warnings
                color: Theme.text2
            }
        }
        ThemedText {
            text: card.detail || card.path
            x: Theme.space12
            y: parent.height - 50
            width: parent.width - 24
            color: Theme.text2
            font.pixelSize: Theme.denseSize
            elide: card.detail ? Text.ElideRight : Text.ElideMiddle
        }
        ThemedText {
            text: card.when
            x: Theme.space12
            y: parent.height - 29
            color: Theme.text3
            font.pixelSize: Theme.denseSize
        }
    }
    IconButton {
        visible: card.hovered
        anchors { right: parent.right; top: parent.top; margins: 6 }
        width: 26
        height: 26
        iconName: "close"
        iconSize: 14
        tip: "Take off this list"
        onClicked: card.forgotten(card.path)
    }
}
