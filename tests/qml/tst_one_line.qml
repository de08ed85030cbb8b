import QtQuick
import QtTest
import Hallwright.Diagram

Item {
    id: root

    width: 1000
    height: 500

    OneLinePanel {
        id: panel
        anchors.fill: parent
        app: program
    }

    TestCase {
        id: tests
        name: "OneLine"
        when: windowShown

        property var drawing: null

        function init() {
            program.openSample("hall-demo");
            drawing = findChild(panel, "oneLineDrawing");
            verify(drawing !== null);
            tryVerify(() => program.live.available && program.diagram.state === "", 20000);
            program.diagram.open(0);
            program.selection.clear();
            drawing.fit();
        }
        /// Numbers of the entities that the diagram has a symbol for.
        function drawn(): var {
            const numbers = [];
            for (let n = 1; n < 200; ++n)
                if (drawing.placeOf(n).x >= 0)
                    numbers.push(n);
            return numbers;
        }
        function test_a_click_on_an_element_selects_it_everywhere() {
            const numbers = drawn();
            verify(numbers.length > 10);
            for (const n of numbers.slice(0, 6)) {
                const place = drawing.placeOf(n);
                mouseClick(drawing, place.x, place.y);
                compare(program.selection.first, n);
                verify(program.selection.count >= 1); // UPS blocks in parallel are one symbol
            }
            mouseClick(drawing, 2, 2); // nothing there
            compare(program.selection.count, 0);
        }
        function test_shift_adds_to_the_selection() {
            const numbers = drawn();
            const a = drawing.placeOf(numbers[0]);
            const b = drawing.placeOf(numbers[1]);
            mouseClick(drawing, a.x, a.y);
            mouseClick(drawing, b.x, b.y, Qt.LeftButton, Qt.ShiftModifier);
            compare(program.selection.count, 2);
        }
        function test_what_is_selected_elsewhere_comes_into_view() {
            for (let i = 0; i < 6; ++i)
                drawing.zoomBy(1.5);
            const outside = drawn().find(n => {
                const p = drawing.placeOf(n);
                return p.x > drawing.width + 100 || p.y > drawing.height + 100;
            });
            verify(outside !== undefined);
            program.selection.select(outside);
            tryVerify(() => {
                const p = drawing.placeOf(outside);
                return p.x > 0 && p.x < drawing.width && p.y > 0 && p.y < drawing.height;
            });
        }
        function test_the_keyboard_goes_from_symbol_to_symbol_and_opens() {
            drawing.forceActiveFocus();
            keyClick(Qt.Key_Down);
            const first = program.selection.first;
            verify(first > 0);
            for (let i = 0; i < 12 && !program.diagram.canOpen(program.selection.first); ++i)
                keyClick(Qt.Key_Down);
            const hall = program.selection.first;
            verify(program.diagram.canOpen(hall));
            keyClick(Qt.Key_Return);
            compare(program.diagram.scope, hall);
            compare(program.diagram.path.length, 2);
            keyClick(Qt.Key_Backspace);
            compare(program.diagram.scope, 0);
        }
        function test_the_pointer_reads_values() {
            const n = drawn()[0];
            const place = drawing.placeOf(n);
            mouseMove(drawing, place.x, place.y);
            tryVerify(() => drawing.probe.title !== undefined);
            verify(drawing.probe.title.length > 0);
            compare(program.selection.hovered, n);
            mouseMove(drawing, 2, 2);
            tryVerify(() => drawing.probe.title === undefined);
        }
        function test_an_empty_campus_says_what_to_do() {
            program.run("new");
            tryCompare(program.diagram, "state", "empty");
            verify(program.diagram.note.length > 0);
        }
    }
}
