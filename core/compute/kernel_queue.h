#pragma once

#include "core/compute/kernel_call.h"

#include <cstddef>
#include <vector>

namespace hallwright::compute {

/// Kernels that wait to be started, with copies of their arguments.
class KernelQueue {
public:
    void push(const KernelCall& call, std::size_t argumentBytes);
    void clear();
    [[nodiscard]] bool isEmpty() const { return m_entries.empty(); }
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }
    /// As pushed, its arguments in the queue's memory until that changes.
    [[nodiscard]] KernelCall call(std::size_t n) const;
    /// Whether both would start the same kernels with the same arguments.
    friend bool operator==(const KernelQueue& a, const KernelQueue& b);

private:
    struct Entry {
        KernelCall call; ///< without its arguments
        std::size_t first = 0;
        std::size_t bytes = 0;
    };

    std::vector<Entry> m_entries;
    std::vector<std::max_align_t> m_arguments; ///< each from a new element on
};

} // namespace hallwright::compute
