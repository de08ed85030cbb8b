import QtQuick
import Hallwright.Scene
import Hallwright.Theme

/// Below the cube: how high shells are cut open or, in the air layer, where the slice lies.
ViewCard {
    id: card

    required property ViewState view
    required property CampusScene scene

    readonly property bool overCampus: view.layer === ViewState.Plume
    readonly property bool slicing: view.slicing || overCampus
    readonly property bool ofTemperature: view.layer === ViewState.AirTemperature
    readonly property bool level: !slicing || overCampus || view.sliceAxis === ViewState.Z
    readonly property real reach: overCampus ? scene.plumeTop_m
                                : !slicing ? scene.hallHeight_m + 0.3
                                : level ? scene.hallHeight_m
                                        : view.sliceAxis === ViewState.X ? scene.hallLength_m
                                                                         : scene.hallWidth_m
    readonly property real value: overCampus ? view.plumeHeight_m
                                : slicing ? view.slicePosition_m : view.cutHeight_m

    function set(metres: real) {
        const kept = Math.round(Math.max(slicing ? 0.05 : 0.3, Math.min(reach, metres)) * 20) / 20;
        if (overCampus)
            view.plumeHeight_m = kept;
        else if (slicing)
            view.slicePosition_m = kept;
        else
            view.cutHeight_m = kept;
    }

    width: 104
    height: overCampus || !slicing ? 146 : !ofTemperature ? 204 : view.warmAir ? 282 : 234

    CardText {
        x: 10
        y: 8
        text: card.overCampus ? qsTr("Plume")
            : card.slicing ? qsTr("Slice %1").arg(["x", "y", "z"][card.view.sliceAxis]) : qsTr("Cut at")
        color: Theme.text2
        font.pixelSize: Theme.smallSize
    }
    CardText {
        anchors.right: parent.right
        anchors.rightMargin: 10
        y: 8
        text: (card.value >= card.reach && !card.slicing ? qsTr("roof")
                                                        : card.value.toFixed(card.slicing && !card.overCampus && card.value < 9.995 ? 2 : 1) + " m")
        font.weight: Theme.semiBold
        font.pixelSize: Theme.smallSize
    }
    Item {
        id: slider

        x: 14
        y: 34
        width: parent.width - 24
        height: 98
        activeFocusOnTab: true
        Accessible.role: Accessible.Slider
        Accessible.name: card.slicing ? qsTr("Slice position") : qsTr("Cut height")
        Keys.onUpPressed: card.set(card.value + 0.1)
        Keys.onDownPressed: card.set(card.value - 0.1)

        readonly property real share: Math.max(0, Math.min(1, card.value / card.reach))

        Rectangle {
            x: 8
            width: 4
            height: parent.height
            radius: 2
            color: Theme.pressed
        }
        Rectangle {
            x: 8
            y: parent.height * (1 - slider.share)
            width: 4
            height: parent.height * slider.share
            radius: 2
            color: Theme.accent
        }
        Rectangle {
            x: 3
            y: parent.height * (1 - slider.share) - 7
            width: 14
            height: 14
            radius: 7
            color: Theme.text
            border.width: slider.activeFocus ? 2 : 0
            border.color: Theme.accent
        }
        Repeater {
            model: card.level ? [{ text: card.slicing ? card.reach.toFixed(card.reach < 10 ? 1 : 0) + " m" : qsTr("Roof"), at: 1 },
                                 { text: card.overCampus ? "" : qsTr("Racks"), at: Math.min(1, 2.3 / card.reach) },
                                 { text: card.overCampus ? qsTr("Ground") : qsTr("Floor"), at: 0 }]
                              : [{ text: card.reach.toFixed(0) + " m", at: 1 }, { text: "0", at: 0 }]

            CardText {
                required property var modelData

                x: 26
                y: slider.height * (1 - modelData.at) - height / 2
                text: modelData.text === "" ? "" : "– " + modelData.text
                color: Theme.text3
                font.pixelSize: 11
            }
        }
        MouseArea {
            anchors.fill: parent
            anchors.margins: -6
            preventStealing: true

            function follow(y: real) {
                card.set(card.reach * (1 - (y - 6) / slider.height));
            }

            onPressed: mouse => follow(mouse.y)
            onPositionChanged: mouse => follow(mouse.y)
        }
    }
    Row {
        visible: card.slicing && !card.overCampus
        anchors.horizontalCenter: parent.horizontalCenter
        y: 144

        Repeater {
            model: ["x", "y", "z"]

            CardButton {
                required property string modelData
                required property int index

                implicitWidth: 28
                implicitHeight: 24
                chevron: false
                text: modelData
                checked: card.view.sliceAxis === index
                onClicked: {
                    card.view.sliceAxis = index;
                    card.set(index === 2 ? 1.1 : card.reach / 2);
                }
            }
        }
    }
    CardButton {
        visible: card.slicing && !card.overCampus
        x: 6
        y: 172
        width: parent.width - 12
        implicitHeight: 26
        chevron: false
        text: qsTr("Streams")
        checked: card.view.streams
        onClicked: card.view.streams = !card.view.streams
    }
    CardButton {
        visible: card.slicing && !card.overCampus && card.ofTemperature
        x: 6
        y: 200
        width: parent.width - 12
        implicitHeight: 26
        chevron: false
        text: qsTr("Warm air")
        checked: card.view.warmAir
        onClicked: card.view.warmAir = !card.view.warmAir
    }
    Item { // from where on air is warm
        id: warmth

        readonly property real least: 20
        readonly property real most: 45

        function set(temperature: real) {
            card.view.warmFrom_C = Math.round(2 * Math.max(least, Math.min(most, temperature))) / 2;
        }

        objectName: "warmFrom"
        visible: card.slicing && !card.overCampus && card.ofTemperature && card.view.warmAir
        x: 12
        y: 230
        width: parent.width - 24
        height: 44
        activeFocusOnTab: true
        Accessible.role: Accessible.Slider
        Accessible.name: qsTr("Air warmer than %1 °C").arg(card.view.warmFrom_C)
        Keys.onRightPressed: set(card.view.warmFrom_C + 0.5)
        Keys.onLeftPressed: set(card.view.warmFrom_C - 0.5)

        CardText {
            text: qsTr("over")
            color: Theme.text2
            font.pixelSize: Theme.smallSize
        }
        CardText {
            anchors.right: parent.right
            text: card.view.warmFrom_C.toFixed(1) + "\u2009°C"
            font.weight: Theme.semiBold
            font.pixelSize: Theme.smallSize
        }
        Rectangle {
            y: 28
            width: parent.width
            height: 4
            radius: 2
            color: Theme.pressed
        }
        Rectangle {
            x: (parent.width - width) * (card.view.warmFrom_C - warmth.least) / (warmth.most - warmth.least)
            y: 23
            width: 14
            height: 14
            radius: 7
            color: Theme.text
            border.width: warmth.activeFocus ? 2 : 0
            border.color: Theme.accent
        }
        MouseArea {
            y: 18
            x: -4
            width: parent.width + 8
            height: 26
            preventStealing: true

            function follow(x: real) {
                warmth.set(warmth.least + (warmth.most - warmth.least) * (x - 11) / (warmth.width - 14));
            }

            onPressed: mouse => follow(mouse.x)
            onPositionChanged: mouse => follow(mouse.x)
        }
    }
}
