#include "core/io/matpower/matpower_interpreter.h"
#include "core/io/matpower/matpower_problem.h"
#include "core/io/matpower/matpower_reader.h"

#include <QFile>
#include <QTest>

#include <cmath>
#include <limits>
#include <numbers>

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

    void firstGeneratorBusStandsInForTheReference() {
        QByteArray text = kSmall; // as MATPOWER's bustypes()
        text.replace("[1 3 0", "[1 2 0");
        const auto renamed = read(text);
        QVERIFY(renamed.hasValue());
        QCOMPARE(renamed->buses[0].type, io::MatpowerBusType::Reference);
        QCOMPARE(renamed->warnings[0].where, std::string("line 4"));

        text = kSmall; // the reference's only generator is off
        text.replace("\n2 1 5", "\n2 2 5").replace("[1 0 0 9", "[1 0 0 9 -9 1 100 0; 2 5 0 9");
        const auto moved = read(text);
        QVERIFY(moved.hasValue());
        QCOMPARE(moved->buses[0].type, io::MatpowerBusType::Load);
        QCOMPARE(moved->buses[1].type, io::MatpowerBusType::Reference);

        text = kSmall; // a second reference without a generator is a load bus
        text.replace("\n2 1 5", "\n2 3 5");
        QCOMPARE(read(text)->buses[1].type, io::MatpowerBusType::Load);

        text = kSmall; // no generator at all: the file's reference and its Vm
        text.replace("[1 0 0 9 -9 1 100 1]", "[]");
        const auto bare = read(text);
        QVERIFY(bare.hasValue());
        QCOMPARE(bare->buses[0].type, io::MatpowerBusType::Reference);
        QCOMPARE(io::toPowerProblem(*bare).problem.sources[0].vm_pu, 1.0);
    }

    void lastGeneratorInServiceNamesTheVoltage() {
        QByteArray text = kSmall; // as runpf, where a later assignment overwrites
        text.replace("[1 0 0 9 -9 1 100 1]",
                     "[1 0 0 9 -9 1.01 100 1; 1 0 0 9 -9 1.02 100 1; 1 0 0 9 -9 1.03 100 0]");
        const auto result = read(text);
        QVERIFY(result.hasValue());
        QCOMPARE(io::toPowerProblem(*result).problem.sources[0].vm_pu, 1.02);
        QCOMPARE(result->warnings.size(), std::size_t(1));
    }

    void negativeRatioIsHalfATurn() {
        QByteArray text = kSmall;
        text.replace("0 0 0 1]", "0 -0.95 10 1]");
        const auto result = read(text);
        QVERIFY(result.hasValue());
        const power::Branch branch = io::toPowerProblem(*result).problem.branches[0];
        QCOMPARE(branch.tap, 0.95);
        QCOMPARE_LE(std::abs(branch.shift_rad - 190.0 / 180.0 * std::numbers::pi), 1e-12);
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
        row("two signs alone", "5 1 0", "- - 0", "line 5", "columns");
        row("short row", " 1.1 0.9];", " 1.1];", "line 5", "12 columns");
        row("one column more", " 1.1 0.9];", " 1.1 0.9 1];", "line 5", "14 columns");
        row("duplicate bus", "\n2 1 5", "\n1 1 5", "line 5", "there already, at line 4");
        row("fractional bus", "\n2 1 5", "\n2.5 1 5", "line 5", "positive integer");
        row("huge bus number", "\n2 1 5", "\n9e99 1 5", "line 5", "positive integer");
        row("bus type 7", "\n2 1 5", "\n2 7 5", "line 5", "type 7");
        row("no reference", "[1 3 0", "[1 1 0", "line 4", "reference");
        row("generator nowhere", "[1 0 0 9", "[8 0 0 9", "line 6", "bus 8");
        row("zero set-point", "-9 1 100", "-9 0 100", "line 6", "Vg");
        row("branch nowhere", "[1 2 0.01", "[1 77 0.01", "line 7", "bus 77");
        row("ideal transformer", "0.01 0.1 0 0 0 0 0", "0 0 0 0 0 0 0.9", "line 7", "no impedance");
        row("not closed", "0 0 0 1];\n", "0 0 0 1\n", "line 7", "not closed");
        row("branch missing", "c.branch", "c.other", "line 1", "mpc.branch is missing");
        row("matrix is a number", "[1 2 0.01 0.1 0 0 0 0 0 0 1]", "5", "line 7", "not a matrix");
        row("goes on", "0 0 0 1];\n", "0 0 0 1] 2;\n", "line 7", "not understood");
        row("statement", "c.gen", "if 1, end\nc.gen", "line 6", "not understood");
        row("unknown function", "c.gen", "c.bus(:,3) = foo(2);\nc.gen", "line 6", "\"foo\"");
        row("unknown name", "c.gen", "c.bus(:,PD) = 2;\nc.gen", "line 6", "\"PD\"");
        row("column that is not there", "c.gen", "c.bus(:,14) = 2;\nc.gen", "line 6", "outside");
        row("sizes", "c.gen", "c.bus(:,[3 4]) = [1 2 3];\nc.gen", "line 6", "1 x 3");
        row("matrix product", "c.gen", "c.bus = c.bus*c.bus;\nc.gen", "line 6", "do not fit");
        row("too many rows", "c.gen", "c.bus = zeros(1e7, 13);\nc.gen", "line 6", "too large");
        row("endless range", "c.gen", "x = 1:1e12;\nc.gen", "line 6", "too long");
        row("columns of nothing", "c.gen", "[A, B] = idx_foo;\nc.gen", "line 6", "idx_foo");
        row("version 1 names", "c.bus", "bus", "line 1", "mpc.bus is missing");
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

    void expressionsHaveMatlabsValues_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<double>("value");
        const double inf = std::numeric_limits<double>::infinity();
        const auto row = [](const char* text, double value) {
            QTest::newRow(text) << QByteArray(text) << value;
        };
        row("12", 12.0);
        row("-.5", -0.5);
        row("+1.5e-3", 1.5e-3);
        row("2d2", 200.0);
        row("1/4", 0.25);
        row("3*4/-2", -6.0);
        row("-Inf", -inf);
        row("1e999", inf);
        row("1e-999", 0.0);
        row("--1", 1.0);
        row("1 + 2*3^2", 19.0);
        row("-2^2", -4.0);
        row("2^-1", 0.5);
        row("2^3^2", 64.0); // from the left
        row("135/sqrt(3)", 135.0 / std::sqrt(3.0));
        row("sin(acos(0.85))", std::sqrt(1.0 - 0.85 * 0.85));
        row("(12.66e3)^2 / (10 * 1e6)", 12.66e3 * 12.66e3 / 10e6);
        row("pi", std::acos(-1.0));
        row("sum([1 -2 +3])", 2.0);  // three elements
        row("sum([1 - 2 +3])", 2.0); // two: -1 and 3
        row("numel([1 - 2 +3])", 2.0);
        row("numel([1, 2; 3, 4])", 4.0);
        row("size([1 2; 3 4; 5 6], 1)", 3.0);
        row("[1 2 3] * [4 5 6]'", 32.0);
        row("sum([1 2 3] .* [4 5 6])", 32.0);
        row("max([3 9 2])", 9.0);
        row("max(3, 4)", 4.0);
        row("sum(2:2:10)", 30.0);
        row("sum(find([0 1 0 1]))", 6.0);
        row("(1 < 2) + (3 == 4) + (5 ~= 6)", 2.0);
        row("sum([1 2 ... one row\n 3])", 6.0);
        row("~0 + !1", 1.0);
    }

    void expressionsHaveMatlabsValues() {
        QFETCH(QByteArray, text);
        QFETCH(double, value);
        io::MatpowerInterpreter interpreter(
            std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
        const io::MatpowerValue result = interpreter.evaluate();
        QVERIFY2(interpreter.findings().empty(),
                 interpreter.findings().empty() ? "" : interpreter.findings()[0].text().c_str());
        QVERIFY(result.isNumber());
        QCOMPARE(result.single(), value);
    }

    void wrongExpressionsAreFindings_data() {
        QTest::addColumn<QByteArray>("text");
        for (const char* text : {"", "2*", "foo", "1 2", "(1", "[1 2", "[1 2] + [1 2 3]", "'a' + 1",
                                 "1/[1 2]", "[1 2]^2", "sqrt()", "ones(1, 2, 3)", "2x", "{1}",
                                 "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((("
                                 "(((((((((((((((((((((((((((((((((((((((((((((((((((((((((((1"})
            QTest::newRow(text) << QByteArray(text);
    }

    void wrongExpressionsAreFindings() {
        QFETCH(QByteArray, text);
        io::MatpowerInterpreter interpreter(
            std::string_view(text.constData(), static_cast<std::size_t>(text.size())));
        (void)interpreter.evaluate();
        QCOMPARE(interpreter.findings().size(), std::size_t(1));
        QVERIFY(!interpreter.findings()[0].what.empty());
    }

    /// The unit conversions at the end of MATPOWER's distribution cases, in all their forms.
    void unitsAreConvertedByStatements() {
        QByteArray text = kSmall;
        text += R"(
[PQ, PV, REF, NONE, BUS_I, BUS_TYPE, PD, QD, GS, BS, BUS_AREA, VM, ...
    VA, BASE_KV, ZONE, VMAX, VMIN, LAM_P, LAM_Q, MU_VMAX, MU_VMIN] = idx_bus;
[F_BUS, T_BUS, BR_R, BR_X, BR_B] = idx_brch;
Vbase = c.bus(1, BASE_KV) * 1e3;      %% in Volts
Sbase = c.baseMVA * 1e6;              %% in VA
c.branch(:, [BR_R BR_X]) = c.branch(:, [BR_R BR_X]) / (Vbase^2 / Sbase);
c.bus(:, [PD, QD]) = c.bus(:, [PD, QD]) / 1e3;
pf = 0.8;
c.bus(:, QD) = c.bus(:, PD) * sin(acos(pf));
c.bus(:, PD) = c.bus(:, PD) * pf;
)";
        const auto before = read(kSmall);
        const auto after = read(text);
        QVERIFY2(after.hasValue(), after ? "" : after.error().front().text().c_str());
        const double kV = before->buses[0].base_kV;
        const double zBase_ohm = kV * kV / before->base_MVA;
        QCOMPARE(after->branches[0].r_pu, before->branches[0].r_pu / zBase_ohm);
        QCOMPARE(after->branches[0].x_pu, before->branches[0].x_pu / zBase_ohm);
        QCOMPARE_LE(std::abs(after->buses[1].pd_MW - 0.8e-3 * before->buses[1].pd_MW), 1e-15);
        QCOMPARE_LE(std::abs(after->buses[1].qd_Mvar - 0.6e-3 * before->buses[1].pd_MW), 1e-15);
        QCOMPARE(after->buses[1].line, before->buses[1].line); // findings still name the row

        // By numbers, by rows, by selection, with fields of one's own.
        QByteArray other = kSmall;
        other += "c.Vb = c.bus(1,10)*10^3;\n"
                 "c.branch(:, [3, 4]) = c.branch(:, [3, 4]) / (c.Vb^2 / (c.baseMVA*1e6));\n"
                 "c.bus(end, 3:4) = c.bus(end, 3:4) .* [2 3];\n"
                 "c.bus(c.bus(:, 2) == 3, 5) = 7;\n"
                 "c.gen(1, 6) = 1.03;\n"
                 "define_constants;\nc.gen(:, QMAX) = -c.gen(:, QMIN) + 1;\n";
        const auto second = read(other);
        QVERIFY2(second.hasValue(), second ? "" : second.error().front().text().c_str());
        QCOMPARE(second->branches[0].r_pu, before->branches[0].r_pu / zBase_ohm);
        QCOMPARE(second->buses.back().pd_MW, 2.0 * before->buses.back().pd_MW);
        QCOMPARE(second->buses.back().qd_Mvar, 3.0 * before->buses.back().qd_Mvar);
        QCOMPARE(second->buses[0].gs_MW, 7.0);
        QCOMPARE(second->generators[0].vg_pu, 1.03);
        QCOMPARE(second->generators[0].qMax_Mvar, 1.0 - before->generators[0].qMin_Mvar);
    }

    void dcLinesAreNamed() {
        QByteArray text = kSmall;
        text += "c.dcline = [1 2 1 10 9.8; 1 2 0 5 5];\n";
        const auto result = read(text);
        QVERIFY(result.hasValue());
        QCOMPARE(result->warnings.size(), std::size_t(1));
        QVERIFY(result->warnings[0].what.find("1 DC lines in service") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestMatpowerReader)
#include "tst_matpower_reader.moc"
