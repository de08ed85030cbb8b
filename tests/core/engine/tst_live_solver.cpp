#include "core/engine/campus_solver.h"
#include "core/engine/live_solver.h"
#include "engine_fixture.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

using namespace hallwright;

/// The worker thread: newest revision wins, nothing old comes after it, and it ends when asked.
class TestLiveSolver : public QObject {
    Q_OBJECT

private slots:
    void newestRevisionWins();
    void staleRevisionIsCancelled();
    void cancelStopsTheWork();
    void aSolveStoppedAtAnyMomentEnds();
    void destructionWhileBusyDoesNotHang();
    void submitFromTheCallbackDoesNotDeadlock();
};

namespace {

engine::SolveRequest requestOf(std::string_view sample, std::uint64_t revision, bool withAir) {
    engine::SolveRequest request;
    request.campus = tests::sampleCampus(sample);
    request.revision = revision;
    request.withAir = withAir;
    return request;
}

/// Revisions in the order in which they were handed out.
class Log {
public:
    void add(std::uint64_t revision) {
        const std::lock_guard lock(m_mutex);
        m_revisions.push_back(revision);
    }
    std::vector<std::uint64_t> revisions() const {
        const std::lock_guard lock(m_mutex);
        return m_revisions;
    }
    bool has(std::uint64_t revision) const {
        for (const auto seen : revisions())
            if (seen == revision)
                return true;
        return false;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<std::uint64_t> m_revisions;
};

} // namespace

void TestLiveSolver::newestRevisionWins() {
    Log log;
    engine::LiveSolver solver(tests::shippedCatalog(),
                              [&](engine::SolutionPtr s) { log.add(s->revision); });
    constexpr std::uint64_t kLast = 25;
    for (std::uint64_t revision = 1; revision <= kLast; ++revision)
        solver.submit(requestOf("hall-demo", revision, false));
    QTRY_VERIFY_WITH_TIMEOUT(!solver.isBusy(), 20000);
    const auto revisions = log.revisions();
    QVERIFY(!revisions.empty());
    QCOMPARE(revisions.back(), kLast);
    QVERIFY(std::is_sorted(revisions.begin(), revisions.end()));
}

void TestLiveSolver::staleRevisionIsCancelled() {
    Log log;
    engine::LiveSolver solver(tests::shippedCatalog(),
                              [&](engine::SolutionPtr s) { log.add(s->revision); });
    solver.submit(requestOf("air-hall", 1, true)); // its air takes seconds
    QTRY_VERIFY_WITH_TIMEOUT(log.has(1), 20000);
    solver.submit(requestOf("hall-demo", 2, false));
    QTRY_VERIFY_WITH_TIMEOUT(log.has(2), 20000);
    QTRY_VERIFY_WITH_TIMEOUT(!solver.isBusy(), 20000);
    const auto revisions = log.revisions();
    QVERIFY(std::is_sorted(revisions.begin(), revisions.end())); // none of 1 after 2
}

void TestLiveSolver::cancelStopsTheWork() {
    Log log;
    engine::LiveSolver solver(tests::shippedCatalog(),
                              [&](engine::SolutionPtr s) { log.add(s->revision); });
    solver.submit(requestOf("air-hall", 1, true));
    QTRY_VERIFY_WITH_TIMEOUT(log.has(1), 20000);
    solver.cancel();
    QTRY_VERIFY_WITH_TIMEOUT(!solver.isBusy(), 5000);
}

/// Edits that follow each other quickly cut a solve short wherever it is just then.
void TestLiveSolver::aSolveStoppedAtAnyMomentEnds() {
    engine::CampusSolver solver(tests::shippedCatalog());
    std::stop_source before;
    before.request_stop();
    const auto none = solver.solve(requestOf("hall-demo", 1, false), {}, before.get_token());
    QVERIFY(!none->powerConverged);
    QVERIFY(!none->coolantConverged);
    for (int i = 0; i < 40; ++i) {
        std::stop_source during;
        std::thread impatient([&] {
            std::this_thread::sleep_for(std::chrono::microseconds(100 * i));
            during.request_stop();
        });
        solver.solve(requestOf("hall-demo", 2, false), {}, during.get_token());
        impatient.join();
    }
    QVERIFY(solver.solve(requestOf("hall-demo", 3, false))->coolantConverged);
}

void TestLiveSolver::destructionWhileBusyDoesNotHang() {
    for (int i = 0; i < 5; ++i) {
        engine::LiveSolver solver(tests::shippedCatalog(), [](engine::SolutionPtr) {});
        solver.submit(requestOf(i % 2 == 0 ? "air-hall" : "hall-demo", 1, true));
        std::this_thread::sleep_for(std::chrono::milliseconds(i * 7));
    }
    engine::LiveSolver idle(tests::shippedCatalog(), [](engine::SolutionPtr) {});
    QVERIFY(!idle.isBusy());
}

void TestLiveSolver::submitFromTheCallbackDoesNotDeadlock() {
    Log log;
    engine::LiveSolver* live = nullptr;
    std::atomic<bool> isReady = false;
    engine::LiveSolver solver(tests::shippedCatalog(), [&](engine::SolutionPtr s) {
        log.add(s->revision);
        if (isReady && s->revision == 1)
            live->submit(requestOf("hall-demo", 2, false));
    });
    live = &solver;
    isReady = true;
    solver.submit(requestOf("hall-demo", 1, false));
    QTRY_VERIFY_WITH_TIMEOUT(log.has(2), 20000);
}

QTEST_GUILESS_MAIN(TestLiveSolver)
#include "tst_live_solver.moc"
