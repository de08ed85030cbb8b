#include "tests/core/cli/program_run.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace hallwright::test;

/// What commands write as JSON, against the schemas that say so.
class TestResultSchemas : public QObject {
    Q_OBJECT

private slots:
    void everyKeyIsDocumented_data();
    void everyKeyIsDocumented();
    void oneRacksTokensByHand();
    void failedElementBringsTheMinutes();
};

namespace {

const QString kDemo = QStringLiteral(HALLWRIGHT_SOURCE_DIR "/assets/campuses/hall-demo.hallwright");

/// Walks a value along its schema; notes keys that it does not name and those that are missing.
class Comparison {
public:
    explicit Comparison(const QString& name) {
        QFile file(QString(HALLWRIGHT_SOURCE_DIR "/assets/schema/%1.schema.json").arg(name));
        if (file.open(QIODevice::ReadOnly))
            m_root = QJsonDocument::fromJson(file.readAll()).object();
    }

    [[nodiscard]] QStringList run(const QJsonObject& value) {
        if (m_root["properties"].toObject().isEmpty())
            return {"no schema"};
        walk(value, m_root, {});
        m_found.removeDuplicates();
        return m_found;
    }

private:
    /// Words of JSON Schema; whole numbers count as numbers.
    static QString typeOf(const QJsonValue& value) {
        switch (value.type()) {
        case QJsonValue::Bool:
            return "boolean";
        case QJsonValue::Double:
            return "number";
        case QJsonValue::String:
            return "string";
        case QJsonValue::Array:
            return "array";
        case QJsonValue::Object:
            return "object";
        default:
            return "null";
        }
    }
    static QStringList typesOf(const QJsonObject& schema) {
        QStringList types;
        if (schema["type"].isString())
            types << schema["type"].toString();
        for (const auto& type : schema["type"].toArray())
            types << type.toString();
        types.replaceInStrings("integer", "number");
        return types;
    }

    void walk(const QJsonValue& value, QJsonObject schema, const QString& path) {
        if (schema.contains("$ref"))
            schema = m_root["$defs"][schema["$ref"].toString().section('/', -1)].toObject();
        if (value.isArray()) {
            for (const auto& item : value.toArray())
                walk(item, schema["items"].toObject(), path);
            return;
        }
        if (schema.contains("enum") && !schema["enum"].toArray().contains(value))
            m_found << path + " is " + value.toString();
        if (!typesOf(schema).contains(typeOf(value)) && !schema.contains("enum"))
            m_found << path + " is of type " + typeOf(value) + ", in the schema " +
                           typesOf(schema).join(" or ");
        if (!value.isObject() || !schema.contains("properties"))
            return;
        const auto object = value.toObject();
        const auto properties = schema["properties"].toObject();
        for (const auto& key : schema["required"].toArray())
            if (!object.contains(key.toString()))
                m_found << path + '/' + key.toString() + " is missing";
        for (const auto& key : object.keys()) {
            if (!properties.contains(key))
                m_found << path + '/' + key + " is not in the schema";
            walk(object[key], properties[key].toObject(), path + '/' + key);
        }
    }

    QJsonObject m_root;
    QStringList m_found;
};

ProgramRun run(const QStringList& arguments) {
    return runProgram(HALLWRIGHT_PROGRAM, arguments);
}

QJsonObject jsonOf(const ProgramRun& done) {
    return QJsonDocument::fromJson(done.out.toUtf8()).object();
}

} // namespace

void TestResultSchemas::everyKeyIsDocumented_data() {
    QTest::addColumn<QString>("schema");
    QTest::addColumn<QStringList>("arguments");
    const auto row = [](const char* schema, const char* name, QStringList arguments) {
        QTest::newRow(name) << QString(schema)
                            << (arguments << "--json"
                                          << "-");
    };
    row("solve", "solve", {"solve", kDemo, "--no-air"});
    row("capacity", "capacity", {"capacity", kDemo, "--racks"});
    row("size", "size", {"size", kDemo});
    row("kpis", "kpis", {"kpis", kDemo, "--hour", "--preset", "all"});
    row("drill", "each", {"drill", kDemo, "--fail", "each"});
    row("drill", "one with its cooling", {"drill", kDemo, "--fail", "CP-01"});
    row("drill", "cooling", {"drill", kDemo, "--cooling", "each"});
}

void TestResultSchemas::everyKeyIsDocumented() {
    QFETCH(QString, schema);
    QFETCH(QStringList, arguments);
    const auto done = run(arguments);
    QVERIFY2(done.code == 0 || done.code == 3, qPrintable(done.err));
    const auto json = jsonOf(done);
    QVERIFY(!json.isEmpty());
    const auto found = Comparison(schema).run(json);
    QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
}

/// A hall of one GB300 rack, 132 kW, 3.45 M EUR, 420,000 tokens/s, with figures given for the rest:
/// equipment 1.0 M EUR, works 13.8 x 0.132 = 1.8216, together 2.8216 M EUR; energy 1.2 GWh at 0.08
/// EUR are 0.096 M EUR; O&M 3 % are 0.084648. Annuities at 8 %: 0.2504565 over 5 years, and over
/// 17.5 0.08 x 1.08^17.5 / (1.08^17.5 - 1) = 0.08 x 3.845172 / 2.845172 = 0.1081178.
/// 0.8640748 + 0.3050652 + 0.096 + 0.084648 = 1.349788 M EUR a year; over 8,760 h 154.0854 EUR/h;
/// 420,000 x 3,600 = 1,512 M tokens an hour: 0.1019083 EUR a million.
void TestResultSchemas::oneRacksTokensByHand() {
    const QTemporaryDir folder;
    const QString file = folder.filePath("one.hallwright");
    const auto made = run({"new", file, "--rows", "1", "--racks-per-row", "1"});
    QCOMPARE(made.code, 0);
    QVERIFY2(made.out.contains("1 halls, 1 racks, 0.132 MW"), qPrintable(made.out));
    const auto done = run({"kpis", file, "--hour", "--set", "equipment_price=1", "--set",
                           "grid_energy=1.2", "--set", "energy_price=0.08", "--json", "-"});
    QCOMPARE(done.code, 0);
    double value = 0.0;
    for (const auto& kpi : jsonOf(done)["kpis"].toArray())
        if (kpi.toObject()["id"].toString() == "cost_per_million_tokens")
            value = kpi.toObject()["value"].toDouble();
    QCOMPARE_LE(std::abs(value - 0.1019083), 1e-7);
}

void TestResultSchemas::failedElementBringsTheMinutes() {
    const auto done = run({"drill", kDemo, "--fail", "CP-01"});
    QCOMPARE(done.code, 3);
    QVERIFY2(done.out.startsWith("CP-01: 32 racks beyond their coolant's limit, the first in H-01"),
             qPrintable(done.out));
    QVERIFY(done.out.contains(" min"));
    QCOMPARE(run({"drill", kDemo, "--fail", "CDU-01S"}).code, 0); // the other three carry all
}

QTEST_GUILESS_MAIN(TestResultSchemas)
#include "tst_result_schemas.moc"
