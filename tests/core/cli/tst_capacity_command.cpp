#include "core/cli/capacity_command.h"
#include "core/cli/command_output.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <sstream>

using namespace hallwright;

namespace {

const std::string kHall = HALLWRIGHT_SOURCE_DIR "/assets/campuses/hall-demo.hallwright";

struct Ran {
    int code = -1;
    std::string out;
    std::string err;
};

Ran run(const cli::CapacityOptions& options, const std::string& campus = kHall) {
    std::ostringstream out;
    std::ostringstream err;
    const int code = cli::runCapacity(campus, options, out, err);
    return {code, out.str(), err.str()};
}

} // namespace

class TestCapacityCommand : public QObject {
    Q_OBJECT

private slots:
    void tableNamesWhatBinds();
    void jsonKeepsItsContract();
    void badInputIsOneLine();
};

void TestCapacityCommand::tableNamesWhatBinds() {
    cli::CapacityOptions options;
    options.withRacks = true;
    const auto ran = run(options);
    QCOMPARE(ran.code, cli::kDone);
    for (const char* words : {"Usable 4.224 MW of 4.224 MW placed", "H-01", "Space", "R01-01"})
        QVERIFY2(ran.out.find(words) != ran.out.npos, words);
}

void TestCapacityCommand::jsonKeepsItsContract() {
    cli::CapacityOptions options;
    options.jsonPath = std::string("-");
    const auto ran = run(options);
    const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(ran.out)).object();
    QCOMPARE(json.keys(),
             (QStringList{"halls", "nominal_mw", "racks", "resources", "spare_mw", "usable_mw"}));
    QCOMPARE(json["nominal_mw"].toDouble(), 4.224);
    const auto racks = json["racks"].toArray();
    QCOMPARE(racks.size(), 32);
    const auto rack = racks.first().toObject();
    QCOMPARE(rack.keys(), (QStringList{"binds", "by", "hall", "id", "limits_kw", "loading", "name",
                                       "nominal_kw", "usable_kw"}));
    QCOMPARE(rack["limits_kw"].toObject().keys(),
             (QStringList{"air", "coolant", "feed", "floor_load", "grid", "space"}));
    QCOMPARE(json["halls"].toArray().first().toObject()["binds"].toString(), QString("space"));
    QCOMPARE(json["resources"].toArray().size(), 6);
}

void TestCapacityCommand::badInputIsOneLine() {
    cli::CapacityOptions options;
    const auto nowhere = run(options, "/nowhere/a.hallwright");
    QCOMPARE(nowhere.code, cli::kBadInput);
    options.scenario = "storm";
    const auto storm = run(options);
    QCOMPARE(storm.code, cli::kBadInput);
    QVERIFY(storm.err.find("--scenario: ") == 0);
    options.scenario.clear();
    options.jsonPath = "/nowhere/out.json";
    const auto unwritable = run(options);
    QCOMPARE(unwritable.code, cli::kBadInput);
    for (const auto& ran : {nowhere, storm, unwritable}) {
        QVERIFY(ran.out.empty());
        QCOMPARE(std::count(ran.err.begin(), ran.err.end(), '\n'), 1);
    }
}

QTEST_GUILESS_MAIN(TestCapacityCommand)
#include "tst_capacity_command.moc"
