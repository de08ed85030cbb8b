#include "core/io/atomic_file.h"
#include "core/io/epanet/epanet_network.h"
#include "tests/core/io/reader_fuzz.h"

#include <QTest>

#include <cmath>

using namespace hallwright;
using test::repeated;

namespace {

std::string loopText() {
    const auto text = io::readFile(HALLWRIGHT_TEST_DATA "/hydronic/dc_fws_8cdu.inp", 1 << 20);
    return text ? *text : std::string();
}

/// A small network with what the loop lacks: every valve, pumps of all kinds, tanks, controls,
/// demands by category, emitters, pressure-driven demand, old ways of writing.
std::string cityText() {
    return "[Title]\nT\n[Junctions]\nA 5 3 X\nB 6 4\nC 7 2\nD 4 1 \"\"\nE 5\n"
           "[Reservoirs]\nR 60 X\n[Tanks]\nT 40 3 0 8 10 0 * YES\nU 45\n"
           "[Pipes]\n1 R A 300 200 110 0 Open\n2 A B 400 150 100 2 CV\n3 B C 200 100 100 Closed\n"
           "4 D T 500 150 120\n5 E U 250 100 120\n"
           "[Pumps]\n11 A C Head C1 Speed 1.1 Pattern X\n12 A D Power 3\n13 R D 40 30 5 10 12\n"
           "14 R D 30 8\n[Valves]\n21 A C 100 PRV -20 2\n22 C D 100 PSV 10\n23 A D 100 PBV 3\n"
           "24 B E 100 FCV 2 0.5\n25 C E 100 TCV 30\n26 D E 100 GPV G\n27 B D 100 PCV 50 2 G\n"
           "[Demands]\nB 1 X ;home\nB 2\nR 5\n[Status]\n11 12 Open\n21 15\n3 Open\n1 1.0\n"
           "[Controls]\nLINK 4 Closed IF NODE T ABOVE 3\nLINK 21 30 IF NODE B BELOW 5\n"
           "LINK 2 Open AT TIME 5 DISABLED\nLINK 5 0.5 AT CLOCKTIME 6:00 AM\n"
           "[Patterns]\nX 1 1.2\nX 0.5\n[Curves]\nC1 0 30\nC1 5 25\nC1 10 10\nG 0 0\nG 5 3\n"
           "G 50 80\n[Emitters]\nA 0.5\nA 1\n[Leakage]\n1 1 1\n"
           "[Times]\nPattern Start 90 Min\nPatt Timestep 0:30\nStart Clocktime 6 am\n"
           "[Options]\nUnits SI\nHeadloss H-W\nDemand Model PDA\nReq Pressure 20\n"
           "Spec Gravity 1.1\nPressure KPA\nEmit Exp 0.7\nPattern X\n[END]\n";
}

test::TextMutator epanetMutator(std::uint32_t seed) {
    return {seed,
            {"[",
             "]",
             "[PIPES]\n",
             "[PUMPS]\n",
             "[VALVES]\n",
             "[CONTROLS]\n",
             "[RULES]\n",
             "[OPTIONS]\nUNITS XYZ\n",
             "[TIMES]\nPATTERN START 1e308\n",
             "[TIMES]\nPATTERN TIMESTEP 1e-300\n",
             "[EMITTERS]\n",
             "[END]\n",
             ";",
             "\"",
             "\n",
             "NaN",
             "inf",
             "-1",
             "0",
             "1e308",
             "1e999",
             "1e-320",
             "10000000",
             "12kPa",
             "OPEN",
             "CLOSED",
             "CV",
             "PRV",
             "GPV",
             "FCV",
             "HEAD",
             "POWER",
             "SPEED",
             "PATTERN",
             "\xff\xfe",
             "\r",
             std::string(1, '\0'),
             "DISABLED",
             "SI",
             "MULTIPLY"},
            " \t",
            " \t\n"};
}

/// Reads and, where that is possible, solves: a converged state must hold numbers.
base::Diagnostics readAndSolve(const std::string& text) {
    auto network = io::parseEpanet(text);
    if (!network)
        return network.error();
    if (const auto fault = test::faultOf(network->notes); !fault.empty())
        return base::failure("", fault);
    hydronic::SolveOptions options;
    options.maxIterations = 40;
    const auto solution = io::solveAtStart(*network, options);
    if (solution.isConverged())
        for (const double head : solution.head_m)
            if (!std::isfinite(head))
                return base::failure("", "a converged state holds a head that is no number");
    return {};
}

} // namespace

/// Whatever is in a network file, its reader gives a network or findings with place and remedy.
class TestEpanetFuzz : public QObject {
    Q_OBJECT

private slots:
    void cutFilesAreRefusedOrRead() {
        const std::string text = loopText();
        QVERIFY(!text.empty());
        for (std::size_t length = 0; length <= text.size(); length += 3) {
            const auto fault = test::faultOf(readAndSolve(text.substr(0, length)));
            QVERIFY2(fault.empty(), fault.c_str());
        }
    }

    void damagedFilesAreReadOrRefused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("loop") << QByteArray::fromStdString(loopText());
        QTest::newRow("city") << QByteArray::fromStdString(cityText());
    }

    void damagedFilesAreReadOrRefused() {
        QFETCH(QByteArray, text);
        constexpr int kRounds = 4000;
        const std::string file = text.toStdString();
        const auto whole = readAndSolve(file);
        QVERIFY2(whole.empty(), whole.empty() ? "" : whole.front().text().c_str());
        const auto outcome = test::fuzz(file, epanetMutator(20260601), kRounds, readAndSolve);
        QVERIFY2(outcome.fault.empty(), outcome.fault.c_str());
        QVERIFY(outcome.refused > kRounds / 10);
        QVERIFY(outcome.accepted > kRounds / 50);
    }

    void hostileFilesAreRefused_data() {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, const std::string& text) {
            QTest::newRow(name) << QByteArray::fromStdString(text);
        };
        const std::string two = "[JUNCTIONS]\nA 0\nB 0\n[RESERVOIRS]\nR 10\n";
        row("nothing", "");
        row("zeros", std::string(100000, '\0'));
        row("a header without end", "[" + std::string(5000000, 'X'));
        row("a million unknown sections", repeated("", "[X]\n", 1000000));
        row("a word without end", "[JUNCTIONS]\nA " + std::string(5000000, '9') + "x");
        row("a line of a million words", repeated("[PIPES]\nP ", "A ", 1000000));
        row("a million bad lines", repeated("[PIPES]\n", "P A B x y z\n", 1000000));
        row("a name twice", repeated("[JUNCTIONS]\n", "A 0\n", 300000));
        row("no number", two + "[PIPES]\nP A R NaN 100 100\n");
        row("an infinite number", two + "[PIPES]\nP A R inf 100 100\n");
        row("a number beyond all", two + "[PIPES]\nP A R 1e999 100 100\n");
        row("a number with its unit", two + "[PIPES]\nP A R 10 100mm 100\n");
        row("an unknown unit", "[OPTIONS]\nUNITS FURLONGS\n" + two);
        row("a pattern start at infinity",
            "[TIMES]\nPATTERN START 1e308\n[PATTERNS]\n1 1 2 3\n" + two);
        row("a pattern step of nothing", "[TIMES]\nPATTERN TIMESTEP 1e-320 SEC\n"
                                         "PATTERN START 1e300\n[PATTERNS]\n1 1 2 3\n" +
                                             two);
        row("a million quotes", "[TAGS]\n" + std::string(1000000, '"'));
        row("escape sequences", "[\x1b[31m]\n[PIPES]\n\x1b[2J a b c\n");
    }

    void hostileFilesAreRefused() {
        QFETCH(QByteArray, text);
        const std::string file = text.toStdString();
        const double before_MB = test::peakMemory_MB();
        const auto findings = readAndSolve(file);
        QVERIFY(!findings.empty());
        const auto fault = test::faultOf(findings);
        QVERIFY2(fault.empty(), fault.c_str());
        QCOMPARE_LE(test::peakMemory_MB() - before_MB, test::kMemoryMax_MB);
    }
};

QTEST_APPLESS_MAIN(TestEpanetFuzz)
#include "tst_epanet_fuzz.moc"
