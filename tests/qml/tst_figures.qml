import QtQuick
import QtTest
import Hallwright.Panels

Item {
    id: root

    width: 1200
    height: 420

    FiguresPanel {
        id: panel
        anchors.fill: parent
        app: program
    }

    TestCase {
        name: "Figures"
        when: windowShown

        function init() {
            program.run("new");
            program.figures.shown = true;
        }
        function cleanup() {
            program.figures.picked = "";
            program.figures.shown = false;
        }

        function test_an_empty_campus_says_what_to_do() {
            verify(!program.figures.available);
            verify(program.figures.sentence.startsWith("No racks yet."));
        }
        function test_a_facility_beside_has_its_name_over_its_column() {
            const head = findChild(panel, "besideHead");
            program.openSample("hall-demo");
            tryVerify(() => program.figures.available, 60000);
            verify(!head.visible);
            program.figures.preset = 0;
            verify(head.visible);
            compare(head.text, program.figures.presets[0]);
            verify(!head.truncated);
            program.figures.preset = -1;
        }
        function test_a_price_that_is_typed_becomes_an_edit() {
            program.openSample("hall-demo");
            tryVerify(() => program.figures.available, 60000);
            program.figures.picked = "energy_cost";
            const list = findChild(panel, "figureInputs");
            tryVerify(() => list.count > 1);
            list.forceLayout();
            let field = null;
            for (let i = 0; i < list.count && !field; ++i)
                if (list.itemAtIndex(i) && list.itemAtIndex(i).modelData.id === "energy_price")
                    field = findChild(list.itemAtIndex(i), "figureValue");
            verify(field !== null);
            mouseClick(field, field.width * 0.3, field.height / 2);
            keyClick(Qt.Key_A, Qt.ControlModifier);
            for (const letter of "0.2")
                keyClick(letter);
            keyClick(Qt.Key_Return);
            compare(program.document.undoText, "Give Price of energy");
            program.run("undo");
            compare(program.document.undoText, "");
        }
    }
}
