#include "core/compute/kernel_queue.h"

#include <algorithm>
#include <cstring>

namespace hallwright::compute {

void KernelQueue::push(const KernelCall& call, std::size_t argumentBytes) {
    constexpr std::size_t kUnit = sizeof(std::max_align_t);
    Entry entry{call, m_arguments.size(), argumentBytes};
    entry.call.kernel = nullptr;
    m_arguments.resize(entry.first + (argumentBytes + kUnit - 1) / kUnit, std::max_align_t{});
    std::memcpy(&m_arguments[entry.first], call.kernel, argumentBytes);
    m_entries.push_back(entry);
}

void KernelQueue::clear() {
    m_entries.clear();
    m_arguments.clear();
}

KernelCall KernelQueue::call(std::size_t n) const {
    KernelCall call = m_entries[n].call;
    call.kernel = &m_arguments[m_entries[n].first];
    return call;
}

bool operator==(const KernelQueue& a, const KernelQueue& b) {
    return std::equal(
        a.m_entries.begin(), a.m_entries.end(), b.m_entries.begin(), b.m_entries.end(),
        [&](const KernelQueue::Entry& x, const KernelQueue::Entry& y) {
            return x.call.name == y.call.name && x.call.width == y.call.width &&
                   x.call.rows == y.call.rows && x.bytes == y.bytes &&
                   std::memcmp(&a.m_arguments[x.first], &b.m_arguments[y.first], x.bytes) == 0;
        });
}

} // namespace hallwright::compute
