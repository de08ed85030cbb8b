#pragma once

#include "core/engine/solution.h"
#include "core/model/campus.h"

#include <QString>

#include <vector>

namespace hallwright::app {

/// A figure in words: what it is, its value with unit, and what it is read against.
struct NamedFigure {
    QString name;
    QString value;
    QString note;
};

/// What a hall's solved air is like: how fine and how settled, its warmest inlet, its cooling
/// indices, and how much of the racks' air comes from and goes to air units (means over the racks,
/// weighted with their flows). Empty without an answer.
[[nodiscard]] std::vector<NamedFigure>
hallAirFigures(const model::Campus& campus, const engine::Solution& solution, model::HallId hall);

} // namespace hallwright::app
