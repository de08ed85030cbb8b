#include "app/models/inspector_choices.h"
#include "app/models/inspector_edits.h"
#include "app/models/inspector_properties.h"
#include "app/models/inspector_results.h"
#include "core/engine/short_circuit_levels.h"
#include "core/model/edits/arranging.h"
#include "tests/app/models/one_hall.h"
#include "tests/app/models/shipped_catalog.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace hallwright;
using namespace hallwright::app;

class TestInspector : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        m_catalog = shippedCatalog();
        QVERIFY(m_catalog != nullptr);
        auto campus = oneHall(*m_catalog);
        QVERIFY(campus.hasValue());
        m_start = std::move(campus).value();
    }
    void init() { m_campus = m_start; }

    void everyEntityHasPropertiesThatCanBeRead() {
        int seen = 0;
        const auto look = [&](const auto& table) {
            for (const auto& row : table) {
                const auto rows = propertiesOf(context(), model::entity(row.id));
                QVERIFY2(!rows.empty(), row.name.c_str());
                QCOMPARE(int(rows.front().kind), int(InspectorRowKind::Section));
                ++seen;
            }
        };
        look(m_campus.halls());
        look(m_campus.rows());
        look(m_campus.racks());
        look(m_campus.equipment());
        look(m_campus.substations());
        look(m_campus.plants());
        look(m_campus.grids());
        look(m_campus.feeders());
        look(m_campus.mains());
        QVERIFY(seen > 100);
    }
    void typedCoordinatesTakeExpressionsAndUnits() {
        const auto substation = m_campus.substations().begin()->id;
        QVERIFY(commit({model::entity(substation)}, "z", "12*0.1 + 0.3"));
        QCOMPARE(m_campus.substations().find(substation)->placement.z_m, 1.5);
        QVERIFY(commit({model::entity(substation)}, "z", "40 cm"));
        QCOMPARE(m_campus.substations().find(substation)->placement.z_m, 0.4);
    }
    void theLoadOfSeveralRacksIsSetAtOnce() {
        std::vector<model::EntityId> racks;
        for (const auto& rack : m_campus.racks())
            if (racks.size() < 5)
                racks.push_back(model::entity(rack.id));
        QVERIFY(commit(racks, "load", "0.1 MW"));
        for (const auto id : racks)
            QCOMPARE(m_campus.racks().find({id.number})->itLoad_W, 100e3);
    }
    void aHallIsGeneratedAnewFromAChangedRecipe() {
        const auto hall = m_campus.halls().begin()->id;
        const int spare = m_campus.halls().find(hall)->recipe.cduSpare;
        QVERIFY(commit({model::entity(hall)}, "cduSpare", QString::number(spare + 1)));
        QCOMPARE(m_campus.halls().find(hall)->recipe.cduSpare, spare + 1);
    }
    void aHallTakesEachRedundancyAndGivesItBack() {
        const auto hall = m_campus.halls().begin()->id;
        for (int feeds = 0; feeds <= int(model::FeedRedundancy::BlockRedundant); ++feeds) {
            QVERIFY(commit({model::entity(hall)}, "feeds", QString::number(feeds)));
            QCOMPARE(int(m_campus.halls().find(hall)->recipe.feeds), feeds);
            const auto shown = row(propertiesOf(context(), model::entity(hall)), "feeds");
            QCOMPARE(shown.options.size(), 6);
            QCOMPARE(shown.option, feeds);
        }
        QVERIFY(commit({model::entity(hall)}, "upsMode", "1"));
        QCOMPARE(int(m_campus.halls().find(hall)->recipe.upsMode), int(model::UpsMode::Eco));
    }
    void aBuswayForDirectCurrentBringsItsPowerRacks() {
        const auto hall = m_campus.halls().begin()->id;
        const auto ids = choiceIds(context(), model::entity(hall), "buswayType");
        const auto direct = std::find(ids.begin(), ids.end(), "busway_800vdc_2500a");
        QVERIFY(direct != ids.end());
        QVERIFY(commit({model::entity(hall)}, "buswayType",
                       QString::number(int(direct - ids.begin()))));
        QVERIFY(!m_campus.halls().find(hall)->recipe.rectifierType.empty());
        int powerRacks = 0;
        for (const auto& unit : m_campus.equipment())
            powerRacks += unit.kind == model::EquipmentKind::PowerRack;
        QVERIFY(powerRacks > 0);
    }
    void generationTiesAndOpenPointsAreSetInPlace() {
        model::EntityId generator;
        for (const auto& unit : m_campus.equipment())
            if (unit.kind == model::EquipmentKind::Generation)
                generator = model::entity(unit.id);
        QVERIFY(commit({generator}, "use", "1"));
        QVERIFY(commit({generator}, "generationPower", "1.5 MW"));
        const auto* unit = m_campus.equipment().find({generator.number});
        QCOMPARE(int(unit->use), int(model::GenerationUse::Parallel));
        QCOMPARE(unit->setpoint_W, 1.5e6);
        const auto station = model::entity(m_campus.substations().begin()->id);
        QVERIFY(commit({station}, "busTiesTransfer", "1"));
        QVERIFY(commit({station}, "compensation", "5 Mvar"));
        QVERIFY(m_campus.substations().begin()->busTiesTransfer);
        QCOMPARE(m_campus.substations().begin()->compensation_VAr, 5e6);
        for (const auto& feeder : m_campus.feeders())
            if (feeder.normallyOpen) {
                QVERIFY(commit({model::entity(feeder.id)}, "closesOnLoss", "1"));
                break;
            }
        QVERIFY(commit({}, "irradiance", "600"));
        QCOMPARE(m_campus.activeScenario().irradiance_W_per_m2, 600.0);
        QVERIFY(commit({}, "wind", "4.5"));
        QCOMPARE(m_campus.activeScenario().wind_m_per_s, 4.5);
        QVERIFY(commit({}, "windFrom", "225"));
        QCOMPARE(m_campus.activeScenario().windFrom_deg, 225.0);
    }
    void theScenarioIsEditedWhenNothingIsSelected() {
        QVERIFY(commit({}, "ambient", "35 °C"));
        QCOMPARE(m_campus.activeScenario().ambient_C, 35.0);
        QVERIFY(commit({}, "itFraction", "80"));
        QCOMPARE(m_campus.activeScenario().itLoadFraction, 0.8);
    }
    void whatCannotBeReadChangesNothing() {
        const auto hall = model::entity(m_campus.halls().begin()->id);
        for (const char* text : {"wide", "3 kg", "1/0"})
            QVERIFY(!editFor(context(), {hall}, "x", QString::fromUtf8(text)).hasValue());
        QVERIFY(!editFor(context(), {hall}, "rows", "2.5").hasValue());
        QVERIFY(!editFor(context(), {hall}, "rows", "-1").hasValue());
        QVERIFY(!editFor(context(), {hall}, "name", "  ").hasValue());
        QVERIFY(!editFor(context(), {hall}, "setpoint", "30").hasValue());
        QVERIFY(m_campus == m_start);
    }
    void valuesThatDifferAreMixed() {
        auto rack = m_campus.racks().begin();
        const auto first = model::entity(rack->id);
        const auto second = model::entity((++rack)->id);
        auto shared = sharedRows({propertiesOf(context(), first), propertiesOf(context(), second)});
        QVERIFY(!row(shared, "load").mixed);
        QVERIFY(row(shared, "x").mixed || row(shared, "y").mixed);
        QVERIFY(row(shared, "name").key.isEmpty());
        QVERIFY(commit({first}, "load", "50"));
        shared = sharedRows({propertiesOf(context(), first), propertiesOf(context(), second)});
        QVERIFY(row(shared, "load").mixed);
        QVERIFY(row(shared, "load").value.isEmpty());
    }
    void headingsWithNothingSharedAreLeftOut() {
        const auto hall = model::entity(m_campus.halls().begin()->id);
        const auto substation = model::entity(m_campus.substations().begin()->id);
        const auto shared =
            sharedRows({propertiesOf(context(), hall), propertiesOf(context(), substation)});
        QVERIFY(row(shared, "x").mixed || row(shared, "y").mixed);
        for (std::size_t i = 0; i < shared.size(); ++i)
            if (shared[i].kind == InspectorRowKind::Section)
                QVERIFY(i + 1 < shared.size() && shared[i + 1].kind != InspectorRowKind::Section);
    }
    void anOverloadIsAFault() {
        auto solution = std::make_shared<engine::Solution>();
        const auto feeder = m_campus.feeders().begin()->id;
        solution->feeders[feeder] = {.loading = 1.04,
                                     .current_A = 666.0,
                                     .rating = 640.0,
                                     .power_W = 0.0,
                                     .apparent_VA = 0.0,
                                     .loss_W = 0.0,
                                     .voltageDrop = 0.0,
                                     .energised = true};
        const InspectorContext solved{m_campus, *m_catalog, solution};
        const auto rows = resultsOf(solved, model::entity(feeder));
        const auto loading = row(rows, "power/Loading");
        QCOMPARE(loading.severity, QStringLiteral("fault"));
        QCOMPARE(loading.value, QStringLiteral("104.0\u2009%"));
        QCOMPARE(loading.extra, QStringLiteral("of 640\u2009A"));
    }

    void aPlaceThatNoFeederReachesSaysWhatToDo() {
        auto solution = std::make_shared<engine::Solution>();
        const auto busOf = [&](model::EntityId id) {
            auto& bus = solution->buses.emplace_back();
            bus.entity = id;
            bus.name = "board";
            bus.nominal_V = 20e3;
        };
        const auto plant = model::entity(m_campus.plants().begin()->id);
        const auto hall = model::entity(m_campus.halls().begin()->id);
        busOf(plant);
        busOf(hall);
        busOf(hall); // both intakes
        const auto bus = [&] {
            const InspectorContext solved{m_campus, *m_catalog, solution};
            std::vector<InspectorRow> rows;
            for (const auto id : {plant, hall})
                for (const auto& each : resultsOf(solved, id))
                    if (each.key.startsWith(QStringLiteral("buses/")))
                        rows.push_back(each);
            return rows;
        };
        // The hall has its feeders: no voltage comes over them.
        auto rows = bus();
        QCOMPARE(rows.size(), std::size_t(3));
        QVERIFY(rows[0].value.startsWith("No feeder of its own"));
        QCOMPARE(rows[0].severity, QString("info"));
        QVERIFY(rows[0].extra.contains("with L"));
        QCOMPARE(rows[1].value, QString("dead"));
        QCOMPARE(rows[1].extra, QString("no voltage arrives"));
        // Without them it is not fed, and says so once.
        model::DeleteEntities away;
        for (const auto& feeder : m_campus.feeders())
            away.entities.push_back(model::entity(feeder.id));
        auto change = away.plan(m_campus, *m_catalog);
        QVERIFY(change.hasValue());
        m_campus.apply(std::move(change).value());
        rows = bus();
        QCOMPARE(rows.size(), std::size_t(2));
        QVERIFY(rows[1].value.startsWith("Not fed"));
        QCOMPARE(rows[1].severity, QString("warning"));
    }

    void unitsShowOnlyWhatTheyHave() {
        auto solution = std::make_shared<engine::Solution>();
        const auto unit = m_campus.equipment().begin()->id;
        const auto shown = [&](const engine::UnitState& state) {
            solution->units[unit] = state;
            const InspectorContext solved{m_campus, *m_catalog, solution};
            QStringList keys;
            for (const auto& each : resultsOf(solved, model::entity(unit)))
                if (each.key.startsWith(QStringLiteral("unit/")))
                    keys.append(each.label);
            return keys;
        };
        engine::UnitState state;
        state.running = true;
        state.power_W = 2e3;
        state.loading = 0.5;
        QCOMPARE(shown(state), (QStringList{"Loading", "Electrical power"})); // a transfer switch
        state.supply_C = state.return_C = 18.0;
        state.flow_m3_per_s = 0.02;
        QCOMPARE(shown(state), (QStringList{"Loading", "Electrical power", "Flow"})); // a pump
        state.return_C = 25.0;
        state.heat_W = 6e5;
        QCOMPARE(shown(state),
                 (QStringList{"Loading", "Heat carried", "Electrical power",
                              QString::fromUtf8("Supply → return"), "Flow"})); // a CDU
    }

    void aBoardShowsItsFaultCurrentsAndTheirAssumptions() {
        model::EquipmentId transformer;
        for (const auto& unit : m_campus.equipment())
            if (unit.kind == model::EquipmentKind::Transformer)
                transformer = unit.id;
        auto solution = std::make_shared<engine::Solution>();
        engine::FaultLevels levels;
        auto& bus = levels.buses.emplace_back();
        bus.name = "T-A1 board";
        bus.entity = model::entity(transformer);
        bus.nominal_V = 415.0;
        bus.maximum.isEnergised = bus.minimum.isEnergised = true;
        bus.maximum.ik3_kA = bus.maximum.ib_kA = 65.98;
        bus.maximum.ip_kA = 160.55;
        bus.maximum.c = 1.1;
        bus.maximum.kappa = 1.72;
        bus.minimum.ik2_kA = 46.7;
        bus.minimum.c = 0.9;
        bus.rating.type = "lv_msb_5000a";
        bus.rating.isAssumed = true;
        bus.rating.shortTime_A = 60e3;
        bus.rating.peak_A = 220e3;
        levels.transformerCorrections = {{transformer, 1.003}};
        solution->faultLevels = std::make_shared<const engine::FaultLevels>(levels);
        const InspectorContext solved{m_campus, *m_catalog, solution};
        const auto rows = resultsOf(solved, bus.entity);
        QCOMPARE(row(rows, "fault/At").value, QString("T-A1 board"));
        QCOMPARE(row(rows, "fault/Fault level").severity, QString("fault"));
        QVERIFY(row(rows, "fault/").value.endsWith(", assumed"));
        QCOMPARE(row(rows, QString::fromUtf8("fault/Ik″ three-phase")).value,
                 QString("66.0\u2009kA"));
        QCOMPARE(row(rows, QString::fromUtf8("fault/Ik″ to earth")).value, QString("none"));
        QCOMPARE(row(rows, QString::fromUtf8("fault/Least Ik″")).extra, QString("two-phase"));
        QCOMPARE(row(rows, "fault/Factor c").value, QString("1.10 / 0.90"));
        QCOMPARE(row(rows, "fault/Transformer K_T").value, QString("1.003"));
    }

private:
    [[nodiscard]] InspectorContext context() const { return {m_campus, *m_catalog, nullptr}; }
    static InspectorRow row(const InspectorRows& rows, const QString& key) {
        for (const auto& candidate : rows)
            if (candidate.key == key)
                return candidate;
        return {};
    }
    bool commit(const std::vector<model::EntityId>& entities, const QString& key,
                const QString& text) {
        const auto edit = editFor(context(), entities, key, text);
        if (!edit) {
            qWarning("%s", edit.error().front().text().c_str());
            return false;
        }
        auto change = edit->plan(m_campus, *m_catalog);
        if (!change) {
            qWarning("%s", change.error().front().text().c_str());
            return false;
        }
        m_campus.apply(std::move(change).value());
        return true;
    }

    std::shared_ptr<const catalog::Catalog> m_catalog;
    model::Campus m_start;
    model::Campus m_campus;
};

QTEST_GUILESS_MAIN(TestInspector)
#include "tst_inspector.moc"
