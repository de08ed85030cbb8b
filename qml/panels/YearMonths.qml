import QtQuick
import Hallwright.Theme
import Hallwright.Controls

/// Energy besides IT by month, stacked by use.
Item {
    id: chart

    required property QtObject year
    required property var inks
    readonly property real head: 38 + key.height
    readonly property real plot: height - head - 20
    readonly property real gutter: 58 // for the scale's figures, right of the bars

    ThemedText {
        text: "Energy besides IT, by month"
        font.pixelSize: Theme.sectionSize
        font.weight: Theme.semiBold
        height: 18
        width: parent.width
    }
    Flow { // what the colours stand for; the first group is IT, which is not in the stack
        id: key
        y: 20
        width: parent.width
        spacing: Theme.space8
        Repeater {
            model: chart.year.groups.slice(1)
            delegate: Row {
                id: entry
                required property int index
                required property var modelData
                spacing: Theme.space4
                Rectangle {
                    width: 8
                    height: 8
                    radius: 2
                    color: chart.inks[entry.index]
                    anchors.verticalCenter: parent.verticalCenter
                }
                ThemedText {
                    text: entry.modelData.name
                    height: 16
                    color: Theme.text2
                    font.pixelSize: Theme.badgeSize
                }
            }
        }
    }
    Repeater { // the scale
        model: chart.year.monthScale
        delegate: Item {
            required property var modelData

            y: chart.head + chart.plot * (1 - modelData.at)
            width: chart.width
            Rectangle {
                width: parent.width - chart.gutter
                height: 1
                color: Theme.line
            }
            ThemedText {
                anchors.right: parent.right
                y: -7
                height: 14
                text: parent.modelData.text
                color: Theme.text3
                font.pixelSize: Theme.badgeSize
            }
        }
    }
    Row {
        id: bars
        y: chart.head
        width: parent.width - chart.gutter
        height: chart.plot + 20

        Repeater {
            model: chart.year.months
            delegate: Item {
                id: month

                required property var modelData

                width: bars.width / 12
                height: bars.height
                HoverHandler { id: hover }
                Tip {
                    visible: hover.hovered
                    text: month.modelData.name + ": " + month.modelData.total
                }
                Column {
                    anchors { bottom: parent.bottom; bottomMargin: 20; horizontalCenter: parent.horizontalCenter }
                    width: Math.max(4, parent.width - 6)
                    Repeater {
                        // From the top: the last series first.
                        model: month.modelData.parts.length
                        delegate: Rectangle {
                            required property int index
                            readonly property int part: month.modelData.parts.length - 1 - index
                            width: parent ? parent.width : 0
                            height: chart.year.monthMost > 0
                                    ? chart.plot * month.modelData.parts[part] / chart.year.monthMost : 0
                            color: chart.inks[part]
                        }
                    }
                }
                ThemedText {
                    anchors.bottom: parent.bottom
                    width: parent.width
                    height: 18
                    text: bars.width < 380 ? month.modelData.name[0] : month.modelData.name
                    horizontalAlignment: Text.AlignHCenter
                    color: Theme.text3
                    font.pixelSize: Theme.badgeSize
                }
            }
        }
    }
    Rectangle {
        y: chart.head + chart.plot
        width: parent.width - chart.gutter
        height: 1
        color: Theme.outline
    }
}
