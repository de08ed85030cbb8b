import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme
import Hallwright.Controls

/// The figures that matter, side by side. Click one for its formula and inputs.
Rectangle {
    id: strip

    required property QtObject app
    property int tiles: 7
    readonly property bool low: height < 70

    color: Theme.panel
    onTilesChanged: app.kpis.tileCount = tiles
    Component.onCompleted: app.kpis.tileCount = tiles

    Row {
        anchors.fill: parent
        Repeater {
            model: strip.app.kpis
            delegate: AbstractButton {
                id: tile

                required property int index
                required property string key
                required property string name
                required property string value
                required property string unit
                required property string context
                required property string severity
                required property string formula
                required property var inputs
                required property string source
                required property bool known
                required property bool stale
                readonly property bool fault: severity === "fault"

                objectName: "kpi-" + key
                width: strip.width / strip.tiles
                height: strip.height
                hoverEnabled: true
                focusPolicy: Qt.TabFocus
                Accessible.name: name + " " + value + " " + unit
                onClicked: popup.show(tile)
                contentItem: Item {}
                background: Rectangle {
                    color: tile.down ? Theme.pressed : tile.hovered ? Theme.hover : "transparent"
                    border.width: tile.visualFocus ? 2 : 0
                    border.color: Theme.accent
                    Rectangle {
                        visible: tile.index > 0
                        width: 1
                        height: parent.height
                        color: Theme.line
                    }
                    Column {
                        anchors { left: parent.left; leftMargin: Theme.space12; right: parent.right; rightMargin: Theme.space8; verticalCenter: parent.verticalCenter }
                        Item {
                            width: parent.width
                            height: 16
                            ThemedText {
                                text: tile.name
                                width: parent.width - (sign.visible ? 18 : 0)
                                height: parent.height
                                color: Theme.text2
                                font.pixelSize: Theme.smallSize
                            }
                            SeveritySign {
                                id: sign
                                visible: tile.fault
                                severity: "fault"
                                size: 14
                                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                            }
                        }
                        Row {
                            height: strip.low ? 24 : Theme.figureLine
                            spacing: 5
                            ThemedText {
                                id: figure
                                text: tile.value
                                width: Math.min(implicitWidth, tile.width - Theme.space12 - Theme.space8 - unit.width - 5)
                                height: parent.height
                                font.pixelSize: strip.low ? 18 : Theme.figureSize
                                font.weight: Theme.semiBold
                                font.letterSpacing: -0.2
                                color: tile.fault ? Theme.faultText
                                     : tile.stale || !tile.known ? Theme.text2 : Theme.text
                            }
                            ThemedText {
                                id: unit
                                text: tile.unit + (tile.stale ? " ·" : "")
                                height: parent.height
                                topPadding: 4
                                color: Theme.text2
                                font.pixelSize: Theme.smallSize
                            }
                        }
                        ThemedText {
                            visible: strip.height >= 58
                            text: tile.context
                            width: parent.width
                            height: 15
                            color: Theme.text3
                            font.pixelSize: Theme.smallSize
                            ElidedTip {}
                        }
                    }
                }
            }
        }
    }
    Rectangle {
        width: parent.width
        height: 1
        color: Theme.line
    }

    Popup {
        id: popup

        property string name
        property string formula
        property string figure
        property var inputs: []
        property string source

        width: 320
        padding: Theme.space12
        background: MenuGround {}

        function show(tile) {
            name = tile.name;
            figure = tile.value + " " + tile.unit;
            formula = tile.formula;
            inputs = tile.inputs;
            source = tile.source;
            x = Math.max(4, Math.min(strip.width - width - 4, tile.x));
            open();
            y = -height - 6;
        }
        onHeightChanged: y = -height - 6

        contentItem: Column {
            spacing: Theme.space2
            ThemedText {
                text: popup.name
                width: parent.width
                height: Theme.titleLine
                font.pixelSize: Theme.titleSize
                font.weight: Theme.semiBold
            }
            ThemedText {
                visible: popup.formula.length === 0
                text: "Not solved yet."
                color: Theme.text3
            }
            ThemedText {
                visible: popup.formula.length > 0
                text: popup.formula
                width: parent.width
                wrapMode: Text.Wrap
                color: Theme.text2
                font.family: Theme.monoFamily
                font.pixelSize: 12
                bottomPadding: Theme.space6
            }
            Repeater {
                model: popup.inputs
                delegate: Item {
                    required property var modelData
                    width: popup.availableWidth
                    height: 20
                    ThemedText {
                        text: parent.modelData.name
                        width: parent.width * 0.6
                        height: parent.height
                        color: Theme.text2
                    }
                    ThemedText {
                        text: parent.modelData.value
                        anchors.right: parent.right
                        height: parent.height
                        font.weight: Theme.medium
                    }
                }
            }
            ThemedText {
                visible: popup.source.length > 0
                topPadding: Theme.space6
                text: popup.source
                width: parent.width
                wrapMode: Text.Wrap
                color: Theme.text3
                font.pixelSize: Theme.smallSize
            }
        }
    }
}
