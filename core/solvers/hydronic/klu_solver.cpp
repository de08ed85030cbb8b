#include "core/solvers/hydronic/klu_solver.h"

#include <suitesparse/klu.h>

namespace hallwright::hydronic {

struct KluSolver::State {
    klu_common common{};
    klu_symbolic* symbolic = nullptr;
    std::vector<int> start, column; ///< the pattern that `symbolic` belongs to

    State() { klu_defaults(&common); }
    ~State() { forget(); }
    State(const State&) = delete;
    State& operator=(const State&) = delete;
    void forget() {
        if (symbolic != nullptr)
            klu_free_symbolic(&symbolic, &common);
    }
};

KluSolver::KluSolver() : m_state(std::make_unique<State>()) {}
KluSolver::~KluSolver() = default;

bool KluSolver::solve(Rows& rows, std::vector<double>& rhs) {
    State& state = *m_state;
    const int size = static_cast<int>(rhs.size());
    if (size == 0)
        return true;
    if (state.symbolic == nullptr || state.start != rows.start || state.column != rows.column) {
        state.forget();
        state.start = rows.start;
        state.column = rows.column;
        state.symbolic = klu_analyze(size, state.start.data(), state.column.data(), &state.common);
        if (state.symbolic == nullptr)
            return false;
    }
    // KLU reads columns, so that our rows are the transpose, which klu_tsolve turns back.
    klu_numeric* numeric = klu_factor(state.start.data(), state.column.data(), rows.value.data(),
                                      state.symbolic, &state.common);
    if (numeric == nullptr)
        return false;
    const bool isSolved =
        klu_tsolve(state.symbolic, numeric, size, 1, rhs.data(), &state.common) != 0;
    klu_free_numeric(&numeric, &state.common);
    return isSolved;
}

} // namespace hallwright::hydronic
