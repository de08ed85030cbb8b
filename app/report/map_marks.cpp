#include "app/report/map_marks.h"

#include "app/format/number_format.h"

#include <QTransform>

#include <cmath>

namespace hallwright::app::report {

namespace {

/// Largest of 1-2-5 steps not above `limit`.
double roundLength(double limit) {
    const double decade = std::pow(10.0, std::floor(std::log10(limit)));
    for (const double step : {5.0, 2.0})
        if (step * decade <= limit)
            return step * decade;
    return decade;
}

} // namespace

void drawGridCrosses(Canvas& canvas, const MapProjection& map) {
    const QRectF shown = map.shown_m();
    const double step = roundLength(shown.width() / 3.0);
    const Stroke hair{weight::kHair, ink::kRule, {}};
    const TextStyle text = style::kDrawing.in(ink::kText3);
    for (double x = std::ceil(shown.left() / step) * step; x < shown.right(); x += step) {
        for (double y = std::ceil(shown.top() / step) * step; y < shown.bottom(); y += step) {
            const QPointF p = map.toPage(QPointF(x, y));
            canvas.line(p - QPointF(1.2, 0.0), p + QPointF(1.2, 0.0), hair);
            canvas.line(p - QPointF(0.0, 1.2), p + QPointF(0.0, 1.2), hair);
        }
        const double px = map.toPage(QPointF(x, shown.center().y())).x();
        if (px > map.frame_mm().left() + 8.0 && px < map.frame_mm().right() - 4.0)
            canvas.label({px, map.frame_mm().bottom() - 1.8}, formatNumber(x, 0), text,
                         Qt::AlignHCenter);
    }
    for (double y = std::ceil(shown.top() / step) * step; y < shown.bottom(); y += step) {
        const double py = map.toPage(QPointF(shown.center().x(), y)).y();
        if (py > map.frame_mm().top() + 3.0 && py < map.frame_mm().bottom() - 5.0)
            canvas.label({map.frame_mm().left() + 1.4, py}, formatNumber(y, 0), text);
    }
}

void drawScaleBar(Canvas& canvas, const MapProjection& map, QPointF at, double maxWidth_mm) {
    const double length_m = roundLength(maxWidth_mm * map.denominator() / 1000.0);
    const double width = map.length(length_m);
    const Stroke edge{weight::kHair, ink::kText, {}};
    for (int i = 0; i < 4; ++i)
        canvas.rect(QRectF(at.x() + i * width / 4.0, at.y() - 1.2, width / 4.0, 1.2), edge,
                    i % 2 == 0 ? ink::kText : ink::kPaper);
    canvas.label({at.x(), at.y() + 1.9}, QStringLiteral("0"), style::kDrawing, Qt::AlignHCenter);
    canvas.label({at.x() + width / 2.0, at.y() + 1.9}, formatCompact(length_m / 2.0),
                 style::kDrawing, Qt::AlignHCenter);
    canvas.label({at.x() + width, at.y() + 1.9},
                 formatCompact(length_m) + QStringLiteral("\u2009m"), style::kDrawing,
                 Qt::AlignHCenter);
}

void drawNorth(Canvas& canvas, QPointF at, double size_mm) {
    const double r = size_mm / 2.0;
    canvas.ellipse(at, r, r, {weight::kHair, ink::kText, {}});
    canvas.polygon({at + QPointF(0.0, -0.92 * r), at + QPointF(0.34 * r, 0.7 * r),
                    at + QPointF(0.0, 0.46 * r), at + QPointF(-0.34 * r, 0.7 * r)},
                   kNoStroke, ink::kText);
    canvas.label(at - QPointF(0.0, r + 1.8), QStringLiteral("N"), style::kDrawing.strong(),
                 Qt::AlignHCenter);
}

void drawWind(Canvas& canvas, QPointF at, double size_mm, double speed_m_per_s, double from_deg) {
    const double r = size_mm / 2.0;
    const bool isCalm = !(speed_m_per_s > 0.0);
    if (isCalm) {
        canvas.ellipse(at, 0.4 * r, 0.4 * r, {weight::kEquipment, ink::kText, {}});
    } else {
        QTransform turn; // towards the top of the page is north
        turn.translate(at.x(), at.y());
        turn.rotate(from_deg + 180.0);
        canvas.line(turn.map(QPointF(0.0, r)), turn.map(QPointF(0.0, -0.4 * r)),
                    {weight::kShell, ink::kText, {}});
        canvas.polygon(turn.map(QPolygonF({QPointF(0.0, -r), QPointF(0.42 * r, -0.2 * r),
                                           QPointF(-0.42 * r, -0.2 * r)})),
                       kNoStroke, ink::kText);
    }
    const QString figures = isCalm ? QStringLiteral("Calm")
                                   : QStringLiteral("Wind %1 m/s from %2°")
                                         .arg(speed_m_per_s, 0, 'f', 1)
                                         .arg(from_deg, 0, 'f', 0);
    canvas.label(at + QPointF(r + 2.0, 0.0), figures, style::kDrawing);
}

double drawLegend(Canvas& canvas, QPointF topLeft, double width_mm, const QString& title,
                  const ColorMap& colors) {
    canvas.label(topLeft + QPointF(0.0, 1.6), title, style::kBody.strong());
    canvas.label(topLeft + QPointF(textWidth(title, style::kBody.strong()) + 1.4, 1.7),
                 colors.unit(), style::kDrawing.in(ink::kText2));
    const double y = topLeft.y() + 4.4;
    const double span = colors.top() - colors.low();
    const auto at = [&](double value) {
        return topLeft.x() + width_mm * (value - colors.low()) / span;
    };
    constexpr int kSteps = 96;
    for (int i = 0; i < kSteps; ++i) {
        const double value = colors.low() + span * (i + 0.5) / kSteps;
        canvas.rect(QRectF(topLeft.x() + width_mm * i / kSteps, y, width_mm / kSteps + 0.02, 2.8),
                    kNoStroke, colors.color(value));
    }
    if (colors.hasOverrange())
        canvas.line({at(colors.high()), y}, {at(colors.high()), y + 2.8},
                    {weight::kEquipment, ink::kPaper, {}});
    const auto tick = [&](double value, Qt::Alignment align) {
        canvas.label({at(value), y + 4.4}, formatCompact(value), style::kDrawing, align);
    };
    tick(colors.low(), Qt::AlignLeft);
    if (colors.mark())
        tick(*colors.mark(), Qt::AlignHCenter);
    if (colors.hasOverrange())
        tick(colors.high(), Qt::AlignHCenter);
    canvas.label({topLeft.x() + width_mm, y + 4.4}, formatCompact(colors.top()), style::kDrawing,
                 Qt::AlignRight);
    return 10.6;
}

void drawDimension(Canvas& canvas, QPointF a, QPointF b, double offset_mm, const QString& text) {
    const QLineF base(a, b);
    if (base.length() < 1e-9)
        return;
    const QPointF along = (b - a) / base.length();
    const QPointF aside(along.y(), -along.x());
    const QPointF a2 = a + offset_mm * aside;
    const QPointF b2 = b + offset_mm * aside;
    const Stroke thin{weight::kDimension, ink::kText2, {}};
    const Stroke tick{weight::kRule, ink::kText2, {}};
    canvas.line(a + 0.6 * aside, a2 + 0.8 * aside, thin);
    canvas.line(b + 0.6 * aside, b2 + 0.8 * aside, thin);
    canvas.line(a2, b2, thin);
    for (const QPointF& end : {a2, b2})
        canvas.line(end - 0.7 * (along + aside), end + 0.7 * (along + aside), tick);
    const QPointF middle = (a2 + b2) / 2.0;
    if (std::abs(along.x()) >= std::abs(along.y()))
        canvas.tag(middle, text, style::kDrawing);
    else
        canvas.verticalLabel(middle + 1.6 * aside, text, style::kDrawing);
}

double drawKey(Canvas& canvas, QPointF topLeft, const std::vector<KeyEntry>& entries) {
    constexpr double kPitch = 5.4;
    double y = topLeft.y() + 2.0;
    for (const auto& entry : entries) {
        const QRectF box(topLeft.x(), y - 1.3, 7.0, 2.6);
        switch (entry.sign) {
        case KeyEntry::Sign::Line:
        case KeyEntry::Sign::DashedLine:
            canvas.line({box.left(), y}, {box.right(), y}, entry.stroke);
            break;
        case KeyEntry::Sign::Box:
        case KeyEntry::Sign::FilledBox:
            canvas.rect(box, entry.stroke, entry.fill);
            break;
        case KeyEntry::Sign::Strip:
            for (int i = 0; i < 3; ++i)
                canvas.rect(QRectF(box.left() + i * 2.4, box.top(), 1.4, 2.6), kNoStroke,
                            entry.fill);
            break;
        }
        canvas.label({box.right() + 3.0, y}, entry.text, style::kDrawing);
        y += kPitch;
    }
    return y - topLeft.y() - 2.0;
}

} // namespace hallwright::app::report
