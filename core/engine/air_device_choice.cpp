#include "core/engine/air_device_choice.h"

#include "core/compute/executor.h"

namespace hallwright::engine {

void AirDeviceChoice::set(airflow::AirDeviceWish wish) {
    m_wish = wish;
    m_device.reset();
}

void AirDeviceChoice::beginSolve() {
    const bool isBroken = m_device && m_device->executor && !m_device->executor->isGood();
    if (isBroken) // said once, with the answer that the CPU gave instead
        m_device = airflow::AirDevice{};
}

const airflow::AirDevice& AirDeviceChoice::device() {
    if (!m_device)
        m_device = airflow::openAirDevice(m_wish);
    return *m_device;
}

} // namespace hallwright::engine
