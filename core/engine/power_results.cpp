#include "core/engine/power_results.h"

#include "core/engine/standby_supply.h"
#include "core/solvers/power/branch_parameters.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hallwright::engine {

namespace {

double number(double value) {
    return std::isnan(value) ? 0.0 : value;
}

class Mapper {
public:
    Mapper(const CampusIndex& index, const PowerAssembly& power, Solution& solution)
        : m_index(index), m_power(power), m_result(power.solution()), m_solution(solution) {}

    void map() {
        mapTrunk();
        for (const auto& part : m_power.halls())
            mapHall(part);
    }

private:
    double voltage_pu(int bus) const {
        return m_power.isLive(bus) ? number(m_result.vm_pu[static_cast<std::size_t>(bus)]) : 0.0;
    }

    /// State of a branch; `rating` in A, or in VA where `ratingIsPower`.
    BranchState branchState(int branch, double rating, bool ratingIsPower) const {
        const auto row = static_cast<std::size_t>(branch);
        const auto& data = m_power.problem().branches[row];
        BranchState state;
        state.rating = rating;
        state.energised = data.inService && m_power.isLive(data.from);
        const auto from = m_result.sFrom_MVA[row];
        const auto to = m_result.sTo_MVA[row];
        state.power_W = std::max(std::abs(from.real()), std::abs(to.real())) * 1e6;
        state.apparent_VA = std::max(std::abs(from), std::abs(to)) * 1e6;
        state.loss_W = m_power.branchLoss_W(branch);
        if (!state.energised)
            return state;
        state.current_A = std::max(current_A(from, data.from), current_A(to, data.to));
        state.voltageDrop = std::abs(voltage_pu(data.from) - voltage_pu(data.to));
        if (rating > 0.0)
            state.loading = (ratingIsPower ? state.apparent_VA : state.current_A) / rating;
        return state;
    }

    double current_A(std::complex<double> power_MVA, int bus) const {
        const double v = voltage_pu(bus) *
                         m_power.problem().buses[static_cast<std::size_t>(bus)].base_kV * 1000.0;
        return v > 0.0 ? std::abs(power_MVA) * 1e6 / (std::numbers::sqrt3 * v) : 0.0;
    }

    void addBus(std::string name, model::EntityId entity, int section, int bus) {
        const auto row = static_cast<std::size_t>(bus);
        m_solution.buses.push_back(
            {std::move(name), entity, section, m_power.problem().buses[row].base_kV * 1000.0,
             voltage_pu(bus),
             m_power.isLive(bus) ? power::radiansToDegrees(number(m_result.va_rad[row])) : 0.0,
             m_power.isLive(bus)});
    }

    void mapTrunk() {
        const auto& trunk = m_power.trunk();
        for (std::size_t bus = 0; bus < trunk.busInfo.size(); ++bus) {
            const auto& info = trunk.busInfo[bus];
            if (info.isInside)
                continue;
            addBus(info.name, info.entity, info.section, static_cast<int>(bus));
        }
        for (const auto& feeder : trunk.feeders)
            m_solution.losses.cables_W +=
                (m_solution.feeders[feeder.feeder] = feederState(feeder)).loss_W;
        for (const auto& row : trunk.transformers)
            addTrunkTransformer(row);
        mapTaps();
        for (const auto& row : trunk.grids) {
            BranchState state;
            const auto* grid = m_index.campus().grids().find(row.grid);
            const auto fed = m_result.sSource_MVA[static_cast<std::size_t>(row.source)];
            state.rating = grid ? grid->capacity_VA : 0.0;
            state.power_W = fed.real() * 1e6;
            state.apparent_VA = std::abs(fed) * 1e6;
            state.energised = m_power.isLive(row.bus);
            state.current_A = current_A(fed, row.bus);
            state.loading = state.rating > 0.0 ? state.apparent_VA / state.rating : 0.0;
            m_solution.grids[row.grid] = state;
        }
        for (const auto& row : trunk.generation)
            m_solution.generation[row.unit] = generationState(row);
    }

    void mapTaps() {
        const auto& changers = m_power.problem().tapChangers;
        for (std::size_t k = 0; k < changers.size(); ++k) {
            const auto& changer = changers[k];
            const auto row = m_power.taps().transformerOf(k);
            m_solution.taps[m_power.trunk().transformers[row].transformer] = {
                m_power.taps().positions()[row], changer.maxPosition,
                voltage_pu(changer.controlledBus), changer.vSet_pu, changer.band_pu};
        }
    }

    void addTransformer(model::EquipmentId id, int branch, const catalog::TransformerType& type) {
        const auto state = branchState(branch, type.rating_VA, true);
        m_solution.losses.transformers_W += state.loss_W;
        m_solution.transformers[id] = state;
    }

    void addTrunkTransformer(const TrunkPower::TransformerRow& row) {
        addTransformer(row.transformer, row.branch, *row.type);
        if (!row.hasThreeWindings())
            return;
        auto& state = m_solution.transformers[row.transformer];
        m_solution.losses.transformers_W += m_power.loss_W(row) - state.loss_W;
        state.loss_W = m_power.loss_W(row);
        if (!state.energised)
            return;
        state.loading = m_power.loading(row);
        state.voltageDrop = 0.0; // to the lower of its bars
        for (const int low : {row.lowBus, row.secondBus})
            if (m_power.isLive(low))
                state.voltageDrop = std::max(state.voltageDrop,
                                             std::abs(voltage_pu(row.highBus) - voltage_pu(low)));
    }

    GenerationState generationState(const TrunkPower::GeneratorRow& row) const {
        GenerationState state;
        state.use = row.use;
        const bool isSource = row.source >= 0;
        const auto index = static_cast<std::size_t>(isSource ? row.source : row.generator);
        const bool isOn = isSource ? m_power.problem().sources[index].inService
                                   : m_power.problem().generators[index].inService;
        state.running = isOn && m_power.isLive(row.bus);
        if (!state.running)
            return state;
        const auto fed = isSource ? m_result.sSource_MVA[index] : m_result.sGenerator_MVA[index];
        state.power_W = fed.real() * 1e6;
        state.apparent_VA = std::abs(fed) * 1e6;
        state.loading = std::abs(state.power_W) / row.type->power_W;
        state.fuel_m3_per_s = fuelRate_m3_per_s(*row.type, state.loading);
        return state;
    }

    BranchState feederState(const TrunkPower::FeederRow& row) const {
        if (row.branch >= 0)
            return branchState(row.branch, row.rating_A, false);
        BranchState state;
        if (row.link < 0)
            return state;
        const auto& link = m_power.problem().links[static_cast<std::size_t>(row.link)];
        const auto through = m_result.sLink_MVA[static_cast<std::size_t>(row.link)];
        state.energised = link.closed && m_power.isLive(link.from);
        state.power_W = std::abs(through.real()) * 1e6;
        state.apparent_VA = std::abs(through) * 1e6;
        state.current_A = state.energised ? current_A(through, link.from) : 0.0;
        return state;
    }

    void mapHall(const PowerAssembly::HallPart& part) {
        const HallPower& hall = *part.power;
        for (std::size_t i = 0; i < hall.boards.size(); ++i) {
            const auto& board = hall.boards[i];
            addTransformer(board.transformer, part.firstBranch + board.branch, *board.type);
            addBus(m_index.campus().nameOf(model::entity(board.transformer)) + " board",
                   model::entity(board.transformer), 0, part.bus(board.bus));
        }
        mapDevices(part);
        mapBusways(part);
        for (std::size_t i = 0; i < hall.racks.size(); ++i)
            mapRack(part, hall.racks[i]);
    }

    void mapDevices(const PowerAssembly::HallPart& part) {
        const auto devices = m_power.devices(part);
        auto& losses = m_solution.losses;
        for (const auto& board : part.power->boards) {
            losses.ups_W += addUnits(board.upsUnits, devices.upsOf(board));
            const auto& ups = part.power->bars[static_cast<std::size_t>(board.bar)].ups;
            addAutonomy(board.upsUnits, ups.autonomy_s,
                        static_cast<double>(devices.upsInParallel(board)));
        }
        for (std::size_t i = 0; i < part.power->outlets.size(); ++i) {
            const auto& outlet = part.power->outlets[i];
            losses.transferSwitches_W +=
                addUnits(outlet.switches[0].units, devices.transferSwitch(i));
            losses.pdus_W += addUnits(outlet.pdu.units, devices.pdu(i));
            losses.rectifiers_W += addUnits(outlet.rectifier.units, devices.rectifier(i));
        }
    }

    /// Shares a state out over the units that make it up; gives its loss.
    double addUnits(const std::vector<model::EquipmentId>& units, const DeviceState& together) {
        const auto n = static_cast<double>(units.size());
        for (const auto unit : units) {
            auto& state = m_solution.units[unit];
            state.power_W = together.loss_W / n;
            state.heat_W = together.loss_W / n;
            state.loading = together.loading;
            state.running = together.output_W > 0.0;
        }
        return together.loss_W;
    }

    /// Batteries give what their rating takes in their autonomy, however slowly: t = t_rated /
    /// loading, with one of n units out t (n - 1) / n. Lithium-ion cells nearly do; lead-acid ones
    /// last longer than that at part load.
    void addAutonomy(const std::vector<model::EquipmentId>& units, double rated_s,
                     double parallel) {
        for (const auto unit : units) {
            auto& state = m_solution.units[unit];
            if (!(rated_s > 0.0) || !(state.loading > 0.0))
                continue;
            state.autonomy_s = rated_s / state.loading;
            if (parallel > 1.5)
                state.autonomyOneOut_s = *state.autonomy_s * (parallel - 1.0) / parallel;
        }
    }

    void mapBusways(const PowerAssembly::HallPart& part) {
        const auto& interior = *m_solution.interiors.at(part.hall);
        for (std::size_t i = 0; i < part.power->busways.size(); ++i) {
            const auto& run = part.power->busways[i];
            const auto& source = interior.busways[i];
            BuswayState state;
            if (run.branches > 0) {
                const int first = part.firstBranch + run.firstBranch;
                static_cast<BranchState&>(state) = branchState(first, run.rating_A, false);
                state.loss_W = 0.0;
                for (int b = 0; b < run.branches; ++b)
                    state.loss_W += m_power.branchLoss_W(first + b);
                m_solution.losses.busways_W += state.loss_W;
                if (run.isDirectCurrent && run.rating_A > 0.0) {
                    // branchState() reads three-phase current; a pole carries P / U.
                    state.current_A *= std::numbers::sqrt3;
                    state.loading = state.current_A / run.rating_A;
                }
                state.voltageDrop = std::max(0.0, voltage_pu(part.bus(run.firstBus)) -
                                                      voltage_pu(part.bus(run.lastBus)));
            }
            if (run.lastBus >= 0)
                state.endVoltage_pu = voltage_pu(part.bus(run.lastBus));
            state.hall = part.hall;
            state.row = source.row;
            state.side = source.side;
            state.leadIn_m = source.leadIn_m;
            state.length_m = source.length_m;
            state.name = source.name;
            m_solution.busways.push_back(std::move(state));
        }
    }

    void mapRack(const PowerAssembly::HallPart& part, const HallPower::RackFeeds& feeds) {
        auto& state = m_solution.racks[feeds.rack];
        double fed_W[2] = {0.0, 0.0};
        double lowest_pu = 2.0;
        for (std::size_t cord = 0; cord < 2; ++cord) {
            if (feeds.load[cord] < 0 || !m_power.isLive(part.bus(feeds.bus[cord])))
                continue;
            const auto row = static_cast<std::size_t>(part.firstLoad + feeds.load[cord]);
            fed_W[cord] = m_power.problem().loads[row].p_pu * kBase_MVA * 1e6;
            lowest_pu = std::min(lowest_pu, voltage_pu(part.bus(feeds.bus[cord])));
            state.hasPower = true;
        }
        state.firstFeed = feeds.side[0];
        state.secondFeed = feeds.side[1];
        state.feedA_W = fed_W[0];
        state.feedB_W = fed_W[1];
        state.load_W = fed_W[0] + fed_W[1];
        state.voltage_pu = state.hasPower ? lowest_pu : 0.0;
    }

    const CampusIndex& m_index;
    const PowerAssembly& m_power;
    const power::PowerSolution& m_result;
    Solution& m_solution;
};

} // namespace

PowerSums sumPower(const PowerAssembly& power) {
    PowerSums sums;
    const auto& result = power.solution();
    if (result.sSource_MVA.empty())
        return sums;
    for (const auto& grid : power.trunk().grids)
        sums.grid_W += result.sSource_MVA[static_cast<std::size_t>(grid.source)].real() * 1e6;
    for (const auto& unit : power.trunk().generation)
        sums.generation_W +=
            (unit.source >= 0 ? result.sSource_MVA[static_cast<std::size_t>(unit.source)]
                              : result.sGenerator_MVA[static_cast<std::size_t>(unit.generator)])
                .real() *
            1e6;
    for (int branch = 0; branch < static_cast<int>(power.problem().branches.size()); ++branch)
        sums.branchLoss_W += power.branchLoss_W(branch);
    const auto load_W = [&](int row) {
        const auto& load = power.problem().loads[static_cast<std::size_t>(row)];
        return power.isLive(load.bus) ? load.p_pu * kBase_MVA * 1e6 : 0.0;
    };
    for (const auto& [entity, auxiliary] : power.trunk().auxiliaries)
        for (const int load : auxiliary.loads)
            sums.auxiliary_W += load_W(load);
    for (const auto& part : power.halls()) {
        for (const double rack_W : part.rackLoad_W)
            sums.it_W += rack_W;
        for (const auto& board : part.power->boards)
            sums.auxiliary_W += load_W(part.firstLoad + board.auxiliaryLoad);
        sums.deviceLoss_W += power.devices(part).loss_W();
    }
    return sums;
}

std::map<model::HallId, double> indoorLosses(const PowerAssembly& power) {
    std::map<model::HallId, double> losses_W;
    for (const auto& part : power.halls())
        losses_W[part.hall] = power.indoorLoss_W(part);
    return losses_W;
}

std::map<model::HallId, double> expectedIndoorLosses(const PowerAssembly& power) {
    std::map<model::HallId, double> losses_W;
    for (const auto& part : power.halls())
        losses_W[part.hall] = power.expectedIndoorLoss_W(part);
    return losses_W;
}

void describePower(const CampusIndex& index, const PowerAssembly& power, Solution& solution) {
    solution.racks.reserve(index.campus().racks().size());
    if (!power.solution().sSource_MVA.empty())
        Mapper(index, power, solution).map();
}

} // namespace hallwright::engine
