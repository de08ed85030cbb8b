#include "core/engine/power_assembly.h"

#include "core/engine/automatic_transfer.h"
#include "core/engine/expected_draws.h"

#include <algorithm>
#include <cmath>

namespace hallwright::engine {

namespace {

constexpr double kWattsPerPu = kBase_MVA * 1e6;
constexpr double kMismatch_pu = 1e-10; ///< 0.01 W on the base

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

} // namespace

void PowerAssembly::assemble(const CampusIndex& index, const catalog::Catalog& catalog,
                             const std::map<model::HallId, CachedInterior>& interiors,
                             const model::Scenario& scenario) {
    assemble(index, catalog, interiors, scenario, ServiceState(scenario));
}

void PowerAssembly::assemble(const CampusIndex& index, const catalog::Catalog& catalog,
                             const std::map<model::HallId, CachedInterior>& interiors,
                             const model::Scenario& scenario, const ServiceState& service) {
    auto trunk = buildTrunkPower(index, catalog, service, scenario.irradiance_W_per_m2);
    transferAutomatically(trunk);
    const bool trunkChanged =
        !std::equal(trunk.branches.begin(), trunk.branches.end(), m_trunk.branches.begin(),
                    m_trunk.branches.end(), sameValues);
    m_branchesMoved |= trunkChanged;
    m_trunk = std::move(trunk);
    m_halls.clear();
    for (const auto& [hall, interior] : interiors)
        rebuildHall(index, catalog, interior, service, m_trunk.intakes.at(hall));
    std::erase_if(m_cache, [&](const auto& entry) { return !interiors.contains(entry.first); });
    join();
    findLive();
    shareRackLoads(index, scenario);
    m_branchesMoved |= m_taps.begin(m_trunk, m_problem, m_live);
    compileIfChanged();
    m_hasSolution = false;
}

void PowerAssembly::rebuildHall(const CampusIndex& index, const catalog::Catalog& catalog,
                                const CachedInterior& interior, const ServiceState& service,
                                const std::vector<int>& intake) {
    const auto hall = interior.interior->hall;
    std::vector<double> intake_V;
    for (const int bus : intake)
        intake_V.push_back(m_trunk.busInfo[static_cast<std::size_t>(bus)].nominal_V);
    auto services = servicesOf(index, hall, service);
    auto& cached = m_cache[hall];
    if (!cached.power || cached.version != interior.version || cached.services != services ||
        cached.intake_V != intake_V) {
        cached.version = interior.version;
        cached.services = std::move(services);
        cached.intake_V = intake_V;
        cached.power = std::make_shared<const HallPower>(
            buildHallPower(index, catalog, *interior.interior, service, intake_V));
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
    m_problem.generators = m_trunk.generators;
    m_conductors.apply(m_trunk, m_problem.branches);
    for (auto& part : m_halls) {
        const HallPower& hall = *part.power;
        part.firstBus = static_cast<int>(m_problem.buses.size());
        part.firstBranch = static_cast<int>(m_problem.branches.size());
        part.firstLink = static_cast<int>(m_problem.links.size());
        part.firstLoad = static_cast<int>(m_problem.loads.size());
        part.firstSource = static_cast<int>(m_problem.sources.size());
        m_problem.buses.insert(m_problem.buses.end(), hall.buses.begin(), hall.buses.end());
        for (auto branch : hall.branches) {
            branch.from = part.bus(branch.from);
            branch.to = part.bus(branch.to);
            m_problem.branches.push_back(branch);
        }
        for (auto link : hall.links) {
            link.from = part.bus(link.from);
            link.to = part.bus(link.to);
            m_problem.links.push_back(link);
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
    for (auto& part : m_halls)
        energiseHall(part, liveSet, sets);
    m_live.assign(m_problem.buses.size(), false);
    for (int bus = 0; bus < static_cast<int>(m_problem.buses.size()); ++bus)
        m_live[static_cast<std::size_t>(bus)] = liveSet[static_cast<std::size_t>(sets.find(bus))];
}

/// A UPS output lives while its input does: its battery bridges minutes, not a steady state. An
/// outlet lives on its own bar or, by its transfer switches, on the reserve's.
void PowerAssembly::energiseHall(HallPart& part, std::vector<bool>& liveSet,
                                 power::DisjointSets& sets) {
    const HallPower& hall = *part.power;
    const auto isOn = [&](int bus) { return liveSet[static_cast<std::size_t>(sets.find(bus))]; };
    const auto turnOn = [&](int bus) { liveSet[static_cast<std::size_t>(sets.find(bus))] = true; };
    const auto feed = [&](const HallPower::Converter& units, bool hasInput) {
        auto& source = m_problem.sources[static_cast<std::size_t>(part.firstSource + units.source)];
        source.inService = hasInput && !units.units.empty();
        if (source.inService)
            turnOn(source.bus);
    };
    const auto pass = [&](const HallPower::Passage& units) {
        auto& link = m_problem.links[static_cast<std::size_t>(part.firstLink + units.link)];
        link.closed = isOn(link.from) && !units.units.empty();
        if (link.closed)
            turnOn(link.to);
        return link.closed;
    };
    for (const auto& bar : hall.bars)
        if (bar.ups.source >= 0)
            feed(bar.ups, std::any_of(bar.boards.begin(), bar.boards.end(), [&](int b) {
                     const auto& board = hall.boards[static_cast<std::size_t>(b)];
                     return !board.upsUnits.empty() && isOn(part.bus(board.bus));
                 }));
    for (const auto& board : hall.boards)
        if (board.bypass >= 0) {
            auto& link = m_problem.links[static_cast<std::size_t>(part.firstLink + board.bypass)];
            link.closed = isOn(link.from) && !board.upsUnits.empty();
            if (link.closed)
                turnOn(link.to);
        }
    part.position.assign(hall.outlets.size(), 0);
    for (std::size_t i = 0; i < hall.outlets.size(); ++i) {
        const auto& outlet = hall.outlets[i];
        if (outlet.switches[0].link >= 0)
            part.position[i] = pass(outlet.switches[0])                                   ? 0
                               : outlet.switches[1].link >= 0 && pass(outlet.switches[1]) ? 1
                                                                                          : -1;
        if (outlet.pdu.link >= 0)
            pass(outlet.pdu);
        if (outlet.rectifierLoad >= 0)
            feed(outlet.rectifier,
                 isOn(m_problem
                          .loads[static_cast<std::size_t>(part.firstLoad + outlet.rectifierLoad)]
                          .bus));
    }
}

void PowerAssembly::setLoad(int row, double p_W, double powerFactor) {
    auto& load = m_problem.loads[static_cast<std::size_t>(row)];
    load.p_pu = p_W / kWattsPerPu;
    load.q_pu = load.p_pu * reactiveShare(powerFactor);
}

void PowerAssembly::shareRackLoads(const CampusIndex& index, const model::Scenario& scenario) {
    for (auto& part : m_halls) {
        part.outletDemand_W.assign(part.power->outlets.size(), 0.0);
        part.rackLoad_W.assign(part.power->racks.size(), 0.0);
        const auto racks = index.racksOf(part.hall); // ascending ids, as power->racks
        for (std::size_t i = 0; i < part.power->racks.size(); ++i) {
            const auto& feeds = part.power->racks[i];
            int live = 0;
            for (std::size_t cord = 0; cord < 2; ++cord)
                live += feeds.load[cord] >= 0 && isLive(part.bus(feeds.bus[cord]));
            const double share_W =
                live > 0 ? racks[i]->itLoad_W * scenario.itLoadFraction / live : 0.0;
            for (std::size_t cord = 0; cord < 2; ++cord) {
                if (feeds.load[cord] < 0 || !isLive(part.bus(feeds.bus[cord])))
                    continue;
                const auto outlet = static_cast<std::size_t>(feeds.outlet[cord]);
                setLoad(part.firstLoad + feeds.load[cord], share_W,
                        part.power->outlets[outlet].isDirectCurrent ? 1.0 : kRackPowerFactor);
                part.rackLoad_W[i] += share_W;
                part.outletDemand_W[outlet] += share_W;
            }
        }
    }
}

/// Pumps and fans hang on all boards that have a supply; where one has lost it, the reserve that
/// stands in for it takes its share.
void PowerAssembly::shareAuxiliary(const HallPart& part, double total_W) {
    const auto& boards = part.power->boards;
    std::vector<int> shares(boards.size(), 0);
    int takers = 0;
    for (std::size_t i = 0; i < boards.size(); ++i) {
        if (boards[i].isReserve)
            continue;
        int taker = static_cast<int>(i);
        if (!isLive(part.bus(boards[i].bus)))
            taker = boards[i].standby;
        if (taker < 0 || !isLive(part.bus(boards[static_cast<std::size_t>(taker)].bus)))
            continue;
        ++shares[static_cast<std::size_t>(taker)];
        ++takers;
    }
    for (std::size_t i = 0; i < boards.size(); ++i)
        setLoad(part.firstLoad + boards[i].auxiliaryLoad,
                takers > 0 ? total_W * shares[i] / takers : 0.0, kMechanicalPowerFactor);
}

/// What UPS units and power racks draw, and what transfer switches and PDUs lose. Before the first
/// solve, by what is expected of them and how the last solve differed from that: after an edit this
/// is nearly where it ends.
void PowerAssembly::setDeviceLoads(HallPart& part) {
    const HallPower& hall = *part.power;
    const auto now = devices(part);
    auto& drawn = m_cache.at(part.hall).drawn;
    auto& expected_W = part.expectedDraw_W;
    std::size_t place = 0;
    if (!m_hasSolution)
        expected_W.clear();
    const auto set = [&](int load, double draw_W, double powerFactor) {
        constexpr double kTrusted = 0.05; // beyond it the state was another one
        if (!m_hasSolution) {
            expected_W.push_back(draw_W);
            if (place < drawn.size() && std::abs(drawn[place] - 1.0) < kTrusted)
                draw_W *= drawn[place];
        } else {
            drawn.resize(expected_W.size(), 1.0);
            drawn[place] = expected_W[place] > 0.0 ? draw_W / expected_W[place] : 1.0;
        }
        ++place;
        setLoad(part.firstLoad + load, draw_W, powerFactor);
    };
    for (const auto& board : hall.boards)
        if (board.upsLoad >= 0) {
            const auto ups = now.upsOf(board);
            if (board.bypass >= 0)
                set(board.upsLoad, ups.loss_W, 1.0);
            else
                set(board.upsLoad, ups.output_W + ups.loss_W, kRackPowerFactor);
        }
    for (std::size_t i = 0; i < hall.outlets.size(); ++i) {
        const auto& outlet = hall.outlets[i];
        const auto moved = now.transferSwitch(i);
        for (int k = 0; k < 2; ++k)
            if (const auto& passage = outlet.switches[static_cast<std::size_t>(k)];
                passage.link >= 0)
                set(passage.lossLoad, part.position[i] == k ? moved.loss_W : 0.0, 1.0);
        if (outlet.pdu.link >= 0)
            set(outlet.pdu.lossLoad, now.pdu(i).loss_W, 1.0);
        if (outlet.rectifierLoad >= 0) {
            const auto rectifier = now.rectifier(i);
            set(outlet.rectifierLoad, rectifier.output_W + rectifier.loss_W, kRackPowerFactor);
        }
    }
}

void PowerAssembly::setAuxiliary(const AuxiliaryPower& auxiliary) {
    for (const auto& part : m_halls) {
        const auto hall = auxiliary.halls.find(part.hall);
        shareAuxiliary(part, hall == auxiliary.halls.end() ? 0.0 : hall->second);
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
}

void PowerAssembly::placeTaps(const AuxiliaryPower& expected) {
    if (m_taps.arePlaced())
        return;
    setAuxiliary(expected);
    m_branchesMoved |=
        m_taps.place(m_trunk, m_problem, expectedDraws(m_trunk, m_halls, m_problem, m_live));
}

bool PowerAssembly::correctTaps() {
    if (!m_solution.converged())
        return false;
    const bool hasMoved = m_taps.correct(m_trunk, m_problem, m_solution);
    m_branchesMoved |= hasMoved;
    return hasMoved;
}

void PowerAssembly::compileIfChanged() {
    if (m_network && m_network->isCompiledFrom(m_problem))
        return;
    m_network.reset();
    m_fault.clear();
    auto compiled = power::PowerNetwork::compile(m_problem);
    if (compiled)
        m_network.emplace(std::move(compiled).value());
    else
        m_fault = compiled.error().empty() ? "The network can't be compiled."
                                           : compiled.error().front().text();
    m_branchesMoved = false;
}

bool PowerAssembly::setConductors(const model::Campus& campus, const catalog::Catalog& catalog) {
    if (!m_solution.converged())
        return false;
    const bool hasMoved =
        m_conductors.update(campus, catalog, m_trunk, m_solution, m_problem.branches);
    m_branchesMoved |= hasMoved;
    return hasMoved;
}

const power::PowerSolution& PowerAssembly::solve(const AuxiliaryPower& auxiliary,
                                                 std::stop_token stop) {
    if (!m_network) {
        m_solution = {};
        m_solution.message = m_fault;
        return m_solution;
    }
    placeTaps(auxiliary);
    setAuxiliary(auxiliary);
    for (auto& part : m_halls)
        setDeviceLoads(part);
    if (m_branchesMoved) {
        m_network->updateBranches(m_problem);
        m_branchesMoved = false;
    }
    power::PowerOptions options;
    options.tolerance_pu = kMismatch_pu;
    m_network->solve(m_problem, m_solution, options, stop);
    m_hasSolution = !m_solution.sSource_MVA.empty();
    return m_solution;
}

double PowerAssembly::branchLoss_W(int branch) const {
    if (!m_hasSolution)
        return 0.0;
    const auto row = static_cast<std::size_t>(branch);
    return (m_solution.sFrom_MVA[row].real() + m_solution.sTo_MVA[row].real()) * 1e6;
}

double PowerAssembly::apparent_VA(int branch) const {
    if (!m_hasSolution)
        return 0.0;
    const auto row = static_cast<std::size_t>(branch);
    return std::max(std::abs(m_solution.sFrom_MVA[row]), std::abs(m_solution.sTo_MVA[row])) * 1e6;
}

double PowerAssembly::loss_W(const TrunkPower::TransformerRow& row) const {
    double sum_W = branchLoss_W(row.branch);
    if (row.hasThreeWindings())
        for (const int arm : row.lowArms)
            sum_W += branchLoss_W(arm);
    return sum_W;
}

double PowerAssembly::loading(const TrunkPower::TransformerRow& row) const {
    const auto share = [&](int branch, double rating_VA) {
        return rating_VA > 0.0 ? apparent_VA(branch) / rating_VA : 0.0;
    };
    double most = share(row.branch, row.type->rating_VA);
    if (row.hasThreeWindings())
        most = std::max({most, share(row.lowArms[0], row.type->lowRating_VA),
                         share(row.lowArms[1], row.type->second->rating_VA)});
    return most;
}

double PowerAssembly::indoorLoss_W(const HallPart& part) const {
    double loss_W = devices(part).loss_W();
    for (const auto& board : part.power->boards)
        if (board.isIndoors)
            loss_W += branchLoss_W(part.firstBranch + board.branch);
    for (const auto& busway : part.power->busways)
        for (int i = 0; i < busway.branches; ++i)
            loss_W += branchLoss_W(part.firstBranch + busway.firstBranch + i);
    return loss_W;
}

} // namespace hallwright::engine
