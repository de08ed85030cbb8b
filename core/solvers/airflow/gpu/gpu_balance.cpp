#include "core/solvers/airflow/gpu/gpu_balance.h"

#include <cmath>

namespace hallwright::airflow {
namespace {

// Red-black sweeps carry heat less far than those along the rows, and cost little.
constexpr int kSweeps = 8;

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
      m_screens(m_executor, flow.screens().cells()), m_leaks(m_executor, leaksOf(flow.lattice())),
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
    setTransport(velocity_m_per_s, duration_s, false);
}

void GpuBalance::setPassiveFlow(const std::array<Array, 3>& velocity_m_per_s) {
    setTransport(velocity_m_per_s, HUGE_VAL, true);
}

void GpuBalance::transpose() {
    std::swap(m_fromNear, m_fromFar);
}

void GpuBalance::setTransport(const std::array<Array, 3>& velocity_m_per_s, double duration_s,
                              bool isPassive) {
    m_isPassive = isPassive;
    BalanceFaces faces{};
    BalanceScreens screens{};
    BalanceLeaks leaks{};
    BalanceOpens opens{};
    faces.g = m_flow.heat();
    faces.shape = m_shape;
    screens.screens = m_screens.data();
    leaks.leaks = m_leaks.data();
    leaks.leakCount = static_cast<int>(m_leaks.size());
    opens.opens = m_flow.openFaces().data();
    for (std::size_t d = 0; d < 3; ++d) {
        faces.g.velocity_m_per_s[d] = velocity_m_per_s[d].data();
        faces.fromNear_per_s[d] = screens.fromNear_per_s[d] = m_fromNear[d].data();
        leaks.fromNear_per_s[d] = opens.fromNear_per_s[d] = m_fromNear[d].data();
        faces.fromFar_per_s[d] = screens.fromFar_per_s[d] = m_fromFar[d].data();
        leaks.fromFar_per_s[d] = opens.fromFar_per_s[d] = m_fromFar[d].data();
    }
    screens.g = faces.g;
    m_executor.run(faces, m_shape.cells[0], m_shape.rowCount());
    m_executor.run(screens, static_cast<int>(m_screens.size()));
    m_executor.run(leaks, m_leaks.isEmpty() ? 0 : 1);
    m_executor.run(opens, static_cast<int>(m_flow.openFaces().size()));
    m_executor.run(
        BalanceLoss{view(), m_shape, static_cast<float>(1.0 / duration_s), m_loss.data()},
        m_shape.cells[0], m_shape.rowCount());
    m_flow.devices().addLoss(faces.g, m_flow.wallSpeed(), isPassive, m_loss.data());
    m_executor.run(InvertLoss{m_shape, m_loss.data(), m_inverseLoss.data()}, m_shape.cells[0],
                   m_shape.rowCount());
}

void GpuBalance::carry(const Array& x, float factor, const Array& base, Array& y) {
    if (!m_isPassive)
        m_flow.devices().carry(x.data(), factor, m_carried.data(), base.data(), y.data());
}

void GpuBalance::apply(const Array& x, Array& y) {
    m_executor.run(ApplyBalance{view(), m_shape, x.data(), y.data()}, m_shape.cells[0],
                   m_shape.rowCount());
    carry(x, -1.0f, y, y);
}

void GpuBalance::precondition(const Array& b, Array& x) {
    const int width = m_shape.cells[0], rows = m_shape.rowCount();
    m_executor.run(BeginRelaxHeat{view(), m_shape, b.data(), m_source.data(), x.data()}, width,
                   rows);
    for (int n = 1; n < kSweeps; ++n) {
        carry(x, 1.0f, b, m_source);
        for (const int colour : {0, 1}) // never one twice in a row: it would find what it left
            m_executor.run(RelaxHeat{view(), m_shape, colour, m_source.data(), x.data()},
                           (width + 1) / 2, rows);
    }
}

void GpuBalance::smoothImage(const Array& b, Array& smooth, Array& image) {
    const compute::Executor::Sequence sequence(m_executor); // the same again and again
    precondition(b, smooth);
    apply(smooth, image);
}

void GpuBalance::follow(double length, const Array& image, Array& answer) {
    m_executor.run(FollowBalance{m_shape, static_cast<float>(length), m_smooth.data(), image.data(),
                                 answer.data(), m_residual.data()},
                   m_shape.cells[0], m_shape.rowCount());
}

ProductPair GpuBalance::dots(const Array& of, const Array& a, const Array& b) {
    m_executor.reduce(InnerProducts{m_shape, of.data(), a.data(), b.data(), m_result.data()},
                      m_shape.cells[0], m_shape.rowCount());
    m_result.download(m_known);
    return m_known.front();
}

double GpuBalance::solve(const Array& residual_K_per_s, Array& correction_K, int mostIterations,
                         double tolerance, const std::stop_token& stop) {
    apply(correction_K, m_image);
    m_executor.run(
        Combine{m_shape, residual_K_per_s.data(), -1.0f, m_image.data(), m_residual.data()},
        m_shape.cells[0], m_shape.rowCount());
    m_shadow.copyFrom(m_residual);
    m_direction.clear();
    m_image.clear();
    const double size = std::sqrt(dots(residual_K_per_s, residual_K_per_s, residual_K_per_s).withA);
    if (size <= 0.0)
        return 0.0;
    ProductPair left = dots(m_residual, m_residual, m_shadow);
    double rho = 1.0, alpha = 1.0, omega = 1.0;
    for (int n = 0; n < mostIterations && std::sqrt(left.withA) > tolerance * size; ++n) {
        if (stop.stop_requested() || !m_executor.isGood())
            break;
        const double nextRho = left.withB;
        if (nextRho == 0.0 || omega == 0.0)
            break;
        const double beta = nextRho / rho * (alpha / omega);
        rho = nextRho;
        m_executor.run(TurnBalance{m_shape, m_residual.data(), m_image.data(),
                                   static_cast<float>(beta), static_cast<float>(omega),
                                   m_direction.data()},
                       m_shape.cells[0], m_shape.rowCount());
        smoothImage(m_direction, m_smooth, m_image);
        const double along = dots(m_image, m_shadow, m_shadow).withA;
        if (along == 0.0)
            break;
        alpha = rho / along;
        follow(alpha, m_image, correction_K);
        smoothImage(m_residual, m_smooth, m_secondImage);
        const ProductPair image = dots(m_secondImage, m_secondImage, m_residual);
        omega = image.withA > 0.0 ? image.withB / image.withA : 0.0;
        follow(omega, m_secondImage, correction_K);
        left = dots(m_residual, m_residual, m_shadow);
        if (!std::isfinite(left.withA))
            break;
    }
    return std::sqrt(left.withA) / size;
}

} // namespace hallwright::airflow
