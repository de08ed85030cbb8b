#pragma once

#include "core/compute/cuda_session.h"
#include "core/compute/pending_download.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace hallwright::compute {

/// Memory of the host that a device writes to by itself, and the marks of such a copy.
class CudaHostSlot {
public:
    CudaHostSlot(CudaSession& session, std::size_t bytes);
    ~CudaHostSlot();
    CudaHostSlot(const CudaHostSlot&) = delete;
    CudaHostSlot& operator=(const CudaHostSlot&) = delete;

    /// False where the driver gave none; the session is as good as it was.
    [[nodiscard]] bool isWhole() const { return m_memory && m_ready && m_done; }
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }

private:
    friend class CudaDownload;
    CudaSession* m_session;
    std::size_t m_bytes;
    void* m_memory = nullptr;
    void* m_ready = nullptr; ///< event: the device's memory holds what is wanted
    void* m_done = nullptr;  ///< event: the host's does
};

/// Slots that wait for the next download: to make one takes as long as many steps.
using CudaHostSlots = std::vector<std::unique_ptr<CudaHostSlot>>;

/// A download on a stream of its own, beside the kernels that follow. Where the driver lacks what
/// this takes, it is done at once.
class CudaDownload final : public PendingDownload {
public:
    /// Begins when all that the session was asked for is done. `free`: see CudaHostSlots; the slot
    /// goes back there. Both must outlive it.
    CudaDownload(CudaSession& session, CudaHostSlots& free, const CudaBuffer& from,
                 std::size_t bytes);
    ~CudaDownload() override;

    [[nodiscard]] bool isDone() override;
    [[nodiscard]] const void* wait() override;

private:
    [[nodiscard]] bool takeSlot(std::size_t bytes);

    CudaSession* m_session;
    CudaHostSlots* m_free;
    std::unique_ptr<CudaHostSlot> m_slot;
    std::vector<std::byte> m_plain; ///< where it was done at once
};

} // namespace hallwright::compute
