#include "core/compute/cuda_session.h"
#include "core/compute/device.h"
#include "core/compute/parallel_chunks.h"

#include <QTest>

#include <algorithm>
#include <vector>

using namespace hallwright;

class TestCompute : public QObject {
    Q_OBJECT
private slots:
    void chunksCoverTheRangeOnce_data();
    void chunksCoverTheRangeOnce();
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
