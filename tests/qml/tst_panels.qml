import QtQuick
import QtTest
import Hallwright.Controls
import Hallwright.Panels
import Hallwright.Theme

Item {
    id: root

    width: 1600
    height: 900

    TopBar {
        id: topBar
        width: parent.width
        app: program
    }
    CatalogueList {
        id: catalogue
        y: 60
        width: 240
        height: 800
        app: program
    }
    Inspector {
        id: inspector
        x: 1200
        y: 60
        width: 320
        height: 800
        app: program
    }
    KpiStrip {
        id: kpis
        x: 300
        y: 700
        width: 880
        height: 74
        app: program
    }
    CommandPalette {
        id: palette
        app: program
    }

    ActionButton {
        id: action
        x: 320
        y: 80
        text: "Copy"
    }
    SignalSpy {
        id: actionClicks
        target: action
        signalName: "clicked"
    }

    TestCase {
        name: "Panels"
        when: windowShown

        function init() {
            program.run("new");
            program.tools.cancel();
            program.selection.clear();
        }

        function test_typing_in_the_catalogue_filters_it() {
            const list = findChild(catalogue, "catalogueList");
            const field = findChild(catalogue, "catalogueFilter");
            const all = list.count;
            verify(all > 40);
            mouseClick(field);
            for (const letter of "gb300")
                keyClick(letter);
            compare(program.catalogue.filter, "gb300");
            verify(list.count > 0);
            verify(list.count < all);
            keyClick(Qt.Key_Escape);
            compare(list.count, all);
        }
        function test_a_click_on_an_item_begins_placing() {
            const list = findChild(catalogue, "catalogueList");
            program.catalogue.filter = "gb300_nvl72";
            wait(50);
            let item = null;
            for (let i = 0; i < list.count && !item; ++i)
                if (!list.itemAtIndex(i).isGroup)
                    item = list.itemAtIndex(i);
            verify(item !== null);
            mouseClick(item);
            compare(program.tools.placing, item.key);
            program.catalogue.filter = "";
        }
        function test_a_typed_value_becomes_an_edit_and_undo_takes_it_back() {
            const list = findChild(inspector, "inspectorList");
            const undo = findChild(topBar, "undoButton");
            verify(!undo.enabled);
            list.forceLayout();
            const field = findChild(inspector, "field-ambient");
            verify(field !== null);
            const before = field.value;
            mouseClick(field, field.width - 40, field.height / 2);
            keySequence("Ctrl+A");
            for (const letter of "30+5.5")
                keyClick(letter);
            keyClick(Qt.Key_Return);
            compare(field.value, "35.5");
            verify(undo.enabled);
            mouseClick(undo);
            compare(field.value, before);
            verify(!undo.enabled);
        }
        function test_a_button_with_the_focus_answers_to_enter() {
            actionClicks.clear();
            action.forceActiveFocus(Qt.TabFocusReason);
            keyClick(Qt.Key_Return);
            compare(actionClicks.count, 1);
            keyClick(Qt.Key_Enter);
            compare(actionClicks.count, 2);
        }
        function test_a_dialog_reads_lengths_as_the_inspector_does() {
            compare(program.lengthOf("12*0.6+1.2"), 8.4);
            compare(program.lengthOf("\u22122.5"), -2.5);
            compare(program.lengthOf("30 cm"), 0.3);
            verify(isNaN(program.lengthOf("far")));
        }
        function test_what_is_not_understood_is_refused_in_words() {
            const field = findChild(inspector, "field-ambient");
            const before = field.value;
            mouseClick(field, field.width - 40, field.height / 2);
            keySequence("Ctrl+A");
            for (const letter of "hot")
                keyClick(letter);
            keyClick(Qt.Key_Return);
            compare(field.value, before);
            verify(field.error.length > 0);
            verify(!program.document.canUndo);
        }
        function test_escape_gives_the_old_value_back() {
            const field = findChild(inspector, "field-ambient");
            const before = field.value;
            mouseClick(field, field.width - 40, field.height / 2);
            keyClick("7");
            keyClick(Qt.Key_Escape);
            compare(field.value, before);
            verify(!program.document.canUndo);
        }
        function test_the_palette_places_what_is_chosen() {
            palette.openWith("");
            tryVerify(() => palette.opened);
            for (const letter of "place row of gb300")
                keyClick(letter);
            keyClick(Qt.Key_Return);
            compare(program.tools.placing, "row:gb300_nvl72");
            tryVerify(() => !palette.opened);
        }
        function test_the_strip_shows_as_many_tiles_as_the_window_has_room_for() {
            kpis.tiles = 5;
            compare(program.kpis.tileCount, 5);
            verify(findChild(kpis, "kpi-grid_power") !== null);
            kpis.tiles = 9;
            compare(program.kpis.tileCount, 9);
        }
        function test_text_keeps_its_contrast_in_both_schemes() {
            function luminance(c) {
                const channel = (v) => v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
                return 0.2126 * channel(c.r) + 0.7152 * channel(c.g) + 0.0722 * channel(c.b);
            }
            function ratio(a, b) {
                const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
                return (high + 0.05) / (low + 0.05);
            }
            for (const scheme of [Theme.Dark, Theme.Light]) {
                Theme.scheme = scheme;
                for (const ink of [Theme.text, Theme.text2, Theme.text3, Theme.accent, Theme.faultText, Theme.warn])
                    verify(ratio(ink, Theme.panel) >= 4.5, ink + " on panel, scheme " + scheme);
                verify(ratio(Theme.outline, Theme.panel) >= 3.0);
            }
            Theme.scheme = Theme.Dark;
        }
    }
}
