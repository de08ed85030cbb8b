#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hallwright::compute {

enum class DeviceKind { CpuThreads, Cuda };

/// Something that can run the solvers' loops.
struct Device {
    DeviceKind kind = DeviceKind::CpuThreads;
    std::string name;
    int threads = 0;                ///< of the CPU; 0 for others
    std::uint64_t memory_bytes = 0; ///< of a CUDA device; 0 for the CPU
    std::string driver;             ///< of a CUDA device, "12.4"
};

struct DeviceList {
    std::vector<Device> devices; ///< the CPU first; never empty
    std::string cudaAbsence;     ///< why no CUDA device is listed; empty if one is
};

/// Looks once more each time it is called. CUDA is found through the driver's own library, opened
/// at run time: its absence is a normal result, with the reason.
[[nodiscard]] DeviceList detectDevices();

} // namespace hallwright::compute
