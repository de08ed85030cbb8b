#pragma once

#include "app/diagram/diagram_painter.h"

namespace hallwright::app::diagram {

/// Draws one symbol in its box.
void paintSymbol(DiagramPen& pen, const Symbol& symbol, const DiagramInk& ink);
/// Colour of a conductor or a filled symbol by its status.
[[nodiscard]] QColor statusColor(const Status& status, const DiagramInk& ink);

} // namespace hallwright::app::diagram
