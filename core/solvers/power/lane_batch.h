#pragma once

#include "core/solvers/power/batch.h"
#include "core/solvers/power/case_pack.h"
#include "core/solvers/power/case_summary.h"

#include <span>

namespace hallwright::power {

/// Turns what sweeps leave behind into results of cases.
class CaseReader {
public:
    CaseReader(const PowerProblem& base, const NetworkStructure& structure, const SweepPlan& plan,
               const NodeState& start);

    [[nodiscard]] CaseResult result(const CaseSummary<double>& summary, int iterations,
                                    double squaredMismatch) const;
    /// Voltages of a case; at(place) gives the phasor.
    template <class At>
    [[nodiscard]] CaseVoltages voltages(At at) const {
        CaseVoltages state = emptyVoltages();
        for (std::size_t bus = 0; bus < state.vm_pu.size(); ++bus)
            if (const int node = nodeOf(bus); node >= 0)
                put(node, at(m_plan.placeOf(node)), state.vm_pu[bus], state.va_rad[bus]);
        return state;
    }

    /// Places of fixed voltages that are those of a bus.
    [[nodiscard]] const std::vector<int>& slackBusPlaces() const { return m_slackBusPlaces; }

private:
    [[nodiscard]] int busAt(double place) const;
    [[nodiscard]] int nodeOf(std::size_t bus) const { return m_structure.nodeOfBus[bus]; }
    [[nodiscard]] CaseVoltages emptyVoltages() const;
    void put(int node, const Phasor<double>& v, double& vm_pu, double& va_rad) const;

    const PowerProblem& m_base;
    const NetworkStructure& m_structure;
    const SweepPlan& m_plan;
    const NodeState& m_start;
    std::vector<int> m_slackBusPlaces;
};

/// Most sweeps of a case; what needs more is better off with Newton.
constexpr int kMostSweeps = 25;

/// Sweeps the cases `which` on the calling thread, kLanes at a time. Cases that do not settle keep
/// the status NotConverged.
void sweepInLanes(const PackFiller& filler, const CaseReader& reader, const SweepPlan& plan,
                  std::span<const CaseChanges> cases, std::span<const int> which,
                  const BatchOptions& options, const std::stop_token& stop, BatchResult& result);

} // namespace hallwright::power
