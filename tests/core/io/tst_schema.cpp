#include "core/io/campus_fields.h"
#include "core/io/catalog_reader.h"
#include "core/io/figure_set_reader.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>

using namespace hallwright;

namespace {

QJsonObject objectIn(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).object();
}

QJsonObject schemaNamed(const char* name) {
    return objectIn(QString(HALLWRIGHT_SOURCE_DIR "/assets/schema/%1.schema.json").arg(name));
}

QString keyText(std::string_view key) {
    return QString::fromUtf8(key.data(), qsizetype(key.size()));
}

/// Visitor that notes which keys a row has in the file, and which of them it must have.
struct KeyCollector {
    QStringList keys, required;

    void add(std::string_view key, bool isRequired) {
        keys << keyText(key);
        if (isRequired)
            required << keyText(key);
    }
    template <class Id>
    void id(std::string_view key, Id&) {
        add(key, true);
    }
    template <class... Default>
    void text(std::string_view key, const std::string&, Default...) {
        add(key, sizeof...(Default) == 0);
    }
    template <class... Default>
    void number(std::string_view key, double, io::Range, Default...) {
        add(key, sizeof...(Default) == 0);
    }
    void integer(std::string_view key, int, int, int, int) { add(key, false); }
    void flag(std::string_view key, bool, bool) { add(key, false); }
    template <class Enum, std::size_t N, class... Default>
    void choice(std::string_view key, Enum, const std::array<std::string_view, N>&, Default...) {
        add(key, sizeof...(Default) == 0);
    }
    void point(std::string_view key, base::Vec2) { add(key, true); }
    void size(std::string_view key, base::Vec3) { add(key, true); }
    void points(std::string_view key, const std::vector<base::Vec2>&) { add(key, false); }
    template <class Id>
    void ref(std::string_view key, Id, model::EntityKind, io::Presence presence) {
        add(key, presence == io::Presence::Required);
    }
    void entityRef(std::string_view key, model::EntityId, io::KindSet, io::Presence presence) {
        add(key, presence == io::Presence::Required);
    }
    void entityRefs(std::string_view key, const std::vector<model::EntityId>&) { add(key, false); }
    void numbers(std::string_view key, const std::map<std::string, double>&) { add(key, false); }
    template <class Part>
    void object(std::string_view key, const Part&) {
        add(key, true);
    }
};

template <class Entity>
KeyCollector keysOf() {
    Entity row;
    KeyCollector collector;
    io::visitFields(collector, row);
    collector.keys.sort();
    collector.required.sort();
    return collector;
}

QStringList requiredOf(const QJsonObject& schema) {
    QStringList list;
    for (const auto& key : schema["required"].toArray())
        list << key.toString();
    list.sort();
    return list;
}

} // namespace

/// The published schemas say the same as the readers.
class TestSchema : public QObject {
    Q_OBJECT

private slots:
    void campusSchemaHasTheKeysOfTheReader();
    void catalogueSchemaHasTheKeysOfTheReader();
    void shippedCataloguesKeepToTheSchema();
    void figuresOfEconomicsKeepToTheirSchema();
    void figuresSchemaHasTheKeysOfTheReader();
};

void TestSchema::campusSchemaHasTheKeysOfTheReader() {
    const auto schema = schemaNamed("campus");
    const auto parts = schema["$defs"].toObject();
    QStringList sections{"format", "version", "next_id", "site"};
    const auto compare = [](const QJsonObject& part, const KeyCollector& reader) {
        QCOMPARE(part["properties"].toObject().keys(), reader.keys); // QJsonObject sorts its keys
        QCOMPARE(requiredOf(part), reader.required);
        QCOMPARE(part["additionalProperties"], QJsonValue(false));
    };
    io::forEachTable([&]<class Entity>(std::string_view key, model::EntityKind) {
        sections << keyText(key);
        compare(parts[keyText(key)].toObject(), keysOf<Entity>());
    });
    compare(parts["recipe"].toObject(), keysOf<model::HallTemplate>());
    compare(schema["properties"].toObject()["site"].toObject(), keysOf<model::Site>());
    sections.sort();
    QCOMPARE(schema["properties"].toObject().keys(), sections);
}

void TestSchema::catalogueSchemaHasTheKeysOfTheReader() {
    const auto categories = schemaNamed("catalog")["$defs"].toObject();
    QCOMPARE(categories.size(), 17);
    for (const auto& category : categories.keys()) {
        // An entry with every key of the schema: values are wrong, but no key is unknown.
        QJsonObject entry;
        for (const auto& key : categories[category].toObject()["properties"].toObject().keys())
            entry[key] = QJsonValue(QJsonValue::Null);
        // A chiller's curve is against one of two temperatures, by its type.
        if (category == "chillers")
            entry.remove("cop_vs_condenser_water_c");
        if (category == "cdus")
            entry.remove("approach_air_to_coolant_k");
        entry["no_such_key"] = 1;
        const QJsonObject file{
            {"schema_version", 1}, {"category", category}, {"entries", QJsonArray{entry}}};
        catalog::Catalog catalog;
        QStringList unknown;
        for (const auto& finding :
             io::readCatalogText(QJsonDocument(file).toJson().toStdString(), "a.json", catalog))
            if (finding.what == "unknown key")
                unknown << QString::fromStdString(finding.where);
        QCOMPARE(unknown, QStringList{"a.json#/entries/0/no_such_key"});
    }
}

void TestSchema::shippedCataloguesKeepToTheSchema() {
    const auto categories = schemaNamed("catalog")["$defs"].toObject();
    for (const auto& category : categories.keys()) {
        const auto file =
            objectIn(QString(HALLWRIGHT_SOURCE_DIR "/assets/catalog/%1.json").arg(category));
        const auto schema = categories[category].toObject();
        const auto properties = schema["properties"].toObject();
        const auto required = requiredOf(schema);
        QVERIFY2(!file["entries"].toArray().isEmpty(), qPrintable(category));
        for (const auto& entry : file["entries"].toArray()) {
            const auto keys = entry.toObject().keys();
            for (const auto& key : keys)
                QVERIFY2(properties.contains(key), qPrintable(category + "/" + key));
            for (const auto& key : required)
                QVERIFY2(keys.contains(key), qPrintable(category + "/" + key));
        }
    }
}

void TestSchema::figuresOfEconomicsKeepToTheirSchema() {
    const auto schema = schemaNamed("figures");
    const auto figure = schema["properties"].toObject()["figures"].toObject()["items"].toObject();
    const auto keepsTo = [](const QJsonObject& object, const QJsonObject& part) {
        const auto keys = object.keys();
        for (const auto& key : keys)
            if (!part["properties"].toObject().contains(key))
                return false;
        const auto required = requiredOf(part);
        return std::all_of(required.begin(), required.end(),
                           [&](const QString& key) { return keys.contains(key); });
    };
    const QString folder = HALLWRIGHT_SOURCE_DIR "/assets/economics/";
    QStringList files{folder + "assumptions.json"};
    for (const auto& name : QDir(folder + "presets").entryList({"*.json"}, QDir::Files))
        files << folder + "presets/" + name;
    QVERIFY(files.size() > 1);
    for (const auto& path : files) {
        const auto file = objectIn(path);
        QVERIFY2(keepsTo(file, schema), qPrintable(path));
        for (const auto& entry : file["figures"].toArray())
            QVERIFY2(keepsTo(entry.toObject(), figure), qPrintable(path));
    }
}

void TestSchema::figuresSchemaHasTheKeysOfTheReader() {
    const auto schema = schemaNamed("figures");
    const auto items = schema["properties"].toObject()["figures"].toObject()["items"].toObject();
    QJsonObject file, figure; // every key of the schema, all with values that do not fit
    for (const auto& key : schema["properties"].toObject().keys())
        file[key] = QJsonValue(QJsonValue::Null);
    for (const auto& key : items["properties"].toObject().keys())
        figure[key] = QJsonValue(QJsonValue::Null);
    file["figures"] = QJsonArray{figure};
    file["no_such_key"] = 1;
    QStringList unknown;
    const auto set = io::readFigureSetText(QJsonDocument(file).toJson().toStdString(), "a.json");
    QVERIFY(!set.hasValue());
    for (const auto& finding : set.error())
        if (finding.what == "unknown key")
            unknown << QString::fromStdString(finding.where);
    QCOMPARE(unknown, QStringList{"a.json#/no_such_key"});
}

QTEST_APPLESS_MAIN(TestSchema)
#include "tst_schema.moc"
