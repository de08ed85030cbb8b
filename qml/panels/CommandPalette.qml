import QtQuick
import QtQuick.Controls
import Hallwright.Theme
import Hallwright.Controls

/// One list for everything: commands, elements, catalogue, findings, conversions.
Popup {
    id: palette

    required property QtObject app

    parent: Overlay.overlay
    width: Math.min(640, parent ? parent.width - 32 : 640)
    x: parent ? (parent.width - width) / 2 : 0
    y: 88
    padding: 0
    modal: true
    dim: false
    focus: true
    background: MenuGround {}

    function openWith(text: string) {
        field.text = text;
        app.palette.text = text;
        app.palette.refresh();
        list.currentIndex = 0;
        open();
        field.forceActiveFocus();
    }
    function runCurrent() {
        const key = app.palette.keyAt(list.currentIndex);
        if (key.length === 0)
            return;
        close();
        app.runPaletteKey(key);
    }

    contentItem: Column {
        Item {
            width: palette.width
            height: 48
            SearchField {
                id: field
                objectName: "paletteField"
                anchors { fill: parent; margins: Theme.space8 }
                height: 32
                placeholderText: "Search or run… (> commands, # elements, + catalogue)"
                onTextChanged: {
                    palette.app.palette.text = text;
                    list.currentIndex = 0;
                }
                onStep: (rows) => list.currentIndex = Math.max(0, Math.min(list.count - 1, list.currentIndex + rows))
                onAccept: palette.runCurrent()
                Keys.onEscapePressed: palette.close()
            }
        }
        Rectangle {
            width: parent.width
            height: 1
            color: Theme.line
        }
        ListView {
            id: list
            objectName: "paletteList"
            width: parent.width
            height: Math.max(1, Math.min(9, count)) * 34
            clip: true
            model: palette.app.palette
            boundsBehavior: Flickable.StopAtBounds
            highlightMoveDuration: 0
            ScrollBar.vertical: ScrollLine {}
            delegate: Rectangle {
                id: row

                required property int index
                required property string name
                required property string group
                required property string detail
                required property string icon

                width: ListView.view.width
                height: 34
                color: ListView.isCurrentItem ? Theme.accentFill : area.containsMouse ? Theme.hover : "transparent"
                Icon {
                    name: row.icon
                    size: 18
                    x: 16
                    color: Theme.text2
                    anchors.verticalCenter: parent.verticalCenter
                }
                ThemedText {
                    text: row.name
                    x: 46
                    width: groupText.x - x - 8
                    height: parent.height
                    font.weight: Theme.medium
                }
                ThemedText {
                    id: groupText
                    text: row.group
                    x: parent.width - 270
                    width: 110
                    height: parent.height
                    color: Theme.text3
                    font.pixelSize: Theme.smallSize
                }
                ThemedText {
                    text: row.detail
                    anchors { right: parent.right; rightMargin: 16 }
                    width: Math.min(implicitWidth, 146)
                    height: parent.height
                    color: Theme.text2
                    font.pixelSize: Theme.smallSize
                }
                MouseArea {
                    id: area
                    anchors.fill: parent
                    hoverEnabled: true
                    onClicked: {
                        list.currentIndex = row.index;
                        palette.runCurrent();
                    }
                }
            }
            ThemedText {
                visible: list.count === 0
                text: "Nothing is called “" + field.text + "”."
                x: 16
                y: 8
                color: Theme.text3
            }
        }
    }
}
