#include "core/compute/cuda_executor.h"
#include "core/compute/host_executor.h"

#include <QTest>

#include <numeric>
#include <vector>

using namespace hallwright;
using compute::DeviceArray;
using compute::HostExecutor;

namespace {

struct CountCalls {
    static constexpr const char* kName = "CountCalls";
    int width;
    int* calls;
    HW_HD void operator()(int i, int row) const { ++calls[row * width + i]; }
};

/// Sums floats whose sum depends on its order.
struct FloatSum {
    static constexpr const char* kName = "FloatSum";
    using Value = float;
    int width;
    const float* values;
    float* sum;
    HW_HD static Value nothing() { return 0.0f; }
    HW_HD static Value join(Value a, Value b) { return a + b; }
    HW_HD Value value(int i, int row) const { return values[row * width + i]; }
    HW_HD void finish(Value all) const { *sum = all; }
};

/// Each phase doubles what the one before it left and adds one.
struct DoubleAndAdd {
    static constexpr const char* kName = "DoubleAndAdd";
    int places;
    int* values;
    HW_HD int phases() const { return 3; }
    HW_HD int count(int) const { return places; }
    HW_HD void operator()(int, int n) const { values[n] = 2 * values[n] + 1; }
};

} // namespace

class TestExecutor : public QObject {
    Q_OBJECT

private slots:
    void loopsCallEachPlaceOnce_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("rows");
        QTest::newRow("a list") << 100001 << 1;
        QTest::newRow("rows") << 37 << 1013;
        QTest::newRow("one place") << 1 << 1;
        QTest::newRow("nothing") << 0 << 5;
    }
    void loopsCallEachPlaceOnce() {
        QFETCH(int, width);
        QFETCH(int, rows);
        HostExecutor executor;
        DeviceArray<int> calls(executor, static_cast<std::size_t>(width * rows));
        executor.run(CountCalls{width, calls.data()}, width, rows);
        std::vector<int> found;
        calls.download(found);
        QCOMPARE(found, std::vector<int>(static_cast<std::size_t>(width * rows), 1));
        QCOMPARE(executor.launches(), width > 0 ? 1 : 0);
    }

    void reductionsJoinAllInOneOrder() {
        HostExecutor executor;
        const int width = 331, rows = 997;
        std::vector<float> values(static_cast<std::size_t>(width * rows));
        for (std::size_t n = 0; n < values.size(); ++n)
            values[n] = 1.0f / static_cast<float>(1 + n % 7919);
        const DeviceArray<float> from(executor, values);
        DeviceArray<float> sum(executor, 1);
        std::vector<float> first, again;
        executor.reduce(FloatSum{width, from.data(), sum.data()}, width, rows);
        sum.download(first);
        executor.reduce(FloatSum{width, from.data(), sum.data()}, width, rows);
        sum.download(again);
        QCOMPARE(first, again);
        const double exact = std::accumulate(values.begin(), values.end(), 0.0);
        QCOMPARE_LE(std::abs(first[0] / exact - 1.0), 1e-6);
    }

    void phasesFollowEachOther() {
        HostExecutor executor;
        DeviceArray<int> values(executor, std::vector<int>{0, 1, 2});
        executor.runInPhases(DoubleAndAdd{3, values.data()});
        std::vector<int> found;
        values.download(found);
        QCOMPARE(found, (std::vector<int>{7, 15, 23}));
    }

    void arraysAreZeroCopiedAndCleared() {
        HostExecutor executor;
        DeviceArray<int> a(executor, 3), b(executor, std::vector<int>{4, 5, 6});
        std::vector<int> found;
        a.download(found);
        QCOMPARE(found, (std::vector<int>{0, 0, 0}));
        a.copyFrom(b);
        b.clear();
        std::swap(a, b);
        a.download(found);
        QCOMPARE(found, (std::vector<int>{0, 0, 0}));
        b.download(found);
        QCOMPARE(found, (std::vector<int>{4, 5, 6}));
    }

    void theFirstErrorStaysAndNothingIsDoneAfterIt() {
        HostExecutor executor(100);
        DeviceArray<int> values(executor, std::vector<int>{1, 2});
        const DeviceArray<double> tooMuch(executor, 1000);
        QVERIFY(!executor.isGood());
        QVERIFY(tooMuch.data() == nullptr);
        const std::string error = executor.error();
        executor.runInPhases(DoubleAndAdd{2, values.data()});
        QCOMPARE(executor.launches(), 0);
        std::vector<int> found{7, 7};
        values.download(found);
        QCOMPARE(found, (std::vector<int>{7, 7}));
        QCOMPARE(executor.error(), error);
    }

    void withoutADeviceOrKernelsCudaSaysWhyAndDoesNothing() {
        compute::CudaExecutor executor({}); // no kernels, whatever the machine has
        QVERIFY(!executor.isGood());
        QVERIFY(!executor.error().empty());
        DeviceArray<int> values(executor, std::vector<int>{1, 2});
        QVERIFY(values.data() == nullptr);
        executor.run(CountCalls{2, values.data()}, 2);
        std::vector<int> found{7, 7};
        values.download(found);
        QCOMPARE(found, (std::vector<int>{7, 7}));
    }
};

QTEST_APPLESS_MAIN(TestExecutor)
#include "tst_executor.moc"
