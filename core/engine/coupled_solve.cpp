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
constexpr int kMaxRounds = 16;

/// a + scale b, for the places that a has.
AuxiliaryPower sum(const AuxiliaryPower& a, const AuxiliaryPower& b, double scale) {
    AuxiliaryPower made = a;
    const auto add = [scale](auto& to, const auto& from) {
        for (auto& [place, power_W] : to)
            if (const auto it = from.find(place); it != from.end())
                power_W += scale * it->second;
    };
    add(made.halls, b.halls);
    add(made.others, b.others);
    return made;
}

} // namespace

CoupledSolve::Outcome CoupledSolve::solve(const CampusIndex& index, const catalog::Catalog& catalog,
                                          const model::Scenario& scenario, std::stop_token stop,
                                          const IntakeRises& rises) {
    Outcome outcome;
    Clock clock;
    const auto& interiors = m_interiors.update(index, catalog);
    m_power.assemble(index, catalog, interiors, scenario);
    outcome.power_ms = clock.elapsed_ms();
    Clock coolantClock;
    m_cooling.prepare(index, catalog, interiors, m_power, scenario, stop);
    m_cooling.setIntakes(rises);
    outcome.coolant_ms = coolantClock.elapsed_ms();
    settle(index, catalog, outcome, stop);
    return outcome;
}

CoupledSolve::Outcome CoupledSolve::solveWarmed(const CampusIndex& index,
                                                const catalog::Catalog& catalog,
                                                const IntakeRises& rises, std::stop_token stop) {
    Outcome outcome;
    m_cooling.setIntakes(rises);
    settle(index, catalog, outcome, stop);
    return outcome;
}

void CoupledSolve::settle(const CampusIndex& index, const catalog::Catalog& catalog,
                          Outcome& outcome, std::stop_token stop) {
    AuxiliaryPower expected;
    AuxiliaryPower auxiliary;
    double previous_W = 0.0;
    bool settled = false;
    for (int round = 0; round < kMaxRounds && !settled && !stop.stop_requested(); ++round) {
        Clock c;
        m_cooling.solve(round == 0 ? expectedIndoorLosses(m_power) : indoorLosses(m_power), stop);
        auxiliary = m_cooling.auxiliaryPower(index, m_power.trunk());
        outcome.coolant_ms += c.elapsed_ms();
        Clock p;
        if (round == 0) {
            m_power.placeTaps(auxiliary);
            expected = auxiliary;
            auxiliary = sum(auxiliary, m_beyondExpected, 1.0);
        }
        outcome.powerIterations += m_power.solve(auxiliary, stop).iterations;
        const bool conductorsMoved = m_power.setConductors(index.campus(), catalog);
        const double total_W = sumPower(m_power).grid_W;
        outcome.changeFraction = std::abs(total_W - previous_W) / std::max(1.0, std::abs(total_W));
        outcome.rounds = round + 1;
        settled = round > 0 && !conductorsMoved && outcome.changeFraction < kCouplingTolerance &&
                  !m_power.correctTaps();
        previous_W = total_W;
        outcome.power_ms += p.elapsed_ms();
    }
    outcome.isCoupled = outcome.changeFraction < kCouplingAccepted;
    m_beyondExpected = settled ? sum(auxiliary, expected, -1.0) : AuxiliaryPower{};
}

} // namespace hallwright::engine
