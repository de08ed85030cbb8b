import QtQuick
import QtTest
import Hallwright.Start

Item {
    width: 400
    height: 200

    TemplateCard {
        id: card

        property string asked

        width: 240
        title: "Target power"
        field: "200 MW"
        onClicked: asked = value
        onEntered: (typed) => asked = typed
    }

    TestCase {
        name: "Start"
        when: windowShown

        function typeIntoTheField(text: string) {
            card.asked = "";
            mouseClick(card, card.width - 40, 26);
            keySequence("Ctrl+A");
            for (const letter of text)
                keyClick(letter);
        }
        function test_a_click_on_the_card_takes_what_stands_in_its_field() {
            typeIntoTheField("60");
            mouseClick(card, 40, 60);
            compare(card.asked, "60");
        }
        function test_enter_in_the_field_is_enough() {
            typeIntoTheField("75");
            keyClick(Qt.Key_Return);
            compare(card.asked, "75");
        }
    }
}
