#include "core/solvers/power/batch.h"

#include "core/compute/parallel_chunks.h"
#include "core/solvers/power/bridges.h"
#include "core/solvers/power/case_solver.h"
#include "core/solvers/power/cuda_batch.h"
#include "core/solvers/power/lane_batch.h"
#include "core/solvers/power/power_network_state.h"

#include <algorithm>

namespace hallwright::power {
namespace {

/// Solvers of single cases copy the network once for each chunk.
constexpr int kCasesPerChunk = 4;

} // namespace

const char* toString(CaseStatus status) {
    switch (status) {
    case CaseStatus::Converged:
        return "converged";
    case CaseStatus::Islanded:
        return "islanded";
    case CaseStatus::NotConverged:
        return "not converged";
    case CaseStatus::Collapsed:
        return "voltage collapse";
    case CaseStatus::NoSource:
        return "no source";
    case CaseStatus::BadInput:
        return "bad input";
    case CaseStatus::Cancelled:
        return "cancelled";
    }
    return "unknown";
}

/// One batch on its way.
class BatchSolver {
public:
    BatchSolver(PowerNetwork network, const PowerProblem& base, std::span<const CaseChanges> cases,
                const BatchOptions& options, const std::stop_token& stop)
        : m_network(std::move(network)), m_base(base), m_cases(cases), m_options(options),
          m_stop(stop) {}

    BatchResult run() {
        m_result.device = "cpu";
        m_result.cases.resize(m_cases.size());
        if (m_options.states == CaseStates::Kept)
            m_result.states.resize(m_cases.size());
        PowerOptions options;
        options.tolerance_pu = m_options.tolerance_pu;
        options.maxIterations = m_options.maxIterations;
        options.reactiveLimits = m_options.reactiveLimits;
        const bool isSolved = m_network.solve(m_base, options, m_stop).converged();
        std::vector<int> swept;
        std::vector<int> single;
        const PowerNetwork::State& state = *m_network.m_state;
        SweepPlan plan;
        const bool canSweep = isSolved && m_base.couplings.empty() &&
                              !state.injections.anyHoldsVoltage &&
                              plan.make(*state.structure, state.admittances);
        for (std::size_t i = 0; i < m_cases.size(); ++i) {
            if (!isValid(m_cases[i], m_base))
                m_result.cases[i].status = CaseStatus::BadInput;
            else if (canSweep && !m_cases[i].changesBranches())
                swept.push_back(static_cast<int>(i));
            else
                single.push_back(static_cast<int>(i));
        }
        if (!swept.empty()) {
            plan.addBranches(m_base, *state.structure, state.admittances);
            sweep(plan, swept);
            for (const int i : swept)
                if (m_result.cases[i].status == CaseStatus::NotConverged)
                    single.push_back(i);
                else
                    m_result.swept += m_result.cases[i].converged() ? 1 : 0;
            std::sort(single.begin(), single.end());
        }
        if (m_options.device == BatchDevice::Cuda && swept.empty() && !single.empty())
            m_result.message = "these cases go through Newton's method, which runs on the CPU";
        solveSingly(single, options);
        return std::move(m_result);
    }

private:
    void forChunks(int count, int grain, const auto& body) const {
        compute::parallelChunks(count, m_options.threads == 1 ? std::max(count, 1) : grain, body);
    }

    void sweep(const SweepPlan& plan, const std::vector<int>& swept) {
        const PowerNetwork::State& state = *m_network.m_state;
        const PackFiller filler(m_base, *state.structure, plan, state.nodes);
        const CaseReader reader(m_base, *state.structure, plan, state.nodes);
        const int count = static_cast<int>(swept.size());
        const bool wantsCuda = m_options.device == BatchDevice::Cuda ||
                               (m_options.device == BatchDevice::Auto && count >= kCasesForCuda);
        if (wantsCuda) {
            const std::string problem = sweepOnCuda(filler, reader, plan, *state.structure, m_cases,
                                                    swept, m_options, m_stop, m_result);
            if (problem.empty())
                return;
            if (m_options.device == BatchDevice::Cuda)
                m_result.message = problem + "; the batch runs on the CPU";
        }
        const int packs = (count + kLanes - 1) / kLanes;
        forChunks(packs, 1, [&](int begin, int end) {
            const int first = begin * kLanes;
            const int last = std::min(count, end * kLanes);
            sweepInLanes(filler, reader, plan, m_cases,
                         std::span(swept).subspan(static_cast<std::size_t>(first),
                                                  static_cast<std::size_t>(last - first)),
                         m_options, m_stop, m_result);
        });
    }

    void solveSingly(const std::vector<int>& which, const PowerOptions& options) {
        if (which.empty())
            return;
        const std::vector<char> isBridge = findBridges(m_base);
        forChunks(static_cast<int>(which.size()), kCasesPerChunk, [&](int begin, int end) {
            CaseSolver solver(m_network, m_base, isBridge, options);
            for (int k = begin; k < end && !m_stop.stop_requested(); ++k) {
                const int i = which[k];
                const CaseStatus status = solver.solve(m_cases[i], m_stop);
                m_result.cases[i] = summarise(status, m_base, solver.solution());
                if (status == CaseStatus::Converged && m_options.states == CaseStates::Kept)
                    m_result.states[i] = {solver.solution().vm_pu, solver.solution().va_rad};
            }
        });
    }

    PowerNetwork m_network;
    const PowerProblem& m_base;
    std::span<const CaseChanges> m_cases;
    BatchOptions m_options;
    std::stop_token m_stop;
    BatchResult m_result;
};

base::Result<BatchResult> solveBatch(const PowerProblem& base, std::span<const CaseChanges> cases,
                                     const BatchOptions& options, std::stop_token stop) {
    auto network = PowerNetwork::compile(base);
    if (!network)
        return network.error();
    return BatchSolver(std::move(network).value(), base, cases, options, stop).run();
}

} // namespace hallwright::power
