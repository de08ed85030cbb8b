#include "core/engine/hall_power.h"

#include "core/model/supply_pattern.h"
#include "core/solvers/power/branch_parameters.h"

#include <algorithm>
#include <cmath>

namespace hallwright::engine {

namespace {

/// Shortest piece of busway that is modelled [m]: keeps every impedance above zero.
constexpr double kShortestRun_m = 0.1;
constexpr double kFallbackLowVoltage_V = 415.0;

class Builder {
public:
    Builder(const CampusIndex& index, const catalog::Catalog& catalog,
            const model::HallInterior& interior, const ServiceState& service,
            const std::vector<double>& intake_V)
        : m_index(index), m_catalog(catalog), m_interior(interior), m_service(service),
          m_intake_V(intake_V), m_hall(index.campus().halls().find(interior.hall)),
          m_redundancy(m_hall ? m_hall->recipe.feeds : model::FeedRedundancy::N) {
        m_power.intakes = static_cast<int>(intake_V.size());
    }

    HallPower build() {
        for (const auto* rack : m_index.racksOf(m_interior.hall))
            m_power.racks.emplace_back().rack = rack->id;
        for (const auto& supply : m_interior.supplies)
            addBoard(supply);
        for (const auto& supply : m_interior.supplies)
            addUps(supply);
        for (const auto& supply : m_interior.supplies)
            addOutlet(supply);
        for (const auto& run : m_interior.busways)
            addBusway(run);
        return std::move(m_power);
    }

private:
    const model::SupplyPattern& pattern() const { return model::patternOf(m_redundancy); }

    int addBus(double base_V) {
        m_power.buses.push_back({base_V / 1000.0, 0.0, 0.0});
        return static_cast<int>(m_power.buses.size()) + m_power.intakes - 1;
    }
    double base_V(int bus) const {
        return bus < m_power.intakes
                   ? m_intake_V[static_cast<std::size_t>(bus)]
                   : m_power.buses[static_cast<std::size_t>(bus - m_power.intakes)].base_kV *
                         1000.0;
    }
    int addLoad(int bus) {
        power::Load load;
        load.bus = bus;
        m_power.loads.push_back(load);
        return static_cast<int>(m_power.loads.size()) - 1;
    }
    int addLink(int from, int to, bool closed) {
        m_power.links.push_back({from, to, closed});
        return static_cast<int>(m_power.links.size()) - 1;
    }
    int addSource(int bus) {
        power::Source source;
        source.bus = bus;
        m_power.sources.push_back(source);
        return static_cast<int>(m_power.sources.size()) - 1;
    }
    HallPower::Board* boardOf(model::EquipmentId transformer) {
        const auto it = m_boardOf.find(transformer);
        return it == m_boardOf.end() ? nullptr : &m_power.boards[it->second];
    }

    void addBoard(const model::SupplyUnit& supply) {
        const auto* equipment = m_index.campus().equipment().find(supply.transformer);
        const auto* type = equipment ? m_catalog.transformer(equipment->type) : nullptr;
        if (!type)
            return;
        HallPower::Board board;
        board.transformer = supply.transformer;
        board.type = type;
        board.isReserve = supply.side == model::FeedSide::Reserve;
        const double low_V = type->lowVoltage_V > 0.0 ? type->lowVoltage_V : kFallbackLowVoltage_V;
        board.bus = addBus(low_V);
        const int intake =
            std::clamp(model::intakeOf(m_redundancy, supply.side), 0, m_power.intakes - 1);
        const double high_V = m_intake_V[static_cast<std::size_t>(intake)] > 0.0
                                  ? m_intake_V[static_cast<std::size_t>(intake)]
                                  : type->highVoltage_V;
        auto row = transformerRow(*type, intake, board.bus, high_V, low_V);
        row.inService = m_service.works(*equipment);
        board.branch = static_cast<int>(m_power.branches.size());
        m_power.branches.push_back(row);
        board.auxiliaryLoad = addLoad(board.bus);
        // Liquid-filled units stand in bays that are open to outdoors.
        board.isIndoors = type->oilVolume_m3 <= 0.0 && isIndoors(*equipment);
        if (pattern().sharesBar && !m_power.bars.empty()) {
            board.bar = 0;
        } else {
            board.bar = static_cast<int>(m_power.bars.size());
            // A bar of its own only where it must be told from the board: see addUps().
            m_power.bars.emplace_back().bus = pattern().sharesBar ? addBus(low_V) : board.bus;
        }
        m_power.bars[static_cast<std::size_t>(board.bar)].boards.push_back(
            static_cast<int>(m_power.boards.size()));
        m_boardOf[supply.transformer] = m_power.boards.size();
        m_power.boards.push_back(std::move(board));
    }

    bool isIndoors(const model::Equipment& equipment) const {
        return m_hall && std::abs(equipment.placement.position_m.x) < 0.5 * m_hall->size_m.x &&
               std::abs(equipment.placement.position_m.y) < 0.5 * m_hall->size_m.y;
    }

    /// Those of some units that work; where they differ, the first decides what all are taken for.
    template <class Type>
    std::vector<model::EquipmentId> working(const std::vector<model::EquipmentId>& units,
                                            const Type* (catalog::Catalog::*find)(std::string_view)
                                                const,
                                            const Type*& type) const {
        std::vector<model::EquipmentId> ids;
        for (const auto id : units) {
            const auto* unit = m_index.campus().equipment().find(id);
            const auto* here = unit ? (m_catalog.*find)(unit->type) : nullptr;
            if (!here)
                continue;
            if (!type)
                type = here;
            if (m_service.works(*unit))
                ids.push_back(id);
        }
        return ids;
    }

    void addUps(const model::SupplyUnit& supply) {
        auto* board = boardOf(supply.transformer);
        if (!board)
            return;
        auto& bar = m_power.bars[static_cast<std::size_t>(board->bar)];
        const catalog::PowerDeviceType* type = nullptr;
        auto units = working(supply.ups, &catalog::Catalog::powerDevice, type);
        if (!type) {
            // Without UPS the units of a shared bar work on it side by side.
            if (pattern().sharesBar && !bar.ups.efficiency)
                addLink(board->bus, bar.bus, true);
            return;
        }
        const bool isEco =
            m_hall && m_hall->recipe.upsMode == model::UpsMode::Eco && !type->efficiencyEco.empty();
        if (!bar.ups.efficiency) {
            if (!pattern().sharesBar)
                bar.bus = addBus(base_V(board->bus));
            if (!isEco)
                bar.ups.source = addSource(bar.bus);
            bar.ups.efficiency = isEco ? &type->efficiencyEco : &type->efficiency;
            bar.ups.unit_W = std::max(1.0, type->power_W);
            bar.ups.autonomy_s = type->batteryAutonomy_s;
        }
        if (bar.ups.source < 0)
            board->bypass = addLink(board->bus, bar.bus, false);
        board->upsLoad = addLoad(board->bus);
        bar.ups.units.insert(bar.ups.units.end(), units.begin(), units.end());
        board->upsUnits = std::move(units);
    }

    /// A passage from `bus` to a new bus, or to `to` where that is given.
    HallPower::Passage passage(const std::vector<model::EquipmentId>& units, int bus, int& to) {
        HallPower::Passage made;
        const catalog::PowerDeviceType* type = nullptr;
        made.units = working(units, &catalog::Catalog::powerDevice, type);
        if (!type) {
            to = bus;
            return made;
        }
        if (to < 0)
            to = addBus(base_V(bus));
        made.link = addLink(bus, to, false);
        made.lossLoad = addLoad(bus);
        made.efficiency = &type->efficiency;
        made.unit_W = type->ratedCurrent_A > 0.0
                          ? std::sqrt(3.0) * base_V(bus) * type->ratedCurrent_A
                          : std::max(type->power_W, type->rating_VA);
        return made;
    }

    void addOutlet(const model::SupplyUnit& supply) {
        auto* board = boardOf(supply.transformer);
        if (!board || board->isReserve)
            return;
        HallPower::Outlet outlet;
        outlet.bar[0] = board->bar;
        int bus = HallPower::kNone;
        outlet.switches[0] = passage(supply.transferSwitches,
                                     m_power.bars[static_cast<std::size_t>(board->bar)].bus, bus);
        if (const auto* reserve = boardOf(supply.reserve)) {
            board->standby = static_cast<int>(reserve - m_power.boards.data());
            if (outlet.switches[0].link >= 0) {
                outlet.bar[1] = reserve->bar;
                outlet.switches[1] =
                    passage(supply.transferSwitches,
                            m_power.bars[static_cast<std::size_t>(reserve->bar)].bus, bus);
            }
        }
        int behindPdu = HallPower::kNone;
        outlet.pdu = passage(supply.pdus, bus, behindPdu);
        outlet.bus = behindPdu;
        const catalog::PowerShelfType* rectifier = nullptr;
        auto racks = working(supply.rectifiers, &catalog::Catalog::powerShelf, rectifier);
        if (rectifier && rectifier->outputVoltage_V > 0.0) {
            outlet.isDirectCurrent = true;
            outlet.rectifierLoad = addLoad(outlet.bus);
            outlet.bus = addBus(rectifier->outputVoltage_V);
            outlet.rectifier = {addSource(outlet.bus), &rectifier->efficiency,
                                std::max(1.0, rectifier->power_W), std::move(racks), 0.0};
        }
        m_outletOf[supply.transformer] = m_power.outlets.size();
        m_power.outlets.push_back(std::move(outlet));
    }

    HallPower::RackFeeds* feedsOf(model::RackId id) {
        const auto it = std::lower_bound(
            m_power.racks.begin(), m_power.racks.end(), id,
            [](const HallPower::RackFeeds& f, model::RackId wanted) { return f.rack < wanted; });
        return it != m_power.racks.end() && it->rack == id ? &*it : nullptr;
    }

    /// Cord of a rack for a block: 0 or 1, by the order in which the blocks are met.
    std::size_t cordOf(const HallPower::RackFeeds& feeds, model::FeedSide side) const {
        if (pattern().blocks.size() <= 2)
            return side == model::FeedSide::B ? 1 : 0;
        return feeds.side[0] == model::FeedSide::None ? 0 : 1;
    }

    void addBusway(const model::BuswayRun& run) {
        auto& busway = m_power.busways.emplace_back();
        busway.firstBranch = static_cast<int>(m_power.branches.size());
        const auto outlet = m_outletOf.find(run.transformer);
        if (outlet == m_outletOf.end()) {
            // A dead cord still takes its place, so that the others are not taken for it.
            for (const auto rack : run.racks)
                if (auto* feeds = feedsOf(rack))
                    feeds->side[cordOf(*feeds, run.side)] = run.side;
            return;
        }
        const int start = m_power.outlets[outlet->second].bus;
        const double low_V = base_V(start);
        const auto* type = m_catalog.cable(run.type);
        // Direct current returns through a second conductor: its loop is that of both.
        const double conductors = type && type->directCurrent ? 2.0 : 1.0;
        busway.firstBus = start;
        busway.isDirectCurrent = m_power.outlets[outlet->second].isDirectCurrent;
        int previous = start;
        double reached_m = -run.leadIn_m;
        for (std::size_t i = 0; i < run.racks.size(); ++i) {
            int here = previous;
            if (type) {
                here = addBus(low_V);
                const double length_m = std::max(kShortestRun_m, run.at_m[i] - reached_m);
                const power::CableData data{conductors * type->r_Ohm_per_m * 1000.0,
                                            type->x_Ohm_per_m * 1000.0,
                                            type->c_F_per_m * 1000.0,
                                            kFrequency_Hz,
                                            type->ampacity_A,
                                            std::max(1, run.parallel)};
                m_power.branches.push_back(
                    power::cableBranch(data, length_m, previous, here, low_V / 1000.0, kBase_MVA));
                reached_m = run.at_m[i];
            }
            if (auto* feeds = feedsOf(run.racks[i])) {
                const auto cord = cordOf(*feeds, run.side);
                if (feeds->bus[cord] < 0) {
                    feeds->side[cord] = run.side;
                    feeds->bus[cord] = here;
                    feeds->load[cord] = addLoad(here);
                    feeds->outlet[cord] = static_cast<int>(outlet->second);
                }
            }
            previous = here;
        }
        busway.branches = static_cast<int>(m_power.branches.size()) - busway.firstBranch;
        busway.lastBus = previous;
        busway.rating_A = type ? type->ampacity_A * std::max(1, run.parallel) : 0.0;
    }

    const CampusIndex& m_index;
    const catalog::Catalog& m_catalog;
    const model::HallInterior& m_interior;
    const ServiceState& m_service;
    const std::vector<double>& m_intake_V;
    const model::Hall* m_hall;
    model::FeedRedundancy m_redundancy;
    HallPower m_power;
    std::unordered_map<model::EquipmentId, std::size_t> m_boardOf;
    std::unordered_map<model::EquipmentId, std::size_t> m_outletOf;
};

} // namespace

HallPower buildHallPower(const CampusIndex& index, const catalog::Catalog& catalog,
                         const model::HallInterior& interior, const ServiceState& service,
                         const std::vector<double>& intake_V) {
    return Builder(index, catalog, interior, service, intake_V).build();
}

} // namespace hallwright::engine
