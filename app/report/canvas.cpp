#include "app/report/canvas.h"

#include <QFont>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

#include <cmath>

namespace hallwright::app::report {

namespace {

/// Fonts are sized in hundredths of a millimetre, because pixel sizes are whole numbers.
constexpr double kFontUnitsPerMm = 100.0;
constexpr double kMmPerPoint = 25.4 / 72.0;

QFont fontOf(const TextStyle& style) {
    QFont font(QStringLiteral("Hallwright Sans"));
    font.setStyleHint(QFont::SansSerif);
    font.setPixelSize(int(std::lround(style.size_pt * kMmPerPoint * kFontUnitsPerMm)));
    font.setWeight(QFont::Weight(style.weight));
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setKerning(true);
    return font;
}

/// The text with a value and its unit held together.
QString unbroken(QString text) {
    return text.replace(QChar(0x2009), QChar(0x202f));
}

/// Breaks the text into lines of the width; the layout works in font units.
void breakLines(QTextLayout& layout, double width_mm) {
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine())
        line.setLineWidth(width_mm * kFontUnitsPerMm);
    layout.endLayout();
}

} // namespace

Canvas::Canvas(QPainter& painter, double unitsPerMm) : m_painter(painter) {
    m_painter.resetTransform();
    m_painter.scale(unitsPerMm, unitsPerMm);
}

void Canvas::pen(const Stroke& stroke) {
    if (stroke.width_mm <= 0.0) {
        m_painter.setPen(Qt::NoPen);
        return;
    }
    QPen pen(stroke.color, stroke.width_mm, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
    if (!stroke.dashes.isEmpty())
        pen.setDashPattern(stroke.dashes);
    m_painter.setPen(pen);
}

void Canvas::line(QPointF a, QPointF b, const Stroke& stroke) {
    pen(stroke);
    m_painter.drawLine(QLineF(a, b));
}

void Canvas::polyline(const QPolygonF& points, const Stroke& stroke) {
    pen(stroke);
    m_painter.drawPolyline(points);
}

void Canvas::polygon(const QPolygonF& points, const Stroke& stroke, const QColor& fill) {
    pen(stroke);
    m_painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    m_painter.drawPolygon(points);
}

void Canvas::rect(const QRectF& rect, const Stroke& stroke, const QColor& fill) {
    pen(stroke);
    m_painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    m_painter.drawRect(rect);
}

void Canvas::ellipse(QPointF centre, double rx, double ry, const Stroke& stroke,
                     const QColor& fill) {
    pen(stroke);
    m_painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    m_painter.drawEllipse(centre, rx, ry);
}

void Canvas::image(const QRectF& rect, const QImage& image) {
    m_painter.drawImage(rect, image);
}

void Canvas::hatch(const QPolygonF& area, double spacing_mm, const Stroke& stroke) {
    QPainterPath path;
    path.addPolygon(area);
    path.closeSubpath();
    m_painter.save();
    m_painter.setClipPath(path, Qt::IntersectClip);
    const QRectF box = area.boundingRect();
    for (double x = box.left() - box.height(); x < box.right(); x += spacing_mm * std::sqrt(2.0))
        line({x, box.bottom()}, {x + box.height(), box.top()}, stroke);
    m_painter.restore();
}

void Canvas::label(QPointF at, const QString& text, const TextStyle& style, Qt::Alignment align) {
    const QFont font = fontOf(style);
    const QFontMetricsF metrics(font);
    double x = at.x();
    const double width = metrics.horizontalAdvance(text) / kFontUnitsPerMm;
    if (align & Qt::AlignRight)
        x -= width;
    else if (align & Qt::AlignHCenter)
        x -= width / 2.0;
    m_painter.save();
    m_painter.translate(x, at.y() + metrics.capHeight() / kFontUnitsPerMm / 2.0);
    m_painter.scale(1.0 / kFontUnitsPerMm, 1.0 / kFontUnitsPerMm);
    m_painter.setFont(font);
    m_painter.setPen(style.color);
    m_painter.drawText(QPointF(0.0, 0.0), text);
    m_painter.restore();
}

void Canvas::tag(QPointF at, const QString& text, const TextStyle& style, Qt::Alignment align) {
    const double width = textWidth(text, style);
    const double height = style.size_pt * kMmPerPoint * 1.15;
    const double x = align & Qt::AlignRight     ? at.x() - width
                     : align & Qt::AlignHCenter ? at.x() - width / 2.0
                                                : at.x();
    rect(QRectF(x - 0.4, at.y() - height / 2.0, width + 0.8, height), kNoStroke, ink::kPaper);
    label(at, text, style, align);
}

double Canvas::paragraph(QPointF topLeft, double width_mm, const QString& text,
                         const TextStyle& style) {
    const QFont font = fontOf(style);
    const QFontMetricsF metrics(font);
    const QString held = unbroken(text);
    QTextLayout layout(held, font);
    breakLines(layout, width_mm);
    const double leading = style.leading_pt * kMmPerPoint;
    m_painter.setFont(font);
    for (int i = 0; i < layout.lineCount(); ++i) {
        const QTextLine line = layout.lineAt(i);
        const QString words = held.mid(line.textStart(), line.textLength()).trimmed();
        m_painter.save();
        m_painter.translate(topLeft.x(), topLeft.y() + leading * (i + 0.5) +
                                             metrics.capHeight() / kFontUnitsPerMm / 2.0);
        m_painter.scale(1.0 / kFontUnitsPerMm, 1.0 / kFontUnitsPerMm);
        m_painter.setPen(style.color);
        m_painter.drawText(QPointF(0.0, 0.0), words);
        m_painter.restore();
    }
    return layout.lineCount() * leading;
}

template <class Draw>
void Canvas::turned(QPointF at, Draw draw) {
    m_painter.save();
    m_painter.translate(at);
    m_painter.rotate(-90.0);
    draw();
    m_painter.restore();
}

void Canvas::verticalLabel(QPointF at, const QString& text, const TextStyle& style) {
    turned(at, [&] { label({0.0, 0.0}, text, style, Qt::AlignHCenter); });
}

void Canvas::verticalTag(QPointF at, const QString& text, const TextStyle& style) {
    turned(at, [&] { tag({0.0, 0.0}, text, style, Qt::AlignHCenter); });
}

void Canvas::clipTo(const QRectF& rect) {
    m_painter.save();
    m_painter.setClipRect(rect, Qt::IntersectClip);
}

void Canvas::unclip() {
    m_painter.restore();
}

double textWidth(const QString& text, const TextStyle& style) {
    return QFontMetricsF(fontOf(style)).horizontalAdvance(text) / kFontUnitsPerMm;
}

double paragraphHeight(const QString& text, double width_mm, const TextStyle& style) {
    QTextLayout layout(unbroken(text), fontOf(style));
    breakLines(layout, width_mm);
    return layout.lineCount() * style.leading_pt * kMmPerPoint;
}

QString elided(const QString& text, double width_mm, const TextStyle& style) {
    return QFontMetricsF(fontOf(style))
        .elidedText(text, Qt::ElideRight, width_mm * kFontUnitsPerMm);
}

} // namespace hallwright::app::report
