#pragma once

#include "core/base/vec.h"

#include <QPolygonF>
#include <QRectF>
#include <QString>

namespace hallwright::app::report {

/// From site or hall metres to millimetres on paper at a round scale: north (local y) up.
class MapProjection {
public:
    /// Fits `world_m` (x east, y north; a QRectF with y as its lower edge) into `frame_mm` at the
    /// largest scale of 1-2-5 steps, or 1 : 4 000, that leaves it inside.
    MapProjection(const QRectF& world_m, const QRectF& frame_mm);

    [[nodiscard]] QPointF toPage(base::Vec2 point_m) const;
    [[nodiscard]] QPointF toPage(QPointF point_m) const;
    [[nodiscard]] QPolygonF toPage(const QPolygonF& polygon_m) const;
    /// A length in metres on paper [mm].
    [[nodiscard]] double length(double metres) const { return metres * m_mmPerM; }
    /// Part of the world that the frame shows.
    [[nodiscard]] QRectF shown_m() const;
    [[nodiscard]] const QRectF& frame_mm() const { return m_frame; }
    [[nodiscard]] int denominator() const { return m_denominator; }
    /// "1 : 4 000".
    [[nodiscard]] QString scaleText() const;

private:
    QRectF m_frame;
    QPointF m_centre_m;
    int m_denominator = 1;
    double m_mmPerM = 1.0;
};

} // namespace hallwright::app::report
