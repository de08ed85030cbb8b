#include "core/solvers/airflow/device_air.h"

#include <algorithm>
#include <cmath>

namespace hallwright::airflow {
namespace {

double portMean(const Port& port, const std::vector<float>& temperature_K) {
    double mean = 0.0;
    for (const Port::Contact& contact : port.contacts)
        mean += contact.share * temperature_K[static_cast<std::size_t>(contact.cell)];
    return mean;
}

} // namespace

DeviceAir::DeviceAir(const AirflowProblem& problem, const Lattice& lattice)
    : m_problem(&problem), m_lattice(&lattice),
      m_heatCapacity_J_per_m3K(problem.air.heatCapacity_J_per_m3K()),
      m_readings(problem.racks.size() + problem.airUnits.size() + problem.openings.size()) {
    for (std::size_t n = 0; n < problem.racks.size(); ++n) {
        m_readings[n].carriedShare = 1.0;
        if (lattice.rackFlow_m3_per_s[n] > 0.0)
            m_rackHeat_W += problem.racks[n].heat_W;
    }
    share();
}

/// Spreads the readings to the lists that others ask for.
void DeviceAir::share() {
    const std::size_t racks = m_problem->racks.size(), units = m_problem->airUnits.size();
    m_rackInlet_K.resize(racks);
    m_carried.racks.resize(racks);
    m_unitReturn_K.resize(units);
    m_carried.units.resize(units);
    for (std::size_t n = 0; n < racks; ++n) {
        m_rackInlet_K[n] = m_readings[n].inlet_K;
        m_carried.racks[n] = m_readings[n].carriedShare;
    }
    for (std::size_t n = 0; n < units; ++n) {
        m_unitReturn_K[n] = unitReading(n).inlet_K;
        m_carried.units[n] = unitReading(n).carriedShare;
    }
}

const DeviceReading& DeviceAir::unitReading(std::size_t n) const {
    return m_readings[m_problem->racks.size() + n];
}

const DeviceReading& DeviceAir::openingReading(std::size_t n) const {
    return m_readings[m_problem->racks.size() + m_problem->airUnits.size() + n];
}

DeviceCell DeviceAir::rackCell(std::size_t n) const {
    const Rack& rack = m_problem->racks[n];
    DeviceCell cell{};
    cell.kind = DeviceCell::Rack;
    cell.carried_W_per_K = m_heatCapacity_J_per_m3K * m_lattice->rackFlow_m3_per_s[n];
    cell.heat_W = rack.heat_W;
    cell.heatCapacity_J_per_K = rack.heatCapacity_J_per_K;
    cell.hasCoil = rack.rearDoor.has_value();
    if (!cell.hasCoil)
        return cell;
    const double reference_K = m_problem->air.reference_K;
    const RearDoor& door = *rack.rearDoor;
    cell.coil = {door.coil.effectiveness, door.coil.water_K - reference_K,
                 door.least_K ? *door.least_K - reference_K : -HUGE_VAL,
                 door.capacity_W ? *door.capacity_W / cell.carried_W_per_K : HUGE_VAL};
    return cell;
}

DeviceCell DeviceAir::unitCell(std::size_t n) const {
    const AirUnit& unit = m_problem->airUnits[n];
    const double reference_K = m_problem->air.reference_K;
    DeviceCell cell{};
    cell.kind = DeviceCell::Unit;
    cell.carried_W_per_K = m_heatCapacity_J_per_m3K * m_lattice->unitFlow_m3_per_s[n];
    cell.given_K = unit.supply_K - reference_K;
    cell.hasCoil = unit.coil.has_value();
    const Coil coil = unit.coil.value_or(Coil{0.0, reference_K});
    cell.coil = {coil.effectiveness, coil.water_K - reference_K, cell.given_K,
                 unit.capacity_W && cell.carried_W_per_K > 0.0
                     ? *unit.capacity_W / cell.carried_W_per_K
                     : HUGE_VAL};
    return cell;
}

DeviceCell DeviceAir::openingCell(std::size_t n) const {
    DeviceCell cell{};
    cell.kind = DeviceCell::Opening;
    cell.carried_W_per_K = m_heatCapacity_J_per_m3K * m_lattice->openingFlow_m3_per_s[n];
    cell.given_K = m_problem->openings[n].temperature_K - m_problem->air.reference_K;
    return cell;
}

std::vector<DeviceCell> DeviceAir::cells() const {
    std::vector<DeviceCell> cells;
    for (std::size_t n = 0; n < m_problem->racks.size(); ++n)
        cells.push_back(rackCell(n));
    for (std::size_t n = 0; n < m_problem->airUnits.size(); ++n)
        cells.push_back(unitCell(n));
    for (std::size_t n = 0; n < m_problem->openings.size(); ++n)
        cells.push_back(openingCell(n));
    return cells;
}

void DeviceAir::startFrom(const std::vector<DeviceReading>& before) {
    for (std::size_t n = 0; n < m_problem->racks.size(); ++n)
        m_readings[n].server_K = before[n].server_K;
}

void DeviceAir::take(std::vector<DeviceReading> readings) {
    m_readings = std::move(readings);
    share();
}

void DeviceAir::read(std::size_t n, const DeviceCell& device, const Port& inlet, double elapsed_s,
                     const std::vector<float>& temperature_K) {
    DeviceReading& reading = m_readings[n];
    reading.inlet_K = portMean(inlet, temperature_K);
    reading.inletMax_K = reading.inlet_K;
    if (device.kind == DeviceCell::Rack)
        for (const Port::Contact& contact : inlet.contacts)
            reading.inletMax_K = std::max(
                reading.inletMax_K, double(temperature_K[static_cast<std::size_t>(contact.cell)]));
    passDevice(device, elapsed_s, reading);
}

void DeviceAir::read(const std::vector<float>& temperature_K) {
    readAfter(HUGE_VAL, temperature_K);
}

void DeviceAir::readAfter(double elapsed_s, const std::vector<float>& temperature_K) {
    const std::size_t racks = m_problem->racks.size(), units = m_problem->airUnits.size();
    for (std::size_t n = 0; n < racks; ++n)
        read(n, rackCell(n), m_lattice->rackFronts[n], elapsed_s, temperature_K);
    for (std::size_t n = 0; n < units; ++n)
        read(racks + n, unitCell(n), m_lattice->unitReturns[n], elapsed_s, temperature_K);
    for (std::size_t n = 0; n < m_problem->openings.size(); ++n)
        read(racks + units + n, openingCell(n), m_lattice->openings[n], elapsed_s, temperature_K);
    share();
}

bool DeviceAir::hasOutflow() const {
    if (!m_lattice->openFaces.empty())
        return true;
    return std::any_of(m_lattice->openingFlow_m3_per_s.begin(),
                       m_lattice->openingFlow_m3_per_s.end(),
                       [](double flow) { return flow < 0.0; });
}

bool DeviceAir::hasSink() const {
    for (std::size_t n = 0; n < m_problem->airUnits.size(); ++n)
        if (m_lattice->unitFlow_m3_per_s[n] > 0.0 && m_carried.units[n] < 1.0)
            return true;
    for (std::size_t n = 0; n < m_problem->racks.size(); ++n)
        if (m_lattice->rackFlow_m3_per_s[n] > 0.0 && m_carried.racks[n] < 1.0)
            return true;
    return hasOutflow();
}

bool DeviceAir::canBalance() const {
    double capacity_W = 0.0;
    for (std::size_t n = 0; n < m_problem->airUnits.size(); ++n)
        if (m_lattice->unitFlow_m3_per_s[n] > 0.0)
            capacity_W += m_problem->airUnits[n].capacity_W.value_or(HUGE_VAL);
    for (std::size_t n = 0; n < m_problem->racks.size(); ++n) {
        const auto& door = m_problem->racks[n].rearDoor;
        if (door && door->coil.effectiveness > 0.0 && m_lattice->rackFlow_m3_per_s[n] > 0.0)
            capacity_W += door->capacity_W.value_or(HUGE_VAL);
    }
    return capacity_W >= m_rackHeat_W || hasOutflow();
}

double DeviceAir::removed_W() const {
    double removed_W = 0.0;
    for (std::size_t n = 0; n < m_problem->airUnits.size(); ++n)
        removed_W += m_heatCapacity_J_per_m3K * m_lattice->unitFlow_m3_per_s[n] *
                     (unitReading(n).inlet_K - unitReading(n).leaving_K);
    for (std::size_t n = 0; n < m_problem->racks.size(); ++n)
        removed_W += rackReading(n).removed_W;
    for (std::size_t n = 0; n < m_problem->openings.size(); ++n)
        removed_W -= m_heatCapacity_J_per_m3K * m_lattice->openingFlow_m3_per_s[n] *
                     openingReading(n).leaving_K;
    return removed_W;
}

RackAir DeviceAir::rackAir(std::size_t n) const {
    const Rack& rack = m_problem->racks[n];
    const double reference_K = m_problem->air.reference_K;
    RackAir air;
    air.id = rack.id;
    const DeviceReading& reading = rackReading(n);
    air.inletMean_K = reference_K + reading.inlet_K;
    air.inletMax_K = reference_K + reading.inletMax_K;
    air.outletMean_K = reference_K + reading.leaving_K;
    air.isBlocked = m_lattice->rackFronts[n].isBlocked() || m_lattice->rackRears[n].isBlocked();
    air.flow_m3_per_s = m_lattice->rackFlow_m3_per_s[n];
    air.doorRemoved_W = reading.removed_W;
    const double rise_K = air.flow_m3_per_s > 0.0
                              ? rack.heat_W / (m_heatCapacity_J_per_m3K * air.flow_m3_per_s)
                              : 0.0;
    air.serverInletMean_K = air.inletMean_K + rack.recirculatedShare * rise_K;
    return air;
}

AirUnitAir DeviceAir::unitAir(std::size_t n) const {
    const double reference_K = m_problem->air.reference_K;
    AirUnitAir air;
    air.id = m_problem->airUnits[n].id;
    air.return_K = reference_K + unitReading(n).inlet_K;
    air.supply_K = reference_K + unitReading(n).leaving_K;
    air.flow_m3_per_s = m_lattice->unitFlow_m3_per_s[n];
    air.removed_W = m_heatCapacity_J_per_m3K * air.flow_m3_per_s * (air.return_K - air.supply_K);
    air.isBlocked = m_lattice->unitReturns[n].isBlocked() || m_lattice->unitSupplies[n].isBlocked();
    return air;
}

void DeviceAir::exhaust(const Port& port, double flow_m3_per_s, const std::vector<float>& old_K,
                        std::vector<float>& next_K, const std::vector<float>& step_s) const {
    const double rate_per_s = flow_m3_per_s / m_lattice->cellVolume_m3();
    for (const Port::Contact& contact : port.contacts) {
        const auto c = static_cast<std::size_t>(contact.cell);
        next_K[c] -= takenHeat_K(rate_per_s * contact.share, step_s[c], old_K[c]);
    }
}

void DeviceAir::supply(const Port& port, double flow_m3_per_s, double temperature_K,
                       std::vector<float>& next_K, const std::vector<float>& step_s) const {
    const double rate_per_s = flow_m3_per_s / m_lattice->cellVolume_m3();
    for (const Port::Contact& contact : port.contacts) {
        const auto c = static_cast<std::size_t>(contact.cell);
        next_K[c] += givenHeat_K(rate_per_s * contact.share, temperature_K, step_s[c]);
    }
}

void DeviceAir::exchange(const std::vector<float>& old_K, std::vector<float>& next_K,
                         const std::vector<float>& step_s) const {
    for (std::size_t n = 0; n < m_problem->racks.size(); ++n) {
        const double flow = m_lattice->rackFlow_m3_per_s[n];
        if (flow <= 0.0)
            continue;
        exhaust(m_lattice->rackFronts[n], flow, old_K, next_K, step_s);
        supply(m_lattice->rackRears[n], flow, rackReading(n).leaving_K, next_K, step_s);
    }
    for (std::size_t n = 0; n < m_problem->airUnits.size(); ++n) {
        const double flow = m_lattice->unitFlow_m3_per_s[n];
        if (flow <= 0.0)
            continue;
        exhaust(m_lattice->unitReturns[n], flow, old_K, next_K, step_s);
        supply(m_lattice->unitSupplies[n], flow, unitReading(n).leaving_K, next_K, step_s);
    }
    for (std::size_t n = 0; n < m_problem->openings.size(); ++n) {
        const double flow = m_lattice->openingFlow_m3_per_s[n];
        if (flow > 0.0)
            supply(m_lattice->openings[n], flow, openingReading(n).leaving_K, next_K, step_s);
        else
            exhaust(m_lattice->openings[n], -flow, old_K, next_K, step_s);
    }
    for (const Leak& leak : m_lattice->leaks) {
        const auto near = static_cast<std::size_t>(leak.nearCell);
        const auto far = static_cast<std::size_t>(leak.farCell);
        const float carried_K_per_s =
            leakedHeat_K_per_s(leak.flow_m3_per_s / m_lattice->cellVolume_m3(),
                               old_K[leak.flow_m3_per_s > 0.0 ? near : far]);
        next_K[near] -= step_s[near] * carried_K_per_s;
        next_K[far] += step_s[far] * carried_K_per_s;
    }
}

} // namespace hallwright::airflow
