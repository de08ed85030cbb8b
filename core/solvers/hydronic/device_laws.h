#pragma once

#include "core/solvers/hydronic/hydronic_problem.h"

namespace hallwright::hydronic {

/// Head loss law of one link that is not a pipe, while it is open. Pumps have negative losses.
/// A pump at relative speed s: H(Q) = s^2 H_1(Q / s) (affinity laws); so the power of a
/// constant-power pump goes with s^3.
class DeviceLaw {
public:
    void set(const Link& link, const HydronicProblem& problem);
    /// Head loss [m] and slope [s/m2] at `flow` while open.
    void evaluate(double flow, double& loss, double& slope) const;

    /// Head gained at zero flow; infinite for constant power.
    [[nodiscard]] double shutoffHead_m() const;
    /// A plausible flow [m3/s] to begin from.
    [[nodiscard]] double designFlow() const { return m_designFlow; }
    /// Largest flow that the curve covers: its last point, or where a power law reaches zero head.
    [[nodiscard]] double largestFlow() const;
    [[nodiscard]] bool isConstantPower() const;

private:
    void evaluatePoints(double flow, double& loss, double& slope) const;

    LinkKind m_kind = LinkKind::Resistance;
    const Curve* m_curve = nullptr; ///< of the problem being solved
    double m_speed = 1.0;
    double m_resistance = 0.0; ///< power-law part, minor loss included where it is quadratic
    double m_exponent = 2.0;
    double m_minor = 0.0;
    double m_setting = 0.0;
    double m_powerHead = 0.0; ///< P / (rho g): head times flow of a constant-power pump
    double m_designFlow = 0.0;
};

} // namespace hallwright::hydronic
