#include "core/solvers/power/core_compensation.h"

#include <algorithm>
#include <cmath>

namespace hallwright::power {
namespace {

/// Two branches with both ends in the core.
constexpr std::size_t kMostNodes = 4;
constexpr double kSmallestPivot = 1e-10;

/// a := a^-1 b for small dense matrices, row by row; Gauss with row pivots. False where a is
/// singular.
bool solveDense(std::vector<double>& a, std::vector<double>& b, int n) {
    for (int k = 0; k < n; ++k) {
        int best = k;
        for (int row = k + 1; row < n; ++row)
            if (std::abs(a[row * n + k]) > std::abs(a[best * n + k]))
                best = row;
        if (!(std::abs(a[best * n + k]) > kSmallestPivot))
            return false;
        for (int column = 0; column < n && best != k; ++column) {
            std::swap(a[k * n + column], a[best * n + column]);
            std::swap(b[k * n + column], b[best * n + column]);
        }
        const double inverse = 1.0 / a[k * n + k];
        for (int column = 0; column < n; ++column) {
            a[k * n + column] *= inverse;
            b[k * n + column] *= inverse;
        }
        for (int row = 0; row < n; ++row) {
            const double factor = a[row * n + k];
            if (row == k || factor == 0.0)
                continue;
            for (int column = 0; column < n; ++column) {
                a[row * n + column] -= factor * a[k * n + column];
                b[row * n + column] -= factor * b[k * n + column];
            }
        }
    }
    return true;
}

} // namespace

void CoreCompensation::takeBase(const NetworkStructure& structure, Blocks base) {
    if (m_matrix.isEmpty())
        m_matrix = CoreMatrix(structure);
    m_base = std::move(base);
    for (std::size_t i = 0; i < m_base.diagonal.size(); ++i)
        m_matrix.setDiagonal(static_cast<int>(i), m_base.diagonal[i]);
    for (std::size_t k = 0; k < m_base.entries.size(); ++k)
        m_matrix.setEntry(static_cast<int>(k), m_base.entries[k]);
    m_isFactored = !m_matrix.isEmpty() && m_matrix.klu().factor();
}

bool CoreCompensation::compensate(const NetworkStructure& structure,
                                  const std::vector<int>& touched, const Blocks& changed) {
    if (!m_isFactored || touched.size() > kMostNodes)
        return false;
    const int n = 2 * static_cast<int>(touched.size());
    std::vector<double> difference(static_cast<std::size_t>(n * n), 0.0); // M
    const auto setBlock = [&](std::size_t i, std::size_t j, const Block& now, const Block& before) {
        double* at = difference.data() + 2 * i * static_cast<std::size_t>(n) + 2 * j;
        at[0] = now.a - before.a;
        at[1] = now.b - before.b;
        at[n] = now.c - before.c;
        at[n + 1] = now.d - before.d;
    };
    for (std::size_t i = 0; i < touched.size(); ++i) {
        const int row = touched[i];
        setBlock(i, i, changed.diagonal[row], m_base.diagonal[row]);
        for (int k = structure.coreStart[row]; k < structure.coreStart[row + 1]; ++k) {
            const auto found = std::find(touched.begin(), touched.end(), structure.coreColumn[k]);
            if (found != touched.end())
                setBlock(i, static_cast<std::size_t>(found - touched.begin()), changed.entries[k],
                         m_base.entries[k]);
        }
    }
    const int size = m_matrix.klu().size();
    m_rows.clear();
    for (const int node : touched) {
        m_rows.push_back(2 * node);
        m_rows.push_back(2 * node + 1);
    }
    m_w.assign(static_cast<std::size_t>(size) * static_cast<std::size_t>(n), 0.0);
    for (int k = 0; k < n; ++k)
        m_w[static_cast<std::size_t>(k) * static_cast<std::size_t>(size) +
            static_cast<std::size_t>(m_rows[k])] = 1.0;
    m_matrix.klu().solve(m_w, n);
    std::vector<double> system(static_cast<std::size_t>(n * n), 0.0); // 1 + M W_E
    for (int row = 0; row < n; ++row)
        for (int column = 0; column < n; ++column) {
            double sum = row == column ? 1.0 : 0.0;
            for (int k = 0; k < n; ++k)
                sum += difference[row * n + k] *
                       m_w[static_cast<std::size_t>(column) * static_cast<std::size_t>(size) +
                           static_cast<std::size_t>(m_rows[k])];
            system[row * n + column] = sum;
        }
    m_c = std::move(difference);
    return solveDense(system, m_c, n);
}

void CoreCompensation::solve(std::vector<double>& rightHandSide) const {
    m_matrix.klu().solve(rightHandSide, 1);
    const std::size_t n = m_rows.size();
    std::vector<double> share(n, 0.0);
    for (std::size_t row = 0; row < n; ++row)
        for (std::size_t k = 0; k < n; ++k)
            share[row] += m_c[row * n + k] * rightHandSide[m_rows[k]];
    const std::size_t size = rightHandSide.size();
    for (std::size_t k = 0; k < n; ++k)
        for (std::size_t i = 0; i < size; ++i)
            rightHandSide[i] -= m_w[k * size + i] * share[k];
}

} // namespace hallwright::power
