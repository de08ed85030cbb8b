#include "core/solvers/power/cuda_batch.h"

#include "core/compute/cuda_session.h"
#include "core/compute/parallel_chunks.h"
#include "core/solvers/power/batch_kernel.h"

#include <algorithm>
#include <cmath>

namespace hallwright::kernels {

compute::KernelImage powerBatchSweep();

} // namespace hallwright::kernels

namespace hallwright::power {
namespace {

using compute::CudaBuffer;
using compute::CudaModule;
using compute::CudaSession;

/// Values of some cases side by side, [place][case], on the host.
class Staging {
public:
    Staging(std::size_t places, int cases)
        : m_cases(static_cast<std::size_t>(cases)), m_values(places * m_cases) {}

    /// Puts a pack's lanes to the cases from `first` on.
    void put(const std::vector<Phasor<Lanes>>& pack, std::size_t firstPlace, int first, int lanes) {
        const std::size_t places = m_values.size() / std::max<std::size_t>(m_cases, 1);
        for (std::size_t place = 0; place < places; ++place)
            for (int lane = 0; lane < lanes; ++lane)
                m_values[place * m_cases + static_cast<std::size_t>(first + lane)] = {
                    pack[firstPlace + place].re[lane], pack[firstPlace + place].im[lane]};
    }
    [[nodiscard]] const std::vector<Phasor<double>>& values() const { return m_values; }
    [[nodiscard]] std::vector<Phasor<double>>& values() { return m_values; }

private:
    std::size_t m_cases;
    std::vector<Phasor<double>> m_values;
};

/// The plan's arrays on the device.
class DevicePlan {
public:
    DevicePlan(CudaSession& session, const SweepView& host, const CaseReader& reader)
        : m_parent(copied(session, host.parent, host.nodeCount)),
          m_factors(copied(session, host.factors, host.nodeCount)),
          m_blocks(copied(session, host.blocks, host.blockCount)),
          m_trunk(copied(session, host.trunk, host.trunkCount)),
          m_slackNode(copied(session, host.slackNode, host.slackEdgeCount)),
          m_slackPlace(copied(session, host.slackPlace, host.slackEdgeCount)),
          m_slack(copied(session, host.slack, host.slackEdgeCount)),
          m_pivots(copied(session, host.pivots, host.coreCount)),
          m_entries(copied(session, host.entries,
                           host.coreCount > 0 ? host.pivots[host.coreCount - 1].last : 0)),
          m_branches(copied(session, host.branches, host.branchCount)),
          m_busPlaces(CudaBuffer::of(session, reader.slackBusPlaces())), m_view(host) {
        m_view.parent = m_parent.as<const int>();
        m_view.factors = m_factors.as<const SweepFactors>();
        m_view.blocks = m_blocks.as<const NodeBlock>();
        m_view.trunk = m_trunk.as<const int>();
        m_view.slackNode = m_slackNode.as<const int>();
        m_view.slackPlace = m_slackPlace.as<const int>();
        m_view.slack = m_slack.as<const Phasor<double>>();
        m_view.pivots = m_pivots.as<const CorePivot>();
        m_view.entries = m_entries.as<const CoreEntry>();
        m_view.branches = m_branches.as<const SweepBranch>();
    }
    [[nodiscard]] const SweepView& view() const { return m_view; }
    [[nodiscard]] const int* busPlaces() const { return m_busPlaces.as<const int>(); }

private:
    template <class Value>
    static CudaBuffer copied(CudaSession& session, const Value* values, int count) {
        const std::size_t bytes = static_cast<std::size_t>(count) * sizeof(Value);
        CudaBuffer buffer(session, bytes);
        buffer.upload(values, bytes);
        return buffer;
    }

    CudaBuffer m_parent, m_factors, m_blocks, m_trunk, m_slackNode, m_slackPlace, m_slack, m_pivots,
        m_entries, m_branches, m_busPlaces;
    SweepView m_view;
};

/// Results of a part of a batch on the host.
struct Outcome {
    std::vector<CaseSummary<double>> summaries;
    std::vector<double> mismatch2;
    std::vector<int> iterations;
    std::vector<Phasor<double>> voltage; ///< [place][case]; empty where states are dropped
};

class CudaSweeper {
public:
    CudaSweeper(const PackFiller& filler, const CaseReader& reader, const SweepPlan& plan,
                const NetworkStructure& structure, const BatchOptions& options)
        : m_filler(filler), m_reader(reader), m_plan(plan), m_structure(structure),
          m_options(options), m_module(m_session, kernels::powerBatchSweep()),
          m_devicePlan(m_session, plan.view(), reader) {}

    [[nodiscard]] const std::string& error() const { return m_session.error(); }
    [[nodiscard]] const std::string& deviceName() const { return m_session.deviceName(); }

    /// Cases that find room on the device at the same time.
    [[nodiscard]] int capacity(std::size_t wanted) {
        const std::size_t arrays = m_filler.dependsOnVoltage() ? 5 : 3;
        const std::size_t perCase = arrays * sizeof(Phasor<double>) *
                                        (static_cast<std::size_t>(m_plan.voltagePlaces()) + 1) +
                                    sizeof(CaseSummary<double>) + 64;
        const std::size_t room = m_session.freeMemory_bytes() / 10 * 8 / perCase;
        return static_cast<int>(std::min({wanted, room, std::size_t{1} << 20}));
    }

    Outcome sweep(std::span<const CaseChanges> cases, std::span<const int> which) {
        const int count = static_cast<int>(which.size());
        const auto nodes = static_cast<std::size_t>(m_structure.nodeCount) + 1;
        const auto places = static_cast<std::size_t>(m_plan.voltagePlaces());
        const auto slacks = static_cast<std::size_t>(m_structure.slackCount);
        const bool hasShares = m_filler.dependsOnVoltage();
        Staging power(nodes, count);
        Staging currentShare(hasShares ? nodes : 0, count);
        Staging impedanceShare(hasShares ? nodes : 0, count);
        Staging slack(slacks, count);
        std::vector<Phasor<double>> start(nodes);
        const int packs = (count + kLanes - 1) / kLanes;
        compute::parallelChunks(packs, 1, [&](int begin, int end) {
            CasePack pack = m_filler.makePack();
            for (int k = begin; k < end; ++k) {
                const int first = k * kLanes;
                const int lanes = std::min(kLanes, count - first);
                m_filler.fill(
                    cases,
                    which.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(lanes)),
                    pack);
                power.put(pack.power, 0, first, lanes);
                if (hasShares) {
                    currentShare.put(pack.currentShare, 0, first, lanes);
                    impedanceShare.put(pack.impedanceShare, 0, first, lanes);
                }
                slack.put(pack.voltage, nodes, first, lanes);
                if (k == 0)
                    for (std::size_t node = 0; node < nodes; ++node)
                        start[node] = {pack.voltage[node].re[0], pack.voltage[node].im[0]};
            }
        });
        const CudaBuffer deviceStart = CudaBuffer::of(m_session, start);
        const CudaBuffer deviceSlack = CudaBuffer::of(m_session, slack.values());
        const CudaBuffer devicePower = CudaBuffer::of(m_session, power.values());
        const CudaBuffer deviceCurrentShare = CudaBuffer::of(m_session, currentShare.values());
        const CudaBuffer deviceImpedanceShare = CudaBuffer::of(m_session, impedanceShare.values());
        const auto casesCount = static_cast<std::size_t>(count);
        const CudaBuffer voltage(m_session, places * casesCount * sizeof(Phasor<double>));
        const CudaBuffer current(m_session, nodes * casesCount * sizeof(Phasor<double>));
        const CudaBuffer summaries(m_session, casesCount * sizeof(CaseSummary<double>));
        const CudaBuffer mismatch2(m_session, casesCount * sizeof(double));
        const CudaBuffer iterations(m_session, casesCount * sizeof(int));

        BatchKernelArguments arguments;
        arguments.plan = m_devicePlan.view();
        arguments.busPlaces = m_devicePlan.busPlaces();
        arguments.busPlaceCount = static_cast<int>(m_reader.slackBusPlaces().size());
        arguments.cases = count;
        arguments.slackCount = static_cast<int>(slacks);
        arguments.maxIterations = kMostSweeps;
        arguments.enough =
            kSweepMargin * kSweepMargin * m_options.tolerance_pu * m_options.tolerance_pu;
        arguments.start = deviceStart.as<const Phasor<double>>();
        arguments.slack = deviceSlack.as<const Phasor<double>>();
        arguments.power = devicePower.as<Phasor<double>>();
        if (hasShares) {
            arguments.currentShare = deviceCurrentShare.as<Phasor<double>>();
            arguments.impedanceShare = deviceImpedanceShare.as<Phasor<double>>();
        }
        arguments.voltage = voltage.as<Phasor<double>>();
        arguments.current = current.as<Phasor<double>>();
        arguments.summaries = summaries.as<CaseSummary<double>>();
        arguments.mismatch2 = mismatch2.as<double>();
        arguments.iterations = iterations.as<int>();
        const int parts = std::clamp(arguments.plan.blockCount, 1, kMostPartsOfCase);
        const int blocks = (count + kCasesPerCudaBlock - 1) / kCasesPerCudaBlock;
        m_module.launch(hasShares ? "sweepZip" : "sweepConstantPower",
                        static_cast<unsigned>(blocks), kCasesPerCudaBlock,
                        static_cast<unsigned>(parts), arguments);

        Outcome outcome;
        outcome.summaries.resize(casesCount);
        outcome.mismatch2.resize(casesCount);
        outcome.iterations.resize(casesCount);
        summaries.download(outcome.summaries.data(), casesCount * sizeof(CaseSummary<double>));
        mismatch2.download(outcome.mismatch2.data(), casesCount * sizeof(double));
        iterations.download(outcome.iterations.data(), casesCount * sizeof(int));
        if (m_options.states == CaseStates::Kept) {
            outcome.voltage.resize(places * casesCount);
            voltage.download(outcome.voltage.data(),
                             outcome.voltage.size() * sizeof(Phasor<double>));
        }
        m_session.synchronize();
        return outcome;
    }

private:
    const PackFiller& m_filler;
    const CaseReader& m_reader;
    const SweepPlan& m_plan;
    const NetworkStructure& m_structure;
    const BatchOptions& m_options;
    CudaSession m_session;
    CudaModule m_module;
    DevicePlan m_devicePlan;
};

} // namespace

std::string sweepOnCuda(const PackFiller& filler, const CaseReader& reader, const SweepPlan& plan,
                        const NetworkStructure& structure, std::span<const CaseChanges> cases,
                        std::span<const int> which, const BatchOptions& options,
                        const std::stop_token& stop, BatchResult& result) {
    CudaSweeper sweeper(filler, reader, plan, structure, options);
    const int capacity = sweeper.capacity(which.size());
    if (!sweeper.error().empty())
        return sweeper.error();
    if (capacity < 1)
        return "a case of this network does not fit into the memory of the CUDA device";
    BatchResult onDevice = result; // taken over as a whole, or not at all
    const double accepted = options.tolerance_pu * options.tolerance_pu;
    for (std::size_t first = 0; first < which.size() && !stop.stop_requested();
         first += static_cast<std::size_t>(capacity)) {
        const auto some = which.subspan(
            first, std::min<std::size_t>(static_cast<std::size_t>(capacity), which.size() - first));
        const Outcome outcome = sweeper.sweep(cases, some);
        if (!sweeper.error().empty())
            return sweeper.error();
        for (std::size_t k = 0; k < some.size(); ++k) {
            CaseResult& out = onDevice.cases[some[k]];
            out.status = CaseStatus::NotConverged;
            if (!(outcome.mismatch2[k] <= accepted) ||
                !std::isfinite(outcome.summaries[k].losses.re))
                continue;
            out = reader.result(outcome.summaries[k], outcome.iterations[k], outcome.mismatch2[k]);
            if (!outcome.voltage.empty())
                onDevice.states[some[k]] = reader.voltages([&](int place) {
                    return outcome.voltage[static_cast<std::size_t>(place) * some.size() + k];
                });
        }
    }
    onDevice.device = sweeper.deviceName();
    result = std::move(onDevice);
    return {};
}

} // namespace hallwright::power
