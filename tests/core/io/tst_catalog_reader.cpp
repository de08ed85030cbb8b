#include "core/io/asset_folder.h"
#include "core/io/catalog_reader.h"
#include "core/io/site_reader.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <map>

using namespace hallwright;

namespace {

namespace fs = std::filesystem;

QString listed(const base::Diagnostics& findings) {
    QString text;
    for (const auto& finding : findings)
        text += QString::fromStdString(finding.text()) + '\n';
    return text;
}

void writeText(const fs::path& file, const QByteArray& text) {
    QFile output(QString::fromStdString(file.string()));
    QVERIFY(output.open(QIODevice::WriteOnly));
    output.write(text);
}

/// Equal within rounding of unit factors.
bool isNear(double value, double expected) {
    return std::abs(value - expected) <= 1e-9 * std::abs(expected);
}

QByteArray oneCoolantPump(const char* id, double flow_m3_h) {
    return QByteArray(R"({"schema_version":1,"category":"pumps","entries":[{"id":")") + id +
           R"(","name":"Own pump","flow_rated_m3_h":)" + QByteArray::number(flow_m3_h) +
           R"(,"head_rated_m":30,"curve_h0_m":37,"curve_a_m_per_m3h2":1e-5,"efficiency_peak":0.8,)" +
           R"("motor_kw":50,"confidence":"estimate","sources":["own measurement"]}]})";
}

} // namespace

class TestCatalogReader : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void everyShippedEntryIsValid();
    void everyEntryKeepsItsSource();
    void figuresAreInSi();
    void airFlowAtPeakIsBroughtToNominal();
    void userFolderAddsAndReplaces();
    void userFolderCannotChangeTheKind();
    void sameIdTwiceInAFolderIsReported();
    void faultIsReportedWithItsPlace_data();
    void faultIsReportedWithItsPlace();
    void missingFolderIsReported();
    void assetFolderIsFound();
    void sitesAreRead();
    void faultySiteIsReported();

private:
    const fs::path m_shipped = HALLWRIGHT_SOURCE_DIR "/assets/catalog";
    catalog::Catalog m_catalog;
};

void TestCatalogReader::initTestCase() {
    auto catalog = io::readCatalog({m_shipped});
    QVERIFY2(catalog.hasValue(), qPrintable(catalog ? QString() : listed(catalog.error())));
    m_catalog = *catalog;
}

void TestCatalogReader::everyShippedEntryIsValid() {
    QCOMPARE(m_catalog.entries().size(), 99u);
    const std::map<std::string, std::size_t> expected{
        {"racks", 17},        {"cdus", 6},       {"airUnits", 4},   {"chillers", 3},
        {"rejection", 4},     {"pumps", 3},      {"pipes", 3},      {"coolants", 3},
        {"transformers", 11}, {"cables", 11},    {"switchgear", 4}, {"powerDevices", 6},
        {"powerShelves", 4},  {"generation", 9}, {"modules", 6},    {"tanks", 3},
        {"heatExchangers", 2}};
    const std::map<std::string, std::size_t> found{
        {"racks", m_catalog.racks.size()},
        {"cdus", m_catalog.cdus.size()},
        {"airUnits", m_catalog.airUnits.size()},
        {"chillers", m_catalog.chillers.size()},
        {"rejection", m_catalog.heatRejections.size()},
        {"pumps", m_catalog.pumps.size()},
        {"pipes", m_catalog.pipes.size()},
        {"coolants", m_catalog.coolants.size()},
        {"transformers", m_catalog.transformers.size()},
        {"cables", m_catalog.cables.size()},
        {"switchgear", m_catalog.switchgear.size()},
        {"powerDevices", m_catalog.powerDevices.size()},
        {"powerShelves", m_catalog.powerShelves.size()},
        {"generation", m_catalog.generation.size()},
        {"modules", m_catalog.modules.size()},
        {"tanks", m_catalog.tanks.size()},
        {"heatExchangers", m_catalog.heatExchangers.size()}};
    QCOMPARE(found, expected);
    for (const auto& entry : m_catalog.entries())
        QCOMPARE(m_catalog.find(entry.type->id).type, entry.type);
}

void TestCatalogReader::everyEntryKeepsItsSource() {
    for (const auto& entry : m_catalog.entries()) {
        QVERIFY2(!entry.type->sources.empty(), entry.type->id.c_str());
        QVERIFY2(!entry.type->name.empty(), entry.type->id.c_str());
    }
    const auto* rack = m_catalog.rack("dgx_h100_air_4");
    QCOMPARE(rack->confidence, catalog::Confidence::Published);
    QCOMPARE(rack->fieldConfidence.at("power_nominal_kw"), catalog::Confidence::Typical);
    QCOMPARE(rack->fieldConfidence.at("price_eur_indicative"), catalog::Confidence::Estimate);
    QCOMPARE(rack->file, std::string("racks.json"));
}

void TestCatalogReader::figuresAreInSi() {
    // Each against a conversion by hand from the figure in the file.
    const auto* rack = m_catalog.rack("gb300_nvl72");
    QCOMPARE(rack->powerNominal_W, 132000.0);
    QVERIFY(isNear(rack->size_m.y, 1.068));
    QVERIFY(isNear(rack->coolantFlow_m3_per_s, 178.0 / 60000.0)); // 178 L/min
    QVERIFY(isNear(rack->coolantPressureDrop_Pa, 150e3));
    QVERIFY(isNear(rack->airFlow_m3_per_s, 3310.0 / 3600.0));
    QCOMPARE(rack->coolant, std::string("pg25"));
    QCOMPARE(*rack->price_eur, 3450000.0);
    QVERIFY(!m_catalog.rack("rubin_ultra_kyber_nvl576")->price_eur); // no figure found

    const auto* transformer = m_catalog.transformer("tr_400_33_200mva");
    QCOMPARE(transformer->rating_VA, 200e6);
    QVERIFY(isNear(transformer->uk, 0.18));
    QVERIFY(isNear(transformer->ur, 0.00275)); // 550 kW of 200 MVA
    QVERIFY(isNear(transformer->loadLoss_W / transformer->rating_VA, transformer->ur));
    QVERIFY(isNear(transformer->oilVolume_m3, 70.0));
    QCOMPARE(*transformer->leadTimeMax_weeks, 260.0);

    const auto* cable = m_catalog.cable("mv_cu_630_33kv");
    QVERIFY(isNear(cable->r_Ohm_per_m, 3.74e-5));
    QVERIFY(isNear(cable->c_F_per_m, 2.9e-10)); // 290 nF/km
    const auto* busway = m_catalog.cable("busway_cu_5000a");
    QVERIFY(busway->busway && !busway->directCurrent);
    QVERIFY(isNear(busway->r_Ohm_per_m, 6e-6)); // 0.006 mOhm/m
    QVERIFY(m_catalog.cable("busway_800vdc_2500a")->directCurrent);

    const auto* pump = m_catalog.pump("pump_fws_450m3h");
    QVERIFY(isNear(pump->flowRated_m3_per_s, 0.125));
    // 37.5 m - 3.704e-5 x 450^2 = 30.0 m
    QVERIFY(std::abs(pump->headZero_m - pump->headCoefficient_s2_per_m5 * 0.125 * 0.125 - 30.0) <
            1e-3);

    const auto* pipe = m_catalog.pipe("pipe_steel_en10216");
    QVERIFY(isNear(pipe->roughness_m, 4.5e-5));
    QCOMPARE(pipe->sizes.front().dn, 25);
    QVERIFY(isNear(pipe->sizes.front().innerDiameter_m, 0.0285));

    const auto* coolant = m_catalog.coolant("pg25");
    QCOMPARE(coolant->states.size(), 2u);
    QVERIFY(isNear(coolant->states[1].heatCapacity_J_per_kgK, 3950.0));
    QVERIFY(isNear(coolant->states[1].viscosity_Pa_s, 1.22e-3));

    // 12 L/min for 1 MW, and 2 L per kWh.
    QVERIFY(isNear(m_catalog.heatRejection("adiabatic_cooler_1000kw")->waterUse_m3_per_J,
                   12.0 / 60000.0 / 1e6));
    QVERIFY(
        isNear(m_catalog.heatRejection("cooling_tower_5000kw")->waterUse_m3_per_J, 2e-3 / 3.6e6));
    QCOMPARE(m_catalog.heatRejection("dry_cooler_1000kw")->waterUse_m3_per_J, 0.0);
    QCOMPARE(m_catalog.heatRejection("adiabatic_cooler_1000kw")->wetAbove_C, 25.0);

    QCOMPARE(m_catalog.generationUnit("bess_3900kwh")->energy_J, 3900 * 3.6e6);
    QCOMPARE(m_catalog.generationUnit("gas_turbine_38mw")->power_W, 38e6);
    QCOMPARE(m_catalog.generationUnit("gas_turbine_38mw")->startToLoad_s, 600.0);
    QCOMPARE(m_catalog.powerDevice("ups_1250kw")->batteryAutonomy_s, 300.0);
    QVERIFY(isNear(catalog::interpolate(m_catalog.powerDevice("ups_1250kw")->efficiency, 0.375),
                   0.5 * (0.965 + 0.973)));
    QCOMPARE(m_catalog.powerDevice("sts_1600a")->efficiency.front().y, 0.995);
    QVERIFY(isNear(m_catalog.cdu("cdu_inrow_1350kw")->flowSecondary_m3_per_s, 0.03375));
    QVERIFY(isNear(m_catalog.airUnit("rdhx_active_75kw")->size_m.y, 0.33));
    QCOMPARE(m_catalog.chiller("chiller_air_freecool_1500kw")->copOverAmbient.size(), 12u);
    QVERIFY(m_catalog.chiller("chiller_water_centrifugal_4400kw")->waterCooled);
}

void TestCatalogReader::airFlowAtPeakIsBroughtToNominal() {
    // 7510 m3/h at 40.8 kW; the same rise at 32.6 kW takes 6001 m3/h.
    const auto* rack = m_catalog.rack("dgx_h100_air_4");
    QVERIFY(isNear(rack->airFlow_m3_per_s, 7510.0 / 3600.0 * 32.6 / 40.8));
}

void TestCatalogReader::userFolderAddsAndReplaces() {
    QTemporaryDir folder;
    const fs::path own = folder.path().toStdString();
    writeText(own / "a.json", oneCoolantPump("own_pump", 100));
    writeText(own / "b.json", oneCoolantPump("pump_fws_450m3h", 500));
    writeText(own / "notes.txt", "not JSON");
    const auto catalog = io::readCatalog({m_shipped, own});
    QVERIFY2(catalog.hasValue(), qPrintable(catalog ? QString() : listed(catalog.error())));
    QCOMPARE(catalog->entries().size(), 100u);
    QVERIFY(isNear(catalog->pump("own_pump")->flowRated_m3_per_s, 100 / 3600.0));
    QVERIFY(isNear(catalog->pump("pump_fws_450m3h")->flowRated_m3_per_s, 500 / 3600.0));
    QCOMPARE(catalog->pump("pump_fws_450m3h")->file, std::string("b.json"));
}

void TestCatalogReader::userFolderCannotChangeTheKind() {
    QTemporaryDir folder;
    const fs::path own = folder.path().toStdString();
    writeText(own / "a.json", oneCoolantPump("gb300_nvl72", 100));
    const auto catalog = io::readCatalog({m_shipped, own});
    QVERIFY(!catalog.hasValue());
    QVERIFY(listed(catalog.error()).contains("\"gb300_nvl72\" names another kind"));
}

void TestCatalogReader::sameIdTwiceInAFolderIsReported() {
    QTemporaryDir folder;
    const fs::path own = folder.path().toStdString();
    writeText(own / "a.json", oneCoolantPump("p", 100));
    writeText(own / "b.json", oneCoolantPump("p", 200));
    const auto catalog = io::readCatalog({own});
    QVERIFY(!catalog.hasValue());
    QCOMPARE(listed(catalog.error()),
             QString("b.json: the id \"p\" is also in a.json; Give one of the two another id.\n"));
}

void TestCatalogReader::faultIsReportedWithItsPlace_data() {
    QTest::addColumn<QByteArray>("old");
    QTest::addColumn<QByteArray>("faulty");
    QTest::addColumn<QString>("finding");
    const auto row = [](const char* name, const char* old, const char* faulty,
                        const char* finding) {
        QTest::newRow(name) << QByteArray(old) << QByteArray(faulty) << QString(finding);
    };
    row("text", "\"head_rated_m\":30", "\"head_rated_m\":\"30 m\"",
        "a.json#/entries/0/head_rated_m: expected a number > 0, got \"30 m\"");
    row("negative", "\"motor_kw\":50", "\"motor_kw\":-50",
        "a.json#/entries/0/motor_kw: expected a number > 0, got -50");
    row("too good", "\"efficiency_peak\":0.8", "\"efficiency_peak\":80",
        "a.json#/entries/0/efficiency_peak: expected a number from 0 to 1, got 80");
    row("missing", "\"curve_h0_m\":37,", "", "a.json#/entries/0/curve_h0_m: is missing");
    row("unknown", "\"curve_h0_m\"", "\"curve_h0_ft\"",
        "a.json#/entries/0/curve_h0_ft: unknown key");
    row("confidence", "\"estimate\"", "\"sure\"", "a.json#/entries/0/confidence: expected one of");
    row("no source", "[\"own measurement\"]", "[]", "a.json#/entries/0/sources: is empty");
    row("id", "\"own\"", "\"Own Pump\"", "a.json#/entries/0/id: expected small letters");
    row("category", "\"pumps\"", "\"cars\"", "a.json#/category: expected one of \"racks\"");
    row("newer", "\"schema_version\":1", "\"schema_version\":2",
        "a.json#/schema_version: expected");
    row("lead time", "\"motor_kw\":50", "\"motor_kw\":50,\"lead_time_weeks\":[9,3]",
        "a.json#/entries/0/lead_time_weeks: expected [shortest, longest]");
    row("field confidence", "\"motor_kw\":50",
        "\"motor_kw\":50,\"field_confidence\":{\"x\":\"typical\"}",
        "a.json#/entries/0/field_confidence/x: the entry has no such field");
    row("curve", "\"motor_kw\":50", "\"motor_kw\":50,\"efficiency_vs_flow\":[[1,0.8],[0.5,0.6]]",
        "a.json#/entries/0/efficiency_vs_flow: expected points [[x, y], ...] with rising x");
    row("syntax", "\"motor_kw\":50", "\"motor_kw\":50 kW", "a.json, line 1, column ");
}

void TestCatalogReader::faultIsReportedWithItsPlace() {
    QFETCH(QByteArray, old);
    QFETCH(QByteArray, faulty);
    QFETCH(QString, finding);
    auto text = oneCoolantPump("own", 100);
    QVERIFY(text.contains(old));
    text.replace(old, faulty);
    catalog::Catalog catalog;
    const auto list = listed(io::readCatalogText(text.toStdString(), "a.json", catalog));
    QVERIFY2(list.contains(finding), qPrintable("expected \"" + finding + "\" in:\n" + list));
    QVERIFY(catalog.pumps.empty());
}

void TestCatalogReader::missingFolderIsReported() {
    const auto catalog = io::readCatalog({m_shipped, "/no/such/folder"});
    QVERIFY(!catalog.hasValue());
    QVERIFY(listed(catalog.error()).contains("/no/such/folder: the folder could not be read"));
}

void TestCatalogReader::assetFolderIsFound() {
    qunsetenv("HALLWRIGHT_ASSETS");
    QVERIFY(io::readDefaultCatalog().hasValue());
    qputenv("HALLWRIGHT_ASSETS", "/no/such/folder");
    QVERIFY(!io::assetFolder().hasValue());
    QVERIFY(listed(io::catalogFolder().error()).contains("\"/no/such/folder\" is no asset folder"));
    qputenv("HALLWRIGHT_ASSETS", HALLWRIGHT_SOURCE_DIR "/assets");
    QCOMPARE(*io::catalogFolder(), m_shipped);
    QTemporaryDir home;
    qputenv("XDG_DATA_HOME", home.path().toUtf8());
    fs::create_directories(io::userCatalogFolder());
    writeText(io::userCatalogFolder() / "mine.json", oneCoolantPump("my_pump", 100));
    const auto catalog = io::readDefaultCatalog();
    QVERIFY(catalog.hasValue());
    QVERIFY(catalog->pump("my_pump"));
    qunsetenv("XDG_DATA_HOME");
    qunsetenv("HALLWRIGHT_ASSETS");
}

void TestCatalogReader::sitesAreRead() {
    const auto sites = io::readSites(HALLWRIGHT_SOURCE_DIR "/assets/sites");
    QVERIFY2(sites.hasValue(), qPrintable(sites ? QString() : listed(sites.error())));
    QCOMPARE(sites->size(), 10u);
    const auto bosquel = std::find_if(sites->begin(), sites->end(),
                                      [](const auto& site) { return site.id == "bosquel"; });
    QVERIFY(bosquel != sites->end());
    QCOMPARE(bosquel->latitude_deg, 49.738);
    QCOMPARE(bosquel->nearestGrid_V, 400e3);
    QCOMPARE(bosquel->designDryBulb_C, 29.3);
    QVERIFY(isNear(bosquel->energyPrice_eur_per_kWh, 0.078));
    QVERIFY(isNear(bosquel->gridCarbon_kg_per_kWh, 0.056));
    for (const auto& site : *sites)
        QVERIFY2(!site.sources.empty() && site.designDryBulb_C > 0.0, site.id.c_str());
}

void TestCatalogReader::faultySiteIsReported() {
    const auto site = io::readSiteText(
        R"({"schema_version":1,"id":"x","name":"X","country":"FR","latitude_deg":95,"grid":{}})",
        "x.json");
    QVERIFY(!site.hasValue());
    const auto list = listed(site.error());
    QVERIFY(list.contains("x.json#/latitude_deg: expected a number from -90 to 90, got 95"));
    QVERIFY(list.contains("x.json#/longitude_deg: is missing"));
    QVERIFY(list.contains("x.json#/grid/source: is missing"));
}

QTEST_APPLESS_MAIN(TestCatalogReader)
#include "tst_catalog_reader.moc"
