#include "core/solvers/power/power_network.h"

#include "core/solvers/power/power_network_state.h"
#include "core/solvers/power/problem_check.h"
#include "core/solvers/power/tap_control.h"

#include <cassert>
#include <cmath>
#include <string>
#include <utility>

namespace hallwright::power {
namespace {

/// Rounds in which tap changers may move; each moves up to its range at once and settles then.
constexpr int kMaxTapRounds = 60;
/// Rounds of converters: a chain of them is right after as many as it is long, a loop converges.
constexpr int kMaxConverterRounds = 50;

/// Two ideal sources on one node must agree, or infinite current would flow between them. From row
/// `converters` on they are the outputs of converters.
base::Diagnostics checkSources(const PowerProblem& problem, const NetworkStructure& structure,
                               std::size_t converters) {
    base::Diagnostics findings;
    const auto place = [&](std::size_t row) {
        return row < converters ? "/sources/" + std::to_string(row)
                                : "/couplings/" + std::to_string(row - converters);
    };
    std::vector<int> firstOfSlack(static_cast<std::size_t>(structure.slackCount), -1);
    for (std::size_t i = 0; i < problem.sources.size(); ++i) {
        const Source& source = problem.sources[i];
        if (!source.inService || hasImpedance(source))
            continue;
        int& first = firstOfSlack[structure.slackOfSource[i] - structure.nodeCount];
        if (first < 0)
            first = static_cast<int>(i);
        else if (problem.sources[first].vm_pu != source.vm_pu ||
                 problem.sources[first].va_rad != source.va_rad)
            findings.push_back({place(i),
                                "it holds another voltage than " +
                                    place(static_cast<std::size_t>(first)) + " on the same node",
                                "give both the same voltage, or one of them an impedance"});
    }
    return findings;
}

PowerStatus statusOf(IterationEnd end) {
    switch (end) {
    case IterationEnd::Converged:
        return PowerStatus::Converged;
    case IterationEnd::IterationLimit:
        return PowerStatus::NotConverged;
    case IterationEnd::Stalled:
    case IterationEnd::Singular:
        return PowerStatus::Collapsed;
    case IterationEnd::Cancelled:
        return PowerStatus::Cancelled;
    }
    return PowerStatus::NotConverged;
}

std::string messageOf(const PowerSolution& solution) {
    const std::string bus = "bus " + std::to_string(solution.worstBus);
    switch (solution.status) {
    case PowerStatus::Converged:
        return {};
    case PowerStatus::NotConverged:
        return "no convergence after " + std::to_string(solution.iterations) +
               " iterations; the largest mismatch is at " + bus;
    case PowerStatus::Collapsed:
        return "no state carries this load: the voltage collapses, worst at " + bus;
    case PowerStatus::NoSource:
        return "no bus is connected to a source in service";
    case PowerStatus::Cancelled:
        return "cancelled after " + std::to_string(solution.iterations) + " iterations";
    }
    return {};
}

} // namespace

const char* toString(PowerStatus status) {
    switch (status) {
    case PowerStatus::Converged:
        return "converged";
    case PowerStatus::NotConverged:
        return "not converged";
    case PowerStatus::Collapsed:
        return "voltage collapse";
    case PowerStatus::NoSource:
        return "no source";
    case PowerStatus::Cancelled:
        return "cancelled";
    }
    return "unknown";
}

PowerNetwork::PowerNetwork(std::unique_ptr<State> state) : m_state(std::move(state)) {}
PowerNetwork::PowerNetwork(PowerNetwork&&) noexcept = default;
PowerNetwork& PowerNetwork::operator=(PowerNetwork&&) noexcept = default;
PowerNetwork::PowerNetwork(const PowerNetwork& other)
    : m_state(std::make_unique<State>(*other.m_state)) {}
PowerNetwork& PowerNetwork::operator=(const PowerNetwork& other) {
    if (this != &other)
        m_state = std::make_unique<State>(*other.m_state);
    return *this;
}
PowerNetwork::~PowerNetwork() = default;

base::Result<PowerNetwork> PowerNetwork::compile(const PowerProblem& problem) {
    if (base::Diagnostics findings = checkProblem(problem); !findings.empty())
        return findings;
    auto state = std::make_unique<State>();
    if (!problem.couplings.empty())
        state->couplings.emplace(problem);
    const PowerProblem& whole = state->couplings ? state->couplings->problem() : problem;
    auto structure = std::make_shared<NetworkStructure>(compileStructure(whole));
    if (base::Diagnostics findings = checkSources(whole, *structure, problem.sources.size());
        !findings.empty())
        return findings;
    state->key = std::make_shared<StructureKey>(problem);
    state->linkTree = std::make_shared<LinkTree>(compileLinkTree(whole));
    state->admittances = computeAdmittances(whole, *structure);
    state->structure = std::move(structure);
    return PowerNetwork(std::move(state));
}

bool PowerNetwork::isCompiledFrom(const PowerProblem& problem) const {
    return m_state->key->matches(problem);
}

void PowerNetwork::updateBranches(const PowerProblem& problem) {
    assert(isCompiledFrom(problem));
    if (m_state->couplings)
        m_state->couplings->update(problem);
    m_state->admittances = computeAdmittances(
        m_state->couplings ? m_state->couplings->problem() : problem, *m_state->structure);
    m_state->sweep.forgetFactors();
}

bool PowerNetwork::startFrom(const std::vector<double>& vm_pu, const std::vector<double>& va_rad) {
    State& s = *m_state;
    const NetworkStructure& structure = *s.structure;
    const std::size_t buses = structure.nodeOfBus.size();
    if (vm_pu.size() != buses || va_rad.size() != buses)
        return false;
    for (std::size_t bus = 0; bus < buses; ++bus) {
        const bool isGood =
            vm_pu[bus] > 0.0 && std::isfinite(vm_pu[bus]) && std::isfinite(va_rad[bus]);
        if (structure.nodeOfBus[bus] >= 0 && !isGood)
            return false;
    }
    s.nodes.resize(structure.totalNodes());
    for (std::size_t bus = buses; bus-- > 0;) // the first bus of a node decides
        if (const int node = structure.nodeOfBus[bus]; node >= 0)
            s.nodes.set(node, vm_pu[bus], va_rad[bus]);
    s.hasSolution = true;
    return true;
}

void PowerNetwork::forgetSolution() {
    m_state->hasSolution = false;
}

PowerSolution PowerNetwork::solve(const PowerProblem& problem, const PowerOptions& options,
                                  std::stop_token stop) {
    PowerSolution solution;
    solve(problem, solution, options, std::move(stop));
    return solution;
}

void PowerNetwork::solve(const PowerProblem& problem, PowerSolution& solution,
                         const PowerOptions& options, std::stop_token stop) {
    assert(isCompiledFrom(problem));
    State& s = *m_state;
    if (!s.couplings) {
        s.solveWithTaps(problem, solution, options, stop);
        return;
    }
    s.couplings->update(problem);
    PowerOptions again = options;
    int iterations = 0;
    for (int round = 0; round < kMaxConverterRounds; ++round) {
        s.solveWithTaps(s.couplings->problem(), solution, again, stop);
        iterations += solution.iterations;
        if (!solution.converged() || !s.couplings->feedBack(solution, 0.1 * options.tolerance_pu))
            break;
        again.start = StartPoint::Last;
    }
    solution.iterations = iterations;
    s.couplings->finish(solution);
}

void PowerNetwork::State::solveWithTaps(const PowerProblem& problem, PowerSolution& solution,
                                        const PowerOptions& options, const std::stop_token& stop) {
    solution.tapPositions.clear();
    if (options.taps == TapControl::Fixed || problem.tapChangers.empty()) {
        solveOnce(problem, solution, options, stop);
        return;
    }
    TapController taps(problem, *structure, admittances); // takes its changes back in the end
    sweep.forgetFactors();
    PowerOptions again = options;
    int iterations = 0;
    for (int round = 0; round < kMaxTapRounds; ++round) {
        solveOnce(problem, solution, again, stop);
        iterations += solution.iterations;
        if (!solution.converged() || !taps.move(nodes))
            break;
        sweep.forgetFactors();
        again.start = StartPoint::Last;
    }
    solution.iterations = iterations;
    solution.tapPositions = taps.positions();
    sweep.forgetFactors();
}

void PowerNetwork::State::solveOnce(const PowerProblem& problem, PowerSolution& solution,
                                    const PowerOptions& options, const std::stop_token& stop) {
    gatherInjections(problem, *structure, injections, controls);
    const bool isWarm = options.start == StartPoint::Last && hasSolution;
    if (isWarm) {
        setSourceVoltages(problem);
        holdSetPoints();
    } else {
        startFlat(problem);
    }
    IterationOutcome outcome = iterate(options, stop);
    if (isWarm && outcome.end != IterationEnd::Converged && !stop.stop_requested()) {
        gatherInjections(problem, *structure, injections, controls);
        startFlat(problem);
        near.isNear = false;
        const int before = outcome.iterations;
        outcome = iterate(options, stop);
        outcome.iterations += before;
    }
    const auto map = [&] {
        mapResults({problem, *structure, admittances, injections, controls, nodes, *linkTree},
                   nodePower, solution);
    };
    map();
    if (outcome.end == IterationEnd::Converged &&
        !(solution.maxMismatch_pu <= options.tolerance_pu)) {
        const int before = outcome.iterations;
        outcome = refine(options, stop);
        outcome.iterations += before;
        map();
    }
    hasSolution = outcome.end == IterationEnd::Converged;
    solution.status = structure->totalNodes() == 0 ? PowerStatus::NoSource : statusOf(outcome.end);
    solution.iterations = outcome.iterations;
    solution.message = messageOf(solution);
}

} // namespace hallwright::power
