import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme
import Hallwright.Controls

/// All figures of a catalogue item with how well each is founded, and its sources.
Popup {
    id: sheet

    property string name
    property var lines: []
    property string sources
    property string confidence

    width: 360
    padding: Theme.space12
    closePolicy: Popup.NoAutoClose
    background: MenuGround {}

    function openFor(row) {
        name = row.fullName;
        lines = row.sheet;
        sources = row.sources;
        confidence = row.confidence;
        const top = row.mapToItem(parent, 0, 0).y;
        y = Math.min(top, parent.height - height);
        open();
    }

    contentItem: Column {
        spacing: Theme.space2
        ThemedText {
            text: sheet.name
            width: parent.width
            wrapMode: Text.Wrap
            bottomPadding: Theme.space6
            font.pixelSize: Theme.titleSize
            font.weight: Theme.semiBold
        }
        Repeater {
            model: sheet.lines
            delegate: Item {
                required property var modelData
                width: sheet.availableWidth
                height: Math.max(20, valueText.implicitHeight)
                ThemedText {
                    text: parent.modelData.label
                    width: 140
                    color: Theme.text2
                    font.pixelSize: Theme.denseSize
                }
                ThemedText {
                    id: valueText
                    text: parent.modelData.value
                    x: 144
                    width: parent.width - 144 - (parent.modelData.confidence ? 62 : 0)
                    wrapMode: Text.Wrap
                    font.pixelSize: Theme.denseSize
                }
                ThemedText {
                    text: parent.modelData.confidence
                    anchors.right: parent.right
                    color: Theme.text3
                    font.pixelSize: Theme.badgeSize
                }
            }
        }
        ThemedText {
            visible: sheet.sources.length > 0
            topPadding: Theme.space6
            text: "Sources (" + sheet.confidence + "): " + sheet.sources
            width: parent.width
            wrapMode: Text.Wrap
            maximumLineCount: 4
            color: Theme.text3
            font.pixelSize: Theme.smallSize
        }
    }
}
