#include "core/engine/expected_draws.h"

#include <algorithm>
#include <cmath>

namespace hallwright::engine {

namespace {

constexpr double kWattsPerPu = kBase_MVA * 1e6;

} // namespace

double reactiveShare(double powerFactor) {
    return std::sqrt(1.0 / (powerFactor * powerFactor) - 1.0);
}

std::vector<power::Load> expectedDraws(const TrunkPower& trunk, const std::vector<HallPart>& halls,
                                       const power::PowerProblem& problem,
                                       const std::vector<bool>& isLive) {
    std::vector<power::Load> draws(problem.loads.begin(),
                                   problem.loads.begin() +
                                       static_cast<std::ptrdiff_t>(trunk.loads.size()));
    for (const auto& part : halls) {
        const auto first = draws.size();
        for (const int bus : part.intake)
            draws.emplace_back().bus = bus;
        const auto outputs_W = SupplyDevices(part, problem, isLive, nullptr).expectedOutputs_W();
        for (std::size_t b = 0; b < outputs_W.size(); ++b) {
            const auto& board = part.power->boards[b];
            const auto& type = *board.type;
            if (!isLive[static_cast<std::size_t>(part.bus(board.bus))] || type.rating_VA <= 0.0)
                continue;
            const auto& fans =
                problem.loads[static_cast<std::size_t>(part.firstLoad + board.auxiliaryLoad)];
            double p_pu = outputs_W[b] / kWattsPerPu + fans.p_pu;
            double q_pu = outputs_W[b] / kWattsPerPu * reactiveShare(kRackPowerFactor) + fans.q_pu;
            const double rating_pu = type.rating_VA / kWattsPerPu;
            const double load2 = (p_pu * p_pu + q_pu * q_pu) / (rating_pu * rating_pu);
            p_pu += (type.noLoadLoss_W + load2 * type.loadLoss_W) / kWattsPerPu;
            q_pu +=
                rating_pu *
                (type.i0 + load2 * std::sqrt(std::max(0.0, type.uk * type.uk - type.ur * type.ur)));
            const int intake = part.power->branches[static_cast<std::size_t>(board.branch)].from;
            auto& draw = draws[first + static_cast<std::size_t>(intake)];
            draw.p_pu += p_pu;
            draw.q_pu += q_pu;
        }
    }
    return draws;
}

} // namespace hallwright::engine
