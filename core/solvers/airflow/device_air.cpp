#include "core/solvers/airflow/device_air.h"

#include "core/solvers/airflow/coil_air.h"

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

/// The coil with its water on the scale above the reference.
Coil above(Coil coil, double reference_K) {
    coil.water_K -= reference_K;
    return coil;
}

} // namespace

DeviceAir::DeviceAir(const AirflowProblem& problem, const Lattice& lattice)
    : m_problem(&problem), m_lattice(&lattice),
      m_heatCapacity_J_per_m3K(problem.air.heatCapacity_J_per_m3K()),
      m_rackInlet_K(problem.racks.size()), m_rackInletMax_K(problem.racks.size()),
      m_rackOutlet_K(problem.racks.size()), m_serverOutlet_K(problem.racks.size()),
      m_doorRemoved_W(problem.racks.size()), m_unitReturn_K(problem.airUnits.size()),
      m_unitSupply_K(problem.airUnits.size()), m_carried{std::vector<double>(problem.racks.size(),
                                                                             1.0),
                                                         std::vector<double>(
                                                             problem.airUnits.size(), 0.0)},
      m_openingAir_K(problem.openings.size()) {
    for (std::size_t n = 0; n < problem.racks.size(); ++n)
        if (lattice.rackFlow_m3_per_s[n] > 0.0)
            m_rackHeat_W += problem.racks[n].heat_W;
}

void DeviceAir::readRack(std::size_t n, const std::vector<float>& temperature_K, double elapsed_s) {
    const Rack& rack = m_problem->racks[n];
    const Port& front = m_lattice->rackFronts[n];
    m_rackInlet_K[n] = portMean(front, temperature_K);
    m_rackInletMax_K[n] = m_rackInlet_K[n];
    for (const Port::Contact& contact : front.contacts)
        m_rackInletMax_K[n] = std::max(
            m_rackInletMax_K[n], double(temperature_K[static_cast<std::size_t>(contact.cell)]));
    m_rackOutlet_K[n] = m_rackInlet_K[n];
    const double carried_W_per_K = m_heatCapacity_J_per_m3K * m_lattice->rackFlow_m3_per_s[n];
    if (carried_W_per_K <= 0.0)
        return;
    // C dT/dt = heat - carried (T - inlet), exactly over the time at a constant inlet.
    const double settled =
        rack.heatCapacity_J_per_K > 0.0
            ? -std::expm1(-elapsed_s * carried_W_per_K / rack.heatCapacity_J_per_K)
            : 1.0;
    m_serverOutlet_K[n] +=
        settled * (m_rackInlet_K[n] + rack.heat_W / carried_W_per_K - m_serverOutlet_K[n]);
    m_rackOutlet_K[n] = m_serverOutlet_K[n];
    if (!rack.rearDoor)
        return;
    const double reference_K = m_problem->air.reference_K;
    CoilLimits limits;
    if (rack.rearDoor->least_K)
        limits.least_K = *rack.rearDoor->least_K - reference_K;
    if (rack.rearDoor->capacity_W)
        limits.mostDrop_K = *rack.rearDoor->capacity_W / carried_W_per_K;
    const CoilAir behind =
        coilAir(above(rack.rearDoor->coil, reference_K), limits, m_rackOutlet_K[n]);
    m_doorRemoved_W[n] = carried_W_per_K * (m_rackOutlet_K[n] - behind.leaving_K);
    m_rackOutlet_K[n] = behind.leaving_K;
    m_carried.racks[n] = behind.carriedShare;
}

void DeviceAir::readUnit(std::size_t n, const std::vector<float>& temperature_K) {
    const AirUnit& unit = m_problem->airUnits[n];
    const double reference_K = m_problem->air.reference_K;
    m_unitReturn_K[n] = portMean(m_lattice->unitReturns[n], temperature_K);
    m_unitSupply_K[n] = unit.supply_K - reference_K;
    m_carried.units[n] = 0.0;
    const double carried_W_per_K = m_heatCapacity_J_per_m3K * m_lattice->unitFlow_m3_per_s[n];
    std::optional<double> mostDrop_K;
    if (unit.capacity_W && carried_W_per_K > 0.0)
        mostDrop_K = *unit.capacity_W / carried_W_per_K;
    if (unit.coil) {
        const CoilAir behind = coilAir(above(*unit.coil, reference_K),
                                       {m_unitSupply_K[n], mostDrop_K}, m_unitReturn_K[n]);
        m_unitSupply_K[n] = behind.leaving_K;
        m_carried.units[n] = behind.carriedShare;
    } else if (mostDrop_K && m_unitReturn_K[n] - *mostDrop_K > m_unitSupply_K[n]) {
        m_unitSupply_K[n] = m_unitReturn_K[n] - *mostDrop_K;
        m_carried.units[n] = 1.0;
    }
}

void DeviceAir::read(const std::vector<float>& temperature_K) {
    readAfter(HUGE_VAL, temperature_K);
}

void DeviceAir::readAfter(double elapsed_s, const std::vector<float>& temperature_K) {
    for (std::size_t n = 0; n < m_problem->racks.size(); ++n)
        readRack(n, temperature_K, elapsed_s);
    for (std::size_t n = 0; n < m_problem->airUnits.size(); ++n)
        readUnit(n, temperature_K);
    for (std::size_t n = 0; n < m_problem->openings.size(); ++n)
        m_openingAir_K[n] = m_lattice->openingFlow_m3_per_s[n] > 0.0
                                ? m_problem->openings[n].temperature_K - m_problem->air.reference_K
                                : portMean(m_lattice->openings[n], temperature_K);
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
                     (m_unitReturn_K[n] - m_unitSupply_K[n]);
    for (const double door_W : m_doorRemoved_W)
        removed_W += door_W;
    for (std::size_t n = 0; n < m_problem->openings.size(); ++n)
        removed_W -=
            m_heatCapacity_J_per_m3K * m_lattice->openingFlow_m3_per_s[n] * m_openingAir_K[n];
    return removed_W;
}

RackAir DeviceAir::rackAir(std::size_t n) const {
    const Rack& rack = m_problem->racks[n];
    const double reference_K = m_problem->air.reference_K;
    RackAir air;
    air.id = rack.id;
    air.inletMean_K = reference_K + m_rackInlet_K[n];
    air.inletMax_K = reference_K + m_rackInletMax_K[n];
    air.outletMean_K = reference_K + m_rackOutlet_K[n];
    air.isBlocked = m_lattice->rackFronts[n].isBlocked() || m_lattice->rackRears[n].isBlocked();
    air.flow_m3_per_s = m_lattice->rackFlow_m3_per_s[n];
    air.doorRemoved_W = m_doorRemoved_W[n];
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
    air.return_K = reference_K + m_unitReturn_K[n];
    air.supply_K = reference_K + m_unitSupply_K[n];
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
        next_K[c] -= static_cast<float>(rate_per_s * contact.share) * step_s[c] * old_K[c];
    }
}

void DeviceAir::supply(const Port& port, double flow_m3_per_s, double temperature_K,
                       std::vector<float>& next_K, const std::vector<float>& step_s) const {
    const double rate_per_s = flow_m3_per_s / m_lattice->cellVolume_m3();
    for (const Port::Contact& contact : port.contacts) {
        const auto c = static_cast<std::size_t>(contact.cell);
        next_K[c] += static_cast<float>(rate_per_s * contact.share * temperature_K) * step_s[c];
    }
}

void DeviceAir::exchange(const std::vector<float>& old_K, std::vector<float>& next_K,
                         const std::vector<float>& step_s) const {
    for (std::size_t n = 0; n < m_problem->racks.size(); ++n) {
        const double flow = m_lattice->rackFlow_m3_per_s[n];
        if (flow <= 0.0)
            continue;
        exhaust(m_lattice->rackFronts[n], flow, old_K, next_K, step_s);
        supply(m_lattice->rackRears[n], flow, m_rackOutlet_K[n], next_K, step_s);
    }
    for (std::size_t n = 0; n < m_problem->airUnits.size(); ++n) {
        const double flow = m_lattice->unitFlow_m3_per_s[n];
        if (flow <= 0.0)
            continue;
        exhaust(m_lattice->unitReturns[n], flow, old_K, next_K, step_s);
        supply(m_lattice->unitSupplies[n], flow, m_unitSupply_K[n], next_K, step_s);
    }
    for (std::size_t n = 0; n < m_problem->openings.size(); ++n) {
        const double flow = m_lattice->openingFlow_m3_per_s[n];
        if (flow > 0.0)
            supply(m_lattice->openings[n], flow, m_openingAir_K[n], next_K, step_s);
        else
            exhaust(m_lattice->openings[n], -flow, old_K, next_K, step_s);
    }
    for (const Leak& leak : m_lattice->leaks) {
        const auto near = static_cast<std::size_t>(leak.nearCell);
        const auto far = static_cast<std::size_t>(leak.farCell);
        const auto carried_K_per_s =
            static_cast<float>(leak.flow_m3_per_s / m_lattice->cellVolume_m3() *
                               old_K[leak.flow_m3_per_s > 0.0 ? near : far]);
        next_K[near] -= step_s[near] * carried_K_per_s;
        next_K[far] += step_s[far] * carried_K_per_s;
    }
}

} // namespace hallwright::airflow
