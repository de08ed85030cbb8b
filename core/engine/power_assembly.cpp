#include "core/engine/power_assembly.h"

#include "core/solvers/power/disjoint_sets.h"

#include <algorithm>
#include <cmath>

namespace hallwright::engine {

namespace {

constexpr double kWattsPerPu = kBase_MVA * 1e6;
/// Voltage that on-load tap changers hold at the medium-voltage bars [pu]: a little high, as is
/// usual, to make up for the drop on the way to the racks.
constexpr double kTapTarget_pu = 1.02;
constexpr double kMismatch_pu = 1e-10; ///< 0.01 W on the base

double reactiveShare(double powerFactor) {
    return std::sqrt(1.0 / (powerFactor * powerFactor) - 1.0);
}

bool sameValues(const power::Branch& a, const power::Branch& b) {
    return a.from == b.from && a.to == b.to && a.r_pu == b.r_pu && a.x_pu == b.x_pu &&
           a.g_pu == b.g_pu && a.b_pu == b.b_pu && a.tap == b.tap && a.inService == b.inService;
}

std::vector<bool> servicesOf(const CampusIndex& index, model::HallId hall,
                             const ServiceState& service) {
    std::vector<bool> works;
    for (const auto* unit : index.equipmentOf(model::entity(hall)))
        works.push_back(service.works(*unit));
    return works;
}

/// UPS units of a board that give `output_W` together.
PowerAssembly::UpsState upsAt(const HallPower::Board& board, double output_W) {
    PowerAssembly::UpsState state;
    state.output_W = output_W;
    const double rating_W =
        std::max(1.0, board.upsType->power_W) * static_cast<double>(board.upsUnits.size());
    state.loading = output_W / rating_W;
    const double efficiency = catalog::interpolate(board.upsType->efficiency, state.loading, 1.0);
    state.loss_W = output_W * (1.0 / std::max(0.5, efficiency) - 1.0);
    return state;
}

} // namespace

void PowerAssembly::assemble(const CampusIndex& index, const catalog::Catalog& catalog,
                             const std::map<model::HallId, CachedInterior>& interiors,
                             const model::Scenario& scenario) {
    const ServiceState service(scenario);
    auto trunk = buildTrunkPower(index, catalog, service);
    const bool trunkChanged =
        !std::equal(trunk.branches.begin(), trunk.branches.end(), m_trunk.branches.begin(),
                    m_trunk.branches.end(), sameValues);
    m_branchesMoved |= trunkChanged;
    m_trunk = std::move(trunk);
    m_rebuilt.clear();
    m_halls.clear();
    for (const auto& [hall, interior] : interiors)
        rebuildHall(index, catalog, interior, service, m_trunk.intakes.at(hall));
    std::erase_if(m_cache, [&](const auto& entry) { return !interiors.contains(entry.first); });
    join();
    findLive();
    shareRackLoads(index, scenario);
    double rebuilt_W = 0.0;
    for (const auto& part : m_halls)
        if (std::find(m_rebuilt.begin(), m_rebuilt.end(), part.hall) != m_rebuilt.end())
            for (const double demand_W : part.boardDemand_W)
                rebuilt_W += demand_W;
    const bool isRecompiled = compileIfChanged();
    keepOrResetTaps(trunkChanged || isRecompiled, rebuilt_W);
    m_hasSolution = false;
}

void PowerAssembly::rebuildHall(const CampusIndex& index, const catalog::Catalog& catalog,
                                const CachedInterior& interior, const ServiceState& service,
                                std::array<int, 2> intake) {
    const auto hall = interior.interior->hall;
    const std::array<double, 2> intake_V{
        m_trunk.busInfo[static_cast<std::size_t>(intake[0])].nominal_V,
        m_trunk.busInfo[static_cast<std::size_t>(intake[1])].nominal_V};
    auto services = servicesOf(index, hall, service);
    auto& cached = m_cache[hall];
    if (!cached.power || cached.version != interior.version || cached.services != services ||
        cached.intake_V != intake_V) {
        cached = {interior.version,
                  std::move(services),
                  intake_V,
                  std::make_shared<const HallPower>(
                      buildHallPower(index, catalog, *interior.interior, service, intake_V)),
                  {}};
        cached.upsGain.assign(cached.power->boards.size(), 1.0);
        m_rebuilt.push_back(hall);
        m_branchesMoved = true;
    }
    auto& part = m_halls.emplace_back();
    part.hall = hall;
    part.power = cached.power;
    part.intake = intake;
}

void PowerAssembly::join() {
    m_problem.base_MVA = kBase_MVA;
    m_problem.buses = m_trunk.buses;
    m_problem.branches = m_trunk.branches;
    m_problem.links = m_trunk.links;
    m_problem.loads = m_trunk.loads;
    m_problem.sources = m_trunk.sources;
    for (auto& part : m_halls) {
        const HallPower& hall = *part.power;
        part.firstBus = static_cast<int>(m_problem.buses.size());
        part.firstBranch = static_cast<int>(m_problem.branches.size());
        part.firstLoad = static_cast<int>(m_problem.loads.size());
        part.firstSource = static_cast<int>(m_problem.sources.size());
        m_problem.buses.insert(m_problem.buses.end(), hall.buses.begin(), hall.buses.end());
        for (auto branch : hall.branches) {
            branch.from = part.bus(branch.from);
            branch.to = part.bus(branch.to);
            m_problem.branches.push_back(branch);
        }
        for (auto load : hall.loads) {
            load.bus = part.bus(load.bus);
            m_problem.loads.push_back(load);
        }
        for (auto source : hall.sources) {
            source.bus = part.bus(source.bus);
            m_problem.sources.push_back(source);
        }
    }
}

void PowerAssembly::findLive() {
    power::DisjointSets sets(static_cast<int>(m_problem.buses.size()));
    for (const auto& branch : m_problem.branches)
        if (branch.inService)
            sets.join(branch.from, branch.to);
    for (const auto& link : m_problem.links)
        if (link.closed)
            sets.join(link.from, link.to);
    std::vector<bool> liveSet(m_problem.buses.size(), false);
    for (std::size_t i = 0; i < m_trunk.sources.size(); ++i)
        if (m_problem.sources[i].inService)
            liveSet[static_cast<std::size_t>(sets.find(m_problem.sources[i].bus))] = true;
    // A UPS output lives while its input does: its battery bridges minutes, not a steady state.
    for (const auto& part : m_halls)
        for (const auto& board : part.power->boards) {
            if (board.upsSource < 0)
                continue;
            auto& source =
                m_problem.sources[static_cast<std::size_t>(part.firstSource + board.upsSource)];
            const int input = sets.find(part.bus(board.bus));
            source.inService = liveSet[static_cast<std::size_t>(input)] && !board.upsUnits.empty();
            if (source.inService)
                liveSet[static_cast<std::size_t>(sets.find(source.bus))] = true;
        }
    m_live.assign(m_problem.buses.size(), false);
    for (int bus = 0; bus < static_cast<int>(m_problem.buses.size()); ++bus)
        m_live[static_cast<std::size_t>(bus)] = liveSet[static_cast<std::size_t>(sets.find(bus))];
}

void PowerAssembly::setLoad(int row, double p_W, double powerFactor) {
    auto& load = m_problem.loads[static_cast<std::size_t>(row)];
    load.p_pu = p_W / kWattsPerPu;
    load.q_pu = load.p_pu * reactiveShare(powerFactor);
}

void PowerAssembly::shareRackLoads(const CampusIndex& index, const model::Scenario& scenario) {
    m_isRackLoad.assign(m_problem.loads.size(), false);
    for (auto& part : m_halls) {
        part.boardDemand_W.assign(part.power->boards.size(), 0.0);
        part.rackLoad_W.assign(part.power->racks.size(), 0.0);
        const auto racks = index.racksOf(part.hall); // ascending ids, as power->racks
        for (std::size_t i = 0; i < part.power->racks.size(); ++i) {
            const auto& feeds = part.power->racks[i];
            int live = 0;
            for (std::size_t side = 0; side < 2; ++side)
                live += feeds.load[side] >= 0 && isLive(part.bus(feeds.bus[side]));
            const double share_W =
                live > 0 ? racks[i]->itLoad_W * scenario.itLoadFraction / live : 0.0;
            for (std::size_t side = 0; side < 2; ++side) {
                if (feeds.load[side] < 0 || !isLive(part.bus(feeds.bus[side])))
                    continue;
                setLoad(part.firstLoad + feeds.load[side], share_W, kRackPowerFactor);
                m_isRackLoad[static_cast<std::size_t>(part.firstLoad + feeds.load[side])] = true;
                part.rackLoad_W[i] += share_W;
                part.boardDemand_W[static_cast<std::size_t>(feeds.board[side])] += share_W;
            }
        }
    }
}

bool PowerAssembly::compileIfChanged() {
    if (m_network && m_network->isCompiledFrom(m_problem))
        return false;
    m_network.reset();
    m_fault.clear();
    auto compiled = power::PowerNetwork::compile(m_problem);
    if (compiled)
        m_network.emplace(std::move(compiled).value());
    else
        m_fault = compiled.error().empty() ? "The network can't be compiled."
                                           : compiled.error().front().text();
    m_branchesMoved = false;
    return true;
}

/// A bar's voltage moves by less than half of what the load behind it changes, as a share of the
/// smallest transformer: short-circuit voltages are below 20 %. What a rebuilt hall changes in
/// impedance counts as 1 % of its load.
void PowerAssembly::keepOrResetTaps(bool trunkChanged, double rebuilt_W) {
    double smallest_VA = 1e12;
    for (const auto& row : m_trunk.transformers)
        smallest_VA = std::min(smallest_VA, row.type->rating_VA);
    double changed_pu = 0.01 * rebuilt_W / kWattsPerPu;
    const bool isSameSize = m_tapLoads_pu.size() == m_problem.loads.size() &&
                            m_tapsSet.size() == m_trunk.transformers.size();
    // Cooling and UPS loads are set later; racks' loads decide here.
    for (std::size_t i = 0; i < m_problem.loads.size() && isSameSize; ++i)
        if (m_isRackLoad[i] || m_tapLoads_pu[i] != 0.0)
            changed_pu += std::abs(m_problem.loads[i].p_pu - m_tapLoads_pu[i]);
    m_keepsTaps = !trunkChanged && isSameSize && smallest_VA < 1e12 &&
                  0.5 * changed_pu * kWattsPerPu / smallest_VA < m_tapMargin_pu;
    if (!m_keepsTaps) {
        m_branchesMoved |=
            std::any_of(m_taps.begin(), m_taps.end(), [](int tap) { return tap != 0; });
        m_taps.assign(m_trunk.transformers.size(), 0);
        m_tapLoads_pu.clear();
        return;
    }
    m_taps = m_tapsSet;
    for (std::size_t i = 0; i < m_taps.size(); ++i)
        if (m_taps[i] != 0)
            m_problem.branches[static_cast<std::size_t>(m_trunk.transformers[i].branch)] =
                tappedRow(m_trunk.transformers[i], m_taps[i]);
}

void PowerAssembly::forgetTaps() {
    m_tapsSet.clear();
    m_tapLoads_pu.clear();
}

power::Branch PowerAssembly::tappedRow(const TrunkPower::TransformerRow& row, int tap) const {
    auto branch =
        transformerRow(*row.type, row.highBus, row.lowBus,
                       m_trunk.busInfo[static_cast<std::size_t>(row.highBus)].nominal_V,
                       m_trunk.busInfo[static_cast<std::size_t>(row.lowBus)].nominal_V, tap);
    branch.inService = m_problem.branches[static_cast<std::size_t>(row.branch)].inService;
    return branch;
}

bool PowerAssembly::setTaps() {
    bool hasMoved = false;
    if (!m_solution.converged())
        return false; // no voltages to go by
    m_tapMargin_pu = 1.0;
    for (std::size_t i = 0; i < m_taps.size(); ++i) {
        const auto& row = m_trunk.transformers[i];
        if (row.type->tapStep <= 0.0 || row.type->tapRange <= 0.0 || !isLive(row.lowBus))
            continue;
        const double voltage_pu = m_solution.vm_pu[static_cast<std::size_t>(row.lowBus)];
        const double limit = std::floor(row.type->tapRange / row.type->tapStep + 1e-9);
        const double wanted = (voltage_pu / kTapTarget_pu - 1.0) / row.type->tapStep;
        const int tap = static_cast<int>(std::clamp(std::round(wanted), -limit, limit));
        m_tapMargin_pu = std::min(m_tapMargin_pu, (0.5 - std::abs(wanted - std::round(wanted))) *
                                                      row.type->tapStep);
        if (tap == m_taps[i])
            continue;
        m_taps[i] = tap;
        m_problem.branches[static_cast<std::size_t>(row.branch)] = tappedRow(row, tap);
        m_branchesMoved = true;
        hasMoved = true;
    }
    m_tapsSet = m_taps;
    m_tapLoads_pu.resize(m_problem.loads.size());
    for (std::size_t i = 0; i < m_problem.loads.size(); ++i)
        m_tapLoads_pu[i] = m_isRackLoad[i] ? m_problem.loads[i].p_pu : 0.0;
    return hasMoved;
}

const power::PowerSolution& PowerAssembly::solve(const AuxiliaryPower& auxiliary,
                                                 std::stop_token stop) {
    if (!m_network) {
        m_solution = {};
        m_solution.message = m_fault;
        return m_solution;
    }
    for (auto& part : m_halls) {
        const auto& boards = part.power->boards;
        int live = 0;
        for (const auto& board : boards)
            live += isLive(part.bus(board.bus));
        const auto hall = auxiliary.halls.find(part.hall);
        const double share_W =
            live > 0 && hall != auxiliary.halls.end() ? hall->second / live : 0.0;
        for (std::size_t i = 0; i < boards.size(); ++i) {
            const bool isOn = isLive(part.bus(boards[i].bus));
            setLoad(part.firstLoad + boards[i].auxiliaryLoad, isOn ? share_W : 0.0,
                    kMechanicalPowerFactor);
            if (boards[i].upsLoad < 0)
                continue;
            const auto ups = upsState(part, i);
            setLoad(part.firstLoad + boards[i].upsLoad, ups.output_W + ups.loss_W,
                    kRackPowerFactor);
        }
    }
    for (const auto& [entity, loads] : m_trunk.auxiliaries) {
        const auto it = auxiliary.others.find(entity);
        for (const int load : loads.loads)
            setLoad(load,
                    it == auxiliary.others.end()
                        ? 0.0
                        : it->second / static_cast<double>(loads.loads.size()),
                    kMechanicalPowerFactor);
    }
    if (m_branchesMoved) {
        m_network->updateBranches(m_problem);
        m_branchesMoved = false;
    }
    power::PowerOptions options;
    options.tolerance_pu = kMismatch_pu;
    m_solution = m_network->solve(m_problem, options, stop);
    m_hasSolution = !m_solution.sSource_MVA.empty();
    if (m_solution.converged())
        for (const auto& part : m_halls) // what busways add: a good start for the next solve
            for (std::size_t i = 0; i < part.power->boards.size(); ++i)
                if (part.boardDemand_W[i] > 0.0)
                    m_cache.at(part.hall).upsGain[i] =
                        part.power->boards[i].upsSource < 0
                            ? 1.0
                            : upsState(part, i).output_W / part.boardDemand_W[i];
    return m_solution;
}

PowerAssembly::UpsState PowerAssembly::upsState(const HallPart& part, std::size_t board) const {
    const auto& row = part.power->boards[board];
    if (row.upsSource < 0 || row.upsUnits.empty())
        return {};
    const auto source = static_cast<std::size_t>(part.firstSource + row.upsSource);
    if (!m_problem.sources[source].inService)
        return {};
    return upsAt(row, m_hasSolution ? m_solution.sSource_MVA[source].real() * 1e6
                                    : part.boardDemand_W[board]);
}

double PowerAssembly::branchLoss_W(int branch) const {
    if (!m_hasSolution)
        return 0.0;
    const auto row = static_cast<std::size_t>(branch);
    return (m_solution.sFrom_MVA[row].real() + m_solution.sTo_MVA[row].real()) * 1e6;
}

double PowerAssembly::indoorLoss_W(const HallPart& part) const {
    double loss_W = 0.0;
    for (std::size_t i = 0; i < part.power->boards.size(); ++i) {
        const auto& board = part.power->boards[i];
        if (board.isIndoors)
            loss_W += branchLoss_W(part.firstBranch + board.branch);
        loss_W += upsState(part, i).loss_W;
    }
    for (const auto& busway : part.power->busways)
        for (int i = 0; i < busway.branches; ++i)
            loss_W += branchLoss_W(part.firstBranch + busway.firstBranch + i);
    return loss_W;
}

double PowerAssembly::expectedIndoorLoss_W(const HallPart& part) const {
    double loss_W = 0.0;
    for (std::size_t i = 0; i < part.power->boards.size(); ++i) {
        const auto& board = part.power->boards[i];
        if (!isLive(part.bus(board.bus)))
            continue;
        double through_W = part.boardDemand_W[i];
        if (board.upsSource >= 0 && !board.upsUnits.empty()) {
            const double ups_W = upsAt(board, through_W).loss_W;
            loss_W += ups_W;
            through_W += ups_W;
        }
        if (board.isIndoors && board.type->rating_VA > 0.0) {
            const double share = through_W / kRackPowerFactor / board.type->rating_VA;
            loss_W += board.type->noLoadLoss_W + share * share * board.type->loadLoss_W;
        }
    }
    return loss_W;
}

} // namespace hallwright::engine
