#include "core/layout/campus_generator.h"
#include "core/layout/campus_samples.h"
#include "core/model/edits/placing.h"
#include "core/model/edits/setting.h"
#include "core/model/supply_pattern.h"
#include "engine_fixture.h"

#include <QTest>

#include <cmath>
#include <map>
#include <random>

using namespace hallwright;
using model::FeedRedundancy;
using model::FeedSide;

Q_DECLARE_METATYPE(hallwright::model::FeedRedundancy)

/// Halls of each redundancy, solved as they are and with each block out.
class TestSupplyRedundancy : public QObject {
    Q_OBJECT

private slots:
    void blocksCarryTheirShares_data();
    void blocksCarryTheirShares();
    void unitsOnOneBarShareEvenly();
    void transferSwitchClosesOntoTheReserve();
    void anyPatternBalancesWithAnyBlockOut();
    void lossesOfAllKindsSumToTheBalance();
    void ecoModeLosesLess();
    void ecoModePassesTheVoltageThrough();
    void powerRacksFeedDirectCurrent();
};

namespace {

/// 72 racks (twelve times six pairings) fed over as many intakes as their redundancy has blocks.
model::Campus campusOf(FeedRedundancy feeds) {
    auto brief = layout::campusSample("hall-demo")->brief;
    brief.redundancy = feeds;
    brief.site.designAmbient_C = 29.3;
    auto campus = layout::generateCampus(brief, *tests::shippedCatalog());
    if (!campus)
        qFatal("%s", campus.error().front().text().c_str());
    auto recipe = campus->halls().begin()->recipe;
    recipe.rows = 2;
    recipe.racksPerRow = 36;
    tests::edit(*campus, model::RegenerateHall{campus->halls().begin()->id, recipe});
    return std::move(campus).value();
}

engine::SolutionPtr solveWithout(const model::Campus& campus, std::vector<model::EntityId> out) {
    engine::SolveRequest request;
    request.campus = campus;
    request.withAir = false;
    auto scenario = campus.activeScenario();
    scenario.outOfService = std::move(out);
    request.scenario = scenario;
    engine::CampusSolver solver(tests::shippedCatalog());
    return solver.solve(request);
}

std::vector<model::EntityId> transformersOf(const model::Campus& campus, FeedSide side) {
    std::vector<model::EntityId> ids;
    for (const auto& unit : campus.equipment())
        if (unit.kind == model::EquipmentKind::Transformer && unit.side == side)
            ids.push_back(model::entity(unit.id));
    return ids;
}

/// What racks draw over each block [W]. Racks that the reserve has taken count as their own
/// block's: their cord stays, only the switch before it moves.
std::map<FeedSide, double> cordLoads(const engine::Solution& solution) {
    std::map<FeedSide, double> load_W;
    for (const auto& [id, rack] : solution.racks) {
        load_W[rack.firstFeed] += rack.feedA_W;
        if (rack.feedB_W > 0.0)
            load_W[rack.secondFeed] += rack.feedB_W;
    }
    return load_W;
}

/// Active power through the transformers of each block [W].
std::map<FeedSide, double> transformerLoads(const model::Campus& campus,
                                            const engine::Solution& solution) {
    std::map<FeedSide, double> load_W;
    for (const auto& unit : campus.equipment())
        if (const auto it = solution.transformers.find(unit.id); it != solution.transformers.end())
            load_W[unit.side] += it->second.power_W;
    return load_W;
}

double ratio(double a, double b) {
    return std::abs(a / b - 1.0);
}

} // namespace

void TestSupplyRedundancy::blocksCarryTheirShares_data() {
    QTest::addColumn<FeedRedundancy>("feeds");
    QTest::newRow("2N") << FeedRedundancy::TwoN;
    QTest::newRow("3-to-make-2") << FeedRedundancy::ThreeToMakeTwo;
    QTest::newRow("4-to-make-3") << FeedRedundancy::FourToMakeThree;
}

void TestSupplyRedundancy::blocksCarryTheirShares() {
    QFETCH(FeedRedundancy, feeds);
    const auto campus = campusOf(feeds);
    const auto& pattern = model::patternOf(feeds);
    const double it_W = 72 * 132e3;
    const auto normal = tests::solveCold(campus);
    QVERIFY(normal->powerConverged);
    QCOMPARE_LE(normal->energy.residualFraction, 1e-6);
    // 50, 66.7, 75 % of what a block can carry.
    for (const auto& [side, load_W] : cordLoads(*normal))
        QCOMPARE_LE(ratio(load_W, it_W / static_cast<double>(pattern.blocks.size())), 1e-9);
    for (const auto side : pattern.blocks) {
        const auto solution = solveWithout(campus, transformersOf(campus, side));
        QVERIFY(solution->powerConverged);
        QCOMPARE_LE(solution->energy.residualFraction, 1e-6);
        QCOMPARE_LE(ratio(solution->energy.it_W, it_W), 1e-9);
        auto loads = cordLoads(*solution);
        QCOMPARE(loads[side], 0.0);
        for (const auto other : pattern.blocks)
            if (other != side) // 100 %
                QCOMPARE_LE(ratio(loads[other], it_W / pattern.needed), 1e-9);
        for (const auto& [id, transformer] : solution->transformers)
            QCOMPARE_LE(transformer.loading, 1.0);
    }
}

void TestSupplyRedundancy::unitsOnOneBarShareEvenly() {
    const auto campus = campusOf(FeedRedundancy::NPlusOne);
    const auto normal = tests::solveCold(campus);
    const auto units = transformersOf(campus, FeedSide::None);
    QCOMPARE_GE(units.size(), std::size_t{3});
    double total_W = 0.0;
    for (const auto& [id, state] : normal->transformers)
        total_W += state.power_W;
    const auto n = static_cast<double>(units.size());
    for (const auto& [id, state] : normal->transformers)
        QCOMPARE_LE(ratio(state.power_W, total_W / n), 1e-6); // N/(N+1) of what they are made for
    const auto oneOut = solveWithout(campus, {units.front()});
    QCOMPARE_LE(ratio(oneOut->energy.it_W, normal->energy.it_W), 1e-12);
    QCOMPARE_LE(oneOut->energy.residualFraction, 1e-6);
    for (const auto& [id, state] : oneOut->transformers) {
        if (model::entity(id) == units.front())
            QCOMPARE(state.power_W, 0.0);
        else
            QCOMPARE_LE(state.loading, 1.0);
    }
    for (const auto& unit : campus.equipment())
        if (unit.type == "ups_1250kw")
            QCOMPARE_LE(oneOut->units.at(unit.id).loading, 1.0);
    // The same without UPS: the transformers themselves work on the bar.
    auto bare = campus;
    auto recipe = bare.halls().begin()->recipe;
    recipe.upsType.clear();
    tests::edit(bare, model::RegenerateHall{bare.halls().begin()->id, recipe});
    const auto bareSolution = solveWithout(bare, {transformersOf(bare, FeedSide::None).front()});
    QCOMPARE_LE(ratio(bareSolution->energy.it_W, normal->energy.it_W), 1e-12);
    QCOMPARE_LE(bareSolution->energy.residualFraction, 1e-6);
}

void TestSupplyRedundancy::transferSwitchClosesOntoTheReserve() {
    const auto campus = campusOf(FeedRedundancy::BlockRedundant);
    const auto normal = tests::solveCold(campus);
    QCOMPARE_LE(normal->energy.residualFraction, 1e-6);
    const double it_W = 72 * 132e3;
    for (const auto& [side, load_W] : cordLoads(*normal))
        QCOMPARE_LE(ratio(load_W, it_W / 3.0), 1e-9);
    auto through = transformerLoads(campus, *normal);
    // The reserve magnetises its transformers and carries nothing: 0 %.
    QCOMPARE_LE(through[FeedSide::Reserve], 0.005 * through[FeedSide::A]);
    QCOMPARE_LE(ratio(through[FeedSide::A], through[FeedSide::B]), 1e-3);
    for (const auto side : {FeedSide::A, FeedSide::B, FeedSide::C}) {
        const auto solution = solveWithout(campus, transformersOf(campus, side));
        QVERIFY(solution->powerConverged);
        QCOMPARE_LE(ratio(solution->energy.it_W, it_W), 1e-12);
        QCOMPARE_LE(solution->energy.residualFraction, 1e-6);
        auto moved = transformerLoads(campus, *solution);
        QCOMPARE(moved[side], 0.0);
        QCOMPARE_LE(ratio(moved[FeedSide::Reserve], through[side]), 0.01); // a step of 0 to 100 %
        for (const auto& [id, transformer] : solution->transformers)
            QCOMPARE_LE(transformer.loading, 1.0);
    }
    // Without the switches there is no way to the reserve.
    std::vector<model::EntityId> out = transformersOf(campus, FeedSide::A);
    for (const auto& unit : campus.equipment())
        if (unit.type == "sts_1600a" && unit.side == FeedSide::A)
            out.push_back(model::entity(unit.id));
    QCOMPARE_LE(ratio(solveWithout(campus, out)->energy.it_W, it_W * 2.0 / 3.0), 1e-9);
}

void TestSupplyRedundancy::anyPatternBalancesWithAnyBlockOut() {
    std::mt19937 random(20260729);
    const auto pick = [&](int low, int high) {
        return std::uniform_int_distribution<int>(low, high)(random);
    };
    for (int run = 0; run < 24; ++run) {
        const auto feeds = static_cast<FeedRedundancy>(run % 6);
        auto campus = campusOf(feeds);
        const auto before = campus;
        auto recipe = campus.halls().begin()->recipe;
        recipe.rows = pick(1, 4);
        recipe.racksPerRow = pick(3, 20);
        recipe.upsMode = static_cast<model::UpsMode>(pick(0, 1));
        if (pick(0, 2) == 0)
            recipe.upsType.clear();
        if (pick(0, 2) == 0)
            recipe.pduType = "pdu_300kva";
        const auto change = model::RegenerateHall{campus.halls().begin()->id, recipe}.plan(
            campus, *tests::shippedCatalog());
        QVERIFY(change.hasValue());
        const auto back = campus.apply(*change);
        const auto& pattern = model::patternOf(feeds);
        const auto block =
            static_cast<std::size_t>(pick(0, static_cast<int>(pattern.blocks.size()) - 1));
        const auto solution = solveWithout(campus, transformersOf(campus, pattern.blocks[block]));
        QVERIFY(solution->powerConverged);
        if (pattern.blocks.size() > 1) // a campus that draws nothing leaves only rounding
            QCOMPARE_LE(solution->energy.residualFraction, 1e-6);
        QCOMPARE_LE(std::abs(solution->losses.sum_W() - solution->energy.loss_W),
                    1e-9 * solution->energy.loss_W + 1e-6);
        const bool survives = pattern.blocks.size() > 1;
        for (const auto& [id, rack] : solution->racks)
            QCOMPARE(rack.hasPower, survives);
        campus.apply(back);
        QVERIFY(campus == before);
    }
}

void TestSupplyRedundancy::lossesOfAllKindsSumToTheBalance() {
    auto campus = campusOf(FeedRedundancy::BlockRedundant);
    auto recipe = campus.halls().begin()->recipe;
    recipe.pduType = "pdu_300kva";
    tests::edit(campus, model::RegenerateHall{campus.halls().begin()->id, recipe});
    const auto solution = tests::solveCold(campus);
    const auto& losses = solution->losses;
    for (const double kind : {losses.transformers_W, losses.cables_W, losses.busways_W,
                              losses.ups_W, losses.transferSwitches_W, losses.pdus_W})
        QCOMPARE_GE(kind, 0.0);
    QCOMPARE_LE(ratio(losses.sum_W(), solution->energy.loss_W), 1e-9);
    // A transfer switch loses 0.5 %, a PDU 1.5 % of what comes in (catalogue).
    QCOMPARE_LE(ratio(losses.pdus_W, solution->energy.it_W * (1.0 / 0.985 - 1.0)), 0.01);
    QCOMPARE_LE(
        ratio(losses.transferSwitches_W, solution->energy.it_W / 0.985 * (1.0 / 0.995 - 1.0)),
        0.01);
    double byElement_W = losses.cables_W;
    for (const auto& [id, state] : solution->transformers)
        byElement_W += state.loss_W;
    for (const auto& busway : solution->busways)
        byElement_W += busway.loss_W;
    for (const auto& unit : campus.equipment())
        if (unit.kind == model::EquipmentKind::PowerDevice)
            byElement_W += solution->units.at(unit.id).power_W;
    QCOMPARE_LE(ratio(byElement_W, solution->energy.loss_W), 1e-9);
}

void TestSupplyRedundancy::ecoModeLosesLess() {
    auto campus = campusOf(FeedRedundancy::TwoN);
    const auto converting = tests::solveCold(campus);
    auto recipe = campus.halls().begin()->recipe;
    recipe.upsMode = model::UpsMode::Eco;
    tests::edit(campus, model::RegenerateHall{campus.halls().begin()->id, recipe});
    const auto eco = tests::solveCold(campus);
    // 97.3 % and 99.0 % at half load (catalogue).
    QCOMPARE_LE(eco->losses.ups_W, 0.45 * converting->losses.ups_W);
    QCOMPARE_GE(eco->losses.ups_W, 0.25 * converting->losses.ups_W);
    QCOMPARE_LE(eco->energy.residualFraction, 1e-6);
}

/// In eco mode nothing holds the bar's voltage: racks see what their board has, less their busway.
void TestSupplyRedundancy::ecoModePassesTheVoltageThrough() {
    for (const auto feeds : {FeedRedundancy::N, FeedRedundancy::NPlusOne, FeedRedundancy::TwoN,
                             FeedRedundancy::BlockRedundant}) {
        auto campus = campusOf(feeds);
        const auto converting = tests::solveCold(campus);
        auto hall = *campus.halls().begin();
        hall.recipe.upsMode = model::UpsMode::Eco;
        tests::edit(campus, model::Replace<model::Hall>{hall});
        const auto eco = tests::solveCold(campus);
        QVERIFY(eco->powerConverged);
        QCOMPARE_LE(eco->energy.residualFraction, 1e-6);
        QCOMPARE_LE(ratio(eco->energy.it_W, converting->energy.it_W), 1e-12);
        double board_pu = 2.0;
        for (const auto& bus : eco->buses)
            if (bus.nominal_V < 1e3 && bus.energised)
                board_pu = std::min(board_pu, bus.voltage_pu);
        QVERIFY(board_pu < 0.995 && board_pu > 0.9);
        for (const auto& [id, rack] : eco->racks) {
            QVERIFY(rack.voltage_pu < board_pu + 0.02);
            QVERIFY(rack.voltage_pu < converting->racks.at(id).voltage_pu);
        }
        for (const auto& unit : campus.equipment())
            if (const auto* type = tests::shippedCatalog()->powerDevice(unit.type);
                type && type->form == catalog::PowerDeviceForm::Ups) {
                const auto& state = eco->units.at(unit.id);
                const double output_W = state.loading * type->power_W;
                const double share = catalog::interpolate(type->efficiencyEco, state.loading, 1.0);
                QCOMPARE_LE(std::abs(state.power_W - output_W * (1.0 / share - 1.0)), 1.0);
            }
    }
}

void TestSupplyRedundancy::powerRacksFeedDirectCurrent() {
    auto campus = campusOf(FeedRedundancy::TwoN);
    auto recipe = campus.halls().begin()->recipe;
    recipe.upsType.clear();
    recipe.buswayType = "busway_800vdc_2500a";
    recipe.rectifierType = "power_rack_800vdc";
    tests::edit(campus, model::RegenerateHall{campus.halls().begin()->id, recipe});
    const auto solution = tests::solveCold(campus);
    QVERIFY(solution->powerConverged);
    QCOMPARE_LE(solution->energy.residualFraction, 1e-6);
    const auto* type = tests::shippedCatalog()->powerShelf("power_rack_800vdc");
    double loss_W = 0.0, output_W = 0.0;
    for (const auto& unit : campus.equipment())
        if (unit.kind == model::EquipmentKind::PowerRack) {
            const auto& state = solution->units.at(unit.id);
            const double out_W = state.loading * type->power_W;
            output_W += out_W;
            loss_W += out_W * (1.0 / catalog::interpolate(type->efficiency, state.loading) - 1.0);
        }
    QCOMPARE_LE(ratio(solution->losses.rectifiers_W, loss_W), 1e-9);
    QCOMPARE_LE(ratio(output_W, solution->energy.it_W + solution->losses.busways_W), 1e-6);
    // A pole carries P / U; the way there and back is both poles.
    for (const auto& busway : solution->busways) {
        QCOMPARE_LE(ratio(busway.current_A, busway.power_W / 800.0), 0.02);
        QCOMPARE_LE(busway.loading, 1.0);
    }
    for (const auto& [id, rack] : solution->racks)
        QCOMPARE_LE(rack.voltage_pu, 1.0);
}

QTEST_GUILESS_MAIN(TestSupplyRedundancy)
#include "tst_supply_redundancy.moc"
