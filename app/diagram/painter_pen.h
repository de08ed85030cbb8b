#pragma once

#include "app/diagram/diagram_pen.h"

#include <QFont>

class QPainter;

namespace hallwright::app::diagram {

/// Draws with a QPainter whose transformation takes units to its device.
class PainterPen final : public DiagramPen {
public:
    PainterPen(QPainter& painter, const QString& family) : m_painter(painter), m_family(family) {}

    void line(const QPolygonF& points, double width, const QColor& color,
              const QList<qreal>& dashes = {}) override;
    void shape(const QPolygonF& points, double width, const QColor& stroke,
               const QColor& fill) override;
    void circle(QPointF centre, double radius, double width, const QColor& stroke,
                const QColor& fill) override;
    void text(const Label& label, const QColor& color) override;

    /// The font of a role, one pixel a unit.
    [[nodiscard]] static QFont font(const QString& family, TextRole role);

private:
    void use(double width, const QColor& stroke, const QColor& fill);

    QPainter& m_painter;
    QString m_family;
};

/// Measures text in the window's font; keeps what it has measured.
[[nodiscard]] TextWidth textWidthIn(const QString& family);

} // namespace hallwright::app::diagram
