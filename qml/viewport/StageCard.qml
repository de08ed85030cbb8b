import QtQuick
import Hallwright.Scene
import Hallwright.Theme

/// Top middle: what the tool expects, or how far the solve is.
ViewCard {
    id: card

    required property LiveResults live
    required property ToolController tools

    readonly property bool hinting: tools.hint !== ""
    readonly property var stages: live.stages
    readonly property bool settled: !live.busy && stages.length > 0
                                    && stages.every(stage => stage.state === "done")

    visible: hinting || (stages.length > 0 && !settled) || live.stale
    width: row.implicitWidth + 24
    height: 34

    Row {
        id: row

        anchors.centerIn: parent
        spacing: 14

        CardText {
            visible: card.hinting
            anchors.verticalCenter: parent.verticalCenter
            text: card.tools.hint
        }
        Repeater {
            model: card.hinting && card.tools.placing !== "" ? ["Click", "R", "Tab", "Esc"] : []

            Rectangle {
                id: cap

                required property string modelData

                anchors.verticalCenter: parent ? parent.verticalCenter : undefined
                width: capText.implicitWidth + 12
                height: 20
                radius: Theme.radiusChip
                color: "transparent"
                border.width: 1
                border.color: Theme.outline

                CardText {
                    id: capText

                    anchors.centerIn: parent
                    text: cap.modelData
                    color: Theme.text2
                    font.pixelSize: Theme.badgeSize
                }
            }
        }
        Repeater {
            model: card.hinting ? [] : card.stages

            Row {
                id: stage

                required property var modelData

                spacing: 6

                Icon {
                    visible: stage.modelData.state !== "waiting"
                    anchors.verticalCenter: parent.verticalCenter
                    size: 16
                    name: stage.modelData.state === "done" ? "tick"
                        : stage.modelData.state === "failed" ? "warning" : "ring"
                    color: stage.modelData.state === "failed" ? Theme.warn
                         : stage.modelData.state === "running" ? Theme.accent : Theme.text2
                }
                CardText {
                    anchors.verticalCenter: parent.verticalCenter
                    text: stage.modelData.text
                    color: stage.modelData.state === "waiting" ? Theme.text3 : Theme.text2
                }
                CardText {
                    visible: stage.modelData.note.startsWith("settled")
                    anchors.verticalCenter: parent.verticalCenter
                    text: stage.modelData.note
                    font.weight: Theme.semiBold
                }
            }
        }
        CardText {
            visible: !card.hinting && card.stages.length === 0 && card.live.stale
            text: qsTr("Showing r%1").arg(card.live.solvedRevision)
            color: Theme.text2
        }
    }
}
