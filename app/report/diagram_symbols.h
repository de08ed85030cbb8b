#pragma once

#include "app/report/canvas.h"

namespace hallwright::app::report {

/// Symbols of IEC 60617 as far as the one-line diagram needs them; `at` is the upper connection.
/// Each returns the y of its lower connection [mm].
double drawTransformerSymbol(Canvas& canvas, QPointF at, const QColor& fill);
double drawBreakerSymbol(Canvas& canvas, QPointF at, bool closed);
void drawGridSymbol(Canvas& canvas, QPointF at);
/// A bar with its name and voltage at the left end.
void drawBusbar(Canvas& canvas, QPointF left, double width_mm, const QString& name,
                const Stroke& stroke);

} // namespace hallwright::app::report
