import QtQuick
import Hallwright.Scene
import Hallwright.Theme

/// The pointer over the scene: middle button (or Alt and left) orbits, with Shift pans; the wheel
/// zooms to the pointer; the left button belongs to the tool, or draws a selection rectangle.
MouseArea {
    id: area

    required property CameraController eye
    required property ViewportController controller
    required property ToolController tools
    required property ViewState view
    required property Selection selection

    signal pressedAnywhere()

    readonly property bool hovering: containsMouse
    property bool orbiting: false
    property bool hasPoint: false
    property vector3d ground
    property real pointerX: 0
    property real pointerY: 0

    property int drag: ViewportMouse.None
    property real startX: 0
    property real startY: 0
    property real lastX: 0
    property real lastY: 0
    // Two presses are a double click when both selected and the second one moved nothing.
    property bool pressSelects: false
    property bool pairSelects: false
    property bool reveals: false
    readonly property bool hasMoved: Math.abs(lastX - startX) + Math.abs(lastY - startY) > 6

    enum Drag { None, Orbit, Pan, Tool, Rectangle }

    function hoverAt(x: real, y: real, modifiers: int) {
        pointerX = x;
        pointerY = y;
        hasPoint = eye.hasGround(x, y);
        if (hasPoint)
            ground = eye.groundAt(x, y, 0);
        tools.hover(eye.rayOrigin(x, y), eye.rayDirection(x, y), modifiers);
        controller.probeAt(x, y);
    }
    function handleKey(key: int, modifiers: int, text: string): bool {
        return (modifiers & Qt.KeypadModifier) && tools.placing === "" && tools.tool !== ToolController.Move
               ? false : tools.key(key, modifiers, text);
    }
    function lookFrom(heading: real, pitch: real) {
        view.plan = false;
        eye.lookFrom(heading, pitch);
    }

    // Another camera, another thing under a pointer that rests.
    Connections {
        target: area.eye

        function onMovingChanged() {
            if (!area.eye.moving && area.containsMouse && area.drag === ViewportMouse.None)
                area.hoverAt(area.mouseX, area.mouseY, Qt.NoModifier);
        }
    }

    hoverEnabled: true
    acceptedButtons: Qt.LeftButton | Qt.MiddleButton | Qt.RightButton
    cursorShape: drag === ViewportMouse.Orbit || drag === ViewportMouse.Pan ? Qt.ClosedHandCursor
               : tools.tool === ToolController.Select ? Qt.ArrowCursor : Qt.CrossCursor

    onPressed: mouse => {
        pressedAnywhere();
        startX = lastX = mouse.x;
        startY = lastY = mouse.y;
        const selects = tools.tool === ToolController.Select && tools.placing === "";
        pairSelects = pressSelects && selects;
        pressSelects = selects;
        reveals = false;
        const alt = (mouse.modifiers & Qt.AltModifier) !== 0;
        if (mouse.button === Qt.MiddleButton || (mouse.button === Qt.LeftButton && alt)) {
            drag = (mouse.modifiers & Qt.ShiftModifier) || view.plan ? ViewportMouse.Pan : ViewportMouse.Orbit;
            orbiting = true;
        } else if (mouse.button === Qt.RightButton) {
            tools.cancel();
        } else {
            drag = selects && controller.isGround(mouse.x, mouse.y) ? ViewportMouse.Rectangle
                                                                    : ViewportMouse.Tool;
            tools.press(eye.rayOrigin(mouse.x, mouse.y), eye.rayDirection(mouse.x, mouse.y), mouse.modifiers);
        }
    }
    onPositionChanged: mouse => {
        if (drag === ViewportMouse.Orbit) {
            eye.orbit(mouse.x - lastX, mouse.y - lastY);
        } else if (drag === ViewportMouse.Pan) {
            eye.pan(lastX, lastY, mouse.x, mouse.y);
        } else if (drag === ViewportMouse.Rectangle) {
            pointerX = mouse.x;
            pointerY = mouse.y;
        } else {
            hoverAt(mouse.x, mouse.y, mouse.modifiers);
        }
        lastX = mouse.x;
        lastY = mouse.y;
    }
    onReleased: mouse => {
        if (drag === ViewportMouse.Rectangle) {
            tools.release(eye.rayOrigin(startX, startY), eye.rayDirection(startX, startY), mouse.modifiers);
            if (hasMoved)
                controller.selectRectangle(startX, startY, mouse.x, mouse.y, mouse.modifiers);
        } else if (drag === ViewportMouse.Tool) {
            tools.release(eye.rayOrigin(mouse.x, mouse.y), eye.rayDirection(mouse.x, mouse.y), mouse.modifiers);
        }
        const number = reveals && !hasMoved ? controller.pick(mouse.x, mouse.y) : 0;
        if (number > 0)
            selection.reveal(number);
        drag = ViewportMouse.None;
        orbiting = false;
        reveals = false;
    }
    onDoubleClicked: mouse => reveals = pairSelects && mouse.button === Qt.LeftButton
    onEntered: hoverAt(mouseX, mouseY, Qt.NoModifier)
    onExited: controller.clearProbe()
    onWheel: wheel => eye.zoom(wheel.x, wheel.y, wheel.angleDelta.y / 120)

    Rectangle {
        visible: area.drag === ViewportMouse.Rectangle && area.hasMoved
        x: Math.min(area.startX, area.pointerX)
        y: Math.min(area.startY, area.pointerY)
        width: Math.abs(area.pointerX - area.startX)
        height: Math.abs(area.pointerY - area.startY)
        color: Qt.rgba(Theme.accent.r, Theme.accent.g, Theme.accent.b, 0.12)
        border.width: 1
        border.color: Theme.accent
    }
}
