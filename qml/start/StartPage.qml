import QtQuick
import QtQuick.Controls.Basic
import Hallwright.Theme
import Hallwright.Controls

/// Where one begins: actions and samples, recent campuses, templates; what this machine has and
/// what was not saved.
Rectangle {
    id: page

    required property QtObject app
    signal openRequested()

    color: Theme.canvas

    Rectangle { // left
        id: left
        width: page.width < 1400 ? 236 : 284
        height: parent.height
        color: Theme.chrome

        Row {
            x: 28
            y: 28
            spacing: Theme.space12
            Icon {
                name: "mark"
                size: 32
                anchors.verticalCenter: parent.verticalCenter
            }
            Column {
                ThemedText {
                    text: "Hallwright"
                    font.pixelSize: 20
                    font.weight: Theme.semiBold
                }
                ThemedText {
                    text: page.app.version
                    color: Theme.text3
                    font.pixelSize: Theme.smallSize
                }
            }
        }
        Column {
            x: 18
            y: 96
            width: parent.width - 36
            spacing: Theme.space2
            ActionButton {
                objectName: "newCampus"
                width: parent.width
                height: 36
                alignment: Qt.AlignLeft
                primary: true
                iconName: "plus"
                text: "New campus"
                onClicked: page.app.run("new")
            }
            ActionButton {
                width: parent.width
                height: 36
                alignment: Qt.AlignLeft
                quiet: true
                iconName: "folder"
                text: "Open…"
                keys: "Ctrl+O"
                onClicked: page.openRequested()
            }
            Item {
                width: 1
                height: Theme.space16
            }
            ThemedText {
                visible: page.app.samples.length > 0
                text: "Samples"
                x: Theme.space12
                height: 28
                color: Theme.text2
                font.pixelSize: Theme.smallSize
                font.weight: Theme.medium
            }
            Repeater {
                model: page.app.samples
                delegate: ActionButton {
                    required property var modelData
                    objectName: "sample-" + modelData.id
                    width: parent.width
                    height: 32
                    alignment: Qt.AlignLeft
                    quiet: true
                    iconName: "file"
                    text: modelData.name
                    onClicked: page.app.openSample(modelData.id)
                }
            }
        }
        ActionButton {
            x: 18
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.space16
            width: parent.width - 36
            height: 32
            alignment: Qt.AlignLeft
            quiet: true
            iconName: "keyboard"
            text: "Every shortcut"
            onClicked: page.app.run("shortcuts")
        }
        Rectangle {
            anchors.right: parent.right
            width: 1
            height: parent.height
            color: Theme.line
        }
    }

    Flickable { // middle
        id: middle

        readonly property int gap: 16
        readonly property int columns: contentWidth > 720 ? 3 : 2
        readonly property real cardWidth: (contentWidth - (columns - 1) * gap) / columns

        anchors { left: left.right; leftMargin: 32; right: right.left; rightMargin: 32; top: parent.top; bottom: parent.bottom }
        contentWidth: width
        contentHeight: body.height + 48
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollLine {}

        Column {
            id: body
            y: 28
            width: parent.width
            spacing: Theme.space16

            Item {
                width: parent.width
                height: 30
                ThemedText {
                    text: "Recent"
                    height: parent.height
                    font.pixelSize: Theme.titleSize
                    font.weight: Theme.semiBold
                }
                SearchField {
                    visible: page.app.recent.count > 0
                    anchors.right: parent.right
                    width: Math.min(240, parent.width / 2)
                    height: 28
                    placeholderText: "Find a campus"
                    onTextChanged: page.app.recent.filter = text
                }
            }
            Grid {
                columns: middle.columns
                spacing: middle.gap
                Repeater {
                    id: recent
                    model: page.app.recent
                    delegate: RecentCard {
                        width: middle.cardWidth
                        onOpened: (path) => page.app.openPath(path)
                        onForgotten: (path) => page.app.recent.remove(path)
                    }
                }
            }
            Rectangle {
                visible: recent.count === 0
                width: parent.width
                height: 96
                radius: Theme.radiusCard
                color: "transparent"
                border.color: Theme.line
                ThemedText {
                    anchors.centerIn: parent
                    text: page.app.recent.count === 0
                          ? "No campus was open yet. Begin from a sample or a template."
                          : "No campus of that name was open lately."
                    color: Theme.text3
                }
            }
            Item {
                width: 1
                height: Theme.space4
            }
            ThemedText {
                text: "Begin from a template"
                font.pixelSize: Theme.titleSize
                font.weight: Theme.semiBold
            }
            Row {
                spacing: middle.gap
                TemplateCard {
                    width: middle.cardWidth
                    iconName: "select"
                    title: "Empty site"
                    text: "A boundary and a datum"
                    onClicked: page.app.run("new")
                }
                TemplateCard {
                    objectName: "templateHall"
                    width: middle.cardWidth
                    iconName: "hall"
                    title: "One hall"
                    text: "With its power, cooling and feeders"
                    onClicked: page.app.newWithHall("")
                }
                TemplateCard {
                    visible: middle.columns === 3
                    width: middle.cardWidth
                    iconName: "ups"
                    title: "Target power"
                    text: "Halls for the megawatts you type"
                    field: "200 MW"
                    onEntered: (value) => page.app.newWithPower(value)
                    onClicked: page.app.newWithPower(value)
                }
            }
            TemplateCard {
                visible: middle.columns === 2
                width: middle.cardWidth
                iconName: "ups"
                title: "Target power"
                text: "Halls for the megawatts you type"
                field: "200 MW"
                onEntered: (value) => page.app.newWithPower(value)
                onClicked: page.app.newWithPower(value)
            }
            DropField {
                width: parent.width
                onDropped: (url) => page.app.openFile(url)
            }
        }
    }

    Rectangle { // right
        id: right
        anchors.right: parent.right
        width: page.width < 1400 ? 256 : 312
        height: parent.height
        color: Theme.chrome
        Rectangle {
            width: 1
            height: parent.height
            color: Theme.line
        }
        Column {
            x: 20
            y: 28
            width: parent.width - 40
            spacing: Theme.space12
            ThemedText {
                text: "This machine"
                height: 30
                font.pixelSize: Theme.titleSize
                font.weight: Theme.semiBold
            }
            Card {
                width: parent.width
                height: machine.height + 28
                Column {
                    id: machine
                    x: 14
                    y: 14
                    width: parent.width - 28
                    spacing: Theme.space4
                    Row {
                        width: parent.width
                        spacing: Theme.space12
                        bottomPadding: Theme.space8
                        Icon {
                            name: "chip"
                            size: 22
                            color: Theme.text2
                            anchors.verticalCenter: processor.verticalCenter
                        }
                        Column {
                            id: processor
                            width: parent.width - 34
                            ThemedText {
                                text: page.app.machine.processor
                                width: parent.width
                                font.weight: Theme.semiBold
                            }
                            ThemedText {
                                text: page.app.machine.system
                                width: parent.width
                                color: Theme.text2
                                font.pixelSize: Theme.smallSize
                            }
                        }
                    }
                    Rectangle {
                        width: parent.width
                        height: 1
                        color: Theme.line
                    }
                    Repeater {
                        model: [
                            { name: "Solving on", value: page.app.machine.cores + " cores" },
                            { name: "Memory", value: page.app.machine.memory }
                        ]
                        delegate: Item {
                            required property var modelData
                            visible: modelData.value.length > 0
                            width: machine.width
                            height: 22
                            ThemedText {
                                text: parent.modelData.name
                                height: parent.height
                                color: Theme.text2
                                font.pixelSize: Theme.denseSize
                            }
                            ThemedText {
                                text: parent.modelData.value
                                anchors.right: parent.right
                                height: parent.height
                                font.pixelSize: Theme.denseSize
                                font.weight: Theme.medium
                            }
                        }
                    }
                }
            }
            Item {
                width: 1
                height: Theme.space8
            }
            ThemedText {
                visible: page.app.recoveries.length > 0
                text: "Not saved last time"
                font.pixelSize: Theme.titleSize
                font.weight: Theme.semiBold
            }
            Repeater {
                model: page.app.recoveries
                delegate: Card {
                    id: work
                    required property var modelData
                    width: parent.width
                    height: texts.height + 28
                    Column {
                        id: texts
                        x: 14
                        y: 14
                        width: parent.width - 28
                        spacing: Theme.space4
                        ThemedText {
                            text: work.modelData.title
                            width: parent.width
                            font.weight: Theme.semiBold
                        }
                        ThemedText {
                            text: work.modelData.text
                            width: parent.width
                            wrapMode: Text.Wrap
                            color: Theme.text2
                            font.pixelSize: Theme.smallSize
                            bottomPadding: Theme.space6
                        }
                        Row {
                            spacing: Theme.space4
                            ActionButton {
                                text: "Recover"
                                onClicked: page.app.recoverPath(work.modelData.path)
                            }
                            ActionButton {
                                text: "Discard"
                                quiet: true
                                onClicked: page.app.discardPath(work.modelData.path)
                            }
                        }
                    }
                }
            }
        }
    }
    DropArea {
        anchors.fill: parent
        onDropped: (drop) => {
            if (drop.hasUrls)
                page.app.openFile(drop.urls[0]);
        }
    }
}
