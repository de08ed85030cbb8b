import QtQuick
import QtQuick.Shapes
import Hallwright.Scene
import Hallwright.Theme

/// The view cube, 104 x 100: its faces are clicked to look from there; north and east are marked.
ViewCard {
    id: card

    required property CameraController eye

    readonly property real heading: eye.heading_deg * Math.PI / 180
    readonly property real pitch: eye.pitch_deg * Math.PI / 180
    readonly property real edge: 21

    width: 104
    height: 100

    /// Where a point of the cube (east, north, up; -1 to 1) falls on the card.
    function at(x: real, y: real, z: real): point {
        const c = Math.cos(heading), s = Math.sin(heading);
        const right = x * c - y * s;
        const ahead = x * s + y * c;
        const up = z * Math.cos(pitch) + ahead * Math.sin(pitch);
        return Qt.point(width / 2 + right * edge, height / 2 - 2 - up * edge);
    }
    /// Whether a face with this normal turns towards the eye.
    function faces(x: real, y: real, z: real): bool {
        const ahead = x * Math.sin(heading) + y * Math.cos(heading);
        return z * Math.sin(pitch) - ahead * Math.cos(pitch) > 0.02;
    }

    component Face: Item {
        id: face

        property vector3d normal
        property vector3d across
        property vector3d along
        property string label
        property real heading: 0
        property real pitch: 0
        property color fill: Theme.raised

        function corner(i: int, j: int): point {
            return card.at(normal.x + i * across.x + j * along.x,
                           normal.y + i * across.y + j * along.y,
                           normal.z + i * across.z + j * along.z);
        }
        readonly property point a: corner(-1, -1)
        readonly property point b: corner(1, -1)
        readonly property point c: corner(1, 1)
        readonly property point d: corner(-1, 1)

        anchors.fill: parent
        visible: card.faces(normal.x, normal.y, normal.z)

        Shape {
            anchors.fill: parent
            antialiasing: true
            layer.enabled: true
            layer.samples: 4

            ShapePath {
                fillColor: faceArea.inside && faceArea.containsMouse ? Theme.pressed : face.fill
                strokeColor: Theme.outline
                strokeWidth: 1
                startX: face.a.x
                startY: face.a.y
                PathLine { x: face.b.x; y: face.b.y }
                PathLine { x: face.c.x; y: face.c.y }
                PathLine { x: face.d.x; y: face.d.y }
                PathLine { x: face.a.x; y: face.a.y }
            }
        }
        Text {
            text: face.label
            font.family: Theme.family
            font.pixelSize: 11
            font.weight: Theme.medium
            color: Theme.text2
            transform: Matrix4x4 {
                matrix: Qt.matrix4x4((face.b.x - face.a.x) / 42, (face.a.x - face.d.x) / 42, 0,
                                     (face.a.x + face.c.x) / 2,
                                     (face.b.y - face.a.y) / 42, (face.a.y - face.d.y) / 42, 0,
                                     (face.a.y + face.c.y) / 2, 0, 0, 1, 0, 0, 0, 0, 1)
                    .times(Qt.matrix4x4(1, 0, 0, -labelMetrics.width / 2, 0, 1, 0, -7,
                                        0, 0, 1, 0, 0, 0, 0, 1))
            }

            TextMetrics {
                id: labelMetrics

                font.family: Theme.family
                font.pixelSize: 11
                font.weight: Theme.medium
                text: face.label
            }
        }
        MouseArea {
            id: faceArea

            property bool inside: false

            function holds(x: real, y: real): bool {
                const ring = [face.a, face.b, face.c, face.d];
                let sign = 0;
                for (let i = 0; i < 4; ++i) {
                    const p = ring[i], q = ring[(i + 1) % 4];
                    const turn = (q.x - p.x) * (y - p.y) - (q.y - p.y) * (x - p.x);
                    if (sign !== 0 && turn * sign < 0)
                        return false;
                    sign = turn;
                }
                return true;
            }

            anchors.fill: parent
            hoverEnabled: true
            onPositionChanged: mouse => inside = holds(mouse.x, mouse.y)
            onPressed: mouse => {
                if (!holds(mouse.x, mouse.y))
                    mouse.accepted = false;
            }
            onClicked: card.eye.lookFrom(face.heading, face.pitch)
        }
    }

    // Behind the cube, as the axes on its ground are.
    Repeater {
        model: [{ text: "N", x: 0, y: 2.0 }, { text: "E", x: 2.0, y: 0 }]

        CardText {
            required property var modelData
            readonly property point place: card.at(modelData.x, modelData.y, -1)

            x: place.x - width / 2
            y: place.y - height / 2
            text: modelData.text
            color: Theme.text3
            font.pixelSize: 11
        }
    }

    Face { normal: Qt.vector3d(0, 0, 1); across: Qt.vector3d(1, 0, 0); along: Qt.vector3d(0, 1, 0)
           label: "TOP"; heading: 0; pitch: 90; fill: Theme.raised }
    Face { normal: Qt.vector3d(0, -1, 0); across: Qt.vector3d(1, 0, 0); along: Qt.vector3d(0, 0, 1)
           label: "S"; heading: 0; pitch: 20; fill: Theme.hover }
    Face { normal: Qt.vector3d(0, 1, 0); across: Qt.vector3d(-1, 0, 0); along: Qt.vector3d(0, 0, 1)
           label: "N"; heading: 180; pitch: 20; fill: Theme.hover }
    Face { normal: Qt.vector3d(1, 0, 0); across: Qt.vector3d(0, 1, 0); along: Qt.vector3d(0, 0, 1)
           label: "E"; heading: 270; pitch: 20; fill: Theme.hover }
    Face { normal: Qt.vector3d(-1, 0, 0); across: Qt.vector3d(0, -1, 0); along: Qt.vector3d(0, 0, 1)
           label: "W"; heading: 90; pitch: 20; fill: Theme.hover }
}
