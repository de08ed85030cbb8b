import QtQuick
import QtQuick.Controls.Basic
import Qt.labs.platform as Platform // its dialogs are the desktop's, or those of Qt Widgets
import Hallwright.Theme
import Hallwright.Controls
import Hallwright.Panels
import Hallwright.Start

/// The window: start page or workbench, dialogs, keys that work everywhere.
ApplicationWindow {
    id: window

    required property QtObject app

    // As much of the screen as there is, up to the largest size that is laid out. Maximized, because
    // the frame that the desktop draws around a window would push its foot off the screen.
    width: Math.min(2560, Screen.desktopAvailableWidth)
    height: Math.min(1440, Screen.desktopAvailableHeight)
    visibility: Screen.desktopAvailableWidth > 2560 ? Window.Windowed : Window.Maximized
    minimumWidth: 1024
    minimumHeight: 640
    visible: true
    color: Theme.canvas
    title: app.editing ? (app.document.modified ? "• " : "") + app.document.title + " – Hallwright"
                       : "Hallwright"
    font.family: Theme.family
    font.pixelSize: Theme.bodySize

    Binding { target: Theme; property: "scheme"; value: window.app.settings.scheme }
    Binding { target: Theme; property: "highContrast"; value: window.app.settings.highContrast }
    Binding { target: Theme; property: "reduceMotion"; value: window.app.settings.reduceMotion }

    onClosing: (close) => close.accepted = app.mayClose()

    StartPage {
        anchors { fill: parent; topMargin: startStrip.height }
        visible: !window.app.editing
        app: window.app
        onOpenRequested: window.app.run("open")
    }
    MessageStrip {
        id: startStrip
        width: parent.width
        app: window.app
        visible: height > 0 && !window.app.editing
    }
    Workbench {
        id: bench
        anchors.fill: parent
        visible: window.app.editing
        enabled: visible
        app: window.app
    }

    CommandPalette {
        id: palette
        app: window.app
    }
    QuestionDialog { app: window.app }
    ArrayDialog {
        id: arrayDialog
        app: window.app
    }
    ShortcutsDialog {
        id: shortcuts
        app: window.app
    }
    AboutDialog {
        id: about
        app: window.app
    }
    Platform.FileDialog {
        id: openDialog
        title: "Open a campus"
        nameFilters: ["Campus files (*.hallwright)", "All files (*)"]
        onAccepted: window.app.openFile(file)
    }
    Platform.FileDialog {
        id: saveDialog
        title: "Save the campus"
        fileMode: Platform.FileDialog.SaveFile
        acceptLabel: "Save"
        defaultSuffix: "hallwright"
        nameFilters: ["Campus files (*.hallwright)"]
        onAccepted: {
            bench.takeKeys();
            window.app.saveAs(file);
        }
        onRejected: window.app.cancelQuestion()
    }
    Platform.FileDialog {
        id: reportDialog
        title: "Export the report"
        fileMode: Platform.FileDialog.SaveFile
        acceptLabel: "Export"
        defaultSuffix: "pdf"
        nameFilters: ["PDF (*.pdf)"]
        onAccepted: bench.exportReport(file)
    }

    Platform.FileDialog {
        id: weatherDialog
        title: "Open weather for the year"
        nameFilters: ["Weather (*.epw *.csv)", "All files (*)"]
        onAccepted: {
            window.app.workspace = 5; // where it is told what becomes of it
            window.app.year.openWeather(file);
        }
    }

    Connections {
        target: window.app
        function onWindowCommand(id) {
            switch (id) {
            case "open": openDialog.open(); break;
            case "save-as": saveDialog.open(); break;
            case "report":
                if (window.app.document.filePath.length > 0) // beside the campus, under its name
                    reportDialog.currentFile = "file://" + encodeURI(
                        window.app.document.filePath.replace(/\.hallwright$/, "") + ".pdf");
                reportDialog.open();
                break;
            case "year-weather": weatherDialog.open(); break;
            case "palette": palette.openWith(""); break;
            case "insert": palette.openWith("+"); break;
            case "array": arrayDialog.open(); break;
            case "shortcuts": shortcuts.open(); break;
            case "about": about.open(); break;
            default: bench.run(id);
            }
        }
    }

    // Keys that work wherever the focus is. Those of the scene are the viewport's: they must not
    // fire while somebody types a number.
    Instantiator {
        model: window.app.menu("").filter((c) => !c.sceneKey && c.shortcut.length > 0)
        delegate: Shortcut {
            required property var modelData
            sequence: modelData.shortcut
            enabled: window.app.editing || ["new", "open", "quit", "shortcuts"].includes(modelData.id)
            onActivated: window.app.run(modelData.id)
        }
    }
    Shortcut {
        sequence: "F3"
        enabled: window.app.editing
        onActivated: window.app.run("palette")
    }
}
