#pragma once

// C++17: CUDA kernels read this too.

#include "core/solvers/airflow/transport_cell.h"

namespace hallwright::airflow {

/// A face in an open side that pressure decides, see OpenSides.
struct OpenCell {
    int cell;
    int outside; ///< halo cell beyond the face
    int face;
    int within; ///< the next face along the axis inside of it
    int axis;
    float outward;       ///< +1 where the outside lies on the far side
    float given_m_per_s; ///< of the undisturbed wind
    bool isInRows;       ///< where the loop of a projection passes
};

/// Puts the heat right that passes a free face: with the flow on its way out, none on its way in.
/// K/s of the cell before it.
HW_HD float openHeat_K_per_s(const OpenCell& open, const HeatView& heat) {
    const float counted = open.outward * heatFlux(heat, open.axis, open.face);
    const float outflow_m_per_s = open.outward * heat.velocity_m_per_s[open.axis][open.face];
    const float leaving_m_per_s = outflow_m_per_s > 0.0f ? outflow_m_per_s : 0.0f;
    return (counted - leaving_m_per_s * heat.temperature_K[open.cell]) *
           heat.inverse_per_m[open.axis];
}

/// Velocity of a free face after a step: driven by the pressure within against that of the calm
/// air, carried by itself, upwind. `velocity_m_per_s`: along the face's axis, before the step.
HW_HD float openVelocity(const OpenCell& open, const float* velocity_m_per_s,
                         const float* pressure_m2_per_s2, const float* step_s,
                         float inverse_per_m) {
    const float speed = velocity_m_per_s[open.face];
    const float from =
        speed * open.outward > 0.0f ? velocity_m_per_s[open.within] : open.given_m_per_s;
    const float exchange = step_s[open.cell] * std::fabs(speed) * inverse_per_m;
    const float push =
        step_s[open.cell] * open.outward * pressure_m2_per_s2[open.cell] * inverse_per_m;
    return (speed + push + exchange * from) / (1.0f + exchange);
}

/// A face that jets below it push the air through, upwards.
struct JetCell {
    int face;
    int below; ///< cell before the face
    float push_m_per_s2;
};

/// Velocity that the jets give in a step.
HW_HD float jetPush_m_per_s(const JetCell& jet, const float* step_s) {
    const float below_s = step_s[jet.below], above_s = step_s[jet.face];
    return (below_s < above_s ? below_s : above_s) * jet.push_m_per_s2;
}

} // namespace hallwright::airflow
