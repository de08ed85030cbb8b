#include "core/io/matpower/matpower_problem.h"
#include "core/io/matpower/matpower_reader.h"
#include "core/io/matpower/matpower_scanner.h"

#include <QFile>
#include <QTest>

#include <cmath>
#include <limits>

using namespace hallwright;

namespace {

QByteArray ring7() {
    QFile file(QStringLiteral(HALLWRIGHT_TEST_DATA "/power/ring7.m"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("tests/data/power/ring7.m is missing");
    return file.readAll();
}

base::Result<io::MatpowerCase> read(const QByteArray& text) {
    return io::readMatpowerCase({text.constData(), static_cast<std::size_t>(text.size())});
}

/// A case of two buses to spoil, one statement a line.
const QByteArray kSmall = "function c = small\n"
                          "c.version = '2';\n"
                          "c.baseMVA = 100;\n"
                          "c.bus = [1 3 0 0 0 0 1 1 0 110 1 1.1 0.9\n"
                          "2 1 5 1 0 0 1 1 0 110 1 1.1 0.9];\n"
                          "c.gen = [1 0 0 9 -9 1 100 1];\n"
                          "c.branch = [1 2 0.01 0.1 0 0 0 0 0 0 1];\n";

} // namespace

class TestMatpowerReader : public QObject {
    Q_OBJECT

private slots:
    void everyFeatureOfTheFormatIsRead() {
        const auto result = read(ring7());
        QVERIFY2(result.hasValue(), result ? "" : result.error().front().text().c_str());
        const io::MatpowerCase& c = *result;
        QCOMPARE(c.base_MVA, 100.0);
        QCOMPARE(c.buses.size(), std::size_t(7));
        QCOMPARE(c.buses[2].id, 7);          // commas between columns
        QCOMPARE(c.buses[3].gs_MW, 0.5);     // 1/2
        QCOMPARE(c.buses[3].base_kV, 110.0); // after a continuation
        QCOMPARE(c.buses[5].id, 60);         // two rows on a line
        QCOMPARE(c.buses[6].type, io::MatpowerBusType::Isolated);
        QCOMPARE(c.generators.size(), std::size_t(5));
        QVERIFY(std::isinf(c.generators[0].qMax_Mvar));
        QCOMPARE(c.generators[1].bus, c.generators[2].bus);
        QVERIFY(!c.generators[3].inService);
        QCOMPARE(c.branches.size(), std::size_t(9));
        QCOMPARE(c.branches[2].x_pu, 0.06);
        QCOMPARE(c.branches[0].rateA_MVA, 0.0); // Inf: unlimited
        QCOMPARE(c.branches[4].shift_deg, -2.5);
        QCOMPARE(c.warnings.size(), std::size_t(1)); // the branch without impedance
        QCOMPARE(c.warnings[0].where, std::string("line 39"));
    }

    void problemKeepsTheWayBackToTheFile() {
        const io::MatpowerProblem mapped = io::toPowerProblem(*read(ring7()));
        QCOMPARE(mapped.problem.links.size(), std::size_t(1));
        QCOMPARE(mapped.linkOfRow[6], 0);
        QCOMPARE(mapped.branchOfRow[6], -1);
        QCOMPARE(mapped.branchOfRow[7], 6);
        QVERIFY(!mapped.problem.branches[6].inService);             // status 0
        QVERIFY(!mapped.problem.branches[7].inService);             // ends at an isolated bus
        QCOMPARE(mapped.problem.generators.size(), std::size_t(3)); // not the reference's
        QCOMPARE(mapped.generatorRows, (std::vector<int>{1, 2, 4}));
        QVERIFY(!mapped.problem.generators[2].controlsVoltage); // stands at a load bus
        QCOMPARE(mapped.problem.sources[0].vm_pu, 1.02);
    }

    void windowsLineEndsAreRead() {
        QByteArray text = ring7();
        text.replace("\n", "\r\n");
        QVERIFY(read(text).hasValue());
    }

    void findingsNameTheLine_data() {
        QTest::addColumn<QByteArray>("find");
        QTest::addColumn<QByteArray>("replace");
        QTest::addColumn<QByteArray>("where");
        QTest::addColumn<QByteArray>("contains");
        const auto row = [](const char* name, const char* find, const char* replace,
                            const char* where, const char* contains) {
            QTest::newRow(name) << QByteArray(find) << QByteArray(replace) << QByteArray(where)
                                << QByteArray(contains);
        };
        row("no version", "c.version = '2';", "", "line 1", "version");
        row("version 1", "'2'", "'1'", "line 2", "not 2");
        row("base is zero", "= 100;", "= 0;", "line 3", "baseMVA");
        row("base missing", "c.baseMVA = 100;", "", "line 1", "baseMVA is missing");
        row("not a number", "5 1 0", "5 x 0", "line 5", "\"x\"");
        row("NaN load", "5 1 0", "NaN 1 0", "line 5", "Pd");
        row("short row", " 1.1 0.9];", " 1.1];", "line 5", "12 columns");
        row("one column more", " 1.1 0.9];", " 1.1 0.9 1];", "line 5", "14 columns");
        row("duplicate bus", "\n2 1 5", "\n1 1 5", "line 5", "there already, at line 4");
        row("fractional bus", "\n2 1 5", "\n2.5 1 5", "line 5", "positive integer");
        row("huge bus number", "\n2 1 5", "\n9e99 1 5", "line 5", "positive integer");
        row("bus type 7", "\n2 1 5", "\n2 7 5", "line 5", "type 7");
        row("no reference", "[1 3 0", "[1 2 0", "line 4", "reference");
        row("generator nowhere", "[1 0 0 9", "[8 0 0 9", "line 6", "bus 8");
        row("zero set-point", "-9 1 100", "-9 0 100", "line 6", "Vg");
        row("branch nowhere", "[1 2 0.01", "[1 77 0.01", "line 7", "bus 77");
        row("negative ratio", "0 0 0 1]", "0 -1 0 1]", "line 7", "negative");
        row("ideal transformer", "0.01 0.1 0 0 0 0 0", "0 0 0 0 0 0 0.9", "line 7", "no impedance");
        row("not closed", "0 0 0 1];\n", "0 0 0 1\n", "line 7", "not closed");
        row("branch missing", "c.branch", "c.other", "line 1", "mpc.branch is missing");
        row("matrix is a number", "[1 2 0.01 0.1 0 0 0 0 0 0 1]", "5", "line 7", "not a matrix");
        row("computed", "0 0 0 1];\n", "0 0 0 1]*2;\n", "line 7", "computation");
        row("statement", "c.gen", "c.bus(:,3) = 2*c.bus(:,3);\nc.gen", "line 6", "not understood");
        row("version 1 names", "c.bus", "bus", "line 4", "not understood");
        row("open string", "'2'", "'2", "line 2", "not closed");
        row("open comment", "c.gen", "%{\nc.gen", "line 6", "block comment");
    }

    void findingsNameTheLine() {
        QFETCH(QByteArray, find);
        QFETCH(QByteArray, replace);
        QFETCH(QByteArray, where);
        QFETCH(QByteArray, contains);
        QVERIFY(read(kSmall).hasValue());
        QByteArray text = kSmall;
        const auto at = text.indexOf(find);
        QVERIFY(at >= 0);
        text.replace(at, find.size(), replace);
        const auto result = read(text);
        QVERIFY(!result);
        bool isNamed = false;
        QByteArray all;
        for (const base::Diagnostic& finding : result.error()) {
            isNamed |= finding.where == where.toStdString() &&
                       finding.what.find(contains.toStdString()) != std::string::npos &&
                       !finding.remedy.empty();
            all += finding.text().c_str() + QByteArray("\n");
        }
        QVERIFY2(isNamed, all);
    }

    void allFindingsAreListedAtOnce() {
        QByteArray text = kSmall;
        text.replace("5 1 0", "x y 0").replace("[1 0 0 9", "[8 0 0 9").replace("= 100;", "= -1;");
        QCOMPARE_GE(read(text).error().size(), std::size_t(3));
    }

    void findingsOfAnotherKindOfFileAreNotAllListed() {
        QByteArray text;
        for (int i = 0; i < 5000; ++i)
            text += "lorem ipsum dolor\n";
        QCOMPARE(read(text).error().size(), std::size_t(501));
    }

    void plainNumbers_data() {
        QTest::addColumn<QByteArray>("word");
        QTest::addColumn<bool>("isNumber");
        QTest::addColumn<double>("value");
        const double inf = std::numeric_limits<double>::infinity();
        QTest::newRow("integer") << QByteArray("12") << true << 12.0;
        QTest::newRow("signed") << QByteArray("-.5") << true << -0.5;
        QTest::newRow("exponent") << QByteArray("+1.5e-3") << true << 1.5e-3;
        QTest::newRow("exponent with d") << QByteArray("2d2") << true << 200.0;
        QTest::newRow("quotient") << QByteArray("1/4") << true << 0.25;
        QTest::newRow("chain") << QByteArray("3*4/-2") << true << -6.0;
        QTest::newRow("infinity") << QByteArray("-Inf") << true << -inf;
        QTest::newRow("overflow") << QByteArray("1e999") << true << inf;
        QTest::newRow("underflow") << QByteArray("1e-999") << true << 0.0;
        QTest::newRow("two signs") << QByteArray("--1") << false << 0.0;
        QTest::newRow("sum") << QByteArray("1+1") << false << 0.0;
        QTest::newRow("name") << QByteArray("pi") << false << 0.0;
        QTest::newRow("nothing") << QByteArray("") << false << 0.0;
        QTest::newRow("open product") << QByteArray("2*") << false << 0.0;
    }

    void plainNumbers() {
        QFETCH(QByteArray, word);
        QFETCH(bool, isNumber);
        QFETCH(double, value);
        double parsed = 0.0;
        const std::string_view view(word.constData(), static_cast<std::size_t>(word.size()));
        QCOMPARE(io::parseMatpowerNumber(view, parsed), isNumber);
        if (isNumber)
            QCOMPARE(parsed, value);
    }
};

QTEST_GUILESS_MAIN(TestMatpowerReader)
#include "tst_matpower_reader.moc"
