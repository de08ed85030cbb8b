import QtQuick
import Hallwright.Scene
import Hallwright.Theme

/// Projection and layer, top left.
ViewCard {
    id: card

    required property ViewState view
    required property CameraController eye
    signal planRequested(bool plan)
    signal parallelRequested(bool parallel)

    readonly property var layers: [
        { text: qsTr("Electrical loading"), key: "1", value: ViewState.ElectricalLoading },
        { text: qsTr("Air temperature"), key: "2", value: ViewState.AirTemperature },
        { text: qsTr("Supply air"), key: "", value: ViewState.SupplyAir },
        { text: qsTr("Coolant temperature"), key: "3", value: ViewState.CoolantTemperature },
        { text: qsTr("Capacity"), key: "4", value: ViewState.Capacity },
        { text: qsTr("Plume"), key: "5", value: ViewState.Plume },
        { text: qsTr("Voltage deviation"), key: "6", value: ViewState.VoltageDeviation },
        { text: qsTr("Fault level"), key: "7", value: ViewState.FaultLevel },
        { text: qsTr("Coolant flow"), key: "8", value: ViewState.CoolantFlow },
        { text: qsTr("Facility-water pressure"), key: "9", value: ViewState.WaterPressure },
        { text: qsTr("No layer"), key: "0", value: ViewState.None }
    ]
    readonly property string layerName: layers.find(entry => entry.value === view.layer).text
    readonly property string projectionName: view.plan ? qsTr("Plan")
                                           : eye.parallel ? qsTr("Parallel") : qsTr("Perspective")

    width: row.implicitWidth + 8
    height: 34

    Row {
        id: row

        anchors.centerIn: parent
        spacing: 2

        CardButton {
            text: card.projectionName
            onClicked: projectionMenu.open()

            CardMenu {
                id: projectionMenu

                y: parent.height + 6
                current: card.view.plan ? "plan" : card.eye.parallel ? "parallel" : "perspective"
                entries: [
                    { text: qsTr("Perspective"), key: "Num 5", value: "perspective" },
                    { text: qsTr("Parallel"), key: "Num 5", value: "parallel" },
                    { text: qsTr("Plan, north up"), key: "Num 7", value: "plan" }
                ]
                onChosen: value => {
                    card.planRequested(value === "plan");
                    if (value !== "plan")
                        card.parallelRequested(value === "parallel");
                }
            }
        }
        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: 1
            height: 16
            color: Theme.line
        }
        CardButton {
            icon: "layers"
            text: card.layerName
            onClicked: layerMenu.open()

            CardMenu {
                id: layerMenu

                y: parent.height + 6
                current: card.view.layer
                entries: card.layers
                onChosen: value => card.view.layer = value
            }
        }
    }
}
