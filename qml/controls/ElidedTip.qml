import QtQuick

/// Inside a text that may be cut off: the whole of it as a tooltip where it is.
Item {
    id: tip

    property Text of: parent as Text
    /// Where the pointer is followed already, what it is over.
    property bool hovered: handler.hovered
    readonly property alias shown: balloon.visible

    anchors.fill: parent

    HoverHandler { id: handler }
    Tip {
        id: balloon
        visible: tip.hovered && tip.of.truncated
        text: tip.of.text
    }
}
