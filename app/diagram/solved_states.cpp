#include "app/diagram/solved_states.h"

#include "app/format/number_format.h"
#include "core/engine/short_circuit_levels.h"

#include <cmath>

namespace hallwright::app::diagram {

namespace {

constexpr double kOverloadFrom = 1.0;

template <class Map, class Id>
const typename Map::mapped_type* find(const Map& map, Id id) {
    const auto it = map.find(id);
    return it == map.end() ? nullptr : &it->second;
}

const QString kUnknown = QString::fromUtf16(kNoValue);

} // namespace

QString voltageText(double volts) {
    return volts >= 1000.0 ? formatCompact(volts / 1000.0) + QStringLiteral("\u2009kV")
                           : formatCompact(volts) + QStringLiteral("\u2009V");
}

SolvedStates::SolvedStates(const engine::Solution* solution)
    : m_solution(solution), m_known(solution && solution->powerConverged) {
    if (!solution)
        return;
    for (const auto& state : solution->busways)
        m_busways[{state.hall, state.name}] = &state;
    for (const auto& state : solution->buses)
        m_buses.try_emplace({state.entity, state.section, std::llround(state.nominal_V)}, &state);
}

const engine::BranchState* SolvedStates::feeder(model::FeederId id) const {
    return m_known ? find(m_solution->feeders, id) : nullptr;
}

const engine::BranchState* SolvedStates::transformer(model::EquipmentId id) const {
    return m_known ? find(m_solution->transformers, id) : nullptr;
}

const engine::BranchState* SolvedStates::grid(model::GridConnectionId id) const {
    return m_known ? find(m_solution->grids, id) : nullptr;
}

const engine::BranchState* SolvedStates::busway(model::HallId hall, const std::string& name) const {
    const auto* found = m_known ? find(m_busways, std::pair(hall, name)) : nullptr;
    return found ? *found : nullptr;
}

const engine::UnitState* SolvedStates::unit(model::EquipmentId id) const {
    return m_known ? find(m_solution->units, id) : nullptr;
}

std::optional<int> SolvedStates::tap(model::EquipmentId id) const {
    const auto* tap = m_known ? find(m_solution->taps, id) : nullptr;
    return tap ? std::optional(tap->position) : std::nullopt;
}

const engine::BusState* SolvedStates::bus(model::EntityId entity, int section,
                                          double nominal_V) const {
    const auto* found =
        m_known ? find(m_buses, std::tuple(entity, section, std::llround(nominal_V))) : nullptr;
    return found ? *found : nullptr;
}

const engine::BusState* SolvedStates::bus(model::EntityId entity, int section) const {
    if (!m_known)
        return nullptr;
    const auto it = m_buses.lower_bound(std::tuple(entity, section, 0LL));
    const bool isIt = it != m_buses.end() && std::get<0>(it->first) == entity &&
                      std::get<1>(it->first) == section;
    return isIt ? it->second : nullptr;
}

Status SolvedStates::status(const engine::BranchState* state) const {
    if (!state)
        return {};
    Status status;
    status.supply = state->energised ? Status::Supply::Live : Status::Supply::Dead;
    if (state->energised && state->rating > 0.0)
        status.loading = state->loading;
    return status;
}

Status SolvedStates::status(const engine::BusState* state) const {
    if (!state)
        return {};
    return {state->energised ? Status::Supply::Live : Status::Supply::Dead};
}

Status SolvedStates::status(const engine::UnitState* state) const {
    if (!state)
        return {};
    return {state->running ? Status::Supply::Live : Status::Supply::Dead,
            state->running ? state->loading : std::numeric_limits<double>::quiet_NaN()};
}

Text SolvedStates::loading(const Status& status) const {
    if (status.supply == Status::Supply::Standby)
        return {QStringLiteral("standby"), TextRole::Detail};
    if (status.supply == Status::Supply::Dead)
        return {QStringLiteral("dead"), TextRole::Detail};
    if (status.supply == Status::Supply::Unknown || std::isnan(status.loading))
        return {kUnknown, TextRole::Detail};
    return {formatPercent(status.loading).text(),
            status.loading > kOverloadFrom ? TextRole::Fault : TextRole::Value};
}

Text SolvedStates::current(const engine::BranchState* state) const {
    if (!state || !state->energised)
        return {{}, TextRole::Detail};
    return {formatNumber(state->current_A, 0) + QStringLiteral("\u2009A"), TextRole::Detail};
}

Text SolvedStates::power(const engine::BranchState* state) const {
    if (!state || !state->energised)
        return {kUnknown, TextRole::Detail};
    return {formatPower(state->power_W).text(), TextRole::Value};
}

Text SolvedStates::voltage(const engine::BusState* state) const {
    if (!state)
        return {kUnknown, TextRole::Detail};
    if (!state->energised)
        return {QStringLiteral("dead"), TextRole::Detail};
    return {formatNumber(state->voltage_pu, 3) + QStringLiteral("\u2009pu"), TextRole::Value};
}

Text SolvedStates::faultCurrent(const engine::BusState* state) const {
    const auto* levels = state ? m_solution->faultLevels.get() : nullptr;
    if (!levels || levels->buses.size() != m_solution->buses.size() || !state->energised)
        return {{}, TextRole::Detail};
    // The study's buses stand as the solution's.
    const auto& level = levels->buses[std::size_t(state - m_solution->buses.data())];
    if (!(level.maximum.ik3_kA > 0.0))
        return {{}, TextRole::Detail};
    return {QStringLiteral("Ik″ %1\u2009kA").arg(formatCompact(level.maximum.ik3_kA)),
            level.loading() > kOverloadFrom ? TextRole::Fault : TextRole::Detail};
}

std::vector<QString> SolvedStates::words(const QString& name, const engine::BranchState* state,
                                         const QString& ratingUnit) const {
    std::vector<QString> lines{name};
    if (!state) {
        lines.push_back(kUnknown);
    } else if (!state->energised) {
        lines.push_back(QStringLiteral("Dead"));
    } else {
        if (state->rating > 0.0)
            lines.push_back(QStringLiteral("%1 of %2")
                                .arg(formatPercent(state->loading).text(),
                                     formatFigure(state->rating, ratingUnit).text()));
        lines.push_back(QStringLiteral("%1, %2").arg(
            formatPower(state->power_W).text(),
            formatFigure(state->current_A, QStringLiteral("A")).text()));
        if (state->loss_W > 0.0)
            lines.push_back(QStringLiteral("Loss %1").arg(formatPower(state->loss_W).text()));
        if (state->voltageDrop > 0.0005)
            lines.push_back(
                QStringLiteral("Voltage drop %1").arg(formatPercent(state->voltageDrop).text()));
    }
    return lines;
}

} // namespace hallwright::app::diagram
