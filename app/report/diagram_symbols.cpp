#include "app/report/diagram_symbols.h"

namespace hallwright::app::report {

namespace {
const Stroke kWire{weight::kRule, ink::kText, {}};
}

double drawTransformerSymbol(Canvas& canvas, QPointF at, const QColor& fill) {
    constexpr double r = 2.0;
    canvas.line(at, at + QPointF(0.0, 1.0), kWire);
    canvas.ellipse(at + QPointF(0.0, 1.0 + r), r, r, kWire, fill);
    canvas.ellipse(at + QPointF(0.0, 1.0 + 2.4 * r), r, r, kWire, fill);
    canvas.ellipse(at + QPointF(0.0, 1.0 + r), r, r, kWire);
    const double bottom = at.y() + 1.0 + 3.4 * r;
    canvas.line({at.x(), bottom}, {at.x(), bottom + 1.0}, kWire);
    return bottom + 1.0;
}

double drawBreakerSymbol(Canvas& canvas, QPointF at, bool closed) {
    const QRectF box(at.x() - 0.9, at.y() + 0.8, 1.8, 1.8);
    canvas.line(at, at + QPointF(0.0, 0.8), kWire);
    canvas.rect(box, kWire, closed ? ink::kText : ink::kPaper);
    canvas.line({at.x(), box.bottom()}, {at.x(), box.bottom() + 0.8}, kWire);
    return box.bottom() + 0.8;
}

void drawGridSymbol(Canvas& canvas, QPointF at) {
    const QRectF box(at.x() - 4.0, at.y() - 5.0, 8.0, 5.0);
    canvas.rect(box, kWire, ink::kPaper);
    for (int i = 1; i < 4; ++i) {
        canvas.line({box.left() + 2.0 * i, box.top()}, {box.left() + 2.0 * i, box.bottom()},
                    {weight::kHair, ink::kText, {}});
        if (i < 3)
            canvas.line({box.left(), box.top() + 5.0 / 3.0 * i},
                        {box.right(), box.top() + 5.0 / 3.0 * i}, {weight::kHair, ink::kText, {}});
    }
}

void drawBusbar(Canvas& canvas, QPointF left, double width_mm, const QString& name,
                const Stroke& stroke) {
    canvas.line(left, left + QPointF(width_mm, 0.0), stroke);
    canvas.tag(left + QPointF(0.4, -2.2), name, style::kDrawing.strong(), Qt::AlignLeft);
}

} // namespace hallwright::app::report
