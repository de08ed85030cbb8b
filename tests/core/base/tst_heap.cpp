#include "core/base/heap.h"

#include <sys/resource.h>

#include <QTest>

#include <cstdlib>
#include <vector>

using namespace hallwright;

namespace {

long pageFaults() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_minflt;
}

/// Page faults of one pass over 32 MB that are taken and freed.
long faultsOfOnePass() {
    const long before = pageFaults();
    std::vector<char> block(std::size_t{32} << 20, 1);
    if (block[block.size() / 2] != 1)
        qFatal("the block does not hold what was written");
    return pageFaults() - before;
}

} // namespace

class TestHeap : public QObject {
    Q_OBJECT

private slots:
    void freedMemoryIsThereForTheNextSolve() {
#if !defined(__GLIBC__) || defined(__SANITIZE_ADDRESS__)
        QSKIP("this heap is not the GNU C library's");
#endif
        base::keepFreedMemory();
        (void)faultsOfOnePass();
        QCOMPARE_LE(faultsOfOnePass(), 100L); // 32 MB are 8192 pages
    }
};

QTEST_GUILESS_MAIN(TestHeap)
#include "tst_heap.moc"
