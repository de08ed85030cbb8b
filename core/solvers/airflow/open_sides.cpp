#include "core/solvers/airflow/open_sides.h"

#include "core/compute/parallel_chunks.h"
#include "core/solvers/airflow/turbulence_cell.h"

#include <algorithm>
#include <cmath>

namespace hallwright::airflow {
namespace {

constexpr int kCellsPerChunk = 12000;

std::size_t at(int c) {
    return static_cast<std::size_t>(c);
}

} // namespace

OpenSides::OpenSides(const AirflowProblem& problem, const Lattice& lattice)
    : m_problem(problem), m_lattice(lattice) {
    if (!problem.openAir)
        return;
    const double edge_m = lattice.cell_m.z;
    const double drag = kKarman / std::log1p(0.5 * edge_m / problem.openAir->roughness_m);
    // Friction is weighed with the mean edge of a cell, see MomentumView.
    m_roughShare = static_cast<float>(drag * drag * edge_m / std::cbrt(lattice.cellVolume_m3()));
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
    for (const OpenFace& face : m_lattice.openFaces)
        if (!face.isGiven)
            eddyViscosity_m2_per_s[at(face.outside)] = eddyViscosity_m2_per_s[at(face.cell)];
}

void OpenSides::passHeat(const HeatView& heat, std::vector<float>& next_K) const {
    for (const OpenFace& face : m_lattice.openFaces) {
        if (face.isGiven)
            continue; // closed to the fluxes, and what comes in has no heat above the reference
        const int axis = static_cast<int>(face.axis);
        const float counted = face.outward * heatFlux(heat, axis, face.face);
        const float leaving_m_per_s =
            std::max(face.outward * heat.velocity_m_per_s[axis][face.face], 0.0f);
        const float passing = leaving_m_per_s * heat.temperature_K[face.cell];
        next_K[at(face.cell)] +=
            heat.step_s[face.cell] * (counted - passing) * heat.inverse_per_m[axis];
        next_K[at(face.outside)] = 0.0f; // the sweep's rows may reach it
    }
}

int OpenSides::within(const OpenFace& face) const {
    const int stride = m_lattice.shape.stride[static_cast<std::size_t>(face.axis)];
    return face.face + (face.outward > 0.0f ? -stride : stride);
}

void OpenSides::extend(std::array<std::vector<float>, 3>& velocity_m_per_s) const {
    for (const OpenFace& face : m_lattice.openFaces) {
        auto& velocity = velocity_m_per_s[static_cast<std::size_t>(face.axis)];
        if (!face.isGiven)
            velocity[at(face.face)] = velocity[at(within(face))];
    }
}

void OpenSides::step(const std::array<std::vector<float>, 3>& old_m_per_s,
                     const std::vector<float>& pressure_m2_per_s2, const std::vector<float>& step_s,
                     std::array<std::vector<float>, 3>& next_m_per_s) const {
    for (const OpenFace& face : m_lattice.openFaces) {
        if (face.isGiven)
            continue;
        const auto d = static_cast<std::size_t>(face.axis);
        const float inverse_per_m = m_lattice.shape.inverse_per_m[d];
        const float speed = old_m_per_s[d][at(face.face)];
        const float from = speed * face.outward > 0.0f
                               ? old_m_per_s[d][at(within(face))]
                               : m_lattice.givenVelocity_m_per_s[d][at(face.face)];
        const float exchange = step_s[at(face.cell)] * std::abs(speed) * inverse_per_m;
        const float push = step_s[at(face.cell)] * face.outward *
                           pressure_m2_per_s2[at(face.cell)] * inverse_per_m;
        next_m_per_s[d][at(face.face)] = (speed + push + exchange * from) / (1.0f + exchange);
    }
}

void OpenSides::blow(const std::vector<float>& step_s,
                     std::array<std::vector<float>, 3>& next_m_per_s) const {
    for (const JetFace& jet : m_lattice.jetFaces)
        next_m_per_s[2][at(jet.face)] +=
            std::min(step_s[at(jet.face - m_lattice.shape.stride[2])], step_s[at(jet.face)]) *
            jet.push_m_per_s2;
}

void OpenSides::project(const std::vector<float>& potential,
                        std::array<std::vector<float>, 3>& velocity_m_per_s) const {
    const GridShape& s = m_lattice.shape;
    for (const OpenFace& face : m_lattice.openFaces) {
        const bool isInRows =
            face.outward < 0.0f || (face.axis == Axis::X && s.cells[0] < s.rowLength);
        if (face.isGiven || isInRows)
            continue;
        const auto d = static_cast<std::size_t>(face.axis);
        velocity_m_per_s[d][at(face.face)] += s.inverse_per_m[d] * potential[at(face.cell)];
    }
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
