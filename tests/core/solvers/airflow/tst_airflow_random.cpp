#include "core/solvers/airflow/airflow_solver.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

using namespace hallwright;
using namespace hallwright::airflow;

namespace {

/// Small halls of every shape: racks that overlap, stand at the walls or turn their fronts to them,
/// units without boxes, baffles across everything, openings.
class HallMaker {
public:
    explicit HallMaker(unsigned seed) : m_random(seed) {}

    AirflowProblem make() {
        AirflowProblem p;
        p.size_m = {between(2.5, 7.0), between(2.5, 6.0), between(2.2, 4.0)};
        p.cell_m = between(0.3, 0.5);
        p.initial_K = between(285.0, 305.0);
        const int racks = count(0, 6), units = count(0, 2), baffles = count(0, 3);
        for (int n = 0; n < racks; ++n)
            addRack(p);
        for (int n = 0; n < units; ++n)
            addUnit(p);
        for (int n = 0; n < baffles; ++n)
            p.baffles.push_back(randomFace(p, 0.2, 3.0));
        if (count(0, 3) == 0)
            p.solids.push_back(randomBox(p, 0.2, 2.0));
        if (count(0, 3) == 0)
            addOpenings(p);
        return p;
    }

    /// The same with rear doors, coils, fan curves, screens and porous bodies.
    AirflowProblem makeWithDevices() {
        AirflowProblem p = make();
        for (Rack& rack : p.racks) {
            if (count(0, 2) == 0)
                rack.rearDoor = randomDoor();
            if (count(0, 3) == 0)
                rack.fans = randomFans(std::max(rack.flow_m3_per_s, 0.05));
            if (count(0, 3) == 0)
                rack.recirculatedShare = between(0.0, 0.3);
        }
        for (AirUnit& unit : p.airUnits) {
            if (count(0, 1) == 0)
                unit.coil = Coil{between(0.2, 1.0), between(278.0, 296.0)};
            if (count(0, 3) == 0)
                unit.fans = randomFans(unit.flow_m3_per_s);
        }
        for (int n = count(0, 3); n > 0; --n) {
            const double openShare = between(0.005, 1.0);
            p.screens.push_back({std::to_string(n), randomFace(p, 0.2, 4.0),
                                 perforatedPlateLoss(openShare), openShare});
        }
        if (count(0, 2) == 0)
            p.porousBodies.push_back({randomBox(p, 0.1, 2.0), between(0.0, 200.0)});
        return p;
    }

    /// The same with figures that no hall has: units mistaken, zeros too many.
    AirflowProblem makeAbsurd() {
        AirflowProblem p = makeWithDevices();
        spoil(p.initial_K);
        for (Rack& rack : p.racks) {
            spoil(rack.heat_W);
            spoil(rack.flow_m3_per_s);
        }
        for (AirUnit& unit : p.airUnits) {
            spoil(unit.flow_m3_per_s);
            spoil(unit.supply_K);
        }
        for (Screen& screen : p.screens)
            spoil(screen.lossCoefficient);
        for (PorousBody& body : p.porousBodies)
            spoil(body.loss_per_m);
        for (Opening& opening : p.openings) {
            spoil(opening.temperature_K);
            if (opening.flow_m3_per_s)
                spoil(*opening.flow_m3_per_s);
        }
        return p;
    }

private:
    void spoil(double& figure) {
        if (count(0, 2) == 0)
            figure *= std::pow(10.0, between(-6.0, 6.0));
    }

    RearDoor randomDoor() {
        RearDoor door{{between(0.1, 1.0), between(280.0, 300.0)}, {}, {}};
        if (count(0, 1) == 0)
            door.least_K = between(290.0, 300.0);
        if (count(0, 2) == 0)
            door.capacity_W = between(500.0, 20000.0);
        return door;
    }

    FanCurve randomFans(double flow_m3_per_s) {
        return {{{0.0, between(5.0, 200.0)}, {flow_m3_per_s * between(0.8, 2.0), 0.0}},
                between(0.0, 20.0) / (flow_m3_per_s * flow_m3_per_s)};
    }

    double between(double low, double high) {
        return low + (high - low) * std::uniform_real_distribution<double>(0.0, 1.0)(m_random);
    }
    int count(int low, int high) { return std::uniform_int_distribution<int>(low, high)(m_random); }

    Box randomBox(const AirflowProblem& p, double least_m, double most_m) {
        Box box;
        const auto span = [&](double size, double& low, double& high) {
            const double length = std::min(size, between(least_m, most_m));
            low = between(0.0, size - length);
            high = low + length;
        };
        span(p.size_m.x, box.min_m.x, box.max_m.x);
        span(p.size_m.y, box.min_m.y, box.max_m.y);
        span(p.size_m.z, box.min_m.z, box.max_m.z);
        return box;
    }

    static FaceRect faceOf(const Box& box, int side) {
        FaceRect face{static_cast<Axis>(side / 2), box.min_m, box.max_m};
        constexpr std::array<double base::Vec3::*, 3> kAxes{&base::Vec3::x, &base::Vec3::y,
                                                            &base::Vec3::z};
        const auto axis = kAxes[static_cast<std::size_t>(side / 2)];
        if (side % 2 != 0)
            face.min_m.*axis = face.max_m.*axis;
        else
            face.max_m.*axis = face.min_m.*axis;
        return face;
    }

    FaceRect randomFace(const AirflowProblem& p, double least_m, double most_m) {
        const Box box = randomBox(p, least_m, most_m); // drawn first, whatever the compiler
        return faceOf(box, count(0, 5));
    }

    void addRack(AirflowProblem& p) {
        Rack rack;
        rack.id = std::to_string(p.racks.size());
        rack.box = randomBox(p, 0.5, 1.4);
        rack.box.min_m.z = 0.0;
        const int axis = count(0, 1);
        rack.front = faceOf(rack.box, 2 * axis);
        rack.rear = count(0, 4) == 0 ? faceOf(rack.box, 5) : faceOf(rack.box, 2 * axis + 1);
        rack.heat_W = count(0, 4) == 0 ? 0.0 : between(500.0, 12000.0);
        rack.flow_m3_per_s = rack.heat_W > 0.0 ? rack.heat_W / (1206.0 * between(6.0, 25.0))
                                               : (count(0, 1) == 0 ? 0.0 : between(0.05, 0.5));
        p.racks.push_back(rack);
    }

    void addUnit(AirflowProblem& p) {
        AirUnit unit;
        unit.id = std::to_string(p.airUnits.size());
        const Box box = randomBox(p, 0.5, 1.8);
        unit.supplies = {faceOf(box, count(0, 3))};
        unit.returns = {faceOf(box, 5)};
        unit.box = box;
        unit.flow_m3_per_s = between(0.1, 3.0);
        unit.supply_K = between(287.0, 297.0);
        if (count(0, 4) == 0)
            unit.capacity_W = between(1000.0, 50000.0);
        p.airUnits.push_back(unit);
    }

    void addOpenings(AirflowProblem& p) {
        const double flow = between(0.1, 2.0);
        p.openings.push_back(
            {"in", {Axis::X, {0.0, 0.2, 0.2}, {0.0, 1.6, 1.4}}, flow, between(283.0, 300.0)});
        p.openings.push_back({"out",
                              {Axis::Y, {0.4, p.size_m.y, 0.6}, {2.0, p.size_m.y, 2.0}},
                              std::nullopt,
                              293.15});
    }

    std::mt19937 m_random;
};

bool isSound(const AirflowSolution& solution) {
    const auto isFinite = [](double value_K) { return std::isfinite(value_K); };
    return solution.field && solution.field->isFinite() && isFinite(solution.mean_K) &&
           std::ranges::all_of(solution.racks, isFinite, &RackAir::inletMean_K) &&
           std::ranges::all_of(solution.racks, isFinite, &RackAir::outletMean_K) &&
           std::ranges::all_of(solution.airUnits, isFinite, &AirUnitAir::return_K) &&
           std::ranges::all_of(solution.airUnits, isFinite, &AirUnitAir::supply_K);
}

#ifdef __SANITIZE_ADDRESS__
constexpr int kHalls = 30; // each takes some five times as long
#else
constexpr int kHalls = 100;
#endif

int hallCount() {
    return qEnvironmentVariableIsSet("HALLWRIGHT_RANDOM_HALLS")
               ? qEnvironmentVariableIntValue("HALLWRIGHT_RANDOM_HALLS")
               : kHalls;
}

/// Solves it and looks at every picture on the way.
AirflowSolution solveWatched(const AirflowProblem& problem, AirflowOptions options,
                             const char* where) {
    bool isShownSound = true;
    options.onStage = [&](const AirflowSolution& shown) {
        isShownSound = isShownSound && isSound(shown);
    };
    const AirflowSolution solution = solveAirflow(problem, options);
    [&] {
        QVERIFY2(isShownSound, where);
        QVERIFY2(solution.steps < 100000, where);
        if (solution.status != AirflowStatus::Converged)
            QVERIFY2(!solution.findings.empty(), where);
        if (solution.status != AirflowStatus::InvalidProblem)
            QVERIFY2(isSound(solution), where);
    }();
    return solution;
}

} // namespace

/// HALLWRIGHT_RANDOM_HALLS sets how many halls are tried.
class TestAirflowRandom : public QObject {
    Q_OBJECT
private slots:
    void everyHallEndsConvergedOrWithAReason_data();
    void everyHallEndsConvergedOrWithAReason();
    void noFigureMakesAPictureThatIsNoNumber();
};

void TestAirflowRandom::everyHallEndsConvergedOrWithAReason_data() {
    QTest::addColumn<bool>("hasDevices");
    QTest::newRow("plain") << false;
    QTest::newRow("with doors, coils, fans and screens") << true;
}

void TestAirflowRandom::everyHallEndsConvergedOrWithAReason() {
    QFETCH(bool, hasDevices);
    const int halls = hallCount();
    int converged = 0, invalid = 0;
    for (int seed = 1; seed <= halls; ++seed) {
        HallMaker maker(static_cast<unsigned>(seed));
        const AirflowProblem problem = hasDevices ? maker.makeWithDevices() : maker.make();
        const QByteArray place = "seed " + QByteArray::number(seed);
        const char* const where = place.constData();
        const AirflowSolution solution = solveWatched(problem, {}, where);
        if (QTest::currentTestFailed())
            return;
        if (solution.status == AirflowStatus::Converged) {
            ++converged;
            QVERIFY2(std::abs(solution.energyImbalance_fraction) <= 1e-3, where);
            QVERIFY2(solution.min_K >= 273.15, where);
        } else if (solution.status == AirflowStatus::InvalidProblem) {
            ++invalid;
        } else {
            qInfo("seed %d: status %d, %s", seed, static_cast<int>(solution.status),
                  solution.findings.back().text().c_str());
        }
    }
    qInfo("%d of %d halls converged, %d have no solution", converged, halls, invalid);
    QVERIFY(converged > halls / 2);
}

void TestAirflowRandom::noFigureMakesAPictureThatIsNoNumber() {
    AirflowOptions options;
    options.report_ms = 0.0;
    options.maxAirChanges = 2.0;
    for (int seed = 1, halls = (hallCount() + 3) / 4; seed <= halls; ++seed) {
        const QByteArray place = "seed " + QByteArray::number(seed);
        solveWatched(HallMaker(static_cast<unsigned>(seed)).makeAbsurd(), options,
                     place.constData());
        if (QTest::currentTestFailed())
            return;
    }
}

int main(int argc, char** argv) {
    qputenv("QTEST_FUNCTION_TIMEOUT", "36000000"); // thousands of halls take their time
    TestAirflowRandom test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_airflow_random.moc"
