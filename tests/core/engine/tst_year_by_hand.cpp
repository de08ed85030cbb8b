#include "core/engine/fluids.h"
#include "core/engine/year_run.h"
#include "core/layout/campus_generator.h"
#include "core/layout/campus_samples.h"
#include "core/solvers/plant/typical_year.h"
#include "engine_fixture.h"

#include <QTest>

#include <cmath>

using namespace hallwright;
using engine::EnergyUse;

namespace {

/// Le Bosquel, by its monthly normals and design temperatures.
plant::WeatherSeries bosquelYear() {
    plant::ClimateFigures climate;
    climate.place = "Le Bosquel";
    const double means_C[] = {4.2, 4.6, 7.1, 9.6, 12.8, 15.7, 17.9, 18.0, 15.2, 11.6, 7.5, 4.7};
    for (std::size_t month = 0; month < 12; ++month)
        climate.monthlyMean_K[month] = engine::toKelvin(means_C[month]);
    climate.coolingDryBulb_K = engine::toKelvin(29.3);
    climate.coolingWetBulb_K = engine::toKelvin(21.0);
    climate.heatingDryBulb_K = engine::toKelvin(-4.6);
    return plant::typicalYear(climate);
}

/// A hundred megawatts from the grid: halls of 32 racks GB300 at 132 kW, four CDUs, six CRAHs, four
/// transformers of 2.5 MVA and eight UPS of 1,250 kW each, dry coolers at 38.3 degC and
/// free-cooling chillers at 18 degC.
model::Campus hundredMegawatts() {
    auto brief = layout::campusSample("hall-demo")->brief;
    brief.site.designAmbient_C = 29.3;
    brief.site.designWetBulb_C = 21.0;
    brief.gridPower_W = 100e6;
    auto campus = layout::generateCampus(brief, *tests::shippedCatalog());
    if (!campus)
        qFatal("%s", campus.error().front().text().c_str());
    return std::move(campus).value();
}

int countOf(const model::Campus& campus, std::string_view type) {
    return static_cast<int>(
        std::count_if(campus.equipment().begin(), campus.equipment().end(),
                      [&](const model::Equipment& unit) { return unit.type == type; }));
}

bool isWithin(double value, double byHand, double share, const char* what) {
    qInfo("%s: %.5g, by hand %.5g", what, value, byHand);
    return std::abs(value / byHand - 1.0) <= share;
}

} // namespace

/// What an engineer would work out with a pencil, against the program.
class TestYearByHand : public QObject {
    Q_OBJECT

private slots:
    void pueOfAHundredMegawatts();
    void cduLoadingWithOneOut();
};

void TestYearByHand::pueOfAHundredMegawatts() {
    const auto campus = hundredMegawatts();
    const int halls = static_cast<int>(campus.halls().size());
    QCOMPARE(static_cast<int>(campus.racks().size()), 32 * halls);
    QCOMPARE(countOf(campus, "ups_1250kw"), 8 * halls);
    QCOMPARE(countOf(campus, "tr_20_0415_2500_dry"), 4 * halls);
    QCOMPARE(countOf(campus, "cdu_inrow_1350kw"), 4 * halls);
    QCOMPARE(countOf(campus, "crah_perimeter_150kw"), 6 * halls);
    engine::YearRequest request;
    request.campus = campus;
    request.catalog = tests::shippedCatalog();
    request.weather = bosquelYear();
    const auto run = engine::runYear(request);
    QVERIFY(run.hasValue());
    const auto share = [&](EnergyUse use) {
        return run->energy_J(use) / run->energy_J(EnergyUse::It);
    };

    // Everything below is for one hall and steady over the year, in kW; IT = 32 x 132 = 4,224.
    const double it = 32.0 * 132.0;
    // UPS: 4,224 of 8 x 1,250 is 42.2 %. The curve has 96.5 % at 25 % and 97.3 % at 50 %, so
    // 0.965 + 0.008 (0.4224 - 0.25) / 0.25 = 0.9705: loss 4,224 (1 / 0.9705 - 1) = 128.3.
    const double ups = it * (1.0 / 0.97052 - 1.0);
    QVERIFY(isWithin(share(EnergyUse::Ups), ups / it, 0.01, "UPS"));
    // Transformers: 4,352 and some 60 of pumps and fans at cos phi 0.99 over 4 x 2,500 kVA are
    // 44.6 %: 4 (2.79 + 0.446^2 x 19.0) = 26.3.
    const double transformers = 4.0 * (2.79 + 0.446 * 0.446 * 19.0);
    QVERIFY(isWithin(share(EnergyUse::HallTransformers), transformers / it, 0.05, "transformers"));
    // CRAHs: racks give a tenth to the air, 422; with UPS and transformers 577 of 6 x 150 = 900
    // are 64.1 %, with 10 % more air 70.5 % of the flow: 6 x 5.5 x 0.705^3 = 11.6.
    const double air = 0.1 * it + ups + transformers;
    const double speed = 1.1 * air / 900.0;
    const double fans = 6.0 * 5.5 * speed * speed * speed;
    QVERIFY(isWithin(share(EnergyUse::AirFans), fans / it, 0.03, "CRAH fans"));
    // CDU pumps: 32 x 178 L/min over 4 x 2,025 is 70.3 % of the flow; 150 kPa in the racks, 18 in
    // their quick-disconnects (10.68 m3/h over Kv 36 twice), a tenth of the racks' in their open
    // valves, a few kPa in the manifolds: about 188 of 250 kPa: 4 x 14 x 0.703 x 188 / 250 = 29.6.
    const double cduPumps = 4.0 * 14.0 * 0.703 * 188.0 / 250.0;
    QVERIFY(isWithin(share(EnergyUse::CduPumps), cduPumps / it, 0.10, "CDU pumps"));
    // Chillers by bins of outdoor air: they carry 577 + 12 of fans + a little of busways = 590.
    // Below 12 degC outdoor air does it all, from 27 degC none: (27 - T) / 15 between; the rest is
    // compressor at COP 7.25 up to 20 degC, 6.53 at 25, 5.22 at 30, 4.35 at 35, and 1.15 to 1.25
    // times that at part load, 1.2 for as many machines as take least.
    double compressor_kWh = 0.0;
    for (const auto& hour : request.weather.hours) {
        const double t = engine::toCelsius(hour.dryBulb_K);
        const double mechanical = 1.0 - std::clamp((27.0 - t) / 15.0, 0.0, 1.0);
        const double cop = t <= 20.0   ? 7.25
                           : t <= 25.0 ? 7.25 - (t - 20.0) * 0.144
                           : t <= 30.0 ? 6.53 - (t - 25.0) * 0.262
                                       : 5.22 - (t - 30.0) * 0.174;
        compressor_kWh += (air + fans + 2.0) * mechanical / (1.2 * cop);
    }
    const double compressors = compressor_kWh / 8760.0;
    QVERIFY(isWithin(share(EnergyUse::Compressors), compressors / it, 0.06, "compressors"));
    // Together with facility pumps (900 kW of flow at 20 m: about 0.28 %), cables and busways
    // (about 0.1 %) and the fans of coolers and free cooling (about 0.06 %).
    const double byHand =
        1.0 + (ups + transformers + fans + cduPumps + compressors) / it + 0.0028 + 0.001 + 0.0006;
    const double pue = run->grid_J / run->energy_J(EnergyUse::It);
    qInfo("PUE %.4f, by hand %.4f", pue, byHand);
    QCOMPARE_LE(std::abs(pue - byHand), 0.002);
}

void TestYearByHand::cduLoadingWithOneOut() {
    // A hall of 32 racks at 132 kW gives nine tenths to liquid: 3,801.6 kW, and some 27 of the
    // CDUs' own pumps. Over four CDUs of 1,350 kW: (3,801.6 + 27) / 5,400 = 70.9 % each. With one
    // out the other three carry it: 3,829 / 4,050 = 94.5 %, still below 100 %: N+1.
    auto campus = tests::sampleCampus("hall-demo");
    const auto loadings = [&](const engine::Solution& solution) {
        std::vector<double> result;
        for (const auto& unit : campus.equipment())
            if (unit.type == "cdu_inrow_1350kw") {
                const auto state = solution.units.find(unit.id);
                result.push_back(state == solution.units.end() ? 0.0 : state->second.loading);
            }
        return result;
    };
    engine::SolveRequest request;
    request.campus = campus;
    request.withAir = false;
    engine::CampusSolver solver(tests::shippedCatalog());
    const auto all = loadings(*solver.solve(request));
    QCOMPARE(all.size(), 4u);
    for (const double loading : all)
        QCOMPARE_LE(std::abs(loading - 0.709), 0.005);
    request.scenario = campus.activeScenario();
    for (const auto& unit : campus.equipment())
        if (unit.type == "cdu_inrow_1350kw") {
            request.scenario->outOfService = {model::entity(unit.id)};
            break;
        }
    const auto solved = solver.solve(request);
    int running = 0;
    for (const double loading : loadings(*solved))
        if (loading > 0.0) {
            ++running;
            QCOMPARE_LE(std::abs(loading - 0.945), 0.01);
        }
    QCOMPARE(running, 3);
    for (const auto& [id, rack] : solved->racks)
        QVERIFY(rack.hasCoolant);
}

QTEST_GUILESS_MAIN(TestYearByHand)
#include "tst_year_by_hand.moc"
