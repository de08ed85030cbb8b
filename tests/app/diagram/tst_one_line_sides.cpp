#include "app/diagram/diagram_painter.h"
#include "app/diagram/one_line_layout.h"
#include "core/engine/campus_solver.h"
#include "core/layout/campus_generator.h"
#include "core/layout/campus_samples.h"
#include "core/model/edit.h"
#include "core/model/edits/connecting.h"
#include "core/model/edits/placing.h"
#include "core/model/supply_pattern.h"
#include "tests/app/diagram/drawn_check.h"
#include "tests/app/models/shipped_catalog.h"

#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace hallwright;
using namespace hallwright::app::diagram;
using model::FeedRedundancy;
using model::FeedSide;

Q_DECLARE_METATYPE(hallwright::model::FeedRedundancy)

namespace {

/// The scenario of a campus with all feeders of one side of a hall out of service.
model::Scenario withoutSide(const model::Campus& campus, const model::Hall& hall, FeedSide side) {
    auto scenario = campus.activeScenario();
    for (const auto& feeder : campus.feeders())
        if (feeder.to == model::entity(hall.id) && feeder.side == side)
            scenario.outOfService.push_back(model::entity(feeder.id));
    return scenario;
}

} // namespace

/// Halls of more than two blocks, with their reserve and transfer switches, and substations whose
/// transformers have two low-voltage windings.
class TestOneLineSides : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        m_catalog = shippedCatalog();
        QVERIFY(m_catalog != nullptr);
    }

    void everyBlockIsDrawnUnderItsLetter_data() {
        QTest::addColumn<FeedRedundancy>("feeds");
        QTest::newRow("2N") << FeedRedundancy::TwoN;
        QTest::newRow("3-to-make-2") << FeedRedundancy::ThreeToMakeTwo;
        QTest::newRow("4-to-make-3") << FeedRedundancy::FourToMakeThree;
        QTest::newRow("block redundant") << FeedRedundancy::BlockRedundant;
    }

    void everyBlockIsDrawnUnderItsLetter() {
        QFETCH(FeedRedundancy, feeds);
        const auto campus = campusOf(feeds);
        const auto& hall = *campus.halls().begin();
        const auto solution = solved(campus, campus.activeScenario());
        View view;
        view.open[model::entity(hall.id)] = true;
        for (const bool isScope : {false, true}) {
            if (isScope)
                view.scope = model::entity(hall.id);
            const auto diagram = lay(campus, view, solution.get());
            QCOMPARE(faultsOf(diagram), QString());
            std::set<QString> letters;
            for (const auto& symbol : diagram.symbols)
                if (symbol.kind == SymbolKind::Box && symbol.entity == model::entity(hall.id) &&
                    symbol.side != FeedSide::None) {
                    letters.insert(sideLetter(symbol.side));
                    QCOMPARE(symbol.words.front(),
                             QString::fromStdString(hall.name) + u' ' + sideLetter(symbol.side));
                    QVERIFY(symbol.status.supply == Status::Supply::Live);
                }
            std::set<QString> wanted;
            for (const auto side : model::patternOf(feeds).blocks)
                wanted.insert(sideLetter(side));
            QCOMPARE(letters, wanted);
            // Each transformer of the hall once, each device too.
            std::map<std::uint32_t, int> drawn;
            for (const auto& symbol : diagram.symbols) {
                if (symbol.kind == SymbolKind::Breaker || symbol.kind == SymbolKind::Busbar ||
                    symbol.kind == SymbolKind::Box)
                    continue;
                if (symbol.members.empty())
                    ++drawn[symbol.entity.number];
                for (const auto member : symbol.members)
                    ++drawn[member.number];
            }
            for (const auto& unit : campus.equipment())
                if (unit.parent == model::entity(hall.id) &&
                    (unit.kind == model::EquipmentKind::Transformer ||
                     unit.kind == model::EquipmentKind::PowerDevice ||
                     unit.kind == model::EquipmentKind::PowerRack))
                    QVERIFY2(drawn[unit.id.number] == 1, unit.name.c_str());
        }
    }

    void transferSwitchShowsWhichInputItIsOn() {
        const auto campus = campusOf(FeedRedundancy::BlockRedundant);
        const auto& hall = *campus.halls().begin();
        View view;
        view.scope = model::entity(hall.id);
        for (const bool isOut : {false, true}) {
            const auto solution = solved(campus, isOut ? withoutSide(campus, hall, FeedSide::A)
                                                       : campus.activeScenario());
            const auto diagram = lay(campus, view, solution.get());
            QCOMPARE(faultsOf(diagram), QString());
            int switches = 0;
            for (const auto& symbol : diagram.symbols)
                if (symbol.kind == SymbolKind::TransferSwitch) {
                    ++switches;
                    const auto* unit = campus.equipment().find({symbol.entity.number});
                    QVERIFY(unit);
                    QCOMPARE(symbol.closed, !(isOut && unit->side == FeedSide::A));
                    QVERIFY(symbol.status.supply == Status::Supply::Live);
                    QVERIFY(symbol.words.back().contains(QStringLiteral("reserve")));
                }
            QVERIFY(switches >= 3);
        }
    }

    /// UPS that wait for others are under voltage: they are not drawn as what has none.
    void aReserveThatWaitsStandsBy() {
        const auto campus = campusOf(FeedRedundancy::BlockRedundant);
        const auto& hall = *campus.halls().begin();
        View view;
        view.scope = model::entity(hall.id);
        for (const bool isOut : {false, true}) {
            const auto solution =
                solved(campus, isOut ? withoutSide(campus, hall, FeedSide::Reserve)
                                     : campus.activeScenario());
            const auto diagram = lay(campus, view, solution.get());
            int reserves = 0;
            for (const auto& symbol : diagram.symbols) {
                const auto* unit = campus.equipment().find({symbol.entity.number});
                if (symbol.kind != SymbolKind::Ups || !unit || unit->side != FeedSide::Reserve)
                    continue;
                ++reserves;
                QVERIFY(symbol.status.supply ==
                        (isOut ? Status::Supply::Dead : Status::Supply::Standby));
                QCOMPARE(symbol.words.back().startsWith(QStringLiteral("Stands by")), !isOut);
            }
            QVERIFY(reserves > 0);
            const auto standby =
                std::count_if(diagram.labels.begin(), diagram.labels.end(), [](const auto& label) {
                    return label.text == QStringLiteral("standby");
                });
            QCOMPARE(standby > 0, !isOut);
        }
    }

    void eachSideHasDashesOfItsOwn() {
        std::set<QList<qreal>> seen;
        for (const auto side :
             {FeedSide::A, FeedSide::B, FeedSide::C, FeedSide::D, FeedSide::Reserve})
            QVERIFY(seen.insert(dashesOf(side)).second);
        QVERIFY(dashesOf(FeedSide::A).isEmpty());
    }

    void secondWindingGoesToTheNextSection() {
        model::Campus campus;
        const auto apply = [&](const model::Edit& edit) {
            auto change = edit.plan(campus, *m_catalog);
            QVERIFY2(change.hasValue(), change ? "" : change.error().front().text().c_str());
            campus.apply(std::move(change).value());
        };
        model::GridConnection grid;
        grid.name = "Grid";
        grid.voltage_V = 225e3;
        grid.capacity_VA = 200e6;
        grid.shortCircuit_VA = 1e10;
        grid.placement.position_m = {0.0, -200.0};
        apply(model::PlaceGridConnection{grid});
        apply(model::PlaceSubstation{"tr_225_33_33_100mva", 2, "gis_36kv_primary", {}, false});
        model::Feeder bar;
        bar.from = model::entity(campus.grids().begin()->id);
        bar.to = model::entity(campus.substations().begin()->id);
        apply(model::ConnectFeeder{bar});
        const auto solution = solved(campus, campus.activeScenario());
        for (const bool isOpen : {false, true}) {
            View view;
            view.open[model::entity(campus.substations().begin()->id)] = isOpen;
            const auto diagram = lay(campus, view, solution.get());
            QCOMPARE(faultsOf(diagram), QString());
            std::map<std::uint32_t, std::set<int>> bars; // that the transformers end on
            std::size_t coils = 0;
            for (const auto& symbol : diagram.symbols)
                coils += symbol.kind == SymbolKind::Transformer && symbol.windings == 3;
            QCOMPARE(coils, std::size_t{2});
            for (const auto& wire : diagram.wires)
                if (diagram.symbols[std::size_t(wire.to)].kind == SymbolKind::Busbar)
                    for (const auto& unit : campus.equipment())
                        if (wire.entity == model::entity(unit.id))
                            bars[unit.id.number].insert(wire.to);
            for (const auto& unit : campus.equipment())
                QCOMPARE(bars[unit.id.number].size(), std::size_t{2});
        }
    }

private:
    model::Campus campusOf(FeedRedundancy feeds) const {
        auto brief = layout::campusSample("hall-demo")->brief;
        brief.redundancy = feeds;
        auto campus = layout::generateCampus(brief, *m_catalog);
        if (!campus)
            qFatal("%s", campus.error().front().text().c_str());
        return std::move(campus).value();
    }
    engine::SolutionPtr solved(const model::Campus& campus, const model::Scenario& scenario) const {
        engine::SolveRequest request;
        request.campus = campus;
        request.withAir = false;
        request.scenario = scenario;
        engine::CampusSolver solver(m_catalog);
        return solver.solve(request);
    }
    Diagram lay(const model::Campus& campus, const View& view,
                const engine::Solution* solution) const {
        return layOut(campus, *m_catalog, solution, view, evenWidth);
    }

    std::shared_ptr<const catalog::Catalog> m_catalog;
};

QTEST_GUILESS_MAIN(TestOneLineSides)
#include "tst_one_line_sides.moc"
