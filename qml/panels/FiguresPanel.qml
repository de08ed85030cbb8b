import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme
import Hallwright.Controls

/// The campus's figures over a year, beside a facility on paper where one is chosen; what a figure
/// comes from, and its inputs to edit.
Item {
    id: panel

    required property QtObject app
    readonly property QtObject figures: app.figures
    // Lists are counted and read by place: an answer of the solver then changes what stands in a
    // line, and neither the place of the list nor a text that is being typed.
    readonly property var rows: figures.rows
    readonly property var given: figures.inputs
    readonly property bool isCompared: figures.available && figures.preset >= 0
    readonly property bool isNarrow: width < 900
    readonly property real rightWidth: Math.max(300, width * (isCompared ? 0.38 : 0.46))

    Row {
        id: bar
        x: Theme.space12
        height: 40
        spacing: Theme.space8

        ThemedText {
            height: parent.height
            text: "Beside"
            color: Theme.text2
        }
        ChoiceField {
            width: 168
            anchors.verticalCenter: parent.verticalCenter
            model: ["Nothing"].concat(panel.figures.presets)
            currentIndex: panel.figures.preset + 1
            Accessible.name: "Facility to compare with"
            onActivated: (index) => panel.figures.preset = index - 1
        }
    }
    ThemedText {
        anchors { left: bar.right; leftMargin: Theme.space12; right: parent.right; rightMargin: Theme.space12 }
        height: bar.height
        visible: panel.figures.available
        text: panel.figures.sentence
        color: Theme.text2
        font.pixelSize: Theme.smallSize
    }
    Rectangle {
        y: 40
        width: parent.width
        height: 1
        color: Theme.line
    }

    Item { // whose figures stand in which column
        id: heads
        anchors { left: parent.left; right: divider.left; top: bar.bottom; topMargin: 1 }
        visible: panel.isCompared
        height: visible ? 24 : 0

        ThemedText {
            anchors { right: parent.right; rightMargin: Theme.space12 + columns.beside + columns.unit + Theme.space4 }
            height: parent.height
            text: "This campus"
            color: Theme.text3
            font.pixelSize: Theme.smallSize
        }
        ThemedText {
            objectName: "besideHead"
            anchors { right: parent.right; rightMargin: Theme.space12 }
            width: columns.beside + Theme.space12
            horizontalAlignment: Text.AlignRight
            height: parent.height
            text: panel.figures.presets[panel.figures.preset] ?? ""
            color: Theme.text3
            font.pixelSize: Theme.smallSize
        }
    }
    QtObject {
        id: columns
        readonly property real value: panel.isNarrow ? 72 : 84
        readonly property real unit: panel.isNarrow ? 68 : 86
        readonly property real beside: panel.isCompared ? 104 : 0
    }
    ListView {
        id: list
        anchors { left: parent.left; right: divider.left; top: heads.bottom; bottom: parent.bottom; topMargin: heads.visible ? 0 : 1 }
        visible: panel.figures.available
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: panel.rows.length
        ScrollBar.vertical: ScrollLine {}
        delegate: Rectangle {
            id: row

            required property int index
            readonly property var modelData: panel.rows[index] ?? ({})
            readonly property bool isSection: modelData.section !== undefined
            readonly property bool isPicked: !isSection && modelData.id === panel.figures.picked

            width: ListView.view.width
            height: isSection ? 30 : 24
            color: isPicked ? Theme.accentFill : area.containsMouse && !isSection ? Theme.hover : "transparent"

            MouseArea {
                id: area
                anchors.fill: parent
                enabled: !row.isSection
                hoverEnabled: true
                onClicked: panel.figures.picked = row.isPicked ? "" : row.modelData.id
            }
            ThemedText {
                visible: row.isSection
                x: Theme.space12
                height: parent.height
                text: row.modelData.section ?? ""
                font.pixelSize: Theme.sectionSize
                font.weight: Theme.semiBold
            }
            ThemedText {
                visible: !row.isSection
                x: Theme.space12
                width: value.x - x - Theme.space4
                height: parent.height
                text: row.modelData.name ?? ""
                color: row.isPicked ? Theme.text : Theme.text2
                font.pixelSize: Theme.denseSize
                ElidedTip { hovered: area.containsMouse }
            }
            ThemedText {
                id: value
                visible: !row.isSection
                anchors { right: unit.left; rightMargin: Theme.space4 }
                width: columns.value
                height: parent.height
                horizontalAlignment: Text.AlignRight
                text: row.modelData.value ?? ""
                color: row.modelData.known === true ? Theme.text : Theme.text3
                font.pixelSize: Theme.denseSize
                font.weight: row.modelData.given ? Theme.semiBold : Theme.medium
            }
            ThemedText {
                id: unit
                visible: !row.isSection
                anchors { right: beside.left }
                width: columns.unit
                height: parent.height
                text: row.modelData.unit ?? ""
                color: Theme.text3
                font.pixelSize: Theme.smallSize
            }
            ThemedText {
                id: beside
                visible: !row.isSection
                anchors { right: parent.right; rightMargin: Theme.space12 }
                width: columns.beside
                height: parent.height
                horizontalAlignment: Text.AlignRight
                text: row.modelData.beside ?? ""
                color: Theme.text2
                font.pixelSize: Theme.denseSize
            }
        }
    }
    Rectangle {
        id: divider
        x: parent.width - panel.rightWidth
        anchors { top: bar.bottom; topMargin: 1; bottom: parent.bottom }
        visible: panel.figures.available
        width: 1
        color: Theme.line
    }
    Column { // what the figure that is picked comes from
        id: origin
        anchors { left: divider.right; right: parent.right; top: bar.bottom; topMargin: 1 }
        visible: panel.figures.available
        padding: Theme.space12
        topPadding: Theme.space8
        bottomPadding: Theme.space4
        spacing: Theme.space2

        readonly property var figure: panel.figures.pickedFigure
        readonly property bool any: figure.name !== undefined

        ThemedText {
            width: parent.width - 2 * Theme.space12
            text: origin.any ? origin.figure.name + " = " + origin.figure.formula
                             : "All inputs. Pick a figure to see what it comes from."
            color: origin.any ? Theme.text : Theme.text3
            font.pixelSize: Theme.denseSize
            wrapMode: Text.Wrap
            elide: Text.ElideNone
        }
        ThemedText {
            visible: origin.any
            width: parent.width - 2 * Theme.space12
            text: origin.any ? origin.figure.inputs.map(one => one.name + " " + one.value).join("  ·  ") : ""
            color: Theme.text2
            font.pixelSize: Theme.smallSize
            wrapMode: Text.Wrap
            elide: Text.ElideNone
        }
        ThemedText {
            visible: origin.any
            width: parent.width - 2 * Theme.space12
            text: origin.figure.source ?? ""
            color: Theme.text3
            font.pixelSize: Theme.smallSize
            wrapMode: Text.Wrap
            elide: Text.ElideNone
        }
    }
    ListView {
        id: inputs
        objectName: "figureInputs"
        anchors { left: divider.right; right: parent.right; top: origin.bottom; bottom: parent.bottom }
        visible: panel.figures.available
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: panel.given.length
        ScrollBar.vertical: ScrollLine {}
        delegate: Item {
            id: input

            required property int index
            readonly property var modelData: panel.given[index] ?? ({})

            width: ListView.view.width
            height: 44

            ThemedText {
                x: Theme.space12
                y: 3
                width: field.x - x - Theme.space8
                height: 18
                text: input.modelData.name ?? ""
                font.pixelSize: Theme.denseSize
                ElidedTip {}
            }
            ThemedText {
                x: Theme.space12
                y: 21
                width: field.x - x - Theme.space8
                height: 18
                text: input.modelData.source ?? ""
                color: Theme.text3
                font.pixelSize: Theme.smallSize
                ElidedTip {}
            }
            ValueField {
                id: field
                objectName: "figureValue"
                anchors { right: back.left; rightMargin: Theme.space4; verticalCenter: parent.verticalCenter }
                width: panel.width < 900 ? 124 : 170
                value: input.modelData.value ?? ""
                unit: input.modelData.unit ?? ""
                error: input.modelData.error ?? ""
                Accessible.name: input.modelData.name ?? ""
                onCommit: (text) => panel.figures.give(input.modelData.id, text)
            }
            IconButton {
                id: back
                anchors { right: parent.right; rightMargin: Theme.space8; verticalCenter: parent.verticalCenter }
                width: 24
                height: 24
                iconName: "undo"
                iconSize: 16
                enabled: input.modelData.given === true
                opacity: enabled ? 1 : 0
                tip: "Take back what was given"
                onClicked: panel.figures.release(input.modelData.id)
            }
        }
    }
    ThemedText {
        visible: !panel.figures.available
        x: Theme.space12
        y: 44
        width: parent.width - 2 * x
        height: Theme.findingRow
        text: panel.figures.sentence
        color: Theme.text3
    }
}
