#include "core/solvers/power/lane_batch.h"

#include "core/solvers/power/sweep_passes.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hallwright::power {
namespace {

CaseSummary<double> laneOf(const CaseSummary<Lanes>& s, int lane) {
    return {s.least2[lane],
            s.leastPlace[lane],
            s.greatest2[lane],
            s.greatestPlace[lane],
            {s.losses.re[lane], s.losses.im[lane]},
            s.power2[lane],
            s.powerBranch[lane],
            s.loading2[lane],
            s.loadingBranch[lane]};
}

} // namespace

CaseReader::CaseReader(const PowerProblem& base, const NetworkStructure& structure,
                       const SweepPlan& plan, const NodeState& start)
    : m_base(base), m_structure(structure), m_plan(plan), m_start(start) {
    for (int node = structure.nodeCount; node < structure.totalNodes(); ++node)
        if (structure.busOfNode[node] >= 0)
            m_slackBusPlaces.push_back(plan.placeOf(node));
}

int CaseReader::busAt(double place) const {
    const int at = static_cast<int>(place);
    return m_structure.busOfNode[at < m_structure.nodeCount ? at : at - 1];
}

CaseResult CaseReader::result(const CaseSummary<double>& summary, int iterations,
                              double squaredMismatch) const {
    CaseResult result;
    result.status = CaseStatus::Converged;
    result.iterations = iterations;
    result.maxMismatch_pu = std::sqrt(squaredMismatch);
    result.vmMin_pu = std::sqrt(summary.least2);
    result.vmMinBus = busAt(summary.leastPlace);
    result.vmMax_pu = std::sqrt(summary.greatest2);
    result.vmMaxBus = busAt(summary.greatestPlace);
    result.losses_MW = m_base.base_MVA * summary.losses.re;
    const std::vector<int>& rows = m_plan.rowOfBranch();
    if (summary.power2 > 0.0) {
        result.maxPower_MVA = m_base.base_MVA * std::sqrt(summary.power2);
        result.maxPowerBranch = rows[static_cast<std::size_t>(summary.powerBranch)];
    }
    if (summary.loading2 > 0.0) {
        result.maxLoading = std::sqrt(summary.loading2);
        result.maxLoadingBranch = rows[static_cast<std::size_t>(summary.loadingBranch)];
    }
    return result;
}

CaseVoltages CaseReader::emptyVoltages() const {
    constexpr double kNotANumber = std::numeric_limits<double>::quiet_NaN();
    CaseVoltages state;
    state.vm_pu.resize(m_base.buses.size(), kNotANumber);
    state.va_rad.resize(m_base.buses.size(), kNotANumber);
    return state;
}

void CaseReader::put(int node, const Phasor<double>& value, double& vm_pu, double& va_rad) const {
    const Complex v(value.re, value.im);
    vm_pu = std::sqrt(squaredMagnitude(v));
    va_rad = m_start.theta_rad[node] + smallAngle(timesConjugate(v, m_start.v[node]));
}

namespace {

template <bool dependsOnVoltage>
int sweepPack(const SweepView& view, CasePack& pack, double tolerance_pu, Lanes& worst) {
    using Array = PackedArray<Lanes>;
    const SweepArrays<Array> arrays{{pack.power.data()},
                                    {dependsOnVoltage ? pack.currentShare.data() : nullptr},
                                    {dependsOnVoltage ? pack.impedanceShare.data() : nullptr},
                                    {pack.voltage.data()},
                                    {pack.current.data()}};
    return SweepPasses<Lanes, Array, dependsOnVoltage>(view, arrays)
        .sweepAll(kSweepMargin * kSweepMargin * tolerance_pu * tolerance_pu, kMostSweeps, worst);
}

} // namespace

void sweepInLanes(const PackFiller& filler, const CaseReader& reader, const SweepPlan& plan,
                  std::span<const CaseChanges> cases, std::span<const int> which,
                  const BatchOptions& options, const std::stop_token& stop, BatchResult& result) {
    const SweepView view = plan.view();
    CasePack pack = filler.makePack();
    const double accepted = options.tolerance_pu * options.tolerance_pu;
    const auto& slackBuses = reader.slackBusPlaces();
    for (std::size_t first = 0; first < which.size() && !stop.stop_requested(); first += kLanes) {
        const auto lanes =
            which.subspan(first, std::min<std::size_t>(kLanes, which.size() - first));
        filler.fill(cases, lanes, pack);
        Lanes worst{};
        const int iterations = filler.dependsOnVoltage()
                                   ? sweepPack<true>(view, pack, options.tolerance_pu, worst)
                                   : sweepPack<false>(view, pack, options.tolerance_pu, worst);
        const CaseSummary<Lanes> summary =
            summarise<Lanes>(view, PackedArray<Lanes>{pack.voltage.data()}, slackBuses.data(),
                             static_cast<int>(slackBuses.size()));
        for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
            CaseResult& out = result.cases[lanes[lane]];
            const int at = static_cast<int>(lane);
            out.status = CaseStatus::NotConverged;
            // A lane that has run away may have lost its NaN in the maximum; its losses have not.
            if (!(worst[at] <= accepted) || !std::isfinite(summary.losses.re[at]))
                continue;
            out = reader.result(laneOf(summary, at), iterations, worst[at]);
            if (options.states == CaseStates::Kept)
                result.states[lanes[lane]] = reader.voltages([&](int place) {
                    return Phasor<double>{pack.voltage[place].re[at], pack.voltage[place].im[at]};
                });
        }
    }
}

} // namespace hallwright::power
