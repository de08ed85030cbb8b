#include "core/solvers/airflow/lattice.h"

#include "core/solvers/airflow/lattice_builder.h"

#include <algorithm>
#include <cmath>

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

std::array<int, 3> latticeCells(const AirflowProblem& problem) {
    if (problem.cells[0] > 0)
        return problem.cells;
    const auto count = [&](double size_m) {
        return std::max(1, static_cast<int>(std::lround(size_m / problem.cell_m)));
    };
    return {count(problem.size_m.x), count(problem.size_m.y), count(problem.size_m.z)};
}

Lattice buildLattice(const AirflowProblem& problem, std::array<int, 3> cells) {
    return LatticeBuilder(problem, cells).build();
}

} // namespace hallwright::airflow
