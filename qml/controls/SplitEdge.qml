import QtQuick
import Hallwright.Theme

/// The edge of a dock: drag it to resize. Reports how far it was dragged since the press.
MouseArea {
    id: edge

    property bool vertical: true
    property point origin
    signal dragBegan()
    signal dragged(real distance)

    implicitWidth: 6
    implicitHeight: 6
    hoverEnabled: true
    preventStealing: true
    cursorShape: vertical ? Qt.SplitHCursor : Qt.SplitVCursor
    onPressed: (mouse) => {
        origin = mapToItem(null, mouse.x, mouse.y);
        dragBegan();
    }
    onPositionChanged: (mouse) => {
        if (!pressed)
            return;
        const now = mapToItem(null, mouse.x, mouse.y);
        dragged(vertical ? now.x - origin.x : now.y - origin.y);
    }
    Rectangle {
        anchors.centerIn: parent
        width: edge.vertical ? (edge.containsMouse || edge.pressed ? 2 : 1) : parent.width
        height: edge.vertical ? parent.height : (edge.containsMouse || edge.pressed ? 2 : 1)
        color: edge.pressed ? Theme.accent : edge.containsMouse ? Theme.outline : Theme.line
    }
}
