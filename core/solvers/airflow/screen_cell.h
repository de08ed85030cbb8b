#pragma once

// C++17: CUDA kernels read this too.

#include "core/solvers/airflow/transport_cell.h"

#include <cmath>

namespace hallwright::airflow {

/// An open face with a resistance, see ScreenFlow. A face of speed u loses loss / 2 * |u| u of
/// pressure over density.
struct ScreenCell {
    int face;
    int near; ///< cell before the face; the one behind it has the face's index
    int axis;
    float inverse_per_m; ///< 1 / edge of a cell along the axis
    float loss;
    float openShare; ///< of its area
};

/// Of the two cells beside the face, the shorter step.
HW_HD float screenStep_s(const ScreenCell& screen, const float* step_s) {
    const float near_s = step_s[screen.near], far_s = step_s[screen.face];
    return near_s < far_s ? near_s : far_s;
}

/// step * loss / (2 edge), s/m times the speed of the face.
HW_HD float screenSlowing(const ScreenCell& screen, float step_s) {
    return step_s * 0.5f * screen.loss * screen.inverse_per_m;
}

/// What a pressure moves the face by, over what it moves a free one by; see ScreenFlow.
HW_HD float screenWeight(const ScreenCell& screen, float step_s, float velocity_m_per_s) {
    return 1.0f / (1.0f + 2.0f * screenSlowing(screen, step_s) * std::fabs(velocity_m_per_s));
}

/// The face's velocity after the loss. The friction of walls beside the face has been taken
/// implicitly: with the loss added, u' (1 + step * friction + slowing |u'|) = u*.
HW_HD float resistedVelocity(const ScreenCell& screen, float velocity_m_per_s,
                             const float* wallSpeed_m_per_s, float wallEdges_per_m, float step_s) {
    const float twice = 2.0f * screenSlowing(screen, step_s);
    const float friction_per_s =
        0.5f * (wallSpeed_m_per_s[screen.near] + wallSpeed_m_per_s[screen.face]) * wallEdges_per_m;
    const float damping = 1.0f + step_s * friction_per_s;
    const float free = damping * std::fabs(velocity_m_per_s);
    // The root in the form that does not cancel where the loss is small.
    return std::copysign(2.0f * free /
                             (damping + std::sqrt(damping * damping + 2.0f * twice * free)),
                         velocity_m_per_s);
}

/// What a projection by the potentials before and behind the face has done to it too much.
HW_HD float heldBack_m_per_s(const ScreenCell& screen, float weight, float near, float far) {
    return (1.0f - weight) * screen.inverse_per_m * (far - near);
}

/// Diffusivity of heat that a screen takes away from its face, m2/s.
HW_HD float screenedDiffusivity(const ScreenCell& screen, const float* eddyViscosity_m2_per_s,
                                float diffusivity_m2_per_s, float inverseTurbulentPrandtl) {
    const float eddy =
        0.5f * (eddyViscosity_m2_per_s[screen.near] + eddyViscosity_m2_per_s[screen.face]);
    return (1.0f - screen.openShare) * (diffusivity_m2_per_s + inverseTurbulentPrandtl * eddy);
}

/// Heat that spread through the closed part of the screen: the cell behind it gets it back, the one
/// before it gives it, K/s.
HW_HD float screenedHeat_K_per_s(const ScreenCell& screen, const HeatView& heat) {
    const float diffusivity =
        screenedDiffusivity(screen, heat.eddyViscosity_m2_per_s, heat.diffusivity_m2_per_s,
                            heat.inverseTurbulentPrandtl);
    return diffusivity * screen.inverse_per_m * screen.inverse_per_m *
           (heat.temperature_K[screen.face] - heat.temperature_K[screen.near]);
}

} // namespace hallwright::airflow
