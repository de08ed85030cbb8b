#include "app/diagram/one_line_layout.h"
#include "core/engine/campus_solver.h"
#include "core/engine/short_circuit_levels.h"
#include "core/io/asset_folder.h"
#include "core/io/campus_reader.h"
#include "tests/app/diagram/drawn_check.h"
#include "tests/app/models/shipped_catalog.h"

#include <QTest>

#include <set>

using namespace hallwright;
using namespace hallwright::app::diagram;

namespace {

using Ids = std::multiset<std::uint32_t>;

/// How often each entity has a symbol of one of the kinds.
Ids drawn(const Diagram& diagram, std::initializer_list<SymbolKind> kinds) {
    Ids ids;
    for (const auto& symbol : diagram.symbols)
        if (std::find(kinds.begin(), kinds.end(), symbol.kind) != kinds.end()) {
            if (symbol.members.empty())
                ids.insert(symbol.entity.number);
            for (const auto member : symbol.members)
                ids.insert(member.number);
        }
    return ids;
}

template <class Tag>
model::EntityId at(base::Id<Tag> id) {
    return model::entity(id);
}

/// A network of substations in a row, each with halls, fed from one grid or from none.
struct Network {
    model::Campus campus;
    std::uint32_t next = 1;

    template <class T>
    decltype(T::id) put(T row) {
        row.id.number = next++;
        if constexpr (requires { row.name; })
            if (row.name.empty())
                row.name = "E-" + std::to_string(row.id.number);
        const auto id = row.id;
        model::ChangeSet change;
        change.put(std::move(row));
        campus.apply(std::move(change));
        return id;
    }
    model::EntityId grid(double voltage_V = 110e3) {
        model::GridConnection grid;
        grid.voltage_V = voltage_V;
        grid.capacity_VA = 2e8;
        grid.shortCircuit_VA = 5e9;
        return at(put(grid));
    }
    model::EntityId station(int sections, int transformers, double high_V = 110e3) {
        model::Substation station;
        station.highVoltage_V = high_V;
        station.mediumVoltage_V = 20e3;
        station.busSections = sections;
        const auto id = at(put(station));
        for (int i = 0; i < transformers; ++i) {
            model::Equipment item;
            item.kind = model::EquipmentKind::Transformer;
            item.type = "tr_110_20_63mva";
            item.parent = id;
            put(item);
        }
        return id;
    }
    model::EntityId hall() { return at(put(model::Hall{})); }
    model::EntityId generator() {
        model::Equipment item;
        item.kind = model::EquipmentKind::Generation;
        item.type = "genset_diesel_3200kwe";
        return at(put(item));
    }
    model::FeederId feeder(model::EntityId from, model::EntityId to, int section = 0,
                           model::FeedSide side = model::FeedSide::A, bool open = false) {
        model::Feeder feeder;
        feeder.from = from;
        feeder.to = to;
        feeder.fromSection = section;
        feeder.side = side;
        feeder.cableType = "mv_al_150_20kv";
        feeder.normallyOpen = open;
        return put(feeder);
    }
};

} // namespace

class TestOneLineLayout : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        m_catalog = shippedCatalog();
        QVERIFY(m_catalog != nullptr);
    }

    void everySampleIsLegibleAtEachLevel_data() {
        QTest::addColumn<QString>("sample");
        for (const char* name : {"hall-demo", "air-hall", "bosquel-1gw"})
            QTest::newRow(name) << name;
    }
    void everySampleIsLegibleAtEachLevel() {
        QFETCH(QString, sample);
        const auto& campus = sampleCampus(sample);
        const auto solution = solved(campus);
        QVERIFY(solution->powerConverged);
        for (const double width : {700.0, 1100.0, 2000.0}) {
            View view;
            view.maxWidth = width;
            QCOMPARE(faultsOf(lay(campus, view, solution.get())), QString());
            QCOMPARE(faultsOf(lay(campus, view, nullptr)), QString());
            for (const auto& station : campus.substations()) { // one after the other
                view.open[at(station.id)] = true;
                QCOMPARE(faultsOf(lay(campus, view, solution.get())), QString());
            }
            QCOMPARE(faultsOf(lay(campus, view, solution.get())), QString());
            view.open.clear();
            for (const auto& station : campus.substations()) {
                view.scope = at(station.id);
                QCOMPARE(faultsOf(lay(campus, view, solution.get())), QString());
            }
            view.scope = at(campus.halls().begin()->id);
            QCOMPARE(faultsOf(lay(campus, view, solution.get())), QString());
        }
    }
    void everythingOpenShowsEachElementOnce_data() { everySampleIsLegibleAtEachLevel_data(); }
    void everythingOpenShowsEachElementOnce() {
        QFETCH(QString, sample);
        const auto& campus = sampleCampus(sample);
        const auto solution = solved(campus);
        View view = allOpen(campus);
        const auto diagram = lay(campus, view, solution.get());
        QCOMPARE(faultsOf(diagram), QString());
        const Ids gear = drawn(diagram, {SymbolKind::Breaker, SymbolKind::LoadSwitch});
        for (const auto& feeder : campus.feeders())
            QVERIFY2(gear.count(feeder.id.number) == 1, feeder.name.c_str());
        const Ids windings = drawn(diagram, {SymbolKind::Transformer});
        const Ids ups = drawn(diagram, {SymbolKind::Ups});
        const Ids generation =
            drawn(diagram, {SymbolKind::Generator, SymbolKind::Battery, SymbolKind::Photovoltaic});
        for (const auto& item : campus.equipment()) {
            const bool isTransformer = item.kind == model::EquipmentKind::Transformer;
            QCOMPARE(windings.count(item.id.number), std::size_t(isTransformer));
            QCOMPARE(ups.count(item.id.number),
                     std::size_t(item.kind == model::EquipmentKind::PowerDevice));
            QCOMPARE(generation.count(item.id.number),
                     std::size_t(item.kind == model::EquipmentKind::Generation));
        }
        const Ids grids = drawn(diagram, {SymbolKind::Grid});
        for (const auto& grid : campus.grids())
            QCOMPARE(grids.count(grid.id.number), std::size_t(1));
        std::multiset<QString> busways;
        for (const auto& symbol : diagram.symbols)
            if (symbol.kind == SymbolKind::Breaker && !symbol.words.empty())
                busways.insert(symbol.words.front());
        std::multiset<QString> wanted;
        for (const auto& run : solution->busways)
            wanted.insert(QString::fromStdString(run.name));
        for (const auto& name : wanted)
            QCOMPARE(busways.count(name), wanted.count(name));
    }
    void allIdsAreOfTheCampus() {
        const auto& campus = sampleCampus(QStringLiteral("bosquel-1gw"));
        const auto diagram = lay(campus, allOpen(campus), nullptr);
        const auto exists = [&](model::EntityId id) {
            return campus.kindOf(id) != model::EntityKind::None;
        };
        for (const auto& symbol : diagram.symbols) {
            QVERIFY(exists(symbol.entity));
            QVERIFY(std::all_of(symbol.members.begin(), symbol.members.end(), exists));
        }
        for (const auto& wire : diagram.wires)
            QVERIFY(exists(wire.entity));
        for (const auto& toggle : diagram.toggles)
            QVERIFY(exists(toggle.entity));
    }
    void sameInputGivesTheSameDiagram() {
        const auto& campus = sampleCampus(QStringLiteral("bosquel-1gw"));
        const auto solution = solved(campus);
        const auto a = lay(campus, allOpen(campus), solution.get());
        const auto b = lay(campus, allOpen(campus), solution.get());
        QCOMPARE(a.symbols.size(), b.symbols.size());
        for (std::size_t i = 0; i < a.symbols.size(); ++i) {
            QCOMPARE(a.symbols[i].box, b.symbols[i].box);
            QCOMPARE(a.symbols[i].entity.number, b.symbols[i].entity.number);
        }
        for (std::size_t i = 0; i < a.wires.size(); ++i)
            QCOMPARE(a.wires[i].points, b.wires[i].points);
    }
    void valuesMoveNothing() {
        const auto& campus = sampleCampus(QStringLiteral("bosquel-1gw"));
        const auto solution = solved(campus);
        const auto with = lay(campus, allOpen(campus), solution.get());
        auto heavier = *solution;
        for (auto& [id, state] : heavier.feeders) {
            state.loading = 1.234;
            state.current_A = 999.0;
        }
        for (const auto* state : {static_cast<const engine::Solution*>(nullptr),
                                  static_cast<const engine::Solution*>(&heavier)}) {
            const auto other = lay(campus, allOpen(campus), state);
            QCOMPARE(with.symbols.size(), other.symbols.size());
            for (std::size_t i = 0; i < with.symbols.size(); ++i)
                QCOMPARE(with.symbols[i].box, other.symbols[i].box);
        }
    }
    void aLoadAboveItsRatingIsAFault() {
        const auto& campus = sampleCampus(QStringLiteral("hall-demo"));
        auto solution = *solved(campus);
        const auto feeder = campus.feeders().begin()->id;
        solution.feeders.at(feeder).loading = 1.04;
        const auto diagram = lay(campus, {}, &solution);
        QVERIFY(std::any_of(diagram.labels.begin(), diagram.labels.end(), [&](const Label& label) {
            return label.entity == at(feeder) && label.role == TextRole::Fault &&
                   label.text.startsWith(QStringLiteral("104.0"));
        }));
        QVERIFY(std::any_of(diagram.wires.begin(), diagram.wires.end(), [&](const Wire& wire) {
            return wire.entity == at(feeder) && wire.status.isOver();
        }));
    }
    void aTapChangerShowsWhereItStands() {
        const auto& campus = sampleCampus(QStringLiteral("bosquel-1gw"));
        const auto solution = solved(campus);
        QVERIFY(!solution->taps.empty());
        const auto diagram = lay(campus, {}, solution.get());
        for (const auto& [transformer, tap] : solution->taps) {
            const int position = tap.position;
            const QString text = QStringLiteral("tap %1%2")
                                     .arg(position < 0   ? QChar(0x2212)
                                          : position > 0 ? u'+'
                                                         : u'±')
                                     .arg(std::abs(position));
            QVERIFY2(std::any_of(diagram.labels.begin(), diagram.labels.end(),
                                 [&, id = at(transformer)](const Label& label) {
                                     return label.entity == id && label.text == text;
                                 }),
                     qPrintable(text));
        }
    }
    void aBarThatDoesNotWithstandItsFaultCurrentIsAFault() {
        const auto& campus = sampleCampus(QStringLiteral("bosquel-1gw"));
        auto solution = *solved(campus);
        QVERIFY(solution.faultLevels != nullptr);
        auto levels = *solution.faultLevels;
        const auto station = at(campus.substations().begin()->id);
        for (auto& bus : levels.buses)
            if (bus.entity == station && bus.section == 1)
                bus.rating = {"", false, 1000.0, 0.0, 0.0, false};
        solution.faultLevels = std::make_shared<const engine::FaultLevels>(std::move(levels));
        const auto diagram = lay(campus, {}, &solution);
        int faults = 0;
        for (const auto& label : diagram.labels)
            if (label.text.startsWith(QStringLiteral("Ik″")) && label.role == TextRole::Fault) {
                QCOMPARE(label.entity, station);
                ++faults;
            }
        QCOMPARE(faults, 1);
    }
    void withoutASolutionNothingIsClaimed() {
        const auto& campus = sampleCampus(QStringLiteral("hall-demo"));
        const auto solution = solved(campus);
        auto failed = *solution;
        failed.powerConverged = false;
        for (const auto* state : {static_cast<const engine::Solution*>(nullptr),
                                  static_cast<const engine::Solution*>(&failed)}) {
            const auto diagram = lay(campus, {}, state);
            for (const auto& wire : diagram.wires)
                QVERIFY(wire.status.supply == Status::Supply::Unknown);
            for (const auto& label : diagram.labels)
                QVERIFY2(!label.text.endsWith(QStringLiteral("%")), qPrintable(label.text));
        }
    }
    void whatIsOutOfServiceStandsOpen() {
        auto campus = sampleCampus(QStringLiteral("bosquel-1gw"));
        model::EquipmentId out;
        for (const auto& item : campus.equipment())
            if (item.kind == model::EquipmentKind::Transformer &&
                campus.kindOf(item.parent) == model::EntityKind::Substation) {
                auto changed = item;
                changed.inService = false;
                out = item.id;
                model::ChangeSet change;
                change.put(changed);
                campus.apply(std::move(change));
                break;
            }
        const auto diagram = lay(campus, {}, nullptr);
        int open = 0;
        for (const auto& symbol : diagram.symbols)
            if (symbol.entity == at(out) && symbol.kind == SymbolKind::Breaker) {
                QVERIFY(!symbol.closed);
                ++open;
            }
        QCOMPARE(open, 2);
    }
    void twoGridsOnOneStationBothStandAboveIt() {
        Network net;
        const auto first = net.grid(), second = net.grid();
        const auto station = net.station(2, 2);
        const auto hall = net.hall();
        net.feeder(first, station);
        net.feeder(second, station);
        net.feeder(station, hall, 0, model::FeedSide::A);
        net.feeder(station, hall, 1, model::FeedSide::B);
        const auto diagram = lay(net.campus, {}, nullptr);
        QCOMPARE(faultsOf(diagram), QString());
        const Ids grids = drawn(diagram, {SymbolKind::Grid});
        QCOMPARE(grids.count(first.number), std::size_t(1));
        QCOMPARE(grids.count(second.number), std::size_t(1));
        QCOMPARE(countGear(diagram), net.campus.feeders().size() + 1 /* tie */ + 4);
    }
    void islandsGeneratorsAndLooseThingsAreAllThere() {
        Network net;
        const auto grid = net.grid(20e3);
        const auto fed = net.hall(), island = net.hall(), lone = net.hall();
        net.feeder(grid, fed);
        const auto diesel = net.generator();
        net.feeder(diesel, island);
        const auto idle = net.generator();
        const auto station = net.station(1, 1); // nothing feeds it
        const auto diagram = lay(net.campus, {}, nullptr);
        QCOMPARE(faultsOf(diagram), QString());
        const Ids all = drawn(diagram, {SymbolKind::Box, SymbolKind::Generator, SymbolKind::Busbar,
                                        SymbolKind::Grid});
        for (const auto id : {grid, fed, island, lone, diesel, idle, station})
            QVERIFY2(all.count(id.number) >= 1, qPrintable(QString::number(id.number)));
    }
    void aClosedRingBetweenStationsIsDrawnOnceAndCrossReferenced() {
        Network net;
        const auto grid = net.grid();
        const auto one = net.station(2, 2), two = net.station(2, 2);
        net.feeder(grid, one);
        net.feeder(grid, two);
        const auto tie = net.feeder(one, two, 1); // from bar to bar at medium voltage
        const auto a = net.hall(), b = net.hall();
        net.feeder(one, a);
        net.feeder(two, b);
        const auto ring = net.feeder(a, b, 0, model::FeedSide::A, true);
        View view;
        view.open[one] = view.open[two] = true;
        const auto diagram = lay(net.campus, view, nullptr);
        QCOMPARE(faultsOf(diagram), QString());
        const Ids gear = drawn(diagram, {SymbolKind::Breaker, SymbolKind::LoadSwitch});
        QCOMPARE(gear.count(tie.number), std::size_t(1));
        QCOMPARE(gear.count(ring.number), std::size_t(1));
        // In a diagram of one station alone the ring goes on at a reference.
        view.scope = one;
        const auto scoped = lay(net.campus, view, nullptr);
        QCOMPARE(faultsOf(scoped), QString());
        QVERIFY(drawn(scoped, {SymbolKind::Reference}).count(b.number) >= 1);
        QVERIFY(drawn(scoped, {SymbolKind::Reference}).count(two.number) >= 1);
    }
    void stationsBehindStationsAndHallsBehindHalls() {
        Network net;
        const auto grid = net.grid();
        const auto main = net.station(3, 3);
        net.feeder(grid, main);
        const auto behind = net.station(2, 0, 20e3); // a switching station at medium voltage
        net.feeder(main, behind, 2);
        auto last = behind;
        for (int i = 0; i < 4; ++i) {
            const auto hall = net.hall();
            net.feeder(last, hall);
            last = hall;
        }
        for (const double width : {300.0, 1600.0}) {
            View view;
            view.maxWidth = width;
            QCOMPARE(faultsOf(lay(net.campus, view, nullptr)), QString());
        }
    }
    void thousandsOfFeedersFoldIntoDecks() {
        Network net;
        const auto grid = net.grid();
        const auto station = net.station(2, 2);
        net.feeder(grid, station);
        for (int i = 0; i < 1500; ++i) {
            const auto hall = net.hall();
            net.feeder(station, hall, 0, model::FeedSide::A);
            net.feeder(station, hall, 1, model::FeedSide::B);
        }
        View folded;
        const auto overview = lay(net.campus, folded, nullptr);
        QVERIFY(overview.symbols.size() < 60);
        QCOMPARE(faultsOf(overview), QString());
        View open;
        open.open[station] = true;
        open.maxWidth = 2000.0;
        const auto diagram = lay(net.campus, open, nullptr);
        QCOMPARE(countGear(diagram), net.campus.feeders().size() + 1 + 4);
        QVERIFY(diagram.size.width() < 2200.0);
    }
    void aPageTakesTheColumnsThatItIsGiven() {
        const auto& campus = sampleCampus(QStringLiteral("bosquel-1gw"));
        View view;
        view.scope = at(campus.substations().begin()->id);
        const auto all = lay(campus, view, nullptr);
        view.lastColumn = 5;
        const auto first = lay(campus, view, nullptr);
        QCOMPARE(first.columns, all.columns);
        view.firstColumn = 5;
        view.lastColumn = all.columns;
        const auto rest = lay(campus, view, nullptr);
        const Ids gearOfAll = drawn(all, {SymbolKind::Breaker});
        const Ids gearOfFirst = drawn(first, {SymbolKind::Breaker});
        const Ids gearOfRest = drawn(rest, {SymbolKind::Breaker});
        for (const auto& feeder : campus.feeders())
            if (gearOfAll.count(feeder.id.number) == 1 && feeder.to != view.scope)
                QCOMPARE(gearOfFirst.count(feeder.id.number) + gearOfRest.count(feeder.id.number),
                         std::size_t(1));
    }
    void anEmptyCampusHasNoDiagram() { QVERIFY(lay({}, {}, nullptr).isEmpty()); }

private:
    Diagram lay(const model::Campus& campus, const View& view,
                const engine::Solution* solution) const {
        return layOut(campus, *m_catalog, solution, view, evenWidth);
    }
    static std::size_t countGear(const Diagram& diagram) {
        return drawn(diagram, {SymbolKind::Breaker, SymbolKind::LoadSwitch}).size();
    }
    static View allOpen(const model::Campus& campus) {
        View view;
        for (const auto& station : campus.substations())
            view.open[at(station.id)] = true;
        for (const auto& hall : campus.halls())
            view.open[at(hall.id)] = true;
        return view;
    }
    const model::Campus& sampleCampus(const QString& name) {
        auto& campus = m_campuses[name];
        if (campus.halls().isEmpty())
            if (auto read =
                    io::readCampus(*io::campusFolder() / (name + ".hallwright").toStdString()))
                campus = std::move(read).value();
        return campus;
    }
    engine::SolutionPtr solved(const model::Campus& campus) {
        engine::CampusSolver solver(m_catalog);
        engine::SolveRequest request;
        request.campus = campus;
        request.withAir = false;
        return solver.solve(request);
    }

    std::shared_ptr<const catalog::Catalog> m_catalog;
    std::map<QString, model::Campus> m_campuses;
};

QTEST_APPLESS_MAIN(TestOneLineLayout)
#include "tst_one_line_layout.moc"
