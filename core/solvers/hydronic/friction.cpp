#include "core/solvers/hydronic/friction.h"

#include "core/solvers/hydronic/friction_law.h"

namespace hallwright::hydronic {

FrictionSlope frictionFactorWithSlope(double reynolds, double relativeRoughness) {
    if (reynolds < kLaminarReynolds)
        return {64.0 / reynolds, -64.0 / (reynolds * reynolds)};
    if (reynolds < kTurbulentReynolds)
        return transition(reynolds, turbulentEnd(relativeRoughness));
    return swameeJain(reynolds, relativeRoughness / 3.7);
}

double frictionFactor(double reynolds, double relativeRoughness) {
    return frictionFactorWithSlope(reynolds, relativeRoughness).factor;
}

} // namespace hallwright::hydronic
