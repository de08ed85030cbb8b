import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme
import Hallwright.Controls

/// The year's figures, one a line, with formula and source on hover.
ListView {
    id: list

    property bool old: false

    clip: true
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ScrollLine {}
    delegate: Item {
        id: row

        required property var modelData

        width: ListView.view.width
        height: 22
        HoverHandler { id: hover }
        Tip {
            visible: hover.hovered
            text: row.modelData.name + " = " + row.modelData.formula + " (" + row.modelData.source + ")"
        }
        ThemedText {
            x: Theme.space12
            width: value.x - x - Theme.space4
            height: parent.height
            text: row.modelData.name
            color: Theme.text2
            font.pixelSize: Theme.denseSize
        }
        ThemedText {
            id: value
            anchors.right: unit.left
            anchors.rightMargin: Theme.space4
            height: parent.height
            text: row.modelData.value
            color: list.old ? Theme.text2 : Theme.text
            font.pixelSize: Theme.denseSize
            font.weight: Theme.medium
        }
        ThemedText {
            id: unit
            anchors.right: parent.right
            anchors.rightMargin: Theme.space8
            width: 58
            height: parent.height
            text: row.modelData.unit
            color: Theme.text3
            font.pixelSize: Theme.smallSize
        }
    }
}
