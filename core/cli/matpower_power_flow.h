#pragma once

#include "core/base/result.h"
#include "core/io/matpower/matpower_problem.h"
#include "core/solvers/power/power_network.h"

#include <memory>
#include <string>
#include <vector>

namespace hallwright::cli {

/// A MATPOWER case on its way through the solver, as MATPOWER's runpf takes it: Newton's method
/// from the voltages of the file, and with ReactiveLimits::Enforced what runpf does with
/// pf.enforce_q_lims = 1. All generators beyond a limit are put on it at once and their buses
/// become load buses, the case is solved again from the file's voltages, and so on until none is
/// beyond; none is ever released. A reference bus that is converted feeds the active power that it
/// last had to, and the first bus left that holds its voltage becomes the reference; the angles are
/// turned back in the end so that the first reference keeps its own. Two things are done where
/// runpf gives up: each island replaces its own reference, and a flat start follows where the
/// file's voltages lead nowhere.
class MatpowerPowerFlow {
public:
    enum class Limit { None, Min, Max };
    struct GeneratorOutput {
        double p_MW = 0.0;
        double q_Mvar = 0.0;
        Limit limit = Limit::None; ///< where it was put on a limit
    };

    MatpowerPowerFlow(io::MatpowerCase matpowerCase, power::ReactiveLimits limits);

    /// Findings of a network that cannot be compiled; none when it was solved, however that ended.
    [[nodiscard]] base::Diagnostics solve();

    /// The case; buses that were converted have their new type.
    [[nodiscard]] const io::MatpowerCase& matpowerCase() const { return m_case; }
    [[nodiscard]] const io::MatpowerProblem& mapped() const { return m_mapped; }
    [[nodiscard]] const power::PowerNetwork& network() const { return *m_network; }
    [[nodiscard]] const power::PowerOptions& options() const { return m_options; }

    /// Of the last round; iterations are those of all rounds.
    [[nodiscard]] const power::PowerSolution& solution() const { return m_solution; }
    [[nodiscard]] bool isSolved() const { return m_solution.converged() && m_infeasible.empty(); }
    /// Why there is no state that keeps the limits; empty otherwise.
    [[nodiscard]] const std::string& infeasible() const { return m_infeasible; }
    [[nodiscard]] const std::vector<GeneratorOutput>& generators() const { return m_outputs; }
    [[nodiscard]] bool enforcesLimits() const { return m_enforcesLimits; }
    [[nodiscard]] int rounds() const { return m_rounds; }

private:
    [[nodiscard]] base::Diagnostics solveRound();
    void findOutputs();
    void findReferenceOutputs();
    [[nodiscard]] bool convertViolators();
    void convert(int generator, Limit limit);
    [[nodiscard]] bool replaceReferences();
    void turnBack();
    [[nodiscard]] std::vector<int> islandOfBus() const;
    [[nodiscard]] bool holdsVoltage(int bus) const;

    io::MatpowerCase m_case;
    bool m_enforcesLimits;
    power::PowerOptions m_options;
    std::vector<double> m_startVm_pu;
    std::vector<double> m_startVa_rad;
    std::vector<int> m_references; ///< bus rows, of the file
    io::MatpowerProblem m_mapped;
    std::unique_ptr<power::PowerNetwork> m_network;
    power::PowerSolution m_solution;
    std::vector<GeneratorOutput> m_outputs; ///< [generator rows]
    std::string m_infeasible;
    int m_rounds = 0;
};

} // namespace hallwright::cli
