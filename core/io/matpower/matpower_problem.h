#pragma once

#include "core/io/matpower/matpower_case.h"
#include "core/solvers/power/power_problem.h"

#include <vector>

namespace hallwright::io {

/// A case as a power problem, with the way back to the file's rows. Bus i of the problem is row i
/// of mpc.bus, generator i row generatorRows[i] of mpc.gen.
struct MatpowerProblem {
    power::PowerProblem problem;
    std::vector<int> branchOfRow; ///< [branch rows] row of problem.branches, -1: see linkOfRow
    std::vector<int> linkOfRow; ///< [branch rows] row of problem.links for those without impedance
    std::vector<int> generatorRows; ///< [problem.generators] row of mpc.gen
};

/// Reference buses become ideal sources that supply what is missing; their generators do not
/// appear. Generators at load buses feed their fixed Pg + jQg, as in MATPOWER's runpf.
[[nodiscard]] MatpowerProblem toPowerProblem(const MatpowerCase& matpowerCase);

} // namespace hallwright::io
