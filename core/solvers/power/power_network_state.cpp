#include "core/solvers/power/power_network_state.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hallwright::power {
namespace {

/// Rounds in which generators may reach or leave their reactive limits.
constexpr int kMaxLimitRounds = 20;
/// A node goes back from its limit to holding its voltage at most this often, which ends cycles.
constexpr int kMaxReleases = 2;
/// Reactive power beyond a limit that is put down to the iteration's tolerance [pu].
constexpr double kLimitSlack_pu = 1e-7;

StructureKey::Pair keyOf(const Branch& branch) {
    return {branch.from, branch.to, branch.inService};
}

StructureKey::Pair keyOf(const Link& link) {
    return {link.from, link.to, link.closed};
}

StructureKey::Pair keyOf(const Source& source) {
    return {source.bus, hasImpedance(source), source.inService};
}

template <class Row>
std::vector<StructureKey::Pair> keysOf(const std::vector<Row>& rows) {
    std::vector<StructureKey::Pair> keys;
    keys.reserve(rows.size());
    for (const Row& row : rows)
        keys.push_back(keyOf(row));
    return keys;
}

template <class Row>
bool sameKeys(const std::vector<StructureKey::Pair>& keys, const std::vector<Row>& rows) {
    return std::equal(
        keys.begin(), keys.end(), rows.begin(), rows.end(),
        [](const StructureKey::Pair& key, const Row& row) { return key == keyOf(row); });
}

template <class Row>
std::vector<int> busesOf(const std::vector<Row>& rows) {
    std::vector<int> buses;
    buses.reserve(rows.size());
    for (const Row& row : rows)
        buses.push_back(row.bus);
    return buses;
}

template <class Row>
bool sameBuses(const std::vector<int>& buses, const std::vector<Row>& rows) {
    return std::equal(buses.begin(), buses.end(), rows.begin(), rows.end(),
                      [](int bus, const Row& row) { return bus == row.bus; });
}

StructureKey::Converter keyOfConverter(const Coupling& row) {
    return {{row.from, row.to, row.inService}, row.hasStorage};
}

bool sameConverters(const std::vector<StructureKey::Converter>& keys,
                    const std::vector<Coupling>& rows) {
    return std::equal(keys.begin(), keys.end(), rows.begin(), rows.end(),
                      [](const StructureKey::Converter& key, const Coupling& row) {
                          return key == keyOfConverter(row);
                      });
}

} // namespace

StructureKey::StructureKey(const PowerProblem& problem)
    : base_MVA(problem.base_MVA), buses(problem.buses.size()), branches(keysOf(problem.branches)),
      links(keysOf(problem.links)), sources(keysOf(problem.sources)),
      loadBuses(busesOf(problem.loads)), generatorBuses(busesOf(problem.generators)) {
    for (const Coupling& coupling : problem.couplings)
        couplings.push_back(keyOfConverter(coupling));
}

bool StructureKey::matches(const PowerProblem& problem) const {
    return base_MVA == problem.base_MVA && buses == problem.buses.size() &&
           sameKeys(branches, problem.branches) && sameKeys(links, problem.links) &&
           sameKeys(sources, problem.sources) && sameBuses(loadBuses, problem.loads) &&
           sameBuses(generatorBuses, problem.generators) &&
           sameConverters(couplings, problem.couplings);
}

void PowerNetwork::State::setSourceVoltages(const PowerProblem& problem) {
    for (std::size_t i = problem.sources.size(); i-- > 0;) // the first source of a node decides
        if (const int slack = structure->slackOfSource[i]; slack >= 0)
            nodes.set(slack, problem.sources[i].vm_pu, problem.sources[i].va_rad);
}

void PowerNetwork::State::startFlat(const PowerProblem& problem) {
    nodes.resize(structure->totalNodes());
    setSourceVoltages(problem);
    for (const NetworkStructure::Hop& hop : structure->hops) {
        double ratio = 1.0;
        double turn_rad = 0.0;
        if (hop.branch >= 0) {
            const Branch& branch = problem.branches[hop.branch];
            const bool forward = structure->branches[hop.branch].from == hop.known;
            turn_rad = forward ? -branch.shift_rad : branch.shift_rad;
            ratio = forward ? 1.0 / branch.tap : branch.tap;
        }
        // In a tree the ratios on the way give the no-load voltage. In the core paths disagree.
        if (hop.next < structure->coreCount)
            ratio = 1.0 / nodes.vm[hop.known];
        nodes.vm[hop.next] = nodes.vm[hop.known] * ratio;
        nodes.theta_rad[hop.next] = nodes.theta_rad[hop.known] + turn_rad;
        nodes.v[hop.next] = ratio * nodes.v[hop.known];
        if (turn_rad != 0.0)
            nodes.v[hop.next] = times(nodes.v[hop.next], unitPhasor(turn_rad));
    }
    holdSetPoints();
}

void PowerNetwork::State::holdSetPoints() {
    for (const VoltageControl& control : controls)
        if (injections.holdsVoltage[control.node])
            nodes.set(control.node, control.vSet_pu, nodes.theta_rad[control.node]);
}

bool PowerNetwork::State::moveLimits() {
    bool moved = false;
    for (VoltageControl& control : controls) {
        const int node = control.node;
        const double vm = nodes.vm[node];
        using Held = VoltageControl::Held;
        if (control.held == Held::Free) {
            const double q_pu =
                newton.calculatedPower()[node].imag() - injections.at(node, vm).imag();
            if (q_pu > control.qMax_pu + kLimitSlack_pu)
                control.held = Held::AtMax;
            else if (q_pu < control.qMin_pu - kLimitSlack_pu)
                control.held = Held::AtMin;
            else
                continue;
            const double limit = control.held == Held::AtMax ? control.qMax_pu : control.qMin_pu;
            injections.power[node] += Complex(0.0, limit);
            injections.holdsVoltage[node] = 0;
            moved = true;
            continue;
        }
        const bool atMax = control.held == Held::AtMax;
        const bool wantsBack = atMax ? vm > control.vSet_pu : vm < control.vSet_pu;
        if (!wantsBack || control.releases == kMaxReleases)
            continue;
        ++control.releases;
        injections.power[node] -= Complex(0.0, atMax ? control.qMax_pu : control.qMin_pu);
        injections.holdsVoltage[node] = 1;
        control.held = Held::Free;
        moved = true;
    }
    if (moved)
        holdSetPoints();
    return moved;
}

IterationOutcome PowerNetwork::State::refine(const PowerOptions& options,
                                             const std::stop_token& stop) {
    IterationOutcome outcome =
        newton.solve(*structure, admittances, injections, nodes, options.tolerance_pu,
                     options.maxIterations, near, stop);
    // Busways have thousandfold admittances: the balance of their nodes ends in rounding earlier.
    constexpr double kRounding = 32.0 * std::numeric_limits<double>::epsilon();
    const bool isStuck =
        outcome.end == IterationEnd::Stalled || outcome.end == IterationEnd::IterationLimit;
    if (isStuck && outcome.maxMismatch_pu <= kRounding * std::sqrt(admittances.largest2))
        outcome.end = IterationEnd::Converged;
    return outcome;
}

IterationOutcome PowerNetwork::State::iterateOnce(const PowerOptions& options,
                                                  const std::stop_token& stop) {
    if (options.method == PowerMethod::Auto && !injections.anyHoldsVoltage) {
        const IterationOutcome swept =
            sweep.solve(*structure, admittances, injections, nodes, options.tolerance_pu, stop);
        if (swept.end == IterationEnd::Converged || swept.end == IterationEnd::Cancelled)
            return swept;
    }
    return refine(options, stop);
}

IterationOutcome PowerNetwork::State::iterate(const PowerOptions& options,
                                              const std::stop_token& stop) {
    IterationOutcome outcome = iterateOnce(options, stop);
    if (options.reactiveLimits == ReactiveLimits::Ignored)
        return outcome;
    for (int round = 0; round < kMaxLimitRounds; ++round) {
        if (outcome.end != IterationEnd::Converged || !moveLimits())
            return outcome;
        near.isNear = false; // rows of the matrix are now others than the base's
        const int before = outcome.iterations;
        outcome = iterateOnce(options, stop);
        outcome.iterations += before;
    }
    return outcome;
}

} // namespace hallwright::power
