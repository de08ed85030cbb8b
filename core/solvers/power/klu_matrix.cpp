#include "core/solvers/power/klu_matrix.h"

#include <suitesparse/klu.h>

#include <cmath>

namespace hallwright::power {
namespace {

/// Pivots kept from other values are given up below this estimate of the reciprocal condition.
/// Power-flow Jacobians far from collapse stay above 1e-9.
constexpr double kSmallestPivotRatio = 1e-13;

} // namespace

struct KluMatrix::State {
    std::vector<int> columnStart;
    std::vector<int> row;
    std::vector<double> values;
    mutable klu_common common{};
    klu_symbolic* symbolic = nullptr;
    klu_numeric* numeric = nullptr;
    int factorings = 0;

    State(std::vector<int> starts, std::vector<int> rows)
        : columnStart(std::move(starts)), row(std::move(rows)), values(row.size()) {
        klu_defaults(&common);
        symbolic = klu_analyze(size(), columnStart.data(), row.data(), &common);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    ~State() {
        klu_free_numeric(&numeric, &common);
        klu_free_symbolic(&symbolic, &common);
    }
    [[nodiscard]] int size() const { return static_cast<int>(columnStart.size()) - 1; }
};

KluMatrix::KluMatrix() = default;
KluMatrix::KluMatrix(std::vector<int> columnStart, std::vector<int> row)
    : m_state(std::make_unique<State>(std::move(columnStart), std::move(row))) {}

KluMatrix::KluMatrix(const KluMatrix& other) {
    if (other.m_state) {
        // KLU's objects cannot be copied; the same values give the same pivots again.
        m_state = std::make_unique<State>(other.m_state->columnStart, other.m_state->row);
        m_state->values = other.m_state->values;
    }
}

KluMatrix& KluMatrix::operator=(const KluMatrix& other) {
    if (this != &other)
        *this = KluMatrix(other);
    return *this;
}

KluMatrix::KluMatrix(KluMatrix&&) noexcept = default;
KluMatrix& KluMatrix::operator=(KluMatrix&&) noexcept = default;
KluMatrix::~KluMatrix() = default;

int KluMatrix::size() const {
    return m_state ? m_state->size() : 0;
}

std::vector<double>& KluMatrix::values() {
    return m_state->values;
}

bool KluMatrix::factor() {
    State& s = *m_state;
    klu_free_numeric(&s.numeric, &s.common);
    ++s.factorings;
    if (!s.symbolic)
        return false;
    s.numeric =
        klu_factor(s.columnStart.data(), s.row.data(), s.values.data(), s.symbolic, &s.common);
    return s.numeric && s.common.status == KLU_OK;
}

bool KluMatrix::refactor() {
    State& s = *m_state;
    if (!s.numeric)
        return factor();
    const bool done = klu_refactor(s.columnStart.data(), s.row.data(), s.values.data(), s.symbolic,
                                   s.numeric, &s.common) &&
                      s.common.status == KLU_OK;
    if (done && klu_rcond(s.symbolic, s.numeric, &s.common) && s.common.rcond > kSmallestPivotRatio)
        return true;
    return factor();
}

int KluMatrix::factorings() const {
    return m_state ? m_state->factorings : 0;
}

void KluMatrix::solve(std::vector<double>& rightHandSides, int count) const {
    const State& s = *m_state;
    klu_solve(s.symbolic, s.numeric, s.size(), count, rightHandSides.data(), &s.common);
}

} // namespace hallwright::power
