#include "core/solvers/airflow/field_memory.h"

#ifdef __linux__
#include <sys/mman.h>

#include <cstdint>
#endif

namespace hallwright::airflow::detail {

void askForLargePages([[maybe_unused]] void* memory, [[maybe_unused]] std::size_t bytes) {
#ifdef __linux__
    // Only whole pages within the memory are ours to speak of. A system that has no large pages
    // says so, and the small ones serve as well.
    constexpr std::uintptr_t kPage = 4096, kLargePage = std::uintptr_t{2} << 20;
    const auto begin = (reinterpret_cast<std::uintptr_t>(memory) + kPage - 1) / kPage * kPage;
    const auto end = (reinterpret_cast<std::uintptr_t>(memory) + bytes) / kPage * kPage;
    if (end > begin + kLargePage)
        static_cast<void>(madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE));
#endif
}

} // namespace hallwright::airflow::detail
