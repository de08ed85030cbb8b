import QtQuick
import QtQuick.Controls
import Hallwright.Theme
import Hallwright.Controls

/// A question that names its consequence, with verbs as answers.
Popup {
    id: dialog

    required property QtObject app
    readonly property var question: app.question

    parent: Overlay.overlay
    anchors.centerIn: parent
    width: 420
    padding: Theme.space16
    modal: true
    closePolicy: Popup.NoAutoClose
    focus: true
    visible: question.text !== undefined
    background: MenuGround {}
    Overlay.modal: Rectangle { color: Qt.rgba(0, 0, 0, 0.35) }

    contentItem: FocusScope {
        implicitHeight: column.implicitHeight
        focus: true
        Keys.onEscapePressed: dialog.app.cancelQuestion()
        Keys.onReturnPressed: dialog.app.acceptQuestion()
        Keys.onEnterPressed: dialog.app.acceptQuestion()
        Column {
            id: column
            width: parent.width
            spacing: Theme.space6
            ThemedText {
                text: dialog.question.text ?? ""
                width: parent.width
                wrapMode: Text.Wrap
                font.pixelSize: Theme.titleSize
                font.weight: Theme.semiBold
            }
            ThemedText {
                text: dialog.question.detail ?? ""
                width: parent.width
                wrapMode: Text.Wrap
                color: Theme.text2
                bottomPadding: Theme.space12
            }
            Row {
                spacing: Theme.space8
                anchors.right: parent.right
                ActionButton {
                    text: "Cancel"
                    quiet: true
                    onClicked: dialog.app.cancelQuestion()
                }
                ActionButton {
                    visible: (dialog.question.discard ?? "").length > 0
                    text: dialog.question.discard ?? ""
                    onClicked: dialog.app.discardQuestion()
                }
                ActionButton {
                    objectName: "acceptQuestion"
                    text: dialog.question.accept ?? ""
                    primary: true
                    focus: true
                    onClicked: dialog.app.acceptQuestion()
                }
            }
        }
    }
}
