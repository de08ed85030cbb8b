import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme

/// A thin scroll bar that shows only where there is more than fits.
ScrollBar {
    id: bar

    implicitWidth: orientation === Qt.Vertical ? 10 : 100
    implicitHeight: orientation === Qt.Vertical ? 100 : 10
    padding: 2
    minimumSize: 0.06
    policy: size < 1.0 ? ScrollBar.AsNeeded : ScrollBar.AlwaysOff
    contentItem: Rectangle {
        radius: 3
        color: bar.pressed ? Theme.outline : Theme.pressed
        opacity: bar.active || bar.hovered ? 1 : 0.55
        Behavior on opacity { NumberAnimation { duration: Theme.panelTime } }
    }
}
