import QtQuick
import QtTest
import Hallwright.Controls
import Hallwright.Panels

Item {
    id: root

    width: 1200
    height: 300

    DrillPanel {
        id: panel
        width: parent.width
        height: 252
        app: program
    }
    Segments {
        id: segments
        y: 260
        model: ["1×", "10×"]
    }
    SignalSpy {
        id: chosen
        target: segments
        signalName: "chosen"
    }

    TestCase {
        name: "Drill"
        when: windowShown

        function test_a_click_chooses_a_segment() {
            mouseClick(segments, segments.width - 12, segments.height / 2);
            compare(chosen.count, 1);
            compare(chosen.signalArguments[0][0], 1);
        }
        function test_water_is_drilled_and_played() {
            program.openSample("hall-demo");
            panel.ofWater = true;
            const drill = program.coolingDrill;
            tryVerify(() => drill.outages.length > 2);
            drill.run();
            tryCompare(drill, "state", "ready", 120000);
            const list = findChild(panel, "coolingVerdicts");
            compare(list.count, drill.outages.length - 1);
            // The plant for liquid is the first to matter; its course ends at the racks' limit.
            verify(drill.available);
            compare(drill.traces.length, 2);
            compare(drill.time_s, drill.length_s);
            const last = drill.readings[1];
            drill.time_s = 0;
            verify(drill.readings[1] !== last);
            drill.speed = 60;
            drill.playing = true;
            tryVerify(() => drill.time_s > 1);
            drill.playing = false;
            panel.ofWater = false;
        }
        function test_what_fails_is_chosen_before_the_run() {
            program.run("new");
            verify(!program.airDrill.canRun);
            program.openSample("air-hall");
            tryVerify(() => program.airDrill.canRun, 60000);
            program.airDrill.duration_s = 120;
            program.airDrill.event = 1;
            panel.run();
            compare(program.view.layer, 1);
            tryVerify(() => program.airDrill.available, 60000);
            const bar = findChild(panel, "drillBar");
            tryVerify(() => program.airDrill.known_s > 10, 60000);
            mouseClick(bar, bar.spanX + 2, 80);
            verify(program.airDrill.time_s < 3);
            bar.forceActiveFocus();
            keyClick(Qt.Key_Right, Qt.ShiftModifier);
            verify(program.airDrill.time_s > 0.5);
            program.airDrill.cancel();
            tryCompare(program.airDrill, "state", "ready", 60000);
        }
    }
}
