#include "core/solvers/hydronic/hydronic_network.h"

#include "core/solvers/hydronic/gradient_solver.h"

#include <utility>

namespace hallwright::hydronic {

struct HydronicNetwork::State {
    explicit State(const HydronicProblem& problem) : solver(problem) {}
    GradientSolver solver;
};

HydronicNetwork::HydronicNetwork(const HydronicProblem& problem)
    : m_state(std::make_unique<State>(problem)) {}
HydronicNetwork::~HydronicNetwork() = default;
HydronicNetwork::HydronicNetwork(HydronicNetwork&&) noexcept = default;
HydronicNetwork& HydronicNetwork::operator=(HydronicNetwork&&) noexcept = default;

bool HydronicNetwork::matches(const HydronicProblem& problem) const {
    return m_state->solver.matches(problem);
}

HydronicSolution HydronicNetwork::solve(const HydronicProblem& problem, const SolveOptions& options,
                                        std::stop_token stop, const HydronicSolution* start) {
    return m_state->solver.solve(problem, options, stop, start);
}

HydronicSolution solveHydronics(const HydronicProblem& problem, const SolveOptions& options,
                                std::stop_token stop) {
    return HydronicNetwork(problem).solve(problem, options, std::move(stop));
}

} // namespace hallwright::hydronic
