import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme
import Hallwright.Controls

/// The campus as a tree with the layer's worst value at each node.
Item {
    id: outline

    required property QtObject app

    function focusFilter() { field.forceActiveFocus(); }

    SearchField {
        id: field
        x: Theme.space12
        y: Theme.space8
        width: parent.width - 2 * Theme.space12
        placeholderText: "Filter"
        keys: "/"
        onTextChanged: outline.app.outline.filter = text
        onStep: (rows) => list.step(rows)
        onAccept: list.chooseCurrent()
    }
    ThemedText {
        text: "Element"
        x: Theme.space12
        y: 40
        height: 20
        color: Theme.text3
        font.pixelSize: Theme.smallSize
    }
    ThemedText {
        text: outline.app.outline.valueHeading
        anchors { right: parent.right; rightMargin: Theme.space12 }
        y: 40
        height: 20
        color: Theme.text3
        font.pixelSize: Theme.smallSize
    }
    ListView {
        id: list
        anchors { fill: parent; topMargin: 62 }
        clip: true
        model: outline.app.outline
        boundsBehavior: Flickable.StopAtBounds
        currentIndex: -1
        activeFocusOnTab: true
        ScrollBar.vertical: ScrollLine {}

        function step(rows: int) {
            currentIndex = Math.max(0, Math.min(count - 1, currentIndex + rows));
            positionViewAtIndex(currentIndex, ListView.Contain);
        }
        function chooseCurrent() {
            if (currentItem)
                currentItem.choose(Qt.NoModifier);
        }
        Keys.onDownPressed: step(1)
        Keys.onUpPressed: step(-1)
        Keys.onReturnPressed: chooseCurrent()
        Keys.onRightPressed: if (currentItem && !currentItem.expanded) currentItem.toggle()
        Keys.onLeftPressed: if (currentItem && currentItem.expanded) currentItem.toggle()

        delegate: Rectangle {
            id: row

            required property int index
            required property string key
            required property string name
            required property int depth
            required property bool expandable
            required property bool expanded
            required property int entity
            required property string value
            required property string severity
            required property real fraction
            readonly property bool chosen: {
                outline.app.selection.count; // the list of chosen ones has changed
                return entity !== 0 && outline.app.selection.first === entity;
            }

            function toggle() {
                if (expandable)
                    outline.app.outline.toggle(key);
            }
            function choose(modifiers: int) {
                if (entity === 0)
                    toggle();
                else if (modifiers & (Qt.ShiftModifier | Qt.ControlModifier))
                    outline.app.selection.toggle(entity);
                else
                    outline.app.selection.select(entity);
            }

            width: ListView.view.width
            height: Theme.treeRow
            color: chosen ? Theme.accentFill
                 : ListView.isCurrentItem && list.activeFocus ? Theme.pressed
                 : area.containsMouse ? Theme.hover : "transparent"

            Icon {
                id: arrow
                visible: row.expandable
                name: row.expanded ? "chevron-down" : "chevron-right"
                size: 14
                color: Theme.text3
                x: 8 + row.depth * 14
                anchors.verticalCenter: parent.verticalCenter
            }
            ThemedText {
                text: row.name
                x: 28 + row.depth * 14
                width: (swatch.visible ? swatch.x : valueText.x) - x - 6
                height: parent.height
                font.pixelSize: Theme.denseSize
                font.weight: row.depth === 0 && row.entity !== 0 ? Theme.medium : Theme.regular
                color: row.entity === 0 ? Theme.text2 : Theme.text
                ElidedTip { hovered: area.containsMouse }
            }
            Rectangle {
                id: swatch
                visible: row.fraction >= 0 && row.depth < 2 && row.width > 200
                x: parent.width - 96
                width: 44
                height: 5
                radius: 2
                color: Theme.field
                anchors.verticalCenter: parent.verticalCenter
                Rectangle {
                    width: Math.max(3, parent.width * Math.min(1, row.fraction))
                    height: parent.height
                    radius: 2
                    color: row.severity ? Theme.severityColor(row.severity) : Theme.outline
                }
            }
            ThemedText {
                id: valueText
                text: row.value
                anchors { right: parent.right; rightMargin: Theme.space12 }
                height: parent.height
                font.pixelSize: Theme.denseSize
                font.weight: row.severity === "fault" ? Theme.semiBold : Theme.regular
                color: row.severity === "fault" ? Theme.faultText
                     : row.severity === "warning" ? Theme.warn
                     : outline.app.live.stale ? Theme.text3 : Theme.text2
            }
            MouseArea {
                id: area
                anchors.fill: parent
                hoverEnabled: true
                onClicked: (mouse) => {
                    list.currentIndex = row.index;
                    if (row.expandable && mouse.x < 26 + row.depth * 14)
                        row.toggle();
                    else
                        row.choose(mouse.modifiers);
                }
                onDoubleClicked: if (row.entity !== 0) outline.app.selection.reveal(row.entity)
            }
        }
    }
    ThemedText {
        visible: list.count === 0
        text: field.text ? "No element is called “" + field.text + "”." : "Nothing is placed yet."
        x: Theme.space12
        y: 66
        width: parent.width - 2 * Theme.space12
        color: Theme.text3
        wrapMode: Text.Wrap
        font.pixelSize: Theme.smallSize
    }
}
