#include "core/io/atomic_file.h"
#include "core/io/epanet/epanet_network.h"
#include "core/solvers/hydronic/hydronic_network.h"
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
             "MULTIPLY"},
            " \t",
            " \t\n"};
}

/// Reads and, where that is possible, solves: a converged state must hold numbers.
base::Diagnostics readAndSolve(const std::string& text) {
    const auto network = io::parseEpanet(text);
    if (!network)
        return network.error();
    if (const auto fault = test::faultOf(network->notes); !fault.empty())
        return base::failure("", fault);
    hydronic::SolveOptions options;
    options.maxIterations = 40;
    const auto solution = hydronic::solveHydronics(network->problem, options);
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

    void damagedFilesAreReadOrRefused() {
        constexpr int kRounds = 4000;
        const auto outcome = test::fuzz(loopText(), epanetMutator(20260601), kRounds, readAndSolve);
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
