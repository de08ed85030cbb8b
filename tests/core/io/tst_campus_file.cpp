#include "core/io/campus_reader.h"
#include "core/io/campus_writer.h"
#include "core/io/change_set_json.h"
#include "random_campus.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>
#include <set>

using namespace hallwright;
using io::readCampusText;
using io::writeCampusText;

namespace {

/// A small campus file that is right, to put faults into.
const char* const kGoodFile = R"({
"format": "hallwright-campus",
"version": 1,
"site": {"name":"Test","latitude_deg":49.7,"longitude_deg":2.2,"active_scenario":1},
"scenarios": [
{"id":1,"name":"Design","ambient_c":30,"wet_bulb_c":20,"out_of_service":[8]}
],
"grid_connections": [
{"id":2,"name":"G","position_m":[0,0],"voltage_v":400000,"capacity_va":1e8,"short_circuit_va":1e10}
],
"plants": [
{"id":3,"name":"P","position_m":[0,50],"size_m":[10,10,3]}
],
"halls": [
{"id":4,"name":"H-01","position_m":[0,0],"size_m":[20,10,4],"recipe":{"rows":1}},
{"id":9,"name":"H-02","position_m":[50,0],"size_m":[20,10,4],"recipe":{}}
],
"rows": [
{"id":5,"name":"R-01","hall":4,"position_m":[0,0],"length_m":6}
],
"racks": [
{"id":6,"name":"R-01-01","hall":4,"row":5,"type":"gb300_nvl72","position_m":[0,0],"it_load_w":132000},
{"id":7,"name":"R-01-02","hall":4,"row":5,"type":"gb300_nvl72","position_m":[0.6,0],"it_load_w":132000}
],
"equipment": [
{"id":8,"name":"CDU-1","kind":"cdu","type":"cdu_inrow_1350kw","parent":4,"position_m":[4,0]}
],
"feeders": [
{"id":10,"name":"C-01A","from":2,"to":4,"side":"a","cable_type":"mv_cu_630_33kv"}
],
"mains": [
{"id":11,"name":"M-01","from":3,"to":4,"dn":300}
],
"zones": [
{"id":12,"name":"Road","kind":"road","width_m":6,"points_m":[[0,0],[10,0]]}
]
}
)";

/// The texts of all findings, one a line.
QString listed(const base::Diagnostics& findings) {
    QString text;
    for (const auto& finding : findings)
        text += QString::fromStdString(finding.text()) + '\n';
    return text;
}

} // namespace

class TestCampusFile : public QObject {
    Q_OBJECT

private slots:
    void randomCampusesComeBackAndGiveTheSameBytes();
    void everyEntityStandsOnALineOfItsOwn();
    void numbersAreShortestAndComeBackExactly();
    void goodFileIsRead();
    void deletedIdsAreNotUsedAgainAfterReopening();
    void nextIdIsWrittenOnlyWhereTheRowsDoNotTellIt();
    void faultIsReportedWithItsPlace_data();
    void faultIsReportedWithItsPlace();
    void allFaultsAreReportedAtOnce();
    void newerVersionSaysWhatToDo();
    void cutOffFileIsNeverHalfLoaded();
    void campusThatCouldNotBeOpenedAgainIsNotSaved();
    void changeSetsComeBack();
    void badChangeSetIsRefused();
};

void TestCampusFile::randomCampusesComeBackAndGiveTheSameBytes() {
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
        const auto campus = test::randomCampus(seed);
        const auto text = writeCampusText(campus);
        const auto again = readCampusText(text);
        QVERIFY2(again.hasValue(), qPrintable(QString("seed %1: ").arg(seed) +
                                              (again ? QString() : listed(again.error()))));
        QVERIFY2(*again == campus, qPrintable(QString("seed %1").arg(seed)));
        QCOMPARE(writeCampusText(*again), text);
    }
}

void TestCampusFile::everyEntityStandsOnALineOfItsOwn() {
    const auto campus = test::randomCampus(7);
    const auto text = writeCampusText(campus);
    QVERIFY(text.find('\r') == text.npos);
    QVERIFY(text.back() == '\n');
    const auto lines = std::count(text.begin(), text.end(), '\n');
    std::size_t entities = campus.halls().size() + campus.rows().size() + campus.racks().size() +
                           campus.equipment().size() + campus.substations().size() +
                           campus.plants().size() + campus.grids().size() +
                           campus.feeders().size() + campus.mains().size() + campus.zones().size() +
                           campus.scenarios().size();
    std::size_t filled = 0;
    for (const auto* key : {"scenarios", "grid_connections", "substations", "plants", "halls",
                            "rows", "racks", "equipment", "feeders", "mains", "zones"})
        filled += QByteArray::fromStdString(text).contains(QByteArray("\"") + key + "\": [\n");
    // Braces, format, version, site and one line for each section; its bracket where it has rows.
    QCOMPARE(std::size_t(lines), 5 + 11 + entities + filled);
}

void TestCampusFile::numbersAreShortestAndComeBackExactly() {
    model::ChangeSet change;
    const std::vector<double> values{0.1,
                                     1.0 / 3.0,
                                     132000.0,
                                     5e-324,
                                     std::numeric_limits<double>::max(),
                                     std::nextafter(1.0, 2.0)};
    for (std::size_t i = 0; i < values.size(); ++i) {
        model::Zone zone;
        zone.id = {std::uint32_t(i + 1)};
        zone.points_m = {{values[i], -values[i]}, {-0.0, 0.0}};
        change.put(zone);
    }
    model::Campus campus;
    campus.apply(change);
    const auto text = writeCampusText(campus);
    QVERIFY2(text.find("[[0.1,-0.1],[0,0]]") != text.npos, text.c_str());
    QVERIFY2(text.find("[132000,-132000]") != text.npos, text.c_str());
    const auto again = readCampusText(text);
    QVERIFY(again.hasValue());
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto* zone = again->zones().find({std::uint32_t(i + 1)});
        QCOMPARE(zone->points_m[0].x, values[i]);
        QCOMPARE(zone->points_m[0].y, -values[i]);
    }
}

void TestCampusFile::goodFileIsRead() {
    const auto campus = readCampusText(kGoodFile);
    QVERIFY2(campus.hasValue(), qPrintable(campus ? QString() : listed(campus.error())));
    QCOMPARE(campus->racks().size(), 2u);
    QCOMPARE(campus->racks().find({7})->itLoad_W, 132000.0);
    QCOMPARE(campus->feeders().find({10})->side, model::FeedSide::A);
    QCOMPARE(campus->nextNumber(), 13u);
    const auto marked = readCampusText(std::string("\xEF\xBB\xBF").append(kGoodFile));
    QVERIFY(marked.hasValue() && *marked == *campus);
}

void TestCampusFile::deletedIdsAreNotUsedAgainAfterReopening() {
    auto campus = *readCampusText(kGoodFile);
    QCOMPARE(campus.nextNumber(), 13u);
    model::ChangeSet deletion;
    deletion.remove<model::Zone>({12});
    deletion.remove<model::Main>({11});
    campus.apply(std::move(deletion));
    QTemporaryDir folder;
    const auto file = std::filesystem::path(folder.path().toStdString()) / "a.hallwright";
    QVERIFY(io::writeCampus(campus, file).empty());
    const auto reopened = io::readCampus(file);
    QVERIFY2(reopened.hasValue(), qPrintable(reopened ? QString() : listed(reopened.error())));
    QVERIFY(*reopened == campus);
    QCOMPARE(reopened->nextNumber(), 13u);
    QCOMPARE(writeCampusText(*reopened), writeCampusText(campus));
}

void TestCampusFile::nextIdIsWrittenOnlyWhereTheRowsDoNotTellIt() {
    const auto campus = *readCampusText(kGoodFile); // without the key, as older files are
    QVERIFY(writeCampusText(campus).find("next_id") == std::string::npos);
    const auto withNextId = [](const std::string& number) {
        std::string text = kGoodFile;
        return readCampusText(text.insert(text.find("\"site\""), "\"next_id\": " + number + ",\n"));
    };
    QCOMPARE(withNextId("40")->nextNumber(), 40u);
    QVERIFY(writeCampusText(*withNextId("40")).find("\n\"next_id\": 40,\n") != std::string::npos);
    // Lower than an id in use, as after a merge by hand: the ids win.
    QCOMPARE(withNextId("5")->nextNumber(), 13u);
    QVERIFY(!withNextId("\"40\"").hasValue());
}

void TestCampusFile::faultIsReportedWithItsPlace_data() {
    QTest::addColumn<QString>("old");
    QTest::addColumn<QString>("faulty");
    QTest::addColumn<QString>("finding");
    const auto row = [](const char* name, const char* old, const char* faulty,
                        const char* finding) {
        QTest::newRow(name) << QString(old) << QString(faulty) << QString(finding);
    };
    row("text for a number", R"("it_load_w":132000},)", R"("it_load_w":"12kW"},)",
        R"(/racks/0/it_load_w: expected a number >= 0, got "12kW")");
    row("negative load", R"([0.6,0],"it_load_w":132000)", R"([0.6,0],"it_load_w":-1)",
        "/racks/1/it_load_w: expected a number >= 0, got -1");
    row("missing key", R"(,"it_load_w":132000},)", "},", "/racks/0/it_load_w: is missing");
    row("unknown key", R"("length_m":6)", R"("length_m":6,"lenght_m":7)",
        "/rows/0/lenght_m: unknown key");
    row("unknown section", R"("zones": [)", R"("zone": [)", "/zone: unknown key");
    row("unknown key in the recipe", R"({"rows":1})", R"({"rows":1,"color":2})",
        "/halls/0/recipe/color: unknown key");
    row("unknown word", R"("kind":"cdu")", R"("kind":"CDU")",
        "/equipment/0/kind: expected one of \"cdu\", \"air_unit\"");
    row("fraction for a count", R"({"rows":1})", R"({"rows":1.5})",
        "/halls/0/recipe/rows: expected a whole number from 0 to 100000, got 1.5");
    row("huge count", R"({"rows":1})", R"({"rows":4294967297})",
        "/halls/0/recipe/rows: expected a whole number from 0 to 100000, got 4294967297");
    row("one coordinate", R"("position_m":[0.6,0])", R"("position_m":[0.6])",
        "/racks/1/position_m: expected two numbers [x, y], got a list of 1");
    row("text as coordinate", R"("position_m":[0.6,0])", R"("position_m":[0.6,"0"])",
        "/racks/1/position_m/1: expected a number, got \"0\"");
    row("flat route", R"([[0,0],[10,0]])", R"([0,0,10,0])",
        "/zones/0/points_m/0: expected two numbers [x, y], got 0");
    row("id of zero", R"("id":12)", R"("id":0)", "/zones/0/id: expected a whole number from 1");
    row("id twice", R"("id":12)", R"("id":7)", "/zones/0/id: the id 7 is taken by /racks/1");
    row("hall that is not there", R"("hall":4,"row":5,"type":"gb300_nvl72","position_m":[0,0])",
        R"("hall":99,"type":"gb300_nvl72","position_m":[0,0])",
        "/racks/0/hall: no entity has the id 99");
    row("hall that is a plant", R"("name":"R-01","hall":4)", R"("name":"R-01","hall":3)",
        "/rows/0/hall: expected the id of a hall, but 3 is a plant");
    row("feeder to a rack", R"("from":2,"to":4)", R"("from":2,"to":6)",
        "/feeders/0/to: expected the id of");
    row("row of another hall", R"("hall":4,"row":5,"type":"gb300_nvl72","position_m":[0.6,0])",
        R"("hall":9,"row":5,"type":"gb300_nvl72","position_m":[0.6,0])",
        "/racks/1/row: the row 5 stands in another hall than the rack");
    row("scenario names nothing", R"("out_of_service":[8])", R"("out_of_service":[80])",
        "/scenarios/0/out_of_service/0: no entity has the id 80");
    row("active scenario is a hall", R"("active_scenario":1)", R"("active_scenario":4)",
        "/site/active_scenario: expected the id of a scenario, but 4 is a hall");
    row("latitude", R"("latitude_deg":49.7)", R"("latitude_deg":149.7)",
        "/site/latitude_deg: expected a number from -90 to 90, got 149.7");
    row("given figure is a word", R"("latitude_deg":49.7)",
        R"("latitude_deg":49.7,"figures":{"energy_price":"cheap"})",
        "/site/figures/energy_price: expected a number, got");
    row("given figures are a list", R"("latitude_deg":49.7)",
        R"("latitude_deg":49.7,"figures":[1])", "/site/figures: expected an object, got a list");
    row("section is an object", R"("plants": [
{"id":3,"name":"P","position_m":[0,50],"size_m":[10,10,3]}
])",
        R"("plants": {})", "/plants: expected a list, got an object");
    row("entity is a number",
        R"({"id":12,"name":"Road","kind":"road","width_m":6,"points_m":[[0,0],[10,0]]})", "12",
        "/zones/0: expected an object, got 12");
    row("key twice", R"("width_m":6)", R"("width_m":6,"width_m":7)",
        "/zones/0/width_m: the key is given twice");
    row("NaN", R"("width_m":6)", R"("width_m":NaN)", "line 35, column ");
    row("infinity", R"("width_m":6)", R"("width_m":1e999)", "the number 1e999 is too large");
    row("comment", R"("zones": [)", R"(// here
"zones": [)",
        "line 34, column ");
    row("trailing comma", R"([10,0]]})", R"([10,0]]},)", "not valid JSON");
    row("text after the end", "]\n}\n", "]\n}\n{}", "not valid JSON");
    row("not a campus", R"("hallwright-campus")", R"("hallwright-journal")",
        "/format: this is not a Hallwright campus file");
    row("version as text", R"("version": 1)", R"("version": "1")",
        "/version: expected a whole number from 1");
    row("nested too deep", R"([[0,0],[10,0]])", "[[[[[[[[[[[[[[[[[[[[0]]]]]]]]]]]]]]]]]]]]",
        "nested deeper than 16 levels");
}

void TestCampusFile::faultIsReportedWithItsPlace() {
    QFETCH(QString, old);
    QFETCH(QString, faulty);
    QFETCH(QString, finding);
    QString text(kGoodFile);
    const auto at = text.indexOf(old);
    QVERIFY2(at >= 0, "the good file lacks what the fault is to replace");
    text.replace(at, old.size(), faulty);
    const auto campus = readCampusText(text.toStdString());
    QVERIFY(!campus.hasValue());
    const QString list = listed(campus.error());
    QVERIFY2(list.contains(finding), qPrintable("expected \"" + finding + "\" in:\n" + list));
}

void TestCampusFile::allFaultsAreReportedAtOnce() {
    QString text(kGoodFile);
    text.replace(R"("it_load_w":132000)", R"("it_load_w":"12kW")");
    text.replace(R"("length_m":6)", R"("length_m":-6)");
    text.replace(R"("to":4,"dn")", R"("to":40,"dn")");
    const auto campus = readCampusText(text.toStdString());
    QVERIFY(!campus.hasValue());
    QCOMPARE(campus.error().size(), 4u); // both racks, the row, the main
    std::set<std::string> places;
    for (const auto& finding : campus.error())
        places.insert(finding.where);
    QCOMPARE(places, (std::set<std::string>{"/racks/0/it_load_w", "/racks/1/it_load_w",
                                            "/rows/0/length_m", "/mains/0/to"}));
}

void TestCampusFile::newerVersionSaysWhatToDo() {
    QString text(kGoodFile);
    text.replace(R"("version": 1)", R"("version": 2)");
    text.replace(R"("zones")", R"("things_of_the_future")");
    const auto campus = readCampusText(text.toStdString());
    QVERIFY(!campus.hasValue());
    QCOMPARE(campus.error().size(), 1u);
    QCOMPARE(listed(campus.error()),
             QString("/version: the file has format version 2, this program reads up to version 1; "
                     "Open it with a newer release of Hallwright.\n"));
}

void TestCampusFile::cutOffFileIsNeverHalfLoaded() {
    const std::string text = kGoodFile;
    for (std::size_t size = 0; size + 2 < text.size(); ++size) {
        const auto campus = readCampusText(std::string_view(text).substr(0, size));
        QVERIFY2(!campus.hasValue(), qPrintable(QString("cut at %1").arg(size)));
        QVERIFY(!campus.error().empty());
    }
    const auto half = readCampusText(std::string_view(text).substr(0, text.size() / 2));
    QVERIFY2(listed(half.error()).contains("the text ends in the middle"),
             qPrintable(listed(half.error())));
}

void TestCampusFile::campusThatCouldNotBeOpenedAgainIsNotSaved() {
    QTemporaryDir folder;
    const auto file = std::filesystem::path(folder.path().toStdString()) / "a.hallwright";
    auto campus = test::randomCampus(3);
    QVERIFY(io::writeCampus(campus, file).empty());
    model::ChangeSet change;
    model::Zone zone;
    zone.id = {campus.nextNumber()};
    zone.width_m = std::nan("");
    change.put(zone);
    campus.apply(change);
    const auto findings = io::writeCampus(campus, file);
    QVERIFY(!findings.empty());
    QVERIFY2(findings[0].what.find("not saved") == 0, findings[0].what.c_str());
    const auto kept = io::readCampus(file);
    QVERIFY(kept.hasValue() && *kept == test::randomCampus(3));
}

void TestCampusFile::changeSetsComeBack() {
    for (std::uint32_t seed = 0; seed < 50; ++seed) {
        // What leads from one random campus to another touches every kind of row.
        const auto from = test::randomCampus(seed);
        const auto to = test::randomCampus(seed + 1000);
        model::ChangeSet change;
        change.site = to.site();
        const auto fill = [&]<class Entity>(std::vector<model::RowChange<Entity>>& rows) {
            for (const Entity& row : from.table<Entity>())
                if (!to.table<Entity>().contains(row.id))
                    rows.push_back({row.id, std::nullopt});
            for (const Entity& row : to.table<Entity>())
                rows.push_back({row.id, row});
        };
        std::apply([&](auto&... rows) { (fill(rows), ...); }, change.rows);
        const auto line = io::writeChangeSet(change);
        QVERIFY(line.find('\n') == line.npos);
        auto read = io::readChangeSet(line);
        QVERIFY2(read.hasValue(), qPrintable(read ? QString() : listed(read.error())));
        auto campus = from;
        campus.apply(std::move(*read));
        QVERIFY(campus == to);
    }
}

void TestCampusFile::badChangeSetIsRefused() {
    const auto finding = [](const char* text) {
        const auto change = io::readChangeSet(text);
        return change ? QString() : listed(change.error());
    };
    QCOMPARE(finding("{}"), QString());
    QVERIFY(finding("[]").contains("expected an object"));
    QVERIFY(finding(R"({"put":{"racks":[{}]}})").contains("/put/racks/0/id: is missing"));
    QVERIFY(finding(R"({"remove":{"racks":[0]}})").contains("/remove/racks/0: expected an id"));
    QVERIFY(finding(R"({"remove":{"racks":[3,3]}})").contains("the id 3 is named twice"));
    QVERIFY(finding(R"({"remove":{"cars":[3]}})").contains("/remove/cars: unknown key"));
    QVERIFY(finding(R"({"drop":{}})").contains("/drop: unknown key"));
}

QTEST_APPLESS_MAIN(TestCampusFile)
#include "tst_campus_file.moc"
