#pragma once

#include "core/solvers/airflow/gpu/air_device.h"

#include <optional>

namespace hallwright::engine {

/// The device on which a solver's air is solved, indoors and out: opened when it is needed first,
/// given up once it is broken.
class AirDeviceChoice {
public:
    /// From the start on Auto.
    void set(airflow::AirDeviceWish wish);
    /// To be called first in each solve.
    void beginSolve();
    [[nodiscard]] const airflow::AirDevice& device();

private:
    std::optional<airflow::AirDevice> m_device;
    airflow::AirDeviceWish m_wish = airflow::AirDeviceWish::Auto;
};

} // namespace hallwright::engine
