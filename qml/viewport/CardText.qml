import QtQuick
import Hallwright.Theme

/// Text in a card over the scene.
Text {
    color: Theme.text
    font.family: Theme.family
    font.pixelSize: Theme.denseSize
    verticalAlignment: Text.AlignVCenter
    renderType: Text.NativeRendering
    elide: Text.ElideRight
}
