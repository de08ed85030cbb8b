#include "core/compute/cuda_graph.h"

#include "core/compute/cuda_entries.h"

namespace hallwright::compute {

CudaGraph::CudaGraph(CudaSession& session, const std::function<void()>& start)
    : m_session(&session) {
    if (!session.isGood() || !session.canCapture())
        return;
    constexpr int kThisThreadAlone = 1; // other threads' calls stay out of it
    const CudaEntries& e = session.entries();
    if (e.beginCapture(session.m_stream, kThisThreadAlone) != 0)
        return;
    start();
    void* captured = nullptr;
    // Ends the capture whatever has gone wrong within, so that the stream is of use again.
    const bool isWhole = e.endCapture(session.m_stream, &captured) == 0 && session.isGood();
    if (!isWhole || e.instantiateGraph(&m_graph, captured, 0) != 0)
        m_graph = nullptr;
    if (captured)
        e.destroyGraph(captured);
    session.m_error.clear(); // it was good before; plain launches tell whether it still is
}

CudaGraph::~CudaGraph() {
    if (m_graph)
        m_session->entries().destroyReadyGraph(m_graph);
}

void CudaGraph::launch() {
    if (m_session->isGood() && m_graph)
        m_session->check(m_session->entries().launchGraph(m_graph, m_session->m_stream),
                         "start a graph of kernels");
}

} // namespace hallwright::compute
