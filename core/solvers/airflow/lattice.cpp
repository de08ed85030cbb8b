#include "core/solvers/airflow/lattice.h"

#include "core/solvers/airflow/lattice_builder.h"
#include "core/solvers/airflow/lattice_fit.h"

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

Lattice buildLattice(const AirflowProblem& problem, std::array<int, 3> cells) {
    return LatticeBuilder(problem, cells).build();
}

} // namespace hallwright::airflow
