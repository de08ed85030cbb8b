import QtQuick
import Hallwright.Theme

/// A card over the scene; fades while the camera moves.
Rectangle {
    id: card

    property bool faded: false

    color: Theme.card
    radius: Theme.radiusCard
    border.width: 1
    border.color: Theme.cardEdge
    opacity: faded ? 0.3 : 1.0

    Behavior on opacity {
        NumberAnimation {
            duration: Theme.panelTime
        }
    }
}
