import QtQuick
import Hallwright.Theme

/// A tag of 19 px on a stem.
Item {
    id: tag

    property string text
    property string severity
    property real stem: 16
    /// Widest text; what keeps labels apart counts with the same.
    property real most: 200

    readonly property color edge: severity === "fault" ? Theme.fault
                                : severity === "warning" ? Theme.warn : "transparent"

    width: plate.width
    height: plate.height + stem

    Rectangle {
        x: tag.width / 2
        y: plate.height
        width: 1
        height: tag.stem
        color: Theme.text2
        opacity: 0.7
    }
    Rectangle {
        id: plate

        width: label.width + 14
        height: 19
        radius: Theme.radiusChip
        color: Theme.chrome
        opacity: 0.94
        border.width: tag.severity === "" ? 0 : 1.5
        border.color: tag.edge

        CardText {
            id: label

            anchors.centerIn: parent
            text: tag.text
            width: Math.min(implicitWidth, tag.most)
            font.pixelSize: 12
            font.weight: Theme.medium
            color: tag.severity === "fault" ? Theme.faultText : Theme.text
        }
    }
}
