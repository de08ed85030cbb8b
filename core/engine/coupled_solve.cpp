#include "core/engine/coupled_solve.h"

#include "core/engine/clock.h"
#include "core/engine/power_results.h"

#include <algorithm>
#include <cmath>

namespace hallwright::engine {

namespace {

/// The coupling goes on until total power changes by less than this: far below the 0.01 % that an
/// engineer needs, so that the path to the answer leaves no trace in it. The losses' feedback is
/// weak (about 1e-3 a round), so a third round mostly ends it.
constexpr double kCouplingTolerance = 1e-8;
constexpr double kCouplingAccepted = 1e-4;
constexpr int kMaxRounds = 12;

} // namespace

CoupledSolve::Outcome CoupledSolve::solve(const CampusIndex& index, const catalog::Catalog& catalog,
                                          const model::Scenario& scenario, std::stop_token stop) {
    Outcome outcome;
    Clock clock;
    const auto& interiors = m_interiors.update(index, catalog);
    m_power.assemble(index, catalog, interiors, scenario);
    if (m_power.startsAfresh())
        m_lastLosses_W.clear();
    outcome.power_ms = clock.elapsed_ms();
    Clock coolantClock;
    m_cooling.prepare(index, catalog, interiors, m_power, scenario, stop);
    outcome.coolant_ms = coolantClock.elapsed_ms();

    double previous_W = 0.0;
    bool settled = false;
    for (int round = 0; round < kMaxRounds && !settled && !stop.stop_requested(); ++round) {
        Clock c;
        m_cooling.solve(round == 0 ? m_lastLosses_W : indoorLosses(m_power), stop);
        const auto auxiliary = m_cooling.auxiliaryPower(index, m_power.trunk());
        outcome.coolant_ms += c.elapsed_ms();
        Clock p;
        outcome.powerIterations += m_power.solve(auxiliary, stop).iterations;
        const bool conductorsMoved = m_power.setConductors(index.campus(), catalog);
        const double total_W = sumPower(m_power).grid_W;
        outcome.changeFraction = std::abs(total_W - previous_W) / std::max(1.0, std::abs(total_W));
        outcome.rounds = round + 1;
        settled = round > 0 && !conductorsMoved && outcome.changeFraction < kCouplingTolerance;
        previous_W = total_W;
        outcome.power_ms += p.elapsed_ms();
    }
    outcome.isCoupled = outcome.changeFraction < kCouplingAccepted;
    if (!stop.stop_requested())
        m_lastLosses_W = indoorLosses(m_power);
    return outcome;
}

void CoupledSolve::startAfresh() {
    m_power.forgetTaps();
    m_lastLosses_W.clear();
}

} // namespace hallwright::engine
