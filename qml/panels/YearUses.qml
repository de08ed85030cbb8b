import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme
import Hallwright.Controls

/// Energy by use, with the colours of the stack, and the hours above each set-point.
Flickable {
    id: panel

    required property QtObject year
    required property var inks

    clip: true
    contentHeight: lines.height
    boundsBehavior: Flickable.StopAtBounds
    ScrollBar.vertical: ScrollLine {}

    Column {
        id: lines
        width: panel.width

        ThemedText {
            text: "Energy by use"
            font.pixelSize: Theme.sectionSize
            font.weight: Theme.semiBold
            height: 22
        }
        Repeater {
            model: panel.year.groups
            delegate: Item {
                id: use

                required property int index
                required property var modelData

                width: lines.width
                height: 22
                Rectangle {
                    visible: use.index > 0
                    width: 10
                    height: 10
                    radius: 2
                    anchors.verticalCenter: parent.verticalCenter
                    color: panel.inks[Math.max(0, use.index - 1)]
                }
                ThemedText {
                    x: 18
                    width: parent.width - 18 - 176
                    height: parent.height
                    text: use.modelData.name
                    color: Theme.text2
                    font.pixelSize: Theme.denseSize
                }
                ThemedText {
                    x: parent.width - 176
                    width: 72
                    height: parent.height
                    text: use.modelData.value
                    horizontalAlignment: Text.AlignRight
                    font.pixelSize: Theme.denseSize
                }
                ThemedText {
                    x: parent.width - 100
                    height: parent.height
                    text: use.modelData.unit
                    color: Theme.text3
                    font.pixelSize: Theme.smallSize
                }
                ThemedText {
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.space12
                    height: parent.height
                    text: use.modelData.share + "\u2009%"
                    color: Theme.text2
                    font.pixelSize: Theme.denseSize
                }
            }
        }
        ThemedText {
            text: "Hours above set-point"
            font.pixelSize: Theme.sectionSize
            font.weight: Theme.semiBold
            height: 30
            verticalAlignment: Text.AlignBottom
            bottomPadding: 4
        }
        Repeater {
            model: panel.year.setpoints
            delegate: Item {
                id: point

                required property var modelData

                width: lines.width
                height: 22
                ThemedText {
                    width: parent.width - 170
                    height: parent.height
                    text: point.modelData.name
                    color: Theme.text2
                    font.pixelSize: Theme.denseSize
                }
                ThemedText {
                    x: parent.width - 166
                    width: 60
                    height: parent.height
                    text: point.modelData.hours + "\u2009h"
                    horizontalAlignment: Text.AlignRight
                    font.pixelSize: Theme.denseSize
                    color: point.modelData.isAbove ? Theme.warn : Theme.text
                }
                ThemedText {
                    anchors.right: parent.right
                    anchors.rightMargin: Theme.space12
                    height: parent.height
                    text: "to " + point.modelData.warmest + "\u2009°C"
                    color: Theme.text3
                    font.pixelSize: Theme.smallSize
                }
            }
        }
    }
}
