#include "app/diagram/painter_pen.h"

#include <QFontMetricsF>
#include <QHash>
#include <QPainter>

#include <array>
#include <memory>

namespace hallwright::app::diagram {

namespace {

constexpr int kRoles = 5;

} // namespace

QFont PainterPen::font(const QString& family, TextRole role) {
    QFont font(family);
    const bool isStrong =
        role == TextRole::Heading || role == TextRole::Name || role == TextRole::Fault;
    font.setPixelSize(int(role == TextRole::Heading ? unit::kHeadingSize : unit::kTextSize));
    font.setWeight(isStrong ? QFont::DemiBold : QFont::Normal);
    font.setHintingPreference(QFont::PreferNoHinting); // scaled with the view
    return font;
}

void PainterPen::use(double width, const QColor& stroke, const QColor& fill) {
    if (stroke.isValid() && width > 0.0)
        m_painter.setPen(QPen(stroke, width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    else
        m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
}

void PainterPen::line(const QPolygonF& points, double width, const QColor& color,
                      const QList<qreal>& dashes) {
    QPen pen(color, width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
    if (!dashes.isEmpty()) {
        QList<qreal> pattern = dashes;
        for (qreal& length : pattern)
            length /= width;
        pen.setDashPattern(pattern);
    }
    m_painter.setPen(pen);
    m_painter.drawPolyline(points);
}

void PainterPen::shape(const QPolygonF& points, double width, const QColor& stroke,
                       const QColor& fill) {
    use(width, stroke, fill);
    m_painter.drawPolygon(points);
}

void PainterPen::circle(QPointF centre, double radius, double width, const QColor& stroke,
                        const QColor& fill) {
    use(width, stroke, fill);
    m_painter.drawEllipse(centre, radius, radius);
}

void PainterPen::text(const Label& label, const QColor& color) {
    m_painter.setFont(font(m_family, label.role));
    m_painter.setPen(color);
    m_painter.drawText(label.box.adjusted(0.0, -2.0, 2.0, 2.0),
                       int(label.align | Qt::AlignVCenter) | Qt::TextDontClip | Qt::TextSingleLine,
                       label.text);
}

TextWidth textWidthIn(const QString& family) {
    struct Cache {
        std::vector<QFontMetricsF> metrics;
        std::array<QHash<QString, double>, kRoles> widths;
    };
    auto cache = std::make_shared<Cache>();
    for (int role = 0; role < kRoles; ++role)
        cache->metrics.emplace_back(PainterPen::font(family, TextRole(role)));
    return [cache](const QString& text, TextRole role) {
        constexpr int kMostKept = 20000;
        auto& widths = cache->widths[std::size_t(role)];
        if (const auto found = widths.constFind(text); found != widths.cend())
            return *found;
        if (widths.size() > kMostKept)
            widths.clear();
        const double width = cache->metrics[std::size_t(role)].horizontalAdvance(text);
        widths.insert(text, width);
        return width;
    };
}

} // namespace hallwright::app::diagram
