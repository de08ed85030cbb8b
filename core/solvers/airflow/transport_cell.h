#pragma once

// C++17: CUDA kernels read this too.

#include "core/base/host_device.h"

#include <cmath>

namespace hallwright::airflow {

/// Temperature carried through a face by `velocity`, second order where the field is smooth and
/// bounded where it is not: upwind value plus half the slope of van Albada, van Leer and Roberts
/// (Astron. Astrophys. 108, 1982). q0..q3 lie in a row, the face between q1 and q2. gate0, gate3: 0
/// where a wall separates q0 from q1, or q3 from q2.
HW_HD float limitedFaceValue(float velocity, float q0, float q1, float q2, float q3, float gate0,
                             float gate3) {
    const bool forward = velocity > 0.0f;
    const float upwind = forward ? q1 : q2;
    const float ahead = forward ? q2 - q1 : q1 - q2;
    const float behind = forward ? gate0 * (q1 - q0) : gate3 * (q2 - q3);
    const float product = ahead * behind;
    const float positive = product > 0.0f ? product : 0.0f;
    return upwind + 0.5f * positive * (ahead + behind) / (ahead * ahead + behind * behind + 1e-20f);
}

/// The same for momentum, with the steeper slope of van Leer's monotonized centres (J. Comput.
/// Phys. 23, 1977): jets keep their edges, and halls come nearer to a peer's. Temperatures are
/// spared it, since stretched steps drive it past its bounds. gate: 0 where a device draws through
/// the face; what it draws is what arrives there, and the value behind the face says nothing of it.
HW_HD float sharpFaceValue(float velocity, float q0, float q1, float q2, float q3, float gate) {
    const bool forward = velocity > 0.0f;
    const float upwind = forward ? q1 : q2;
    const float ahead = forward ? q2 - q1 : q1 - q2;
    const float behind = forward ? q1 - q0 : q2 - q3;
    const float onePart = std::fabs(ahead), other = std::fabs(behind);
    const float middle = 0.25f * (onePart + other); // half of the mean slope
    const float least = onePart < other ? onePart : other;
    const float step = middle < least ? middle : least;
    return upwind + gate * std::copysign(ahead * behind > 0.0f ? step : 0.0f, ahead);
}

/// Temperature on one grid and what moves it; one step of explicit Euler. Cells may step by
/// different lengths: where nothing changes any more, the fluxes balance all the same.
struct HeatView {
    const float* temperature_K; ///< above the reference
    const float* velocity_m_per_s[3];
    const float* open[3]; ///< 1 where air passes a face freely, else 0
    const float* eddyViscosity_m2_per_s;
    int stride[3];
    float inverse_per_m[3];
    float diffusivity_m2_per_s;
    float inverseTurbulentPrandtl;
    const float* step_s; ///< of each cell
};

/// Flux through the near face of cell c along `axis`, K m/s; zero through closed faces, whose flows
/// the devices account for.
HW_HD float heatFlux(const HeatView& g, int axis, int c) {
    const int s = g.stride[axis];
    const float* t = g.temperature_K;
    const float* open = g.open[axis];
    const float velocity = g.velocity_m_per_s[axis][c];
    const float carried = limitedFaceValue(velocity, t[c - 2 * s], t[c - s], t[c], t[c + s],
                                           open[c - s], open[c + s]);
    const float eddy = 0.5f * (g.eddyViscosity_m2_per_s[c - s] + g.eddyViscosity_m2_per_s[c]);
    const float diffusivity = g.diffusivity_m2_per_s + g.inverseTurbulentPrandtl * eddy;
    return open[c] * (velocity * carried - diffusivity * (t[c] - t[c - s]) * g.inverse_per_m[axis]);
}

/// New temperature of cell c. `fluxDivergence`: sum of (far - near flux) / edge. The term with the
/// divergence of the velocity keeps a uniform temperature uniform while the projection is inexact.
HW_HD float heatUpdate(const HeatView& g, int c, float fluxDivergence) {
    float divergence_per_s = 0.0f;
    for (int d = 0; d < 3; ++d)
        divergence_per_s += (g.velocity_m_per_s[d][c + g.stride[d]] - g.velocity_m_per_s[d][c]) *
                            g.inverse_per_m[d];
    return g.temperature_K[c] +
           g.step_s[c] * (g.temperature_K[c] * divergence_per_s - fluxDivergence);
}

/// What a step says of a cell to its means over time.
struct MeanPlace {
    float temperature_K;
    float gain_K_per_s;
};

/// The gain belongs to the state that the step started from; without the step's allowance for the
/// divergence that the projection leaves, it is what the fluxes bring.
HW_HD MeanPlace meanPlace(float before_K, float after_K, float step_s, float divergence_per_s) {
    return {before_K, (after_K - before_K) / (step_s + 1e-20f) - before_K * divergence_per_s};
}

/// One velocity component on its faces and what moves it.
struct MomentumView {
    const float* velocity_m_per_s[3];
    const float* open[3];
    const float* pressure_m2_per_s2; ///< over density
    const float* temperature_K;      ///< above the reference
    const float* eddyViscosity_m2_per_s;
    const float* wallSpeed_m_per_s; ///< wall stress over density and speed, at cell centres
    const float* wallEdges_per_m;   ///< area of walls along this face's volume over that volume
    int stride[3];
    float inverse_per_m[3];
    float viscosity_m2_per_s;
    float buoyancy_m_per_s2K; ///< minus gravity along this axis times expansion
    const float* step_s;      ///< of each cell; a face takes the shorter of its two
};

/// Flux of the component along `axis` through the near side, along `direction`, of the volume
/// around face c.
HW_HD float momentumFlux(const MomentumView& g, int axis, int direction, int c) {
    const int s = g.stride[direction];
    const int a = g.stride[axis];
    const float* q = g.velocity_m_per_s[axis];
    const float* carrier = g.velocity_m_per_s[direction];
    const float* eddy = g.eddyViscosity_m2_per_s;
    // Along its own axis the side is the centre of the cell c - a; across, it is an edge between
    // two faces, and walls there act through friction instead of the gradient. A device that draws
    // air through them takes that air's momentum along: kept in the room, it would spin up there.
    const bool isOwn = direction == axis;
    const float velocity = isOwn ? 0.5f * (q[c - s] + q[c]) : 0.5f * (carrier[c - a] + carrier[c]);
    const float viscosity =
        g.viscosity_m2_per_s +
        (isOwn ? eddy[c - s] : 0.25f * (eddy[c] + eddy[c - a] + eddy[c - s] + eddy[c - a - s]));
    const float gate = isOwn ? 1.0f : 0.5f * (g.open[direction][c - a] + g.open[direction][c]);
    const float carried = sharpFaceValue(velocity, q[c - 2 * s], q[c - s], q[c], q[c + s], gate);
    return velocity * carried - gate * viscosity * (q[c] - q[c - s]) * g.inverse_per_m[direction];
}

/// New velocity on face c before the projection. Friction is implicit: it can only slow down.
HW_HD float momentumUpdate(const MomentumView& g, int axis, int c, float fluxDivergence) {
    const int a = g.stride[axis];
    const float old = g.velocity_m_per_s[axis][c];
    const float open = g.open[axis][c];
    const float push =
        (g.pressure_m2_per_s2[c - a] - g.pressure_m2_per_s2[c]) * g.inverse_per_m[axis] +
        g.buoyancy_m_per_s2K * 0.5f * (g.temperature_K[c - a] + g.temperature_K[c]);
    const float friction_per_s =
        0.5f * (g.wallSpeed_m_per_s[c - a] + g.wallSpeed_m_per_s[c]) * g.wallEdges_per_m[c];
    const float step_s = g.step_s[c - a] < g.step_s[c] ? g.step_s[c - a] : g.step_s[c];
    const float updated =
        (old + step_s * (push - fluxDivergence)) / (1.0f + step_s * friction_per_s);
    return open * updated + (1.0f - open) * old; // closed faces keep their given velocity
}

/// What a wall that slides at `lid_m_per_s` adds to the velocity of a face beside it in a step.
/// `lidEdges_per_m`: area of that wall along the face's volume over that volume.
HW_HD float lidPush(const MomentumView& g, int axis, int c, float lidEdges_per_m,
                    float lid_m_per_s) {
    const int near = c - g.stride[axis];
    const double speed = 0.5 * (g.wallSpeed_m_per_s[c] + g.wallSpeed_m_per_s[near]);
    const double friction_per_s = speed * g.wallEdges_per_m[c];
    const double step_s = g.step_s[near] < g.step_s[c] ? g.step_s[near] : g.step_s[c];
    return static_cast<float>(step_s * speed * lidEdges_per_m * lid_m_per_s /
                              (1.0 + step_s * friction_per_s));
}

/// Selective frequency damping (Akervik and others, Phys. Fluids 18, 068102, 2006): `calm` follows
/// the velocity slowly, and what the velocity swings about it is held back. A flow that stands
/// still does not feel it.
struct Calming {
    float* calm_m_per_s;
    float following; ///< share of the way to the velocity that `calm` goes in a step
    float holding;   ///< share of the swing that a step takes away
};

constexpr float kFollowing = 0.01f; ///< of Calming: swings that come back within 100 steps fade
constexpr float kHolding = 0.01f;   ///< stronger or slower, and the flow itself gets slow

/// `fresh_m_per_s` of face c with its swing held back.
HW_HD float calmed(const Calming& calming, int c, float open, float fresh_m_per_s) {
    const float swing = fresh_m_per_s - calming.calm_m_per_s[c];
    calming.calm_m_per_s[c] += calming.following * swing;
    return fresh_m_per_s - open * calming.holding * swing;
}

} // namespace hallwright::airflow
