#include "core/compute/cuda_session.h"
#include "core/compute/device.h"
#include "core/compute/parallel_chunks.h"
#include "core/compute/wavefront.h"

#include <QTest>

#include <algorithm>
#include <cstdint>
#include <vector>

using namespace hallwright;

class TestCompute : public QObject {
    Q_OBJECT
private slots:
    void chunksCoverTheRangeOnce_data();
    void chunksCoverTheRangeOnce();
    void wavefrontKeepsTheOrderOfASweep_data();
    void wavefrontKeepsTheOrderOfASweep();
    void cpuIsAlwaysThere();
    void cudaIsListedOrItsAbsenceExplained();
    void sessionWorksOrSaysWhyAndDoesNothing();
};

void TestCompute::chunksCoverTheRangeOnce_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("grain");
    QTest::newRow("nothing") << 0 << 4;
    QTest::newRow("one chunk") << 3 << 4;
    QTest::newRow("many chunks") << 1001 << 10;
    QTest::newRow("grain of zero") << 17 << 0;
}

void TestCompute::chunksCoverTheRangeOnce() {
    QFETCH(int, count);
    QFETCH(int, grain);
    std::vector<int> visits(static_cast<std::size_t>(count), 0);
    compute::parallelChunks(count, grain, [&](int begin, int end) {
        for (int n = begin; n < end; ++n)
            ++visits[static_cast<std::size_t>(n)];
    });
    QVERIFY(std::all_of(visits.begin(), visits.end(), [](int v) { return v == 1; }));
}

void TestCompute::wavefrontKeepsTheOrderOfASweep_data() {
    QTest::addColumn<int>("layers");
    QTest::addColumn<int>("rows");
    QTest::newRow("nothing") << 0 << 5;
    QTest::newRow("one layer") << 1 << 40;
    QTest::newRow("one row") << 40 << 1;
    QTest::newRow("many") << 37 << 211;
}

void TestCompute::wavefrontKeepsTheOrderOfASweep() {
    QFETCH(int, layers);
    QFETCH(int, rows);
    const auto place = [&](int layer, int row) {
        return static_cast<std::size_t>(layer * rows + row);
    };
    // Each value depends on those before it in both directions, and not as a sum that forgives.
    const auto value = [&](const std::vector<std::uint64_t>& x, int layer, int row) {
        const std::uint64_t before = row > 0 ? x[place(layer, row - 1)] : 17;
        const std::uint64_t below = layer > 0 ? x[place(layer - 1, row)] : 5;
        return (before ^ (below >> 7)) * 6364136223846793005u + below;
    };
    std::vector<std::uint64_t> alone(static_cast<std::size_t>(layers * rows)), shared = alone;
    for (int layer = 0; layer < layers; ++layer)
        for (int row = 0; row < rows; ++row)
            alone[place(layer, row)] = value(alone, layer, row);
    for (int run = 0; run < 20; ++run) {
        std::fill(shared.begin(), shared.end(), 0u);
        compute::wavefront(layers, rows, [&](int layer, int row) {
            shared[place(layer, row)] = value(shared, layer, row);
        });
        QVERIFY(shared == alone);
    }
}

void TestCompute::cpuIsAlwaysThere() {
    const auto list = compute::detectDevices();
    QVERIFY(!list.devices.empty());
    QCOMPARE(list.devices.front().kind, compute::DeviceKind::CpuThreads);
    QVERIFY(list.devices.front().threads >= 1);
    QVERIFY(!list.devices.front().name.empty());
}

void TestCompute::cudaIsListedOrItsAbsenceExplained() {
    const auto list = compute::detectDevices();
    const auto cuda =
        std::count_if(list.devices.begin(), list.devices.end(), [](const compute::Device& device) {
            return device.kind == compute::DeviceKind::Cuda;
        });
    QCOMPARE(cuda == 0, !list.cudaAbsence.empty());
    for (const compute::Device& device : list.devices)
        if (device.kind == compute::DeviceKind::Cuda)
            QVERIFY(device.memory_bytes > 0 && !device.name.empty());
}

void TestCompute::sessionWorksOrSaysWhyAndDoesNothing() {
    compute::CudaSession session;
    std::vector<int> values{1, 2, 3};
    std::vector<int> back{7, 7, 7};
    {
        const auto buffer = compute::CudaBuffer::of(session, values);
        buffer.download(back.data(), back.size() * sizeof(int));
        session.synchronize();
    }
    if (session.isGood()) {
        QVERIFY(!session.deviceName().empty());
        QCOMPARE(back, values);
        compute::CudaModule none(session, {}); // nothing to load
        QVERIFY(!session.isGood());
        return;
    }
    const std::string first = session.error();
    QVERIFY(!first.empty());
    QCOMPARE(back, (std::vector<int>{7, 7, 7}));
    QCOMPARE(session.freeMemory_bytes(), std::size_t(0));
    compute::CudaModule module(session, {});
    module.launch("nothing", 1, 1, 1, 0);
    QCOMPARE(session.error(), first); // the first error stays
}

QTEST_APPLESS_MAIN(TestCompute)
#include "tst_compute.moc"
