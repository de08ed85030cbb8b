#include "core/solvers/airflow/airflow_solver.h"

#include <QTest>

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
            p.baffles.push_back(faceOf(randomBox(p, 0.2, 3.0), count(0, 5)));
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
            p.screens.push_back({std::to_string(n), faceOf(randomBox(p, 0.2, 4.0), count(0, 5)),
                                 perforatedPlateLoss(openShare), openShare});
        }
        if (count(0, 2) == 0)
            p.porousBodies.push_back({randomBox(p, 0.1, 2.0), between(0.0, 200.0)});
        return p;
    }

private:
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
        const bool isHigh = side % 2 != 0;
        double* low[3] = {&face.min_m.x, &face.min_m.y, &face.min_m.z};
        double* high[3] = {&face.max_m.x, &face.max_m.y, &face.max_m.z};
        (isHigh ? *low : *high)[side / 2] = (isHigh ? *high : *low)[side / 2];
        return face;
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

bool isSound(const AirField& field) {
    for (std::size_t c = 0; c < field.cellCount(); ++c)
        if (!std::isfinite(field.temperature_K[c]) || !std::isfinite(field.u_m_per_s[c]) ||
            !std::isfinite(field.v_m_per_s[c]) || !std::isfinite(field.w_m_per_s[c]))
            return false;
    return true;
}

} // namespace

/// HALLWRIGHT_RANDOM_HALLS sets how many halls are tried; thousands suit the sanitizers' run.
class TestAirflowRandom : public QObject {
    Q_OBJECT
private slots:
    void everyHallEndsConvergedOrWithAReason_data();
    void everyHallEndsConvergedOrWithAReason();
};

void TestAirflowRandom::everyHallEndsConvergedOrWithAReason_data() {
    QTest::addColumn<bool>("hasDevices");
    QTest::newRow("plain") << false;
    QTest::newRow("with doors, coils, fans and screens") << true;
}

void TestAirflowRandom::everyHallEndsConvergedOrWithAReason() {
    QFETCH(bool, hasDevices);
    const int halls = qEnvironmentVariableIsSet("HALLWRIGHT_RANDOM_HALLS")
                          ? qEnvironmentVariableIntValue("HALLWRIGHT_RANDOM_HALLS")
                          : 100;
    int converged = 0, invalid = 0;
    for (int seed = 1; seed <= halls; ++seed) {
        HallMaker maker(static_cast<unsigned>(seed));
        const AirflowProblem problem = hasDevices ? maker.makeWithDevices() : maker.make();
        const AirflowSolution solution = solveAirflow(problem);
        const QByteArray place = "seed " + QByteArray::number(seed);
        const char* const where = place.constData();
        QVERIFY2(solution.steps < 100000, where);
        if (solution.status == AirflowStatus::InvalidProblem) {
            ++invalid;
            QVERIFY2(!solution.findings.empty(), where);
            continue;
        }
        QVERIFY2(solution.field != nullptr && isSound(*solution.field), where);
        QVERIFY2(std::isfinite(solution.mean_K), where);
        if (solution.status == AirflowStatus::Converged) {
            ++converged;
            QVERIFY2(std::abs(solution.energyImbalance_fraction) <= 1e-3, where);
            QVERIFY2(solution.min_K >= 273.15, where);
        } else {
            QVERIFY2(!solution.findings.empty(), where);
            qInfo("seed %d: status %d, %s", seed, static_cast<int>(solution.status),
                  solution.findings.back().text().c_str());
        }
    }
    qInfo("%d of %d halls converged, %d have no solution", converged, halls, invalid);
    QVERIFY(converged > halls / 2);
}

int main(int argc, char** argv) {
    qputenv("QTEST_FUNCTION_TIMEOUT", "36000000"); // thousands of halls take their time
    TestAirflowRandom test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_airflow_random.moc"
