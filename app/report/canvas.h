#pragma once

#include "app/report/report_style.h"

#include <QImage>
#include <QLineF>
#include <QPolygonF>
#include <QRectF>
#include <QString>

class QPainter;

namespace hallwright::app::report {

/// How a line is drawn: weight [mm] and colour; a dash pattern in multiples of the weight.
struct Stroke {
    double width_mm = weight::kEquipment;
    QColor color = ink::kText;
    QList<qreal> dashes;
};

inline const Stroke kNoStroke{0.0, {}, {}};

/// A sheet of paper measured in millimetres from its upper left corner.
class Canvas {
public:
    /// The painter must be active on the page; a millimetre is `unitsPerMm` of its device.
    Canvas(QPainter& painter, double unitsPerMm);

    void line(QPointF a, QPointF b, const Stroke& stroke);
    void polyline(const QPolygonF& points, const Stroke& stroke);
    void polygon(const QPolygonF& points, const Stroke& stroke, const QColor& fill = {});
    void rect(const QRectF& rect, const Stroke& stroke, const QColor& fill = {});
    void ellipse(QPointF centre, double rx, double ry, const Stroke& stroke,
                 const QColor& fill = {});
    void image(const QRectF& rect, const QImage& image);
    /// 45 degree lines over a polygon.
    void hatch(const QPolygonF& area, double spacing_mm, const Stroke& stroke);

    /// One line of text, its box aligned to `at`: horizontally by `align`, vertically centred.
    void label(QPointF at, const QString& text, const TextStyle& style,
               Qt::Alignment align = Qt::AlignLeft);
    /// A label on a white ground, so that it reads on a drawing.
    void tag(QPointF at, const QString& text, const TextStyle& style,
             Qt::Alignment align = Qt::AlignHCenter);
    /// Text wrapped into a column from its upper left corner; returns the height used [mm].
    double paragraph(QPointF topLeft, double width_mm, const QString& text, const TextStyle& style);
    /// Text turned by 90 degrees, reading upwards, centred on `at`; as a tag on a white ground.
    void verticalLabel(QPointF at, const QString& text, const TextStyle& style);
    void verticalTag(QPointF at, const QString& text, const TextStyle& style);

    void clipTo(const QRectF& rect);
    void unclip();

private:
    void pen(const Stroke& stroke);
    template <class Draw>
    void turned(QPointF at, Draw draw);
    QPainter& m_painter;
};

/// Sizes of text without a page to draw it on [mm].
[[nodiscard]] double textWidth(const QString& text, const TextStyle& style);
[[nodiscard]] double paragraphHeight(const QString& text, double width_mm, const TextStyle& style);
/// The text, or its beginning with an ellipsis where it is wider than `width_mm`.
[[nodiscard]] QString elided(const QString& text, double width_mm, const TextStyle& style);

} // namespace hallwright::app::report
