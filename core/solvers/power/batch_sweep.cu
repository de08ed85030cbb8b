// A batch of cases on the GPU: a block takes kCasesPerCudaBlock neighbouring cases (x) and divides
// the blocks of the network among its threads of a case (y). Formulas and loops are those of
// batch_kernel.h and sweep_passes.h, which CPU threads run as well.

#include "core/solvers/power/batch_kernel.h"

namespace {

using namespace hallwright::power;

template <bool dependsOnVoltage>
__device__ void sweepBatch(const BatchKernelArguments& a) {
    __shared__ double worst[kMostPartsOfCase][kCasesPerCudaBlock];
    __shared__ CaseSummary<double> summary[kMostPartsOfCase][kCasesPerCudaBlock];
    const int lane = threadIdx.x;
    const int part = threadIdx.y;
    const int parts = blockDim.y;
    // Threads beyond the last case repeat it without writing results: all must reach the barriers.
    const int wanted = blockIdx.x * kCasesPerCudaBlock + lane;
    const bool isReal = wanted < a.cases;
    const int one = isReal ? wanted : a.cases - 1;
    const bool works = isReal;

    if (works)
        prepareCase(a, one, part, parts);
    __syncthreads();
    const CasePart<dependsOnVoltage> mine(a, one, part, parts);
    if (works)
        mine.start();
    double mismatch2 = 0.0;
    int iterations = 0;
    for (bool isDone = false; !isDone;) {
        __syncthreads();
        double local = 0.0;
        if (works && part == 0)
            local = mine.trunk();
        __syncthreads();
        if (works) {
            const double ofBlocks = mine.blocks();
            local = ofBlocks > local ? ofBlocks : local;
        }
        worst[part][lane] = local;
        __syncthreads();
        mismatch2 = 0.0;
        for (int k = 0; k < parts; ++k)
            mismatch2 = worst[k][lane] > mismatch2 ? worst[k][lane] : mismatch2;
        ++iterations;
        // Neighbours sweep on together; a settled case only gets better.
        isDone = __syncthreads_and(!works || mismatch2 <= a.enough ||
                                   iterations == a.maxIterations) != 0;
    }
    if (works)
        summary[part][lane] = summarise<double>(a.plan, arraysOf(a, one).voltage, a.busPlaces,
                                                a.busPlaceCount, part, parts);
    __syncthreads();
    if (!works || part != 0)
        return;
    CaseSummary<double> all = summary[0][lane];
    for (int k = 1; k < parts; ++k)
        all = merged(all, summary[k][lane]);
    a.summaries[one] = all;
    a.mismatch2[one] = mismatch2;
    a.iterations[one] = iterations;
}

} // namespace

extern "C" __global__ void sweepConstantPower(BatchKernelArguments arguments) {
    sweepBatch<false>(arguments);
}

extern "C" __global__ void sweepZip(BatchKernelArguments arguments) {
    sweepBatch<true>(arguments);
}
