#include "tests/core/compute/fake_cuda/fake_cuda.h"

#include <dlfcn.h>

#include <stdexcept>

namespace fake_cuda {

const Driver& driver() {
    static const Driver* const found = [] {
        void* library = dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL); // stays open
        const auto entry = library ? dlsym(library, "fakeCudaDriver") : nullptr;
        if (!entry)
            throw std::runtime_error("the stand-in for libcuda.so.1 was not found");
        return reinterpret_cast<const Driver* (*)()>(entry)();
    }();
    return *found;
}

} // namespace fake_cuda
