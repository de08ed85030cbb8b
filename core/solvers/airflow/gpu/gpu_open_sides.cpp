#include "core/solvers/airflow/gpu/gpu_open_sides.h"

namespace hallwright::airflow {

GpuOpenSides::GpuOpenSides(compute::Executor& executor, const GridShape& shape,
                           const OpenSides& host)
    : m_executor(executor), m_shape(shape), m_roughShare(host.roughShare()),
      m_faces(executor, host.freeFaces()), m_jets(executor, host.jets()) {}

void GpuOpenSides::extendEddies(float* eddyViscosity_m2_per_s) {
    m_executor.run(OpenEddies{m_faces.data(), eddyViscosity_m2_per_s},
                   static_cast<int>(m_faces.size()));
}

void GpuOpenSides::step(const Faces& old_m_per_s, const float* pressure_m2_per_s2,
                        const float* step_s, Faces& next_m_per_s) {
    OpenStep step{};
    step.opens = m_faces.data();
    step.pressure_m2_per_s2 = pressure_m2_per_s2;
    step.step_s = step_s;
    for (std::size_t d = 0; d < 3; ++d) {
        step.old_m_per_s[d] = old_m_per_s[d].data();
        step.inverse_per_m[d] = m_shape.inverse_per_m[d];
        step.next_m_per_s[d] = next_m_per_s[d].data();
    }
    m_executor.run(step, static_cast<int>(m_faces.size()));
    m_executor.run(JetPush{m_jets.data(), step_s, next_m_per_s[2].data()},
                   static_cast<int>(m_jets.size()));
}

void GpuOpenSides::project(const float* potential, const float* scale, Faces& velocity_m_per_s) {
    OpenProject project{};
    project.opens = m_faces.data();
    project.potential = potential;
    project.scale = scale;
    for (std::size_t d = 0; d < 3; ++d) {
        project.inverse_per_m[d] = m_shape.inverse_per_m[d];
        project.velocity_m_per_s[d] = velocity_m_per_s[d].data();
    }
    m_executor.run(project, static_cast<int>(m_faces.size()));
}

} // namespace hallwright::airflow
