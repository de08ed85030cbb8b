import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme

/// A field for one value: shows it with its unit, takes expressions and units, commits with Enter
/// or when it is left, takes the old value back with Esc, steps with the arrow keys.
FocusScope {
    id: field

    property string label
    property string value
    property string unit
    property bool mixed: false
    property string error
    property bool alignLeft: false
    signal commit(string text)
    signal entered() // Enter, after the commit: what stands in a dialog is meant to be done
    signal abandoned() // Esc: what was typed does not count, nor what was said about it
    signal step(real steps)

    implicitHeight: Theme.fieldHeight
    implicitWidth: 80
    Accessible.name: label

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusField
        color: Theme.field
        border.width: input.activeFocus || field.error ? 2 : 1
        border.color: field.error ? Theme.fault
                    : input.activeFocus ? Theme.accent
                    : area.containsMouse ? Theme.outline : Theme.fieldEdge
    }
    ThemedText {
        id: prefix
        visible: field.label.length > 0
        text: field.label
        color: Theme.text3
        x: 8
        height: parent.height
    }
    MouseArea { // scrubbing: drag the label to change the value
        id: scrub
        width: prefix.visible ? prefix.width + 14 : 0
        height: parent.height
        cursorShape: Qt.SizeHorCursor
        property real lastX: 0
        onPressed: (mouse) => lastX = mouse.x
        onPositionChanged: (mouse) => {
            const steps = Math.trunc((mouse.x - lastX) / 6);
            if (steps !== 0) {
                lastX += steps * 6;
                field.step(steps);
            }
        }
    }
    TextInput {
        id: input

        property bool edited: false

        objectName: "valueInput"
        anchors {
            fill: parent
            leftMargin: prefix.visible ? prefix.width + 14 : 8
            rightMargin: unitText.visible ? unitText.width + 12 : 8
        }
        text: field.value
        clip: true
        focus: true
        activeFocusOnTab: true
        selectByMouse: true
        horizontalAlignment: field.alignLeft ? TextInput.AlignLeft : TextInput.AlignRight
        verticalAlignment: TextInput.AlignVCenter
        color: Theme.text
        selectionColor: Theme.accentFill
        selectedTextColor: Theme.text
        font.family: Theme.family
        font.pixelSize: Theme.bodySize
        onActiveFocusChanged: {
            if (activeFocus)
                selectAll();
            else
                finish();
            showStart();
        }
        onTextChanged: showStart()
        onTextEdited: edited = true
        Keys.onReturnPressed: { finish(); field.entered(); }
        Keys.onEnterPressed: { finish(); field.entered(); }
        Keys.onEscapePressed: { restore(); focus = false; field.abandoned(); }
        Keys.onUpPressed: (event) => field.step(event.modifiers & Qt.ShiftModifier ? 0.1 : 1)
        Keys.onDownPressed: (event) => field.step(event.modifiers & Qt.ShiftModifier ? -0.1 : -1)

        /// What has no room is cut off at its end, never at its first digits.
        function showStart() {
            if (!activeFocus)
                cursorPosition = 0;
        }
        function restore() {
            edited = false;
            text = Qt.binding(() => field.value);
        }
        function finish() {
            if (!edited)
                return;
            const typed = text;
            restore();
            field.commit(typed);
        }
    }
    ThemedText {
        visible: field.mixed && !input.activeFocus
        text: "mixed"
        color: Theme.text3
        anchors.fill: input
        horizontalAlignment: input.horizontalAlignment
    }
    ThemedText {
        id: unitText
        visible: field.unit.length > 0
        text: field.unit
        color: Theme.text3
        anchors { right: parent.right; rightMargin: 8 }
        height: parent.height
    }
    MouseArea {
        id: area
        anchors.fill: parent
        acceptedButtons: Qt.NoButton
        hoverEnabled: true
    }
    Tip {
        visible: field.error.length === 0 && area.containsMouse && !input.activeFocus
                 && input.contentWidth > input.width + 1
        text: field.value + (field.unit ? "\u2009" + field.unit : "")
    }
    Tip {
        visible: field.error.length > 0 && (area.containsMouse || input.activeFocus)
        text: field.error
        delay: 0
    }
}
