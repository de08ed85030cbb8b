#pragma once

#include "core/engine/campus_solver.h"

#include <functional>
#include <memory>

namespace hallwright::engine {

/// A CampusSolver on a worker thread. Each submitted revision cancels what it outdates; results
/// come back stamped with revision and stage. Safe to call from the window's thread; never blocks.
class LiveSolver {
public:
    /// `onStage` is called on the worker thread.
    LiveSolver(std::shared_ptr<const catalog::Catalog> catalog,
               std::function<void(SolutionPtr)> onStage);
    ~LiveSolver(); ///< cancels and joins
    LiveSolver(const LiveSolver&) = delete;
    LiveSolver& operator=(const LiveSolver&) = delete;

    void submit(SolveRequest request);
    void cancel();
    [[nodiscard]] bool isBusy() const;

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace hallwright::engine
