#include "core/solvers/airflow/gpu/gpu_devices.h"

#include "core/solvers/airflow/gpu/balance_kernels.h"

#include <map>

namespace hallwright::airflow {
namespace {

/// Things by the cell that they touch, each cell's in the order they came.
template <class Thing>
class ByCell {
public:
    void add(int cell, const Thing& thing) { m_things[cell].push_back(thing); }
    /// Cells in their order, with one beyond the last.
    [[nodiscard]] std::vector<TouchedCell> cells() const {
        std::vector<TouchedCell> cells;
        int first = 0;
        for (const auto& [cell, things] : m_things) {
            cells.push_back({cell, first});
            first += static_cast<int>(things.size());
        }
        cells.push_back({-1, first});
        return cells;
    }
    [[nodiscard]] std::vector<Thing> things() const {
        std::vector<Thing> all;
        for (const auto& [cell, things] : m_things)
            all.insert(all.end(), things.begin(), things.end());
        return all;
    }
    [[nodiscard]] int cellCount() const { return static_cast<int>(m_things.size()); }

private:
    std::map<int, std::vector<Thing>> m_things;
};

/// What DeviceAir::exchange() does, by cells.
ByCell<HeatTouch> touchesOf(const Lattice& lattice) {
    ByCell<HeatTouch> touches;
    const double volume_m3 = lattice.cellVolume_m3();
    const auto take = [&](const Port& port, double flow_m3_per_s) {
        const double rate_per_s = flow_m3_per_s / volume_m3;
        for (const Port::Contact& contact : port.contacts)
            touches.add(contact.cell, {HeatTouch::Taken, 0, rate_per_s * contact.share});
    };
    const auto give = [&](const Port& port, double flow_m3_per_s, int device) {
        const double rate_per_s = flow_m3_per_s / volume_m3;
        for (const Port::Contact& contact : port.contacts)
            touches.add(contact.cell, {HeatTouch::Given, device, rate_per_s * contact.share});
    };
    int device = 0;
    for (std::size_t n = 0; n < lattice.rackFronts.size(); ++n, ++device)
        if (const double flow = lattice.rackFlow_m3_per_s[n]; flow > 0.0) {
            take(lattice.rackFronts[n], flow);
            give(lattice.rackRears[n], flow, device);
        }
    for (std::size_t n = 0; n < lattice.unitReturns.size(); ++n, ++device)
        if (const double flow = lattice.unitFlow_m3_per_s[n]; flow > 0.0) {
            take(lattice.unitReturns[n], flow);
            give(lattice.unitSupplies[n], flow, device);
        }
    for (std::size_t n = 0; n < lattice.openings.size(); ++n, ++device)
        if (const double flow = lattice.openingFlow_m3_per_s[n]; flow > 0.0)
            give(lattice.openings[n], flow, device);
        else
            take(lattice.openings[n], -flow);
    for (const Leak& leak : lattice.leaks) {
        const double rate_per_s = leak.flow_m3_per_s / volume_m3;
        const int upstream = leak.flow_m3_per_s > 0.0 ? leak.nearCell : leak.farCell;
        touches.add(leak.nearCell, {HeatTouch::Leaked, upstream, -rate_per_s});
        touches.add(leak.farCell, {HeatTouch::Leaked, upstream, rate_per_s});
    }
    return touches;
}

} // namespace

GpuDevices::GpuDevices(compute::Executor& executor, const AirflowProblem& problem,
                       const Lattice& lattice, const DeviceAir& devices)
    : m_executor(executor),
      m_deviceCount(static_cast<int>(problem.racks.size() + problem.airUnits.size() +
                                     problem.openings.size())),
      m_devices(executor, devices.cells()), m_readings(executor, devices.readings()) {
    std::vector<int> firstIntake{0};
    std::vector<IntakeCell> intakes;
    for (const auto* ports : {&lattice.rackFronts, &lattice.unitReturns, &lattice.openings})
        for (const Port& port : *ports) {
            for (const Port::Contact& contact : port.contacts)
                intakes.push_back({contact.cell, contact.share});
            firstIntake.push_back(static_cast<int>(intakes.size()));
        }
    m_firstIntake = {executor, firstIntake};
    m_intakes = {executor, intakes};
    const ByCell<HeatTouch> touches = touchesOf(lattice);
    m_touchedCount = touches.cellCount();
    m_touched = {executor, touches.cells()};
    m_touches = {executor, touches.things()};
    ByCell<WarmWallCell> walls;
    for (const WarmWall& wall : lattice.warmWalls)
        walls.add(wall.cell, {wall.temperature_K, wall.inverse_m, wall.distance_m});
    m_walledCount = walls.cellCount();
    m_walled = {executor, walls.cells()};
    m_walls = {executor, walls.things()};
}

void GpuDevices::download(DeviceAir& devices) const {
    std::vector<DeviceReading> readings = devices.readings();
    m_readings.download(readings);
    devices.take(std::move(readings));
}

void GpuDevices::readAfter(double elapsed_s, const float* temperature_K,
                           const FlowScalars* scalars) {
    m_executor.run(DeviceRead{m_devices.data(), m_firstIntake.data(), m_intakes.data(),
                              temperature_K, scalars, elapsed_s, m_readings.data()},
                   m_deviceCount);
}

void GpuDevices::exchange(const HeatView& heat, const float* wallSpeed_m_per_s, float* next_K) {
    m_executor.run(DeviceExchange{m_touched.data(), m_touches.data(), m_readings.data(),
                                  heat.temperature_K, heat.step_s, next_K},
                   m_touchedCount);
    m_executor.run(WallExchange{m_walled.data(), m_walls.data(), heat, wallSpeed_m_per_s, next_K},
                   m_walledCount);
}

void GpuDevices::addLoss(const HeatView& heat, const float* wallSpeed_m_per_s,
                         float* loss_per_s) const {
    m_executor.run(DeviceLoss{m_touched.data(), m_touches.data(), loss_per_s}, m_touchedCount);
    m_executor.run(WallLoss{m_walled.data(), m_walls.data(), heat, wallSpeed_m_per_s, loss_per_s},
                   m_walledCount);
}

void GpuDevices::carry(const float* x, float factor, double* carried, const float* base,
                       float* y) const {
    m_executor.run(
        CarriedMeans{m_firstIntake.data(), m_intakes.data(), m_readings.data(), x, carried},
        m_deviceCount);
    m_executor.run(CarryThrough{m_touched.data(), m_touches.data(), carried, base, factor, y},
                   m_touchedCount);
}

} // namespace hallwright::airflow
