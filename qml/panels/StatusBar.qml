import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme
import Hallwright.Controls

/// Stages of the solve at the left; long work, device, energy residual and revision at the right.
Rectangle {
    id: bar

    required property QtObject app

    implicitHeight: Theme.statusBar
    color: Theme.chrome

    Rectangle {
        width: parent.width
        height: 1
        color: Theme.line
    }
    Row {
        x: Theme.space12
        height: parent.height
        spacing: Theme.space16
        clip: true
        width: Math.min(implicitWidth, right.x - x - Theme.space16)

        Repeater {
            model: bar.app.live.stages
            delegate: Item {
                id: chip

                required property var modelData
                readonly property string stage: modelData.state

                width: chipRow.width
                height: bar.height
                HoverHandler { id: hover }
                Tip {
                    visible: hover.hovered && chip.modelData.detail.length > 0
                    text: chip.modelData.detail
                }
                Row {
                    id: chipRow
                    height: parent.height
                    spacing: 6
                    Rectangle {
                        visible: chip.stage !== "failed"
                        width: 6
                        height: 6
                        radius: 3
                        anchors.verticalCenter: parent.verticalCenter
                        color: chip.stage === "done" ? Theme.text2
                             : chip.stage === "running" ? Theme.accent : "transparent"
                        border.color: Theme.outline
                        border.width: chip.stage === "waiting" ? 1 : 0
                    }
                    SeveritySign {
                        visible: chip.stage === "failed"
                        severity: "warning"
                        size: 14
                        anchors.verticalCenter: parent.verticalCenter
                    }
                    ThemedText {
                        text: chip.modelData.text
                        height: parent.height
                        font.pixelSize: Theme.smallSize
                        font.weight: Theme.medium
                        color: chip.stage === "waiting" ? Theme.text3 : Theme.text
                    }
                    ThemedText {
                        text: chip.modelData.note
                        height: parent.height
                        font.pixelSize: Theme.smallSize
                        color: chip.stage === "failed" ? Theme.warn : Theme.text3
                    }
                }
            }
        }
    }
    Row {
        id: right
        anchors { right: parent.right; rightMargin: Theme.space12 }
        height: parent.height
        spacing: Theme.space12

        Row {
            visible: bar.app.report.running
            height: parent.height
            spacing: Theme.space8
            ThemedText {
                text: bar.app.report.text
                height: parent.height
                font.pixelSize: Theme.smallSize
            }
            Rectangle {
                width: 88
                height: 4
                radius: 2
                color: Theme.pressed
                anchors.verticalCenter: parent.verticalCenter
                Rectangle {
                    width: parent.width * bar.app.report.fraction
                    height: parent.height
                    radius: 2
                    color: Theme.accent
                }
            }
            IconButton {
                width: 22
                height: 22
                iconName: "close"
                iconSize: 14
                tip: "Cancel the report"
                anchors.verticalCenter: parent.verticalCenter
                onClicked: bar.app.report.cancel()
            }
        }
        ThemedText {
            visible: bar.app.live.stale
            text: "r" + bar.app.live.solvedRevision + " shown, r" + bar.app.document.revision + " solving"
            height: parent.height
            color: Theme.text3
            font.pixelSize: Theme.smallSize
        }
        Row {
            visible: bar.app.live.device.length > 0
            height: parent.height
            spacing: 6
            Icon {
                name: "chip"
                size: 16
                color: Theme.text2
                anchors.verticalCenter: parent.verticalCenter
            }
            ThemedText {
                text: bar.app.live.device
                height: parent.height
                font.pixelSize: Theme.smallSize
                font.weight: Theme.medium
            }
        }
        StatusLine { visible: bar.app.live.available }
        Row {
            visible: bar.app.live.available
            height: parent.height
            spacing: 5
            ThemedText {
                text: "Energy residual"
                height: parent.height
                color: Theme.text3
                font.pixelSize: Theme.smallSize
            }
            ThemedText {
                text: (bar.app.live.energyResidual * 100).toFixed(3) + "\u2009%"
                height: parent.height
                color: bar.app.live.stale ? Theme.text2 : Theme.text
                font.pixelSize: Theme.smallSize
                font.weight: Theme.medium
            }
        }
        StatusLine {}
        Row {
            height: parent.height
            spacing: 5
            ThemedText {
                text: "Revision"
                height: parent.height
                color: Theme.text3
                font.pixelSize: Theme.smallSize
            }
            ThemedText {
                text: "r" + bar.app.document.revision
                height: parent.height
                font.pixelSize: Theme.smallSize
                font.weight: Theme.medium
            }
        }
    }
    component StatusLine: Rectangle {
        width: 1
        height: 14
        color: Theme.line
        anchors.verticalCenter: parent ? parent.verticalCenter : undefined
    }
}
