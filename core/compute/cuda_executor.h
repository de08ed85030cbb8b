#pragma once

#include "core/compute/cuda_session.h"
#include "core/compute/executor.h"

#include <unordered_map>

namespace hallwright::compute {

/// Runs kernels on the first CUDA device. Loops go over blocks of 32 x 8 threads with neighbouring
/// i side by side, so that a warp reads neighbouring places, or of 128 x 1 where there is one row.
class CudaExecutor final : public Executor {
public:
    /// See error() where there is no device or it does not work.
    explicit CudaExecutor(const KernelImage& image);
    ~CudaExecutor() override;

    [[nodiscard]] const std::string& error() const override { return m_session.error(); }
    [[nodiscard]] const std::string& deviceName() const override { return m_session.deviceName(); }
    [[nodiscard]] std::size_t freeMemory_bytes() { return m_session.freeMemory_bytes(); }
    void useOnThisThread() override { m_session.useOnThisThread(); }
    [[nodiscard]] void* allocate(std::size_t bytes) override;
    void release(void* memory) override;
    void upload(void* to, const void* from, std::size_t bytes) override;
    void download(void* to, const void* from, std::size_t bytes) override;
    void copy(void* to, const void* from, std::size_t bytes) override;
    void clear(void* memory, std::size_t bytes) override;
    void synchronize() override { m_session.synchronize(); }

private:
    void launch(const Call& call) override;

    CudaSession m_session;
    CudaModule m_module;
    CudaBuffer m_partial, m_counter; ///< of reductions
    std::unordered_map<const void*, CudaBuffer> m_memory;
};

} // namespace hallwright::compute
