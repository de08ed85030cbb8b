import QtQuick
import QtQuick.Shapes
import Hallwright.Scene
import Hallwright.Theme

/// Beside the plume: the wind that carries it. The dial turns with the camera, its arrow points
/// where the wind blows; drag it, or step with the arrow keys, and the scenario has another wind.
ViewCard {
    id: card

    required property CampusDocument document
    required property CameraController eye

    WindControl {
        id: wind

        document: card.document
    }

    width: 104
    height: 148
    Accessible.name: qsTr("Wind %1 from %2").arg(wind.speedText).arg(wind.fromText)

    CardText {
        x: 10
        y: 8
        text: qsTr("From")
        color: Theme.text2
        font.pixelSize: Theme.smallSize
    }
    CardText {
        anchors.right: parent.right
        anchors.rightMargin: 10
        y: 8
        text: dial.dragging ? wind.textOf(dial.shown_deg) : wind.fromText
        font.weight: Theme.semiBold
        font.pixelSize: Theme.smallSize
    }
    Item {
        id: dial

        property bool dragging: false
        property real dragged_deg: 0
        readonly property real shown_deg: dragging ? dragged_deg : wind.from_deg
        /// Clockwise from up on the screen: where the wind comes from.
        readonly property real turn_deg: shown_deg - card.eye.heading_deg

        objectName: "windDial"
        anchors.horizontalCenter: parent.horizontalCenter
        y: 32
        width: 72
        height: 72
        activeFocusOnTab: true
        Accessible.role: Accessible.Dial
        Accessible.name: qsTr("Wind direction")
        Keys.onLeftPressed: wind.turnTo(wind.from_deg - 5)
        Keys.onRightPressed: wind.turnTo(wind.from_deg + 5)
        Keys.onUpPressed: wind.setSpeed(wind.speed_m_per_s + 0.5)
        Keys.onDownPressed: wind.setSpeed(wind.speed_m_per_s - 0.5)

        Rectangle {
            anchors.fill: parent
            radius: width / 2
            color: "transparent"
            border.width: dial.activeFocus ? 2 : 1
            border.color: dial.activeFocus ? Theme.accent : area.containsMouse ? Theme.outline : Theme.line
        }
        Item { // north
            anchors.fill: parent
            rotation: -card.eye.heading_deg

            CardText {
                anchors.horizontalCenter: parent.horizontalCenter
                y: 1
                rotation: -parent.rotation
                text: qsTr("N")
                color: Theme.text3
                font.pixelSize: Theme.badgeSize
            }
        }
        Shape {
            anchors.fill: parent
            rotation: dial.turn_deg + 180
            opacity: wind.speed_m_per_s > 0 ? 1.0 : 0.3
            antialiasing: true
            layer.enabled: true
            layer.samples: 4

            ShapePath {
                strokeColor: Theme.text
                strokeWidth: 2
                fillColor: "transparent"
                capStyle: ShapePath.RoundCap
                joinStyle: ShapePath.RoundJoin
                startX: 36
                startY: 54

                PathLine { x: 36; y: 19 }
                PathMove { x: 29; y: 27 }
                PathLine { x: 36; y: 19 }
                PathLine { x: 43; y: 27 }
            }
        }
        MouseArea {
            id: area

            anchors.fill: parent
            hoverEnabled: true
            preventStealing: true
            cursorShape: dial.dragging ? Qt.ClosedHandCursor : Qt.OpenHandCursor

            /// The arrow's head follows the pointer.
            function follow(mouse: var) {
                const right = mouse.x - width / 2, up = height / 2 - mouse.y;
                if (Math.hypot(right, up) > 4)
                    dial.dragged_deg = Math.round((Math.atan2(right, up) * 180 / Math.PI + 180
                                                   + card.eye.heading_deg) / 5) * 5;
            }

            onPressed: mouse => {
                dial.forceActiveFocus();
                dial.dragged_deg = wind.from_deg;
                dial.dragging = true;
                follow(mouse);
            }
            onPositionChanged: mouse => {
                if (pressed)
                    follow(mouse);
            }
            onReleased: {
                dial.dragging = false;
                wind.turnTo(dial.dragged_deg);
            }
            onCanceled: dial.dragging = false
        }
    }
    Row {
        anchors.horizontalCenter: parent.horizontalCenter
        y: 112

        CardButton {
            objectName: "windSlower"
            implicitWidth: 24
            chevron: false
            text: "−"
            Accessible.name: qsTr("Less wind")
            onClicked: wind.setSpeed(wind.speed_m_per_s - 0.5)
        }
        CardText {
            width: 50
            height: 28
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            text: wind.speedText
            font.weight: Theme.semiBold
            font.pixelSize: Theme.smallSize
        }
        CardButton {
            objectName: "windStronger"
            implicitWidth: 24
            chevron: false
            text: "+"
            Accessible.name: qsTr("More wind")
            onClicked: wind.setSpeed(wind.speed_m_per_s + 0.5)
        }
    }
}
