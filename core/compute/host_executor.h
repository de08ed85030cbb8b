#pragma once

#include "core/compute/executor.h"

namespace hallwright::compute {

/// Stands in for a device: the same kernels, launched with the same arguments, on CPU threads.
/// Memory is filled with zeros as on a device, and `memoryLimit_bytes` lets it run out. Downloads
/// beside kernels take what there is as late as a device might: once they are asked about again.
class HostExecutor final : public Executor {
public:
    explicit HostExecutor(std::size_t memoryLimit_bytes = ~std::size_t{0})
        : m_memoryLeft_bytes(memoryLimit_bytes) {}

    [[nodiscard]] const std::string& error() const override { return m_error; }
    [[nodiscard]] const std::string& deviceName() const override { return m_name; }
    void useOnThisThread() override {}
    /// The device breaks when so many kernels have been launched.
    void failAfter(int launches) { m_mostLaunches = launches; }
    [[nodiscard]] int launches() const { return m_launches; }

private:
    [[nodiscard]] void* reserve(std::size_t bytes) override;
    void giveBack(void* memory) override;
    void sendUp(void* to, const void* from, std::size_t bytes) override;
    void bringDown(void* to, const void* from, std::size_t bytes) override;
    std::unique_ptr<PendingDownload> bringDownBeside(const void* from, std::size_t bytes) override;
    void copyWithin(void* to, const void* from, std::size_t bytes) override;
    void fillWithZeros(void* memory, std::size_t bytes) override;
    void wait() override {}
    void launch(const KernelCall& call) override;

    std::string m_name = "emulated device";
    std::string m_error;
    std::size_t m_memoryLeft_bytes;
    int m_launches = 0;
    int m_mostLaunches = -1; ///< below zero: no limit
};

} // namespace hallwright::compute
