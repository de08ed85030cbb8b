#include "core/solvers/airflow/gpu/gpu_balance.h"

#include <cmath>

namespace hallwright::airflow {
namespace {

// There and back: red-black sweeps carry heat less far than those along the rows, and cost little.
constexpr int kSweepPairs = 4;

std::vector<LeakFace> leaksOf(const Lattice& lattice) {
    std::vector<LeakFace> leaks;
    for (const Leak& leak : lattice.leaks)
        leaks.push_back({leak.face, static_cast<int>(leak.axis),
                         static_cast<float>(leak.flow_m3_per_s / lattice.cellVolume_m3())});
    return leaks;
}

} // namespace

GpuBalance::GpuBalance(const GpuFlow& flow)
    : m_flow(flow), m_executor(flow.executor()), m_shape(flow.shape()),
      m_leaks(m_executor, leaksOf(flow.lattice())),
      m_carried(m_executor, static_cast<std::size_t>(flow.devices().count())),
      m_result(m_executor, 1), m_known(1) {
    for (auto* field : {&m_fromNear[0], &m_fromNear[1], &m_fromNear[2], &m_fromFar[0],
                        &m_fromFar[1], &m_fromFar[2], &m_loss, &m_inverseLoss, &m_source,
                        &m_residual, &m_shadow, &m_direction, &m_image, &m_smooth, &m_secondImage})
        *field = {m_executor, flow.arraySize()};
}

BalanceView GpuBalance::view() const {
    BalanceView g{};
    for (std::size_t d = 0; d < 3; ++d) {
        g.fromNear_per_s[d] = m_fromNear[d].data();
        g.fromFar_per_s[d] = m_fromFar[d].data();
        g.stride[d] = m_shape.stride[d];
    }
    g.loss_per_s = m_loss.data();
    g.inverseLoss_s = m_inverseLoss.data();
    return g;
}

void GpuBalance::setFlow(const std::array<Array, 3>& velocity_m_per_s, double duration_s) {
    BalanceFaces faces{};
    BalanceLeaks leaks{};
    faces.g = m_flow.heat();
    faces.shape = m_shape;
    leaks.leaks = m_leaks.data();
    leaks.leakCount = static_cast<int>(m_leaks.size());
    for (std::size_t d = 0; d < 3; ++d) {
        faces.g.velocity_m_per_s[d] = velocity_m_per_s[d].data();
        faces.fromNear_per_s[d] = leaks.fromNear_per_s[d] = m_fromNear[d].data();
        faces.fromFar_per_s[d] = leaks.fromFar_per_s[d] = m_fromFar[d].data();
    }
    m_executor.run(faces, m_shape.cells[0], m_shape.rowCount());
    m_executor.run(leaks, 1);
    m_executor.run(
        BalanceLoss{view(), m_shape, static_cast<float>(1.0 / duration_s), m_loss.data()},
        m_shape.cells[0], m_shape.rowCount());
    m_flow.devices().addLoss(faces.g, m_flow.wallSpeed(), m_loss.data());
    m_executor.run(InvertLoss{m_shape, m_loss.data(), m_inverseLoss.data()}, m_shape.cells[0],
                   m_shape.rowCount());
}

void GpuBalance::apply(const Array& x, Array& y) {
    m_executor.run(ApplyBalance{view(), m_shape, x.data(), y.data()}, m_shape.cells[0],
                   m_shape.rowCount());
    m_flow.devices().carry(x.data(), -1.0f, m_carried.data(), y.data(), y.data());
}

void GpuBalance::sweep(Array& x, bool isBackward) {
    for (int half = 0; half < 2; ++half)
        m_executor.run(RelaxHeat{view(), m_shape, (half + (isBackward ? 1 : 0)) & 1,
                                 m_source.data(), x.data()},
                       (m_shape.cells[0] + 1) / 2, m_shape.rowCount());
}

void GpuBalance::precondition(const Array& b, Array& x) {
    x.clear();
    m_source.copyFrom(b);
    for (int pair = 0; pair < kSweepPairs; ++pair) {
        for (const bool isBackward : {false, true}) {
            if (pair > 0 || isBackward)
                m_flow.devices().carry(x.data(), 1.0f, m_carried.data(), b.data(), m_source.data());
            sweep(x, isBackward);
        }
    }
}

void GpuBalance::combine(const Array& a, double factor, const Array& b, Array& out) {
    m_executor.run(Combine{m_shape, a.data(), static_cast<float>(factor), b.data(), out.data()},
                   m_shape.cells[0], m_shape.rowCount());
}

double GpuBalance::dot(const Array& a, const Array& b) {
    m_executor.reduce(InnerProduct{m_shape, a.data(), b.data(), m_result.data()}, m_shape.cells[0],
                      m_shape.rowCount());
    m_result.download(m_known);
    return m_known.front();
}

double GpuBalance::solve(const Array& residual_K_per_s, Array& correction_K, int mostIterations,
                         double tolerance, const std::stop_token& stop) {
    apply(correction_K, m_image);
    combine(residual_K_per_s, -1.0, m_image, m_residual);
    const double size = std::sqrt(dot(residual_K_per_s, residual_K_per_s));
    double left = std::sqrt(dot(m_residual, m_residual));
    if (size <= 0.0)
        return 0.0;
    m_shadow.copyFrom(m_residual);
    m_direction.clear();
    m_image.clear();
    double rho = 1.0, alpha = 1.0, omega = 1.0;
    for (int n = 0; n < mostIterations && left > tolerance * size; ++n) {
        if (stop.stop_requested() || !m_executor.isGood())
            break;
        const double nextRho = dot(m_shadow, m_residual);
        if (nextRho == 0.0 || omega == 0.0)
            break;
        const double beta = nextRho / rho * (alpha / omega);
        rho = nextRho;
        combine(m_direction, -omega, m_image, m_direction);
        combine(m_residual, beta, m_direction, m_direction);
        precondition(m_direction, m_smooth);
        apply(m_smooth, m_image);
        const double along = dot(m_shadow, m_image);
        if (along == 0.0)
            break;
        alpha = rho / along;
        combine(correction_K, alpha, m_smooth, correction_K);
        combine(m_residual, -alpha, m_image, m_residual);
        precondition(m_residual, m_smooth);
        apply(m_smooth, m_secondImage);
        const double stretch = dot(m_secondImage, m_secondImage);
        omega = stretch > 0.0 ? dot(m_secondImage, m_residual) / stretch : 0.0;
        combine(correction_K, omega, m_smooth, correction_K);
        combine(m_residual, -omega, m_secondImage, m_residual);
        left = std::sqrt(dot(m_residual, m_residual));
        if (!std::isfinite(left))
            break;
    }
    return left / size;
}

} // namespace hallwright::airflow
