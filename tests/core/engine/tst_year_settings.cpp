#include "core/engine/fluids.h"
#include "core/engine/year_run.h"
#include "core/model/edits/placing.h"
#include "core/model/edits/setting.h"
#include "engine_fixture.h"
#include "small_campus.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace hallwright;

namespace {

/// Dry bulb 10 + 15 sin a degC, once over the year; relative humidity 60 %.
plant::WeatherSeries sineYear() {
    plant::WeatherSeries series;
    series.place = "sine";
    for (int hour = 0; hour < 8760; ++hour) {
        auto& into = series.hours.emplace_back();
        into.hourOfYear = hour + 1;
        into.month = plant::monthOfHour(hour + 1, false);
        into.dryBulb_K = engine::toKelvin(
            10.0 + 15.0 * std::sin(2.0 * std::numbers::pi * (hour + 0.5) / 8760.0));
        into.wetBulb_K = plant::wetBulb_K(into.dryBulb_K, 0.6);
        into.hasHumidity = true;
    }
    return series;
}

engine::YearResult yearOf(const model::Campus& campus) {
    engine::YearRequest request;
    request.campus = campus;
    request.catalog = tests::shippedCatalog();
    request.weather = sineYear();
    auto result = engine::runYear(request);
    if (!result)
        qFatal("%s", result.error().front().text().c_str());
    return std::move(result).value();
}

template <class Of>
double meanOver(const engine::YearResult& year, Of&& of) {
    double sum = 0.0;
    for (const auto& hour : year.hours)
        sum += of(engine::toCelsius(hour.dryBulb_K));
    return sum / static_cast<double>(year.hours.size());
}

} // namespace

/// What the settings of a plant do to its year.
class TestYearSettings : public QObject {
    Q_OBJECT

private slots:
    void exchangersExportWhatCustomersAskFor();
    void hybridDrinksInTheHoursAboveItsSwitch();
    void resetSupplyHoldsItsMovingSetpoint();
    void compressorsRestWhereCoolersCarryAll();
};

/// Below 15 degC customers ask for (15 - T) / 22 of 2 MW, of which the water has what the racks
/// give it, 4 x 132 x 0.9 = 475.2 kW and some of the pumps' power.
void TestYearSettings::exchangersExportWhatCustomersAskFor() {
    auto small = tests::smallCampus();
    tests::edit(
        small.campus,
        model::PlaceEquipment{"hx_reuse_2mw", model::entity(small.plant), {{0.0, 45.0}, 0.0, 0.0}});
    tests::changePlant(small, [](auto& plant) { plant.reuseSupply_C = 38.0; });
    const auto year = yearOf(small.campus);
    const double byHand_W = meanOver(
        year, [](double t_C) { return std::min(std::max(0.0, (15.0 - t_C) / 22.0) * 2e6, 480e3); });
    const double exported_W = year.exportedHeat_J / (8760.0 * 3600.0);
    qInfo("%.1f kW, by hand %.1f kW", exported_W / 1e3, byHand_W / 1e3);
    QCOMPARE_LE(std::abs(exported_W / byHand_W - 1.0), 0.02);
    for (const auto& kpi : year.kpis)
        if (kpi.id == "erf")
            QCOMPARE_LE(std::abs(kpi.value / (year.exportedHeat_J / year.grid_J) - 1.0), 1e-9);
    QCOMPARE_LE(year.worstResidualFraction, 1e-6);
}

/// Sprays run above 18 degC, which 10 + 15 sin a passes for 1/2 - asin(8/15) / pi = 32.1 % of the
/// year, and take 2.0 L a kWh of heat; below, none.
void TestYearSettings::hybridDrinksInTheHoursAboveItsSwitch() {
    auto small = tests::smallCampus();
    for (const auto& unit : std::vector<model::Equipment>(small.campus.equipment().begin(),
                                                          small.campus.equipment().end()))
        if (unit.kind == model::EquipmentKind::HeatRejection) {
            auto changed = unit;
            changed.type = "hybrid_cooler_1000kw";
            tests::edit(small.campus, model::Replace<model::Equipment>{changed});
        }
    tests::changePlant(small, [](auto& plant) {
        plant.coolerWater = model::CoolerWater::AboveAmbient;
        plant.wetAbove_C = 18.0;
    });
    const auto year = yearOf(small.campus);
    const double share = 0.5 - std::asin(8.0 / 15.0) / std::numbers::pi;
    const double byHand_m3 = share * 8760.0 * 480.0 * 2.0e-3; // kWh of heat x m3 a kWh
    qInfo("%.1f m3, by hand %.1f m3", year.water_m3, byHand_m3);
    QCOMPARE_LE(std::abs(year.water_m3 / byHand_m3 - 1.0), 0.02);
}

void TestYearSettings::resetSupplyHoldsItsMovingSetpoint() {
    auto small = tests::smallCampus();
    tests::changePlant(small, [](auto& plant) {
        plant.supplySetpoint_C = 25.0;
        plant.supplyReset = model::SupplyReset::OutdoorAir;
        plant.resetFrom_C = 5.0;
        plant.resetTo_C = 20.0;
        plant.resetSupply_C = 40.0;
    });
    const auto year = yearOf(small.campus);
    QCOMPARE(year.setpoints.front().setpoint.setpoint_K, engine::toKelvin(40.0));
    for (const auto& hour : year.hours) {
        const double t_C = engine::toCelsius(hour.dryBulb_K);
        const double wanted_C = 25.0 + 15.0 * std::clamp((t_C - 5.0) / 15.0, 0.0, 1.0);
        QCOMPARE_LE(std::abs(engine::toCelsius(hour.point.supply_K.front()) - wanted_C), 0.03);
    }
}

/// Three dry coolers of 1 MW hold 24 degC for half a megawatt up to some outdoor temperature; a
/// trim chiller takes the rest above. Its hours are those in which coolers alone do not hold it.
void TestYearSettings::compressorsRestWhereCoolersCarryAll() {
    auto small = tests::smallCampus();
    tests::changePlant(small, [](auto& plant) { plant.supplySetpoint_C = 24.0; });
    const auto alone = yearOf(small.campus);
    double held = 0.0;
    for (const auto& hour : alone.hours)
        held += hour.point.supply_K.front() <= engine::toKelvin(24.0) + 1e-3 ? 1.0 : 0.0;
    QVERIFY(held > 4000.0 && held < 8760.0);
    tests::edit(small.campus, model::PlaceEquipment{"chiller_trim_1500kw_warm",
                                                    model::entity(small.plant),
                                                    {{0.0, 45.0}, 0.0, 0.0}});
    const auto trimmed = yearOf(small.campus);
    qInfo("%.0f h without compressor, %.0f h held by coolers alone", trimmed.compressorFreeHours,
          held);
    QCOMPARE_LE(std::abs(trimmed.compressorFreeHours - held), 60.0);
    QCOMPARE(trimmed.setpoints.front().hoursAbove, 0.0);
}

QTEST_GUILESS_MAIN(TestYearSettings)
#include "tst_year_settings.moc"
