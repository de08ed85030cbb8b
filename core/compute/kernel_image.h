#pragma once

#include <cstddef>

namespace hallwright::compute {

/// CUDA kernels as hallwright_cuda_kernels() has compiled them into the program; empty where there
/// was no CUDA compiler.
struct KernelImage {
    const unsigned char* bytes = nullptr;
    std::size_t size = 0;

    [[nodiscard]] bool isEmpty() const { return size == 0; }
};

} // namespace hallwright::compute
