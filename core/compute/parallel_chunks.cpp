#include "core/compute/parallel_chunks.h"

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>

namespace hallwright::compute::detail {

void runChunks(int count, int grain, void (*call)(void*, int, int), void* body) {
    if (count <= 0)
        return;
    if (count <= grain) {
        call(body, 0, count);
        return;
    }
    tbb::parallel_for(
        tbb::blocked_range<int>(0, count, static_cast<std::size_t>(grain < 1 ? 1 : grain)),
        [&](const tbb::blocked_range<int>& range) { call(body, range.begin(), range.end()); },
        tbb::static_partitioner());
}

} // namespace hallwright::compute::detail
