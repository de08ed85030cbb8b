#include "core/solvers/power/case_solver.h"

#include "core/solvers/power/admittance_patch.h"
#include "core/solvers/power/energisation.h"
#include "core/solvers/power/power_network_state.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hallwright::power {
namespace {

CaseStatus caseStatus(PowerStatus status) {
    switch (status) {
    case PowerStatus::Converged:
        return CaseStatus::Converged;
    case PowerStatus::NotConverged:
        return CaseStatus::NotConverged;
    case PowerStatus::Collapsed:
        return CaseStatus::Collapsed;
    case PowerStatus::NoSource:
        return CaseStatus::NoSource;
    case PowerStatus::Cancelled:
        return CaseStatus::Cancelled;
    }
    return CaseStatus::NotConverged;
}

template <class Change>
bool namesOnce(const std::vector<Change>& changes, int Change::*row) {
    std::vector<int> rows;
    rows.reserve(changes.size());
    for (const Change& change : changes)
        rows.push_back(change.*row);
    std::sort(rows.begin(), rows.end());
    return std::adjacent_find(rows.begin(), rows.end()) == rows.end();
}

} // namespace

class CaseSolver::State {
public:
    State(const PowerNetwork& intact, const PowerProblem& base, const std::vector<char>& isBridge,
          const PowerOptions& options)
        : m_network(intact), m_base(base), m_problem(base), m_isBridge(isBridge),
          m_options(options), m_inner(*m_network.m_state), m_intact(m_inner.nodes),
          m_isWarm(m_inner.hasSolution), m_patch(m_inner.admittances, *m_inner.structure) {
        m_options.start = StartPoint::Last;
        if (m_isWarm)
            takeBase();
    }

    CaseStatus solve(const CaseChanges& changes, const std::stop_token& stop) {
        restore();
        applyValues(changes);
        if (changes.movesSwitches())
            return solveAnew(changes, stop);
        if (const CaseStatus status = applyBranches(changes); status != CaseStatus::Converged)
            return status;
        const bool isWarm = m_isWarm && !turnsFar(changes);
        m_inner.nodes = m_intact;
        m_inner.hasSolution = isWarm;
        m_inner.near.isNear = isWarm;
        m_network.solve(m_problem, m_solution, m_options, stop);
        // Other pivots than the base's would let a result depend on the cases before it.
        if (m_isWarm && m_inner.newton.factorings() != m_factorings)
            m_needsPivots = true;
        return caseStatus(m_solution.status);
    }

    PowerSolution m_solution;

private:
    /// The base with every generator free: how each case begins.
    void takeBase() {
        gatherInjections(m_base, *m_inner.structure, m_inner.injections, m_inner.controls);
        m_inner.newton.takeBase(*m_inner.structure, m_inner.admittances, m_inner.injections,
                                m_intact);
        m_factorings = m_inner.newton.factorings();
        m_needsPivots = false;
    }

    void restore() {
        if (!m_patch.isEmpty()) {
            m_patch.undo();
            m_inner.sweep.forgetFactors();
        }
        if (m_valuesChanged) {
            m_problem.loads = m_base.loads;
            m_problem.generators = m_base.generators;
            m_problem.sources = m_base.sources;
            m_valuesChanged = false;
        }
        for (const int branch : m_changedBranches)
            m_problem.branches[branch] = m_base.branches[branch];
        m_changedBranches.clear();
        if (m_needsPivots)
            takeBase();
    }

    void applyValues(const CaseChanges& changes) {
        m_valuesChanged = changes.loadFactor != 1.0 || !changes.loadFactors.empty() ||
                          !changes.loads.empty() || !changes.generators.empty() ||
                          !changes.sources.empty();
        if (changes.loadFactor != 1.0 || !changes.loadFactors.empty())
            for (std::size_t i = 0; i < m_problem.loads.size(); ++i) {
                const double factor = changes.loadFactor *
                                      (changes.loadFactors.empty() ? 1.0 : changes.loadFactors[i]);
                m_problem.loads[i].p_pu *= factor;
                m_problem.loads[i].q_pu *= factor;
            }
        for (const CaseChanges::LoadPower& change : changes.loads) {
            m_problem.loads[change.load].p_pu = change.p_pu;
            m_problem.loads[change.load].q_pu = change.q_pu;
        }
        for (const CaseChanges::GeneratorPoint& change : changes.generators) {
            Generator& generator = m_problem.generators[change.generator];
            generator.p_pu = change.p_pu;
            generator.q_pu = change.q_pu;
            generator.vSet_pu = change.vSet_pu;
        }
        for (const CaseChanges::SourceVoltage& change : changes.sources)
            m_problem.sources[change.source].vm_pu = change.vm_pu;
    }

    /// Whether a shifter turns what is behind it so far that from the base's angles Newton's method
    /// may find another state than the one in operation.
    [[nodiscard]] bool turnsFar(const CaseChanges& changes) const {
        constexpr double kFar_rad = 0.3;
        return std::any_of(changes.taps.begin(), changes.taps.end(), [&](const auto& change) {
            const double turn_rad = change.shift_rad - m_base.branches[change.branch].shift_rad;
            return std::abs(std::remainder(turn_rad, 2.0 * std::numbers::pi)) > kFar_rad;
        });
    }

    Branch& changed(int branch) {
        m_changedBranches.push_back(branch);
        return m_problem.branches[branch];
    }

    /// Taps and outages within the compiled structure.
    CaseStatus applyBranches(const CaseChanges& changes) {
        const NetworkStructure& structure = *m_inner.structure;
        for (const CaseChanges::Tap& change : changes.taps) {
            Branch& row = changed(change.branch);
            row.tap = change.tap;
            row.shift_rad = change.shift_rad;
            if (structure.branches[change.branch].from >= 0)
                m_patch.replace(change.branch, twoPort(row));
        }
        std::vector<int> out;
        for (const int branch : changes.branchesOut)
            if (structure.branches[branch].from >= 0 &&
                std::find(out.begin(), out.end(), branch) == out.end()) {
                if (m_isBridge[branch])
                    return CaseStatus::Islanded;
                out.push_back(branch);
            }
        // Together they may cut what none of them cuts alone, or the input of a converter.
        if (out.size() > 1 || (!out.empty() && !m_base.couplings.empty())) {
            for (const int branch : out)
                changed(branch).inService = false;
            const bool isCut = findEnergised(m_problem).busCount < energisedInBase();
            for (const int branch : out)
                m_problem.branches[branch].inService = true;
            if (isCut)
                return CaseStatus::Islanded;
        }
        for (const int branch : out)
            m_patch.takeOut(branch);
        m_inner.near.touched.clear();
        for (const CaseChanges::Tap& change : changes.taps)
            touch(change.branch);
        for (const int branch : out)
            touch(branch);
        if (!m_patch.isEmpty())
            m_inner.sweep.forgetFactors();
        return CaseStatus::Converged;
    }

    /// Notes the core nodes whose row of the matrix a branch has a part in; what it changes in a
    /// tree arrives where the tree hangs on the core.
    void touch(int branch) {
        const NetworkStructure& structure = *m_inner.structure;
        std::vector<int>& touched = m_inner.near.touched;
        for (int node : {structure.branches[branch].from, structure.branches[branch].to}) {
            if (node >= structure.nodeCount)
                continue;
            while (node >= structure.coreCount)
                node = structure.parent[node];
            if (node >= 0 && std::find(touched.begin(), touched.end(), node) == touched.end())
                touched.push_back(node);
        }
    }

    CaseStatus solveAnew(const CaseChanges& changes, const std::stop_token& stop) {
        PowerProblem other = m_problem;
        for (const CaseChanges::Tap& change : changes.taps) {
            other.branches[change.branch].tap = change.tap;
            other.branches[change.branch].shift_rad = change.shift_rad;
        }
        for (const int branch : changes.branchesIn)
            other.branches[branch].inService = true;
        for (const int branch : changes.branchesOut)
            other.branches[branch].inService = false;
        for (const int link : changes.linksOpened)
            other.links[link].closed = false;
        for (const int link : changes.linksClosed)
            other.links[link].closed = true;
        auto network = PowerNetwork::compile(other);
        if (!network)
            return CaseStatus::BadInput;
        const std::vector<int>& nodeOfBus = network->m_state->structure->nodeOfBus;
        for (std::size_t bus = 0; bus < nodeOfBus.size(); ++bus)
            if (nodeOfBus[bus] < 0 && m_inner.structure->nodeOfBus[bus] >= 0)
                return CaseStatus::Islanded;
        PowerOptions options = m_options;
        options.start = StartPoint::Flat;
        network->solve(other, m_solution, options, stop);
        return caseStatus(m_solution.status);
    }

    int energisedInBase() {
        if (m_energisedInBase < 0)
            m_energisedInBase = findEnergised(m_base).busCount;
        return m_energisedInBase;
    }

    PowerNetwork m_network;
    const PowerProblem& m_base;
    PowerProblem m_problem;
    const std::vector<char>& m_isBridge;
    PowerOptions m_options;
    PowerNetwork::State& m_inner;
    NodeState m_intact;
    bool m_isWarm;
    AdmittancePatch m_patch;
    std::vector<int> m_changedBranches;
    bool m_valuesChanged = false;
    bool m_needsPivots = false;
    int m_factorings = 0;
    int m_energisedInBase = -1;
};

CaseSolver::CaseSolver(const PowerNetwork& intact, const PowerProblem& base,
                       const std::vector<char>& isBridge, const PowerOptions& options)
    : m_state(std::make_unique<State>(intact, base, isBridge, options)) {}
CaseSolver::CaseSolver(CaseSolver&&) noexcept = default;
CaseSolver::~CaseSolver() = default;

CaseStatus CaseSolver::solve(const CaseChanges& changes, const std::stop_token& stop) {
    return m_state->solve(changes, stop);
}

const PowerSolution& CaseSolver::solution() const {
    return m_state->m_solution;
}

bool isValid(const CaseChanges& changes, const PowerProblem& base) {
    const auto isRow = [](int row, std::size_t rows) {
        return row >= 0 && static_cast<std::size_t>(row) < rows;
    };
    const auto areRows = [&](const std::vector<int>& list, std::size_t rows) {
        return std::all_of(list.begin(), list.end(), [&](int row) { return isRow(row, rows); });
    };
    bool good = std::isfinite(changes.loadFactor) &&
                (changes.loadFactors.empty() || changes.loadFactors.size() == base.loads.size()) &&
                areRows(changes.branchesOut, base.branches.size()) &&
                areRows(changes.branchesIn, base.branches.size()) &&
                areRows(changes.linksOpened, base.links.size()) &&
                areRows(changes.linksClosed, base.links.size());
    double sum = 0.0; // is finite where all its terms are, short of an overflow
    for (const double factor : changes.loadFactors)
        sum += std::abs(factor);
    for (const CaseChanges::LoadPower& change : changes.loads) {
        good &= isRow(change.load, base.loads.size());
        sum += std::abs(change.p_pu) + std::abs(change.q_pu);
    }
    for (const CaseChanges::GeneratorPoint& change : changes.generators) {
        good &= isRow(change.generator, base.generators.size()) && change.vSet_pu > 0.0;
        sum += std::abs(change.p_pu) + std::abs(change.q_pu) + change.vSet_pu;
    }
    for (const CaseChanges::SourceVoltage& change : changes.sources) {
        good &= isRow(change.source, base.sources.size()) && change.vm_pu > 0.0;
        sum += change.vm_pu;
    }
    for (const CaseChanges::Tap& change : changes.taps) {
        good &= isRow(change.branch, base.branches.size()) && change.tap > 0.0;
        sum += change.tap + std::abs(change.shift_rad);
    }
    return good && std::isfinite(sum) && namesOnce(changes.loads, &CaseChanges::LoadPower::load) &&
           namesOnce(changes.generators, &CaseChanges::GeneratorPoint::generator);
}

CaseResult summarise(CaseStatus status, const PowerProblem& problem,
                     const PowerSolution& solution) {
    CaseResult result;
    result.status = status;
    if (status == CaseStatus::Converged || status == CaseStatus::NotConverged ||
        status == CaseStatus::Collapsed)
        result.iterations = solution.iterations;
    if (status != CaseStatus::Converged)
        return result;
    result.maxMismatch_pu = solution.maxMismatch_pu;
    result.losses_MW = solution.losses_MW;
    for (std::size_t bus = 0; bus < solution.vm_pu.size(); ++bus) {
        const double vm = solution.vm_pu[bus];
        if (std::isnan(vm))
            continue;
        if (result.vmMinBus < 0 || vm < result.vmMin_pu) {
            result.vmMin_pu = vm;
            result.vmMinBus = static_cast<int>(bus);
        }
        if (vm > result.vmMax_pu) {
            result.vmMax_pu = vm;
            result.vmMaxBus = static_cast<int>(bus);
        }
    }
    double power2 = 0.0;
    double loading2 = 0.0;
    for (std::size_t i = 0; i < solution.sFrom_MVA.size(); ++i) {
        const double s2 =
            std::max(std::norm(solution.sFrom_MVA[i]), std::norm(solution.sTo_MVA[i]));
        if (s2 > power2) {
            power2 = s2;
            result.maxPowerBranch = static_cast<int>(i);
        }
        const double rating_MVA = problem.branches[i].rating_MVA;
        if (rating_MVA > 0.0 && s2 > loading2 * rating_MVA * rating_MVA) {
            loading2 = s2 / (rating_MVA * rating_MVA);
            result.maxLoadingBranch = static_cast<int>(i);
        }
    }
    result.maxPower_MVA = std::sqrt(power2);
    result.maxLoading = std::sqrt(loading2);
    return result;
}

} // namespace hallwright::power
