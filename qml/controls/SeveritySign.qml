import QtQuick
import Hallwright.Theme

/// The sign of a severity: shape and colour together.
Icon {
    property string severity

    name: severity === "fault" || severity === "warning" || severity === "ok" ? severity : "note"
    color: Theme.severityColor(severity)
    size: 16
}
