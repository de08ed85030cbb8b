#pragma once

#include "core/base/host_device.h"

namespace hallwright::compute {

// Seen by nvcc: C++17 only.

// The order in which a reduction adds up, the same on threads and on a GPU: kReductionThreads
// threads of each of reductionBlocks() blocks take every so-manieth value, a tree joins the threads
// of a block, and once more the same joins the blocks.
constexpr int kReductionThreads = 256;
constexpr int kMostReductionBlocks = 512;
constexpr int kMostReductionValue_bytes = 32;

HW_HD int reductionBlocks(int count) {
    constexpr int kValuesPerBlock = 8 * kReductionThreads;
    const int blocks = (count + kValuesPerBlock - 1) / kValuesPerBlock;
    return blocks < 1 ? 1 : blocks > kMostReductionBlocks ? kMostReductionBlocks : blocks;
}

/// What the thread that starts at place `first` adds up.
template <class Reduction>
HW_HD typename Reduction::Value gatherValues(const Reduction& reduction, int width, int count,
                                             int first, int stride) {
    typename Reduction::Value sum = Reduction::nothing();
    for (int n = first; n < count; n += stride)
        sum = Reduction::join(sum, reduction.value(n % width, n / width));
    return sum;
}

// The same for many small groups: the lanes of a warp take every so-manieth value of one group
// each.
constexpr int kGroupLanes = 32;
constexpr int kGroupsPerBlock = 8;

/// What lane `lane` of group n adds up.
template <class Groups>
HW_HD typename Groups::Value gatherGroup(const Groups& groups, int n, int lane) {
    typename Groups::Value sum = Groups::nothing();
    const int size = groups.size(n);
    for (int k = lane; k < size; k += kGroupLanes)
        sum = Groups::join(sum, groups.value(n, k));
    return sum;
}

} // namespace hallwright::compute
