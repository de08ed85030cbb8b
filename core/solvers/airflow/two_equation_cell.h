#pragma once

// C++17: CUDA kernels read this too.

#include "core/base/host_device.h"

#include <cmath>

namespace hallwright::airflow {

/// Constants of the standard two-equation model (Launder and Spalding, Computer Methods in Applied
/// Mechanics and Engineering 3, 1974).
constexpr float kCmu = 0.09f, kCmuQuarter = 0.547723f, kCmuThreeQuarters = 0.164317f;
constexpr float kC1 = 1.44f, kC2 = 1.92f;
constexpr float kInverseSigmaEpsilon = 1.0f / 1.3f; ///< that of k is 1
constexpr float kWallKarman = 0.41f, kWallConstant = 9.8f;
constexpr float kLaminarLayer = 11.53f; ///< y+ where both laws of the wall meet
constexpr float kLeastEnergy_m2_per_s2 = 1e-7f;

/// Energy of turbulence and its dissipation at cell centres, and what changes them.
struct TurbulenceView {
    const float* velocity_m_per_s[3];
    const float* open[3];
    const float* energy_m2_per_s2;       ///< k
    const float* dissipation_m2_per_s3;  ///< epsilon
    const float* eddyViscosity_m2_per_s; ///< nu_t
    const float* touchesWall;            ///< 1 in cells with a side that is a wall, else 0
    const float* temperature_K;          ///< above the reference
    const float* step_s;                 ///< of each cell, to be taken `steps` times
    float steps;
    int stride[3];
    float inverse_per_m[3];
    float viscosity_m2_per_s;
    float inverseTurbulentPrandtl;
    float buoyancy_m_per_s2K[3]; ///< minus gravity along each axis times expansion
    float wallDistance_m;        ///< from the centre of a cell that touches a wall
    float intensity;             ///< of what devices and openings blow in [-]
    float inflowLength_m;        ///< mixing length there
    float largestLength_m;       ///< eddies are not larger than the hall lets them be
};

struct TurbulenceState {
    float energy_m2_per_s2;
    float dissipation_m2_per_s3;
};

/// y+ of a wall at `wallDistance_m` from air with this energy.
HW_HD float wallUnits(float energy_m2_per_s2, float viscosity_m2_per_s, float wallDistance_m) {
    return kCmuQuarter * std::sqrt(energy_m2_per_s2) * wallDistance_m / viscosity_m2_per_s;
}

/// Wall stress over density and speed, m/s: the logarithmic law with the friction speed that the
/// energy gives (Launder and Spalding), the laminar one below.
HW_HD float loggedWallSpeed(float energy_m2_per_s2, float viscosity_m2_per_s,
                            float wallDistance_m) {
    const float units = wallUnits(energy_m2_per_s2, viscosity_m2_per_s, wallDistance_m);
    const float laminar = viscosity_m2_per_s / wallDistance_m;
    if (units <= kLaminarLayer)
        return laminar;
    return laminar * units * kWallKarman / std::log(kWallConstant * units);
}

/// Speed of component `axis` at the centre of cell c, m/s.
HW_HD float centreVelocity(const TurbulenceView& g, int axis, int c) {
    return 0.5f * (g.velocity_m_per_s[axis][c] + g.velocity_m_per_s[axis][c + g.stride[axis]]);
}

/// Gradient of component `axis` along `direction` at the centre of cell c, 1/s.
HW_HD float velocityGradient(const TurbulenceView& g, int axis, int direction, int c) {
    const int s = g.stride[direction];
    if (axis == direction)
        return (g.velocity_m_per_s[axis][c + s] - g.velocity_m_per_s[axis][c]) *
               g.inverse_per_m[direction];
    return 0.5f * (centreVelocity(g, axis, c + s) - centreVelocity(g, axis, c - s)) *
           g.inverse_per_m[direction];
}

/// What shear makes of energy in cell c at a wall, m2/s3: by the logarithmic law.
HW_HD float wallProduction(const TurbulenceView& g, int c) {
    const float energy = g.energy_m2_per_s2[c];
    const float y = g.wallDistance_m;
    if (wallUnits(energy, g.viscosity_m2_per_s, y) <= kLaminarLayer)
        return 0.0f;
    float speed2 = 0.0f;
    for (int d = 0; d < 3; ++d) {
        const float v = centreVelocity(g, d, c);
        speed2 += v * v;
    }
    return loggedWallSpeed(energy, g.viscosity_m2_per_s, y) * std::sqrt(speed2) * kCmuQuarter *
           std::sqrt(energy) / (kWallKarman * y);
}

/// Square of the rate at which fluid is sheared in the plane of two axes, 1/s2.
HW_HD float shearRate2(const TurbulenceView& g, int a, int b, int c) {
    const float rate = velocityGradient(g, a, b, c) + velocityGradient(g, b, a, c);
    return rate * rate;
}

/// What shear makes of energy away from walls.
HW_HD float shearProduction(const TurbulenceView& g, int c) {
    const float x = velocityGradient(g, 0, 0, c), y = velocityGradient(g, 1, 1, c),
                z = velocityGradient(g, 2, 2, c);
    return g.eddyViscosity_m2_per_s[c] * (2.0f * (x * x + y * y + z * z) + shearRate2(g, 0, 1, c) +
                                          shearRate2(g, 0, 2, c) + shearRate2(g, 1, 2, c));
}

/// What layered air takes from the energy of cell c, m2/s3: warm air above holds eddies down, cold
/// air above feeds them; nu_t / Pr_t times the square of the buoyancy frequency (Rodi, Turbulence
/// Models and Their Application in Hydraulics, 1980). Left to the law of the wall at walls.
HW_HD float stratificationLoss(const TurbulenceView& g, int c) {
    const float* t = g.temperature_K;
    float frequency2 = 0.0f;
    for (int d = 0; d < 3; ++d) {
        const int s = g.stride[d];
        const float slope =
            0.5f * g.inverse_per_m[d] *
            (g.open[d][c] * (t[c] - t[c - s]) + g.open[d][c + s] * (t[c + s] - t[c]));
        frequency2 += g.buoyancy_m_per_s2K[d] * slope;
    }
    return g.inverseTurbulentPrandtl * g.eddyViscosity_m2_per_s[c] * frequency2;
}

/// Sums over the sides of a cell: what comes in from each, and at which rate.
struct TurbulenceInflow {
    float rate_per_s = 0.0f;            ///< of the energy
    float dissipationRate_per_s = 0.0f; ///< of the dissipation
    float energy = 0.0f, dissipation = 0.0f;
};

/// Adds the side between cell c and its neighbour. `inward_m_per_s` through it into c.
HW_HD void addSide(const TurbulenceView& g, int axis, int c, int neighbour, float open,
                   float inward_m_per_s, TurbulenceInflow& sum) {
    const float inverse = g.inverse_per_m[axis];
    const float carried_per_s = (inward_m_per_s > 0.0f ? inward_m_per_s : 0.0f) * inverse;
    float energy = g.energy_m2_per_s2[neighbour];
    float dissipation = g.dissipation_m2_per_s3[neighbour];
    if (open < 0.5f) { // a wall, or what a device blows in
        const float swing = g.intensity * inward_m_per_s;
        energy = 1.5f * swing * swing;
        dissipation = kCmuThreeQuarters * energy * std::sqrt(energy) / g.inflowLength_m;
    }
    const float eddy = 0.5f * (g.eddyViscosity_m2_per_s[c] + g.eddyViscosity_m2_per_s[neighbour]);
    const float spread = open * inverse * inverse;
    const float rate = carried_per_s + spread * (g.viscosity_m2_per_s + eddy);
    const float dissipationRate =
        carried_per_s + spread * (g.viscosity_m2_per_s + kInverseSigmaEpsilon * eddy);
    sum.rate_per_s += rate;
    sum.dissipationRate_per_s += dissipationRate;
    sum.energy += rate * energy;
    sum.dissipation += dissipationRate * dissipation;
}

HW_HD TurbulenceInflow turbulenceInflow(const TurbulenceView& g, int c) {
    TurbulenceInflow in;
    for (int d = 0; d < 3; ++d) {
        const int s = g.stride[d];
        addSide(g, d, c, c - s, g.open[d][c], g.velocity_m_per_s[d][c], in);
        addSide(g, d, c, c + s, g.open[d][c + s], -g.velocity_m_per_s[d][c + s], in);
    }
    return in;
}

/// Energy of cell c after its step, of what is produced there and what it loses a second.
HW_HD float nextEnergy(const TurbulenceView& g, int c, const TurbulenceInflow& in,
                       float fed_m2_per_s3, float loss_per_s) {
    const float step_s = g.steps * g.step_s[c];
    const float next = (g.energy_m2_per_s2[c] + step_s * (in.energy + fed_m2_per_s3)) /
                       (1.0f + step_s * (in.rate_per_s + loss_per_s));
    return next < kLeastEnergy_m2_per_s2 ? kLeastEnergy_m2_per_s2 : next;
}

/// Energy and dissipation of cell c after its step: upwind, and implicit in the cell's own values,
/// so that both stay positive however long the step is. Away from walls: no branch, no logarithm,
/// for loops that run in vectors.
HW_HD TurbulenceState turbulenceInside(const TurbulenceView& g, int c) {
    const TurbulenceInflow in = turbulenceInflow(g, c);
    const float energy = g.energy_m2_per_s2[c];
    const float dissipation = g.dissipation_m2_per_s3[c];
    const float production = shearProduction(g, c);
    const float decay_per_s = dissipation / energy;
    const float loss = stratificationLoss(g, c);
    const float fed = loss < 0.0f ? production - loss : production;
    const float held_per_s = loss > 0.0f ? loss / energy : 0.0f;
    const float next = nextEnergy(g, c, in, fed, decay_per_s + held_per_s);
    const float step_s = g.steps * g.step_s[c];
    const float nextDissipation =
        (dissipation + step_s * (in.dissipation + kC1 * production * decay_per_s)) /
        (1.0f + step_s * (in.dissipationRate_per_s + kC2 * decay_per_s));
    const float least = kCmuThreeQuarters * next * std::sqrt(next) / g.largestLength_m;
    return {next, nextDissipation < least ? least : nextDissipation};
}

/// The same where the cell touches a wall.
HW_HD TurbulenceState turbulenceAtWall(const TurbulenceView& g, int c) {
    const float decay_per_s = g.dissipation_m2_per_s3[c] / g.energy_m2_per_s2[c];
    const float next = nextEnergy(g, c, turbulenceInflow(g, c), wallProduction(g, c), decay_per_s);
    return {next, kCmuThreeQuarters * next * std::sqrt(next) / (kWallKarman * g.wallDistance_m)};
}

HW_HD TurbulenceState turbulenceUpdate(const TurbulenceView& g, int c) {
    return g.touchesWall[c] > 0.5f ? turbulenceAtWall(g, c) : turbulenceInside(g, c);
}

constexpr float kStartIntensity = 0.1f;

/// What a flow begins with that has no turbulence yet but the view's eddy viscosity.
HW_HD TurbulenceState startingTurbulence(const TurbulenceView& g, int c) {
    float speed2 = 0.0f;
    for (int d = 0; d < 3; ++d) {
        const float v = centreVelocity(g, d, c);
        speed2 += v * v;
    }
    const float moved = 1.5f * kStartIntensity * kStartIntensity * speed2;
    const float least = 10.0f * kLeastEnergy_m2_per_s2;
    const float energy = moved > least ? moved : least;
    const float eddy = g.eddyViscosity_m2_per_s[c] > 1e-6f ? g.eddyViscosity_m2_per_s[c] : 1e-6f;
    return {energy, kCmu * energy * energy / eddy};
}

HW_HD float eddyViscosity(TurbulenceState state) {
    return kCmu * state.energy_m2_per_s2 * state.energy_m2_per_s2 / state.dissipation_m2_per_s3;
}

} // namespace hallwright::airflow
