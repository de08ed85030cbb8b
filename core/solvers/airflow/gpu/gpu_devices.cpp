#include "core/solvers/airflow/gpu/gpu_devices.h"

#include "core/solvers/airflow/gpu/balance_kernels.h"

#include <map>

namespace hallwright::airflow {
namespace {

/// What touches one cell, of each kind in the order it came.
struct CellThings {
    std::vector<HeatTouch> touches;
    std::vector<WarmWallCell> walls;
    std::vector<ScreenCell> screens;
    std::vector<OpenCell> opens;
};

using ByCell = std::map<int, CellThings>;

/// What DeviceAir::exchange() does, by cells; what stands still has no flow.
void addTouches(const Lattice& lattice, ByCell& cells) {
    const double volume_m3 = lattice.cellVolume_m3();
    int device = 0;
    const auto add = [&](const Port& port, HeatTouch::Kind kind) {
        for (const Port::Contact& contact : port.contacts)
            cells[contact.cell].touches.push_back({kind, device, contact.share / volume_m3});
    };
    for (std::size_t n = 0; n < lattice.rackFronts.size(); ++n, ++device) {
        add(lattice.rackFronts[n], HeatTouch::Taken);
        add(lattice.rackRears[n], HeatTouch::Given);
    }
    for (std::size_t n = 0; n < lattice.unitReturns.size(); ++n, ++device) {
        add(lattice.unitReturns[n], HeatTouch::Taken);
        add(lattice.unitSupplies[n], HeatTouch::Given);
    }
    for (std::size_t n = 0; n < lattice.openings.size(); ++n, ++device)
        add(lattice.openings[n],
            lattice.openingFlow_m3_per_s[n] > 0.0 ? HeatTouch::Given : HeatTouch::Taken);
    for (const Leak& leak : lattice.leaks) {
        const double rate_per_s = leak.flow_m3_per_s / volume_m3;
        const int upstream = leak.flow_m3_per_s > 0.0 ? leak.nearCell : leak.farCell;
        cells[leak.nearCell].touches.push_back({HeatTouch::Leaked, upstream, -rate_per_s});
        cells[leak.farCell].touches.push_back({HeatTouch::Leaked, upstream, rate_per_s});
    }
}

/// Through each device; what leaves through an opening counts as positive too.
std::vector<double> flowsOf(const Lattice& lattice) {
    std::vector<double> flows = lattice.rackFlow_m3_per_s;
    flows.insert(flows.end(), lattice.unitFlow_m3_per_s.begin(), lattice.unitFlow_m3_per_s.end());
    for (const double flow : lattice.openingFlow_m3_per_s)
        flows.push_back(flow > 0.0 ? flow : -flow);
    return flows;
}

template <class Thing>
int append(std::vector<Thing>& all, const std::vector<Thing>& own) {
    const int first = static_cast<int>(all.size());
    all.insert(all.end(), own.begin(), own.end());
    return first;
}

} // namespace

GpuDevices::GpuDevices(compute::Executor& executor, const AirflowProblem& problem,
                       const Lattice& lattice, const DeviceAir& devices, const ScreenFlow& screens,
                       const OpenSides& sides)
    : m_executor(executor),
      m_deviceCount(static_cast<int>(problem.racks.size() + problem.airUnits.size() +
                                     problem.openings.size())),
      m_devices(executor, devices.cells()), m_readings(executor, devices.readings()),
      m_flows(executor, flowsOf(lattice)) {
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

    ByCell cells;
    addTouches(lattice, cells);
    for (const WarmWall& wall : lattice.warmWalls)
        cells[wall.cell].walls.push_back({wall.temperature_K, wall.inverse_m, wall.distance_m});
    for (const ScreenCell& screen : screens.cells())
        if (screen.openShare < 1.0f)
            for (const int cell : {screen.near, screen.face})
                cells[cell].screens.push_back(screen);
    for (const OpenCell& open : sides.freeFaces())
        cells[open.cell].opens.push_back(open);
    std::vector<TouchedCell> touched;
    CellThings all;
    for (const auto& [cell, own] : cells)
        touched.push_back({cell, append(all.touches, own.touches), append(all.walls, own.walls),
                           append(all.screens, own.screens), append(all.opens, own.opens)});
    m_touchedCount = static_cast<int>(touched.size());
    touched.push_back({-1, append(all.touches, {}), append(all.walls, {}), append(all.screens, {}),
                       append(all.opens, {})});
    m_touched = {executor, touched};
    m_touches = {executor, all.touches};
    m_walls = {executor, all.walls};
    m_screens = {executor, all.screens};
    m_opens = {executor, all.opens};
}

CellTouches GpuDevices::touches() const {
    return {m_touched.data(), m_touches.data(), m_walls.data(),
            m_screens.data(), m_opens.data(),   m_flows.data()};
}

void GpuDevices::download(DeviceAir& devices) const {
    std::vector<DeviceReading> readings = devices.readings();
    m_readings.download(readings);
    devices.take(std::move(readings));
}

void GpuDevices::takeFlows(const Lattice& lattice, const DeviceAir& devices) {
    m_flows.upload(flowsOf(lattice));
    m_devices.upload(devices.cells());
}

void GpuDevices::readAfter(double elapsed_s, const float* temperature_K,
                           const FlowScalars* scalars) {
    m_executor.reduceGroups(DeviceRead{m_devices.data(), m_firstIntake.data(), m_intakes.data(),
                                       temperature_K, scalars, elapsed_s, m_readings.data()},
                            m_deviceCount);
}

void GpuDevices::exchange(const HeatView& heat, const float* wallSpeed_m_per_s, float* next_K) {
    m_executor.run(CellExchange{touches(), heat, m_readings.data(), wallSpeed_m_per_s, next_K},
                   m_touchedCount);
}

void GpuDevices::addLoss(const HeatView& heat, const float* wallSpeed_m_per_s, bool isPassive,
                         float* loss_per_s) const {
    m_executor.run(CellLoss{touches(), heat, wallSpeed_m_per_s, isPassive, loss_per_s},
                   m_touchedCount);
}

void GpuDevices::carry(const float* x, float factor, double* carried, const float* base,
                       float* y) const {
    m_executor.reduceGroups(
        CarriedMeans{m_firstIntake.data(), m_intakes.data(), m_readings.data(), x, carried},
        m_deviceCount);
    m_executor.run(CarryThrough{touches(), carried, base, factor, y}, m_touchedCount);
}

} // namespace hallwright::airflow
