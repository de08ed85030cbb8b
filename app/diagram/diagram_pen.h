#pragma once

#include "app/diagram/diagram.h"

#include <QColor>
#include <QList>

namespace hallwright::app::diagram {

/// What a diagram is drawn with: a painter of the window or a sheet of the report. All lengths are
/// units of the diagram. A colour that is not valid draws nothing.
class DiagramPen {
public:
    virtual ~DiagramPen() = default;
    /// `dashes`: lengths of line and gap in turn; empty: solid.
    virtual void line(const QPolygonF& points, double width, const QColor& color,
                      const QList<qreal>& dashes = {}) = 0;
    virtual void shape(const QPolygonF& points, double width, const QColor& stroke,
                       const QColor& fill) = 0;
    virtual void circle(QPointF centre, double radius, double width, const QColor& stroke,
                        const QColor& fill) = 0;
    /// The text of a label, vertically centred in its box.
    virtual void text(const Label& label, const QColor& color) = 0;
};

} // namespace hallwright::app::diagram
