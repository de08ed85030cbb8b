#include "core/solvers/airflow/heat_balance.h"

#include "core/base/index.h"
#include "core/compute/parallel_chunks.h"
#include "core/compute/wavefront.h"
#include "core/solvers/airflow/field_memory.h"
#include "core/solvers/airflow/screen_flow.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hallwright::airflow {
namespace {

using base::at;

constexpr int kRounds = 2; // there and back
constexpr int kLongestRow = 4096 + 8;
constexpr int kCellsPerChunk = 16384; // below this a thread costs more than it gains

/// Calls body(index of the row's first cell, number of the row) for all rows, on threads.
template <class Body>
void forRows(const GridShape& s, const Body& body) {
    compute::parallelChunks(s.cells[1] * s.cells[2], std::max(1, kCellsPerChunk / s.cells[0]),
                            [&](int begin, int end) {
                                for (int r = begin; r < end; ++r)
                                    body(s.index(0, r % s.cells[1], r / s.cells[1]), r);
                            });
}

/// Calls body(j, k) for all rows, each after those before it along y and along z.
template <class Body>
void forRowsInTurn(const GridShape& s, const Body& body) {
    if (s.cellCount() > 2 * kCellsPerChunk) {
        compute::wavefront(s.cells[2], s.cells[1], [&](int k, int j) { body(j, k); });
        return;
    }
    for (int k = 0; k < s.cells[2]; ++k)
        for (int j = 0; j < s.cells[1]; ++j)
            body(j, k);
}

} // namespace

HeatBalance::HeatBalance(const AirflowProblem& problem, const Lattice& lattice)
    : m_problem(problem), m_lattice(lattice) {}

bool HeatBalance::makeRoom(const std::stop_token& stop) {
    if (m_hasRoom)
        return !stop.stop_requested();
    const std::size_t size = at(m_lattice.shape.arraySize());
    for (auto* fields : {&m_fromNear, &m_fromFar})
        for (std::vector<float>& field : *fields)
            fillField(field, size, 0.0f, stop);
    for (auto* field : {&m_loss, &m_inverseLoss, &m_source, &m_residual, &m_shadow, &m_direction,
                        &m_image, &m_smooth, &m_secondImage})
        fillField(*field, size, 0.0f, stop);
    m_hasRoom = !stop.stop_requested();
    return m_hasRoom;
}

void HeatBalance::setFlow(const std::array<std::vector<float>, 3>& velocity_m_per_s,
                          const std::vector<float>& eddyViscosity_m2_per_s,
                          const std::vector<float>& wallSpeed_m_per_s, const CarriedShares& carried,
                          double duration_s, const std::stop_token& stop) {
    if (!makeRoom(stop))
        return;
    setTransport(velocity_m_per_s, eddyViscosity_m2_per_s, carried, duration_s);
    const AirProperties& air = m_problem.air;
    const bool isTurbulent = m_problem.turbulence != Turbulence::Laminar;
    const auto molecular = static_cast<float>(air.viscosity_m2_per_s / air.prandtl);
    const auto inverseTurbulentPrandtl = static_cast<float>(1.0 / air.turbulentPrandtl);
    for (const WarmWall& wall : m_lattice.warmWalls) {
        float transfer = molecular / wall.distance_m;
        if (isTurbulent)
            transfer =
                std::max(transfer, wallSpeed_m_per_s[at(wall.cell)] * inverseTurbulentPrandtl);
        m_loss[at(wall.cell)] += transfer * wall.inverse_m;
    }
    invertLoss();
}

void HeatBalance::setPassiveFlow(const std::array<std::vector<float>, 3>& velocity_m_per_s,
                                 const std::vector<float>& eddyViscosity_m2_per_s,
                                 const std::stop_token& stop) {
    if (!makeRoom(stop))
        return;
    const CarriedShares nothing{std::vector<double>(m_lattice.rackFronts.size(), 0.0),
                                std::vector<double>(m_lattice.unitReturns.size(), 0.0)};
    setTransport(velocity_m_per_s, eddyViscosity_m2_per_s, nothing, HUGE_VAL);
    invertLoss();
}

void HeatBalance::transpose() {
    for (std::size_t d = 0; d < 3; ++d)
        std::swap(m_fromNear[d], m_fromFar[d]);
}

void HeatBalance::invertLoss() {
    const float* loss = m_loss.data();
    float* inverse = m_inverseLoss.data();
    forRows(m_lattice.shape, [&, loss, inverse](int first, int) {
        for (int c = first; c < first + m_lattice.shape.cells[0]; ++c)
            inverse[c] = loss[c] > 0.0f ? 1.0f / loss[c] : 0.0f;
    });
}

void HeatBalance::setTransport(const std::array<std::vector<float>, 3>& velocity_m_per_s,
                               const std::vector<float>& eddyViscosity_m2_per_s,
                               const CarriedShares& carried, double duration_s) {
    const GridShape& s = m_lattice.shape;
    const AirProperties& air = m_problem.air;
    const auto molecular = static_cast<float>(air.viscosity_m2_per_s / air.prandtl);
    const auto inverseTurbulentPrandtl = static_cast<float>(1.0 / air.turbulentPrandtl);
    std::fill(m_loss.begin(), m_loss.end(), static_cast<float>(1.0 / duration_s));
    for (std::size_t d = 0; d < 3; ++d) {
        const float* velocity = velocity_m_per_s[d].data();
        const float* open = m_lattice.open[d].data();
        const float* eddy = eddyViscosity_m2_per_s.data();
        const float inverse = s.inverse_per_m[d];
        const int stride = s.stride[d];
        float* near = m_fromNear[d].data();
        float* far = m_fromFar[d].data();
        // The far face of the last cell is an outer wall: rows of cells hold all open faces.
        forRows(s, [&, velocity, open, eddy, near, far](int first, int) {
#pragma GCC ivdep
            for (int c = first; c < first + s.cells[0]; ++c) {
                const float diffusive =
                    (molecular + inverseTurbulentPrandtl * 0.5f * (eddy[c - stride] + eddy[c])) *
                    inverse * inverse;
                const float moved = velocity[c] * inverse;
                near[c] = open[c] * (diffusive + std::max(moved, 0.0f));
                far[c] = open[c] * (diffusive + std::max(-moved, 0.0f));
            }
        });
    }
    for (const ScreenFace& screen : m_lattice.screens) {
        const auto d = static_cast<std::size_t>(screen.axis);
        const float diffusive = screenedDiffusivity(screen, s, eddyViscosity_m2_per_s.data(),
                                                    molecular, inverseTurbulentPrandtl) *
                                s.inverse_per_m[d] * s.inverse_per_m[d];
        m_fromNear[d][at(screen.face)] -= diffusive;
        m_fromFar[d][at(screen.face)] -= diffusive;
    }
    for (const Leak& leak : m_lattice.leaks) {
        const auto rate =
            static_cast<float>(std::abs(leak.flow_m3_per_s) / m_lattice.cellVolume_m3());
        const auto d = static_cast<std::size_t>(leak.axis);
        (leak.flow_m3_per_s > 0.0 ? m_fromNear : m_fromFar)[d][at(leak.face)] += rate;
    }
    for (const OpenFace& face : m_lattice.openFaces) {
        const auto d = static_cast<std::size_t>(face.axis);
        m_fromNear[d][at(face.face)] = m_fromFar[d][at(face.face)] = 0.0f;
        m_loss[at(face.cell)] +=
            std::max(face.outward * velocity_m_per_s[d][at(face.face)], 0.0f) * s.inverse_per_m[d];
    }
    for (std::size_t d = 0; d < 3; ++d)
        forRows(s, [&](int first, int) {
            for (int c = first; c < first + s.cells[0]; ++c)
                m_loss[at(c)] += m_fromFar[d][at(c)] + m_fromNear[d][at(c + s.stride[d])];
        });
    addDevices(carried);
}

void HeatBalance::addLoss(const Port& port, double flow_m3_per_s) {
    for (const Port::Contact& contact : port.contacts)
        m_loss[at(contact.cell)] +=
            static_cast<float>(flow_m3_per_s * contact.share / m_lattice.cellVolume_m3());
}

void HeatBalance::addDevices(const CarriedShares& carried) {
    m_transfers.clear();
    const auto add = [&](const Port& from, const Port& to, double flow, double carriedShare) {
        if (flow <= 0.0)
            return;
        addLoss(from, flow);
        if (carriedShare > 0.0)
            m_transfers.push_back(
                {&from, &to, static_cast<float>(carriedShare * flow / m_lattice.cellVolume_m3())});
    };
    for (std::size_t n = 0; n < m_lattice.rackFronts.size(); ++n)
        add(m_lattice.rackFronts[n], m_lattice.rackRears[n], m_lattice.rackFlow_m3_per_s[n],
            carried.racks[n]);
    for (std::size_t n = 0; n < m_lattice.unitReturns.size(); ++n)
        add(m_lattice.unitReturns[n], m_lattice.unitSupplies[n], m_lattice.unitFlow_m3_per_s[n],
            carried.units[n]);
    for (std::size_t n = 0; n < m_lattice.openings.size(); ++n)
        if (m_lattice.openingFlow_m3_per_s[n] < 0.0)
            addLoss(m_lattice.openings[n], -m_lattice.openingFlow_m3_per_s[n]);
}

double HeatBalance::meanAt(const Port& port, const std::vector<float>& x) const {
    double mean = 0.0;
    for (const Port::Contact& contact : port.contacts)
        mean += contact.share * x[at(contact.cell)];
    return mean;
}

void HeatBalance::carryThroughDevices(const std::vector<float>& b, const std::vector<float>& x) {
    // Only the cells at outlets differ from b.
    for (const Transfer& transfer : m_transfers)
        for (const Port::Contact& contact : transfer.to->contacts)
            m_source[at(contact.cell)] = b[at(contact.cell)];
    for (const Transfer& transfer : m_transfers) {
        const double brought = transfer.rate_per_s * meanAt(*transfer.from, x);
        for (const Port::Contact& contact : transfer.to->contacts)
            m_source[at(contact.cell)] += static_cast<float>(brought * contact.share);
    }
}

void HeatBalance::apply(const std::vector<float>& x, std::vector<float>& y) const {
    const GridShape& s = m_lattice.shape;
    const int sy = s.stride[1], sz = s.stride[2];
    const float *nearX = m_fromNear[0].data(), *nearY = m_fromNear[1].data(),
                *nearZ = m_fromNear[2].data(), *farX = m_fromFar[0].data(),
                *farY = m_fromFar[1].data(), *farZ = m_fromFar[2].data();
    const float *loss = m_loss.data(), *in = x.data();
    float* out = y.data();
    forRows(s, [&](int first, int) {
#pragma GCC ivdep
        for (int c = first; c < first + s.cells[0]; ++c)
            out[c] = loss[c] * in[c] - nearX[c] * in[c - 1] - farX[c + 1] * in[c + 1] -
                     nearY[c] * in[c - sy] - farY[c + sy] * in[c + sy] - nearZ[c] * in[c - sz] -
                     farZ[c + sz] * in[c + sz];
    });
    for (const Transfer& transfer : m_transfers) {
        const double brought = transfer.rate_per_s * meanAt(*transfer.from, x);
        for (const Port::Contact& contact : transfer.to->contacts)
            y[at(contact.cell)] -= static_cast<float>(brought * contact.share);
    }
}

void HeatBalance::sweepForward(const std::vector<float>& b, std::vector<float>& x,
                               const std::stop_token& stop) const {
    const GridShape& s = m_lattice.shape;
    const int sy = s.stride[1], sz = s.stride[2];
    const float *nearX = m_fromNear[0].data(), *nearY = m_fromNear[1].data(),
                *nearZ = m_fromNear[2].data(), *farX = m_fromFar[0].data(),
                *farY = m_fromFar[1].data(), *farZ = m_fromFar[2].data();
    const float* inverse = m_inverseLoss.data();
    const float* right = b.data();
    float* value = x.data();
    forRowsInTurn(s, [&](int j, int k) {
        if (stop.stop_requested())
            return;
        const int first = s.index(0, j, k), count = s.cells[0];
        float row[kLongestRow];
#pragma GCC ivdep
        for (int i = 0; i < count; ++i) {
            const int c = first + i;
            row[i] = (right[c] + farX[c + 1] * value[c + 1] + nearY[c] * value[c - sy] +
                      farY[c + sy] * value[c + sy] + nearZ[c] * value[c - sz] +
                      farZ[c + sz] * value[c + sz]) *
                     inverse[c];
        }
        float before = 0.0f;
        for (int i = 0; i < count; ++i) {
            const int c = first + i;
            before = row[i] + inverse[c] * nearX[c] * before;
            value[c] = before;
        }
    });
}

void HeatBalance::sweepBackward(const std::vector<float>& b, std::vector<float>& x,
                                const std::stop_token& stop) const {
    const GridShape& s = m_lattice.shape;
    const int sy = s.stride[1], sz = s.stride[2];
    const float *nearX = m_fromNear[0].data(), *nearY = m_fromNear[1].data(),
                *nearZ = m_fromNear[2].data(), *farX = m_fromFar[0].data(),
                *farY = m_fromFar[1].data(), *farZ = m_fromFar[2].data();
    const float* inverse = m_inverseLoss.data();
    const float* right = b.data();
    float* value = x.data();
    forRowsInTurn(s, [&](int fromEndY, int fromEndZ) {
        if (stop.stop_requested())
            return;
        const int first = s.index(0, s.cells[1] - 1 - fromEndY, s.cells[2] - 1 - fromEndZ);
        const int count = s.cells[0];
        float row[kLongestRow];
#pragma GCC ivdep
        for (int i = 0; i < count; ++i) {
            const int c = first + i;
            row[i] = (right[c] + nearX[c] * value[c - 1] + nearY[c] * value[c - sy] +
                      farY[c + sy] * value[c + sy] + nearZ[c] * value[c - sz] +
                      farZ[c + sz] * value[c + sz]) *
                     inverse[c];
        }
        float after = 0.0f;
        for (int i = count - 1; i >= 0; --i) {
            const int c = first + i;
            after = row[i] + inverse[c] * farX[c + 1] * after;
            value[c] = after;
        }
    });
}

void HeatBalance::precondition(const std::vector<float>& b, std::vector<float>& x,
                               const std::stop_token& stop) {
    forRows(m_lattice.shape, [&](int first, int) {
        std::fill_n(x.begin() + first, m_lattice.shape.cells[0], 0.0f);
        std::copy_n(b.begin() + first, m_lattice.shape.cells[0], m_source.begin() + first);
    });
    for (int round = 0; round < kRounds && !stop.stop_requested(); ++round) {
        if (round > 0)
            carryThroughDevices(b, x);
        sweepForward(m_source, x, stop);
        if (stop.stop_requested())
            return;
        carryThroughDevices(b, x);
        sweepBackward(m_source, x, stop);
    }
}

double HeatBalance::dot(const std::vector<float>& a, const std::vector<float>& b) {
    const GridShape& s = m_lattice.shape;
    m_rowSums.resize(at(s.cells[1] * s.cells[2]));
    forRows(s, [&](int first, int rowNumber) {
        const float *p = a.data() + first, *q = b.data() + first;
        float rowSum = 0.0f;
#pragma omp simd reduction(+ : rowSum)
        for (int i = 0; i < s.cells[0]; ++i)
            rowSum += p[i] * q[i];
        m_rowSums[at(rowNumber)] = rowSum;
    });
    // In double, like all sums over a whole grid; see PressureMultigrid::sumOfRows().
    return std::accumulate(m_rowSums.begin(), m_rowSums.end(), 0.0);
}

double HeatBalance::solve(const std::vector<float>& residual_K_per_s,
                          std::vector<float>& correction_K, int mostIterations, double tolerance,
                          const std::stop_token& stop) {
    // BiCGSTAB (van der Vorst, SIAM J. Sci. Stat. Comput. 13, 1992), preconditioned from the right.
    if (stop.stop_requested())
        return 1.0;
    const GridShape& s = m_lattice.shape;
    const auto combine = [&](std::vector<float>& out, const std::vector<float>& a, double factor,
                             const std::vector<float>& b) {
        const auto f = static_cast<float>(factor);
        forRows(s, [&](int first, int) {
            const float *p = a.data(), *q = b.data();
            float* o = out.data();
#pragma GCC ivdep
            for (int c = first; c < first + s.cells[0]; ++c)
                o[c] = p[c] + f * q[c];
        });
    };
    apply(correction_K, m_image);
    combine(m_residual, residual_K_per_s, -1.0, m_image);
    const double size = std::sqrt(dot(residual_K_per_s, residual_K_per_s));
    double left = std::sqrt(dot(m_residual, m_residual));
    if (size <= 0.0)
        return 0.0;
    m_shadow = m_residual;
    std::fill(m_direction.begin(), m_direction.end(), 0.0f);
    std::fill(m_image.begin(), m_image.end(), 0.0f);
    double rho = 1.0, alpha = 1.0, omega = 1.0;
    for (int n = 0; n < mostIterations && left > tolerance * size; ++n) {
        if (stop.stop_requested())
            break;
        const double nextRho = dot(m_shadow, m_residual);
        if (nextRho == 0.0 || omega == 0.0)
            break;
        const double beta = nextRho / rho * (alpha / omega);
        rho = nextRho;
        combine(m_direction, m_direction, -omega, m_image);
        combine(m_direction, m_residual, beta, m_direction);
        precondition(m_direction, m_smooth, stop);
        apply(m_smooth, m_image);
        const double along = dot(m_shadow, m_image);
        if (along == 0.0)
            break;
        alpha = rho / along;
        combine(correction_K, correction_K, alpha, m_smooth);
        combine(m_residual, m_residual, -alpha, m_image);
        if (stop.stop_requested())
            break;
        precondition(m_residual, m_smooth, stop);
        apply(m_smooth, m_secondImage);
        const double stretch = dot(m_secondImage, m_secondImage);
        omega = stretch > 0.0 ? dot(m_secondImage, m_residual) / stretch : 0.0;
        combine(correction_K, correction_K, omega, m_smooth);
        combine(m_residual, m_residual, -omega, m_secondImage);
        left = std::sqrt(dot(m_residual, m_residual));
        if (!std::isfinite(left))
            break;
    }
    return left / size;
}

} // namespace hallwright::airflow
