import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme

/// Tooltip after half a second: name, key, one line.
ToolTip {
    id: tip

    property string keys

    delay: Theme.tooltipDelay
    padding: Theme.space8
    topPadding: Theme.space6
    bottomPadding: Theme.space6
    contentItem: Row {
        spacing: Theme.space8
        ThemedText {
            readonly property real most: 440
            text: tip.text
            width: Math.min(implicitWidth, most)
            wrapMode: implicitWidth > most ? Text.Wrap : Text.NoWrap
            font.pixelSize: Theme.smallSize
            elide: Text.ElideNone
        }
        KeyCap {
            visible: tip.keys.length > 0
            text: tip.keys
        }
    }
    background: Rectangle {
        color: Theme.raised
        radius: Theme.radiusField
        border.color: Theme.cardEdge
    }
}
