#pragma once

#include "core/solvers/power/admittances.h"
#include "core/solvers/power/core_compensation.h"
#include "core/solvers/power/core_matrix.h"
#include "core/solvers/power/node_state.h"

#include <stop_token>

namespace hallwright::power {

/// Newton-Raphson in polar coordinates, unknowns (theta, ln |V|) at every node.
///
/// With T_ij = V_i conj(Y_ij V_j) and S_i = sum_j T_ij the derivatives of the calculated power are
///     dS_i/dtheta_j = -j T_ij,         dS_i/dln|V_j| = T_ij              (j != i)
///     dS_i/dtheta_i = j (S_i - T_ii),  dS_i/dln|V_i| = S_i + T_ii
/// (Tinney & Hart, IEEE Trans. PAS-86(11), 1967, with |V| scaled out), so one sweep over the
/// branches gives mismatch and Jacobian. Nodes that hold their voltage keep a row "dln|V| = 0",
/// which leaves the pattern alone when a reactive limit turns them into PQ nodes.
///
/// Each step eliminates the trees with 2x2 blocks from the leaves up, which is exact and without
/// fill-in, solves the meshed core with KLU, and substitutes back down.
///
/// A step is taken when it lowers the mismatch (2-norm), or when the next correction by the same
/// Jacobian would be smaller than this one. The second test is Deuflhard's natural monotonicity
/// (Newton Methods for Nonlinear Problems, 2004, ch. 3): unlike the mismatch it does not depend on
/// scaling, and busways with a hundred times the admittance of their feeder raise the mismatch on
/// the way to a perfectly good solution. Otherwise the step is halved; a step cut to nothing means
/// that there is no solution near by.
class NewtonSolver {
public:
    NewtonSolver() = default;

    /// A case near the one that takeBase() was called for.
    struct NearBase {
        bool isNear = false;
        /// Core nodes at which the matrix differs from the base's, at the base's state.
        std::vector<int> touched;
    };

    /// Improves `state` until the largest mismatch is below `tolerance_pu`. Near a base the first
    /// step uses the base's factors, compensated at the touched nodes; pivots are kept where they
    /// are fit; and the factors of a step serve the next ones as long as the mismatch falls quickly
    /// (a simplified Newton step costs a fifth of a full one).
    IterationOutcome solve(const NetworkStructure& structure, const Admittances& admittances,
                           const NodeInjections& injections, NodeState& state, double tolerance_pu,
                           int maxIterations, const NearBase& near, std::stop_token stop);

    /// Factors the matrix of a state for cases near to it.
    void takeBase(const NetworkStructure& structure, const Admittances& admittances,
                  const NodeInjections& injections, const NodeState& state);

    /// How often pivots have been chosen.
    [[nodiscard]] int factorings() const { return m_core.klu().factorings(); }

    /// Power leaving each unknown node into branches and shunts [pu] at the last evaluated state.
    [[nodiscard]] const std::vector<Complex>& calculatedPower() const { return m_power; }

private:
    struct Step {
        double theta_rad = 0.0;
        double logV = 0.0;
    };
    struct Mismatch {
        double largest = 0.0;
        double sumOfSquares = 0.0;
        int node = -1;
    };

    void bind(const NetworkStructure& structure, const Admittances& admittances,
              const NodeInjections& injections);
    void prepareFactors();
    void computePowers(const NodeState& state);
    Mismatch computeMismatch(const NodeState& state);
    enum class Factoring { FreshPivots, KeptPivots, Compensation };
    bool computeStep(const NodeState& state, Factoring factoring, const std::vector<int>& touched);
    [[nodiscard]] CoreCompensation::Blocks coreBlocks() const;
    void fillDiagonal(const NodeState& state);
    void eliminateTrees();
    bool factorCore(bool choosePivots);
    void solveCore();
    void substituteTrees();
    void solveWithKeptFactors();
    [[nodiscard]] double stepNorm() const;
    [[nodiscard]] double largestSafeFraction() const;
    void move(const NodeState& from, double fraction, NodeState& to) const;

    const NetworkStructure* m_structure = nullptr;
    const Admittances* m_admittances = nullptr;
    const NodeInjections* m_injections = nullptr;

    std::vector<Complex> m_power;    ///< [nodes] S_i
    std::vector<Complex> m_toParent; ///< [nodes] T(node, parent)
    std::vector<Complex> m_toChild;  ///< [nodes] T(parent, node)
    std::vector<Complex> m_coreFlow; ///< as coreColumn: T(row, column)
    std::vector<Step> m_rightSide;   ///< [nodes] -(dP, dQ), later the step
    std::vector<Block> m_diagonal;   ///< [nodes]
    std::vector<Block> m_inverse;    ///< [nodes] D^-1 of tree nodes
    std::vector<Complex> m_back;     ///< [nodes] T(parent, node) that was eliminated with
    std::vector<Block> m_coupling;   ///< [nodes] D^-1 A(node, parent)
    std::vector<Step> m_step;        ///< the step on trial
    std::vector<double> m_coreRightSide;
    CoreMatrix m_core;
    CoreCompensation m_compensation;
    bool m_isCompensated = false; ///< the core is solved by m_compensation
    NodeState m_before;
};

} // namespace hallwright::power
