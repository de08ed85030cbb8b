import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme
import Hallwright.Controls

/// Every type in use with its count, its price and how well that price is founded.
Item {
    id: panel

    required property QtObject app

    ListView {
        id: list
        anchors.fill: parent
        clip: true
        model: panel.app.bill
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollLine {}
        delegate: Item {
            id: row
            required property string name
            required property string group
            required property string amount
            required property string unitPrice
            required property string price
            required property string confidence
            width: ListView.view.width
            height: 24
            ThemedText {
                text: row.group
                x: Theme.space12
                width: 90
                height: parent.height
                color: Theme.text3
                font.pixelSize: Theme.denseSize
            }
            ThemedText {
                text: row.name
                x: 108
                width: Math.max(80, parent.width - 108 - 470)
                height: parent.height
                font.pixelSize: Theme.denseSize
            }
            Repeater {
                model: [
                    { text: row.amount, right: 350, width: 110, ink: Theme.text },
                    { text: row.unitPrice, right: 220, width: 120, ink: Theme.text2 },
                    { text: row.price, right: 96, width: 120, ink: Theme.text },
                    { text: row.confidence, right: 12, width: 76, ink: Theme.text3 }
                ]
                delegate: ThemedText {
                    required property var modelData
                    text: modelData.text
                    x: row.width - modelData.right - width
                    width: modelData.width
                    height: 24
                    horizontalAlignment: Text.AlignRight
                    color: modelData.ink
                    font.pixelSize: Theme.denseSize
                }
            }
        }
    }
    ThemedText {
        visible: list.count === 0
        text: "Nothing is placed yet."
        x: Theme.space12
        height: Theme.findingRow
        color: Theme.text3
    }
}
