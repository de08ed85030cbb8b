#pragma once

#include "core/compute/device.h"

#include <string>
#include <vector>

namespace hallwright::compute {

/// The CUDA driver's library while this object lives, if the machine has one.
class CudaDriver {
public:
    CudaDriver();
    ~CudaDriver();
    CudaDriver(const CudaDriver&) = delete;
    CudaDriver& operator=(const CudaDriver&) = delete;

    /// Why there is no usable driver; empty if there is.
    [[nodiscard]] const std::string& absence() const { return m_absence; }
    [[nodiscard]] std::vector<Device> devices() const;

private:
    void* m_library = nullptr;
    std::string m_absence;
};

} // namespace hallwright::compute
