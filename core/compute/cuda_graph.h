#pragma once

#include "core/compute/cuda_session.h"

#include <functional>

namespace hallwright::compute {

/// Kernels of a session that one call starts, which costs the host little more than a single one.
class CudaGraph {
public:
    /// Takes in what `start` launches, without starting it. Where the driver cannot, the graph is
    /// empty and the session as good as it was.
    CudaGraph(CudaSession& session, const std::function<void()>& start);
    ~CudaGraph();
    CudaGraph(const CudaGraph&) = delete;
    CudaGraph& operator=(const CudaGraph&) = delete;

    [[nodiscard]] bool isEmpty() const { return m_graph == nullptr; }
    /// Starts all of it.
    void launch();

private:
    CudaSession* m_session;
    void* m_graph = nullptr; ///< ready to be started
};

} // namespace hallwright::compute
