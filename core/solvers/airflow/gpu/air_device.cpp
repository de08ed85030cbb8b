#include "core/solvers/airflow/gpu/air_device.h"

#include "core/compute/cuda_executor.h"

namespace hallwright::kernels {

compute::KernelImage airflowKernels();

} // namespace hallwright::kernels

namespace hallwright::airflow {

AirDeviceWish airDeviceWish(const std::string& word) {
    if (word == "cpu")
        return AirDeviceWish::Cpu;
    return word == "cuda" ? AirDeviceWish::Cuda : AirDeviceWish::Auto;
}

void AirDevice::applyTo(AirflowOptions& options) const {
    options.executor = executor;
    options.executorCells = leastCells;
}

AirDevice openAirDevice(AirDeviceWish wish) {
    AirDevice device;
    if (wish == AirDeviceWish::Cpu)
        return device;
    auto executor = std::make_shared<compute::CudaExecutor>(kernels::airflowKernels());
    if (!executor->isGood()) {
        if (wish == AirDeviceWish::Cuda)
            device.note = executor->error();
        return device;
    }
    device.executor = std::move(executor);
    device.leastCells = wish == AirDeviceWish::Auto ? kAirCellsForCuda : 0;
    return device;
}

} // namespace hallwright::airflow
