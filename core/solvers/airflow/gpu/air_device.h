#pragma once

#include "core/solvers/airflow/airflow_solver.h"

#include <memory>
#include <string>

namespace hallwright::compute {
class Executor;
}

namespace hallwright::airflow {

/// Where the time steps of the air are wanted.
enum class AirDeviceWish {
    Auto, ///< on a CUDA device where there is one and the grid is large enough
    Cpu,
    Cuda,
};

/// "auto", "cpu", "cuda"; others are Auto.
[[nodiscard]] AirDeviceWish airDeviceWish(const std::string& word);

/// A device for the air, to be kept for as long as there are solves: opening it takes far longer
/// than a step.
struct AirDevice {
    std::shared_ptr<compute::Executor> executor; ///< null: CPU threads
    int leastCells = 0;                          ///< grids below stay on CPU threads
    std::string note;                            ///< why there is none although CUDA was wanted
    void applyTo(AirflowOptions& options) const;
};

/// Opens the first CUDA device if it is wanted. Auto says nothing where there is none.
[[nodiscard]] AirDevice openAirDevice(AirDeviceWish wish);

/// Cells from which Auto takes a CUDA device. A judgement: below it a solve on two CPU threads is
/// over in half a second, and a device has to be opened first.
constexpr int kAirCellsForCuda = 20000;

} // namespace hallwright::airflow
