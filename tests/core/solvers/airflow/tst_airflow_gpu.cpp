#include "core/compute/host_executor.h"
#include "core/io/airflow_case/airflow_case.h"
#include "core/solvers/airflow/gpu/air_device.h"
#include "core/solvers/airflow/running_mean.h"
#include "hall_fixture.h"

#include <tbb/global_control.h>

#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>

using namespace hallwright;
using namespace hallwright::airflow;

namespace {

/// What a device path has to carry, one hall or cavity each.
struct DeviceCase {
    const char* name;
    std::function<AirflowProblem()> problem;
};

AirflowProblem cavity(bool isHeated) {
    AirflowProblem p;
    p.size_m = {1.0, 1.0, 1.0};
    p.cells = {24, 20, isHeated ? 12 : 1};
    p.isTwoDimensional = !isHeated;
    p.turbulence = Turbulence::Laminar;
    p.air.viscosity_m2_per_s = 1e-3;
    p.initial_K = p.air.reference_K;
    if (isHeated) {
        p.wallTemperatures = {{{Axis::X, {0.0, 0.0, 0.0}, {0.0, 1.0, 1.0}}, 303.15},
                              {{Axis::X, {1.0, 0.0, 0.0}, {1.0, 1.0, 1.0}}, 293.15}};
    } else {
        p.air.gravity_m_per_s2 = {};
        p.lidVelocity_m_per_s = {1.0, 0.0, 0.0};
    }
    return p;
}

/// A unit below its capacity, one with a coil, doors behind racks, an opening in and one out.
AirflowProblem coiledHall() {
    AirflowProblem p = HallFixture{}.problem();
    p.airUnits[0].capacity_W = 15000.0;
    p.airUnits.push_back(p.airUnits[0]);
    AirUnit& second = p.airUnits.back();
    second.id = "U2";
    second.box.reset();
    second.coil = Coil{0.7, 288.15};
    second.flow_m3_per_s = 0.5;
    second.supplies = {{Axis::Y, {5.6, 0.0, 0.4}, {6.6, 0.0, 1.4}}};
    second.returns = {{Axis::Y, {5.6, 0.0, 1.8}, {6.6, 0.0, 2.6}}};
    for (std::size_t n = 0; n < 3; ++n)
        p.racks[n].rearDoor = RearDoor{{0.5, 290.15}, 294.15, 3000.0};
    p.racks[3].heatCapacity_J_per_K = 2e5;
    p.racks[5].flow_m3_per_s = 0.0;
    p.openings = {{"in", {Axis::X, {7.0, 4.0, 0.2}, {7.0, 5.0, 1.0}}, 0.3, 289.15},
                  {"out", {Axis::Z, {5.0, 4.0, 3.0}, {6.0, 5.0, 3.0}}, std::nullopt}};
    return p;
}

/// A closed aisle that asks for air through its doors.
AirflowProblem leakyHall() {
    HallFixture fixture;
    fixture.overFlow = 0.8;
    AirflowProblem p = fixture.problem();
    p.baffles = {{Axis::X, {3.0, 2.2, 0.0}, {3.0, 3.4, 2.0}},
                 {Axis::X, {5.4, 2.2, 0.0}, {5.4, 3.4, 2.0}},
                 {Axis::Z, {3.0, 2.2, 2.0}, {5.4, 3.4, 2.0}}};
    return p;
}

std::vector<DeviceCase> deviceCases() {
    return {{"open hall", [] { return HallFixture{}.problem(); }},
            {"zero-equation model",
             [] {
                 AirflowProblem p = HallFixture{}.problem();
                 p.turbulence = Turbulence::ZeroEquation;
                 return p;
             }},
            {"coils, doors and openings", coiledHall},
            {"leaks", leakyHall},
            {"heated cavity", [] { return cavity(true); }},
            {"lid", [] { return cavity(false); }}};
}

/// Largest difference over the largest value, or over `least` if that is more.
double distance(const std::vector<float>& a, const std::vector<float>& b, float least) {
    float most = least, off = 0.0f;
    for (std::size_t c = 0; c < a.size(); ++c) {
        most = std::max(most, std::abs(a[c]));
        const float own = std::abs(a[c] - b[c]);
        off = own <= off ? off : own; // also where it is not a number
    }
    return a.size() == b.size() ? off / most : HUGE_VAL;
}

/// Of temperatures and velocities; also of means.
template <class Flow>
double distance(const Flow& a, const Flow& b) {
    double off = distance(a.temperature_K(), b.temperature_K(), 0.1f);
    for (std::size_t d = 0; d < 3; ++d)
        off = std::max(off, distance(a.velocity_m_per_s()[d], b.velocity_m_per_s()[d], 0.01f));
    return off;
}

FlowGrid& started(FlowGrid& grid) {
    grid.startFromRest({});
    grid.setStretch(4.0);
    return grid;
}

void compareSteps(const AirflowProblem& problem, compute::Executor& executor, double afterOne,
                  double afterSome) {
    FlowGrid cpu(problem, buildLattice(problem, latticeCells(problem)));
    FlowGrid gpu(problem, buildLattice(problem, latticeCells(problem)), &executor);
    QVERIFY(gpu.gpu() != nullptr);
    started(cpu);
    started(gpu);
    QVERIFY2(gpu.gpuError().empty(), gpu.gpuError().c_str());
    QCOMPARE_LE(std::abs(gpu.stepLength_s() / cpu.stepLength_s() - 1.0), afterOne);
    RunningMean cpuMean(cpu), gpuMean(gpu);
    const auto advance = [&](int steps) {
        for (int n = 0; n < steps; ++n) {
            QVERIFY(cpu.step({}));
            QVERIFY(gpu.step({}));
            cpuMean.add(cpu, cpu.stepLength_s());
            gpuMean.add(gpu, cpu.stepLength_s());
        }
    };
    advance(1);
    QCOMPARE_LE(distance(cpu, gpu), afterOne);
    advance(11);
    cpu.calmSwings();
    gpu.calmSwings();
    advance(12);
    QCOMPARE_LE(distance(cpu, gpu), afterSome);
    QCOMPARE_LE(distance(cpuMean, gpuMean), afterSome);
    if (!problem.racks.empty() || !problem.wallTemperatures.empty()) {
        HeatBalance cpuBalance(problem, cpu.lattice()), gpuBalance(problem, gpu.lattice());
        constexpr double kLeft = 1e-4;
        for (const double duration_s : {60.0, HUGE_VAL}) {
            QCOMPARE_LE(cpuMean.closeHeatBalance(cpu, cpuBalance, duration_s, kLeft, {}), kLeft);
            QCOMPARE_LE(gpuMean.closeHeatBalance(gpu, gpuBalance, duration_s, kLeft, {}), kLeft);
            QCOMPARE_LE(distance(cpuMean.lacking_K(), gpuMean.lacking_K(), 0.1f), 0.02);
        }
    }
    QVERIFY(gpu.isSound());
    QCOMPARE_LE(gpu.divergenceResidual(), 1.05 * cpu.divergenceResidual() + 1e-6);
    const auto& cpuIn = cpu.devices().rackInlet_K();
    for (std::size_t n = 0; n < cpuIn.size(); ++n)
        QCOMPARE_LE(std::abs(gpu.devices().rackInlet_K()[n] - cpuIn[n]), 20.0 * afterSome);
    QCOMPARE_LE(std::abs(gpu.devices().removed_W() - cpu.devices().removed_W()),
                afterSome * (1e3 + std::abs(cpu.devices().removed_W())));
    QVERIFY2(gpu.gpuError().empty(), gpu.gpuError().c_str());
}

AirflowSolution solved(const AirflowProblem& problem, std::shared_ptr<compute::Executor> executor) {
    AirflowOptions options;
    options.executor = std::move(executor);
    return solveAirflow(problem, options);
}

/// Elsewhere than in the sources where the test was taken to another machine.
std::string testData() {
    return qEnvironmentVariable("HALLWRIGHT_TEST_DATA", HALLWRIGHT_TEST_DATA).toStdString();
}

AirflowProblem openAisle() {
    const auto hall = io::readAirflowCaseFile(testData() + "/thermal/hall_open_aisle.json", 0.25);
    return hall ? hall->problem : AirflowProblem{};
}

/// Both answers are means that are known to some per cent of the rise of the air, 12 K here.
void compareAnswers(const AirflowSolution& cpu, const AirflowSolution& gpu, double mean_K) {
    QCOMPARE(cpu.status, AirflowStatus::Converged);
    QCOMPARE(gpu.status, AirflowStatus::Converged);
    QVERIFY2(gpu.findings.empty(), gpu.findings.empty() ? "" : gpu.findings[0].text().c_str());
    QCOMPARE_LE(std::abs(gpu.energyImbalance_fraction), 1e-3);
    QCOMPARE_LE(std::abs(gpu.airUnits[0].return_K - cpu.airUnits[0].return_K), 0.1);
    double off_K = 0.0;
    for (std::size_t n = 0; n < cpu.racks.size(); ++n)
        off_K += std::abs(cpu.racks[n].inletMean_K - gpu.racks[n].inletMean_K);
    off_K /= static_cast<double>(cpu.racks.size());
    qInfo("%s: %d steps, inlets %.2g K off on average", gpu.device.c_str(), gpu.steps, off_K);
    QCOMPARE_LE(off_K, mean_K);
}

} // namespace

class TestAirflowGpu : public QObject {
    Q_OBJECT

private slots:
    void stepsAgreeWithTheCpu_data() {
        QTest::addColumn<int>("which");
        const auto cases = deviceCases();
        for (std::size_t n = 0; n < cases.size(); ++n)
            QTest::newRow(cases[n].name) << static_cast<int>(n);
    }
    void stepsAgreeWithTheCpu() {
        QFETCH(int, which);
        compute::HostExecutor emulated;
        compareSteps(deviceCases()[static_cast<std::size_t>(which)].problem(), emulated, 2e-5,
                     1e-3);
    }

    void cudaStepsAgreeWithTheCpu_data() { stepsAgreeWithTheCpu_data(); }
    void cudaStepsAgreeWithTheCpu() {
        QFETCH(int, which);
        const AirDevice device = openAirDevice(AirDeviceWish::Cuda);
        if (!device.executor) {
            QVERIFY(!device.note.empty());
            QSKIP(device.note.c_str());
        }
        compareSteps(deviceCases()[static_cast<std::size_t>(which)].problem(), *device.executor,
                     2e-5, 1e-3);
    }

    void hallAgreesWithTheCpu() {
        const AirflowProblem hall = openAisle();
        const AirflowSolution cpu = solved(hall, nullptr);
        const AirflowSolution gpu = solved(hall, std::make_shared<compute::HostExecutor>());
        QCOMPARE(cpu.device, std::string("cpu"));
        QCOMPARE(gpu.device, std::string("emulated device"));
        compareAnswers(cpu, gpu, 0.3);
    }

    void cudaHallAgreesWithTheCpu() {
        const AirDevice device = openAirDevice(AirDeviceWish::Cuda);
        if (!device.executor)
            QSKIP(device.note.c_str());
        const AirflowProblem hall = openAisle();
        const AirflowSolution gpu = solved(hall, device.executor);
        compareAnswers(solved(hall, nullptr), gpu, 0.3);
        const AirflowSolution again = solved(hall, device.executor);
        QVERIFY(again.field->temperature_K == gpu.field->temperature_K);
    }

    void editGoesOnWithTheTurbulenceThatTheFieldHas() {
        const AirflowProblem hall = HallFixture{}.problem();
        const AirflowSolution before = solved(hall, std::make_shared<compute::HostExecutor>());
        compute::HostExecutor emulated;
        FlowGrid cpu(hall, buildLattice(hall, latticeCells(hall)));
        FlowGrid gpu(hall, buildLattice(hall, latticeCells(hall)), &emulated);
        cpu.startFrom(*before.field, {});
        gpu.startFrom(*before.field, {});
        for (FlowGrid* grid : {&cpu, &gpu}) {
            AirField kept = *before.field;
            grid->keepForStart(kept);
            for (std::size_t c = 0; c < kept.cellCount(); ++c)
                if (kept.isSolid[c]) // not meaningful
                    kept.energy_m2_per_s2[c] = before.field->energy_m2_per_s2[c];
            QCOMPARE_LE(distance(kept.energy_m2_per_s2, before.field->energy_m2_per_s2, 1e-3f),
                        1e-6);
        }
        QCOMPARE_LE(distance(cpu.eddyViscosity_m2_per_s(), gpu.eddyViscosity_m2_per_s(), 1e-3f),
                    1e-5);
        for (int n = 0; n < 12; ++n) {
            QVERIFY(cpu.step({}));
            QVERIFY(gpu.step({}));
        }
        QCOMPARE_LE(distance(cpu, gpu), 1e-3);
    }

    void answersAreTheSameWhateverTheNumberOfThreads() {
        HallFixture fixture;
        fixture.cell_m = 0.25;
        const AirflowProblem hall = fixture.problem();
        std::vector<std::vector<float>> fields;
        for (const std::size_t threads : {1, 2, 4}) {
            const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
            fields.push_back(
                solved(hall, std::make_shared<compute::HostExecutor>()).field->temperature_K);
        }
        QVERIFY(fields[0] == fields[1]);
        QVERIFY(fields[0] == fields[2]);
    }

    void brokenDeviceLeavesTheAnswerToTheCpu_data() {
        QTest::addColumn<double>("memory_bytes");
        QTest::addColumn<double>("shareOfLaunches");
        QTest::newRow("no memory") << 1e5 << 2.0;
        QTest::newRow("memory for the coarse grid alone") << 2e6 << 2.0;
        QTest::newRow("breaks at its start") << 1e12 << 0.0;
        QTest::newRow("breaks on the way") << 1e12 << 0.3;
        QTest::newRow("breaks at the end") << 1e12 << 0.999;
    }
    void brokenDeviceLeavesTheAnswerToTheCpu() {
        QFETCH(double, memory_bytes);
        QFETCH(double, shareOfLaunches);
        HallFixture fixture;
        fixture.cell_m = 0.25;
        const AirflowProblem hall = fixture.problem();
        const auto whole = std::make_shared<compute::HostExecutor>();
        QCOMPARE(solved(hall, whole).device, whole->deviceName());
        auto device =
            std::make_shared<compute::HostExecutor>(static_cast<std::size_t>(memory_bytes));
        device->failAfter(static_cast<int>(shareOfLaunches * whole->launches()));
        AirflowOptions options;
        options.executor = device;
        options.report_ms = 1.0;
        bool areSound = true;
        options.onStage = [&](const AirflowSolution& picture) {
            for (const float t_K : picture.field->temperature_K)
                areSound = areSound && t_K > 280.0f && t_K < 330.0f;
        };
        const AirflowSolution answer = solveAirflow(hall, options);
        QVERIFY(!device->isGood());
        QVERIFY(areSound);
        QCOMPARE(answer.status, AirflowStatus::Converged);
        QCOMPARE(answer.device, std::string("cpu"));
        QCOMPARE(answer.findings.size(), std::size_t(1));
        QCOMPARE(answer.findings[0].where, std::string("device"));
        QCOMPARE_LE(std::abs(answer.energyImbalance_fraction), 1e-3);
    }

    void whatADeviceCannotDoYetStaysOnTheCpuAndSaysSo() {
        AirflowProblem hall = HallFixture{}.problem();
        hall.screens = {{"door", {Axis::X, {3.0, 2.2, 0.0}, {3.0, 3.4, 2.0}}, 200.0, 0.1}};
        const AirflowSolution answer = solved(hall, std::make_shared<compute::HostExecutor>());
        QCOMPARE(answer.device, std::string("cpu"));
        QVERIFY(!answer.deviceNote.empty());
        QVERIFY(answer.findings.empty());
        const AirflowSolution cpu = solved(hall, nullptr);
        QVERIFY(answer.field->temperature_K == cpu.field->temperature_K);
        QVERIFY(cpu.deviceNote.empty());
    }

    void smallGridsStayOnTheCpuWhereTheDeviceSaysSo() {
        AirflowOptions options;
        options.executor = std::make_shared<compute::HostExecutor>();
        options.executorCells = 1000000;
        QCOMPARE(solveAirflow(HallFixture{}.problem(), options).device, std::string("cpu"));
    }
};

QTEST_APPLESS_MAIN(TestAirflowGpu)
#include "tst_airflow_gpu.moc"
