import QtQuick
import QtQuick.Controls
import Hallwright.Theme
import Hallwright.Controls

/// What can be placed: filter, groups, rows with picture and two defining values. Click or drag a
/// row to begin placing; rest on it for its sheet.
Item {
    id: catalogue

    required property QtObject app
    property bool large: false
    property alias filter: field.text

    function focusFilter() {
        field.forceActiveFocus();
        field.selectAll(); // what is typed next replaces the last search
    }

    SearchField {
        id: field
        objectName: "catalogueFilter"
        x: Theme.space12
        y: Theme.space8
        width: parent.width - 2 * Theme.space12
        placeholderText: "Find equipment"
        keys: "/"
        onTextChanged: {
            catalogue.app.catalogue.filter = text;
            list.currentIndex = -1; // another list: Enter takes its first item
        }
        onStep: (rows) => list.step(rows)
        onAccept: list.placeCurrent()
    }

    ListView {
        id: list
        objectName: "catalogueList"
        anchors { fill: parent; topMargin: 42 }
        clip: true
        model: catalogue.app.catalogue
        boundsBehavior: Flickable.StopAtBounds
        currentIndex: -1
        reuseItems: true
        activeFocusOnTab: true
        ScrollBar.vertical: ScrollLine {}
        Keys.onReturnPressed: placeCurrent()
        Keys.onDownPressed: step(1)
        Keys.onUpPressed: step(-1)

        function step(rows: int) {
            let next = currentIndex;
            do {
                next += rows;
            } while (next >= 0 && next < count && itemIsGroup(next));
            if (next >= 0 && next < count)
                currentIndex = next;
            positionViewAtIndex(Math.max(0, currentIndex), ListView.Contain);
        }
        function itemIsGroup(row: int): bool {
            return catalogue.app.catalogue.isGroup(row);
        }
        function placeCurrent() {
            if (currentIndex < 0 || itemIsGroup(currentIndex))
                step(1);
            if (currentItem)
                currentItem.begin();
        }

        delegate: Item {
            id: row

            required property int index
            required property string key
            required property bool isGroup
            required property string group
            required property int count
            required property bool expanded
            required property string name
            required property string fullName
            required property string detail
            required property string form
            required property var size
            required property var sheet
            required property string sources
            required property string confidence
            readonly property bool placing: catalogue.app.tools.placing === key && !isGroup

            function begin() {
                if (isGroup)
                    catalogue.app.catalogue.toggleGroup(group);
                else
                    catalogue.app.tools.beginPlacing(key);
            }

            width: ListView.view.width
            height: isGroup ? 28 : catalogue.large ? 66 : Theme.catalogueRow

            Rectangle {
                anchors.fill: parent
                visible: !row.isGroup
                color: row.placing ? Theme.accentFill
                     : row.ListView.isCurrentItem && (list.activeFocus || field.activeFocus) ? Theme.pressed
                     : area.containsMouse ? Theme.hover : "transparent"
            }
            // Heading
            Icon {
                visible: row.isGroup
                name: row.expanded ? "chevron-down" : "chevron-right"
                size: 14
                x: 8
                anchors.verticalCenter: heading.verticalCenter
                color: Theme.text3
            }
            ThemedText {
                id: heading
                visible: row.isGroup
                text: row.name
                x: 26
                width: parent.width - 70
                height: parent.height
                color: Theme.text2
                font.pixelSize: Theme.smallSize
                font.weight: Theme.medium
            }
            ThemedText {
                visible: row.isGroup
                text: row.count
                anchors { right: parent.right; rightMargin: Theme.space12 }
                height: parent.height
                color: Theme.text3
                font.pixelSize: Theme.smallSize
            }
            // Item
            Loader {
                id: picture
                active: !row.isGroup
                x: Theme.space12
                anchors.verticalCenter: parent.verticalCenter
                width: catalogue.large ? 72 : 56
                height: catalogue.large ? 54 : 42
                sourceComponent: EquipmentPicture {
                    form: row.form
                    size: row.size
                    dark: Theme.dark
                }
            }
            Column {
                visible: !row.isGroup
                anchors {
                    left: picture.right
                    leftMargin: 10
                    right: parent.right
                    rightMargin: Theme.space8
                    verticalCenter: parent.verticalCenter
                }
                ThemedText {
                    text: row.name
                    width: parent.width
                    height: Theme.bodyLine
                    font.weight: Theme.medium
                }
                ThemedText {
                    text: row.detail
                    width: parent.width
                    height: 16
                    color: Theme.text2
                    font.pixelSize: Theme.smallSize
                }
            }
            MouseArea {
                id: area

                anchors.fill: parent
                hoverEnabled: true
                cursorShape: row.isGroup ? Qt.ArrowCursor : Qt.OpenHandCursor
                drag.target: row.isGroup ? null : dragged
                drag.threshold: 10
                preventStealing: drag.active
                onPressed: (mouse) => dragged.follow(row, mapToItem(dragged.parent, mouse.x, mouse.y))
                onReleased: {
                    if (drag.active)
                        dragged.Drag.drop();
                }
                onClicked: row.begin()
                onContainsMouseChanged: containsMouse && !row.isGroup ? sheetTimer.show(row) : sheetTimer.hide()
                Binding {
                    target: dragged
                    property: "held"
                    value: area.drag.active
                    when: area.pressed
                }
            }
        }
    }

    ThemedText {
        visible: list.count === 0
        text: "Nothing in the catalogue is called “" + field.text + "”."
        anchors { left: parent.left; right: parent.right; top: list.top; margins: Theme.space12 }
        wrapMode: Text.Wrap
        color: Theme.text3
        font.pixelSize: Theme.smallSize
    }

    Item { // what is pulled out of the list; the viewport asks it for its key
        id: dragged

        property string catalogueKey
        property bool held: false

        parent: Overlay.overlay
        width: 1
        height: 1
        Drag.active: held
        Drag.source: dragged

        function follow(row, point) {
            catalogueKey = row.key;
            x = point.x;
            y = point.y;
        }
    }
    Timer {
        id: sheetTimer

        property Item row

        interval: 600
        onTriggered: sheet.openFor(row)

        function show(item) {
            row = item;
            if (sheet.opened)
                sheet.openFor(item);
            else
                restart();
        }
        function hide() {
            stop();
            sheet.close();
        }
    }
    EquipmentSheet {
        id: sheet
        x: catalogue.width + 4
    }
}
