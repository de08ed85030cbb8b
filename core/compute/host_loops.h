#pragma once

#include "core/compute/parallel_chunks.h"
#include "core/compute/reduction.h"

#include <algorithm>
#include <array>
#include <vector>

namespace hallwright::compute::detail {

// The loops that a device makes of kernels, on CPU threads; see Executor.

constexpr int kCallsPerChunk = 8192;

template <class Kernel>
void loopOnHost(const void* kernel, int width, int rows) {
    const Kernel& call = *static_cast<const Kernel*>(kernel);
    if (rows == 1) {
        parallelChunks(width, kCallsPerChunk, [&](int begin, int end) {
            for (int i = begin; i < end; ++i)
                call(i, 0);
        });
        return;
    }
    parallelChunks(rows, std::max(1, kCallsPerChunk / width), [&](int begin, int end) {
        for (int row = begin; row < end; ++row)
            for (int i = 0; i < width; ++i)
                call(i, row);
    });
}

/// Joins what the threads of a block hold, as the tree on a GPU does.
template <class Reduction, std::size_t count>
typename Reduction::Value joinTree(std::array<typename Reduction::Value, count>& values) {
    for (int half = static_cast<int>(count) / 2; half > 0; half /= 2)
        for (int t = 0; t < half; ++t)
            values[static_cast<std::size_t>(t)] = Reduction::join(
                values[static_cast<std::size_t>(t)], values[static_cast<std::size_t>(t + half)]);
    return values.front();
}

template <class Reduction>
void reduceOnHost(const void* kernel, int width, int rows) {
    using Value = typename Reduction::Value;
    const Reduction& reduction = *static_cast<const Reduction*>(kernel);
    const int count = width * rows, blocks = reductionBlocks(count);
    std::vector<Value> partial(static_cast<std::size_t>(blocks), Reduction::nothing());
    parallelChunks(blocks, 8, [&](int begin, int end) {
        std::array<Value, kReductionThreads> values;
        for (int block = begin; block < end; ++block) {
            for (int t = 0; t < kReductionThreads; ++t)
                values[static_cast<std::size_t>(t)] =
                    gatherValues(reduction, width, count, block * kReductionThreads + t,
                                 blocks * kReductionThreads);
            partial[static_cast<std::size_t>(block)] = joinTree<Reduction>(values);
        }
    });
    std::array<Value, kReductionThreads> values;
    for (int t = 0; t < kReductionThreads; ++t) {
        Value& sum = values[static_cast<std::size_t>(t)];
        sum = Reduction::nothing();
        for (int block = t; block < blocks; block += kReductionThreads)
            sum = Reduction::join(sum, partial[static_cast<std::size_t>(block)]);
    }
    reduction.finish(joinTree<Reduction>(values));
}

template <class Groups>
void groupsOnHost(const void* kernel, int count, int) {
    const Groups& groups = *static_cast<const Groups*>(kernel);
    parallelChunks(count, kCallsPerChunk / kGroupLanes, [&](int begin, int end) {
        std::array<typename Groups::Value, kGroupLanes> values;
        for (int n = begin; n < end; ++n) {
            for (int lane = 0; lane < kGroupLanes; ++lane)
                values[static_cast<std::size_t>(lane)] = gatherGroup(groups, n, lane);
            groups.finish(n, joinTree<Groups>(values));
        }
    });
}

template <class Kernel>
void phasesOnHost(const void* kernel, int, int) {
    const Kernel& call = *static_cast<const Kernel*>(kernel);
    for (int phase = 0; phase < call.phases(); ++phase)
        for (int n = 0; n < call.count(phase); ++n)
            call(phase, n);
}

} // namespace hallwright::compute::detail
