#include "core/compute/device.h"

#include "core/compute/cuda_driver.h"

#include <tbb/info.h>

#include <fstream>

namespace hallwright::compute {
namespace {

/// The processor's own name where the system tells it.
std::string processorName() {
    std::ifstream info("/proc/cpuinfo");
    for (std::string line; std::getline(info, line);)
        if (line.rfind("model name", 0) == 0)
            if (const auto colon = line.find(": "); colon != std::string::npos)
                return line.substr(colon + 2);
    return "CPU";
}

} // namespace

DeviceList detectDevices() {
    DeviceList list;
    list.devices.push_back({DeviceKind::CpuThreads,
                            processorName(),
                            static_cast<int>(tbb::info::default_concurrency()),
                            0,
                            {}});
    const CudaDriver driver;
    list.cudaAbsence = driver.absence();
    for (Device& device : driver.devices())
        list.devices.push_back(std::move(device));
    return list;
}

} // namespace hallwright::compute
