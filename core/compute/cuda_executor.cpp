#include "core/compute/cuda_executor.h"

#include <algorithm>
#include <utility>

namespace hallwright::compute {
namespace {

constexpr std::size_t kMostSequences = 32; // a grid's steps make some six
constexpr std::size_t kLeastOfGraph = 3;   // kernels; fewer are started one by one

unsigned blocksFor(int count, int threads) {
    return static_cast<unsigned>((count + threads - 1) / threads);
}

} // namespace

CudaExecutor::CudaExecutor(const KernelImage& image)
    : m_module(m_session, image),
      m_partial(m_session, kMostReductionBlocks * kMostReductionValue_bytes),
      m_counter(m_session, sizeof(unsigned)), m_makesGraphs(m_session.canCapture()) {
    m_counter.clear(sizeof(unsigned));
}

CudaExecutor::~CudaExecutor() {
    m_session.useOnThisThread(); // whichever lets go of it last
}

CudaBuffer CudaExecutor::newBuffer(std::size_t bytes) {
    if (const auto kept = m_free.find(bytes); kept != m_free.end()) {
        CudaBuffer buffer = std::move(kept->second);
        m_free.erase(kept);
        return buffer;
    }
    const bool wasGood = isGood();
    CudaBuffer buffer(m_session, bytes);
    if (!wasGood || isGood() || m_free.empty())
        return buffer;
    m_session.m_error.clear(); // what waits for others may be what is lacking
    m_session.synchronize();
    m_free.clear();
    return {m_session, bytes};
}

void* CudaExecutor::reserve(std::size_t bytes) {
    CudaBuffer buffer = newBuffer(bytes);
    buffer.clear(bytes);
    if (!isGood())
        return nullptr;
    void* const memory = buffer.as<void>();
    m_memory.emplace(memory, std::move(buffer));
    return memory;
}

void CudaExecutor::giveBack(void* memory) {
    const auto buffer = m_memory.find(memory);
    if (buffer == m_memory.end())
        return;
    m_free.emplace(buffer->second.bytes(), std::move(buffer->second));
    m_memory.erase(buffer);
}

void CudaExecutor::sendUp(void* to, const void* from, std::size_t bytes) {
    if (const auto buffer = m_memory.find(to); buffer != m_memory.end())
        buffer->second.upload(from, bytes);
}

void CudaExecutor::bringDown(void* to, const void* from, std::size_t bytes) {
    if (const auto buffer = m_memory.find(from); buffer != m_memory.end())
        buffer->second.download(to, bytes);
    m_session.synchronize();
}

std::unique_ptr<PendingDownload> CudaExecutor::bringDownBeside(const void* from,
                                                               std::size_t bytes) {
    const auto buffer = m_memory.find(from);
    if (buffer == m_memory.end())
        return nullptr;
    return std::make_unique<CudaDownload>(m_session, m_hostSlots, buffer->second, bytes);
}

void CudaExecutor::copyWithin(void* to, const void* from, std::size_t bytes) {
    const auto target = m_memory.find(to), source = m_memory.find(from);
    if (target != m_memory.end() && source != m_memory.end())
        target->second.copyFrom(source->second, bytes);
}

void CudaExecutor::fillWithZeros(void* memory, std::size_t bytes) {
    if (const auto buffer = m_memory.find(memory); buffer != m_memory.end())
        buffer->second.clear(bytes);
}

void CudaExecutor::launch(const KernelCall& call) {
    constexpr int kRowThreads = 32, kRowsPerBlock = 8, kListThreads = 128, kPhaseThreads = 1024;
    int width = call.width, rows = call.rows;
    void* partial = m_partial.as<void>();
    void* counter = m_counter.as<void>();
    void* arguments[] = {const_cast<void*>(call.kernel), &width, &rows, &partial, &counter};
    CudaModule::Grid grid;
    switch (call.kind) {
    case CallKind::Loop:
        grid.threadsX = call.rows == 1 ? kListThreads : kRowThreads;
        grid.threadsY = call.rows == 1 ? 1 : kRowsPerBlock;
        grid.blocksX = blocksFor(width, static_cast<int>(grid.threadsX));
        grid.blocksY = blocksFor(rows, static_cast<int>(grid.threadsY));
        break;
    case CallKind::Reduction:
        grid.threadsX = kReductionThreads;
        grid.blocksX = static_cast<unsigned>(reductionBlocks(width * rows));
        break;
    case CallKind::Groups:
        grid.threadsX = kGroupsPerBlock * kGroupLanes;
        grid.blocksX = blocksFor(width, kGroupsPerBlock);
        break;
    case CallKind::Phases:
        grid.threadsX = kPhaseThreads;
        break;
    }
    m_module.launchRaw(std::string("run") + call.name, grid, arguments);
}

void CudaExecutor::launchAll(const KernelQueue& calls) {
    if (!m_makesGraphs || calls.size() < kLeastOfGraph) {
        Executor::launchAll(calls);
        return;
    }
    const auto known = std::find_if(m_known.begin(), m_known.end(),
                                    [&](const KnownSequence& own) { return own.calls == calls; });
    if (known == m_known.end()) { // its kernels get loaded on the way, which a capture forbids
        remember(calls);
        Executor::launchAll(calls);
        return;
    }
    known->lastUse = ++m_uses;
    if (!known->graph && isGood()) {
        known->graph =
            std::make_unique<CudaGraph>(m_session, [&] { Executor::launchAll(known->calls); });
        m_makesGraphs = !known->graph->isEmpty();
    }
    if (!m_makesGraphs) {
        m_known.clear();
        Executor::launchAll(calls);
        return;
    }
    known->graph->launch();
}

void CudaExecutor::remember(const KernelQueue& calls) {
    if (m_known.size() == kMostSequences) {
        m_session.synchronize(); // nothing runs of what goes
        m_known.erase(std::min_element(
            m_known.begin(), m_known.end(),
            [](const KnownSequence& a, const KnownSequence& b) { return a.lastUse < b.lastUse; }));
    }
    m_known.push_back({calls, nullptr, ++m_uses});
}

} // namespace hallwright::compute
