#include "core/solvers/airflow/fan_flow.h"

#include <algorithm>
#include <cmath>

namespace hallwright::airflow {
namespace {

constexpr double kMostDamping = 0.5, kLeastDamping = 0.01;
constexpr double kRight = 0.005;
constexpr double kStillRight = 0.02;

double pressureAt(const Port& port, const std::vector<float>& pressure) {
    double mean = 0.0;
    for (const Port::Contact& contact : port.contacts)
        mean += contact.share * pressure[static_cast<std::size_t>(contact.cell)];
    return mean;
}

} // namespace

FanFlow::FanFlow(const AirflowProblem& problem, Lattice& lattice)
    : m_problem(problem), m_lattice(lattice) {
    for (const Fan& fan : lattice.fans) {
        const std::size_t n = fan.device;
        FanState state;
        state.curve = fan.isRack ? &*problem.racks[n].fans : &*problem.airUnits[n].fans;
        state.in = fan.isRack ? &lattice.rackFronts[n] : &lattice.unitReturns[n];
        state.out = fan.isRack ? &lattice.rackRears[n] : &lattice.unitSupplies[n];
        state.flow_m3_per_s =
            fan.isRack ? &lattice.rackFlow_m3_per_s[n] : &lattice.unitFlow_m3_per_s[n];
        m_fans.push_back(state);
    }
}

std::vector<double> FanFlow::rises_m2_per_s2(const std::vector<float>& pressure_m2_per_s2) const {
    std::vector<double> rises;
    for (const FanState& fan : m_fans)
        rises.push_back(pressureAt(*fan.out, pressure_m2_per_s2) -
                        pressureAt(*fan.in, pressure_m2_per_s2));
    return rises;
}

bool FanFlow::adjust(const std::vector<double>& rises_m2_per_s2) {
    m_off = 0.0;
    for (std::size_t n = 0; n < m_fans.size(); ++n) {
        FanState& fan = m_fans[n];
        double& flow = *fan.flow_m3_per_s;
        const double wanted =
            fan.curve->flowAgainst_m3_per_s(m_problem.air.density_kg_per_m3 * rises_m2_per_s2[n]);
        m_off = std::max(m_off, std::abs(wanted - flow) / std::max(flow, 1e-9));
        if (m_isHeld)
            continue;
        const bool hasTurned = (wanted - flow) * fan.lastStep_m3_per_s < 0.0;
        fan.damping =
            std::clamp(fan.damping * (hasTurned ? 0.5 : 1.1), kLeastDamping, kMostDamping);
        const double step = fan.damping * (wanted - flow);
        fan.lastStep_m3_per_s = step;
        flow += step;
    }
    if (m_isHeld)
        return false;
    drive(m_lattice.givenVelocity_m_per_s);
    m_lattice.measureThroughFlow();
    return true;
}

void FanFlow::drive(std::array<std::vector<float>, 3>& velocity_m_per_s) const {
    for (const FanState& fan : m_fans) {
        m_lattice.drive(*fan.in, -fan.lastStep_m3_per_s, velocity_m_per_s);
        m_lattice.drive(*fan.out, fan.lastStep_m3_per_s, velocity_m_per_s);
    }
}

std::vector<double> FanFlow::steps_m3_per_s() const {
    std::vector<double> steps;
    for (const FanState& fan : m_fans)
        steps.push_back(fan.lastStep_m3_per_s);
    return steps;
}

bool FanFlow::isAtRest() {
    if (isEmpty())
        return true;
    if (m_isHeld && m_off <= kStillRight)
        return true;
    m_isHeld = m_off <= kRight;
    return false;
}

} // namespace hallwright::airflow
