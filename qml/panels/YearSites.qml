import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme
import Hallwright.Controls

/// One campus at several sites: a line each.
Item {
    id: table

    required property var rows
    required property bool busy
    readonly property var columns: [
        { key: "pue", title: "PUE" },
        { key: "wue", title: "WUE L/kWh" },
        { key: "cue", title: "CUE kg/kWh" },
        { key: "cost", title: "EUR/MWh IT" },
        { key: "free", title: "No compressor h" },
        { key: "roundTrip", title: "Round trip ms" }
    ]
    readonly property real nameWidth: Math.max(120, width * 0.3)
    readonly property real cell: (width - nameWidth - Theme.space12) / columns.length

    Row {
        id: head
        height: 36
        Item {
            width: table.nameWidth
            height: 1
        }
        Repeater {
            model: table.columns
            delegate: ThemedText {
                required property var modelData
                width: table.cell
                height: 32
                text: modelData.title
                wrapMode: Text.WordWrap
                leftPadding: Theme.space8
                horizontalAlignment: Text.AlignRight
                verticalAlignment: Text.AlignBottom
                color: Theme.text3
                font.pixelSize: Theme.badgeSize
            }
        }
    }
    ListView {
        anchors { top: head.bottom; bottom: parent.bottom }
        width: parent.width
        clip: true
        model: table.rows
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollLine {}
        delegate: Row {
            id: row
            required property var modelData
            height: 22
            ThemedText {
                width: table.nameWidth
                height: row.height
                leftPadding: Theme.space4
                text: row.modelData.name
                font.pixelSize: Theme.denseSize
                font.weight: row.modelData.isHere ? Theme.semiBold : Theme.regular
                color: row.modelData.isHere ? Theme.text : Theme.text2
            }
            Repeater {
                model: table.columns
                delegate: ThemedText {
                    required property var modelData
                    width: table.cell
                    height: 22
                    text: row.modelData[modelData.key]
                    horizontalAlignment: Text.AlignRight
                    font.pixelSize: Theme.denseSize
                }
            }
        }
    }
    ThemedText {
        visible: table.rows.length === 0
        y: head.height
        height: Theme.findingRow
        text: table.busy ? "Solving a year at each site." : "Not compared yet. Press Compare sites."
        color: Theme.text3
    }
}
