#include "core/solvers/airflow/open_sides.h"

#include "core/base/index.h"
#include "core/compute/parallel_chunks.h"
#include "core/solvers/airflow/turbulence_cell.h"

#include <algorithm>
#include <cmath>

namespace hallwright::airflow {
namespace {

constexpr int kCellsPerChunk = 12000;

using base::at;

} // namespace

OpenSides::OpenSides(const AirflowProblem& problem, const Lattice& lattice)
    : m_problem(problem), m_lattice(lattice) {
    if (!problem.openAir)
        return;
    const double edge_m = lattice.cell_m.z;
    const double drag = kKarman / std::log1p(0.5 * edge_m / problem.openAir->roughness_m);
    // Friction is weighed with the mean edge of a cell, see MomentumView.
    m_roughShare = static_cast<float>(drag * drag * edge_m / std::cbrt(lattice.cellVolume_m3()));
    const GridShape& s = lattice.shape;
    for (const OpenFace& face : lattice.openFaces) {
        if (face.isGiven)
            continue;
        const auto d = static_cast<std::size_t>(face.axis);
        const bool isInRows =
            face.outward < 0.0f || (face.axis == Axis::X && s.cells[0] < s.rowLength);
        m_free.push_back({face.cell, face.outside, face.face,
                          face.face + (face.outward > 0.0f ? -s.stride[d] : s.stride[d]),
                          static_cast<int>(d), face.outward,
                          lattice.givenVelocity_m_per_s[d][at(face.face)], isInRows});
    }
    for (const JetFace& jet : lattice.jetFaces)
        m_jets.push_back({jet.face, jet.face - s.stride[2], jet.push_m_per_s2});
}

void OpenSides::fillWind(std::array<std::vector<float>, 3>& velocity_m_per_s) const {
    const GridShape& s = m_lattice.shape;
    for (int k = 0; k < s.cells[2]; ++k) {
        const base::Vec2 wind = m_problem.openAir->windAt_m_per_s((k + 0.5) * m_lattice.cell_m.z);
        for (int j = 0; j < s.cells[1]; ++j)
            for (int c = s.index(0, j, k); c < s.index(s.cells[0], j, k); ++c) {
                if (m_lattice.open[0][at(c)] > 0.5f)
                    velocity_m_per_s[0][at(c)] = static_cast<float>(wind.x);
                if (m_lattice.open[1][at(c)] > 0.5f)
                    velocity_m_per_s[1][at(c)] = static_cast<float>(wind.y);
            }
    }
}

void OpenSides::roughen(const std::array<std::vector<float>, 3>& velocity_m_per_s,
                        std::vector<float>& eddyViscosity_m2_per_s,
                        std::vector<float>& wallSpeed_m_per_s) const {
    if (isEmpty())
        return;
    const GridShape& s = m_lattice.shape;
    const std::array<const float*, 3> pointers{
        velocity_m_per_s[0].data(), velocity_m_per_s[1].data(), velocity_m_per_s[2].data()};
    float* const wallSpeed = wallSpeed_m_per_s.data();
    const float share = m_roughShare;
    compute::parallelChunks(s.cells[1] * s.cells[2], std::max(1, kCellsPerChunk / s.cells[0]),
                            [&, wallSpeed, share](int begin, int end) {
                                for (int r = begin; r < end; ++r) {
                                    const int first = s.index(0, r % s.cells[1], r / s.cells[1]);
                                    for (int c = first; c < first + s.cells[0]; ++c)
                                        wallSpeed[c] =
                                            share * cellSpeed(pointers.data(), s.stride, c);
                                }
                            });
    for (const OpenCell& open : m_free)
        eddyViscosity_m2_per_s[at(open.outside)] = eddyViscosity_m2_per_s[at(open.cell)];
}

void OpenSides::passHeat(const HeatView& heat, std::vector<float>& next_K) const {
    // Given ones are closed to the fluxes, and what comes in has no heat above the reference.
    for (const OpenCell& open : m_free) {
        next_K[at(open.cell)] += heat.step_s[open.cell] * openHeat_K_per_s(open, heat);
        next_K[at(open.outside)] = 0.0f; // the sweep's rows may reach it
    }
}

void OpenSides::extend(std::array<std::vector<float>, 3>& velocity_m_per_s) const {
    for (const OpenCell& open : m_free) {
        auto& velocity = velocity_m_per_s[at(open.axis)];
        velocity[at(open.face)] = velocity[at(open.within)];
    }
}

void OpenSides::step(const std::array<std::vector<float>, 3>& old_m_per_s,
                     const std::vector<float>& pressure_m2_per_s2, const std::vector<float>& step_s,
                     std::array<std::vector<float>, 3>& next_m_per_s) const {
    for (const OpenCell& open : m_free)
        next_m_per_s[at(open.axis)][at(open.face)] =
            openVelocity(open, old_m_per_s[at(open.axis)].data(), pressure_m2_per_s2.data(),
                         step_s.data(), m_lattice.shape.inverse_per_m[open.axis]);
}

void OpenSides::blow(const std::vector<float>& step_s,
                     std::array<std::vector<float>, 3>& next_m_per_s) const {
    for (const JetCell& jet : m_jets)
        next_m_per_s[2][at(jet.face)] += jetPush_m_per_s(jet, step_s.data());
}

void OpenSides::project(const std::vector<float>& potential,
                        std::array<std::vector<float>, 3>& velocity_m_per_s) const {
    for (const OpenCell& open : m_free)
        if (!open.isInRows)
            velocity_m_per_s[at(open.axis)][at(open.face)] +=
                m_lattice.shape.inverse_per_m[open.axis] * potential[at(open.cell)];
}

double OpenSides::heat_W(const std::array<std::vector<float>, 3>& velocity_m_per_s,
                         const std::vector<float>& temperature_K) const {
    double sum_K_m3_per_s = 0.0;
    for (const OpenFace& face : m_lattice.openFaces) {
        const double leaving_m_per_s =
            face.outward * velocity_m_per_s[static_cast<std::size_t>(face.axis)][at(face.face)];
        if (leaving_m_per_s > 0.0)
            sum_K_m3_per_s +=
                leaving_m_per_s * m_lattice.faceArea_m2(face.axis) * temperature_K[at(face.cell)];
    }
    return sum_K_m3_per_s * m_problem.air.heatCapacity_J_per_m3K();
}

} // namespace hallwright::airflow
