#include "core/compute/cuda_executor.h"

namespace hallwright::compute {
namespace {

unsigned blocksFor(int count, int threads) {
    return static_cast<unsigned>((count + threads - 1) / threads);
}

} // namespace

CudaExecutor::CudaExecutor(const KernelImage& image)
    : m_module(m_session, image),
      m_partial(m_session, kMostReductionBlocks * kMostReductionValue_bytes),
      m_counter(m_session, sizeof(unsigned)) {
    m_counter.clear(sizeof(unsigned));
}

CudaExecutor::~CudaExecutor() {
    m_session.useOnThisThread(); // whichever lets go of it last
}

void* CudaExecutor::allocate(std::size_t bytes) {
    CudaBuffer buffer(m_session, bytes);
    buffer.clear(bytes);
    if (!isGood())
        return nullptr;
    void* const memory = buffer.as<void>();
    m_memory.emplace(memory, std::move(buffer));
    return memory;
}

void CudaExecutor::release(void* memory) {
    m_memory.erase(memory);
}

void CudaExecutor::upload(void* to, const void* from, std::size_t bytes) {
    if (const auto buffer = m_memory.find(to); buffer != m_memory.end())
        buffer->second.upload(from, bytes);
}

void CudaExecutor::download(void* to, const void* from, std::size_t bytes) {
    if (const auto buffer = m_memory.find(from); buffer != m_memory.end())
        buffer->second.download(to, bytes);
    m_session.synchronize();
}

void CudaExecutor::copy(void* to, const void* from, std::size_t bytes) {
    const auto target = m_memory.find(to), source = m_memory.find(from);
    if (target != m_memory.end() && source != m_memory.end())
        target->second.copyFrom(source->second, bytes);
}

void CudaExecutor::clear(void* memory, std::size_t bytes) {
    if (const auto buffer = m_memory.find(memory); buffer != m_memory.end())
        buffer->second.clear(bytes);
}

void CudaExecutor::launch(const Call& call) {
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
    case CallKind::Phases:
        grid.threadsX = kPhaseThreads;
        break;
    }
    m_module.launchRaw(std::string("run") + call.name, grid, arguments);
}

} // namespace hallwright::compute
