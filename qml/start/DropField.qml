import QtQuick
import Hallwright.Theme
import Hallwright.Controls

/// Where a campus file may be dropped.
Item {
    id: field

    signal dropped(url file)

    implicitHeight: 84

    Canvas { // a dashed round edge; Rectangle draws solid ones only
        id: edge
        anchors.fill: parent
        onWidthChanged: requestPaint()
        readonly property color ink: area.containsDrag ? Theme.accent : Theme.pressed
        onInkChanged: requestPaint()
        onPaint: {
            const c = getContext("2d");
            c.reset();
            c.strokeStyle = ink;
            c.setLineDash([4, 4]);
            c.beginPath();
            c.roundedRect(0.5, 0.5, width - 1, height - 1, Theme.radiusCard, Theme.radiusCard);
            c.stroke();
        }
    }
    Row {
        anchors.centerIn: parent
        spacing: Theme.space12
        Icon {
            name: "download"
            color: Theme.text2
            anchors.verticalCenter: parent.verticalCenter
        }
        ThemedText {
            text: "Drop a campus file here"
            color: Theme.text2
        }
    }
    DropArea {
        id: area
        anchors.fill: parent
        onDropped: (drop) => {
            if (drop.hasUrls)
                field.dropped(drop.urls[0]);
        }
    }
}
