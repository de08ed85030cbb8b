import QtQuick
import Hallwright.Theme
import Hallwright.Controls

/// What went wrong, in words, under the top bar; never over the scene.
Rectangle {
    id: strip

    required property QtObject app
    readonly property var message: app.message
    readonly property bool shown: message.text !== undefined

    height: shown ? 32 : 0
    visible: height > 0
    clip: true
    color: Theme.raised
    Behavior on height { NumberAnimation { duration: Theme.panelTime; easing.type: Easing.OutCubic } }

    Rectangle {
        width: 3
        height: parent.height
        color: Theme.severityColor(strip.message.severity ?? "")
    }
    SeveritySign {
        x: Theme.space12
        y: 8
        severity: strip.message.severity ?? ""
    }
    ThemedText {
        objectName: "messageText"
        text: strip.message.text ?? ""
        x: 38
        width: actions.x - x - Theme.space8
        height: 32
        font.weight: Theme.medium
        ElidedTip {}
    }
    Row {
        id: actions
        anchors { right: parent.right; rightMargin: Theme.space8 }
        height: 32
        spacing: Theme.space4
        Repeater {
            model: strip.message.actions ?? []
            delegate: LinkButton {
                required property var modelData
                text: modelData.name
                anchors.verticalCenter: parent.verticalCenter
                onClicked: strip.app.messageAction(modelData.id)
            }
        }
        IconButton {
            width: 26
            height: 26
            iconName: "close"
            iconSize: 14
            tip: "Dismiss"
            anchors.verticalCenter: parent.verticalCenter
            onClicked: strip.app.dismissMessage()
        }
    }
    Rectangle {
        y: parent.height - 1
        width: parent.width
        height: 1
        color: Theme.line
    }
}
