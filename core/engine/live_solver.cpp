#include "core/engine/live_solver.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace hallwright::engine {

class LiveSolver::Private {
public:
    Private(std::shared_ptr<const catalog::Catalog> catalog,
            std::function<void(SolutionPtr)> onStage)
        : m_solver(std::move(catalog)), m_onStage(std::move(onStage)),
          m_thread([this](std::stop_token stop) { work(stop); }) {}

    ~Private() {
        m_thread.request_stop();
        cancel();
        // std::jthread joins; the worker's wait wakes up through its stop token.
    }

    void submit(SolveRequest request) {
        {
            const std::lock_guard lock(m_mutex);
            m_current.request_stop();
            m_waiting = std::move(request);
        }
        m_wake.notify_one();
    }

    void cancel() {
        const std::lock_guard lock(m_mutex);
        m_current.request_stop();
        m_waiting.reset();
    }

    bool isBusy() const {
        const std::lock_guard lock(m_mutex);
        return m_isSolving || m_waiting.has_value();
    }

private:
    void work(std::stop_token stop) {
        while (true) {
            SolveRequest request;
            std::stop_source current;
            {
                std::unique_lock lock(m_mutex);
                if (!m_wake.wait(lock, stop, [this] { return m_waiting.has_value(); }))
                    return;
                if (stop.stop_requested())
                    return;
                request = std::move(*m_waiting);
                m_waiting.reset();
                m_current = current;
                m_isSolving = true;
            }
            const auto token = current.get_token();
            // A stage that was overtaken while it was being made is not handed out.
            const auto guarded = [&](SolutionPtr solution) {
                if (!token.stop_requested())
                    m_onStage(std::move(solution));
            };
            m_solver.solve(request, guarded, token);
            const std::lock_guard lock(m_mutex);
            m_isSolving = false;
        }
    }

    CampusSolver m_solver;
    std::function<void(SolutionPtr)> m_onStage;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    std::optional<SolveRequest> m_waiting;
    std::stop_source m_current;
    bool m_isSolving = false;
    std::jthread m_thread; ///< last: starts when all else stands, joins first
};

LiveSolver::LiveSolver(std::shared_ptr<const catalog::Catalog> catalog,
                       std::function<void(SolutionPtr)> onStage)
    : m_private(std::make_unique<Private>(std::move(catalog), std::move(onStage))) {}

LiveSolver::~LiveSolver() = default;

void LiveSolver::submit(SolveRequest request) {
    m_private->submit(std::move(request));
}

void LiveSolver::cancel() {
    m_private->cancel();
}

bool LiveSolver::isBusy() const {
    return m_private->isBusy();
}

} // namespace hallwright::engine
