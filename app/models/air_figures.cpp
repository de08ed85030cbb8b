#include "app/models/air_figures.h"

#include "app/format/number_format.h"
#include "app/models/entity_words.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace hallwright::app {

namespace {

/// Mean of a share over the racks of a hall, weighted with their flows.
std::optional<double> meanShare(const model::Campus& campus, const engine::Solution& solution,
                                model::HallId hall,
                                std::optional<double> engine::RackState::*share) {
    double sum = 0.0;
    double flow = 0.0;
    for (const auto& rack : campus.racks()) {
        const auto found = solution.racks.find(rack.id);
        if (rack.hall != hall || found == solution.racks.end() || !(found->second.*share))
            continue;
        sum += *(found->second.*share) * found->second.airFlow_m3_per_s;
        flow += found->second.airFlow_m3_per_s;
    }
    return flow > 0.0 ? std::optional(sum / flow) : std::nullopt;
}

QString percent(double value) {
    return formatPercent(value / 100.0).text();
}

} // namespace

std::vector<NamedFigure> hallAirFigures(const model::Campus& campus,
                                        const engine::Solution& solution, model::HallId hall) {
    const auto found = solution.halls.find(hall);
    if (found == solution.halls.end() || !found->second.hasAir)
        return {};
    const engine::HallState& state = found->second;
    std::vector<NamedFigure> figures;
    const auto add = [&figures](const char* name, const QString& value, const QString& note = {}) {
        figures.push_back({QString::fromUtf8(name), value, note});
    };
    add("Worst inlet", formatTemperature(state.worstInlet_C).text(),
        fromUtf8(campus.nameOf(model::entity(state.worstInletRack))));
    if (state.air) {
        const base::Vec3 cell = state.air->cell_m;
        const double edge_m = std::max({cell.x, cell.y, cell.z});
        add("Cells", Figure{formatNumber(edge_m, 2), QStringLiteral("m")}.text(),
            formatNumber(double(state.air->cellCount()), 0));
    }
    add("Settled",
        Figure{formatNumber(std::floor(100.0 * state.airSettledFraction), 0), QStringLiteral("%")}
            .text());
    add("Heat unbalanced", formatPercent(std::abs(state.airImbalanceFraction)).text(),
        QStringLiteral("of its heat"));
    const airflow::AirIndices& indices = state.airIndices;
    if (indices.rciHigh_percent && indices.rciLow_percent)
        add("RCI high / low",
            percent(*indices.rciHigh_percent) + QStringLiteral(" / ") +
                percent(*indices.rciLow_percent),
            QStringLiteral("100 % in range"));
    if (indices.rti_percent)
        add("RTI", percent(*indices.rti_percent),
            *indices.rti_percent > 100.0 ? QStringLiteral("recirculates")
                                         : QStringLiteral("bypasses"));
    if (indices.shi && indices.rhi)
        add("SHI / RHI",
            formatNumber(*indices.shi, 2) + QStringLiteral(" / ") + formatNumber(*indices.rhi, 2));
    if (const auto share = meanShare(campus, solution, hall, &engine::RackState::airFromSupply))
        add("Supply captured", formatPercent(*share).text(), QStringLiteral("by racks, mean"));
    if (const auto share = meanShare(campus, solution, hall, &engine::RackState::airToReturn))
        add("Exhaust captured", formatPercent(*share).text(), QStringLiteral("by units, mean"));
    return figures;
}

} // namespace hallwright::app
