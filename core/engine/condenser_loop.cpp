#include "core/engine/condenser_loop.h"

#include "core/engine/fluids.h"
#include "core/solvers/hydronic/hydronic_network.h"

#include <algorithm>

namespace hallwright::engine {

namespace {

constexpr double kShutoffRatio = 1.3;
constexpr double kFittings = 0.2; ///< as a share of the mains' length
constexpr double kShortestPipe_m = 1.0;

/// The loop but for its pumps.
struct Network {
    hydronic::HydronicProblem problem;
    int basin = -1;
    int pressure = -1;
};

Network build(const CondenserLoopInput& input, const plant::CoolantProperties& water) {
    Network network;
    auto& problem = network.problem;
    problem.fluid = hydronicFluid(water);
    const double towers = input.towers;
    const double design = towers * input.towerFlow_m3_per_s;
    network.basin = problem.addNode(hydronic::fixedHead(0.0));
    network.pressure = problem.addNode(hydronic::junction());
    const int entering = problem.addNode(hydronic::junction());
    const int leaving = problem.addNode(hydronic::junction());
    const int header = problem.addNode(hydronic::junction());
    const int sprays = problem.addNode(hydronic::fixedHead(input.lift_m));
    const double length_m = std::max(kShortestPipe_m, input.pipes.run_m) * (1.0 + kFittings);
    const auto lay = [&](int from, int to) {
        problem.addLink(
            hydronic::pipe(from, to, length_m, input.pipes.diameter_m, input.pipes.roughness_m));
    };
    lay(network.pressure, entering);
    lay(leaving, header);
    const double all = std::max(1, input.condensersTotal);
    const double running = std::max(1, input.condensers);
    problem.addLink(hydronic::resistance(
        entering, leaving,
        hydronic::resistanceFromRatedPoint(input.condenserDrop_Pa, design, problem.fluid) *
            (all / running) * (all / running)));
    problem.addLink(hydronic::resistance(
        header, sprays,
        hydronic::resistanceFromRatedPoint(input.sprayDrop_Pa, design, problem.fluid)));
    return network;
}

/// Head that the loop asks for at its design flow, with every condenser open.
double designHead_m(CondenserLoopInput input, const plant::CoolantProperties& water) {
    input.condensers = input.condensersTotal;
    Network network = build(input, water);
    auto& fed = network.problem.nodes[static_cast<std::size_t>(network.pressure)];
    fed.demand_m3_per_s = -input.towers * input.towerFlow_m3_per_s;
    const auto solution = hydronic::solveHydronics(network.problem);
    return solution.isConverged() ? solution.head_m[static_cast<std::size_t>(network.pressure)]
                                  : 0.0;
}

} // namespace

CondenserLoopFlow solveCondenserLoop(const CondenserLoopInput& input,
                                     const plant::CoolantProperties& water) {
    CondenserLoopFlow flow;
    if (input.towers <= 0 || input.condensers <= 0 || !(input.towerFlow_m3_per_s > 0.0) ||
        !(input.pipes.diameter_m > 0.0))
        return flow;
    const double design = input.towers * input.towerFlow_m3_per_s;
    const double head_m = designHead_m(input, water);
    Network network = build(input, water);
    const int curve = network.problem.addCurve(hydronic::powerLawCurve(
        kShutoffRatio * head_m, (kShutoffRatio - 1.0) * head_m / (design * design)));
    const auto pumps = static_cast<std::size_t>(
        network.problem.addLink(hydronic::pump(network.basin, network.pressure, curve)));
    const auto solution = hydronic::solveHydronics(network.problem);
    flow.converged = head_m > 0.0 && solution.isConverged();
    if (!flow.converged)
        return flow;
    flow.flow_m3_per_s = solution.flow_m3_per_s[pumps];
    flow.head_m = -solution.headLoss_m[pumps];
    flow.velocity_m_per_s = solution.velocity_m_per_s[0]; // of the first main
    return flow;
}

} // namespace hallwright::engine
