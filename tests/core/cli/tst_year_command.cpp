#include "core/cli/sites_command.h"
#include "core/cli/year_command.h"
#include "core/io/weather/load_profile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <sstream>

using namespace hallwright;

namespace {

const std::string kHall = HALLWRIGHT_SOURCE_DIR "/assets/campuses/hall-demo.hallwright";

struct Ran {
    int code = -1;
    std::string out;
    std::string err;
    [[nodiscard]] QJsonObject json() const {
        return QJsonDocument::fromJson(QByteArray::fromStdString(out)).object();
    }
};

Ran runYear(const cli::YearOptions& options, const std::string& campus = kHall) {
    std::ostringstream out;
    std::ostringstream err;
    const int code = cli::runYearCommand(campus, options, out, err);
    return {code, out.str(), err.str()};
}

double valueOf(const QJsonObject& json, const QString& id) {
    for (const auto& kpi : json["kpis"].toArray())
        if (kpi.toObject()["id"].toString() == id)
            return kpi.toObject()["value"].toDouble();
    return -1.0;
}

} // namespace

class TestYearCommand : public QObject {
    Q_OBJECT

private slots:
    void summaryNamesTheFigures();
    void switchingTheSiteChangesTheResult();
    void hoursComeOnRequest();
    void badInputIsOneLine_data();
    void badInputIsOneLine();
    void loadProfilesAreRead();
    void sitesAreCompared();
};

void TestYearCommand::summaryNamesTheFigures() {
    const auto ran = runYear({});
    QCOMPARE(ran.code, cli::kDone);
    QVERIFY(ran.err.empty());
    for (const char* words : {"PUE, year", "Compressor-free hours", "UPS losses",
                              "Hours above set-point", "8760 hours", "exact solves"})
        QVERIFY2(ran.out.find(words) != ran.out.npos, words);
}

void TestYearCommand::switchingTheSiteChangesTheResult() {
    cli::YearOptions options;
    options.jsonPath = std::string("-");
    const auto here = runYear(options).json();
    options.site = "abilene_stargate";
    const auto there = runYear(options).json();
    QVERIFY(valueOf(there, "pue") > valueOf(here, "pue"));
    QVERIFY(valueOf(there, "compressor_free_hours") < valueOf(here, "compressor_free_hours"));
    // Carbon and price of the sites' files: 370 g and 45 EUR/MWh there, 56 g and 78 EUR/MWh here.
    QVERIFY(std::abs(valueOf(there, "cue") / (0.370 * valueOf(there, "pue")) - 1.0) < 1e-9);
    QVERIFY(std::abs(valueOf(here, "cue") / (0.056 * valueOf(here, "pue")) - 1.0) < 1e-9);
    QVERIFY(std::abs(valueOf(there, "cost_per_it_mwh") / (45.0 * valueOf(there, "pue")) - 1.0) <
            1e-9);
}

void TestYearCommand::hoursComeOnRequest() {
    cli::YearOptions options;
    options.jsonPath = std::string("-");
    QVERIFY(!runYear(options).json().contains("hours"));
    options.withHours = true;
    options.load = std::string("0.5");
    const auto hours = runYear(options).json()["hours"].toArray();
    QCOMPARE(hours.size(), 8760);
    QCOMPARE(hours.last().toObject()["load"].toDouble(), 0.5);
}

void TestYearCommand::badInputIsOneLine_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("expected");
    QTest::newRow("no file") << "weather"
                             << "/nowhere/a.epw"
                             << "/nowhere/a.epw";
    QTest::newRow("kind") << "weather"
                          << "a.txt"
                          << "a.txt: is neither .epw nor .csv";
    QTest::newRow("site") << "site"
                          << "atlantis"
                          << "--site: there are no facts";
    QTest::newRow("load") << "load"
                          << "1.5"
                          << "load profile: \"1.5\"";
    QTest::newRow("scenario") << "scenario"
                              << "storm"
                              << "--scenario: the campus has no scenario";
    QTest::newRow("campus") << "campus"
                            << "/nowhere/a.hallwright"
                            << "/nowhere/a.hallwright";
}

void TestYearCommand::badInputIsOneLine() {
    QFETCH(QString, what);
    QFETCH(QString, value);
    QFETCH(QString, expected);
    cli::YearOptions options;
    std::string campus = kHall;
    (what == "weather"    ? options.weather
     : what == "site"     ? options.site
     : what == "load"     ? options.load
     : what == "scenario" ? options.scenario
                          : campus) = value.toStdString();
    const auto ran = runYear(options, campus);
    QCOMPARE(ran.code, cli::kBadInput);
    QVERIFY(ran.out.empty());
    QVERIFY2(ran.err.find(expected.toStdString()) == 0, ran.err.c_str());
    QCOMPARE(std::count(ran.err.begin(), ran.err.end(), '\n'), 1);
}

void TestYearCommand::loadProfilesAreRead() {
    std::ostringstream lines;
    lines << "hour,load\n";
    for (int hour = 0; hour < 24; ++hour)
        lines << hour << ",0." << hour % 10 << "\r\n";
    const std::string day = lines.str();
    const auto profile = io::readLoadProfileText(day, "day.csv");
    QVERIFY(profile.hasValue());
    QCOMPARE(profile->size(), 24u);
    QCOMPARE((*profile)[13], 0.3);
    QVERIFY(!io::readLoadProfileText(lines.str().append("24,0.5\n"), "day.csv"));
    QVERIFY(!io::readLoadProfileText("hour\n1\n", "day.csv"));
    const auto wrong = io::readLoadProfileText("load\n0.5\n80%\n", "day.csv");
    QVERIFY(!wrong);
    QCOMPARE(wrong.error().front().where, std::string("day.csv, line 3"));
    QCOMPARE(io::loadProfile("0.8")->front(), 0.8);
}

void TestYearCommand::sitesAreCompared() {
    std::ostringstream out;
    std::ostringstream err;
    cli::SitesOptions options;
    options.campusPath = kHall;
    options.sites = {"bosquel", "dunkirk_loon_plage"};
    options.jsonPath = std::string("-");
    QCOMPARE(cli::runSites(options, out, err), cli::kDone);
    const auto rows =
        QJsonDocument::fromJson(QByteArray::fromStdString(out.str())).object()["sites"].toArray();
    QCOMPARE(rows.size(), 2);
    const auto year = [&](int row) { return rows[row].toObject()["year"].toObject(); };
    QVERIFY(year(0)["pue"].toDouble() > 1.0);
    // Dunkirk is milder: 0.4 % of the hours above 26.5 instead of 29.3 degC.
    QVERIFY(year(1)["peak_power"].toDouble() < year(0)["peak_power"].toDouble());
    QVERIFY(rows[0].toObject()["fibre_round_trip_ms"].toObject()["paris"].toDouble() == 1.35);
    std::ostringstream table;
    options.jsonPath.clear();
    options.campusPath.clear();
    QCOMPARE(cli::runSites(options, table, err), cli::kDone);
    QVERIFY(table.str().find("bosquel") != std::string::npos);
    options.sites = {"atlantis"};
    QCOMPARE(cli::runSites(options, table, err), cli::kBadInput);
}

QTEST_GUILESS_MAIN(TestYearCommand)
#include "tst_year_command.moc"
