import QtQuick
import Hallwright.Theme

/// Bottom left: the colours, their unit, limits, and the value under the pointer as a triangle.
ViewCard {
    id: card

    required property var legend
    required property var probe
    /// How fine the air is solved; null in layers of other things.
    property QtObject airCells: null

    readonly property real barWidth: 272
    /// Histogram of the racks, above the bar where the layer has one.
    readonly property var bins: legend.bins ?? []
    readonly property real rise: bins.length > 0 ? 26 : 0

    visible: legend.visible === true
    width: barWidth + 24
    height: (legend.categories ? 64 : 78) + rise + (where.visible ? 18 : 0)
            + (cells.visible ? 24 : 0)

    CardText {
        x: 12
        y: 9
        text: card.legend.name ?? ""
        font.weight: Theme.semiBold
        font.pixelSize: Theme.sectionSize
    }
    CardText {
        anchors.right: parent.right
        anchors.rightMargin: 12
        y: 10
        text: card.legend.caption ?? ""
        color: Theme.text2
        font.pixelSize: 11
    }
    Row {
        x: 12
        y: 38
        spacing: 10

        Repeater {
            model: card.legend.categories ?? []

            Row {
                id: category

                required property var modelData

                spacing: 5

                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: 10
                    height: 10
                    radius: 2
                    color: category.modelData.color
                }
                CardText {
                    text: category.modelData.name
                    color: Theme.text2
                    font.pixelSize: 11
                }
            }
        }
    }
    Repeater { // racks by value
        model: card.bins

        Rectangle {
            required property int index
            required property real modelData

            readonly property real slot: card.barWidth / card.bins.length

            x: 12 + index * slot
            y: 30 + card.rise - height
            width: slot - 1
            height: modelData > 0 ? Math.max(1.5, modelData * (card.rise - 2)) : 0
            color: Theme.text2
        }
    }
    Item {
        id: bar

        visible: card.legend.stops !== undefined

        x: 12
        y: 34 + card.rise
        width: card.barWidth
        height: 10

        readonly property real scaleWidth: width * (card.legend.highShare ?? 1)

        Repeater {
            model: card.legend.stops ? card.legend.stops.length - 1 : 0

            Rectangle {
                required property int index

                x: Math.round(bar.scaleWidth * index / 8)
                width: Math.round(bar.scaleWidth * (index + 1) / 8) - x
                height: bar.height
                gradient: Gradient {
                    orientation: Gradient.Horizontal
                    GradientStop { position: 0; color: card.legend.stops[index] }
                    GradientStop { position: 1; color: card.legend.stops[index + 1] }
                }
            }
        }
        Rectangle {
            visible: (card.legend.overStops ?? []).length > 0
            x: bar.scaleWidth
            width: bar.width - x
            height: bar.height
            clip: true
            gradient: Gradient {
                orientation: Gradient.Horizontal
                GradientStop { position: 0; color: card.legend.overStops?.[0] ?? "black" }
                GradientStop { position: 1; color: card.legend.overStops?.[1] ?? "black" }
            }

            Repeater {
                model: 8

                Rectangle {
                    required property int index

                    x: index * 7 - 3
                    y: -4
                    width: 1.5
                    height: 18
                    rotation: 45
                    color: Qt.rgba(0, 0, 0, 0.32)
                }
            }
        }
        Repeater {
            model: card.legend.marks ?? []

            Rectangle {
                required property real modelData

                x: bar.width * modelData - 1
                y: -2
                width: 2
                height: 14
                color: "white"
            }
        }
        Canvas {
            visible: card.probe.visible === true
            x: bar.width * (card.probe.share ?? 0) - 5
            y: 11
            width: 10
            height: 7
            onPaint: {
                const context = getContext("2d");
                context.reset();
                context.fillStyle = Theme.text;
                context.moveTo(5, 0);
                context.lineTo(10, 7);
                context.lineTo(0, 7);
                context.fill();
            }
        }
    }
    Repeater {
        model: card.legend.ticks ?? []

        CardText {
            required property var modelData
            required property int index

            readonly property real place: bar.x + bar.width * modelData.at

            x: Math.max(12, Math.min(card.width - 12 - width, place - width / 2))
            y: 52 + card.rise
            text: modelData.text
            color: Theme.text2
            font.pixelSize: 11
        }
    }
    CardText { // which surface carries which value
        id: where

        visible: text !== ""
        x: 12
        y: 72 + card.rise
        text: card.legend.where ?? ""
        color: Theme.text3
        font.pixelSize: 11
    }
    CardButton { // how fine, why, and what else can be had
        id: cells

        // A drill has cells of its own.
        visible: card.airCells !== null && card.airCells.cells !== "" && card.legend.moment !== true
        x: 4
        y: (where.visible ? 90 : 72) + card.rise
        implicitHeight: 24
        text: card.airCells ? qsTr("Cells %1, %2").arg(card.airCells.cells)
                                                  .arg(card.airCells.left || card.airCells.reason)
                            : ""
        onClicked: cellsMenu.open()

        CardMenu {
            id: cellsMenu

            y: -height - 6
            current: card.airCells ? card.airCells.current : ""
            entries: card.airCells ? card.airCells.options : []
            onChosen: value => card.airCells.choose(value)
        }
    }
}
