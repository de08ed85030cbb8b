import QtQuick
import QtTest
import Hallwright.Controls

/// What has no room is cut off at its end and shows itself whole under the pointer.
Item {
    id: root

    width: 600
    height: 200

    ValueField {
        id: field
        x: 20
        y: 20
        width: 70
    }
    ThemedText {
        id: name
        x: 20
        y: 80
        width: 120
        height: 20

        ElidedTip {
            id: nameTip
        }
    }

    TestCase {
        name: "CutOff"
        when: windowShown

        function test_a_long_value_keeps_its_first_digits_data() {
            return [{ tag: "number", value: "1234567.48760823", unit: "GWh" },
                    { tag: "name", value: "A very long name of a campus, phase and contract", unit: "" }];
        }
        function test_a_long_value_keeps_its_first_digits(data) {
            const input = findChild(field, "valueInput");
            field.unit = data.unit;
            field.value = data.value;
            verify(input.contentWidth > input.width);
            verify(input.positionToRectangle(0).x >= 0);
            // Typing over and leaving it does not move the start out of sight either.
            mouseClick(field, 20, 10);
            keyClick(Qt.Key_End);
            keyClick(Qt.Key_Escape);
            compare(input.text, data.value);
            verify(input.positionToRectangle(0).x >= 0);
        }
        function test_a_cut_name_has_a_tooltip_data() {
            return [{ tag: "latin", text: "A very long name of a campus, phase and contract" },
                    { tag: "cjk", text: "大型人工智能工厂机房一号楼东侧液冷机柜大厅第三期" },
                    { tag: "right to left", text: "مصنع التبريد الرئيسي للحرم الجامعي بالقرب من البوابة" }];
        }
        function test_a_cut_name_has_a_tooltip(data) {
            name.text = data.text;
            verify(name.truncated);
            compare(name.effectiveHorizontalAlignment, Text.AlignLeft);
            mouseMove(root, 400, 180);
            tryVerify(() => !nameTip.shown);
            mouseMove(name, 20, 10);
            tryVerify(() => nameTip.shown, 3000);
            mouseMove(root, 400, 180);
            tryVerify(() => !nameTip.shown);
        }
        function test_a_name_with_room_has_none() {
            name.text = "H-01";
            mouseMove(name, 20, 10);
            wait(800);
            verify(!nameTip.shown);
        }
    }
}
