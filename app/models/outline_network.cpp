#include "app/document/live_results.h"
#include "app/models/number_format.h"
#include "app/models/outline_model.h"
#include "core/engine/short_circuit_levels.h"

#include <algorithm>
#include <cmath>
#include <optional>

// Values of the outline in the layers of the electrical network.
namespace hallwright::app {

namespace {

double shareOfRange(double value, double low, double high) {
    return std::clamp((value - low) / (high - low), 0.0, 1.0);
}

} // namespace

/// Buses of a thing and of the transformers that stand in it, by their place in the solution.
template <class Take>
void OutlineModel::forBusesOf(model::EntityId id, Take take) const {
    const auto& buses = m_results.solution()->buses;
    for (std::size_t i = 0; i < buses.size(); ++i) {
        const auto* item = m_campus.equipment().find({buses[i].entity.number});
        if (buses[i].entity == id || (item && item->parent == id))
            take(i);
    }
}

OutlineModel::Value OutlineModel::voltageValue(model::EntityId id) const {
    const auto solution = m_results.solution();
    std::optional<double> worst; // farthest from nominal, in percent
    const auto offer = [&worst](double voltage_pu) {
        const double deviation = 100.0 * (voltage_pu - 1.0);
        if (!worst || std::abs(deviation) > std::abs(*worst))
            worst = deviation;
    };
    if (const auto it = solution->racks.find({id.number}); it != solution->racks.end()) {
        if (it->second.hasPower)
            offer(it->second.voltage_pu);
    } else if (const auto racks = m_racksOfRow.find(id.number); racks != m_racksOfRow.end()) {
        for (const model::Rack* rack : racks->second)
            if (const auto state = solution->racks.find(rack->id);
                state != solution->racks.end() && state->second.hasPower)
                offer(state->second.voltage_pu);
    } else if (hasBuses(id)) {
        forBusesOf(id, [&](std::size_t bus) {
            if (solution->buses[bus].energised)
                offer(solution->buses[bus].voltage_pu);
        });
    }
    if (!worst)
        return {};
    const QString sign = *worst < 0.0 ? QStringLiteral("\u2212") : QStringLiteral("+");
    return {sign + formatNumber(std::abs(*worst), 1), shareOfRange(*worst, -10.0, 10.0)};
}

OutlineModel::Value OutlineModel::faultValue(model::EntityId id) const {
    const auto solution = m_results.solution();
    const auto* levels = solution->faultLevels.get();
    if (!levels)
        return {};
    double worst = 0.0;
    if (hasBuses(id))
        forBusesOf(id, [&](std::size_t bus) {
            if (bus < levels->buses.size())
                worst = std::max(worst, levels->buses[bus].loading());
        });
    if (m_racksOfRow.contains(id.number))
        for (std::size_t i = 0; i < std::min(solution->busways.size(), levels->busways.size()); ++i)
            if (model::entity(solution->busways[i].row) == id)
                worst = std::max(worst, levels->busways[i].loading());
    return worst > 0.0 ? Value{formatNumber(worst * 100.0, 0), shareOfRange(worst, 0.0, 1.2)}
                       : Value{};
}

bool OutlineModel::hasBuses(model::EntityId id) const {
    switch (m_campus.kindOf(id)) {
    case model::EntityKind::Hall:
    case model::EntityKind::Substation:
    case model::EntityKind::Plant:
    case model::EntityKind::GridConnection:
        return true;
    case model::EntityKind::Equipment:
        return m_campus.equipment().find({id.number})->kind == model::EquipmentKind::Transformer;
    default:
        return false;
    }
}

} // namespace hallwright::app
