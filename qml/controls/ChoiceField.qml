import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme

/// A field with a list of values.
ComboBox {
    id: field

    property bool mixed: false

    implicitHeight: Theme.fieldHeight
    implicitWidth: 120
    hoverEnabled: true
    font.family: Theme.family
    font.pixelSize: Theme.bodySize
    leftPadding: 0
    rightPadding: 0

    contentItem: ThemedText {
        leftPadding: 8
        rightPadding: 24
        text: field.mixed ? "mixed" : field.currentIndex < 0 ? "—" : field.displayText
        color: field.mixed ? Theme.text3 : Theme.text
        ElidedTip { hovered: field.hovered && !field.popup.visible }
    }
    indicator: Icon {
        name: "chevron-down"
        size: 14
        color: Theme.text3
        x: field.width - width - 6
        anchors.verticalCenter: parent.verticalCenter
    }
    background: Rectangle {
        radius: Theme.radiusField
        color: Theme.field
        border.width: field.visualFocus ? 2 : 1
        border.color: field.visualFocus ? Theme.accent : field.hovered ? Theme.outline : Theme.fieldEdge
    }
    delegate: ItemDelegate {
        id: option

        required property int index
        required property var modelData

        width: ListView.view ? ListView.view.width : field.width
        height: 26
        padding: 0
        highlighted: field.highlightedIndex === index
        contentItem: ThemedText {
            leftPadding: 8
            rightPadding: 8
            text: option.modelData
            font.weight: field.currentIndex === option.index ? Theme.medium : Theme.regular
            ElidedTip { hovered: option.hovered }
        }
        background: Rectangle {
            color: option.highlighted ? Theme.hover : "transparent"
        }
    }
    popup: Popup {
        y: field.height + 2
        width: Math.max(field.width, 220)
        x: field.width - width
        implicitHeight: Math.min(contentItem.implicitHeight + 8, 320)
        padding: 4
        contentItem: ListView {
            clip: true
            implicitHeight: contentHeight
            model: field.popup.visible ? field.delegateModel : null
            currentIndex: field.highlightedIndex
            boundsBehavior: Flickable.StopAtBounds
            ScrollBar.vertical: ScrollLine {}
        }
        background: MenuGround {}
    }
}
