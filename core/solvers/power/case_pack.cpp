#include "core/solvers/power/case_pack.h"

#include <algorithm>
#include <array>

namespace hallwright::power {

PackFiller::PackFiller(const PowerProblem& base, const NetworkStructure& structure,
                       const SweepPlan& plan, const NodeState& start)
    : m_base(base), m_structure(structure), m_plan(plan) {
    const auto nodes = static_cast<std::size_t>(structure.nodeCount);
    m_flatOfLoad.assign(base.loads.size(), -1);
    for (std::size_t i = 0; i < base.loads.size(); ++i) {
        const Load& load = base.loads[i];
        const int node = structure.nodeOfBus[load.bus];
        if (node < 0 || structure.isSlack(node) || !load.inService)
            continue;
        m_dependsOnVoltage |= load.zip.power != 1.0;
        m_flatOfLoad[i] = static_cast<int>(m_loads.size());
        m_loads.push_back({node, static_cast<int>(i), {load.p_pu, load.q_pu}, load.zip});
    }
    m_fed.assign(nodes + 1, {});
    for (const Generator& generator : base.generators) {
        const int node = structure.nodeOfBus[generator.bus];
        if (node < 0 || structure.isSlack(node) || !generator.inService)
            continue;
        m_fed[node].re += generator.p_pu;
        m_fed[node].im += generator.q_pu;
    }
    m_start.assign(static_cast<std::size_t>(plan.voltagePlaces()), {});
    for (int node = 0; node < structure.totalNodes(); ++node)
        m_start[plan.placeOf(node)] = phasor(start.v[node]);
}

CasePack PackFiller::makePack() const {
    CasePack pack;
    pack.power.resize(m_fed.size());
    pack.current.resize(m_fed.size());
    if (m_dependsOnVoltage) {
        pack.currentShare.resize(m_fed.size());
        pack.impedanceShare.resize(m_fed.size());
    }
    pack.voltage.resize(m_start.size());
    return pack;
}

void PackFiller::fill(std::span<const CaseChanges> cases, std::span<const int> which,
                      CasePack& pack) const {
    std::array<const CaseChanges*, kLanes> lanes{};
    for (std::size_t lane = 0; lane < kLanes; ++lane)
        lanes[lane] = &cases[which[std::min(lane, which.size() - 1)]];
    for (std::size_t node = 0; node < m_fed.size(); ++node)
        pack.power[node] = {allLanes(m_fed[node].re), allLanes(m_fed[node].im)};
    std::fill(pack.currentShare.begin(), pack.currentShare.end(), Phasor<Lanes>{});
    std::fill(pack.impedanceShare.begin(), pack.impedanceShare.end(), Phasor<Lanes>{});
    fillVoltages(lanes, pack);
    fillLoads(lanes, pack);
    changeLoads(lanes, pack);
    changeGenerators(lanes, pack);
}

void PackFiller::fillVoltages(std::span<const CaseChanges* const> lanes, CasePack& pack) const {
    for (std::size_t place = 0; place < m_start.size(); ++place)
        pack.voltage[place] = {allLanes(m_start[place].re), allLanes(m_start[place].im)};
    for (std::size_t lane = 0; lane < lanes.size(); ++lane)
        for (const CaseChanges::SourceVoltage& change : lanes[lane]->sources) {
            const int slack = m_structure.slackOfSource[change.source];
            if (slack < 0)
                continue;
            const int place = m_plan.placeOf(slack);
            const double scale = change.vm_pu / m_base.sources[change.source].vm_pu;
            pack.voltage[place].re[lane] = scale * m_start[place].re;
            pack.voltage[place].im[lane] = scale * m_start[place].im;
        }
}

void PackFiller::draw(const FlatLoad& load, const Phasor<Lanes>& power, CasePack& pack) const {
    Phasor<Lanes>& constant = pack.power[load.node];
    if (!m_dependsOnVoltage) {
        constant.re -= power.re;
        constant.im -= power.im;
        return;
    }
    constant.re -= load.zip.power * power.re;
    constant.im -= load.zip.power * power.im;
    pack.currentShare[load.node].re -= load.zip.current * power.re;
    pack.currentShare[load.node].im -= load.zip.current * power.im;
    pack.impedanceShare[load.node].re -= load.zip.impedance * power.re;
    pack.impedanceShare[load.node].im -= load.zip.impedance * power.im;
}

void PackFiller::fillLoads(std::span<const CaseChanges* const> lanes, CasePack& pack) const {
    static const double kOne = 1.0;
    Lanes common{};
    std::array<const double*, kLanes> factors{};
    std::array<std::size_t, kLanes> stride{};
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
        common[lane] = lanes[lane]->loadFactor;
        const bool hasFactors = !lanes[lane]->loadFactors.empty();
        factors[lane] = hasFactors ? lanes[lane]->loadFactors.data() : &kOne;
        stride[lane] = hasFactors ? 1 : 0;
    }
    for (const FlatLoad& load : m_loads) {
        Lanes factor{};
        const auto row = static_cast<std::size_t>(load.row);
        for (std::size_t lane = 0; lane < kLanes; ++lane)
            factor[lane] = factors[lane][row * stride[lane]];
        factor *= common;
        draw(load, {load.power.re * factor, load.power.im * factor}, pack);
    }
}

void PackFiller::changeLoads(std::span<const CaseChanges* const> lanes, CasePack& pack) const {
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
        const CaseChanges& changes = *lanes[lane];
        for (const CaseChanges::LoadPower& change : changes.loads) {
            const int flat = m_flatOfLoad[change.load];
            if (flat < 0)
                continue;
            const FlatLoad& load = m_loads[flat];
            double factor = changes.loadFactor; // what is drawn already
            if (!changes.loadFactors.empty())
                factor *= changes.loadFactors[change.load];
            Phasor<Lanes> more{};
            more.re[lane] = change.p_pu - factor * load.power.re;
            more.im[lane] = change.q_pu - factor * load.power.im;
            draw(load, more, pack);
        }
    }
}

void PackFiller::changeGenerators(std::span<const CaseChanges* const> lanes, CasePack& pack) const {
    for (std::size_t lane = 0; lane < lanes.size(); ++lane) {
        for (const CaseChanges::GeneratorPoint& change : lanes[lane]->generators) {
            const Generator& generator = m_base.generators[change.generator];
            const int node = m_structure.nodeOfBus[generator.bus];
            if (node < 0 || m_structure.isSlack(node) || !generator.inService)
                continue;
            pack.power[node].re[lane] += change.p_pu - generator.p_pu;
            pack.power[node].im[lane] += change.q_pu - generator.q_pu;
        }
    }
}

} // namespace hallwright::power
