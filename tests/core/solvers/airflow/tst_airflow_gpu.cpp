#include "core/compute/host_executor.h"
#include "core/io/airflow_case/airflow_case.h"
#include "core/solvers/airflow/air_capture.h"
#include "core/solvers/airflow/airflow_transient.h"
#include "core/solvers/airflow/gpu/air_device.h"
#include "core/solvers/airflow/gpu/flow_kernels.h"
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
    p.racks[5].flow_m3_per_s = p.racks[5].heat_W = 0.0;
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

/// A cold aisle whose doors let a little air through, and its roof of grilles a little more.
AirflowProblem containedHall() {
    AirflowProblem p = HallFixture{}.problem();
    p.screens = {{"left", {Axis::X, {3.0, 2.2, 0.0}, {3.0, 3.4, 2.0}}, 200.0, 0.1},
                 {"right", {Axis::X, {5.4, 2.2, 0.0}, {5.4, 3.4, 2.0}}, 200.0, 0.1},
                 {"roof", {Axis::Z, {3.0, 2.2, 2.0}, {5.4, 3.4, 2.0}}, 40.0, 0.3}};
    return p;
}

/// The same with fans that find their flows; the unit blows through the hall's far wall.
AirflowProblem fannedHall() {
    AirflowProblem p = containedHall();
    for (Rack& rack : p.racks)
        rack.fans = FanCurve{{{0.0, 60.0}, {1.5 * rack.flow_m3_per_s, 0.0}}, 0.0};
    AirUnit& unit = p.airUnits[0];
    unit.box.reset();
    unit.supplies = {{Axis::Y, {0.2, 5.6, 0.2}, {2.2, 5.6, 1.4}}};
    unit.returns = {{Axis::Y, {0.2, 0.0, 1.4}, {2.2, 0.0, 2.6}}};
    unit.fans = FanCurve{{{0.0, 80.0}, {1.2 * unit.flow_m3_per_s, 0.0}}, 0.0};
    return p;
}

/// Two decks of coolers in the wind.
AirflowProblem openCountry() {
    AirflowProblem p;
    p.size_m = {160.0, 160.0, 40.0};
    p.cells = {22, 20, 10};
    p.initial_K = p.air.reference_K;
    p.openAir = OpenAir{{3.0, 1.0}};
    for (const double x : {64.0, 96.0}) {
        Rack deck;
        deck.id = std::to_string(p.racks.size());
        deck.isDeck = true;
        deck.box = {{x - 8.0, 68.0, 0.0}, {x + 8.0, 92.0, 4.0}};
        deck.flow_m3_per_s = 500.0;
        deck.heat_W = 10.0 * p.air.heatCapacity_J_per_m3K() * deck.flow_m3_per_s;
        p.racks.push_back(deck);
    }
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
            {"leaky containment", containedHall},
            {"raised floor", [] { return raisedFloor(0.25); }},
            {"fans", fannedHall},
            {"open air", openCountry},
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
    if (!problem.airUnits.empty()) {
        const auto capture = [&](RunningMean& mean, const FlowGrid& grid) {
            HeatBalance balance(problem, grid.lattice());
            return findCapture(
                grid.lattice(),
                [&](const std::vector<float>& source, std::vector<float>& share, bool isBackward) {
                    mean.carryPassively(grid, balance, source, share, isBackward, {});
                },
                {});
        };
        const auto onCpu = capture(cpuMean, cpu), onGpu = capture(gpuMean, gpu);
        QVERIFY(onCpu && onGpu);
        QCOMPARE_LE(distance(onCpu->supplyShare, onGpu->supplyShare, 0.1f), 0.02);
        for (std::size_t n = 0; n < onCpu->rackToReturn.size(); ++n)
            QCOMPARE_LE(std::abs(onCpu->rackToReturn[n] - onGpu->rackToReturn[n]), 0.01);
    }
    for (std::size_t n = 0; n < problem.racks.size(); ++n)
        QCOMPARE_LE(std::abs(gpu.lattice().rackFlow_m3_per_s[n] /
                                 (cpu.lattice().rackFlow_m3_per_s[n] + 1e-9) -
                             1.0),
                    problem.racks[n].flow_m3_per_s > 0.0 ? afterSome : 1.0);
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
        compareSteps(deviceCases()[static_cast<std::size_t>(which)].problem(), emulated, 5e-5,
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
                     5e-5, 1e-3);
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

    void meansAtScreensBringNoFields() {
        const AirflowProblem hall = containedHall();
        compute::HostExecutor emulated;
        FlowGrid cpu(hall, buildLattice(hall, latticeCells(hall)));
        FlowGrid gpu(hall, buildLattice(hall, latticeCells(hall)), &emulated);
        for (FlowGrid* grid : {&cpu, &gpu}) {
            started(*grid);
            for (int n = 0; n < 4; ++n)
                QVERIFY(grid->step({}));
        }
        const auto before = emulated.counts().downloaded_bytes;
        const std::vector<double> flows = gpu.screenFlows_m3_per_s();
        QCOMPARE(emulated.counts().downloaded_bytes - before,
                 static_cast<std::int64_t>(hall.screens.size() * sizeof(double)));
        const std::vector<double> onCpu = cpu.screenFlows_m3_per_s();
        for (std::size_t n = 0; n < flows.size(); ++n)
            QCOMPARE_LE(std::abs(flows[n] - onCpu[n]), 1e-4);
    }

    void correctionsWarmTheAirOnTheDevice() {
        const AirflowProblem hall = HallFixture{}.problem();
        compute::HostExecutor emulated;
        FlowGrid cpu(hall, buildLattice(hall, latticeCells(hall)));
        FlowGrid gpu(hall, buildLattice(hall, latticeCells(hall)), &emulated);
        std::vector<float> correction_K(static_cast<std::size_t>(cpu.lattice().shape.arraySize()));
        for (std::size_t c = 0; c < correction_K.size(); ++c)
            correction_K[c] = static_cast<float>(c % 7) - 3.0f;
        for (FlowGrid* grid : {&cpu, &gpu}) {
            QVERIFY(started(*grid).step({}));
            grid->correctTemperature(correction_K, 0.5f, -2.0f);
        }
        QCOMPARE_LE(distance(cpu, gpu), 5e-5);
        QCOMPARE_LE(std::abs(cpu.devices().rackInlet_K()[2] - gpu.devices().rackInlet_K()[2]),
                    1e-3);
        QVERIFY(gpu.step({}));
        QVERIFY(gpu.isSound());
    }

    void picturesShowTheMeanThatWasAskedForWhileStepsGoOn() {
        const AirflowProblem hall = HallFixture{}.problem();
        compute::HostExecutor emulated; // copies as late as it may
        FlowGrid grid(hall, buildLattice(hall, latticeCells(hall)), &emulated);
        started(grid);
        RunningMean mean(grid);
        const auto advance = [&] {
            for (int n = 0; n < 4; ++n)
                QVERIFY(grid.step({}));
            mean.add(grid, 4.0 * grid.stepLength_s());
        };
        advance();
        const std::vector<float> asked_K = mean.temperature_K();
        mean.beginPicture();
        QVERIFY(mean.isPictureComing());
        QVERIFY(!mean.isPictureReady()); // and nobody waits for it
        advance();
        QVERIFY(mean.isPictureReady());
        std::vector<float> shown_K;
        const auto waits = emulated.counts().waits;
        mean.drawPicture([&] { shown_K = mean.temperature_K(); });
        QCOMPARE(emulated.counts().waits, waits);
        QVERIFY(shown_K == asked_K);
        QVERIFY(mean.temperature_K() != asked_K); // what it is now
        mean.beginPicture();
        mean.restart(grid);
        QVERIFY(!mean.isPictureComing());
    }

    void casesThatComeToRestShowPicturesOnTheWay() {
        AirflowOptions options;
        options.executor = std::make_shared<compute::HostExecutor>();
        options.startCoarse = false;
        options.report_ms = 0.0;
        std::stop_source enough;
        int pictures = 0;
        options.onStage = [&](const AirflowSolution& picture) {
            pictures += picture.isFinal ? 0 : 1;
            if (pictures == 3)
                enough.request_stop();
        };
        (void)solveAirflow(cavity(true), options, enough.get_token());
        QCOMPARE(pictures, 3);
    }

    void drillsInTimeRunOnTheDevice_data() {
        QTest::addColumn<double>("shareOfLaunches");
        QTest::newRow("to the end") << 2.0;
        QTest::newRow("breaks at its start") << 0.0;
        QTest::newRow("breaks on the way") << 0.4;
        QTest::newRow("breaks after the event") << 0.9;
    }
    void drillsInTimeRunOnTheDevice() {
        QFETCH(double, shareOfLaunches);
        const AirflowProblem hall = HallFixture{}.problem();
        AirflowProblem stopped = hall;
        stopped.airUnits[0].flow_m3_per_s *= 0.3;
        const auto follow = [&](AirSimulation& simulation) {
            std::vector<double> inlets_K;
            for (const double time_s : {0.0, 0.5, 1.0, 1.5}) {
                if (time_s == 1.0)
                    simulation.change(stopped);
                if (simulation.runUntil(time_s) != AirflowStatus::Converged)
                    return std::vector<double>{};
                const AirMoment moment = simulation.moment();
                inlets_K.push_back(moment.mean_K);
                for (const RackAir& rack : moment.racks)
                    inlets_K.push_back(rack.inletMean_K);
                inlets_K.push_back(moment.field()->temperature_K[3000]);
            }
            return inlets_K;
        };
        AirSimulation onCpu(hall, nullptr);
        const std::vector<double> expected_K = follow(onCpu);
        QVERIFY(!expected_K.empty() && !onCpu.isOnDevice());
        const auto whole = std::make_shared<compute::HostExecutor>();
        {
            AirSimulation sound(hall, nullptr, {}, AirDevice{whole, 0, {}});
            QCOMPARE(follow(sound).size(), expected_K.size());
            QVERIFY(sound.isOnDevice() && sound.deviceError().empty());
        }
        const auto device = std::make_shared<compute::HostExecutor>();
        if (shareOfLaunches < 1.0)
            device->failAfter(static_cast<int>(shareOfLaunches * whole->launches()));
        AirSimulation simulation(hall, nullptr, {}, AirDevice{device, 0, {}});
        const std::vector<double> found_K = follow(simulation);
        QCOMPARE(simulation.isOnDevice(), shareOfLaunches > 1.0);
        QCOMPARE(simulation.deviceError().empty(), shareOfLaunches > 1.0);
        QCOMPARE(found_K.size(), expected_K.size());
        for (std::size_t n = 0; n < found_K.size(); ++n)
            QCOMPARE_LE(std::abs(found_K[n] - expected_K[n]), 0.05);
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
        QCOMPARE(answer.deviceNote, device->error());
        QCOMPARE(answer.findings.size(), std::size_t(1));
        QCOMPARE(answer.findings[0].where, std::string("device"));
        QCOMPARE_LE(std::abs(answer.energyImbalance_fraction), 1e-3);
    }

    void allKindsOfAirRunOnTheDevice_data() { stepsAgreeWithTheCpu_data(); }
    void allKindsOfAirRunOnTheDevice() {
        QFETCH(int, which);
        const AirflowProblem problem = deviceCases()[static_cast<std::size_t>(which)].problem();
        if (problem.turbulence == Turbulence::Laminar)
            return; // comes to rest after many steps; seen above
        const auto emulated = std::make_shared<compute::HostExecutor>();
        AirflowOptions options;
        options.executor = emulated;
        options.maxAirChanges = 0.2; // the way, not the end
        const AirflowSolution answer = solveAirflow(problem, options);
        QCOMPARE(answer.device, emulated->deviceName());
        QVERIFY(emulated->isGood() && answer.deviceNote.empty());
        QVERIFY(answer.steps > 4);
    }

    void stepStartsFewKernelsAndMovesNoFields() {
        const AirflowProblem hall = HallFixture{}.problem();
        compute::HostExecutor emulated;
        FlowGrid grid(hall, buildLattice(hall, latticeCells(hall)), &emulated);
        started(grid);
        const auto advance = [&](int steps) {
            for (int n = 0; n < steps; ++n)
                QVERIFY(grid.step({}));
        };
        advance(2);
        const compute::ExecutorCounts before = emulated.counts();
        constexpr int kSteps = 12;
        advance(kSteps);
        const compute::ExecutorCounts after = emulated.counts();
        const double launches = static_cast<double>(after.launches - before.launches) / kSteps;
        qInfo("%.1f kernels a step", launches);
        // Heat and what exchanges it, what devices read, momentum, the potential by four on a grid
        // of its own and one on all coarser ones, its length, the projection; every second step
        // two for the rates, every sixth two for the turbulence.
        QCOMPARE_LE(launches, 4.0 + 4.0 + 1.0 + 2.0 + 1.0 + 0.5);
        QCOMPARE(after.uploaded_bytes, before.uploaded_bytes);
        QCOMPARE_LE(after.downloaded_bytes - before.downloaded_bytes,
                    static_cast<std::int64_t>(kSteps * sizeof(FlowScalars)));
    }

    void smallGridsStayOnTheCpuWhereTheDeviceSaysSo() {
        AirflowOptions options;
        options.executor = std::make_shared<compute::HostExecutor>();
        options.executorCells = 1000000;
        const AirflowSolution answer = solveAirflow(HallFixture{}.problem(), options);
        QCOMPARE(answer.device, std::string("cpu"));
        QVERIFY(!answer.deviceNote.empty());
    }
};

QTEST_APPLESS_MAIN(TestAirflowGpu)
#include "tst_airflow_gpu.moc"
