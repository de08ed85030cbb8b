#include "core/solvers/airflow/lattice.h"

#include "core/solvers/airflow/lattice_builder.h"
#include "core/solvers/airflow/lattice_fit.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hallwright::airflow {

double Lattice::faceArea_m2(Axis axis) const {
    switch (axis) {
    case Axis::X:
        return cell_m.y * cell_m.z;
    case Axis::Y:
        return cell_m.x * cell_m.z;
    default:
        return cell_m.x * cell_m.y;
    }
}

void Lattice::measureThroughFlow() {
    throughFlow_m3_per_s = std::accumulate(unitFlow_m3_per_s.begin(), unitFlow_m3_per_s.end(), 0.0);
    for (const double flow : openingFlow_m3_per_s)
        throughFlow_m3_per_s += std::max(flow, 0.0);
    if (throughFlow_m3_per_s == 0.0 && openings.empty())
        throughFlow_m3_per_s =
            std::accumulate(rackFlow_m3_per_s.begin(), rackFlow_m3_per_s.end(), 0.0);
}

void Lattice::drive(const Port& port, double flow_m3_per_s,
                    std::array<std::vector<float>, 3>& velocity_m_per_s) const {
    for (const Port::Contact& contact : port.contacts)
        velocity_m_per_s[static_cast<std::size_t>(contact.axis)]
                        [static_cast<std::size_t>(contact.face)] +=
            static_cast<float>(contact.outward * contact.share * flow_m3_per_s /
                               faceArea_m2(contact.axis));
}

std::array<int, 3> latticeCells(const AirflowProblem& problem) {
    if (problem.cells[0] > 0)
        return problem.cells;
    return fitCells(problem);
}

std::array<int, 3> coarserCells(const AirflowProblem& problem, int factor) {
    const std::array<int, 3> own = latticeCells(problem);
    if (problem.cells[0] > 0)
        return {(own[0] + factor - 1) / factor, (own[1] + factor - 1) / factor,
                (own[2] + factor - 1) / factor};
    AirflowProblem coarser = problem;
    coarser.cell_m = factor * std::cbrt(problem.size_m.x * problem.size_m.y * problem.size_m.z /
                                        (double(own[0]) * own[1] * own[2]));
    return fitCells(coarser);
}

Lattice buildLattice(const AirflowProblem& problem, std::array<int, 3> cells,
                     const std::stop_token& stop) {
    return LatticeBuilder(problem, cells, stop).build();
}

} // namespace hallwright::airflow
