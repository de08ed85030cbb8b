#include "core/engine/hall_power.h"

#include "core/solvers/power/branch_parameters.h"

#include <algorithm>
#include <cmath>

namespace hallwright::engine {

namespace {

/// Shortest piece of busway that is modelled [m]: keeps every impedance above zero.
constexpr double kShortest_m = 0.1;
constexpr double kFallbackLowVoltage_V = 415.0;

int sideIndex(model::FeedSide side) {
    return side == model::FeedSide::B ? 1 : 0;
}

class Builder {
public:
    Builder(const CampusIndex& index, const catalog::Catalog& catalog,
            const model::HallInterior& interior, const ServiceState& service,
            std::array<double, 2> intake_V)
        : m_index(index), m_catalog(catalog), m_interior(interior), m_service(service),
          m_intake_V(intake_V), m_hall(index.campus().halls().find(interior.hall)) {}

    HallPower build() {
        for (const auto* rack : m_index.racksOf(m_interior.hall))
            m_power.racks.emplace_back().rack = rack->id;
        addBoards(m_interior.transformersA, 0);
        addBoards(m_interior.transformersB, 1);
        addUps(model::FeedSide::A, 0);
        addUps(model::FeedSide::B, 1);
        for (const auto& run : m_interior.busways)
            addBusway(run);
        return std::move(m_power);
    }

private:
    int addBus(double base_V) {
        m_power.buses.push_back({base_V / 1000.0, 0.0, 0.0});
        return static_cast<int>(m_power.buses.size()) + 1;
    }
    double base_V(int bus) const {
        return bus < 2 ? m_intake_V[static_cast<std::size_t>(bus)]
                       : m_power.buses[static_cast<std::size_t>(bus) - 2].base_kV * 1000.0;
    }
    int addLoad(int bus) {
        power::Load load;
        load.bus = bus;
        m_power.loads.push_back(load);
        return static_cast<int>(m_power.loads.size()) - 1;
    }

    void addBoards(const std::vector<model::EquipmentId>& transformers, int side) {
        for (const auto id : transformers) {
            const auto* equipment = m_index.campus().equipment().find(id);
            const auto* type = equipment ? m_catalog.transformer(equipment->type) : nullptr;
            if (!type)
                continue;
            HallPower::Board board;
            board.transformer = id;
            board.type = type;
            const double low_V =
                type->lowVoltage_V > 0.0 ? type->lowVoltage_V : kFallbackLowVoltage_V;
            board.bus = addBus(low_V);
            board.criticalBus = board.bus;
            const double high_V = m_intake_V[static_cast<std::size_t>(side)] > 0.0
                                      ? m_intake_V[static_cast<std::size_t>(side)]
                                      : type->highVoltage_V;
            auto row = transformerRow(*type, side, board.bus, high_V, low_V);
            row.inService = m_service.works(*equipment);
            board.branch = static_cast<int>(m_power.branches.size());
            m_power.branches.push_back(row);
            board.auxiliaryLoad = addLoad(board.bus);
            // Liquid-filled units stand in bays that are open to outdoors.
            board.isIndoors = type->oilVolume_m3 <= 0.0 && isIndoors(*equipment);
            m_boardOf[id] = m_power.boards.size();
            m_sideOf.push_back(side);
            m_power.boards.push_back(std::move(board));
        }
    }

    bool isIndoors(const model::Equipment& equipment) const {
        return m_hall && std::abs(equipment.placement.position_m.x) < 0.5 * m_hall->size_m.x &&
               std::abs(equipment.placement.position_m.y) < 0.5 * m_hall->size_m.y;
    }

    /// Deals the UPS units of a side out over its boards in turn.
    void addUps(model::FeedSide side, int sideNumber) {
        std::vector<std::size_t> boards;
        for (std::size_t i = 0; i < m_power.boards.size(); ++i)
            if (m_sideOf[i] == sideNumber)
                boards.push_back(i);
        if (boards.empty())
            return;
        std::size_t next = 0;
        for (const auto* unit : m_index.equipmentOf(model::entity(m_interior.hall))) {
            const auto* type = unit->kind == model::EquipmentKind::PowerDevice
                                   ? m_catalog.powerDevice(unit->type)
                                   : nullptr;
            const bool isHere =
                unit->side == side || (unit->side == model::FeedSide::None && sideNumber == 0);
            if (!type || type->form != catalog::PowerDeviceForm::Ups || !isHere)
                continue;
            auto& board = m_power.boards[boards[next++ % boards.size()]];
            if (!board.upsType) {
                board.upsType = type;
                board.criticalBus = addBus(base_V(board.bus));
                board.upsLoad = addLoad(board.bus);
                power::Source source;
                source.bus = board.criticalBus;
                board.upsSource = static_cast<int>(m_power.sources.size());
                m_power.sources.push_back(source);
            }
            if (m_service.works(*unit))
                board.upsUnits.push_back(unit->id);
        }
    }

    HallPower::RackFeeds* feedsOf(model::RackId id) {
        const auto it = std::lower_bound(
            m_power.racks.begin(), m_power.racks.end(), id,
            [](const HallPower::RackFeeds& f, model::RackId wanted) { return f.rack < wanted; });
        return it != m_power.racks.end() && it->rack == id ? &*it : nullptr;
    }

    void addBusway(const model::BuswayRun& run) {
        auto& busway = m_power.busways.emplace_back();
        busway.firstBranch = static_cast<int>(m_power.branches.size());
        const auto board = m_boardOf.find(run.transformer);
        if (board == m_boardOf.end())
            return;
        const int start = m_power.boards[board->second].criticalBus;
        const double low_V = base_V(start);
        const auto* type = m_catalog.cable(run.type);
        const auto side = static_cast<std::size_t>(sideIndex(run.side));
        busway.firstBus = start;
        int previous = start;
        double reached_m = -run.leadIn_m;
        for (std::size_t i = 0; i < run.racks.size(); ++i) {
            int here = previous;
            if (type) {
                here = addBus(low_V);
                const double length_m = std::max(kShortest_m, run.at_m[i] - reached_m);
                const power::CableData data{type->r_Ohm_per_m * 1000.0, type->x_Ohm_per_m * 1000.0,
                                            type->c_F_per_m * 1000.0,   kFrequency_Hz,
                                            type->ampacity_A,           std::max(1, run.parallel)};
                m_power.branches.push_back(
                    power::cableBranch(data, length_m, previous, here, low_V / 1000.0, kBase_MVA));
                reached_m = run.at_m[i];
            }
            if (auto* feeds = feedsOf(run.racks[i]); feeds && feeds->bus[side] < 0) {
                feeds->bus[side] = here;
                feeds->load[side] = addLoad(here);
                feeds->board[side] = static_cast<int>(board->second);
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
    std::array<double, 2> m_intake_V;
    const model::Hall* m_hall;
    HallPower m_power;
    std::unordered_map<model::EquipmentId, std::size_t> m_boardOf;
    std::vector<int> m_sideOf; ///< as boards
};

} // namespace

power::Branch transformerRow(const catalog::TransformerType& type, int hvBus, int lvBus,
                             double hvBase_V, double lvBase_V, int tapPosition) {
    power::TwoWindingTransformer data;
    data.ratedPower_VA = type.rating_VA;
    data.hvRated_kV = type.highVoltage_V / 1000.0;
    data.lvRated_kV = type.lowVoltage_V / 1000.0;
    data.shortCircuitVoltage = type.uk;
    data.shortCircuitLoss_W = type.loadLoss_W;
    data.noLoadLoss_W = type.noLoadLoss_W;
    data.noLoadCurrent = type.i0;
    data.tapStep = type.tapStep;
    data.tapPosition = tapPosition;
    return power::transformerBranch(data, hvBus, lvBus, hvBase_V / 1000.0, lvBase_V / 1000.0,
                                    kBase_MVA);
}

HallPower buildHallPower(const CampusIndex& index, const catalog::Catalog& catalog,
                         const model::HallInterior& interior, const ServiceState& service,
                         std::array<double, 2> intake_V) {
    return Builder(index, catalog, interior, service, intake_V).build();
}

} // namespace hallwright::engine
