import QtQuick
import Hallwright.Theme

/// Text in the program's face: body size, plain text, cut off at the end where there is no room.
Text {
    color: Theme.text
    font.family: Theme.family
    font.pixelSize: Theme.bodySize
    textFormat: Text.PlainText
    elide: Text.ElideRight
    verticalAlignment: Text.AlignVCenter
}
