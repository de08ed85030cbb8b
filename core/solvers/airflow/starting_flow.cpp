#include "core/solvers/airflow/starting_flow.h"

#include "core/solvers/airflow/air_field.h"
#include "core/solvers/airflow/field_memory.h"
#include "core/solvers/airflow/row_blocks.h"

#include <algorithm>
#include <cmath>

namespace hallwright::airflow {
namespace {

/// Calls body(index in the lattice, i, j, k) for the cells of air, on threads, until a stop is
/// requested: it is looked at before each row.
template <class Body>
void forAir(const Lattice& lattice, const std::stop_token& stop, const Body& body) {
    const GridShape& s = lattice.shape;
    forRowBlocks(s, [&](int begin, int end) {
        for (int k = 0; k < s.cells[2]; ++k)
            for (int j = begin; j < end && !stop.stop_requested(); ++j)
                for (int i = 0; i < s.cells[0]; ++i) {
                    const auto c = static_cast<std::size_t>(s.index(i, j, k));
                    if (!lattice.isSolid[c])
                        body(c, i, j, k);
                }
    });
}

/// Pressure and turbulence of a field; where there is air only now, those of the air next to it.
void takeDrives(const AirField& field, const Lattice& lattice, const std::stop_token& stop,
                StartingFlow& flow) {
    const bool hasPressure = !field.pressure_m2_per_s2.empty();
    const bool hasTurbulence = !field.energy_m2_per_s2.empty();
    if (hasTurbulence) {
        const auto size = static_cast<std::size_t>(lattice.shape.arraySize());
        fillField(flow.turbulence.energy_m2_per_s2, size, kLeastEnergy_m2_per_s2, stop);
        fillField(flow.turbulence.dissipation_m2_per_s3, size, kLeastEnergy_m2_per_s2, stop);
    }
    const base::Vec3 edge = lattice.cell_m;
    forAir(lattice, stop, [&](std::size_t c, int i, int j, int k) {
        const AirDrive drive =
            field.drive({(i + 0.5) * edge.x, (j + 0.5) * edge.y, (k + 0.5) * edge.z});
        if (hasPressure)
            flow.pressure_m2_per_s2[c] = static_cast<float>(drive.pressure_m2_per_s2);
        if (!hasTurbulence)
            return;
        flow.turbulence.energy_m2_per_s2[c] =
            std::max(kLeastEnergy_m2_per_s2, static_cast<float>(drive.energy_m2_per_s2));
        flow.turbulence.dissipation_m2_per_s3[c] =
            std::max(kLeastEnergy_m2_per_s2, static_cast<float>(drive.dissipation_m2_per_s3));
    });
}

} // namespace

StartingFlow startingFlow(const AirField& field, const AirflowProblem& problem,
                          const Lattice& lattice, const std::stop_token& stop) {
    const auto size = static_cast<std::size_t>(lattice.shape.arraySize());
    const base::Vec3 edge = lattice.cell_m;
    // Fields are made in single precision: with the same reference nothing is left of its rounding.
    const double reference_K = static_cast<float>(problem.air.reference_K);
    StartingFlow flow;
    for (std::size_t d = 0; d < 3; ++d)
        copyField(lattice.givenVelocity_m_per_s[d], flow.velocity_m_per_s[d], stop);
    for (auto* values : {&flow.temperature_K, &flow.pressure_m2_per_s2})
        fillField(*values, size, 0.0f, stop);
    forAir(lattice, stop, [&](std::size_t c, int i, int j, int k) {
        const base::Vec3 low{i * edge.x, j * edge.y, k * edge.z};
        const base::Vec3 centre = low + 0.5 * edge;
        flow.temperature_K[c] =
            static_cast<float>(field.sample(centre).temperature_K - reference_K);
        auto& [u, v, w] = flow.velocity_m_per_s;
        if (lattice.open[0][c] > 0.5f)
            u[c] = static_cast<float>(field.sample({low.x, centre.y, centre.z}).velocity_m_per_s.x);
        if (lattice.open[1][c] > 0.5f)
            v[c] = static_cast<float>(field.sample({centre.x, low.y, centre.z}).velocity_m_per_s.y);
        if (lattice.open[2][c] > 0.5f)
            w[c] = static_cast<float>(field.sample({centre.x, centre.y, low.z}).velocity_m_per_s.z);
    });
    takeDrives(field, lattice, stop, flow);
    return flow;
}

void keepForStart(const std::vector<float>& pressure_m2_per_s2, const TurbulenceFields& turbulence,
                  const Lattice& lattice, AirField& field) {
    const GridShape& s = lattice.shape;
    const auto ofCells = [&](const std::vector<float>& from, std::vector<float>& to) {
        to.clear();
        if (from.empty())
            return;
        to.reserve(static_cast<std::size_t>(s.cellCount()));
        for (int k = 0; k < s.cells[2]; ++k)
            for (int j = 0; j < s.cells[1]; ++j) {
                const auto row = from.begin() + s.index(0, j, k);
                to.insert(to.end(), row, row + s.cells[0]);
            }
    };
    ofCells(pressure_m2_per_s2, field.pressure_m2_per_s2);
    ofCells(turbulence.energy_m2_per_s2, field.energy_m2_per_s2);
    ofCells(turbulence.dissipation_m2_per_s3, field.dissipation_m2_per_s3);
}

} // namespace hallwright::airflow
