#pragma once

#include <cstddef>

namespace hallwright::compute {

/// The entries of the CUDA driver API used here, with its own types spelled out: its header need
/// not be installed where the program is built.
struct CudaEntries {
    int (*init)(unsigned) = nullptr;
    int (*deviceGet)(int*, int) = nullptr;
    int (*deviceGetName)(char*, int, int) = nullptr;
    int (*contextRetain)(void**, int) = nullptr;
    int (*contextRelease)(int) = nullptr;
    int (*contextSetCurrent)(void*) = nullptr;
    int (*streamCreate)(void**, unsigned) = nullptr;
    int (*streamDestroy)(void*) = nullptr;
    int (*streamSynchronize)(void*) = nullptr;
    int (*memoryInfo)(std::size_t*, std::size_t*) = nullptr;
    int (*memoryAllocate)(unsigned long long*, std::size_t) = nullptr;
    int (*memoryFree)(unsigned long long) = nullptr;
    int (*copyToDevice)(unsigned long long, const void*, std::size_t, void*) = nullptr;
    int (*copyToHost)(void*, unsigned long long, std::size_t, void*) = nullptr;
    int (*copyOnDevice)(unsigned long long, unsigned long long, std::size_t, void*) = nullptr;
    int (*fill)(unsigned long long, unsigned char, std::size_t, void*) = nullptr;
    int (*moduleLoad)(void**, const void*) = nullptr;
    int (*moduleUnload)(void*) = nullptr;
    int (*moduleFunction)(void**, void*, const char*) = nullptr;
    int (*launch)(void*, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned,
                  void*, void**, void**) = nullptr;
    int (*errorString)(int, const char**) = nullptr;

    // What older drivers may lack; kernels are then started one by one,
    int (*beginCapture)(void*, int) = nullptr;
    int (*endCapture)(void*, void**) = nullptr;
    int (*instantiateGraph)(void**, void*, unsigned long long) = nullptr;
    int (*launchGraph)(void*, void*) = nullptr;
    int (*destroyGraph)(void*) = nullptr;
    int (*destroyReadyGraph)(void*) = nullptr;
    // and copies to the host waited for.
    int (*hostAllocate)(void**, std::size_t, unsigned) = nullptr;
    int (*hostFree)(void*) = nullptr;
    int (*eventCreate)(void**, unsigned) = nullptr;
    int (*eventDestroy)(void*) = nullptr;
    int (*eventRecord)(void*, void*) = nullptr;
    int (*eventQuery)(void*) = nullptr;
    int (*eventSynchronize)(void*) = nullptr;
    int (*streamWaitEvent)(void*, void*, unsigned) = nullptr;
};

} // namespace hallwright::compute
