import QtQuick
import Hallwright.Scene
import Hallwright.Theme

/// The campus in three dimensions with its cards, tools and labels.
FocusScope {
    id: viewport

    required property CampusDocument document
    required property Selection selection
    required property ViewState view
    required property ToolController tools
    required property LiveResults live
    /// How fine the air is solved; null where that can't be chosen.
    property QtObject airCells: null

    /// "Delete H-07 and its 48 connections?": asked by the window, which then deletes.
    signal deletionAsked(string question)
    /// Shift A: the catalogue's filter is wanted.
    signal catalogueWanted()

    readonly property alias camera: eye

    /// What a trace of the session tells of the scene: ground point and value under the pointer.
    readonly property var pointer: mouse.hasPoint ? mouse.ground : undefined
    readonly property alias pointerX: mouse.pointerX
    readonly property alias pointerY: mouse.pointerY
    readonly property alias probe: controller.probe
    readonly property alias moving: eye.moving

    /// Camera and commands for the window's menus.
    function fitAll() { controller.fitAll(); }
    function fitSelection() { controller.fitSelection(); }
    function setPlan(plan: bool) { view.plan = plan; }

    objectName: "viewport"
    clip: true
    focus: true
    activeFocusOnTab: true
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("Campus")

    CameraController {
        id: eye

        viewport: Qt.size(Math.max(1, viewport.width), Math.max(1, viewport.height))
    }
    CampusScene {
        id: campusScene

        document: viewport.document
        live: viewport.live
        view: viewport.view
        selection: viewport.selection
        lightTheme: !Theme.dark
    }
    ViewportController {
        id: controller

        scene: campusScene
        camera: eye
        selection: viewport.selection
        tools: viewport.tools
        margins: ({ left: 20, top: layerCard.height + 24, right: compass.width + 24,
                    bottom: (legendCard.visible ? legendCard.height : coordinates.height) + 24 })

        onLegendChanged: {
            if (mouse.hovering && !eye.moving)
                controller.probeAt(mouse.pointerX, mouse.pointerY); // a new result, another value
        }
    }
    LabelModel {
        id: labels

        function areas(cards) {
            return cards.filter(card => card.visible)
                        .map(card => Qt.rect(card.x, card.y, card.width, card.height));
        }

        scene: campusScene
        camera: eye
        keepClear: areas([layerCard, stageCard, compass, cutCard, windCard, legendCard, coordinates])
    }

    Connections {
        target: viewport.document

        function onFileChanged() {
            framing.restart();
        }
    }
    Connections {
        target: viewport.view

        property bool shownPlan: false

        function onChanged() {
            if (shownPlan !== viewport.view.plan) {
                shownPlan = viewport.view.plan;
                controller.setPlan(shownPlan);
            }
        }
    }
    Timer {
        id: framing

        interval: 0
        running: true
        onTriggered: controller.jumpToAll()
    }

    SceneView {
        id: sceneView

        anchors.fill: parent
        scene: campusScene
        eye: eye
        inSoftware: controller.drawsInSoftware
        ghostTable: controller.ghostBoxes
        ghostCount: controller.ghostCount
        ghostRefused: controller.ghostRefused
        ghostColor: Theme.ghost
        faultColor: Theme.fault
        saturation: viewport.live.stale ? 0.45 : 1.0

        Behavior on saturation {
            NumberAnimation {
                duration: Theme.resultTime
            }
        }
    }

    ViewportOverlay {
        anchors.fill: parent
        scene: campusScene
        camera: eye
        selection: viewport.selection
        tools: viewport.tools
        lineColor: Theme.selection
        casingColor: Theme.selectionCasing
        ghostColor: Theme.ghost
        faultColor: Theme.fault
        tagColor: Theme.chrome
        textColor: Theme.text
        fontFamily: Theme.family
    }

    ViewportMouse {
        id: mouse

        anchors.fill: parent
        eye: eye
        controller: controller
        tools: viewport.tools
        view: viewport.view
        selection: viewport.selection
        onPressedAnywhere: viewport.forceActiveFocus()
    }

    Repeater {
        model: labels

        LabelTag {
            required property real anchorX
            required property real anchorY
            required property int number
            required text
            required severity
            required stem

            x: Math.round(anchorX - width / 2)
            y: anchorY - height

            TapHandler {
                enabled: viewport.tools.tool === ToolController.Select
                gesturePolicy: TapHandler.ReleaseWithinBounds
                onTapped: viewport.selection.select(parent.number)
                onDoubleTapped: controller.reveal(parent.number)
            }
        }
    }

    DropArea {
        anchors.fill: parent

        function keyOf(drag: var): string {
            if (drag.source && drag.source.catalogueKey !== undefined)
                return drag.source.catalogueKey;
            return drag.hasText ? drag.text : "";
        }

        onEntered: drag => {
            const key = keyOf(drag);
            drag.accepted = key !== "";
            if (key !== "" && viewport.tools.placing !== key)
                viewport.tools.beginPlacing(key);
        }
        onPositionChanged: drag => mouse.hoverAt(drag.x, drag.y, 0)
        onDropped: drop => {
            viewport.tools.press(eye.rayOrigin(drop.x, drop.y), eye.rayDirection(drop.x, drop.y), 0);
            if (viewport.tools.message === "")
                viewport.tools.cancel();
            drop.accept();
        }
        onExited: {
            if (viewport.tools.placing !== "")
                viewport.tools.cancel();
        }
    }

    LayerCard {
        id: layerCard

        x: 12
        y: 12
        faded: mouse.orbiting
        view: viewport.view
        eye: eye
        onPlanRequested: plan => viewport.view.plan = plan
        onParallelRequested: parallel => eye.parallel = parallel
    }
    StageCard {
        id: stageCard

        // In the middle where there is room, else beside the layer card, else below it.
        readonly property real besideX: layerCard.x + layerCard.width + 8
        readonly property bool fitsBeside: besideX + width + 8 <= compass.x

        x: fitsBeside ? Math.max(besideX, Math.min((parent.width - width) / 2 + 60, compass.x - width - 8))
                      : layerCard.x
        y: fitsBeside ? 12 : 12 + layerCard.height + 8
        faded: mouse.orbiting
        live: viewport.live
        tools: viewport.tools
    }
    CompassCard {
        id: compass

        anchors.right: parent.right
        anchors.rightMargin: 12
        y: 12
        eye: eye
    }
    CutCard {
        id: cutCard

        anchors.right: parent.right
        anchors.rightMargin: 12
        anchors.top: compass.bottom
        anchors.topMargin: 12
        visible: !campusScene.empty && y + height + 8 <= coordinates.y // where there is room
        faded: mouse.orbiting
        view: viewport.view
        scene: campusScene
    }
    WindCard {
        id: windCard

        anchors.right: parent.right
        anchors.rightMargin: 12
        y: cutCard.visible ? cutCard.y + cutCard.height + 12 : cutCard.y
        visible: viewport.view.layer === ViewState.Plume && !campusScene.empty
                 && y + height + 8 <= coordinates.y
        faded: mouse.orbiting
        document: viewport.document
        eye: eye
    }
    LegendCard {
        id: legendCard

        x: 12
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 12
        faded: mouse.orbiting
        legend: controller.legend
        probe: controller.probe
        airCells: viewport.view.slicing ? viewport.airCells : null
    }
    CoordinateCard {
        id: coordinates

        anchors.right: parent.right
        anchors.rightMargin: 12
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 12
        faded: mouse.orbiting
        scaleBar: controller.scaleBar
        hasPoint: mouse.hasPoint
        point: mouse.ground
    }
    ProbeCard {
        readonly property real wantedX: mouse.pointerX + 16
        readonly property real wantedY: mouse.pointerY + 18

        visible: probe.visible === true && mouse.hovering && !mouse.orbiting
                 && viewport.tools.placing === ""
        x: Math.min(wantedX, viewport.width - width - 8)
        y: Math.min(wantedY, viewport.height - height - 8)
        probe: controller.probe
        full: viewport.tools.tool === ToolController.Probe
    }
    GhostTag {
        ghost: viewport.tools.ghost
        x: Math.max(8, Math.min(mouse.pointerX + 18, viewport.width - width - 8))
        y: Math.max(8, Math.min(mouse.pointerY - height - 14, viewport.height - height - 8))
    }
    ViewCard {
        visible: campusScene.empty && viewport.tools.tool === ToolController.Select
        anchors.centerIn: parent
        width: emptyText.implicitWidth + 48
        height: 56

        CardText {
            id: emptyText

            anchors.centerIn: parent
            text: qsTr("No halls yet. Drag one from the catalogue, or press Shift A.")
            font.pixelSize: Theme.bodySize
            color: Theme.text2
        }
    }
    Rectangle { // only for who came by the keyboard: a mouse knows where it is
        id: focusFrame

        property bool wanted: false

        anchors.fill: parent
        visible: wanted && viewport.activeFocus && !mouse.hovering
        color: "transparent"
        border.width: 1.5
        border.color: Theme.accent
    }

    onActiveFocusChanged: focusFrame.wanted = false
    // The press of Tab went to what had the focus before; its release comes here.
    Keys.onReleased: event => {
        focusFrame.wanted = focusFrame.wanted || event.key === Qt.Key_Tab || event.key === Qt.Key_Backtab;
        event.accepted = false;
    }
    Keys.onPressed: event => {
        event.accepted = mouse.handleKey(event.key, event.modifiers, event.text);
        if (event.accepted)
            return;
        const shift = (event.modifiers & Qt.ShiftModifier) !== 0;
        const keypad = (event.modifiers & Qt.KeypadModifier) !== 0;
        event.accepted = true;
        if (event.key === Qt.Key_Delete && viewport.selection.count > 0)
            viewport.deletionAsked(viewport.tools.deletionQuestion());
        else if (event.key === Qt.Key_Home)
            controller.fitAll();
        else if (event.key === Qt.Key_F || (keypad && event.key === Qt.Key_Period))
            controller.fitSelection();
        else if (keypad && event.key === Qt.Key_7)
            viewport.view.plan = true;
        else if (keypad && event.key === Qt.Key_1)
            mouse.lookFrom(0, 12);
        else if (keypad && event.key === Qt.Key_3)
            mouse.lookFrom(270, 12);
        else if (keypad && event.key === Qt.Key_5)
            eye.parallel = !eye.parallel;
        else if (event.key === Qt.Key_A && shift)
            viewport.catalogueWanted();
        else if (event.key === Qt.Key_A && (event.modifiers & Qt.AltModifier))
            viewport.selection.clear();
        else if (event.key === Qt.Key_A && event.modifiers === Qt.NoModifier)
            viewport.selection.selectAll();
        else if (event.key === Qt.Key_1 && event.modifiers === Qt.NoModifier)
            viewport.view.layer = ViewState.ElectricalLoading;
        else if (event.key === Qt.Key_2 && event.modifiers === Qt.NoModifier)
            viewport.view.layer = ViewState.AirTemperature;
        else if (event.key === Qt.Key_3 && event.modifiers === Qt.NoModifier)
            viewport.view.layer = ViewState.CoolantTemperature;
        else if (event.key === Qt.Key_4 && event.modifiers === Qt.NoModifier)
            viewport.view.layer = ViewState.Capacity;
        else if (event.key === Qt.Key_6 && event.modifiers === Qt.NoModifier)
            viewport.view.layer = ViewState.VoltageDeviation;
        else if (event.key === Qt.Key_7 && event.modifiers === Qt.NoModifier)
            viewport.view.layer = ViewState.FaultLevel;
        else if (event.key === Qt.Key_8 && event.modifiers === Qt.NoModifier)
            viewport.view.layer = ViewState.CoolantFlow;
        else if (event.key === Qt.Key_9 && event.modifiers === Qt.NoModifier)
            viewport.view.layer = ViewState.WaterPressure;
        else if (event.key === Qt.Key_0 && event.modifiers === Qt.NoModifier)
            viewport.view.layer = ViewState.None;
        else if (event.key === Qt.Key_P && event.modifiers === Qt.NoModifier)
            viewport.tools.tool = ToolController.Probe;
        else
            event.accepted = false;
    }
}
