import QtQuick
import Hallwright.Theme
import Hallwright.Controls

/// Catalogue and outline, one at a time.
Rectangle {
    id: dock

    required property QtObject app
    property int tab: 0
    property bool large: false

    color: Theme.panel

    function focusFilter() {
        (tab === 0 ? catalogue : outline).focusFilter();
    }
    function showGroup(word: string) {
        tab = 0;
        catalogue.filter = word;
    }

    Row {
        id: tabs
        x: Theme.space4
        y: 6
        DockTab {
            text: "Catalogue"
            current: dock.tab === 0
            onClicked: dock.tab = 0
        }
        DockTab {
            text: "Outline"
            current: dock.tab === 1
            onClicked: dock.tab = 1
        }
    }
    Rectangle {
        y: 36
        width: parent.width
        height: 1
        color: Theme.line
    }
    CatalogueList {
        id: catalogue
        visible: dock.tab === 0
        app: dock.app
        large: dock.large
        anchors { fill: parent; topMargin: 37 }
    }
    OutlineList {
        id: outline
        visible: dock.tab === 1
        app: dock.app
        anchors { fill: parent; topMargin: 37 }
    }
}
