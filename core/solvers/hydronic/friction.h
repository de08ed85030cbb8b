#pragma once

namespace hallwright::hydronic {

/// Reynolds numbers between which the flow changes from laminar to turbulent.
inline constexpr double kLaminarReynolds = 2000.0;
inline constexpr double kTurbulentReynolds = 4000.0;

/// Darcy friction factor [-]. reynolds > 0 [-]; relativeRoughness = eps / D [-].
/// Below 2000: 64 / Re (Hagen-Poiseuille, exact). Above 4000: Swamee and Jain, J. Hydraul. Div.
/// ASCE 102(5), 1976, f = 0.25 / log10(eps/3.7D + 5.74/Re^0.9)^2. Between: the cubic in Re that
/// meets both with their slopes (Dunlop, 1991, as in the EPANET 2.2 manual, ch. 12).
[[nodiscard]] double frictionFactor(double reynolds, double relativeRoughness);

/// Friction factor and its slope d f / d Re.
struct FrictionSlope {
    double factor;
    double slope;
};
[[nodiscard]] FrictionSlope frictionFactorWithSlope(double reynolds, double relativeRoughness);

} // namespace hallwright::hydronic
