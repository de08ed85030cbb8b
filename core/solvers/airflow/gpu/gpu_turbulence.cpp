#include "core/solvers/airflow/gpu/gpu_turbulence.h"

namespace hallwright::airflow {

GpuTurbulence::GpuTurbulence(compute::Executor& executor, const TwoEquation& host,
                             const GridShape& shape, const unsigned char* isSolid)
    : m_executor(executor), m_host(host), m_shape(shape), m_isSolid(isSolid),
      m_touchesWall(executor, host.touchesWall()) {
    // In solids and the halo too: nothing divides by zero there.
    const std::vector<float> least(host.touchesWall().size(), kLeastEnergy_m2_per_s2);
    m_energy = {executor, least};
    for (auto* field : {&m_dissipation, &m_nextEnergy, &m_nextDissipation}) {
        *field = {executor, least.size()};
        field->copyFrom(m_energy);
    }
    m_eddyViscosity = {executor, least.size()};
    m_wallSpeed = {executor, least.size()};
}

void GpuTurbulence::start(TurbulenceView flow,
                          const compute::DeviceArray<float>& eddyViscosity_m2_per_s) {
    m_eddyViscosity.copyFrom(eddyViscosity_m2_per_s);
    flow.eddyViscosity_m2_per_s = m_eddyViscosity.data();
    m_executor.run(TurbulenceStart{flow, m_shape, m_energy.data(), m_dissipation.data()},
                   m_shape.cells[0], m_shape.rowCount());
    for (int round = 0; round < TwoEquation::kFirstRounds; ++round)
        advance(flow, TwoEquation::kFirstSteps);
}

void GpuTurbulence::advance(TurbulenceView flow, double steps) {
    flow.energy_m2_per_s2 = m_energy.data();
    flow.dissipation_m2_per_s3 = m_dissipation.data();
    flow.eddyViscosity_m2_per_s = m_eddyViscosity.data();
    flow.touchesWall = m_touchesWall.data();
    flow.steps = static_cast<float>(steps);
    m_executor.run(
        TurbulenceStep{flow, m_shape, m_isSolid, m_nextEnergy.data(), m_nextDissipation.data()},
        m_shape.cells[0], m_shape.rowCount());
    std::swap(m_energy, m_nextEnergy);
    std::swap(m_dissipation, m_nextDissipation);
    flow.energy_m2_per_s2 = m_energy.data();
    flow.dissipation_m2_per_s3 = m_dissipation.data();
    m_executor.run(
        TurbulenceEddies{flow, m_shape, m_isSolid, m_eddyViscosity.data(), m_wallSpeed.data()},
        m_shape.cells[0], m_shape.rowCount());
}

void GpuTurbulence::startFrom(TurbulenceView flow, const TurbulenceFields& fields) {
    m_energy.upload(fields.energy_m2_per_s2);
    m_dissipation.upload(fields.dissipation_m2_per_s3);
    advance(flow, 0.0); // the eddies and the friction that belong to them
}

TurbulenceFields GpuTurbulence::fields() const {
    const std::size_t size = m_host.touchesWall().size();
    TurbulenceFields fields{std::vector<float>(size), std::vector<float>(size)};
    m_energy.download(fields.energy_m2_per_s2);
    m_dissipation.download(fields.dissipation_m2_per_s3);
    return fields;
}

} // namespace hallwright::airflow
