#include "core/cli/matpower_power_flow.h"

#include "core/solvers/power/branch_parameters.h"
#include "core/solvers/power/disjoint_sets.h"
#include "core/solvers/power/reactive_sharing.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace hallwright::cli {
namespace {

using io::MatpowerBusType;

/// Reactive power beyond a limit that is accepted [Mvar]: MATPOWER's opf.violation.
constexpr double kLimitSlack_Mvar = 5e-6;

} // namespace

MatpowerPowerFlow::MatpowerPowerFlow(io::MatpowerCase matpowerCase, power::ReactiveLimits limits)
    : m_case(std::move(matpowerCase)), m_enforcesLimits(limits == power::ReactiveLimits::Enforced) {
    m_options.method = power::PowerMethod::Newton; // its iterations can be compared
    for (std::size_t bus = 0; bus < m_case.buses.size(); ++bus) {
        const io::MatpowerBus& row = m_case.buses[bus];
        m_startVm_pu.push_back(row.vm_pu);
        m_startVa_rad.push_back(power::degreesToRadians(row.va_deg));
        if (row.type == MatpowerBusType::Reference)
            m_references.push_back(static_cast<int>(bus));
    }
    for (const io::MatpowerGenerator& row : m_case.generators)
        if (row.inService && holdsVoltage(row.bus))
            m_startVm_pu[row.bus] = row.vg_pu;
    m_outputs.resize(m_case.generators.size());
}

bool MatpowerPowerFlow::holdsVoltage(int bus) const {
    const MatpowerBusType type = m_case.buses[bus].type;
    return type == MatpowerBusType::Generator || type == MatpowerBusType::Reference;
}

base::Diagnostics MatpowerPowerFlow::solve() {
    int iterations = 0;
    while (true) {
        if (base::Diagnostics findings = solveRound(); !findings.empty())
            return findings;
        iterations += m_solution.iterations;
        ++m_rounds;
        if (!m_solution.converged())
            break;
        findOutputs();
        if (!m_enforcesLimits || !convertViolators())
            break;
    }
    m_solution.iterations = iterations;
    if (m_enforcesLimits && isSolved())
        turnBack();
    return {};
}

base::Diagnostics MatpowerPowerFlow::solveRound() {
    m_mapped = io::toPowerProblem(m_case);
    base::Result<power::PowerNetwork> network = power::PowerNetwork::compile(m_mapped.problem);
    if (!network)
        return network.error();
    m_network = std::make_unique<power::PowerNetwork>(std::move(network).value());
    m_network->startFrom(m_startVm_pu, m_startVa_rad); // flat where a voltage is no number
    m_solution = m_network->solve(m_mapped.problem, m_options);
    return {};
}

void MatpowerPowerFlow::findOutputs() {
    for (GeneratorOutput& output : m_outputs)
        output.p_MW = output.q_Mvar = 0.0;
    for (std::size_t i = 0; i < m_mapped.generatorRows.size(); ++i) {
        GeneratorOutput& output = m_outputs[static_cast<std::size_t>(m_mapped.generatorRows[i])];
        output.p_MW = m_solution.sGenerator_MVA[i].real();
        output.q_Mvar = m_solution.sGenerator_MVA[i].imag();
    }
    findReferenceOutputs();
}

/// The first generator of a reference bus feeds what active power the others leave.
void MatpowerPowerFlow::findReferenceOutputs() {
    for (std::size_t k = 0; k < m_mapped.problem.sources.size(); ++k) {
        const int bus = m_mapped.problem.sources[k].bus;
        std::vector<int> rows;
        std::vector<power::ReactiveRange> ranges;
        double others_MW = 0.0;
        for (std::size_t i = 0; i < m_case.generators.size(); ++i) {
            const io::MatpowerGenerator& row = m_case.generators[i];
            if (!row.inService || row.bus != bus)
                continue;
            if (!rows.empty())
                others_MW += row.pg_MW;
            rows.push_back(static_cast<int>(i));
            ranges.push_back({row.qMin_Mvar, row.qMax_Mvar});
        }
        if (rows.empty())
            continue;
        const std::vector<double> shares =
            power::shareReactivePower(m_solution.sSource_MVA[k].imag(), ranges);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            m_outputs[rows[i]].p_MW = i == 0 ? m_solution.sSource_MVA[k].real() - others_MW
                                             : m_case.generators[rows[i]].pg_MW;
            m_outputs[rows[i]].q_Mvar = shares[i];
        }
    }
}

/// Puts all generators beyond a limit on it. True where the case is to be solved again.
bool MatpowerPowerFlow::convertViolators() {
    std::vector<std::pair<int, Limit>> violators;
    int atMax = 0;
    bool holdersAreAllBeyond = true;
    bool othersAreBeyond = false;
    for (std::size_t i = 0; i < m_case.generators.size(); ++i) {
        const io::MatpowerGenerator& row = m_case.generators[i];
        if (!row.inService || std::isnan(m_solution.vm_pu[row.bus]) ||
            m_outputs[i].limit != Limit::None)
            continue;
        const double q_Mvar = m_outputs[i].q_Mvar;
        const bool isOver = q_Mvar > row.qMax_Mvar + kLimitSlack_Mvar;
        const bool isBeyond = isOver || q_Mvar < row.qMin_Mvar - kLimitSlack_Mvar;
        if (holdsVoltage(row.bus))
            holdersAreAllBeyond = holdersAreAllBeyond && isBeyond;
        else
            othersAreBeyond = othersAreBeyond || isBeyond;
        if (!isBeyond)
            continue;
        atMax += isOver ? 1 : 0;
        violators.emplace_back(static_cast<int>(i), isOver ? Limit::Max : Limit::Min);
    }
    if (violators.empty())
        return false;
    const auto count = static_cast<int>(violators.size());
    if (holdersAreAllBeyond && !othersAreBeyond && (atMax == 0 || atMax == count)) {
        m_infeasible = "all " + std::to_string(count) +
                       " generators that still hold a voltage are " +
                       (atMax > 0 ? "above their upper" : "below their lower") +
                       " reactive power limits: no state keeps them";
        return false;
    }
    for (const auto& [generator, limit] : violators)
        convert(generator, limit);
    if (!replaceReferences()) {
        m_infeasible = "every generator of an island is at a reactive power limit: none is left to "
                       "hold its voltage";
        return false;
    }
    return true;
}

void MatpowerPowerFlow::convert(int generator, Limit limit) {
    const int bus = m_case.generators[generator].bus;
    m_outputs[generator].limit = limit;
    m_case.buses[bus].type = MatpowerBusType::Load;
    // Others at the bus feed what they did.
    for (std::size_t i = 0; i < m_case.generators.size(); ++i) {
        io::MatpowerGenerator& row = m_case.generators[i];
        if (row.bus != bus || !row.inService)
            continue;
        row.pg_MW = m_outputs[i].p_MW;
        row.qg_Mvar = m_outputs[i].limit == Limit::Max   ? row.qMax_Mvar
                      : m_outputs[i].limit == Limit::Min ? row.qMin_Mvar
                                                         : m_outputs[i].q_Mvar;
    }
}

std::vector<int> MatpowerPowerFlow::islandOfBus() const {
    power::DisjointSets islands(static_cast<int>(m_case.buses.size()));
    for (const io::MatpowerBranch& row : m_case.branches)
        if (row.inService && m_case.buses[row.from].type != MatpowerBusType::Isolated &&
            m_case.buses[row.to].type != MatpowerBusType::Isolated)
            islands.join(row.from, row.to);
    std::vector<int> islandOf;
    for (std::size_t bus = 0; bus < m_case.buses.size(); ++bus)
        islandOf.push_back(islands.find(static_cast<int>(bus)));
    return islandOf;
}

/// Gives each island that has lost its reference another one. False where it has none to give.
bool MatpowerPowerFlow::replaceReferences() {
    const std::vector<int> islandOf = islandOfBus();
    std::vector<char> hasReference(m_case.buses.size(), 0); // by island
    std::vector<int> firstHolder(m_case.buses.size(), -1);
    std::vector<char> hasGenerator(m_case.buses.size(), 0);
    for (const io::MatpowerGenerator& row : m_case.generators)
        if (row.inService)
            hasGenerator[row.bus] = 1;
    for (std::size_t bus = 0; bus < m_case.buses.size(); ++bus) {
        if (m_case.buses[bus].type == MatpowerBusType::Reference)
            hasReference[islandOf[bus]] = 1;
        if (m_case.buses[bus].type == MatpowerBusType::Generator && hasGenerator[bus] &&
            firstHolder[islandOf[bus]] < 0)
            firstHolder[islandOf[bus]] = static_cast<int>(bus);
    }
    for (const int reference : m_references) {
        const int island = islandOf[reference];
        if (hasReference[island])
            continue;
        if (firstHolder[island] < 0)
            return false;
        m_case.buses[firstHolder[island]].type = MatpowerBusType::Reference;
        hasReference[island] = 1;
    }
    return true;
}

/// The angles of an island count from the reference that the file named.
void MatpowerPowerFlow::turnBack() {
    const std::vector<int> islandOf = islandOfBus();
    std::vector<char> isTurned(m_case.buses.size(), 0); // by island
    for (const int reference : m_references)
        if (m_case.buses[reference].type == MatpowerBusType::Reference)
            isTurned[islandOf[reference]] = 1; // it has kept its own
    for (const int reference : m_references) {
        const int island = islandOf[reference];
        if (isTurned[island])
            continue;
        isTurned[island] = 1;
        const double turn_rad = m_startVa_rad[reference] - m_solution.va_rad[reference];
        for (std::size_t bus = 0; bus < m_case.buses.size(); ++bus)
            if (islandOf[bus] == island)
                m_solution.va_rad[bus] += turn_rad;
    }
}

} // namespace hallwright::cli
