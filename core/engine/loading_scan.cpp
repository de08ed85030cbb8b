#include "core/engine/loading_scan.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace hallwright::engine {

LoadingScan::LoadingScan(const CampusIndex& index, const PowerAssembly& power)
    : m_index(index), m_power(power) {
    if (power.solution().sSource_MVA.empty())
        return;
    scanTrunk();
    for (const auto& part : power.halls())
        scanHall(part);
}

OutageOverload LoadingScan::describe(std::size_t row) const {
    const auto& [element, busway] = m_rows[row];
    OutageOverload overload{element, m_index.campus().nameOf(element), m_loadings[row]};
    if (busway >= 0)
        overload.name += " busway " + std::to_string(busway + 1);
    return overload;
}

void LoadingScan::add(double loading, model::EntityId element, int busway) {
    m_loadings.push_back(std::isfinite(loading) ? loading : 0.0);
    m_rows.push_back({element, busway});
}

double LoadingScan::powerLoading(int branch, double rating_VA) const {
    return rating_VA > 0.0 ? m_power.apparent_VA(branch) / rating_VA : 0.0;
}

double LoadingScan::currentLoading(int branch, double rating_A) const {
    const auto row = static_cast<std::size_t>(branch);
    const auto& data = m_power.problem().branches[row];
    const auto& result = m_power.solution();
    if (rating_A <= 0.0 || !data.inService || !m_power.isLive(data.from))
        return 0.0;
    const auto current_A = [&](std::complex<double> power_MVA, int bus) {
        const auto at = static_cast<std::size_t>(bus);
        return std::abs(power_MVA) * 1e3 /
               (std::numbers::sqrt3 * result.vm_pu[at] * m_power.problem().buses[at].base_kV);
    };
    return std::max(current_A(result.sFrom_MVA[row], data.from),
                    current_A(result.sTo_MVA[row], data.to)) /
           rating_A;
}

void LoadingScan::scanTrunk() {
    const auto& trunk = m_power.trunk();
    const auto& result = m_power.solution();
    for (const auto& row : trunk.grids) {
        const auto* grid = m_index.campus().grids().find(row.grid);
        const double rating_VA = grid ? grid->capacity_VA : 0.0;
        const double fed_VA =
            std::abs(result.sSource_MVA[static_cast<std::size_t>(row.source)]) * 1e6;
        add(rating_VA > 0.0 ? fed_VA / rating_VA : 0.0, model::entity(row.grid));
    }
    for (const auto& row : trunk.feeders)
        add(row.branch >= 0 ? currentLoading(row.branch, row.rating_A) : 0.0,
            model::entity(row.feeder));
    for (const auto& row : trunk.transformers)
        add(m_power.loading(row), model::entity(row.transformer));
    for (const auto& row : trunk.generation) {
        const auto fed = row.source >= 0
                             ? result.sSource_MVA[static_cast<std::size_t>(row.source)]
                             : result.sGenerator_MVA[static_cast<std::size_t>(row.generator)];
        add(std::abs(fed.real()) * 1e6 / row.type->power_W, model::entity(row.unit));
    }
}

void LoadingScan::scanHall(const HallPart& part) {
    const auto& hall = *part.power;
    const auto devices = m_power.devices(part);
    const auto addUnits = [&](const std::vector<model::EquipmentId>& units, double loading) {
        add(loading, units.empty() ? model::entity(part.hall) : model::entity(units.front()));
    };
    for (const auto& board : hall.boards) {
        add(powerLoading(part.firstBranch + board.branch, board.type->rating_VA),
            model::entity(board.transformer));
        const auto ups = devices.upsOf(board);
        addUnits(board.upsUnits, ups.output_W > 0.0 ? ups.loading : 0.0);
    }
    for (std::size_t i = 0; i < hall.outlets.size(); ++i) {
        const auto& outlet = hall.outlets[i];
        addUnits(outlet.switches[0].units, devices.transferSwitch(i).loading);
        addUnits(outlet.pdu.units, devices.pdu(i).loading);
        addUnits(outlet.rectifier.units, devices.rectifier(i).loading);
    }
    for (std::size_t i = 0; i < hall.busways.size(); ++i) {
        const auto& busway = hall.busways[i];
        const double three =
            busway.branches > 0
                ? currentLoading(part.firstBranch + busway.firstBranch, busway.rating_A)
                : 0.0;
        add(busway.isDirectCurrent ? three * std::numbers::sqrt3 : three, model::entity(part.hall),
            static_cast<int>(i));
    }
}

} // namespace hallwright::engine
