#include "qml/controls/duration_curve.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace hallwright::app {

namespace {

constexpr double kLineWidth = 1.5;
constexpr float kFillAlpha = 0.12F;

} // namespace

DurationCurve::DurationCurve(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setAntialiasing(true);
    connect(this, &DurationCurve::changed, this, [this] { update(); });
}

void DurationCurve::paint(QPainter* painter) {
    if (m_values.size() < 2 || !(m_high > m_low))
        return;
    const double step = width() / double(m_values.size() - 1);
    QPolygonF line;
    for (qsizetype i = 0; i < m_values.size(); ++i) {
        const double share =
            std::clamp((m_values[i].toDouble() - m_low) / (m_high - m_low), 0.0, 1.0);
        line.append({double(i) * step, height() - share * height()});
    }
    QPainterPath area;
    area.addPolygon(line);
    area.lineTo(width(), height());
    area.lineTo(0.0, height());
    area.closeSubpath();
    QColor fill = m_ink;
    fill.setAlphaF(kFillAlpha);
    painter->fillPath(area, fill);
    painter->setPen(QPen(m_ink, kLineWidth));
    painter->drawPolyline(line);
}

void DurationCurve::setValues(const QVariantList& values) {
    m_values = values;
    emit changed();
}

void DurationCurve::setLow(double low) {
    m_low = low;
    emit changed();
}

void DurationCurve::setHigh(double high) {
    m_high = high;
    emit changed();
}

void DurationCurve::setInk(const QColor& ink) {
    m_ink = ink;
    emit changed();
}

} // namespace hallwright::app
