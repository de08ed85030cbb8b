#include "core/compute/host_executor.h"

#include <cstdlib>
#include <cstring>

namespace hallwright::compute {

void* HostExecutor::allocate(std::size_t bytes) {
    if (!isGood())
        return nullptr;
    if (bytes > m_memoryLeft_bytes) {
        m_error = "the emulated device has no memory left";
        return nullptr;
    }
    m_memoryLeft_bytes -= bytes;
    return std::calloc(bytes > 0 ? bytes : 1, 1);
}

void HostExecutor::release(void* memory) {
    std::free(memory);
}

void HostExecutor::upload(void* to, const void* from, std::size_t bytes) {
    copy(to, from, bytes);
}

void HostExecutor::download(void* to, const void* from, std::size_t bytes) {
    copy(to, from, bytes);
}

void HostExecutor::copy(void* to, const void* from, std::size_t bytes) {
    if (isGood() && bytes > 0)
        std::memcpy(to, from, bytes);
}

void HostExecutor::clear(void* memory, std::size_t bytes) {
    if (isGood() && bytes > 0)
        std::memset(memory, 0, bytes);
}

void HostExecutor::launch(const Call& call) {
    if (m_launches == m_mostLaunches && isGood())
        m_error = "the emulated device was told to break";
    if (!isGood())
        return;
    ++m_launches;
    call.onHost(call.kernel, call.width, call.rows);
}

} // namespace hallwright::compute
