import QtQuick
import Hallwright.Theme

/// Heading of a section with a caption at the right.
Item {
    property alias text: title.text
    property alias caption: captionText.text

    implicitHeight: 24
    ThemedText {
        id: title
        font.pixelSize: Theme.sectionSize
        font.weight: Theme.semiBold
        height: parent.height
        width: Math.min(implicitWidth, parent.width)
    }
    ThemedText {
        id: captionText
        anchors { left: title.right; leftMargin: Theme.space8; right: parent.right }
        height: parent.height
        horizontalAlignment: Text.AlignRight
        font.pixelSize: Theme.smallSize
        color: Theme.text3
    }
}
