import QtQuick
import Hallwright.Theme
import Hallwright.Controls

/// The time bar: transport, three traces with their limits, the events, and the moment that the
/// scene shows. What is still to come is drawn pale.
Item {
    id: bar

    objectName: "drillBar"

    required property QtObject drill
    readonly property real labelWidth: 148
    readonly property real spanX: labelWidth + Theme.space12
    readonly property real spanWidth: width - spanX - Theme.space16
    readonly property real traceHeight: Math.max(22, Math.min(64, (height - 36 - 40) / Math.max(1, drill.traces.length)))
    readonly property var speeds: [1, 10, 60]

    function placeOf(time_s: real): real { return spanX + spanWidth * time_s / drill.length_s; }
    function goTo(x: real) {
        drill.playing = false;
        drill.time_s = drill.length_s * (x - spanX) / spanWidth;
    }

    activeFocusOnTab: true
    Accessible.role: Accessible.Slider
    Accessible.name: "Time of the drill"
    Keys.onSpacePressed: drill.playing = !drill.playing
    Keys.onLeftPressed: (event) => event.modifiers & Qt.ShiftModifier ? drill.time_s -= 1 : drill.step(-1)
    Keys.onRightPressed: (event) => event.modifiers & Qt.ShiftModifier ? drill.time_s += 1 : drill.step(1)

    Row {
        id: transport
        x: Theme.space8
        height: 36
        spacing: Theme.space4

        IconButton {
            anchors.verticalCenter: parent.verticalCenter
            iconName: "previous"
            tip: "Event before"
            keys: "←"
            onClicked: bar.drill.step(-1)
        }
        IconButton {
            anchors.verticalCenter: parent.verticalCenter
            iconName: bar.drill.playing ? "pause" : "play"
            tip: bar.drill.playing ? "Pause" : "Play"
            keys: "Space"
            onClicked: bar.drill.playing = !bar.drill.playing
        }
        IconButton {
            anchors.verticalCenter: parent.verticalCenter
            iconName: "next"
            tip: "Next event"
            keys: "→"
            onClicked: bar.drill.step(1)
        }
        ThemedText {
            leftPadding: Theme.space8
            height: parent.height
            text: bar.drill.clock(bar.drill.time_s)
            font.pixelSize: Theme.titleSize
            font.weight: Theme.semiBold
        }
        ThemedText {
            leftPadding: Theme.space4
            rightPadding: Theme.space16
            height: parent.height
            text: "of " + bar.drill.clock(bar.drill.length_s)
            color: Theme.text2
        }
        Segments {
            anchors.verticalCenter: parent.verticalCenter
            height: 26
            narrow: true
            model: ["1×", "10×", "60×"]
            current: bar.speeds.indexOf(bar.drill.speed)
            onChosen: (index) => bar.drill.speed = bar.speeds[index]
        }
    }

    Repeater {
        model: bar.drill.traces
        delegate: Item {
            id: trace

            required property int index
            required property var modelData
            readonly property real plotHeight: height - 5

            function yOf(value: real): real {
                return plotHeight * (1 - (value - modelData.low) / (modelData.high - modelData.low));
            }

            y: 36 + index * bar.traceHeight
            width: bar.width
            height: bar.traceHeight

            Rectangle {
                width: parent.width
                height: 1
                color: Theme.line
            }
            ThemedText {
                x: Theme.space12
                y: trace.height >= 38 ? trace.height / 2 - 18 : trace.height / 2 - 9
                width: trace.height >= 38 ? bar.labelWidth : bar.labelWidth - 56
                height: 18
                text: trace.modelData.name
                color: Theme.text2
                font.pixelSize: Theme.smallSize
            }
            ThemedText {
                x: trace.height >= 38 ? Theme.space12 : bar.labelWidth - 48
                y: trace.height >= 38 ? trace.height / 2 - 2 : trace.height / 2 - 9
                height: 18
                text: bar.drill.readings[trace.index] ?? ""
                font.weight: Theme.semiBold
            }
            DurationCurve {
                x: bar.spanX
                y: 3
                width: bar.spanWidth * bar.drill.known_s / bar.drill.length_s
                height: trace.plotHeight
                values: trace.modelData.values
                low: trace.modelData.low
                high: trace.modelData.high
                ink: Theme.text
            }
            Repeater {
                model: trace.modelData.limits
                delegate: Item { // dashed
                    id: limit

                    required property int index
                    required property real modelData

                    x: bar.spanX
                    y: 3 + trace.yOf(modelData)
                    width: bar.spanWidth
                    height: 1
                    clip: true
                    Row {
                        spacing: 4
                        Repeater {
                            model: Math.ceil(limit.width / 8)
                            delegate: Rectangle {
                                width: 4
                                height: 1
                                color: limit.index === 0 ? Theme.warn : Theme.fault
                            }
                        }
                    }
                }
            }
        }
    }
    Rectangle { // what is still to come
        x: bar.placeOf(bar.drill.time_s)
        y: 37
        width: bar.spanX + bar.spanWidth - x
        height: events.y - 37
        color: Theme.panel
        opacity: 0.62
    }

    Item {
        id: events

        y: 36 + bar.drill.traces.length * bar.traceHeight
        width: bar.width
        height: 20

        Rectangle {
            width: parent.width
            height: 1
            color: Theme.line
        }
        ThemedText {
            x: Theme.space12
            height: parent.height
            text: "Events"
            color: Theme.text2
            font.pixelSize: Theme.smallSize
        }
        Rectangle {
            x: bar.spanX
            y: 9
            width: bar.spanWidth
            height: 2
            color: Theme.pressed
        }
        Rectangle {
            x: bar.spanX
            y: 9
            width: Math.max(0, bar.placeOf(bar.drill.time_s) - x)
            height: 2
            color: Theme.accent
        }
        Repeater {
            model: bar.drill.events
            delegate: Rectangle {
                id: mark

                required property var modelData

                x: bar.placeOf(modelData.time_s) - 4
                y: 6
                z: 1
                width: 8
                height: 8
                rotation: 45
                color: Theme.severityColor(modelData.severity)
                opacity: modelData.time_s <= bar.drill.time_s + 0.5 ? 1.0 : 0.74
                HoverHandler { id: markHover }
                Tip {
                    visible: markHover.hovered
                    delay: 0
                    text: mark.modelData.time + "  " + mark.modelData.text + ". " + mark.modelData.detail
                }
            }
        }
    }
    Repeater { // axis
        model: 7
        delegate: ThemedText {
            required property int index

            x: Math.min(bar.spanX + bar.spanWidth * index / 6 - width / 2, bar.width - width - 4)
            y: events.y + 20
            height: 16
            text: bar.drill.clock(bar.drill.length_s * index / 6)
            color: Theme.text3
            font.pixelSize: Theme.badgeSize
        }
    }
    Rectangle { // the moment
        x: bar.placeOf(bar.drill.time_s) - 0.5
        y: 37
        width: 1
        height: events.y - 37 + 10
        color: Theme.text
        Rectangle {
            x: -4.5
            y: parent.height - 5
            width: 10
            height: 10
            radius: 5
            color: Theme.text
            border.width: bar.activeFocus ? 2 : 0
            border.color: Theme.accent
        }
    }
    MouseArea {
        x: bar.spanX - 6
        y: 37
        z: -1
        width: bar.spanWidth + 12
        height: events.y + 20 - 37
        preventStealing: true
        onPressed: (mouse) => { bar.forceActiveFocus(); bar.goTo(mouse.x + x); }
        onPositionChanged: (mouse) => bar.goTo(mouse.x + x)
    }
}
