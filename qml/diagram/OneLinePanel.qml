import QtQuick
import Hallwright.Theme
import Hallwright.Controls
import Hallwright.Diagram

/// The one-line diagram: way down from the campus, state, the drawing, what the pointer rests on.
FocusScope {
    id: panel

    required property QtObject app
    /// The drawing has taken the place of the scene.
    property bool large: false
    signal largeToggled()

    readonly property QtObject model: app.diagram

    Binding {
        target: panel.model
        property: "active"
        value: panel.visible && panel.width > 0 && panel.height > 40
    }

    Row {
        id: way

        x: Theme.space8
        height: 30
        Repeater {
            model: panel.model.path
            delegate: Row {
                id: step

                required property var modelData
                required property int index
                readonly property bool last: index === panel.model.path.length - 1

                height: parent.height
                ThemedText {
                    visible: step.index > 0
                    text: "›"
                    height: parent.height
                    color: Theme.text3
                }
                LinkButton {
                    visible: !step.last
                    text: step.modelData.name
                    anchors.verticalCenter: parent.verticalCenter
                    onClicked: panel.model.open(step.modelData.number)
                }
                ThemedText {
                    visible: step.last
                    text: step.modelData.name
                    leftPadding: Theme.space6
                    rightPadding: Theme.space6
                    height: parent.height
                    font.weight: Theme.medium
                }
            }
        }
    }
    ThemedText {
        anchors { left: way.right; right: buttons.left; leftMargin: Theme.space8; rightMargin: Theme.space8 }
        height: 30
        horizontalAlignment: Text.AlignRight
        visible: panel.model.state === "stale" || panel.model.state === "solving" || panel.model.state === "failed"
        text: (panel.model.state === "stale" ? "• " : "") + panel.model.note
        color: panel.model.state === "failed" ? Theme.faultText : Theme.text2
        font.pixelSize: Theme.smallSize
    }
    Row {
        id: buttons

        anchors { right: parent.right; rightMargin: Theme.space4 }
        height: 30
        IconButton {
            height: 30
            width: 30
            iconName: "fit"
            iconSize: 16
            tip: "All of the diagram"
            keys: "Home"
            onClicked: drawing.fit()
        }
        IconButton {
            objectName: "oneLineLarge"
            height: 30
            width: 30
            iconName: panel.large ? "chevron-down" : "chevron-up"
            iconSize: 16
            tip: panel.large ? "Back below the scene" : "In place of the scene"
            onClicked: panel.largeToggled()
        }
    }
    Rectangle {
        anchors { fill: parent; topMargin: 30 }
        color: Theme.canvas
        clip: true

        OneLineItem {
            id: drawing

            objectName: "oneLineDrawing"
            anchors.fill: parent
            focus: true
            activeFocusOnTab: true
            Accessible.role: Accessible.Graphic
            Accessible.name: "One-line diagram"
            model: panel.model
            fontFamily: Theme.family
            text: Theme.text
            text2: Theme.text2
            text3: Theme.text3
            ground: Theme.panel
            casing: Theme.outline
            fault: Theme.fault
            faultText: Theme.faultText
            feedA: Theme.feedA
            feedB: Theme.feedB
            selection: Theme.selection
            selectionCasing: Theme.selectionCasing
            moveTime: Theme.panelTime
        }
        ThemedText {
            anchors.centerIn: parent
            visible: panel.model.empty
            text: panel.model.note
            color: Theme.text2
        }
        Rectangle { // what the pointer rests on
            readonly property var probe: drawing.probe

            visible: probe.title !== undefined
            x: Math.max(4, Math.min((probe.x ?? 0) + 16, parent.width - width - 4))
            y: (probe.y ?? 0) + 18 + height < parent.height ? (probe.y ?? 0) + 18
                                                            : Math.max(4, (probe.y ?? 0) - height - 8)
            width: words.implicitWidth + 2 * Theme.space12
            height: words.implicitHeight + 2 * Theme.space8
            radius: Theme.radiusCard
            color: Theme.chrome
            border.color: Theme.cardEdge
            Column {
                id: words

                x: Theme.space12
                y: Theme.space8
                spacing: Theme.space2
                ThemedText {
                    text: drawing.probe.title ?? ""
                    font.weight: Theme.semiBold
                    color: drawing.probe.over ? Theme.faultText : Theme.text
                }
                Repeater {
                    model: drawing.probe.lines ?? []
                    ThemedText {
                        required property string modelData
                        text: modelData
                        color: Theme.text2
                        font.pixelSize: Theme.smallSize
                    }
                }
            }
        }
        Rectangle {
            anchors.fill: parent
            visible: drawing.activeFocus
            color: "transparent"
            border.width: 1.5
            border.color: Theme.accent
        }
    }
}
