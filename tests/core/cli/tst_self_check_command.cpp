#include "core/cli/self_check_command.h"

#include <nlohmann/json.hpp>

#include <QTest>

#include <sstream>

using namespace hallwright;
using cli::Check;

namespace {

cli::CheckRun given(const Check& check) {
    return [check] { return check; };
}

Check measured(double value) {
    Check check{"a.value", "What must be 2", ""};
    check.value = value;
    check.expected = 2.0;
    check.tolerance = 0.1;
    return check;
}

} // namespace

class TestSelfCheckCommand : public QObject {
    Q_OBJECT

private slots:
    void knownCasesPassOnThisMachine() {
        for (const cli::CheckRun& run : cli::knownCases()) {
            const Check check = run();
            QVERIFY2(check.failure.empty(), check.failure.c_str());
            qInfo("%s: %.10g, expected %.10g", check.name.c_str(), check.value, check.expected);
            QVERIFY2(check.passed(), check.name.c_str());
            QVERIFY(check.tolerance > 0.0);
        }
    }

    void deviceAgreesOrIsNotThere() {
        for (const cli::CheckRun& run : cli::deviceComparisons()) {
            const Check check = run();
            QVERIFY2(check.passed() || !check.skipped.empty(), check.failure.c_str());
        }
    }

    void oneFailureIsTold() {
        Check broken{"a.break", "What can't be done", ""};
        broken.failure = "it broke";
        Check absent{"a.device", "What needs a device", ""};
        absent.skipped = "there is none";
        for (const auto& [checks, exitCode] :
             {std::pair{std::vector{measured(2.05), absent}, 0},
              std::pair{std::vector{measured(2.2), absent}, 3},
              std::pair{std::vector{measured(std::nan("")), measured(2.0)}, 3},
              std::pair{std::vector{broken, measured(2.0)}, 3}}) {
            std::vector<cli::CheckRun> runs;
            for (const Check& check : checks)
                runs.push_back(given(check));
            std::ostringstream out, err;
            QCOMPARE(cli::runSelfCheck(runs, "-", out, err), exitCode);
            QCOMPARE(err.str().empty(), exitCode == 0);
            const auto json = nlohmann::json::parse(out.str());
            QVERIFY(!json["devices"].empty());
            QCOMPARE(json["checks"].size(), checks.size());
            std::ostringstream lines;
            QCOMPARE(cli::runSelfCheck(runs, "", lines, err), exitCode);
            QCOMPARE(lines.str().find("failed  ") != std::string::npos, exitCode != 0);
        }
    }
};

QTEST_APPLESS_MAIN(TestSelfCheckCommand)
#include "tst_self_check_command.moc"
