import QtQuick
import Hallwright.Theme

/// At the pointer: what is being placed, or why not here and what to do.
Rectangle {
    id: tag

    required property var ghost

    readonly property bool refused: ghost.visible === true && ghost.valid === false

    visible: ghost.visible === true
    width: column.implicitWidth + 18
    height: column.implicitHeight + 10
    radius: Theme.radiusChip
    color: Theme.chrome
    border.width: 1
    border.color: refused ? Theme.fault : Theme.ghost

    Column {
        id: column

        x: 9
        y: 5
        spacing: 2

        CardText {
            text: tag.refused ? tag.ghost.reason : tag.ghost.label ?? ""
            font.weight: Theme.semiBold
            color: tag.refused ? Theme.faultText : Theme.text
        }
        CardText {
            visible: text !== ""
            text: tag.refused ? tag.ghost.remedy : tag.ghost.snap ?? ""
            color: Theme.text2
            font.pixelSize: Theme.smallSize
        }
    }
}
