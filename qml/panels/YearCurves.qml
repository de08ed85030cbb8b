import QtQuick
import Hallwright.Theme
import Hallwright.Controls

/// Duration curves: the value that is exceeded in a share of the hours.
Item {
    id: chart

    required property var curves
    readonly property real each: (height - 18) / Math.max(1, curves.length)

    Repeater {
        model: chart.curves
        delegate: Item {
            id: row

            required property int index
            required property var modelData
            readonly property var values: modelData.values
            readonly property real most: values.length > 0 ? values[0] : 0
            readonly property real least: values.length > 0 ? values[values.length - 1] : 0

            y: index * chart.each
            width: chart.width
            height: chart.each

            ThemedText {
                text: row.modelData.name
                width: parent.width - bounds.width
                height: 18
                font.pixelSize: Theme.sectionSize
                font.weight: Theme.semiBold
            }
            ThemedText {
                id: bounds
                anchors.right: parent.right
                height: 18
                text: row.modelData.least + " – " + row.modelData.most
                color: Theme.text2
                font.pixelSize: Theme.smallSize
            }
            DurationCurve {
                y: 20
                width: parent.width
                height: Math.max(8, parent.height - 24)
                values: row.values
                low: row.least - 0.05 * (row.most - row.least)
                high: row.most
                ink: row.modelData.unit === "MW" ? Theme.accent : Theme.returning
            }
            Rectangle {
                anchors.bottom: parent.bottom
                anchors.bottomMargin: 3
                width: parent.width
                height: 1
                color: Theme.line
            }
        }
    }
    Row {
        anchors.bottom: parent.bottom
        width: parent.width
        height: 16
        Repeater {
            model: ["0", "25", "50", "75 % of the hours"]
            delegate: ThemedText {
                required property string modelData
                width: chart.width / 4
                height: 16
                text: modelData
                color: Theme.text3
                font.pixelSize: Theme.badgeSize
            }
        }
    }
}
