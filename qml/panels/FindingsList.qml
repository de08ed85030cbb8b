import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme
import Hallwright.Controls

/// Sign, element, what is and against which limit, remedy; Show brings the element into view.
Item {
    id: panel

    required property QtObject app

    ListView {
        id: list
        objectName: "findingsList"
        anchors.fill: parent
        clip: true
        model: panel.app.findings
        boundsBehavior: Flickable.StopAtBounds
        currentIndex: -1
        activeFocusOnTab: true
        opacity: panel.app.findings.stale ? 0.6 : 1
        ScrollBar.vertical: ScrollLine {}
        Keys.onReturnPressed: if (currentItem) currentItem.show()
        delegate: Rectangle {
            id: row

            required property int index
            required property string severity
            required property int element
            required property string elementName
            required property string sentence
            required property string remedy

            function show() {
                if (element === 0)
                    return;
                panel.app.outline.reveal(element);
                panel.app.selection.reveal(element);
            }

            width: ListView.view.width
            height: Theme.findingRow
            color: ListView.isCurrentItem && list.activeFocus ? Theme.accentFill
                 : area.containsMouse ? Theme.hover : "transparent"

            MouseArea {
                id: area
                anchors.fill: parent
                hoverEnabled: true
                onClicked: list.currentIndex = row.index
                onDoubleClicked: row.show()
            }
            SeveritySign {
                x: Theme.space12
                severity: row.severity
                anchors.verticalCenter: parent.verticalCenter
            }
            ThemedText {
                id: nameText
                x: 40
                text: row.elementName
                width: Math.min(170, row.width * 0.18)
                height: parent.height
                font.weight: Theme.medium
            }
            ThemedText {
                id: sentenceText
                x: nameText.x + nameText.width + Theme.space12
                text: row.sentence
                width: Math.min(implicitWidth, action.x - x - Theme.space8)
                height: parent.height
            }
            ThemedText {
                id: remedyText
                x: sentenceText.x + sentenceText.width + 5
                text: row.remedy
                width: Math.max(0, action.x - x - Theme.space8)
                height: parent.height
                color: Theme.text2
            }
            LinkButton {
                id: action
                visible: row.element !== 0
                text: "Show"
                anchors { right: parent.right; rightMargin: Theme.space8; verticalCenter: parent.verticalCenter }
                onClicked: row.show()
            }
            Tip {
                visible: area.containsMouse
                         && (nameText.truncated || sentenceText.truncated || remedyText.truncated)
                text: (nameText.truncated ? row.elementName + ": " : "") + row.sentence + " " + row.remedy
            }
            Rectangle {
                y: parent.height - 1
                width: parent.width
                height: 1
                color: Theme.line
                opacity: 0.6
            }
        }
    }
    ThemedText {
        visible: list.count === 0
        text: panel.app.findings.emptyText
        x: Theme.space12
        height: Theme.findingRow
        color: Theme.text3
    }
}
