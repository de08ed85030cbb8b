#include "core/solvers/airflow/air_capture.h"

#include <algorithm>

namespace hallwright::airflow {
namespace {

/// Adds to each cell before a port the rate at which the port's flow fills it, 1/s.
void addRate(const Port& port, double flow_m3_per_s, const Lattice& lattice,
             std::vector<float>& rate_per_s) {
    for (const Port::Contact& contact : port.contacts)
        rate_per_s[static_cast<std::size_t>(contact.cell)] +=
            static_cast<float>(flow_m3_per_s * contact.share / lattice.cellVolume_m3());
}

std::vector<double> meansAt(const std::vector<Port>& ports, const std::vector<float>& share) {
    std::vector<double> means;
    for (const Port& port : ports) {
        double mean = 0.0;
        for (const Port::Contact& contact : port.contacts)
            mean += contact.share * share[static_cast<std::size_t>(contact.cell)];
        means.push_back(std::clamp(mean, 0.0, 1.0));
    }
    return means;
}

} // namespace

std::optional<AirCapture> findCapture(const Lattice& lattice, const PassiveSolve& solve,
                                      const std::stop_token& stop) {
    const auto size = lattice.isSolid.size();
    std::vector<float> supplied_per_s(size, 0.0f), returned_per_s(size, 0.0f);
    double supply_m3_per_s = 0.0;
    for (std::size_t n = 0; n < lattice.unitSupplies.size(); ++n) {
        const double flow = lattice.unitFlow_m3_per_s[n];
        supply_m3_per_s += flow;
        addRate(lattice.unitSupplies[n], flow, lattice, supplied_per_s);
        addRate(lattice.unitReturns[n], flow, lattice, returned_per_s);
    }
    for (std::size_t n = 0; n < lattice.openings.size(); ++n) {
        const double flow = lattice.openingFlow_m3_per_s[n];
        supply_m3_per_s += std::max(flow, 0.0);
        addRate(lattice.openings[n], std::abs(flow), lattice,
                flow > 0.0 ? supplied_per_s : returned_per_s);
    }
    if (supply_m3_per_s <= 0.0)
        return std::nullopt;
    AirCapture capture;
    capture.supplyShare.assign(size, 0.0f);
    solve(supplied_per_s, capture.supplyShare, false);
    std::vector<float> caught(size, 0.0f);
    solve(returned_per_s, caught, true);
    if (stop.stop_requested())
        return std::nullopt;
    for (float& share : capture.supplyShare)
        share = std::clamp(share, 0.0f, 1.0f);
    capture.rackFromSupply = meansAt(lattice.rackFronts, capture.supplyShare);
    capture.rackToReturn = meansAt(lattice.rackRears, caught);
    capture.unitBypass = meansAt(lattice.unitReturns, capture.supplyShare);
    return capture;
}

} // namespace hallwright::airflow
