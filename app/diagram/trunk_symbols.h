#pragma once

#include "app/diagram/sheet.h"

namespace hallwright::app::diagram {

/// "H-01 A", "SS-2": what a node of the trunk is called.
[[nodiscard]] QString nodeName(const Sheet& sheet, int node);
/// A feeder with its state, `gear` at its upper end.
[[nodiscard]] Conductor conductorOf(const Sheet& sheet, int edge, std::optional<SymbolKind> gear);
/// The symbol of a grid connection and the lines that stand beside it.
[[nodiscard]] Symbol gridSymbol(const Sheet& sheet, int node, std::vector<Text>& lines);
/// The same of a generator, a battery, a PV plant.
[[nodiscard]] Symbol generatorSymbol(const Sheet& sheet, int node, std::vector<Text>& lines);

} // namespace hallwright::app::diagram
