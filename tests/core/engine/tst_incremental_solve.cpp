#include "core/model/edits/arranging.h"
#include "core/model/edits/placing.h"
#include "core/model/edits/setting.h"
#include "engine_fixture.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace hallwright;

/// A solver that has seen other revisions before gives the figures of one that has not.
class TestIncrementalSolve : public QObject {
    Q_OBJECT

private slots:
    void anyEditsGiveTheFiguresOfAColdSolve_data();
    void anyEditsGiveTheFiguresOfAColdSolve();
    void sameCampusTwiceGivesTheSameFigures();
    void undoneEditGivesTheOldFigures();
    void energyClosesOnRandomCampuses();
};

namespace {

double difference(double a, double b) {
    return std::abs(a - b) / std::max({1.0, std::abs(a), std::abs(b)});
}

/// Draws edits at random; those that a campus refuses are left out.
class RandomEdits {
public:
    explicit RandomEdits(unsigned seed) : m_random(seed) {}

    void apply(model::Campus& campus) {
        const auto change = draw(campus).plan(campus, *tests::shippedCatalog());
        if (change)
            campus.apply(*change);
    }

private:
    template <class T>
    const T& any(const model::Table<T>& table) {
        return *(table.begin() + std::uniform_int_distribution<long>(
                                     0, static_cast<long>(table.size()) - 1)(m_random));
    }
    model::Edit draw(const model::Campus& campus) {
        const auto& rack = any(campus.racks());
        switch (std::uniform_int_distribution<int>(0, 5)(m_random)) {
        case 0:
            return model::SetRackLoad{
                {rack.id}, std::uniform_real_distribution<double>(0.0, 1.2)(m_random) * 132e3};
        case 1:
            return model::DeleteEntities{{model::entity(rack.id)}};
        case 2: {
            auto placement = rack.placement;
            placement.position_m.y += 0.02;
            return model::SetPlacement{model::entity(rack.id), placement};
        }
        case 3: {
            const auto& unit = any(campus.equipment());
            return model::SetInService{unit.id, unit.inService
                                                    ? model::SetInService::State::Out
                                                    : model::SetInService::State::InService};
        }
        case 4: {
            auto feeder = any(campus.feeders());
            feeder.circuits = 1 + feeder.circuits % 3;
            return model::Replace<model::Feeder>{feeder};
        }
        default:
            return model::SetRackType{{rack.id}, "vr_nvl72_maxq"};
        }
    }
    std::mt19937 m_random;
};

void compare(const engine::Solution& warm, const engine::Solution& cold) {
    constexpr double kSame = 1e-9;
    QCOMPARE_LE(difference(warm.energy.grid_W, cold.energy.grid_W), kSame);
    QCOMPARE_LE(difference(warm.energy.cooling_W, cold.energy.cooling_W), kSame);
    QCOMPARE_LE(difference(warm.energy.loss_W, cold.energy.loss_W), 1e-7);
    QCOMPARE(warm.racks.size(), cold.racks.size());
    for (const auto& [id, rack] : cold.racks) {
        const auto& other = warm.racks.at(id);
        QCOMPARE_LE(difference(rack.load_W, other.load_W), 1e-12);
        QCOMPARE_LE(difference(rack.voltage_pu, other.voltage_pu), 1e-7);
        QCOMPARE_LE(difference(rack.coolantSupply_C, other.coolantSupply_C), 1e-7);
        QCOMPARE_LE(difference(rack.coolantFlow_m3_per_s, other.coolantFlow_m3_per_s), 1e-12);
        QCOMPARE(rack.hasPower, other.hasPower);
        QCOMPARE(rack.hasCoolant, other.hasCoolant);
    }
    QCOMPARE(warm.findings.size(), cold.findings.size());
}

} // namespace

void TestIncrementalSolve::anyEditsGiveTheFiguresOfAColdSolve_data() {
    QTest::addColumn<QString>("sample");
    QTest::addColumn<int>("solves");
    QTest::newRow("hall-demo") << "hall-demo" << 30;
    QTest::newRow("bosquel-1gw") << "bosquel-1gw" << 4;
}

void TestIncrementalSolve::anyEditsGiveTheFiguresOfAColdSolve() {
    QFETCH(QString, sample);
    QFETCH(int, solves);
    auto campus = tests::sampleCampus(sample.toStdString());
    engine::CampusSolver solver(tests::shippedCatalog());
    QVERIFY(tests::solveWith(solver, campus));
    RandomEdits edits(20260712);
    for (int solve = 0; solve < solves; ++solve) {
        for (int i = 0; i <= solve % 3; ++i)
            edits.apply(campus);
        compare(*tests::solveWith(solver, campus), *tests::solveCold(campus));
        if (QTest::currentTestFailed())
            return;
    }
}

void TestIncrementalSolve::sameCampusTwiceGivesTheSameFigures() {
    const auto& campus = tests::sampleCampus("hall-demo");
    engine::CampusSolver solver(tests::shippedCatalog());
    const auto first = tests::solveWith(solver, campus);
    const auto second = tests::solveWith(solver, campus);
    compare(*first, *second);
}

void TestIncrementalSolve::undoneEditGivesTheOldFigures() {
    auto campus = tests::sampleCampus("hall-demo");
    engine::CampusSolver solver(tests::shippedCatalog());
    const auto before = tests::solveWith(solver, campus);
    auto change = model::DeleteEntities{{model::entity(campus.racks().begin()->id)}}.plan(
        campus, *tests::shippedCatalog());
    QVERIFY(change.hasValue());
    const auto back = campus.apply(std::move(change).value());
    const auto between = tests::solveWith(solver, campus);
    QCOMPARE(between->racks.size() + 1, before->racks.size());
    campus.apply(back);
    compare(*tests::solveWith(solver, campus), *before);
}

void TestIncrementalSolve::energyClosesOnRandomCampuses() {
    for (const unsigned seed : {1u, 2u, 3u, 4u, 5u, 6u}) {
        auto campus = tests::sampleCampus(seed % 2 == 0 ? "hall-demo" : "air-hall");
        RandomEdits edits(seed);
        engine::CampusSolver solver(tests::shippedCatalog());
        for (int i = 0; i < 12; ++i) {
            edits.apply(campus);
            const auto solution = tests::solveWith(solver, campus);
            if (!solution->powerConverged || !solution->coolantConverged)
                continue; // says so itself; the figures are not claimed
            QVERIFY2(solution->energy.residualFraction < 1e-3,
                     qPrintable(QString("seed %1, edit %2: %3")
                                    .arg(seed)
                                    .arg(i)
                                    .arg(solution->energy.residualFraction)));
        }
    }
}

QTEST_GUILESS_MAIN(TestIncrementalSolve)
#include "tst_incremental_solve.moc"
