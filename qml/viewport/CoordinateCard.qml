import QtQuick
import Hallwright.Theme

/// Bottom right: where the pointer is on the ground, and how long things are.
ViewCard {
    id: card

    required property var scaleBar
    property bool hasPoint: false
    property vector3d point

    function figure(metres: real): string {
        return metres.toFixed(1).replace("-", "−");
    }

    width: row.implicitWidth + 24
    height: 32

    Row {
        id: row

        anchors.centerIn: parent
        spacing: 16

        CardText {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.max(implicitWidth, 140)
            text: card.hasPoint ? qsTr("x %1  y %2 m").arg(card.figure(card.point.x)).arg(card.figure(card.point.y)) : ""
            color: Theme.text2
            font.pixelSize: Theme.smallSize
        }
        Item {
            anchors.verticalCenter: parent.verticalCenter
            width: card.scaleBar.pixels ?? 60
            height: 8

            Rectangle { y: 4; width: parent.width; height: 1.5; color: Theme.text2 }
            Rectangle { width: 1.5; height: 6; color: Theme.text2 }
            Rectangle { x: parent.width / 2; y: 2; width: 1.5; height: 3; color: Theme.text2 }
            Rectangle { x: parent.width - 1.5; width: 1.5; height: 6; color: Theme.text2 }
        }
        CardText {
            anchors.verticalCenter: parent.verticalCenter
            text: card.scaleBar.text ?? ""
            color: Theme.text2
            font.pixelSize: Theme.smallSize
        }
    }
}
