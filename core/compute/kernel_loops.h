#pragma once

// For .cu files alone: what runs kernels of an Executor on a CUDA device. HW_KERNEL(Kernel),
// HW_REDUCTION(Reduction), HW_GROUPS(Groups) and HW_PHASES(Kernel) stand outside of all namespaces,
// with the class visible by its bare name, which is also its kName.

#include "core/compute/reduction.h"

namespace hallwright::compute {

/// A block's values joined by a tree; thread 0 gets the answer.
template <class Reduction>
__device__ typename Reduction::Value joinBlock(typename Reduction::Value own,
                                               typename Reduction::Value* shared) {
    shared[threadIdx.x] = own;
    __syncthreads();
    for (int half = kReductionThreads / 2; half > 0; half /= 2) {
        if (static_cast<int>(threadIdx.x) < half)
            shared[threadIdx.x] = Reduction::join(shared[threadIdx.x], shared[threadIdx.x + half]);
        __syncthreads();
    }
    return shared[0];
}

/// Blocks leave their sums in `partial`; the last one that is done, by `counter`, joins them in
/// their order, whichever it is.
template <class Reduction>
__device__ void reduceOnDevice(const Reduction& reduction, int width, int rows,
                               typename Reduction::Value* partial, unsigned* counter) {
    using Value = typename Reduction::Value;
    __shared__ Value shared[kReductionThreads];
    __shared__ bool isLast;
    const int count = width * rows, blocks = gridDim.x;
    const Value own =
        gatherValues(reduction, width, count, blockIdx.x * kReductionThreads + threadIdx.x,
                     blocks * kReductionThreads);
    const Value ofBlock = joinBlock<Reduction>(own, shared);
    if (threadIdx.x == 0) {
        partial[blockIdx.x] = ofBlock;
        __threadfence();
        isLast = atomicAdd(counter, 1u) + 1u == static_cast<unsigned>(blocks);
    }
    __syncthreads();
    if (!isLast)
        return;
    __threadfence();
    Value sum = Reduction::nothing();
    for (int block = threadIdx.x; block < blocks; block += kReductionThreads)
        sum = Reduction::join(sum, partial[block]);
    __syncthreads();
    const Value all = joinBlock<Reduction>(sum, shared);
    if (threadIdx.x == 0) {
        *counter = 0u;
        reduction.finish(all);
    }
}

/// A warp a group.
template <class Groups>
__device__ void reduceGroupsOnDevice(const Groups& groups, int count) {
    using Value = typename Groups::Value;
    __shared__ Value shared[kGroupsPerBlock * kGroupLanes];
    const int lane = threadIdx.x % kGroupLanes;
    const int n = blockIdx.x * kGroupsPerBlock + threadIdx.x / kGroupLanes;
    shared[threadIdx.x] = n < count ? gatherGroup(groups, n, lane) : Groups::nothing();
    __syncwarp();
    for (int half = kGroupLanes / 2; half > 0; half /= 2) {
        if (lane < half)
            shared[threadIdx.x] = Groups::join(shared[threadIdx.x], shared[threadIdx.x + half]);
        __syncwarp();
    }
    if (n < count && lane == 0)
        groups.finish(n, shared[threadIdx.x]);
}

} // namespace hallwright::compute

#define HW_KERNEL(Kernel)                                                                          \
    extern "C" __global__ void run##Kernel(const Kernel kernel, int width, int rows) {             \
        const int i = blockIdx.x * blockDim.x + threadIdx.x;                                       \
        const int row = blockIdx.y * blockDim.y + threadIdx.y;                                     \
        if (i < width && row < rows)                                                               \
            kernel(i, row);                                                                        \
    }

#define HW_REDUCTION(Reduction)                                                                    \
    extern "C" __global__ void __launch_bounds__(hallwright::compute::kReductionThreads)           \
        run##Reduction(const Reduction reduction, int width, int rows, Reduction::Value* partial,  \
                       unsigned* counter) {                                                        \
        hallwright::compute::reduceOnDevice(reduction, width, rows, partial, counter);             \
    }

#define HW_GROUPS(Groups)                                                                          \
    extern "C" __global__ void __launch_bounds__(                                                  \
        hallwright::compute::kGroupsPerBlock* hallwright::compute::kGroupLanes)                    \
        run##Groups(const Groups groups, int count, int) {                                         \
        hallwright::compute::reduceGroupsOnDevice(groups, count);                                  \
    }

#define HW_PHASES(Kernel)                                                                          \
    extern "C" __global__ void __launch_bounds__(1024)                                             \
        run##Kernel(const Kernel kernel, int, int) {                                               \
        for (int phase = 0; phase < kernel.phases(); ++phase) {                                    \
            const int count = kernel.count(phase);                                                 \
            for (int n = threadIdx.x; n < count; n += blockDim.x)                                  \
                kernel(phase, n);                                                                  \
            __syncthreads();                                                                       \
        }                                                                                          \
    }
