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

bool isRunning(const Port& in, const Port& out) {
    return !in.isBlocked() && !out.isBlocked();
}

} // namespace

DeviceAir::DeviceAir(const AirflowProblem& problem, const Lattice& lattice)
    : m_problem(&problem), m_lattice(&lattice), m_rackInlet_K(problem.racks.size()),
      m_rackInletMax_K(problem.racks.size()), m_rackOutlet_K(problem.racks.size()),
      m_unitReturn_K(problem.airUnits.size()), m_unitSupply_K(problem.airUnits.size()),
      m_openingAir_K(problem.openings.size()), m_isAtCapacity(problem.airUnits.size(), 0) {
    for (std::size_t n = 0; n < problem.racks.size(); ++n)
        if (isRunning(lattice.rackFronts[n], lattice.rackRears[n]) &&
            problem.racks[n].flow_m3_per_s > 0.0)
            m_rackHeat_W += problem.racks[n].heat_W;
}

void DeviceAir::read(const std::vector<float>& temperature_K) {
    const double heatCapacity = m_problem->air.heatCapacity_J_per_m3K();
    for (std::size_t n = 0; n < m_problem->racks.size(); ++n) {
        const Rack& rack = m_problem->racks[n];
        const Port& front = m_lattice->rackFronts[n];
        m_rackInlet_K[n] = portMean(front, temperature_K);
        m_rackInletMax_K[n] = m_rackInlet_K[n];
        for (const Port::Contact& contact : front.contacts)
            m_rackInletMax_K[n] = std::max(
                m_rackInletMax_K[n], double(temperature_K[static_cast<std::size_t>(contact.cell)]));
        m_rackOutlet_K[n] =
            m_rackInlet_K[n] +
            (rack.flow_m3_per_s > 0.0 ? rack.heat_W / (heatCapacity * rack.flow_m3_per_s) : 0.0);
    }
    for (std::size_t n = 0; n < m_problem->airUnits.size(); ++n) {
        const AirUnit& unit = m_problem->airUnits[n];
        m_unitReturn_K[n] = portMean(m_lattice->unitReturns[n], temperature_K);
        m_unitSupply_K[n] = unit.supply_K - m_problem->air.reference_K;
        if (unit.capacity_W && unit.flow_m3_per_s > 0.0) {
            const double least_K =
                m_unitReturn_K[n] - *unit.capacity_W / (heatCapacity * unit.flow_m3_per_s);
            m_isAtCapacity[n] = least_K > m_unitSupply_K[n] ? 1 : 0;
            m_unitSupply_K[n] = std::max(m_unitSupply_K[n], least_K);
        }
    }
    for (std::size_t n = 0; n < m_problem->openings.size(); ++n)
        m_openingAir_K[n] = m_lattice->openingFlow_m3_per_s[n] > 0.0
                                ? m_problem->openings[n].temperature_K - m_problem->air.reference_K
                                : portMean(m_lattice->openings[n], temperature_K);
}

bool DeviceAir::hasSink() const {
    for (std::size_t n = 0; n < m_problem->airUnits.size(); ++n)
        if (isRunning(m_lattice->unitReturns[n], m_lattice->unitSupplies[n]) &&
            m_problem->airUnits[n].flow_m3_per_s > 0.0 && !m_isAtCapacity[n])
            return true;
    return std::any_of(m_lattice->openingFlow_m3_per_s.begin(),
                       m_lattice->openingFlow_m3_per_s.end(),
                       [](double flow) { return flow < 0.0; });
}

bool DeviceAir::canBalance() const {
    double capacity_W = 0.0;
    for (std::size_t n = 0; n < m_problem->airUnits.size(); ++n) {
        const AirUnit& unit = m_problem->airUnits[n];
        if (isRunning(m_lattice->unitReturns[n], m_lattice->unitSupplies[n]) &&
            unit.flow_m3_per_s > 0.0)
            capacity_W += unit.capacity_W.value_or(HUGE_VAL);
    }
    return capacity_W >= m_rackHeat_W || std::any_of(m_lattice->openingFlow_m3_per_s.begin(),
                                                     m_lattice->openingFlow_m3_per_s.end(),
                                                     [](double flow) { return flow < 0.0; });
}

double DeviceAir::removed_W() const {
    const double heatCapacity = m_problem->air.heatCapacity_J_per_m3K();
    double removed_W = 0.0;
    for (std::size_t n = 0; n < m_problem->airUnits.size(); ++n)
        if (isRunning(m_lattice->unitReturns[n], m_lattice->unitSupplies[n]))
            removed_W += heatCapacity * m_problem->airUnits[n].flow_m3_per_s *
                         (m_unitReturn_K[n] - m_unitSupply_K[n]);
    for (std::size_t n = 0; n < m_problem->openings.size(); ++n)
        removed_W -= heatCapacity * m_lattice->openingFlow_m3_per_s[n] * m_openingAir_K[n];
    return removed_W;
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
        const Port& front = m_lattice->rackFronts[n];
        const Port& rear = m_lattice->rackRears[n];
        if (!isRunning(front, rear))
            continue;
        const double flow = m_problem->racks[n].flow_m3_per_s;
        exhaust(front, flow, old_K, next_K, step_s);
        supply(rear, flow, m_rackOutlet_K[n], next_K, step_s);
    }
    for (std::size_t n = 0; n < m_problem->airUnits.size(); ++n) {
        const Port& returns = m_lattice->unitReturns[n];
        const Port& supplies = m_lattice->unitSupplies[n];
        if (!isRunning(returns, supplies))
            continue;
        const double flow = m_problem->airUnits[n].flow_m3_per_s;
        exhaust(returns, flow, old_K, next_K, step_s);
        supply(supplies, flow, m_unitSupply_K[n], next_K, step_s);
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
