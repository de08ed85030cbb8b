#pragma once

#include "core/compute/cuda_download.h"
#include "core/compute/cuda_graph.h"
#include "core/compute/cuda_session.h"
#include "core/compute/executor.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace hallwright::compute {

/// Runs kernels on the first CUDA device. Loops go over blocks of 32 x 8 threads with neighbouring
/// i side by side, so that a warp reads neighbouring places, or of 128 x 1 where there is one row.
/// Sequences that come again are started as graphs; memory given back waits for the next who wants
/// as much, for to reserve it stops the device.
class CudaExecutor final : public Executor {
public:
    /// See error() where there is no device or it does not work.
    explicit CudaExecutor(const KernelImage& image);
    ~CudaExecutor() override;

    [[nodiscard]] const std::string& error() const override { return m_session.error(); }
    [[nodiscard]] const std::string& deviceName() const override { return m_session.deviceName(); }
    [[nodiscard]] std::size_t freeMemory_bytes() { return m_session.freeMemory_bytes(); }
    void useOnThisThread() override { m_session.useOnThisThread(); }

private:
    /// A sequence that was started before.
    struct KnownSequence {
        KernelQueue calls;
        std::unique_ptr<CudaGraph> graph; ///< from its second time on
        std::int64_t lastUse = 0;
    };

    [[nodiscard]] void* reserve(std::size_t bytes) override;
    void giveBack(void* memory) override;
    void sendUp(void* to, const void* from, std::size_t bytes) override;
    void bringDown(void* to, const void* from, std::size_t bytes) override;
    std::unique_ptr<PendingDownload> bringDownBeside(const void* from, std::size_t bytes) override;
    void copyWithin(void* to, const void* from, std::size_t bytes) override;
    void fillWithZeros(void* memory, std::size_t bytes) override;
    void wait() override { m_session.synchronize(); }
    void launch(const KernelCall& call) override;
    void launchAll(const KernelQueue& calls) override;
    /// Puts it in the place of the one that was not used for longest.
    void remember(const KernelQueue& calls);
    [[nodiscard]] CudaBuffer newBuffer(std::size_t bytes);

    CudaSession m_session;
    CudaModule m_module;
    CudaBuffer m_partial, m_counter; ///< of reductions
    CudaHostSlots m_hostSlots;
    std::unordered_map<const void*, CudaBuffer> m_memory;
    std::unordered_multimap<std::size_t, CudaBuffer> m_free; ///< by their bytes
    std::vector<KnownSequence> m_known;
    std::int64_t m_uses = 0;
    bool m_makesGraphs;
};

} // namespace hallwright::compute
