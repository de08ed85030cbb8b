#include "core/engine/supply_devices.h"

#include <algorithm>

namespace hallwright::engine {

namespace {

/// Equal units that give `output_W` together.
DeviceState unitsAt(const catalog::Curve& efficiency, double unit_W, std::size_t units,
                    double output_W) {
    DeviceState state;
    if (units == 0)
        return state;
    state.output_W = output_W;
    state.loading = output_W / (unit_W * static_cast<double>(units));
    constexpr double kLeastEfficiency = 0.5; // of curves that are not to be trusted
    const double share = catalog::interpolate(efficiency, state.loading, 1.0);
    state.loss_W = output_W * (1.0 / std::max(kLeastEfficiency, share) - 1.0);
    return state;
}

} // namespace

DeviceState SupplyDevices::converter(const HallPower::Converter& units, std::size_t working,
                                     double demand_W) const {
    if (units.source < 0)
        return {};
    const auto source = static_cast<std::size_t>(m_part.firstSource + units.source);
    if (!m_problem.sources[source].inService)
        return {};
    return unitsAt(*units.efficiency, units.unit_W, working,
                   m_solution ? m_solution->sSource_MVA[source].real() * 1e6 : demand_W);
}

DeviceState SupplyDevices::passage(const HallPower::Passage& units, double demand_W) const {
    if (units.link < 0)
        return {};
    const auto link = static_cast<std::size_t>(m_part.firstLink + units.link);
    if (!m_problem.links[link].closed)
        return {};
    return unitsAt(*units.efficiency, units.unit_W, units.units.size(),
                   m_solution ? m_solution->sLink_MVA[link].real() * 1e6 : demand_W);
}

double SupplyDevices::demandOfPdu_W(std::size_t outlet) const {
    const double demand_W = m_part.outletDemand_W[outlet];
    const auto& rectifier = m_part.power->outlets[outlet].rectifier;
    return demand_W + expected().converter(rectifier, rectifier.units.size(), demand_W).loss_W;
}

double SupplyDevices::demandOfSwitch_W(std::size_t outlet) const {
    const double demand_W = demandOfPdu_W(outlet);
    return demand_W + expected().passage(m_part.power->outlets[outlet].pdu, demand_W).loss_W;
}

double SupplyDevices::demandOfBar_W(std::size_t bar) const {
    const auto& outlets = m_part.power->outlets;
    double demand_W = 0.0;
    for (std::size_t i = 0; i < outlets.size(); ++i) {
        const int position = m_part.position[i];
        if (position < 0 ||
            outlets[i].bar[static_cast<std::size_t>(position)] != static_cast<int>(bar))
            continue;
        const double behind_W = demandOfSwitch_W(i);
        demand_W += behind_W +
                    expected()
                        .passage(outlets[i].switches[static_cast<std::size_t>(position)], behind_W)
                        .loss_W;
    }
    return demand_W;
}

std::size_t SupplyDevices::upsUnits(std::size_t bar) const {
    std::size_t units = 0;
    for (const int board : m_part.power->bars[bar].boards)
        units += upsUnits(m_part.power->boards[static_cast<std::size_t>(board)]);
    return units;
}

DeviceState SupplyDevices::ups(std::size_t bar) const {
    const auto& units = m_part.power->bars[bar].ups;
    if (units.source >= 0)
        return converter(units, upsUnits(bar), m_solution ? 0.0 : demandOfBar_W(bar));
    DeviceState together;
    for (const int b : m_part.power->bars[bar].boards) {
        const auto state = bypass(m_part.power->boards[static_cast<std::size_t>(b)]);
        together.loss_W += state.loss_W;
        together.output_W += state.output_W;
        together.loading = std::max(together.loading, state.loading);
    }
    return together;
}

/// UPS units of a board in eco mode.
DeviceState SupplyDevices::bypass(const HallPower::Board& board) const {
    if (board.bypass < 0)
        return {};
    const auto link = static_cast<std::size_t>(m_part.firstLink + board.bypass);
    if (!m_problem.links[link].closed)
        return {};
    const auto bar = static_cast<std::size_t>(board.bar);
    const auto& units = m_part.power->bars[bar].ups;
    const auto working = upsUnits(board);
    const double passed_W = m_solution
                                ? m_solution->sLink_MVA[link].real() * 1e6
                                : demandOfBar_W(bar) * static_cast<double>(working) /
                                      static_cast<double>(std::max<std::size_t>(1, upsUnits(bar)));
    return unitsAt(*units.efficiency, units.unit_W, working, passed_W);
}

DeviceState SupplyDevices::upsOf(const HallPower::Board& board) const {
    if (board.bypass >= 0)
        return bypass(board);
    const auto bar = static_cast<std::size_t>(board.bar);
    const auto units = upsUnits(board);
    if (units == 0)
        return {};
    auto state = ups(bar);
    const double share = static_cast<double>(units) / static_cast<double>(upsUnits(bar));
    state.loss_W *= share;
    state.output_W *= share;
    return state;
}

DeviceState SupplyDevices::transferSwitch(std::size_t outlet) const {
    const int position = m_part.position[outlet];
    if (position < 0)
        return {};
    const auto& units = m_part.power->outlets[outlet].switches[static_cast<std::size_t>(position)];
    return passage(units, units.link < 0 || m_solution ? 0.0 : demandOfSwitch_W(outlet));
}

DeviceState SupplyDevices::pdu(std::size_t outlet) const {
    const auto& units = m_part.power->outlets[outlet].pdu;
    return passage(units, units.link < 0 || m_solution ? 0.0 : demandOfPdu_W(outlet));
}

DeviceState SupplyDevices::rectifier(std::size_t outlet) const {
    const auto& units = m_part.power->outlets[outlet].rectifier;
    return converter(units, units.units.size(), m_part.outletDemand_W[outlet]);
}

double SupplyDevices::loss_W() const {
    double sum_W = 0.0;
    for (std::size_t bar = 0; bar < m_part.power->bars.size(); ++bar)
        sum_W += ups(bar).loss_W;
    for (std::size_t i = 0; i < m_part.power->outlets.size(); ++i)
        sum_W += transferSwitch(i).loss_W + pdu(i).loss_W + rectifier(i).loss_W;
    return sum_W;
}

std::vector<double> SupplyDevices::expectedOutputs_W() const {
    const auto byDemand = expected();
    std::vector<double> outputs_W(m_part.power->boards.size(), 0.0);
    for (std::size_t bar = 0; bar < m_part.power->bars.size(); ++bar) {
        double working = 0.0;
        for (const int b : m_part.power->bars[bar].boards)
            working += isOn(m_part.power->boards[static_cast<std::size_t>(b)]);
        if (working <= 0.0)
            continue;
        const double each_W = (demandOfBar_W(bar) + byDemand.ups(bar).loss_W) / working;
        for (const int b : m_part.power->bars[bar].boards)
            if (isOn(m_part.power->boards[static_cast<std::size_t>(b)]))
                outputs_W[static_cast<std::size_t>(b)] = each_W;
    }
    return outputs_W;
}

double SupplyDevices::expectedIndoorLoss_W() const {
    double loss_W = expected().loss_W();
    const auto outputs_W = expectedOutputs_W();
    for (std::size_t b = 0; b < outputs_W.size(); ++b) {
        const auto& board = m_part.power->boards[b];
        if (!isOn(board) || !board.isIndoors || board.type->rating_VA <= 0.0)
            continue;
        const double share = outputs_W[b] / kRackPowerFactor / board.type->rating_VA;
        loss_W += board.type->noLoadLoss_W + share * share * board.type->loadLoss_W;
    }
    return loss_W;
}

} // namespace hallwright::engine
