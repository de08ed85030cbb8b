import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme

/// A few choices side by side, one of which holds.
Rectangle {
    id: segments

    property var model: []
    property int current: -1
    property bool narrow: false
    signal chosen(int index)

    implicitWidth: row.width + 6
    implicitHeight: 30
    radius: Theme.radiusButton
    color: Theme.canvas
    border.color: Theme.line

    Row {
        id: row
        x: 3
        y: 3
        Repeater {
            model: segments.model
            delegate: AbstractButton {
                id: segment

                required property int index
                required property string modelData
                readonly property bool holds: segments.current === index

                width: segmentText.implicitWidth + (segments.narrow ? 16 : 24)
                height: segments.height - 6
                hoverEnabled: true
                focusPolicy: Qt.TabFocus
                Accessible.name: modelData
                onClicked: segments.chosen(index)
                contentItem: ThemedText {
                    id: segmentText
                    text: segment.modelData
                    font.weight: Theme.medium
                    horizontalAlignment: Text.AlignHCenter
                    color: segment.holds || segment.hovered ? Theme.text : Theme.text2
                }
                background: Rectangle {
                    radius: Theme.radiusChip
                    color: segment.holds ? Theme.pressed : "transparent"
                    border.width: segment.visualFocus ? 2 : 0
                    border.color: Theme.accent
                }
            }
        }
    }
}
