#include "core/compute/wavefront.h"

#include <tbb/parallel_for.h>
#include <tbb/partitioner.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace hallwright::compute::detail {
namespace {

constexpr int kSpins = 200; // before the core is offered to another thread

/// Rows done of one layer, on a cache line of its own.
struct alignas(64) Progress {
    std::atomic<int> rows{0};
};

/// Waits until more than `row` rows are done; gives how many.
int waitBeyond(const Progress& progress, int row) {
    for (int spin = 0;; ++spin) {
        const int done = progress.rows.load(std::memory_order_acquire);
        if (done > row)
            return done;
        if (spin >= kSpins)
            std::this_thread::yield();
    }
}

} // namespace

void runWavefront(int layers, int rows, void (*call)(void*, int, int), void* body) {
    std::vector<Progress> progress(static_cast<std::size_t>(std::max(layers, 0)));
    std::atomic<int> nextLayer{0};
    // Layers are taken in order, each by a thread that runs it to its end: whoever waits, waits for
    // a thread that works.
    const auto work = [&](int) {
        for (int layer = nextLayer++; layer < layers; layer = nextLayer++) {
            Progress& own = progress[static_cast<std::size_t>(layer)];
            int ready = layer == 0 ? rows : 0;
            for (int row = 0; row < rows; ++row) {
                if (ready <= row)
                    ready = waitBeyond(progress[static_cast<std::size_t>(layer) - 1], row);
                call(body, layer, row);
                own.rows.store(row + 1, std::memory_order_release);
            }
        }
    };
    const int threads = std::min(layers, tbb::this_task_arena::max_concurrency());
    if (threads <= 1)
        work(0);
    else
        tbb::parallel_for(0, threads, work, tbb::simple_partitioner());
}

} // namespace hallwright::compute::detail
