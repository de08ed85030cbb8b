#include "core/io/weather/epw_header.h"
#include "core/io/weather/epw_reader.h"
#include "core/io/weather/weather_csv.h"
#include "core/io/weather/weather_file.h"
#include "epw_text.h"

#include <QFile>
#include <QTest>

#include <cmath>

using namespace hallwright;
using tests::EpwText;

namespace {

constexpr double kZero_K = 273.15;

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const auto at = text.find(what);
    if (at == text.npos)
        qFatal("nothing to replace");
    return text.replace(at, what.size(), with);
}

plant::WeatherSeries epw(const std::string& text) {
    auto series = io::readEpwText(text, "a.epw");
    if (!series)
        qFatal("%s", series.error().front().text().c_str());
    return std::move(series).value();
}

/// The first finding of a text, as it is printed; empty where it was read.
std::string epwFinding(const std::string& text) {
    const auto series = io::readEpwText(text, "a.epw");
    return series ? std::string() : series.error().front().text();
}

std::string csvFinding(const std::string& text) {
    const auto series = io::readWeatherCsv(text, "a.csv");
    return series ? std::string() : series.error().front().text();
}

} // namespace

class TestWeatherFile : public QObject {
    Q_OBJECT

private slots:
    void epwYearIsRead_data();
    void epwYearIsRead();
    void daysAreReadInAllForms();
    void leapYearHas8784Hours();
    void leapDayIsLeftOutWhereItIsNotObserved();
    void recordsOfAnHourAreAveraged();
    void severalPeriodsAreRead();
    void missingValuesAreFilled();
    void humidityComesFromTheDewPointWhereItIsMissing();
    void longGapIsAFinding();
    void faultsAreFoundWithTheirLine_data();
    void faultsAreFoundWithTheirLine();
    void manyFaultsEndInOneLine();
    void csvIsRead();
    void csvTakesSeparatorsCommentsAndOtherHumidities();
    void csvWithoutHumidityIsForDryPlants();
    void csvFaultsAreFoundWithTheirLine_data();
    void csvFaultsAreFoundWithTheirLine();
    void sharedSeriesAreRead_data();
    void sharedSeriesAreRead();
    void everyShippedSiteHasATypicalYear();
};

void TestWeatherFile::epwYearIsRead_data() {
    QTest::addColumn<QString>("eol");
    QTest::newRow("LF") << "\n";
    QTest::newRow("CRLF") << "\r\n";
    QTest::newRow("CR") << "\r";
}

void TestWeatherFile::epwYearIsRead() {
    QFETCH(QString, eol);
    EpwText file;
    file.eol = eol.toStdString();
    const auto series = epw("\xef\xbb\xbf" + file.text());
    QVERIFY(series.isWholeYear() && series.hasHumidity());
    QCOMPARE(series.place, std::string("Abbeville"));
    QCOMPARE(series.source, std::string("SRC-TMYx"));
    QCOMPARE(series.latitude_deg, 50.14);
    QCOMPARE(series.longitude_deg, 1.83);
    QCOMPARE(series.elevation_m, 73.0);
    QCOMPARE(series.hoursAheadOfUtc, 1.0);
    QCOMPARE(series.filledHours, 0);
    const auto& last = series.hours.back(); // 31 December, 24 h
    QCOMPARE(last.hourOfYear, 8760);
    QCOMPARE(last.month, 12);
    QCOMPARE_LE(std::abs(last.dryBulb_K - (10.0 + 3.64 + 2.3 + kZero_K)), 1e-9);
    QCOMPARE(last.relativeHumidity, 0.7);
    QCOMPARE(last.pressure_Pa, 100500.0);
    QCOMPARE(last.wind_m_per_s, 3.5);
    QCOMPARE(last.windFrom_deg, 230.0);
    QCOMPARE(last.wetBulb_K, plant::wetBulb_K(last.dryBulb_K, 0.7, 100500.0));
}

void TestWeatherFile::daysAreReadInAllForms() {
    const io::EpwDay day{7, 21};
    for (const char* form : {"7/21", " 7/21/2019", "21 July", "Jul 21", "july 21", "202"})
        QVERIFY2(io::epwDay(form) == day, form);
    QCOMPARE(io::epwDay("2/29")->day, 29);
    for (const char* form :
         {"", "13/1", "2/30", "0/1", "Juli", "366", "-1", "1e9", "7/", "1/1e999"})
        QVERIFY2(!io::epwDay(form), form);
}

void TestWeatherFile::leapYearHas8784Hours() {
    EpwText file;
    file.isLeapYear = true;
    file.leapYear = "Yes";
    file.days = 366;
    const auto series = epw(file.text());
    QVERIFY(series.isLeapYear());
    QCOMPARE(series.hours[59 * 24].month, 2); // 29 February, first hour
    QCOMPARE(series.hours.back().hourOfYear, 8784);
}

void TestWeatherFile::leapDayIsLeftOutWhereItIsNotObserved() {
    EpwText file;
    file.isLeapYear = true;
    file.days = 366;
    const auto series = epw(file.text());
    QCOMPARE(series.hours.size(), 8760u);
    QCOMPARE(series.hours[59 * 24].month, 3);
}

void TestWeatherFile::recordsOfAnHourAreAveraged() {
    EpwText file;
    file.recordsPerHour = 2;
    file.period = "DATA PERIODS,1,2,Data,Sunday,1/1,12/31";
    auto text = file.text();
    // Of the first hour one record has 10, the other 12 degC.
    text = replaced(text, ",1,60,A7A7A7*0?9?9?9?9?9?9,10.000", ",1,60,A7A7A7*0?9?9?9?9?9?9,12.000");
    const auto series = epw(text);
    QCOMPARE(series.hours.size(), 8760u);
    QCOMPARE_LE(std::abs(series.hours[0].dryBulb_K - (11.0 + kZero_K)), 1e-9);
}

void TestWeatherFile::severalPeriodsAreRead() {
    EpwText january;
    january.days = 31;
    january.period = "DATA PERIODS,2,1,Winter,Sunday,1/1,1/31,Summer,Sunday,July 1,7/31";
    EpwText july;
    july.firstDay = 182;
    july.days = 31;
    const auto julyText = july.text();
    const auto text = january.text() + julyText.substr(julyText.find("2015,"));
    const auto series = epw(text);
    QCOMPARE(series.hours.size(), 2u * 744u);
    QVERIFY(!series.isWholeYear());
    QCOMPARE(series.hours[744].month, 7);
    // A jump that no period explains is a finding.
    QVERIFY(!io::readEpwText(replaced(text, "July 1,", "July 2,"), "a.epw"));
}

void TestWeatherFile::missingValuesAreFilled() {
    EpwText file;
    auto text = file.text();
    // Hours 2 and 3 of the year: dry bulb 10.1 and 10.2 between 10.0 and 10.3.
    text = replaced(text, ",10.100,", ",99.9,");
    text = replaced(text, ",10.200,", ",,");
    const auto series = epw(text);
    QCOMPARE(series.filledHours, 2);
    QCOMPARE_LE(std::abs(series.hours[1].dryBulb_K - (10.1 + kZero_K)), 1e-9);
    QCOMPARE_LE(std::abs(series.hours[2].dryBulb_K - (10.2 + kZero_K)), 1e-9);
}

void TestWeatherFile::humidityComesFromTheDewPointWhereItIsMissing() {
    EpwText file;
    const auto series = epw(replaced(file.text(), ",4.5,70,100500,", ",4.5,999,999999,"));
    // Magnus (WMO No. 8): e(4.5) / e(10) = 8.42 / 12.27 hPa = 0.686.
    QCOMPARE_LE(std::abs(series.hours[0].relativeHumidity - 0.686), 1e-3);
    QCOMPARE(series.hours[0].pressure_Pa, plant::pressureAtAltitude_Pa(73.0));
    QCOMPARE(series.filledHours, 0);
}

void TestWeatherFile::longGapIsAFinding() {
    EpwText file;
    auto text = file.text();
    for (int hour = 0; hour < 25; ++hour) { // hours 25 to 49
        char value[32];
        std::snprintf(value, sizeof value, "9,%.3f,4.5", hour < 24 ? 10.01 + 0.1 * hour : 10.02);
        text = replaced(text, value, "9,99.9,4.5");
    }
    const auto finding = epwFinding(text);
    QVERIFY2(finding.find("a.epw, line 33: the dry bulb is missing") == 0, finding.c_str());
}

void TestWeatherFile::faultsAreFoundWithTheirLine_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("with");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* what, const char* with, const char* finding) {
        QTest::newRow(name) << what << with << finding;
    };
    row("no location", "LOCATION", "COMMENTS 3", "has no LOCATION line");
    row("no periods", "DATA PERIODS", "COMMENTS 3", "has no DATA PERIODS line");
    row("strange line", "COMMENTS 2", "hello", "a.epw, line 7: begins with \"hello\"");
    row("latitude", "50.14", "95.0", "a.epw, line 1: latitude is \"95.0\"");
    row("elevation", ",73.0", ",high", "a.epw, line 1: elevation is \"high\"");
    row("records an hour", "PERIODS,1,1", "PERIODS,1,7", "a.epw, line 8: DATA PERIODS gives");
    row("period", "12/31", "12/32", "a.epw, line 8: period 1 of DATA PERIODS");
    row("huge count", "PERIODS,1,1", "PERIODS,1e300,1", "a.epw, line 8: DATA PERIODS gives");
    row("dry bulb", ",10.000,", ",12kW,", "a.epw, line 9: dry bulb is \"12kW\"");
    row("nan", ",10.000,", ",nan,", "a.epw, line 9: dry bulb is \"nan\"");
    row("cold", ",10.000,", ",-300,", "a.epw, line 9: dry bulb is \"-300\"");
    row("humidity", ",70,", ",170,", "a.epw, line 9: relative humidity is \"170\"");
    row("month", "2015,1,1,1,", "2015,13,1,1,", "a.epw, line 9: month \"13\"");
    row("hour", "2015,1,1,1,", "2015,1,1,25,",
        "a.epw, line 9: month \"1\", day \"1\", hour \"25\"");
    row("order", "2015,1,1,2,", "2015,1,1,3,",
        "a.epw, line 10: is hour 3 of the year where hour 2");
    row("short row", ",4.5,70,100500", "\n", "a.epw, line 9: has 7 values");
}

void TestWeatherFile::faultsAreFoundWithTheirLine() {
    QFETCH(QString, what);
    QFETCH(QString, with);
    QFETCH(QString, expected);
    const auto finding =
        epwFinding(replaced(EpwText().text(), what.toStdString(), with.toStdString()));
    QVERIFY2(finding.find(expected.toStdString()) != finding.npos, finding.c_str());
    // Every finding says what to do: text() puts it behind "; ".
    QVERIFY2(finding.find("; ") != finding.npos, finding.c_str());
}

void TestWeatherFile::manyFaultsEndInOneLine() {
    auto text = EpwText().text();
    text = text.substr(0, text.find("2015,")) + std::string(4000, 'x');
    for (int i = 0; i < 1000; ++i)
        text += "\n2015,1,1,99,60,x,1,1,1,1";
    const auto series = io::readEpwText(text, "a.epw");
    QVERIFY(!series);
    QVERIFY(series.error().size() <= 22);
    // Cut in the middle.
    const auto whole = EpwText().text();
    const auto finding = epwFinding(whole.substr(0, whole.size() / 2));
    QVERIFY(!finding.empty());
    const auto cut = epwFinding(whole.substr(0, whole.rfind("2015,12,31,1,")));
    QVERIFY2(cut.find("holds 8736 records where its data periods promise 8760") != cut.npos,
             cut.c_str());
}

void TestWeatherFile::csvIsRead() {
    const auto series = io::readWeatherCsv("hour,drybulb_c,wetbulb_c,rh_pct,wind_ms,wind_dir_deg\n"
                                           "1,1.3,0.59,88.0,1.6,216\n"
                                           "2,-0.7,,88.0,,\n",
                                           "a.csv");
    QVERIFY(series.hasValue());
    QCOMPARE(series->hours.size(), 2u);
    QCOMPARE_LE(std::abs(series->hours[0].wetBulb_K - (0.59 + kZero_K)), 1e-9);
    QVERIFY(series->hours[0].hasWind && !series->hours[1].hasWind);
    QCOMPARE(series->hours[1].wetBulb_K,
             plant::wetBulb_K(-0.7 + kZero_K, 0.88, plant::kStandardPressure_Pa));
}

void TestWeatherFile::csvTakesSeparatorsCommentsAndOtherHumidities() {
    const auto series =
        io::readWeatherCsv("# from a station\r\nDryBulb_C;dewpoint_c;elevation_m\r\n"
                           "20.0;12.0;500\r\n# pause\r\n21.0;12.5;500\r\n",
                           "a.csv");
    QVERIFY2(series.hasValue(), series ? "" : series.error().front().text().c_str());
    QCOMPARE(series->elevation_m, 500.0);
    QCOMPARE(series->hours[1].hourOfYear, 2);
    // e(12) / e(20) = 14.03 / 23.39 hPa = 0.600.
    QCOMPARE_LE(std::abs(series->hours[0].relativeHumidity - 0.600), 2e-3);
    const auto wet = io::readWeatherCsv("drybulb_c,wetbulb_c\n30,20\n", "a.csv");
    QVERIFY(wet.hasValue());
    // Psychrometric chart at sea level, 30 degC dry and 20 degC wet: 39.5 %.
    QCOMPARE_LE(std::abs(wet->hours[0].relativeHumidity - 0.395), 5e-3);
}

void TestWeatherFile::csvWithoutHumidityIsForDryPlants() {
    const auto series = io::readWeatherCsv("hour_of_year,drybulb_c\n4849,16.4\n4850,15.8\n", "a");
    QVERIFY(series.hasValue());
    QVERIFY(!series->hasHumidity());
    QCOMPARE(series->hours[0].month, 7); // hour 4849 is the first of 22 July
}

void TestWeatherFile::csvFaultsAreFoundWithTheirLine_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("empty") << ""
                           << "a.csv: is empty";
    QTest::newRow("no column") << "hour\n1\n"
                               << "a.csv, line 1: names no column drybulb_c";
    QTest::newRow("unknown") << "drybulb_c,t_air\n1,2\n"
                             << "a.csv, line 1: names a column \"t_air\"";
    QTest::newRow("twice") << "drybulb_c,drybulb_c\n1,2\n"
                           << "line 1: names the column \"drybulb_c\"";
    QTest::newRow("short") << "hour,drybulb_c\n1\n"
                           << "a.csv, line 2: has 1 values for 2 columns";
    QTest::newRow("order") << "hour,drybulb_c\n1,5\n3,5\n"
                           << "a.csv, line 3: is hour \"3\" where hour 2";
    QTest::newRow("comma") << "drybulb_c;rh_pct\n12,5;80\n"
                           << "a.csv, line 2: drybulb_c is \"12,5\"";
    QTest::newRow("humidity") << "drybulb_c,rh_pct\n12,800\n"
                              << "a.csv, line 2: rh_pct is \"800\"";
    QTest::newRow("only names") << "drybulb_c\n"
                                << "a.csv: has no rows";
    QTest::newRow("all missing") << "drybulb_c,rh_pct\n,50\n,50\n"
                                 << "a.csv, line 2: the dry bulb is";
}

void TestWeatherFile::csvFaultsAreFoundWithTheirLine() {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    const auto finding = csvFinding(text.toStdString());
    QVERIFY2(finding.find(expected.toStdString()) != finding.npos, finding.c_str());
}

void TestWeatherFile::sharedSeriesAreRead_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("hours");
    QTest::addColumn<double>("mean_C");
    QTest::addColumn<double>("design_C");
    // Figures of reference/sites/index.json.
    QTest::newRow("Aachen") << "weather_aachen_try.csv" << 8760 << 11.0 << 29.3;
    QTest::newRow("H1a") << "weather_fr_h1a_tmy.csv" << 8760 << 12.1 << 30.0;
    QTest::newRow("Uccle") << "weather_uccle_2019_heatwave.csv" << 144 << -1.0 << 38.0;
}

void TestWeatherFile::sharedSeriesAreRead() {
    QFETCH(QString, file);
    QFETCH(int, hours);
    QFETCH(double, mean_C);
    QFETCH(double, design_C);
    const QString path = QStringLiteral(HALLWRIGHT_SHARED_DIR "/reference/sites/") + file;
    if (!QFile::exists(path))
        QSKIP("the reference weather is not here");
    const auto series = io::readWeatherFile(path.toStdString());
    QVERIFY2(series.hasValue(), series ? "" : series.error().front().text().c_str());
    QCOMPARE(int(series->hours.size()), hours);
    QCOMPARE(series->isWholeYear(), hours == 8760);
    double sum = 0.0;
    for (const auto& hour : series->hours)
        sum += hour.dryBulb_K - kZero_K;
    if (mean_C > 0.0)
        QCOMPARE_LE(std::abs(sum / hours - mean_C), 0.06);
    const double extreme_K =
        *plant::exceeded_K(*series, plant::Bulb::Dry, hours == 8760 ? 0.004 : 0.0);
    QCOMPARE_LE(std::abs(extreme_K - kZero_K - design_C), 0.06);
}

void TestWeatherFile::everyShippedSiteHasATypicalYear() {
    const auto sites = io::readSites(HALLWRIGHT_SOURCE_DIR "/assets/sites");
    QVERIFY(sites.hasValue());
    for (const auto& site : *sites) {
        const auto climate = io::climateOf(site);
        QVERIFY2(climate.hasValue(), site.id.c_str());
        const auto year = plant::typicalYear(*climate);
        const auto at = [&](plant::Bulb bulb, double fraction) {
            return *plant::exceeded_K(year, bulb, fraction) - kZero_K;
        };
        std::array<double, 12> sum{};
        for (const auto& hour : year.hours)
            sum[std::size_t(hour.month - 1)] += hour.dryBulb_K - kZero_K;
        for (int month = 1; month <= 12; ++month)
            QVERIFY2(std::abs(sum[std::size_t(month - 1)] / plant::hoursOfMonth(month, false) -
                              site.monthlyMean_C[std::size_t(month - 1)]) < 1e-6,
                     site.id.c_str());
        const auto isNear = [&](const char* what, double value, double wanted) {
            if (std::abs(value - wanted) > 0.05)
                QFAIL(qPrintable(QStringLiteral("%1, %2: %3 instead of %4")
                                     .arg(site.id.c_str(), what)
                                     .arg(value)
                                     .arg(wanted)));
        };
        isNear("cooling dry bulb", at(plant::Bulb::Dry, 0.004), site.designDryBulb_C);
        isNear("cooling wet bulb", at(plant::Bulb::Wet, 0.004), site.designWetBulb_C);
        isNear("heating dry bulb", at(plant::Bulb::Dry, 0.996), *site.heatingDryBulb_C);
    }
}

QTEST_APPLESS_MAIN(TestWeatherFile)
#include "tst_weather_file.moc"
