import QtQuick
import Hallwright.Theme
import Hallwright.Controls

/// Whether coolers take in the air that the plume has warmed; `model` has `plume` and `plumeReady`.
Row {
    id: row

    required property QtObject model
    spacing: Theme.space6

    ToggleSwitch {
        id: toggle
        objectName: "plumeToggle"
        anchors.verticalCenter: parent.verticalCenter
        checked: row.model.plume
        enabled: row.model.plume || row.model.plumeReady
        opacity: enabled ? 1 : 0.5
        Accessible.name: "Coolers take in the plume's air"
        onToggled: {
            row.model.plume = checked;
            checked = Qt.binding(() => row.model.plume);
        }
    }
    ThemedText {
        height: parent.height
        text: "Plume"
        color: toggle.enabled ? Theme.text2 : Theme.disabled
    }
    HoverHandler { id: hover }
    Tip {
        visible: hover.hovered
        text: toggle.enabled ? "Coolers take in the air that the campus itself has warmed"
                             : "The air over the campus has not been solved yet"
    }
}
