#include "core/solvers/airflow/gpu/gpu_fans.h"

namespace hallwright::airflow {

GpuFans::GpuFans(compute::Executor& executor, const Lattice& lattice, const FanFlow& fans)
    : m_executor(executor), m_rises(executor, fans.states().size()),
      m_steps(executor, fans.states().size()) {
    std::vector<int> first{0};
    std::vector<FanCell> cells;
    std::vector<FanFace> faces;
    for (const FanFlow::FanState& fan : fans.states()) {
        const int own = static_cast<int>(first.size()) - 1;
        const auto add = [&](const Port& port, double sign) {
            for (const Port::Contact& contact : port.contacts) {
                cells.push_back({contact.cell, sign * contact.share});
                faces.push_back(
                    {contact.face, static_cast<int>(contact.axis), own,
                     sign * contact.outward * contact.share / lattice.faceArea_m2(contact.axis)});
            }
        };
        add(*fan.out, 1.0);
        add(*fan.in, -1.0);
        first.push_back(static_cast<int>(cells.size()));
    }
    m_first = {executor, first};
    m_cells = {executor, cells};
    m_faces = {executor, faces};
}

std::vector<double> GpuFans::rises_m2_per_s2(const float* pressure_m2_per_s2) {
    m_executor.reduceGroups(
        FanRises{m_first.data(), m_cells.data(), pressure_m2_per_s2, m_rises.data()},
        static_cast<int>(m_rises.size()));
    std::vector<double> rises(m_rises.size(), 0.0);
    m_rises.download(rises);
    return rises;
}

void GpuFans::drive(const std::vector<double>& steps_m3_per_s, Faces& velocity_m_per_s,
                    Faces& before) {
    m_steps.upload(steps_m3_per_s);
    FanDrive drive{};
    drive.faces = m_faces.data();
    drive.steps_m3_per_s = m_steps.data();
    for (std::size_t d = 0; d < 3; ++d) {
        drive.velocity_m_per_s[d] = velocity_m_per_s[d].data();
        drive.before_m_per_s[d] = before[d].data();
    }
    m_executor.run(drive, static_cast<int>(m_faces.size()));
}

} // namespace hallwright::airflow
