#pragma once

#include "core/solvers/hydronic/hydronic_problem.h"

#include <span>
#include <vector>

namespace hallwright::hydronic {

/// Head loss of pipes, held as arrays by coefficient so that one loop serves them all.
///   Darcy-Weisbach:  h = f(Re) L/D Q|Q| / (2 g A^2) + m Q|Q|
///   Hazen-Williams:  h = 10.667 L Q|Q|^0.852 / (C^1.852 D^4.871) + m Q|Q|    (EPANET's 4.727 in
///   ft, cfs) Chezy-Manning:   h = 10.24 n^2 L Q|Q| / D^5.333 + m Q|Q| (EPANET's 4.634)
/// with m = K / (2 g A^2). The power laws run straight through zero below a small flow, where
/// their slope would vanish.
class PipeLaws {
public:
    void resize(std::size_t count);
    /// Takes the coefficients of one pipe.
    void set(std::size_t index, const Link& link, const HydronicProblem& problem);
    /// Head loss [m] and its slope [s/m2] for flows [m3/s]; all spans have one value a pipe.
    void evaluate(std::span<const double> flow, std::span<double> loss,
                  std::span<double> slope) const;
    void evaluateOne(std::size_t index, double flow, double& loss, double& slope) const;

private:
    FrictionFormula m_formula = FrictionFormula::DarcyWeisbach;
    std::vector<double> m_friction; ///< h per f Q|Q|, or per Q|Q|^(exponent-1)
    std::vector<double> m_minor;
    std::vector<double> m_floor; ///< slope of pipes without friction, else 0
    std::vector<double> m_reynoldsPerFlow;
    std::vector<double> m_roughness;             ///< eps / 3.7D
    std::vector<double> m_endFactor, m_endSlope; ///< where the transition meets turbulence
};

/// K / (2 g A^2), A = pi D^2 / 4; 0 without diameter.
[[nodiscard]] double minorLossCoefficient(double minorLossK, double diameter_m,
                                          double gravity_m_per_s2);

} // namespace hallwright::hydronic
