import QtQuick
import Hallwright.Theme

/// A raised card on a page.
Rectangle {
    radius: Theme.radiusCard
    color: Theme.panel
    border.color: Theme.line
}
