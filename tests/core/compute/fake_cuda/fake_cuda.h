#pragma once

#include <cstddef>

/// What a test tells the stand-in for the CUDA driver (libcuda.so.1 of this folder), and asks of
/// it: its kernels are functions of the test, run on the CPU when a device would run them.
namespace fake_cuda {

using Kernel = void (*)(const void* arguments, int width, int rows);

struct Counts {
    int launches = 0;      ///< calls of cuLaunchKernel outside of captures
    int graphLaunches = 0; ///< calls of cuGraphLaunch
    int captures = 0;      ///< begun
    int allocations = 0;   ///< of device memory
    int copiesBeside = 0;  ///< to the host on another stream than the kernels'
};

struct Driver {
    void (*addKernel)(const char* name, std::size_t argumentBytes, Kernel kernel);
    /// The entry of this name fails from now on; null: all work.
    void (*fail)(const char* entry);
    void (*limitMemory)(std::size_t bytes);
    Counts (*counts)();
};

/// The stand-in as this program would find the driver.
const Driver& driver();

} // namespace fake_cuda
