#include "core/io/short_circuit_case/short_circuit_case.h"
#include "core/solvers/power/short_circuit/short_circuit_solver.h"
#include "core/solvers/power/short_circuit/vector_group.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace hallwright;
using short_circuit::Winding;

namespace {

const char* const kCase = HALLWRIGHT_TEST_DATA "/power/iec60909/substation_to_busway.json";

QByteArray fileText(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Findings as "place: what".
QStringList findingsIn(const QByteArray& json) {
    QStringList lines;
    const auto network = io::readShortCircuitCase({json.constData(), std::size_t(json.size())});
    if (!network)
        for (const auto& finding : network.error())
            lines << QString::fromStdString(finding.text());
    return lines;
}

} // namespace

class TestShortCircuitCase : public QObject {
    Q_OBJECT

private slots:
    void ownCaseIsReadWhole();
    void singleElementsDeclareTheirBuses();
    void faultsAreFoundWithPlaceAndRemedy_data();
    void faultsAreFoundWithPlaceAndRemedy();
    void allFindingsComeAtOnce();
    void schemaHasTheKeysOfTheReader();
    void vectorGroupsAreRead();
    void brokenTextNeverCrashes();
};

void TestShortCircuitCase::ownCaseIsReadWhole() {
    const auto network = io::readShortCircuitCaseFile(kCase);
    QVERIFY(network);
    QCOMPARE(network->buses.size(), std::size_t(4));
    QVERIFY(network->tolerance == short_circuit::LowVoltageTolerance::SixPercent);
    const auto& problem = network->problem;
    QCOMPARE(problem.feeders.front().minPower_MVA, 900.0);
    QCOMPARE(problem.lines.front().z1_ohm.imag(), 2.0 * 0.105);
    QCOMPARE(problem.lines.back().endTemperature_C, 160.0);
    QCOMPARE(problem.transformers.front().uk, 0.06);
    QCOMPARE(problem.transformers.front().lowWinding, Winding::EarthedStar);
    QVERIFY(short_circuit::checkProblem(problem).empty());
}

void TestShortCircuitCase::singleElementsDeclareTheirBuses() {
    const auto network = io::readShortCircuitCase(
        R"({"network": {"feeder": {"bus": "a", "un_kv": 10, "ikss_ka": 20},
            "transformer": {"hv": "a", "lv": "b", "un_lv_bus_kv": 0.4, "sn_mva": 1, "u_hv_kv": 10,
                            "u_lv_kv": 0.4, "uk_percent": 6, "ukr_percent": 1},
            "line": {"from": "b", "to": "c", "length_km": 1, "r1_ohm_km": 0.1, "x1_ohm_km": 0.1}}})");
    QVERIFY(network);
    QCOMPARE(network->buses, (std::vector<std::string>{"a", "b", "c"}));
    QCOMPARE(network->problem.buses[2].nominal_kV, 0.4);
    QVERIFY(std::abs(network->problem.feeders[0].maxPower_MVA - 346.41) < 0.01);
}

void TestShortCircuitCase::faultsAreFoundWithPlaceAndRemedy_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QString>("place");
    QTest::newRow("unknown bus") << QByteArray("\"to\": \"Busway end\"")
                                 << QByteArray("\"to\": \"X\"") << "/network/lines/1/to";
    QTest::newRow("negative") << QByteArray("\"sn_mva\": 2.5") << QByteArray("\"sn_mva\": -1")
                              << "/network/transformers/0/sn_mva";
    QTest::newRow("text for a number")
        << QByteArray("\"length_km\": 2,") << QByteArray("\"length_km\": \"2\",")
        << "/network/lines/0/length_km";
    QTest::newRow("no power") << QByteArray("\"skss_max_mva\": 1500, ") << QByteArray()
                              << "/network/feeders/0/skss_max_mva";
    QTest::newRow("vector group") << QByteArray("Dyn11") << QByteArray("Qyn11")
                                  << "/network/transformers/0/vector_group";
    QTest::newRow("unknown key") << QByteArray("\"name\": \"T1\"") << QByteArray("\"nmae\": \"T1\"")
                                 << "/network/transformers/0/nmae";
    QTest::newRow("tolerance") << QByteArray("percent\": 6") << QByteArray("percent\": 7")
                               << "/network/low_voltage_tolerance_percent";
    QTest::newRow("bus twice") << QByteArray("\"name\": \"Cable end\", \"un_kv\"")
                               << QByteArray("\"name\": \"Board\", \"un_kv\"")
                               << "/network/buses/2/name";
    QTest::newRow("resistance above impedance")
        << QByteArray("\"ukr_percent\": 0.88") << QByteArray("\"ukr_percent\": 8")
        << "/network/transformers/0/ukr_percent";
}

void TestShortCircuitCase::faultsAreFoundWithPlaceAndRemedy() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QString, place);
    auto json = fileText(kCase);
    QVERIFY(json.contains(from));
    const auto findings = findingsIn(json.replace(from, to));
    QVERIFY2(!findings.isEmpty(), "it was taken for sound");
    QVERIFY2(findings.first().startsWith(place + ": "), qPrintable(findings.join('\n')));
    QVERIFY2(!findings.first().contains('\n'), "a finding is one line");
}

void TestShortCircuitCase::allFindingsComeAtOnce() {
    auto json = fileText(kCase);
    json.replace("\"sn_mva\": 2.5", "\"sn_mva\": 0").replace("\"length_km\": 2,", "");
    QCOMPARE(findingsIn(json).size(), 2);
    QCOMPARE(findingsIn("{}").size(), 1);
    QCOMPARE(findingsIn("[]").size(), 1);
    QCOMPARE(findingsIn(R"({"network": {}})").size(), 1);
    QCOMPARE(findingsIn(R"({"network": {"lines": 3}})").size(), 1);
}

/// Each key of the published schema is one that the reader asks for: an object with all of them
/// has no unknown key.
void TestShortCircuitCase::schemaHasTheKeysOfTheReader() {
    const auto schema =
        QJsonDocument::fromJson(
            fileText(HALLWRIGHT_SOURCE_DIR "/assets/schema/short-circuit-case.schema.json"))
            .object();
    QVERIFY(!schema.isEmpty());
    const auto parts = schema["$defs"].toObject();
    const auto network = schema["properties"].toObject()["network"].toObject();
    const auto lists = network["properties"].toObject();
    int keys = 0;
    for (auto list = lists.begin(); list != lists.end(); ++list) {
        const auto items = list.value().toObject()["items"].toObject()["$ref"].toString();
        if (items.isEmpty())
            continue;
        const auto part = parts[items.section('/', -1)].toObject();
        QJsonObject row;
        for (const auto& key : part["properties"].toObject().keys())
            row[key] =
                QJsonValue(); // of no kind: read keys complain of it, unknown ones of the key
        const QJsonObject document{{"network", QJsonObject{{list.key(), QJsonArray{row}}}}};
        const auto findings = findingsIn(QJsonDocument(document).toJson());
        for (const QString& finding : findings)
            QVERIFY2(!finding.contains("unknown") && !finding.contains("not known"),
                     qPrintable(finding));
        keys += int(row.size());
    }
    QVERIFY(keys > 80);
}

void TestShortCircuitCase::vectorGroupsAreRead() {
    using short_circuit::windingsOfVectorGroup;
    const auto dyn = windingsOfVectorGroup("Dyn11", 2);
    QVERIFY(dyn && (*dyn)[0] == Winding::Delta && (*dyn)[1] == Winding::EarthedStar);
    const auto ynd = windingsOfVectorGroup("YNd5", 2);
    QVERIFY(ynd && (*ynd)[0] == Winding::EarthedStar && (*ynd)[1] == Winding::Delta);
    const auto three = windingsOfVectorGroup("YNyn0d11", 3);
    QVERIFY(three && (*three)[1] == Winding::EarthedStar && (*three)[2] == Winding::Delta);
    const auto zigzag = windingsOfVectorGroup("Yzn5", 2);
    QVERIFY(zigzag && (*zigzag)[0] == Winding::Star && (*zigzag)[1] == Winding::EarthedZigzag);
    QVERIFY(!windingsOfVectorGroup("Dy", 3));
    QVERIFY(!windingsOfVectorGroup("", 2));
    QVERIFY(!windingsOfVectorGroup("11Dy", 2));
}

void TestShortCircuitCase::brokenTextNeverCrashes() {
    const auto json = fileText(kCase);
    for (qsizetype length = 0; length < json.size(); length += 7)
        (void)findingsIn(json.left(length));
    unsigned state = 12345;
    for (int round = 0; round < 400; ++round) {
        auto changed = json;
        for (int i = 0; i < 4; ++i) {
            state = state * 1664525u + 1013904223u;
            changed[qsizetype((state >> 8) % unsigned(json.size()))] =
                "0-\"{}[],:e9x"[(state >> 4) % 12];
        }
        const auto network =
            io::readShortCircuitCase({changed.constData(), std::size_t(changed.size())});
        if (network && short_circuit::checkProblem(network->problem).empty())
            (void)short_circuit::solveShortCircuit(network->problem, {});
    }
}

QTEST_APPLESS_MAIN(TestShortCircuitCase)
#include "tst_short_circuit_case.moc"
