#pragma once

/// Marks a function of one cell or one case that runs on CPU threads and inside CUDA kernels alike.
/// Headers that use it stay C++17-clean, because nvcc compiles them too.
#ifdef __CUDACC__
#define HW_HD __host__ __device__ inline
#else
#define HW_HD inline
#endif
