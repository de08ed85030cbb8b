import QtQuick
import Hallwright.Theme

/// The value under the pointer: full in the probe tool, one line otherwise.
ViewCard {
    id: card

    required property var probe
    property bool full: false

    visible: probe.visible === true
    width: column.implicitWidth + 24
    height: column.implicitHeight + 16
    color: Theme.chrome

    Column {
        id: column

        x: 12
        y: 8
        spacing: 4

        Row {
            spacing: 8

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: 10
                height: 10
                radius: 2
                color: card.probe.color ?? "transparent"
            }
            CardText {
                anchors.verticalCenter: parent.verticalCenter
                text: (card.probe.value ?? "") + "\u2009" + (card.probe.unit ?? "")
                font.pixelSize: card.full ? 16 : 13
                font.weight: Theme.semiBold
                color: card.probe.over ? Theme.faultText : Theme.text
            }
            CardText {
                anchors.verticalCenter: parent.verticalCenter
                text: card.probe.title ?? ""
                width: Math.min(implicitWidth, 280)
                color: Theme.text2
                font.pixelSize: Theme.smallSize
            }
        }
        Repeater {
            model: card.full ? (card.probe.rows ?? []) : []

            Row {
                id: detail

                required property var modelData

                spacing: 12

                CardText {
                    width: 72
                    text: detail.modelData.label
                    color: Theme.text2
                    font.pixelSize: Theme.smallSize
                }
                CardText {
                    text: detail.modelData.value
                    font.pixelSize: Theme.smallSize
                }
            }
        }
    }
}
