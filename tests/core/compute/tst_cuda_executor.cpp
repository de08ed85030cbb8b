#include "core/compute/cuda_executor.h"
#include "tests/core/compute/fake_cuda/fake_cuda.h"

#include <QTest>

#include <cstdlib>
#include <vector>

using namespace hallwright;
using compute::CudaExecutor;
using compute::DeviceArray;

namespace {

struct AddTo {
    static constexpr const char* kName = "AddTo";
    int* values;
    int step;
    HW_HD void operator()(int i, int) const { values[i] += step; }
};

compute::KernelImage anyImage() {
    static const unsigned char kBytes[] = {1};
    return {kBytes, sizeof kBytes};
}

std::vector<int> valuesOf(const DeviceArray<int>& array) {
    std::vector<int> values;
    array.download(values);
    return values;
}

/// Four kernels whose effect depends on their order and on `step`.
void addInSequence(compute::Executor& executor, const DeviceArray<int>& values, int step) {
    const compute::Executor::Sequence sequence(executor);
    for (int n = 0; n < 4; ++n)
        executor.run(AddTo{values.data(), step}, static_cast<int>(values.size()));
}

} // namespace

/// What CudaExecutor asks the CUDA driver for, with a stand-in in its place.
class TestCudaExecutor : public QObject {
    Q_OBJECT

private slots:
    void init() {
        fake_cuda::driver().addKernel("runAddTo", sizeof(AddTo),
                                      &compute::detail::loopOnHost<AddTo>);
        fake_cuda::driver().fail(nullptr);
        fake_cuda::driver().limitMemory(~std::size_t{0});
    }

    void sequencesThatComeAgainAreStartedByOneCall() {
        CudaExecutor executor(anyImage());
        QVERIFY2(executor.isGood(), executor.error().c_str());
        const DeviceArray<int> values(executor, 3);
        const auto before = fake_cuda::driver().counts();
        for (int n = 0; n < 5; ++n)
            addInSequence(executor, values, 1);
        const auto after = fake_cuda::driver().counts();
        QCOMPARE(valuesOf(values), std::vector<int>(3, 20));
        QCOMPARE(after.launches - before.launches, 4); // the first time
        QCOMPARE(after.captures - before.captures, 1);
        QCOMPARE(after.graphLaunches - before.graphLaunches, 4);
        addInSequence(executor, values, 2); // other arguments: another sequence
        QCOMPARE(valuesOf(values), std::vector<int>(3, 28));
        QCOMPARE(fake_cuda::driver().counts().launches - after.launches, 4);
        QCOMPARE(executor.counts().launches, std::int64_t(24));
    }

    void manySequencesDoNotPileUp() {
        CudaExecutor executor(anyImage());
        const DeviceArray<int> values(executor, 2);
        int expected = 0;
        for (int step = 1; step <= 100; ++step)
            for (int n = 0; n < 3; ++n) {
                addInSequence(executor, values, step);
                expected += 4 * step;
            }
        QCOMPARE(valuesOf(values), std::vector<int>(2, expected));
        QVERIFY(executor.isGood());
    }

    void whereCapturesFailKernelsAreStartedOneByOne_data() {
        QTest::addColumn<QString>("entry");
        for (const char* entry :
             {"cuStreamBeginCapture_v2", "cuStreamEndCapture", "cuGraphInstantiateWithFlags"})
            QTest::newRow(entry) << QString(entry);
    }
    void whereCapturesFailKernelsAreStartedOneByOne() {
        QFETCH(QString, entry);
        CudaExecutor executor(anyImage());
        const DeviceArray<int> values(executor, 3);
        fake_cuda::driver().fail(entry.toUtf8().constData());
        const auto before = fake_cuda::driver().counts();
        for (int n = 0; n < 4; ++n)
            addInSequence(executor, values, 1);
        QVERIFY2(executor.isGood(), executor.error().c_str());
        QCOMPARE(valuesOf(values), std::vector<int>(3, 16));
        const auto after = fake_cuda::driver().counts();
        QCOMPARE(after.launches - before.launches, 16);
        QCOMPARE(after.graphLaunches, before.graphLaunches);
        QVERIFY(after.captures - before.captures <= 1); // it does not try again
    }

    void kernelsThatFailBreakTheExecutor_data() {
        QTest::addColumn<QString>("entry");
        QTest::newRow("one by one") << "cuLaunchKernel";
        QTest::newRow("together") << "cuGraphLaunch";
    }
    void kernelsThatFailBreakTheExecutor() {
        QFETCH(QString, entry);
        CudaExecutor executor(anyImage());
        const DeviceArray<int> values(executor, 3);
        for (int n = 0; n < 2; ++n)
            addInSequence(executor, values, 1);
        fake_cuda::driver().fail(entry.toUtf8().constData());
        addInSequence(executor, values, entry == "cuLaunchKernel" ? 7 : 1);
        QVERIFY(!executor.isGood());
        QVERIFY(executor.error().find("as the test wants it") != std::string::npos);
        addInSequence(executor, values, 1);
        std::vector<int> kept{5, 5, 5};
        values.download(kept);
        QCOMPARE(kept, (std::vector<int>{5, 5, 5}));
    }

    void memoryGivenBackIsUsedAgainAndZero() {
        CudaExecutor executor(anyImage());
        const auto before = fake_cuda::driver().counts();
        for (int n = 0; n < 3; ++n) {
            DeviceArray<int> values(executor, 1000);
            QCOMPARE(valuesOf(values), std::vector<int>(1000, 0));
            executor.run(AddTo{values.data(), 3}, 1000);
        }
        QCOMPARE(fake_cuda::driver().counts().allocations - before.allocations, 1);
    }

    void memoryThatWaitsGoesWhereOthersNeedIt() {
        CudaExecutor executor(anyImage());
        constexpr std::size_t kBytes = std::size_t{1} << 20;
        { const DeviceArray<char> waits(executor, kBytes); }
        fake_cuda::driver().limitMemory(kBytes + kBytes / 2);
        const DeviceArray<char> other(executor, kBytes + 64);
        QVERIFY2(executor.isGood(), executor.error().c_str());
        const DeviceArray<char> tooMuch(executor, 2 * kBytes);
        QVERIFY(!executor.isGood());
    }

    void downloadsBesideKernelsBringWhatThereIs_data() {
        QTest::addColumn<bool>("isBeside");
        QTest::newRow("beside") << true;
        QTest::newRow("the driver gives no memory for it") << false;
    }
    void downloadsBesideKernelsBringWhatThereIs() {
        QFETCH(bool, isBeside);
        CudaExecutor executor(anyImage());
        const DeviceArray<int> values(executor, std::vector<int>{4, 5});
        const DeviceArray<int> others(executor, 2);
        if (!isBeside)
            fake_cuda::driver().fail("cuMemHostAlloc");
        const auto before = fake_cuda::driver().counts();
        for (int n = 0; n < 2; ++n) {
            const auto coming = values.beginDownload();
            QVERIFY(coming != nullptr);
            if (isBeside)
                QVERIFY(!coming->isDone()); // and nobody waits
            executor.run(AddTo{others.data(), 1}, 2);
            QVERIFY(coming->isDone());
            const int* found = static_cast<const int*>(coming->wait());
            QCOMPARE(found[0], 4);
            QCOMPARE(found[1], 5);
        }
        QCOMPARE(fake_cuda::driver().counts().copiesBeside - before.copiesBeside, isBeside ? 2 : 0);
        QVERIFY(executor.isGood());
    }
};

QTEST_APPLESS_MAIN(TestCudaExecutor)
#include "tst_cuda_executor.moc"
