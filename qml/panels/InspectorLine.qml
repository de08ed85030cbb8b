import QtQuick
import Hallwright.Theme
import Hallwright.Controls

/// One line of the inspector, by its kind.
Item {
    id: line

    required property int index
    required property string key
    required property string kind
    required property string label
    required property string value
    required property string unit
    required property string extra
    required property string severity
    required property var options
    required property int option
    required property bool mixed
    required property real fraction
    required property var cells
    required property QtObject inspector
    property bool stale: false

    readonly property string error: inspector.errorKey === key ? inspector.errorText : ""
    readonly property color ink: severity === "fault" ? Theme.faultText
                               : severity === "warning" ? Theme.warn
                               : stale ? Theme.text2 : Theme.text

    implicitHeight: loader.height
    height: implicitHeight

    Loader {
        id: loader
        width: parent.width
        sourceComponent: {
            switch (line.kind) {
            case "section": return sectionLine;
            case "cells": return cellsLine;
            case "field": return fieldLine;
            case "choice": return choiceLine;
            case "switch": return switchLine;
            case "bar": return barLine;
            case "check": return checkLine;
            default: return valueLine;
            }
        }
    }

    Component {
        id: sectionLine
        Item {
            height: 39
            Rectangle {
                y: 7
                width: parent.width
                height: 1
                color: Theme.line
            }
            SectionTitle {
                x: Theme.space12
                y: 12
                width: parent.width - 2 * Theme.space12
                text: line.label
                caption: line.extra
            }
        }
    }
    Component {
        id: cellsLine
        Item {
            height: grid.height + 4
            Grid {
                id: grid
                x: Theme.space12
                width: parent.width - 2 * Theme.space12
                columns: 3
                spacing: 6
                Repeater {
                    model: line.cells
                    delegate: ValueField {
                        required property var modelData
                        objectName: "cell-" + modelData.key
                        width: (grid.width - 12) / 3
                        label: modelData.label
                        value: modelData.value
                        unit: modelData.unit
                        mixed: modelData.mixed
                        error: line.inspector.errorKey === modelData.key ? line.inspector.errorText : ""
                        onCommit: (text) => line.inspector.commit(modelData.key, text)
                        onStep: (steps) => line.inspector.step(modelData.key, steps)
                        onAbandoned: line.inspector.clearError()
                    }
                }
            }
        }
    }
    Component {
        id: fieldLine
        Item {
            height: 27
            MouseArea { // scrubbing: drag the label to change the value
                width: 104
                height: parent.height
                x: Theme.space12
                enabled: line.unit.length > 0
                cursorShape: enabled ? Qt.SizeHorCursor : Qt.ArrowCursor
                property real lastX: 0
                onPressed: (mouse) => lastX = mouse.x
                onPositionChanged: (mouse) => {
                    const steps = Math.trunc((mouse.x - lastX) / 6);
                    if (steps !== 0) {
                        lastX += steps * 6;
                        line.inspector.step(line.key, steps);
                    }
                }
                ThemedText {
                    text: line.label
                    height: 24
                    width: parent.width
                    color: Theme.text2
                }
            }
            ValueField {
                objectName: "field-" + line.key
                x: 116
                width: parent.width - x - Theme.space12
                value: line.value
                unit: line.unit
                mixed: line.mixed
                error: line.error
                alignLeft: line.key === "name" || line.key === "siteName"
                onCommit: (text) => line.inspector.commit(line.key, text)
                onStep: (steps) => line.inspector.step(line.key, steps)
                onAbandoned: line.inspector.clearError()
            }
        }
    }
    Component {
        id: choiceLine
        Item {
            height: 27
            ThemedText {
                text: line.label
                x: Theme.space12
                width: 100
                height: 24
                color: Theme.text2
            }
            ChoiceField {
                x: 116
                width: parent.width - x - Theme.space12
                model: line.options
                currentIndex: line.option
                mixed: line.mixed
                onActivated: (chosen) => line.inspector.commit(line.key, String(chosen))
            }
        }
    }
    Component {
        id: switchLine
        Item {
            height: 27
            ThemedText {
                text: line.label
                x: Theme.space12
                height: 24
                color: Theme.text2
            }
            ThemedText {
                visible: line.mixed
                text: "mixed"
                anchors { right: toggle.left; rightMargin: 8 }
                height: 24
                color: Theme.text3
            }
            ToggleSwitch {
                id: toggle
                anchors { right: parent.right; rightMargin: Theme.space12 }
                checked: line.option === 1
                Accessible.name: line.label
                onClicked: {
                    const wanted = line.option === 1 ? "0" : "1";
                    checked = Qt.binding(() => line.option === 1);
                    line.inspector.commit(line.key, wanted);
                }
            }
        }
    }
    Component {
        id: valueLine
        Item {
            height: 22
            ThemedText {
                id: nameText
                text: line.label
                x: Theme.space12
                width: Math.min(implicitWidth, 150)
                height: parent.height
                color: Theme.text2
                ElidedTip {}
            }
            ThemedText {
                id: extraText
                text: line.extra
                anchors { right: parent.right; rightMargin: Theme.space12 }
                // the value has the room first
                width: Math.max(0, Math.min(implicitWidth, 120,
                                            line.width - nameText.width - figureText.width - 35))
                height: parent.height
                color: Theme.text3
                ElidedTip {}
            }
            ThemedText {
                id: figureText
                text: (line.stale && line.severity === "" ? "· " : "") + line.value
                anchors {
                    right: extraText.left
                    rightMargin: line.extra ? 5 : 0
                }
                width: Math.min(implicitWidth, line.width - nameText.width - 36)
                horizontalAlignment: Text.AlignRight
                height: parent.height
                color: line.ink
                font.weight: line.severity === "fault" ? Theme.semiBold : Theme.medium
                ElidedTip {}
            }
        }
    }
    Component {
        id: barLine
        Item {
            height: 24
            ThemedText {
                id: barName
                text: line.label
                x: Theme.space12
                width: Math.min(implicitWidth, 150)
                height: parent.height
                color: Theme.text2
                ElidedTip {}
            }
            Rectangle {
                x: Math.max(100, barName.x + barName.width + 8)
                width: Math.max(0, parent.width - x - 140)
                height: 4
                radius: 2
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.pressed
                Rectangle {
                    width: parent.width * Math.min(1, Math.max(0, line.fraction))
                    height: parent.height
                    radius: 2
                    color: line.severity === "fault" ? Theme.fault : Theme.outline
                }
            }
            ThemedText {
                text: line.value
                anchors { right: ratingText.left; rightMargin: line.extra ? 5 : 0 }
                height: parent.height
                color: line.ink
                font.weight: line.severity === "fault" ? Theme.semiBold : Theme.medium
            }
            ThemedText {
                id: ratingText
                text: line.extra
                anchors { right: parent.right; rightMargin: Theme.space12 }
                height: parent.height
                color: Theme.text3
            }
        }
    }
    Component {
        id: checkLine
        Item {
            height: Math.max(22, sentence.implicitHeight + 6)
            SeveritySign {
                id: sign
                visible: line.severity.length > 0
                severity: line.severity
                x: Theme.space12
                y: 4
            }
            ThemedText {
                id: sentence
                x: sign.visible ? 34 : Theme.space12
                y: 3
                width: parent.width - x - Theme.space12
                wrapMode: Text.Wrap
                maximumLineCount: 6
                verticalAlignment: Text.AlignTop
                font.pixelSize: Theme.denseSize
                textFormat: Text.StyledText
                text: line.markup(line.value)
                      + (line.extra ? " <font color='" + Theme.text3 + "'>" + line.markup(line.extra) + "</font>" : "")
                color: line.severity ? Theme.text : Theme.text3
            }
        }
    }
    function markup(text: string): string {
        return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
    }
}
