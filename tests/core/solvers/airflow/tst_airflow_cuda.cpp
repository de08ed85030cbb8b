#include "core/compute/cuda_executor.h"
#include "core/compute/host_executor.h"
#include "core/solvers/airflow/airflow_solver.h"
#include "core/solvers/airflow/flow_grid.h"
#include "core/solvers/airflow/gpu/balance_kernels.h"
#include "core/solvers/airflow/gpu/device_kernels.h"
#include "core/solvers/airflow/gpu/flow_kernels.h"
#include "core/solvers/airflow/gpu/pressure_kernels.h"
#include "core/solvers/airflow/gpu/pressure_setup_kernels.h"
#include "core/solvers/airflow/gpu/screen_kernels.h"
#include "core/solvers/airflow/gpu/turbulence_kernels.h"
#include "hall_fixture.h"
#include "tests/core/compute/fake_cuda/fake_cuda.h"

#include <QTest>

#include <memory>

using namespace hallwright;
using namespace hallwright::airflow;

namespace {

template <class Kernel>
void add(const char* name, fake_cuda::Kernel onHost) {
    fake_cuda::driver().addKernel(name, sizeof(Kernel), onHost);
}

#define HW_KERNEL(Kernel) add<Kernel>("run" #Kernel, &compute::detail::loopOnHost<Kernel>);
#define HW_REDUCTION(Kernel) add<Kernel>("run" #Kernel, &compute::detail::reduceOnHost<Kernel>);
#define HW_GROUPS(Kernel) add<Kernel>("run" #Kernel, &compute::detail::groupsOnHost<Kernel>);
#define HW_PHASES(Kernel) add<Kernel>("run" #Kernel, &compute::detail::phasesOnHost<Kernel>);

void addAllKernels(){
#include "core/solvers/airflow/gpu/flow_kernel_list.h"
}

std::shared_ptr<compute::CudaExecutor> newExecutor() {
    static const unsigned char kImage[] = {1};
    return std::make_shared<compute::CudaExecutor>(compute::KernelImage{kImage, sizeof kImage});
}

AirflowSolution solved(const AirflowProblem& problem, std::shared_ptr<compute::Executor> executor,
                       const std::shared_ptr<const AirField>& from = nullptr) {
    AirflowOptions options;
    options.executor = std::move(executor);
    options.warmStart = from;
    return solveAirflow(problem, options);
}

AirflowProblem smallHall() {
    HallFixture fixture;
    fixture.cell_m = 0.25;
    return fixture.problem();
}

} // namespace

/// The way of the air through the CUDA driver, with a stand-in in its place: the same kernels, but
/// taken in as graphs, memory used again and copies beside them.
class TestAirflowCuda : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { addAllKernels(); }
    void init() { fake_cuda::driver().fail(nullptr); }

    void answersAreThoseOfThePlainExecutor() {
        const AirflowProblem hall = smallHall();
        const AirflowSolution plain = solved(hall, std::make_shared<compute::HostExecutor>());
        const auto cuda = newExecutor();
        const AirflowSolution answer = solved(hall, cuda);
        QVERIFY2(cuda->isGood(), cuda->error().c_str());
        QCOMPARE(answer.device, cuda->deviceName());
        QCOMPARE(answer.status, AirflowStatus::Converged);
        QVERIFY(answer.field->temperature_K == plain.field->temperature_K);
        QVERIFY(answer.field->u_m_per_s == plain.field->u_m_per_s);
    }

    void stepsAreGraphs() {
        const AirflowProblem hall = smallHall();
        const auto cuda = newExecutor();
        FlowGrid grid(hall, buildLattice(hall, latticeCells(hall)), cuda.get());
        grid.startFromRest({});
        grid.setStretch(4.0);
        for (int n = 0; n < 36; ++n)
            QVERIFY(grid.step({}));
        const auto before = fake_cuda::driver().counts();
        constexpr int kSteps = 24;
        for (int n = 0; n < kSteps; ++n)
            QVERIFY(grid.step({}));
        const auto after = fake_cuda::driver().counts();
        QVERIFY2(cuda->isGood(), cuda->error().c_str());
        QCOMPARE(after.graphLaunches - before.graphLaunches, kSteps);
        QCOMPARE(after.launches, before.launches);
        QCOMPARE(after.captures, before.captures);
    }

    void editsReserveNoMemory() {
        const AirflowProblem hall = smallHall();
        const auto cuda = newExecutor();
        const AirflowSolution first = solved(hall, cuda);
        AirflowProblem edited = hall;
        edited.racks[2].heat_W *= 1.3;
        const AirflowSolution second = solved(edited, cuda, first.field);
        const auto before = fake_cuda::driver().counts();
        edited.racks[2].heat_W *= 1.1;
        const AirflowSolution third = solved(edited, cuda, second.field);
        QCOMPARE(third.device, cuda->deviceName());
        QCOMPARE(fake_cuda::driver().counts().allocations, before.allocations);
    }

    void graphThatFailsLeavesTheAnswerToTheCpu() {
        const AirflowProblem hall = smallHall();
        const AirflowSolution cpu = solved(hall, nullptr);
        fake_cuda::driver().fail("cuGraphLaunch");
        const AirflowSolution answer = solved(hall, newExecutor());
        QCOMPARE(answer.device, std::string("cpu"));
        QCOMPARE(answer.findings.size(), std::size_t(1));
        QVERIFY(answer.field->temperature_K == cpu.field->temperature_K);
    }

    void withoutGraphsAnswersAreTheSame() {
        const AirflowProblem hall = smallHall();
        const AirflowSolution whole = solved(hall, newExecutor());
        fake_cuda::driver().fail("cuStreamEndCapture");
        const auto cuda = newExecutor();
        const AirflowSolution answer = solved(hall, cuda);
        QCOMPARE(answer.device, cuda->deviceName());
        QVERIFY(answer.field->temperature_K == whole.field->temperature_K);
    }
};

QTEST_APPLESS_MAIN(TestAirflowCuda)
#include "tst_airflow_cuda.moc"
