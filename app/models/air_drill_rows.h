#pragma once

#include "core/engine/air_drill.h"
#include "core/model/campus.h"

#include <QVariantList>

namespace hallwright::app {

/// What the drill panel shows of a simulation, ready to be laid out.
struct AirDrillRows {
    /// [{name, values: one a frame, low, high, limits: [value]}]: the warmest inlet, the hall's
    /// mean, the fans' flow in percent.
    QVariantList traces;
    /// [{time_s, time, text, detail, severity, rack: number or 0}] by time.
    QVariantList events;
    QVariantList figures; ///< [{name, value, unit, context, severity}]
};

[[nodiscard]] AirDrillRows airDrillRows(const engine::AirDrill& drill, const model::Campus& campus);

} // namespace hallwright::app
