import QtQuick
import Hallwright.Theme

/// Text in the program's face: body size, plain text, cut off at the end where there is no room. It
/// begins at the left in every script, as its column does.
Text {
    color: Theme.text
    font.family: Theme.family
    font.pixelSize: Theme.bodySize
    textFormat: Text.PlainText
    elide: Text.ElideRight
    horizontalAlignment: Text.AlignLeft
    verticalAlignment: Text.AlignVCenter
}
