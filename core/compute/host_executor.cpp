#include "core/compute/host_executor.h"

#include <cstdlib>
#include <cstring>
#include <utility>
#include <vector>

namespace hallwright::compute {
namespace {

class LateCopy final : public PendingDownload {
public:
    LateCopy(const void* from, std::size_t bytes) : m_from(from), m_bytes(bytes) {}

    [[nodiscard]] bool isDone() override {
        const bool wasAsked = std::exchange(m_wasAsked, true);
        return wasAsked && wait() != nullptr; // not the first time
    }
    [[nodiscard]] const void* wait() override {
        if (m_copy.empty()) {
            m_copy.resize(m_bytes);
            std::memcpy(m_copy.data(), m_from, m_bytes);
        }
        return m_copy.data();
    }

private:
    const void* m_from;
    std::size_t m_bytes;
    std::vector<std::byte> m_copy;
    bool m_wasAsked = false;
};

} // namespace

void* HostExecutor::reserve(std::size_t bytes) {
    if (!isGood())
        return nullptr;
    if (bytes > m_memoryLeft_bytes) {
        m_error = "the emulated device has no memory left";
        return nullptr;
    }
    m_memoryLeft_bytes -= bytes;
    return std::calloc(bytes > 0 ? bytes : 1, 1);
}

void HostExecutor::giveBack(void* memory) {
    std::free(memory);
}

void HostExecutor::sendUp(void* to, const void* from, std::size_t bytes) {
    copyWithin(to, from, bytes);
}

void HostExecutor::bringDown(void* to, const void* from, std::size_t bytes) {
    copyWithin(to, from, bytes);
}

std::unique_ptr<PendingDownload> HostExecutor::bringDownBeside(const void* from,
                                                               std::size_t bytes) {
    return isGood() ? std::make_unique<LateCopy>(from, bytes) : nullptr;
}

void HostExecutor::copyWithin(void* to, const void* from, std::size_t bytes) {
    if (isGood() && bytes > 0)
        std::memcpy(to, from, bytes);
}

void HostExecutor::fillWithZeros(void* memory, std::size_t bytes) {
    if (isGood() && bytes > 0)
        std::memset(memory, 0, bytes);
}

void HostExecutor::launch(const KernelCall& call) {
    if (m_launches == m_mostLaunches && isGood())
        m_error = "the emulated device was told to break";
    if (!isGood())
        return;
    ++m_launches;
    call.onHost(call.kernel, call.width, call.rows);
}

} // namespace hallwright::compute
