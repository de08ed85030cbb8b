#include "core/engine/fluids.h"
#include "core/engine/year_json.h"
#include "core/engine/year_run.h"
#include "core/layout/campus_generator.h"
#include "core/layout/campus_samples.h"
#include "core/model/edits/connecting.h"
#include "core/model/edits/placing.h"
#include "core/model/edits/setting.h"
#include "engine_fixture.h"
#include "small_campus.h"

#include <nlohmann/json.hpp>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <cmath>
#include <numbers>

using namespace hallwright;
using engine::EnergyUse;

namespace {

constexpr double kJoulesPerMegawattHour = 3.6e9;

/// A year whose dry bulb is mean + swing sin(...), once over the year, in small steps that never
/// repeat; relative humidity 60 %.
plant::WeatherSeries sineYear(double mean_C, double swing_K, int hours = 8760) {
    plant::WeatherSeries series;
    series.place = "sine";
    series.source = "mean and swing";
    for (int hour = 0; hour < hours; ++hour) {
        auto& into = series.hours.emplace_back();
        into.hourOfYear = hour + 1;
        into.month = plant::monthOfHour(hour + 1, false);
        into.dryBulb_K = engine::toKelvin(
            mean_C + swing_K * std::sin(2.0 * std::numbers::pi * (hour + 0.5) / hours));
        into.relativeHumidity = 0.6;
        into.wetBulb_K = plant::wetBulb_K(into.dryBulb_K, 0.6);
        into.hasHumidity = true;
    }
    return series;
}

engine::YearRequest requestFor(const model::Campus& campus, plant::WeatherSeries weather) {
    engine::YearRequest request;
    request.campus = campus;
    request.catalog = tests::shippedCatalog();
    request.weather = std::move(weather);
    return request;
}

engine::YearResult run(const engine::YearRequest& request) {
    auto result = engine::runYear(request);
    if (!result)
        qFatal("%s", result.error().front().text().c_str());
    return std::move(result).value();
}

double kpi(const engine::YearResult& result, std::string_view id) {
    for (const auto& candidate : result.kpis)
        if (candidate.id == id)
            return candidate.value;
    qFatal("no such KPI");
}

/// The gigawatt sample's recipe for a few halls with coolers that use water.
model::Campus adiabaticCampus() {
    auto brief = layout::campusSample("hall-demo")->brief;
    brief.site.designAmbient_C = 29.3;
    brief.site.designWetBulb_C = 21.0;
    brief.coolerType = "adiabatic_cooler_1000kw";
    auto campus = layout::generateCampus(brief, *tests::shippedCatalog());
    if (!campus)
        qFatal("%s", campus.error().front().text().c_str());
    return std::move(campus).value();
}

} // namespace

class TestYear : public QObject {
    Q_OBJECT

private slots:
    void hoursAreThoseOfASolve_data();
    void hoursAreThoseOfASolve();
    void interpolationAgreesWithExactHours_data();
    void interpolationAgreesWithExactHours();
    void energyClosesEveryHour();
    void sumsAreThoseOfTheHours();
    void compressorFreeHoursComeOutByHand();
    void loadFollowsItsProfile();
    void warmIntakesCostFanPowerInProportionToLoad();
    void exportedHeatComesOutByHand();
    void kpisFollowTheSums();
    void loopsAreJudgedByWhatTheirWaterAllows();
    void whatIsGeneratedOnTheSiteIsNotBought();
    void theSameRequestGivesTheSameBytes();
    void badInputIsAFinding();
    void cancelledRunGivesNothing();
    void jsonKeepsItsContract();
};

void TestYear::hoursAreThoseOfASolve_data() {
    QTest::addColumn<QString>("campus");
    QTest::newRow("liquid and air") << "hall-demo";
    QTest::newRow("air with chillers") << "air-hall";
    QTest::newRow("adiabatic") << "adiabatic";
}

void TestYear::hoursAreThoseOfASolve() {
    QFETCH(QString, campus);
    const auto& model =
        campus == "adiabatic" ? adiabaticCampus() : tests::sampleCampus(campus.toStdString());
    const auto result = run(requestFor(model, sineYear(12.0, 22.0)));
    for (std::size_t i = 137; i < result.hours.size(); i += 1460) {
        const auto& hour = result.hours[i];
        engine::SolveRequest single;
        single.campus = model;
        single.withAir = false;
        single.scenario = model.activeScenario();
        single.scenario->ambient_C = engine::toCelsius(hour.dryBulb_K);
        single.scenario->wetBulb_C = engine::toCelsius(hour.wetBulb_K);
        engine::CampusSolver solver(tests::shippedCatalog());
        const auto solved = solver.solve(single);
        // The accuracy that runYear promises: 0.001 % of the grid, twice that off a cell's middle.
        QCOMPARE_LE(std::abs(hour.point.grid_W / solved->energy.grid_W - 1.0), 2.5e-5);
        QCOMPARE_LE(std::abs(coolingPower_W(hour.point) - solved->energy.cooling_W),
                    2.5e-5 * solved->energy.grid_W);
        QCOMPARE_LE(std::abs(hour.point.water_m3_per_s - solved->energy.water_m3_per_s),
                    1e-2 * std::max(solved->energy.water_m3_per_s, 1e-5));
    }
}

void TestYear::interpolationAgreesWithExactHours_data() {
    hoursAreThoseOfASolve_data();
}

void TestYear::interpolationAgreesWithExactHours() {
    QFETCH(QString, campus);
    const auto& model =
        campus == "adiabatic" ? adiabaticCampus() : tests::sampleCampus(campus.toStdString());
    auto request = requestFor(model, sineYear(12.0, 22.0, 2190));
    const auto quick = run(request);
    request.solvesEveryHour = true;
    const auto exact = run(request);
    QCOMPARE(exact.exactSolves, 2190);
    QVERIFY(quick.exactSolves < 1000);
    QVERIFY(!quick.isExhausted);
    qInfo("%d solves; grid %.2e, water %.2e of exact", quick.exactSolves,
          quick.grid_J / exact.grid_J - 1.0,
          exact.water_m3 > 0.0 ? quick.water_m3 / exact.water_m3 - 1.0 : 0.0);
    QCOMPARE_LE(std::abs(quick.grid_J / exact.grid_J - 1.0), 1e-5);
    QCOMPARE_LE(std::abs(quick.water_m3 - exact.water_m3), 2e-3 * exact.water_m3);
    QCOMPARE_LE(std::abs(quick.compressorFreeHours - exact.compressorFreeHours), 2.0);
    for (std::size_t i = 0; i < quick.setpoints.size(); ++i) {
        QCOMPARE_LE(std::abs(quick.setpoints[i].hoursAbove - exact.setpoints[i].hoursAbove), 3.0);
        QCOMPARE_LE(std::abs(quick.setpoints[i].warmest_K - exact.setpoints[i].warmest_K), 0.04);
    }
    double worst = 0.0;
    for (std::size_t i = 0; i < quick.hours.size(); ++i)
        worst = std::max(worst,
                         std::abs(quick.hours[i].point.grid_W / exact.hours[i].point.grid_W - 1.0));
    QCOMPARE_LE(worst, 5e-5);
}

void TestYear::energyClosesEveryHour() {
    for (const char* sample : {"hall-demo", "air-hall"}) {
        const auto result = run(requestFor(tests::sampleCampus(sample), sineYear(12.0, 22.0)));
        for (const auto& hour : result.hours) {
            double sum_W = 0.0;
            for (const double use_W : hour.point.use_W) {
                QVERIFY(use_W >= -1.0);
                sum_W += use_W;
            }
            QCOMPARE_LE(std::abs(sum_W / hour.point.grid_W - 1.0), 1e-6);
        }
        QCOMPARE_LE(result.worstResidualFraction, 1e-6);
    }
}

void TestYear::sumsAreThoseOfTheHours() {
    const auto result = run(requestFor(tests::sampleCampus("hall-demo"), sineYear(12.0, 20.0)));
    double grid_J = 0.0;
    double july_J = 0.0;
    double peak_W = 0.0;
    for (const auto& hour : result.hours) {
        grid_J += 3600.0 * hour.point.grid_W;
        peak_W = std::max(peak_W, hour.point.grid_W);
        if (hour.month == 7)
            july_J += 3600.0 * hour.point.use_W[0];
    }
    QCOMPARE_LE(std::abs(result.grid_J / grid_J - 1.0), 1e-12);
    QCOMPARE_LE(std::abs(result.months[6].use_J[0] / july_J - 1.0), 1e-12);
    QCOMPARE(result.months[6].hours, 744.0);
    QCOMPARE(result.hours[result.peakHour].point.grid_W, peak_W);
    const auto curve = engine::durationCurve(
        result, [](const engine::YearHour& hour) { return hour.point.grid_W; });
    QCOMPARE(curve.front(), peak_W);
    QVERIFY(std::is_sorted(curve.begin(), curve.end(), std::greater<>()));
}

void TestYear::compressorFreeHoursComeOutByHand() {
    // The chillers of the air hall cool without compressor below 12 degC outdoors
    // (chiller_air_freecool_1500kw, free_cooling_full_below_c). Over T = 10 + 10 sin(a) degC,
    //   T <= 12  <=>  sin(a) <= 0.2, which holds for the share 1/2 + asin(0.2) / pi = 0.56409
    // of the year: 4,941 of 8,760 hours, to within the two half hours at its ends.
    const auto result = run(requestFor(tests::sampleCampus("air-hall"), sineYear(10.0, 10.0)));
    const double share = 0.5 + std::asin(0.2) / std::numbers::pi;
    QCOMPARE_LE(std::abs(result.compressorFreeHours - share * 8760.0), 1.0);
    QCOMPARE_LE(std::abs(result.compressorFreeHours - 4941.0), 1.0);
}

void TestYear::loadFollowsItsProfile() {
    auto request = requestFor(tests::sampleCampus("hall-demo"), sineYear(10.0, 15.0));
    request.load.assign(24, 1.0);
    for (std::size_t hour = 0; hour < 6; ++hour)
        request.load[hour] = 0.5; // midnight to six
    const auto result = run(request);
    const double full_W = result.hours[12].point.use_W[0];
    QCOMPARE_LE(std::abs(result.hours[3].point.use_W[0] / full_W - 0.5), 1e-6);
    QCOMPARE(result.hours[24 + 5].load, 0.5);
    QCOMPARE(result.hours[24 + 6].load, 1.0);
    // 18 of 24 hours at full and 6 at half load: 21/24 of the energy.
    QCOMPARE_LE(std::abs(result.energy_J(EnergyUse::It) / (full_W * 3600.0 * 8760.0) - 0.875),
                1e-6);
    QVERIFY(result.hours[3].point.grid_W < 0.6 * result.hours[12].point.grid_W);
}

void TestYear::warmIntakesCostFanPowerInProportionToLoad() {
    const auto& campus = tests::sampleCampus("hall-demo");
    auto request = requestFor(campus, sineYear(20.0, 8.0, 48));
    request.solvesEveryHour = true;
    const auto ambient = run(request);
    for (const auto& unit : campus.equipment())
        if (unit.kind == model::EquipmentKind::HeatRejection)
            request.intakeRises.set(unit.id, 3.0);
    const auto warmed = run(request);
    QVERIFY(warmed.energy_J(EnergyUse::CoolerFans) > ambient.energy_J(EnergyUse::CoolerFans));
    // An hour with coolers 3 K warmer is that of a day 3 K warmer.
    auto shifted = requestFor(campus, sineYear(23.0, 8.0, 48));
    shifted.solvesEveryHour = true;
    const auto warmDay = run(shifted);
    const auto fans = [](const auto& year) { return year.energy_J(EnergyUse::CoolerFans); };
    QVERIFY(std::abs(fans(warmed) / fans(warmDay) - 1.0) < 5e-3);
    // At half the load the air is half as much warmer.
    request.load = {0.5};
    const auto half = run(request);
    auto halfDay = requestFor(campus, sineYear(21.5, 8.0, 48));
    halfDay.solvesEveryHour = true;
    halfDay.load = {0.5};
    QVERIFY(std::abs(fans(half) / fans(run(halfDay)) - 1.0) < 5e-3);
}

void TestYear::exportedHeatComesOutByHand() {
    auto request = requestFor(tests::sampleCampus("hall-demo"), sineYear(10.0, 15.0));
    request.heatExport.capacity_W = 1e6;
    request.heatExport.supply_K = engine::toKelvin(35.0);
    request.heatExport.heatingBelow_K = engine::toKelvin(15.0);
    request.heatExport.design_K = engine::toKelvin(-5.0);
    const auto result = run(request);
    // Water comes back from the CDUs above 38 degC, warm enough with 3 K of approach. Customers
    // want (15 - T) / 20 of 1 MW below 15 degC; T = 10 + 15 sin(a) never falls below -5. So the
    // mean of max(0, (5 - 15 sin a) / 20) over the year, which lies between a1 = asin(1/3) =
    // 0.33984 and pi - a1 above zero:
    //   2 / (2 pi) [ 5 a + 15 cos a ] / 20 from -pi/2 to a1
    //   = (1 / pi) (5 (a1 + pi/2) + 15 cos a1) / 20 = (9.5532 + 14.1421) / (20 pi) = 0.37712.
    const double a1 = std::asin(1.0 / 3.0);
    const double mean =
        (5.0 * (a1 + std::numbers::pi / 2) + 15.0 * std::cos(a1)) / (20.0 * std::numbers::pi);
    QCOMPARE_LE(std::abs(mean - 0.37712), 1e-5);
    QVERIFY(result.hours.front().point.liquidReturn_K > engine::toKelvin(38.0));
    QCOMPARE_LE(std::abs(result.exportedHeat_J / kJoulesPerMegawattHour / (mean * 8760.0) - 1.0),
                1e-3);
    QCOMPARE_LE(std::abs(kpi(result, "ere") -
                         (result.grid_J - result.exportedHeat_J) / result.energy_J(EnergyUse::It)),
                1e-12);
    // Customers who need 60 degC get nothing.
    request.heatExport.supply_K = engine::toKelvin(60.0);
    QCOMPARE(run(request).exportedHeat_J, 0.0);
}

void TestYear::kpisFollowTheSums() {
    auto campus = tests::sampleCampus("hall-demo");
    model::ChangeSet change;
    change.site = campus.site();
    change.site->energyPrice_eur_per_kWh = 0.07;
    change.site->gridCarbon_kg_per_kWh = 0.05;
    campus.apply(std::move(change));
    auto request = requestFor(campus, sineYear(10.0, 15.0));
    request.gridWater_m3_per_kWh = 1.5e-3;
    request.renewableShare = 0.28;
    const auto result = run(request);
    const double pue = result.grid_J / result.energy_J(EnergyUse::It);
    QCOMPARE_LE(std::abs(kpi(result, "pue") - pue), 1e-12);
    QCOMPARE_LE(std::abs(kpi(result, "cue") - 0.05 * pue), 1e-12);
    QCOMPARE_LE(std::abs(kpi(result, "wue_source") - 1.5 * pue), 1e-9); // dry coolers
    QCOMPARE(kpi(result, "ref"), 0.28);
    QCOMPARE_LE(std::abs(kpi(result, "cost_per_it_mwh") - 70.0 * pue), 1e-9);
    QCOMPARE_LE(
        std::abs(kpi(result, "load_factor") -
                 result.grid_J / 3600.0 / 8760.0 / result.hours[result.peakHour].point.grid_W),
        1e-12);
}

/// Facility water is kept at 36 degC and the CDUs need 4 K at their rating: the loops can't hold
/// the 30 to 35 degC that racks usually get, and 40 degC is what hours are counted against.
void TestYear::loopsAreJudgedByWhatTheirWaterAllows() {
    const auto small = tests::smallCampus();
    const auto result = run(requestFor(small.campus, sineYear(10.0, 15.0, 500)));
    const double approach_K = tests::shippedCatalog()->cdu("cdu_inrow_1350kw")->approach_K;
    bool hasLoop = false;
    for (const auto& row : result.setpoints)
        if (row.setpoint.kind == engine::YearSetpoint::Kind::TechnologyLoop) {
            hasLoop = true;
            QCOMPARE_LE(std::abs(row.setpoint.setpoint_K - engine::toKelvin(36.0 + approach_K)),
                        1e-9);
            QCOMPARE(row.hoursAbove, 0.0);
        }
    QVERIFY(hasLoop);
}

/// A generator of 300 kW beside the grid, all year: PUE counts its energy as drawn by the site, but
/// nobody buys it, and the grid's carbon is not its own:
///   cost = (E - 300 kW x 8,760 h) x 0.07 EUR/kWh, carbon likewise with 0.05 kg/kWh.
void TestYear::whatIsGeneratedOnTheSiteIsNotBought() {
    auto small = tests::smallCampus();
    auto& campus = small.campus;
    model::ChangeSet change;
    change.site = campus.site();
    change.site->energyPrice_eur_per_kWh = 0.07;
    change.site->gridCarbon_kg_per_kWh = 0.05;
    campus.apply(std::move(change));
    tests::edit(campus,
                model::PlaceEquipment{"genset_diesel_3200kwe", {}, {{-200.0, -200.0}, 0.0, 0.0}});
    auto unit = *(campus.equipment().end() - 1);
    unit.use = model::GenerationUse::Parallel;
    unit.setpoint_W = 0.3e6;
    tests::edit(campus, model::Replace<model::Equipment>{unit});
    model::Feeder feeder;
    feeder.from = model::entity(unit.id);
    feeder.to = model::entity(small.hall);
    feeder.side = model::FeedSide::A;
    feeder.cableType = "mv_al_240_20kv";
    feeder.route_m = {{-200.0, -100.0}};
    tests::edit(campus, model::ConnectFeeder{feeder});

    const auto result = run(requestFor(campus, sineYear(10.0, 15.0)));
    const double all_kWh = result.grid_J / 3.6e6;
    const double onSite_kWh = result.onSite_J / 3.6e6;
    QCOMPARE_LE(std::abs(onSite_kWh / (300.0 * 8760.0) - 1.0), 1e-6);
    QVERIFY(all_kWh > onSite_kWh);
    const double bought_kWh = all_kWh - 300.0 * 8760.0;
    QCOMPARE_LE(std::abs(kpi(result, "energy_cost") / (bought_kWh * 0.07 / 1e6) - 1.0), 1e-6);
    QCOMPARE_LE(std::abs(kpi(result, "carbon") / (bought_kWh * 0.05 / 1e3) - 1.0), 1e-6);
    const double it_kWh = result.energy_J(EnergyUse::It) / 3.6e6;
    QCOMPARE_LE(std::abs(kpi(result, "cue") / (bought_kWh * 0.05 / it_kWh) - 1.0), 1e-6);
    QCOMPARE_LE(std::abs(kpi(result, "pue") - all_kWh / it_kWh), 1e-9);
}

void TestYear::theSameRequestGivesTheSameBytes() {
    const auto request = requestFor(tests::sampleCampus("hall-demo"), sineYear(10.0, 15.0, 1000));
    const auto a = engine::toJson(run(request), engine::YearDetail::Hours).dump();
    const auto b = engine::toJson(run(request), engine::YearDetail::Hours).dump();
    QVERIFY(a == b);
}

void TestYear::badInputIsAFinding() {
    auto request = requestFor(adiabaticCampus(), sineYear(10.0, 15.0, 100));
    request.weather.hours[7].hasHumidity = false;
    auto result = engine::runYear(request);
    QVERIFY(!result && result.error().front().where == "weather");
    request.weather.hours[7].hasHumidity = true;
    request.load.assign(23, 1.0);
    result = engine::runYear(request);
    QVERIFY(!result && result.error().front().where == "load profile");
    request.load.assign(24, 1.5);
    QVERIFY(!engine::runYear(request));
    request.load = {1.0};
    request.weather.hours.clear();
    QVERIFY(!engine::runYear(request));
}

void TestYear::cancelledRunGivesNothing() {
    std::stop_source stop;
    stop.request_stop();
    const auto result = engine::runYear(
        requestFor(tests::sampleCampus("hall-demo"), sineYear(10.0, 15.0)), {}, stop.get_token());
    QVERIFY(result.hasValue() && result->isEmpty());
    std::stop_source later;
    int calls = 0;
    const auto cut = engine::runYear(
        requestFor(tests::sampleCampus("hall-demo"), sineYear(10.0, 15.0)),
        [&](double share) {
            QVERIFY(share >= 0.0 && share <= 1.0);
            if (++calls == 2)
                later.request_stop();
        },
        later.get_token());
    QVERIFY(cut.hasValue() && cut->isEmpty());
}

void TestYear::jsonKeepsItsContract() {
    const auto result = run(requestFor(tests::sampleCampus("hall-demo"), sineYear(10.0, 15.0, 48)));
    const auto text = engine::toJson(result, engine::YearDetail::Hours).dump();
    const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(text)).object();
    QFile file(HALLWRIGHT_SOURCE_DIR "/assets/schema/year.schema.json");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto schema = QJsonDocument::fromJson(file.readAll()).object();
    const auto properties = schema["properties"].toObject();
    for (const auto& key : schema["required"].toArray())
        QVERIFY2(json.contains(key.toString()), qPrintable(key.toString()));
    for (const auto& key : json.keys())
        QVERIFY2(properties.contains(key), qPrintable(key + " is not in the schema"));
    const auto hourKeys = properties["hours"]["items"].toObject()["properties"].toObject().keys();
    QCOMPARE(json["hours"].toArray().first().toObject().keys(), hourKeys);
    const auto useKeys =
        schema["$defs"].toObject()["uses"].toObject()["properties"].toObject().keys();
    QCOMPARE(json["energy_mwh"].toObject().keys(), useKeys);
    QCOMPARE(json["hours"].toArray().size(), 48);
    QCOMPARE(json["months"].toArray().size(), 12);
}

QTEST_GUILESS_MAIN(TestYear)
#include "tst_year.moc"
