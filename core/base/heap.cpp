#include "core/base/heap.h"

#include <cstdlib> // says whether this is the GNU C library

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace hallwright::base {

void keepFreedMemory() {
#ifdef __GLIBC__
    constexpr int kKept_bytes = 256 << 20;
    constexpr int kOwnMapping_bytes = 64 << 20; // larger blocks come from the system and go back
    mallopt(M_TRIM_THRESHOLD, kKept_bytes);
    mallopt(M_MMAP_THRESHOLD, kOwnMapping_bytes);
#endif
}

} // namespace hallwright::base
