#include "core/io/atomic_file.h"
#include "core/io/matpower/matpower_problem.h"
#include "core/io/matpower/matpower_reader.h"
#include "core/solvers/power/power_network.h"
#include "tests/core/io/reader_fuzz.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace hallwright;
using test::repeated;

namespace {

std::string ring7() {
    const auto text = io::readFile(HALLWRIGHT_TEST_DATA "/power/ring7.m", 1 << 20);
    return text ? *text : std::string();
}

test::TextMutator matpowerMutator(std::uint32_t seed) {
    return {seed,
            {"[",
             "]",
             "{",
             "}",
             "\'",
             "\"",
             ";",
             ",",
             "\n",
             "...",
             "%",
             "%{\n",
             "%}",
             "=",
             "==",
             "NaN",
             "Inf",
             "-Inf",
             "-",
             "1e308",
             "-1",
             "0",
             "1e999",
             "2147483648",
             "1e-320",
             "10000000",
             "mpc.",
             "mpc.bus = [",
             "\r",
             "\xff\xfe",
             std::string(1, '\0'),
             "1/0",
             "0/0",
             "12kV",
             "e",
             "1d400",
             "function",
             "mpc.version = '1';\n",
             "mpc.baseMVA = 0;\n"},
            "\t=[",
            "\t;,\n"};
}

/// Reads and, where that is possible, solves: a converged state must hold numbers.
base::Diagnostics readAndSolve(const std::string& text) {
    const auto result = io::readMatpowerCase(text);
    if (!result)
        return result.error();
    if (const auto fault = test::faultOf(result->warnings); !fault.empty())
        return base::failure("", fault);
    const io::MatpowerProblem mapped = io::toPowerProblem(*result);
    auto network = power::PowerNetwork::compile(mapped.problem);
    if (!network)
        return {};
    const power::PowerSolution solution = network->solve(mapped.problem);
    if (solution.converged())
        for (std::size_t bus = 0; bus < solution.vm_pu.size(); ++bus)
            if (!std::isfinite(solution.vm_pu[bus]) &&
                !std::binary_search(solution.deadBuses.begin(), solution.deadBuses.end(),
                                    static_cast<int>(bus)))
                return base::failure("", "a converged state holds a voltage that is no number");
    return {};
}

} // namespace

/// Whatever is in a case file, its reader gives a case or findings with place and remedy.
class TestMatpowerFuzz : public QObject {
    Q_OBJECT

private slots:
    void cutFilesAreRefusedOrRead() {
        const std::string text = ring7();
        QVERIFY(!text.empty());
        int read = 0;
        for (std::size_t length = 0; length <= text.size(); ++length) {
            const auto findings = readAndSolve(text.substr(0, length));
            const auto fault = test::faultOf(findings);
            QVERIFY2(fault.empty(), fault.c_str());
            read += findings.empty();
        }
        QVERIFY(read > 0); // the whole file at least
    }

    void damagedFilesAreReadOrRefused() {
        constexpr int kRounds = 6000;
        const auto outcome = test::fuzz(ring7(), matpowerMutator(4711), kRounds, readAndSolve);
        QVERIFY2(outcome.fault.empty(), outcome.fault.c_str());
        QVERIFY(outcome.refused > kRounds / 4);
        QVERIFY(outcome.accepted > kRounds / 50); // changes in comments and of numbers
    }

    void hostileFilesAreRefused_data() {
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char* name, const std::string& text) {
            QTest::newRow(name) << QByteArray::fromStdString(text);
        };
        const std::string head = "mpc.version = '2';\nmpc.baseMVA = 100;\n";
        row("nothing", "");
        row("zeros", std::string(100000, '\0'));
        row("brackets", std::string(1000000, '['));
        row("braces", "mpc.x = " + std::string(1000000, '{'));
        row("block comments", repeated("", "%{\n", 300000));
        row("continuations", repeated(head + "mpc.bus = [", "...\n", 300000));
        row("a word without end", head + "mpc.bus = [" + std::string(5000000, '1'));
        row("a text without end", head + "mpc.name = '" + std::string(5000000, 'a'));
        row("a name without end", std::string(5000000, 'a'));
        row("a field without end", "mpc." + std::string(5000000, 'a') + " = 1 + 1;");
        row("ten million rows", repeated(head + "mpc.bus = [", "1\n", 10000000, "];"));
        row("ten million columns", repeated(head + "mpc.bus = [", "1 ", 10000000, "];"));
        row("a million statements", repeated(head, "x;\n", 1000000));
        row("quotients", repeated(head + "mpc.baseMVA = 1", "/2", 1000000, "/0;"));
        row("version 1", "mpc.version = '1';\n" + ring7().substr(ring7().find("mpc.baseMVA")));
        row("bus numbers twice",
            repeated(head + "mpc.bus = [", "1 3 0 0 0 0 1 1 0 33 1 1.1 0.9;\n", 100000, "];"));
        row("no numbers", repeated(head + "mpc.bus = [", "NaN Inf NaN 0 0 0 1 1 0 33 1 1.1 0.9;\n",
                                   100000, "];"));
        row("numbers with units", head + "mpc.bus = [1 3 10MW 0 0 0 1 1 0 33kV 1 1.1 0.9];");
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

QTEST_APPLESS_MAIN(TestMatpowerFuzz)
#include "tst_matpower_fuzz.moc"
