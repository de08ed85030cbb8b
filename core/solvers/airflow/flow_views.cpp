#include "core/solvers/airflow/flow_views.h"

namespace hallwright::airflow {

HeatView heatNumbers(const AirflowProblem& problem, const GridShape& shape) {
    HeatView g{};
    for (int d = 0; d < 3; ++d) {
        g.stride[d] = shape.stride[d];
        g.inverse_per_m[d] = shape.inverse_per_m[d];
    }
    g.diffusivity_m2_per_s =
        static_cast<float>(problem.air.viscosity_m2_per_s / problem.air.prandtl);
    g.inverseTurbulentPrandtl = static_cast<float>(1.0 / problem.air.turbulentPrandtl);
    return g;
}

MomentumView momentumNumbers(const AirflowProblem& problem, const GridShape& shape, int axis) {
    const AirProperties& air = problem.air;
    const double gravity[3] = {air.gravity_m_per_s2.x, air.gravity_m_per_s2.y,
                               air.gravity_m_per_s2.z};
    MomentumView g{};
    for (int d = 0; d < 3; ++d) {
        g.stride[d] = shape.stride[d];
        g.inverse_per_m[d] = shape.inverse_per_m[d];
    }
    g.viscosity_m2_per_s = static_cast<float>(air.viscosity_m2_per_s);
    g.buoyancy_m_per_s2K = static_cast<float>(-gravity[axis] * air.expansion_per_K);
    return g;
}

} // namespace hallwright::airflow
