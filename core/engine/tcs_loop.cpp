#include "core/engine/tcs_loop.h"

#include "core/base/physical_constants.h"
#include "core/engine/fluids.h"
#include "core/solvers/hydronic/hydronic_network.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace hallwright::engine {

namespace {

/// Shut-off head over rated head of a CDU's pumps: usual for end-suction pumps (1.2 to 1.35).
constexpr double kShutoffRatio = 1.3;
/// Drop of a fully open rack valve over the rack's own rated drop.
constexpr double kValveShare = 0.1;
constexpr double kShortestHose_m = 0.05;

} // namespace

std::vector<double> TcsLoopInput::key() const {
    std::vector<double> numbers{static_cast<double>(racks.size()),
                                static_cast<double>(cdus.size()),
                                manifoldDiameter_m,
                                roughness_m,
                                coolant.density_kg_per_m3,
                                coolant.dynamicViscosity_Pa_s};
    for (const auto& rack : racks)
        numbers.insert(numbers.end(), {rack.at_m, rack.flow_m3_per_s, rack.ratedFlow_m3_per_s,
                                       rack.ratedDrop_Pa, rack.couplingKv_m3_per_h});
    for (const auto& cdu : cdus)
        numbers.insert(numbers.end(), {cdu.ratedFlow_m3_per_s, cdu.ratedHead_Pa, cdu.ratedPower_W});
    return numbers;
}

TcsLoopFlow solveTcsLoop(const TcsLoopInput& input, std::stop_token stop) {
    TcsLoopFlow flow;
    flow.rack_m3_per_s.assign(input.racks.size(), 0.0);
    flow.rackDrop_Pa.assign(input.racks.size(), 0.0);
    flow.couplingDrop_Pa.assign(input.racks.size(), 0.0);
    flow.cdu_m3_per_s.assign(input.cdus.size(), 0.0);
    flow.cduPower_W.assign(input.cdus.size(), 0.0);
    if (input.racks.empty() || input.cdus.empty()) {
        flow.converged = true;
        return flow;
    }
    const double weight = input.coolant.density_kg_per_m3 * base::kGravity_m_per_s2;
    hydronic::HydronicProblem problem;
    problem.fluid = hydronicFluid(input.coolant);

    const int returnHeader = problem.addNode(hydronic::fixedHead(20.0)); // expansion vessel
    const int supplyHeader = problem.addNode(hydronic::junction());
    std::vector<int> cduLinks;
    for (const auto& cdu : input.cdus) {
        const double head_m = cdu.ratedHead_Pa / weight;
        const double rated = cdu.ratedFlow_m3_per_s;
        const int curve = problem.addCurve(hydronic::powerLawCurve(
            kShutoffRatio * head_m, (kShutoffRatio - 1.0) * head_m / (rated * rated)));
        cduLinks.push_back(problem.addLink(hydronic::pump(returnHeader, supplyHeader, curve)));
    }
    int supply = supplyHeader;
    int back = returnHeader;
    double reached_m = 0.0;
    int firstPipe = -1;
    std::vector<int> rackLinks, valveLinks;
    std::vector<double> valveOpen;
    std::vector<double> couplingShare; ///< of the loss between manifold and valve
    for (const auto& rack : input.racks) {
        const double length_m = std::max(kShortestHose_m, rack.at_m - reached_m);
        reached_m = rack.at_m;
        const int nextSupply = problem.addNode(hydronic::junction());
        const int nextBack = problem.addNode(hydronic::junction());
        const int between = problem.addNode(hydronic::junction());
        const int pipe = problem.addLink(hydronic::pipe(
            supply, nextSupply, length_m, input.manifoldDiameter_m, input.roughness_m));
        firstPipe = firstPipe < 0 ? pipe : firstPipe;
        problem.addLink(
            hydronic::pipe(nextBack, back, length_m, input.manifoldDiameter_m, input.roughness_m));
        const double resistance = hydronic::resistanceFromRatedPoint(
            rack.ratedDrop_Pa, rack.ratedFlow_m3_per_s, problem.fluid);
        const double coupling = rack.couplingKv_m3_per_h > 0.0
                                    ? 2.0 * hydronic::resistanceFromKv(rack.couplingKv_m3_per_h)
                                    : 0.0;
        rackLinks.push_back(
            problem.addLink(hydronic::resistance(nextSupply, between, resistance + coupling)));
        couplingShare.push_back(coupling / (resistance + coupling));
        valveOpen.push_back(kValveShare * resistance);
        valveLinks.push_back(problem.addLink(
            hydronic::flowControlValve(between, nextBack, rack.flow_m3_per_s, valveOpen.back())));
        supply = nextSupply;
        back = nextBack;
    }

    const auto solution = hydronic::solveHydronics(problem, {}, stop);
    flow.converged = solution.isConverged();
    flow.iterations = solution.iterations;
    flow.residual_m3_per_s = solution.residuals.continuity_m3_per_s;
    if (solution.flow_m3_per_s.size() != problem.links.size())
        return flow;

    // Pressure that the valves throttle away beyond being open is what a slower pump saves.
    double spare_m = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < input.racks.size(); ++i) {
        const auto rack = static_cast<std::size_t>(rackLinks[i]);
        const auto valve = static_cast<std::size_t>(valveLinks[i]);
        const double q = solution.flow_m3_per_s[rack];
        flow.rack_m3_per_s[i] = q;
        const double drop_Pa = solution.headLoss_m[rack] * weight;
        flow.couplingDrop_Pa[i] = drop_Pa * couplingShare[i];
        flow.rackDrop_Pa[i] = drop_Pa - flow.couplingDrop_Pa[i];
        spare_m = std::min(spare_m, solution.headLoss_m[valve] - valveOpen[i] * q * q);
    }
    spare_m = std::max(0.0, spare_m);
    for (std::size_t i = 0; i < input.cdus.size(); ++i) {
        const auto link = static_cast<std::size_t>(cduLinks[i]);
        const auto& cdu = input.cdus[i];
        const double head_Pa = std::max(0.0, (-solution.headLoss_m[link] - spare_m) * weight);
        flow.cdu_m3_per_s[i] = solution.flow_m3_per_s[link];
        flow.pumpHead_Pa = std::max(flow.pumpHead_Pa, head_Pa);
        // Wire-to-water efficiency as at the rated point.
        flow.cduPower_W[i] = cdu.ratedPower_W * flow.cdu_m3_per_s[i] * head_Pa /
                             (cdu.ratedFlow_m3_per_s * cdu.ratedHead_Pa);
    }
    const double area_m2 =
        0.25 * std::numbers::pi * input.manifoldDiameter_m * input.manifoldDiameter_m;
    flow.manifoldVelocity_m_per_s =
        std::abs(solution.flow_m3_per_s[static_cast<std::size_t>(firstPipe)]) / area_m2;
    return flow;
}

} // namespace hallwright::engine
