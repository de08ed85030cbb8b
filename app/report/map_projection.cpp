#include "app/report/map_projection.h"

#include "app/format/number_format.h"

#include <algorithm>
#include <cmath>

namespace hallwright::app::report {

namespace {

int roundScale(double atLeast) {
    if (atLeast > 2000.0 && atLeast <= 4000.0)
        return 4000;
    for (int decade = 1;; decade *= 10)
        for (const int step : {1, 2, 5})
            if (step * decade >= atLeast)
                return step * decade;
}

} // namespace

MapProjection::MapProjection(const QRectF& world_m, const QRectF& frame_mm)
    : m_frame(frame_mm), m_centre_m(world_m.center()) {
    const double needed =
        1000.0 * std::max(world_m.width() / frame_mm.width(), world_m.height() / frame_mm.height());
    m_denominator = roundScale(std::max(needed, 1.0));
    m_mmPerM = 1000.0 / m_denominator;
}

QPointF MapProjection::toPage(QPointF point_m) const {
    return m_frame.center() + QPointF((point_m.x() - m_centre_m.x()) * m_mmPerM,
                                      -(point_m.y() - m_centre_m.y()) * m_mmPerM);
}

QPointF MapProjection::toPage(base::Vec2 point_m) const {
    return toPage(QPointF(point_m.x, point_m.y));
}

QPolygonF MapProjection::toPage(const QPolygonF& polygon_m) const {
    QPolygonF mapped;
    mapped.reserve(polygon_m.size());
    for (const QPointF& point : polygon_m)
        mapped << toPage(point);
    return mapped;
}

QRectF MapProjection::shown_m() const {
    const QSizeF size = m_frame.size() / m_mmPerM;
    return {m_centre_m - QPointF(size.width() / 2.0, size.height() / 2.0), size};
}

QString MapProjection::scaleText() const {
    return QStringLiteral("1 : ") + formatNumber(m_denominator, 0);
}

} // namespace hallwright::app::report
