#pragma once

// C++17: CUDA kernels read this too.

#include "core/base/host_device.h"

#include <cmath>

namespace hallwright::airflow {

/// Speed at the centre of cell c from its six faces, m/s.
HW_HD float cellSpeed(const float* const* velocity, const int* stride, int c) {
    const float u = 0.5f * (velocity[0][c] + velocity[0][c + stride[0]]);
    const float v = 0.5f * (velocity[1][c] + velocity[1][c + stride[1]]);
    const float w = 0.5f * (velocity[2][c] + velocity[2][c + stride[2]]);
    return std::sqrt(u * u + v * v + w * w);
}

constexpr float kEddyShare = 0.045f; ///< C below

/// Eddy viscosity of a zero-equation model for rooms, m2/s: nu_t = C (|u| + u_b) l with the
/// distance l to the nearest wall, the form of Chen and Xu (Energy and Buildings 28, 1998). Their C
/// is 0.03874; 0.045 lets flows come to rest that would swing for ever, and fans stir a hall
/// everywhere: u_b is the share of their speed that reaches calm air. It begins the two-equation
/// model and serves in open air, where the length is openAirLength_m().
HW_HD float zeroEquationViscosity(float speed_m_per_s, float background_m_per_s,
                                  float wallDistance_m) {
    return kEddyShare * (speed_m_per_s + background_m_per_s) * wallDistance_m;
}

constexpr double kKarman = 0.4;

/// In the place of the wall distance l of zeroEquationViscosity() in open air over ground of
/// roughness z0: gives nu_t = kappa^2 |u| l / ln(1 + l / z0), which is the kappa u* z of the
/// logarithmic wind profile.
inline double openAirLength_m(double wallDistance_m, double roughness_m) {
    return kKarman * kKarman * wallDistance_m /
           (kEddyShare * std::log1p(wallDistance_m / roughness_m));
}

/// Share of the largest speed at a device's face that stirs the calm air of a hall.
constexpr float kBackgroundShare = 0.05f;

/// Wall stress over density and speed, m/s, for air at `speed` half a cell, y, from a smooth wall:
/// the larger of the laminar nu / y and the 1/7 power law of Werner and Wengle (8th Symposium on
/// Turbulent Shear Flows, 1991), tau / rho = 0.0246 |u|^2 (nu / (|u| y))^(1/4).
HW_HD float wallSpeed(float speed_m_per_s, float viscosity_m2_per_s, float y_m) {
    const float laminar = viscosity_m2_per_s / y_m;
    const float inverseReynolds = viscosity_m2_per_s / (speed_m_per_s * y_m + 1e-12f);
    const float turbulent = 0.0246f * speed_m_per_s * std::sqrt(std::sqrt(inverseReynolds));
    return turbulent > laminar ? turbulent : laminar;
}

/// Upper bound of the rate at which a cell exchanges its content, 1/s: what flows out, and what
/// diffuses through its sides. Explicit steps up to its inverse are stable; 1.4 covers the
/// second-order part of the fluxes. `sides`: 2 an axis, more if walls of given temperature, only
/// half a cell away, are among them.
HW_HD float exchangeRate(const float* const* velocity, const int* stride,
                         const float* inverse_per_m, const int* cells, float diffusivity_m2_per_s,
                         float sides, int c) {
    float rate = 0.0f;
    for (int d = 0; d < 3; ++d) {
        rate += 0.7f * inverse_per_m[d] *
                (std::fabs(velocity[d][c]) + std::fabs(velocity[d][c + stride[d]]));
        if (cells[d] > 1)
            rate += sides * diffusivity_m2_per_s * inverse_per_m[d] * inverse_per_m[d];
    }
    return rate;
}

/// What a flow's mixing depends on, and the flow itself.
struct MixingView {
    const float* velocity_m_per_s[3];
    const float* wallDistance_m;
    const float* modelledEddies_m2_per_s;  ///< of a model with equations of its own, or null
    const float* modelledFriction_m_per_s; ///< of the same
    int stride[3];
    int cells[3];
    float inverse_per_m[3];
    float turbulent; ///< 1, or 0 where the flow is laminar
    float background_m_per_s;
    float viscosity_m2_per_s;
    float halfEdge_m;
    float inversePrandtl;
    float inverseTurbulentPrandtl;
    float sides; ///< see exchangeRate()
};

/// How a cell mixes: eddy viscosity, friction at walls, see MomentumView, and its exchange rate.
struct CellMixing {
    float eddyViscosity_m2_per_s;
    float wallSpeed_m_per_s;
    float rate_per_s;
};

HW_HD CellMixing cellMixing(const MixingView& g, int c) {
    const float speed = cellSpeed(g.velocity_m_per_s, g.stride, c);
    const float eddy =
        g.modelledEddies_m2_per_s
            ? g.modelledEddies_m2_per_s[c]
            : g.turbulent * zeroEquationViscosity(speed, g.background_m_per_s, g.wallDistance_m[c]);
    const float smooth = g.viscosity_m2_per_s / g.halfEdge_m;
    const float friction =
        g.modelledFriction_m_per_s
            ? g.modelledFriction_m_per_s[c]
            : smooth +
                  g.turbulent * (wallSpeed(speed, g.viscosity_m2_per_s, g.halfEdge_m) - smooth);
    const float diffusivity =
        g.viscosity_m2_per_s * g.inversePrandtl + eddy * g.inverseTurbulentPrandtl;
    return {eddy, friction,
            exchangeRate(g.velocity_m_per_s, g.stride, g.inverse_per_m, g.cells, diffusivity,
                         g.sides, c)};
}

constexpr double kStabilityShare = 0.95; ///< of the largest stable step

/// What bounds the steps of a grid.
struct StepLimits {
    double stretch;   ///< how much longer than stable in the fastest cell steps may be
    double longest_s; ///< that buoyancy allows
    float memory;     ///< of a cell's largest rate, from one update to the next
};

/// The longest step of a cell.
HW_HD double longestStep_s(const StepLimits& limits, float largestRate_per_s) {
    const double shortest_s = largestRate_per_s > 0.0f ? kStabilityShare / largestRate_per_s : 1.0;
    const double stretched_s = limits.stretch * shortest_s;
    return stretched_s < limits.longest_s ? stretched_s : limits.longest_s;
}

/// Takes a cell's rate into the largest it has seen lately; gives the step that this allows it.
HW_HD float heldStep_s(float& held_per_s, float rate_per_s, float memory, float longest_s) {
    const float before = memory * held_per_s;
    held_per_s = rate_per_s > before ? rate_per_s : before;
    const float stable_s = static_cast<float>(kStabilityShare) / (held_per_s + 1e-20f);
    return stable_s < longest_s ? stable_s : longest_s;
}

} // namespace hallwright::airflow
