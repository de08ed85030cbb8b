#include "core/compute/cuda_driver.h"

#include <array>

#ifndef _WIN32
#include <dlfcn.h>
#endif

namespace hallwright::compute {

#ifdef _WIN32

CudaDriver::CudaDriver() : m_absence("CUDA is looked for on Linux only") {}
CudaDriver::~CudaDriver() = default;
std::vector<Device> CudaDriver::devices() const {
    return {};
}

#else

namespace {

// The few entries of the driver API used here, with its own types spelled out: its header need not
// be installed where the program is built.
using CuResult = int;
constexpr CuResult kSuccess = 0;
using Init = CuResult (*)(unsigned int flags);
using DriverGetVersion = CuResult (*)(int* version);
using DeviceGetCount = CuResult (*)(int* count);
using DeviceGet = CuResult (*)(int* device, int ordinal);
using DeviceGetName = CuResult (*)(char* name, int length, int device);
using DeviceTotalMem = CuResult (*)(std::size_t* bytes, int device);

template <class Function>
Function entry(void* library, const char* name) {
    return reinterpret_cast<Function>(dlsym(library, name));
}

} // namespace

CudaDriver::CudaDriver() {
    m_library = dlopen("libcuda.so.1", RTLD_NOW | RTLD_LOCAL);
    if (!m_library) {
        m_absence = "no NVIDIA driver on this machine (libcuda.so.1 was not found)";
        return;
    }
    const auto init = entry<Init>(m_library, "cuInit");
    if (!init) {
        m_absence = "libcuda.so.1 is not a CUDA driver (cuInit is missing)";
    } else if (const CuResult result = init(0); result != kSuccess) {
        m_absence = "the CUDA driver does not start (cuInit gave " + std::to_string(result) + ")";
    } else if (devices().empty()) {
        m_absence = "the CUDA driver lists no device";
    }
}

CudaDriver::~CudaDriver() {
    if (m_library)
        dlclose(m_library);
}

std::vector<Device> CudaDriver::devices() const {
    std::vector<Device> found;
    if (!m_library || !m_absence.empty())
        return found;
    const auto version = entry<DriverGetVersion>(m_library, "cuDriverGetVersion");
    const auto count = entry<DeviceGetCount>(m_library, "cuDeviceGetCount");
    const auto get = entry<DeviceGet>(m_library, "cuDeviceGet");
    const auto nameOf = entry<DeviceGetName>(m_library, "cuDeviceGetName");
    const auto memoryOf = entry<DeviceTotalMem>(m_library, "cuDeviceTotalMem_v2");
    int deviceCount = 0, versionNumber = 0;
    if (!version || !count || !get || !nameOf || !memoryOf || count(&deviceCount) != kSuccess)
        return found;
    std::string driver;
    if (version(&versionNumber) == kSuccess)
        driver =
            std::to_string(versionNumber / 1000) + '.' + std::to_string(versionNumber % 1000 / 10);
    for (int ordinal = 0; ordinal < deviceCount; ++ordinal) {
        int handle = 0;
        std::array<char, 128> name{};
        std::size_t bytes = 0;
        if (get(&handle, ordinal) != kSuccess ||
            nameOf(name.data(), static_cast<int>(name.size()) - 1, handle) != kSuccess ||
            memoryOf(&bytes, handle) != kSuccess)
            continue;
        found.push_back({DeviceKind::Cuda, name.data(), 0, bytes, driver});
    }
    return found;
}

#endif

} // namespace hallwright::compute
