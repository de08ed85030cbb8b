import QtQuick
import Hallwright.Theme
import Hallwright.Controls
import Hallwright.Panels
import Hallwright.Scene

/// Top bar, tools, docks, viewport, figures, findings and status, laid out by the window's size.
Item {
    id: bench

    required property QtObject app

    // Three sizes of window; what the user changes is remembered for each.
    readonly property string sizeClass: width >= 2200 ? "2560" : width >= 1440 ? "1600" : "1280"
    readonly property var sizes: ({
        "1280": { left: 208, inspector: 280, kpis: 60, tiles: 5, findings: 30 },
        "1600": { left: 240, inspector: 308, kpis: 74, tiles: 7, findings: 117 },
        "2560": { left: 280, inspector: 360, kpis: 74, tiles: 9, findings: 204 }
    })
    readonly property var size: sizes[sizeClass]

    property real leftWidth: 240
    property real inspectorWidth: 308
    property real findingsHeight: 117
    property real diagramHeight: 340
    property bool diagramLarge: false
    property bool leftOpen: true
    property bool inspectorOpen: true
    property bool kpisOpen: true
    property bool findingsOpen: true
    readonly property bool anyOpen: leftOpen || inspectorOpen || kpisOpen || findingsOpen

    onSizeClassChanged: Qt.callLater(restore) // after the sizes that hang on it
    Component.onCompleted: restore()
    // The start page and dialogs take the keys with them when they go.
    onEnabledChanged: if (enabled) Qt.callLater(takeKeys)

    function takeKeys() { viewport.forceActiveFocus(); }

    function restore() {
        const settings = app.settings;
        leftWidth = settings.dock(sizeClass, "left", size.left);
        inspectorWidth = settings.dock(sizeClass, "inspector", size.inspector);
        findingsHeight = settings.dock(sizeClass, "findings", size.findings);
        diagramHeight = settings.dock(sizeClass, "diagram", Math.round(height * 0.42));
        leftOpen = settings.dock(sizeClass, "leftOpen", true);
        inspectorOpen = settings.dock(sizeClass, "inspectorOpen", true);
        kpisOpen = settings.dock(sizeClass, "kpisOpen", true);
        findingsOpen = settings.dock(sizeClass, "findingsOpen", size.findings > 30);
    }
    function keep(name: string, value: var) {
        app.settings.setDock(sizeClass, name, value);
    }
    function toggle(name: string) {
        bench[name] = !bench[name];
        keep(name, bench[name]);
        if (name === "findingsOpen" && findingsOpen && findingsHeight < 60)
            findingsHeight = 117;
    }
    // The Power workspace is read on the one-line diagram, Drill and Year on their panels: guests
    // below the scene, and what was there before them comes back as it was.
    property bool openBeforeGuest: true
    property real heightBeforeGuest: 0
    function showPanel(tab: int) {
        const guest = bottom.tab >= 3;
        if (tab >= 3) {
            if (!guest)
                openBeforeGuest = findingsOpen;
            bottom.tab = tab;
            findingsOpen = true;
        } else if (guest) {
            bottom.tab = tab;
            findingsOpen = openBeforeGuest;
        }
        if (tab !== 3)
            diagramLarge = false;
    }
    Connections {
        target: bench.app
        function onWorkspaceChanged() {
            const workspace = bench.app.workspace;
            bench.showPanel(workspace === 2 ? 3 : workspace === 4 ? 5 : workspace === 5 ? 4 : 0);
        }
    }
    Connections { // year and drill open the dock as high as their panels want to be
        target: bottom
        function onTabChanged() {
            if (bottom.tab >= 4) {
                if (bench.heightBeforeGuest === 0)
                    bench.heightBeforeGuest = bench.findingsHeight;
                bench.findingsHeight = Math.max(bench.heightBeforeGuest, Math.min(bottom.tab === 5 ? 282 : 360, middle.height * 0.6));
            } else if (bench.heightBeforeGuest > 0) {
                bench.findingsHeight = bench.heightBeforeGuest;
                bench.heightBeforeGuest = 0;
            }
        }
    }
    function run(id: string) {
        switch (id) {
        case "dock-left": toggle("leftOpen"); break;
        case "dock-inspector": toggle("inspectorOpen"); break;
        case "dock-kpis": toggle("kpisOpen"); break;
        case "dock-findings": toggle("findingsOpen"); break;
        case "one-line": showPanel(bottom.showsDiagram ? 0 : 3); break;
        case "figures": showPanel(bottom.tab === 6 && findingsOpen ? 0 : 6); break;
        case "docks": {
            const open = !anyOpen;
            for (const name of ["leftOpen", "inspectorOpen", "kpisOpen", "findingsOpen"])
                if (bench[name] !== open)
                    toggle(name);
            break;
        }
        case "frame-selection": viewport.fitSelection(); break;
        case "frame-all": Qt.callLater(viewport.fitAll); break;
        case "picture": takePicture(app.pictureFile(), () => app.pictureTaken()); break;
        case "insert-hall": insert("Hall modules"); break;
        case "insert-row": insert("Rows of racks"); break;
        case "insert-rack": insert("Racks"); break;
        case "insert-cdu": insert("CDU"); break;
        case "insert-air": insert("air"); break;
        case "insert-plant": insert("Cooling plants"); break;
        case "insert-substation": insert("Substations"); break;
        case "insert-transformer": insert("transformer"); break;
        case "insert-generator": insert("Generation"); break;
        }
    }
    function insert(group: string) {
        if (!leftOpen)
            toggle("leftOpen");
        left.showGroup(group);
        left.focusFilter();
    }
    function takePicture(file: string, done: var) {
        if (file.length === 0)
            return;
        viewport.grabToImage((result) => {
            result.saveToFile(file);
            done();
        });
    }
    function exportReport(url: url) {
        takeKeys();
        const cover = app.pictureFile() || "";
        if (cover)
            takePicture(cover, () => { app.pictureTaken(); app.exportReport(url, cover); });
        else
            app.exportReport(url, "");
    }
    function isChecked(id: string): bool {
        switch (id) {
        case "dock-left": return leftOpen;
        case "dock-inspector": return inspectorOpen;
        case "dock-kpis": return kpisOpen;
        case "dock-findings": return findingsOpen;
        case "one-line": return bottom.showsDiagram;
        case "scheme-system": return app.settings.scheme === 0;
        case "scheme-dark": return app.settings.scheme === 1;
        case "scheme-light": return app.settings.scheme === 2;
        case "contrast": return app.settings.highContrast;
        case "motion": return app.settings.reduceMotion;
        case "layer-none": return app.view.layer === 0;
        case "layer-air": return app.view.layer === 1;
        case "layer-power": return app.view.layer === 2;
        case "layer-coolant": return app.view.layer === 3;
        case "layer-voltage": return app.view.layer === 4;
        case "layer-fault": return app.view.layer === 5;
        case "layer-capacity": return app.view.layer === 6;
        case "layer-supply-air": return app.view.layer === 7;
        case "layer-plume": return app.view.layer === 8;
        case "layer-flow": return app.view.layer === 9;
        case "layer-pressure": return app.view.layer === 10;
        case "warm-air": return app.view.layer === 1 && app.view.warmAir;
        case "streams": return app.view.streams;
        case "air-cells-auto": return app.airCells.current === "size";
        case "air-cells-10s": return app.airCells.current === "time:10";
        case "air-cells-1min": return app.airCells.current === "time:60";
        case "air-cells-5min": return app.airCells.current === "time:300";
        case "air-cells-fine": return app.airCells.current === "edge:0.1";
        case "air-cells-medium": return app.airCells.current === "edge:0.2";
        case "air-cells-coarse": return app.airCells.current === "edge:0.4";
        case "figures": return bottom.tab === 6 && findingsOpen;
        case "plan": return app.view.plan;
        case "workspace-site": return app.workspace === 0;
        case "workspace-hall": return app.workspace === 1;
        case "workspace-power": return app.workspace === 2;
        case "workspace-cooling": return app.workspace === 3;
        case "workspace-drill": return app.workspace === 4;
        case "workspace-year": return app.workspace === 5;
        default: return false;
        }
    }

    TopBar {
        id: top
        width: parent.width
        height: Theme.topBar
        app: bench.app
        isChecked: bench.isChecked
    }
    MessageStrip {
        id: strip
        y: top.height
        width: parent.width
        app: bench.app
    }
    StatusBar {
        id: status
        width: parent.width
        height: Theme.statusBar
        anchors.bottom: parent.bottom
        app: bench.app
    }
    Item {
        id: work
        anchors { left: parent.left; right: parent.right; top: strip.bottom; bottom: status.top }

        ToolRail {
            id: rail
            width: Theme.toolRail
            height: parent.height
            app: bench.app
        }
        LeftDock {
            id: left
            visible: bench.leftOpen
            anchors.left: rail.right
            width: visible ? bench.leftWidth : 0
            height: parent.height
            app: bench.app
            large: bench.sizeClass === "2560"
            Connections { // in a hall one looks for elements, elsewhere for equipment
                target: bench.app
                function onWorkspaceChanged() { left.tab = bench.app.workspace === 1 ? 1 : 0; }
            }
        }
        Inspector {
            id: inspector
            visible: bench.inspectorOpen
            anchors.right: parent.right
            width: visible ? bench.inspectorWidth : 0
            height: parent.height
            app: bench.app
        }
        Item {
            id: middle
            anchors { left: left.right; right: inspector.left; top: parent.top; bottom: parent.bottom }

            Viewport {
                id: viewport
                anchors { left: parent.left; right: parent.right; top: parent.top; bottom: kpis.top }
                visible: height > 1
                document: bench.app.document
                live: bench.app.live
                selection: bench.app.selection
                view: bench.app.view
                tools: bench.app.tools
                airCells: bench.app.airCells
                focus: true
                onDeletionAsked: bench.app.run("delete")
                onCatalogueWanted: bench.app.run("insert")
                Connections { // the keys of a tool that was just taken up are the scene's
                    target: bench.app.tools
                    function onToolChanged() {
                        if (bench.app.tools.tool !== 0)
                            viewport.forceActiveFocus();
                    }
                }
            }
            KpiStrip {
                id: kpis
                visible: bench.kpisOpen
                anchors.bottom: bottom.top
                width: parent.width
                height: visible ? bench.size.kpis : 0
                tiles: bench.size.tiles
                app: bench.app
            }
            BottomDock {
                id: bottom
                anchors.bottom: parent.bottom
                width: parent.width
                height: !bench.findingsOpen ? 30
                      : !showsDiagram ? Math.max(60, Math.min(bench.findingsHeight, parent.height * 0.6))
                      : bench.diagramLarge ? parent.height - kpis.height
                      : Math.max(120, Math.min(bench.diagramHeight, parent.height * 0.6))
                open: bench.findingsOpen
                large: bench.diagramLarge
                app: bench.app
                onToggled: bench.toggle("findingsOpen")
                onLargeToggled: bench.diagramLarge = !bench.diagramLarge
            }
            SplitEdge {
                property real start: 0
                visible: bench.findingsOpen && !(bottom.showsDiagram && bench.diagramLarge)
                vertical: false
                y: bottom.y - 3
                width: parent.width
                onDragBegan: start = bottom.height
                onDragged: (distance) => {
                    const height = Math.max(60, Math.min(start - distance, middle.height * 0.6));
                    if (bottom.showsDiagram)
                        bench.diagramHeight = height;
                    else
                        bench.findingsHeight = height;
                }
                onReleased: bottom.showsDiagram ? bench.keep("diagram", bench.diagramHeight)
                                                : bench.keep("findings", bench.findingsHeight)
            }
        }
        SplitEdge {
            property real start: 0
            visible: bench.leftOpen
            x: left.x + left.width - 3
            height: parent.height
            onDragBegan: start = bench.leftWidth
            onDragged: (distance) => bench.leftWidth = Math.max(180, Math.min(start + distance, 480))
            onReleased: bench.keep("left", bench.leftWidth)
        }
        SplitEdge {
            property real start: 0
            visible: bench.inspectorOpen
            x: inspector.x - 3
            height: parent.height
            onDragBegan: start = bench.inspectorWidth
            onDragged: (distance) => bench.inspectorWidth = Math.max(240, Math.min(start - distance, 560))
            onReleased: bench.keep("inspector", bench.inspectorWidth)
        }
    }

    // Keys of the scene reach here when no field and no tool wants them.
    Keys.onPressed: (event) => {
        const command = sceneCommand(event);
        if (command.length > 0) {
            app.run(command);
            event.accepted = true;
        } else if (event.text === "/") {
            if (!leftOpen)
                toggle("leftOpen");
            left.focusFilter();
            event.accepted = true;
        }
    }
    function sceneCommand(event): string {
        const plain = (event.modifiers & ~Qt.KeypadModifier) === Qt.NoModifier;
        const shift = (event.modifiers & ~Qt.KeypadModifier) === Qt.ShiftModifier;
        const alt = (event.modifiers & ~Qt.KeypadModifier) === Qt.AltModifier;
        if (plain)
            switch (event.key) {
            case Qt.Key_0: return "layer-none";
            case Qt.Key_1: return "layer-power";
            case Qt.Key_2: return "layer-air";
            case Qt.Key_3: return "layer-coolant";
            case Qt.Key_5: return "layer-plume";
            case Qt.Key_6: return "layer-voltage";
            case Qt.Key_7: return "layer-fault";
            case Qt.Key_8: return "layer-flow";
            case Qt.Key_9: return "layer-pressure";
            case Qt.Key_A: return "select-all";
            case Qt.Key_F: return "frame-selection";
            case Qt.Key_Home: return "frame-all";
            case Qt.Key_5: return "plan";
            case Qt.Key_G: return "tool-move";
            case Qt.Key_R: return "tool-rotate";
            case Qt.Key_V: return "tool-select";
            case Qt.Key_P: return "tool-probe";
            case Qt.Key_L: return "tool-feeder";
            case Qt.Key_Delete: return "delete";
            }
        if (shift)
            switch (event.key) {
            case Qt.Key_A: return "insert";
            case Qt.Key_D: return "duplicate";
            case Qt.Key_L: return "tool-main";
            }
        if (alt && event.key === Qt.Key_A)
            return "select-none";
        return "";
    }
}
