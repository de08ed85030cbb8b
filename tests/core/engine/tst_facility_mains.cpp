#include "core/engine/coolant_sizing.h"
#include "core/model/edits/setting.h"
#include "engine_fixture.h"
#include "hall_chain.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>

using namespace hallwright;
using namespace hallwright::tests;

/// Facility-water mains between a plant and equal halls: how they share the flow, and what they
/// must carry with one of them out.
class TestFacilityMains : public QObject {
    Q_OBJECT

private slots:
    void directReturnStarvesTheFarHall();
    void reverseReturnSharesWithoutValves();
    void valvesShareWhateverThePipes();
    void returnAloneShowsOneTemperature();
    void ringIsSizedForEachOfItsSectionsOut();
    void pumpsAreSizedForOneOut();
    void radialMainIsNamedAsSingle();
    void pressuresFallOutAndBack();
};

namespace {

using Flows = std::array<double, 3>;

/// Wide enough for the exchangers to lose as much as the pipes do.
constexpr int kDn = 300;

struct Chain {
    HallChain chain = hallChain(3);
    std::array<model::MainId, 3> supply{};

    explicit Chain(model::MainPipes pipes) {
        auto& campus = chain.small.campus;
        const auto plant = model::entity(chain.small.plant);
        supply[0] = drawMain(campus, plant, model::entity(chain.halls[0]), kDn, pipes);
        for (std::size_t i = 1; i < 3; ++i)
            supply[i] = drawMain(campus, model::entity(chain.halls[i - 1]),
                                 model::entity(chain.halls[i]), kDn, pipes);
        if (pipes == model::MainPipes::Both)
            return;
        // The return goes on past the halls in the order of the supply and closes at the plant.
        for (std::size_t i = 1; i < 3; ++i)
            drawMain(campus, model::entity(chain.halls[i - 1]), model::entity(chain.halls[i]), kDn,
                     model::MainPipes::Return);
        drawMain(campus, model::entity(chain.halls[2]), plant, kDn, model::MainPipes::Return);
    }

    void setValves(model::BranchValves valves) {
        auto plant = *chain.small.campus.plants().find(chain.small.plant);
        plant.branchValves = valves;
        edit(chain.small.campus, model::Replace<model::Plant>{plant});
    }

    /// Facility water of each hall, from the flows of the supplies between them.
    Flows flows(const engine::Solution& solution) const {
        const auto flow = [&](std::size_t i) { return solution.mains.at(supply[i]).flow_m3_per_s; };
        return {flow(0) - flow(1), flow(1) - flow(2), flow(2)};
    }
};

double spread(const Flows& flows) {
    const auto [least, most] = std::minmax_element(flows.begin(), flows.end());
    qInfo("%.3f %.3f %.3f L/s", 1e3 * flows[0], 1e3 * flows[1], 1e3 * flows[2]);
    return *most / *least - 1.0;
}

} // namespace

/// Gauge pressure from hall to hall: the supply loses what the return loses on the same way back,
/// the last hall has the least between the two, and the pump gives no less than the first has.
void TestFacilityMains::pressuresFallOutAndBack() {
    Chain chain(model::MainPipes::Both);
    const auto solution = solveCold(chain.chain.small.campus);
    double before_Pa = solution->plants.at(chain.chain.small.plant).pumpHead_Pa;
    for (std::size_t i = 0; i < 3; ++i) {
        const auto& main = solution->mains.at(chain.supply[i]);
        const double between_Pa = main.supplyPressure_Pa - main.returnPressure_Pa;
        qInfo("%zu: %.1f kPa supply, %.1f kPa return", i, main.supplyPressure_Pa / 1e3,
              main.returnPressure_Pa / 1e3);
        QVERIFY(main.returnPressure_Pa > 0.0);
        QVERIFY(between_Pa > 0.0 && between_Pa < before_Pa);
        QVERIFY(main.supplyPressure_Pa < main.designPressure_Pa);
        if (i > 0) {
            const auto& last = solution->mains.at(chain.supply[i - 1]);
            const double lost_Pa = last.supplyPressure_Pa - main.supplyPressure_Pa;
            QVERIFY(lost_Pa > 0.0);
            QCOMPARE_LE(std::abs((main.returnPressure_Pa - last.returnPressure_Pa) / lost_Pa - 1.0),
                        1e-6);
        }
        before_Pa = between_Pa;
    }
    for (const auto& unit : chain.chain.small.campus.equipment())
        if (unit.kind == model::EquipmentKind::Cdu || unit.kind == model::EquipmentKind::Pump)
            QVERIFY(solution->units.at(unit.id).waterPressure_Pa.value_or(0.0) > 0.0);
}

void TestFacilityMains::directReturnStarvesTheFarHall() {
    Chain chain(model::MainPipes::Both);
    chain.setValves(model::BranchValves::None);
    const auto solution = solveCold(chain.chain.small.campus);
    const auto flows = chain.flows(*solution);
    QVERIFY(spread(flows) > 0.04);
    QVERIFY(flows[0] > flows[1] && flows[1] > flows[2]);
    QCOMPARE_LE(solution->energy.residualFraction, 1e-4);
}

/// Sections carry 3q, 2q, q out and q, 2q, 3q back, so the way of the first and of the last hall
/// lose the same, and that of the middle one little more: (9 + 4) + (4 + 9) parts to
/// 9 + (1 + 4 + 9) for sections of equal length.
void TestFacilityMains::reverseReturnSharesWithoutValves() {
    Chain direct(model::MainPipes::Both);
    direct.setValves(model::BranchValves::None);
    const double directSpread = spread(direct.flows(*solveCold(direct.chain.small.campus)));
    Chain reverse(model::MainPipes::Supply);
    reverse.setValves(model::BranchValves::None);
    const auto solution = solveCold(reverse.chain.small.campus);
    QVERIFY(solution->coolantConverged);
    const auto flows = reverse.flows(*solution);
    QVERIFY(spread(flows) < 0.4 * directSpread);
    QCOMPARE_LE(std::abs(flows[0] / flows[2] - 1.0), 0.005);
    QCOMPARE_LE(solution->energy.residualFraction, 1e-4);
}

void TestFacilityMains::valvesShareWhateverThePipes() {
    for (const auto pipes : {model::MainPipes::Both, model::MainPipes::Supply}) {
        const Chain chain(pipes);
        QCOMPARE_LE(spread(chain.flows(*solveCold(chain.chain.small.campus))), 1e-6);
    }
}

void TestFacilityMains::returnAloneShowsOneTemperature() {
    const Chain chain(model::MainPipes::Supply);
    const auto solution = solveCold(chain.chain.small.campus);
    const auto& supply = solution->mains.at(chain.supply[0]);
    QVERIFY(supply.pipes == model::MainPipes::Supply);
    QCOMPARE(supply.supply_C, supply.return_C);
    QVERIFY(supply.loss_W > 0.0);
}

/// Two halls on a ring with the plant. With one end out all water goes through the other, so both
/// ends are sized for the whole flow, and the link between the halls for one hall's.
void TestFacilityMains::ringIsSizedForEachOfItsSectionsOut() {
    auto chain = hallChain(2);
    auto& campus = chain.small.campus;
    const auto plant = model::entity(chain.small.plant);
    const auto west = drawMain(campus, plant, model::entity(chain.halls[0]), 150);
    const auto link =
        drawMain(campus, model::entity(chain.halls[0]), model::entity(chain.halls[1]), 150);
    const auto east = drawMain(campus, plant, model::entity(chain.halls[1]), 150);
    const auto flowOf = [](const engine::CoolantSizing& sizing, model::MainId id) {
        for (const auto& main : sizing.mains)
            if (main.id == id)
                return main.flow_m3_per_s;
        return 0.0;
    };
    const auto usual = engine::sizeCoolant(campus, shippedCatalog());
    const auto secure =
        engine::sizeCoolant(campus, shippedCatalog(), {}, engine::SizingBasis::NMinusOne);
    QVERIFY(usual.isSolved && secure.isSolved);
    const double all = flowOf(usual, west) + flowOf(usual, east);
    QCOMPARE_LE(std::abs(flowOf(secure, west) / all - 1.0), 1e-6);
    QCOMPARE_LE(std::abs(flowOf(secure, east) / all - 1.0), 1e-6);
    QCOMPARE_LE(std::abs(flowOf(secure, link) / (0.5 * all) - 1.0), 1e-6);
    for (const auto& main : secure.mains)
        QVERIFY(!main.isSingle && main.isWithinRules);
    // What has been sized carries every outage within the rules.
    edit(campus, secure.edit);
    for (const auto out : {west, link, east}) {
        engine::SolveRequest request;
        request.campus = campus;
        request.withAir = false;
        model::Scenario scenario;
        scenario.outOfService = {model::entity(out)};
        request.scenario = scenario;
        engine::CampusSolver solver(shippedCatalog());
        const auto solution = solver.solve(request);
        QVERIFY(!hasFinding(*solution, "rack-flow-short"));
        QVERIFY(!hasFinding(*solution, "pipe-velocity"));
        QVERIFY(!hasFinding(*solution, "pipe-gradient"));
    }
}

void TestFacilityMains::pumpsAreSizedForOneOut() {
    auto small = smallCampus();
    auto plant = *small.campus.plants().find(small.plant);
    plant.pumpsSpare = 0; // all three run
    edit(small.campus, model::Replace<model::Plant>{plant});
    const auto usual = engine::sizeCoolant(small.campus, shippedCatalog());
    const auto secure =
        engine::sizeCoolant(small.campus, shippedCatalog(), {}, engine::SizingBasis::NMinusOne);
    QCOMPARE_LE(
        std::abs(secure.pumps.front().flow_m3_per_s / (1.5 * usual.pumps.front().flow_m3_per_s) -
                 1.0),
        1e-6);
}

void TestFacilityMains::radialMainIsNamedAsSingle() {
    const auto small = smallCampus();
    const auto secure =
        engine::sizeCoolant(small.campus, shippedCatalog(), {}, engine::SizingBasis::NMinusOne);
    QVERIFY2(secure.isSolved, secure.trouble.c_str());
    QVERIFY(secure.mains.front().isSingle);
}

QTEST_GUILESS_MAIN(TestFacilityMains)
#include "tst_facility_mains.moc"
