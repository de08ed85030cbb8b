#include "qml/controls/equipment_picture.h"

#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>

#include <algorithm>
#include <cmath>
#include <vector>

namespace hallwright::app {

namespace {

const QColor kCasing(0x9A, 0xA2, 0xAB);
const QColor kFrame(0x5E, 0x64, 0x6B);
const QColor kOpening(0x33, 0x38, 0x3D);
const QColor kPorcelain(0xC2, 0xB8, 0xAE);

/// Draws boxes and their details in a parallel projection: x to the lower right, y to the upper
/// right, z up. Boxes are drawn back to front by whoever calls.
class BoxPainter {
public:
    /// `extent` is the box around everything that will be drawn; it fills `frame`.
    BoxPainter(QPainter& painter, const QRectF& frame, QVector3D extent) : m_painter(painter) {
        const double width = (extent.x() + extent.y()) * kCos;
        const double height = (extent.x() + extent.y()) * kSin + extent.z();
        m_scale = std::min(frame.width() / width, frame.height() / height);
        const QPointF middle = raw(extent.x() / 2, extent.y() / 2, extent.z() / 2);
        m_origin = frame.center() - middle;
    }

    [[nodiscard]] QPointF at(double x, double y, double z) const { return m_origin + raw(x, y, z); }

    void box(QVector3D low, QVector3D size, const QColor& color = kCasing) {
        const double x0 = low.x(), y0 = low.y(), z0 = low.z();
        const double x1 = x0 + size.x(), y1 = y0 + size.y(), z1 = z0 + size.z();
        face({at(x0, y0, z1), at(x1, y0, z1), at(x1, y1, z1), at(x0, y1, z1)}, color.lighter(112));
        face({at(x0, y0, z0), at(x1, y0, z0), at(x1, y0, z1), at(x0, y0, z1)}, color.darker(118));
        face({at(x1, y0, z0), at(x1, y1, z0), at(x1, y1, z1), at(x1, y0, z1)}, color.darker(165));
    }

    void face(const QPolygonF& polygon, const QColor& color) {
        // The pen in the face's own colour closes the hairline between neighbours.
        m_painter.setPen(QPen(color, 0.6));
        m_painter.setBrush(color);
        m_painter.drawPolygon(polygon);
    }

    /// A rectangle on the front (y = y0): from (x, z) over (width, height).
    void frontPanel(double y0, QRectF area, const QColor& color) {
        face({at(area.left(), y0, area.top()), at(area.right(), y0, area.top()),
              at(area.right(), y0, area.bottom()), at(area.left(), y0, area.bottom())},
             color);
    }

    void topDisc(double x, double y, double z, double radius, const QColor& color) {
        disc(color, [&](double c, double s) { return at(x + radius * c, y + radius * s, z); });
    }
    void frontDisc(double x, double y, double z, double radius, const QColor& color) {
        disc(color, [&](double c, double s) { return at(x + radius * c, y, z + radius * s); });
    }

private:
    static constexpr double kCos = 0.82;
    static constexpr double kSin = 0.42;

    [[nodiscard]] QPointF raw(double x, double y, double z) const {
        return QPointF((x + y) * kCos, (x - y) * kSin - z) * m_scale;
    }
    template <class Point>
    void disc(const QColor& color, const Point& point) {
        QPolygonF polygon;
        for (int i = 0; i < 24; ++i) {
            const double angle = i * M_PI / 12.0;
            polygon << point(std::cos(angle), std::sin(angle));
        }
        face(polygon, color);
    }

    QPainter& m_painter;
    double m_scale = 1.0;
    QPointF m_origin;
};

void paintRack(BoxPainter& out, QVector3D low, QVector3D size) {
    out.box(low, size, kFrame);
    const double left = low.x() + 0.12 * size.x();
    const double width = 0.76 * size.x();
    for (int tray = 0; tray < 9; ++tray)
        out.frontPanel(low.y(),
                       {left, low.z() + (0.06 + 0.1 * tray) * size.z(), width, 0.06 * size.z()},
                       tray == 4 ? kOpening : kCasing.darker(125));
}

void paintFans(BoxPainter& out, QVector3D low, QVector3D size) {
    const float legs = size.z() * 0.22F;
    out.box(low + QVector3D(0, 0, legs), size - QVector3D(0, 0, legs));
    out.frontPanel(low.y(),
                   {low.x() + 0.04 * size.x(), low.z() + legs + 0.12 * size.z(), 0.92 * size.x(),
                    0.46 * size.z()},
                   kFrame);
    const int along =
        std::clamp(int(std::lround(size.x() / std::max(size.y() / 2.0F, 0.1F))), 1, 8);
    const double step = double(size.x()) / along;
    const double radius = std::min(step, size.y() / 2.0) * 0.4;
    for (int i = 0; i < along; ++i)
        for (int j = 1; j >= 0; --j)
            out.topDisc(low.x() + (i + 0.5) * step, low.y() + (j + 0.5) * size.y() / 2.0,
                        low.z() + size.z(), radius, kOpening);
}

void paintFanWall(BoxPainter& out, QVector3D size) {
    out.box({}, size);
    const int columns = std::max(1, int(std::lround(size.x() / 1.0F)));
    const int lines = std::max(1, int(std::lround(size.z() / 1.0F)));
    for (int i = 0; i < columns; ++i)
        for (int k = 0; k < lines; ++k)
            out.frontDisc((i + 0.5) * size.x() / columns, 0.0, (k + 0.5) * size.z() / lines,
                          0.4 * std::min(size.x() / float(columns), size.z() / float(lines)),
                          kOpening);
}

void paintTransformer(BoxPainter& out, QVector3D low, QVector3D size) {
    const QVector3D tank(size.x(), size.y() * 0.8F, size.z() * 0.62F);
    out.box(low, tank);
    for (int fin = 0; fin < 8; ++fin)
        out.frontPanel(low.y(),
                       {low.x() + (0.06 + fin * 0.115) * size.x(), low.z() + 0.08 * size.z(),
                        0.05 * size.x(), 0.44 * size.z()},
                       kFrame);
    for (int bushing = 0; bushing < 3; ++bushing)
        out.box(
            low + QVector3D((0.2F + 0.26F * float(bushing)) * size.x(), 0.35F * size.y(), tank.z()),
            {0.07F * size.x(), 0.07F * size.y(), 0.34F * size.z()}, kPorcelain);
}

void paintCabinet(BoxPainter& out, QVector3D size) {
    out.box({}, size);
    const int doors = std::clamp(int(std::lround(size.x() / 0.7F)), 1, 6);
    for (int door = 0; door < doors; ++door) {
        const double width = double(size.x()) / doors;
        out.frontPanel(0.0, {(door + 0.08) * width, 0.06 * size.z(), 0.84 * width, 0.88 * size.z()},
                       kCasing.darker(132));
        out.frontPanel(0.0, {(door + 0.2) * width, 0.7 * size.z(), 0.6 * width, 0.12 * size.z()},
                       kOpening);
    }
}

void paintContainer(BoxPainter& out, QVector3D size) {
    out.box({}, size);
    const int ribs = std::clamp(int(size.x() / 0.5F), 4, 24);
    for (int rib = 0; rib < ribs; ++rib)
        out.frontPanel(0.0,
                       {(rib + 0.3) * size.x() / ribs, 0.08 * size.z(), 0.25 * size.x() / ribs,
                        0.84 * size.z()},
                       kCasing.darker(140));
}

void paintPump(BoxPainter& out) {
    out.box({0, 0, 0}, {2.2F, 1.0F, 0.18F}, kFrame);
    out.box({0.9F, 0.2F, 0.18F}, {1.2F, 0.6F, 0.6F});
    out.box({0.1F, 0.15F, 0.18F}, {0.7F, 0.7F, 0.8F}, kCasing.darker(115));
    out.frontDisc(0.45, 0.15, 0.58, 0.28, kOpening);
}

void paintHall(BoxPainter& out, QVector3D size) {
    const float width = 16.0F, depth = 9.0F, wall = 1.6F;
    out.face({out.at(0, 0, 0), out.at(width, 0, 0), out.at(width, depth, 0), out.at(0, depth, 0)},
             kOpening.lighter(130));
    out.box({0, depth - 0.4F, 0}, {width, 0.4F, wall});
    out.box({0, 0, 0}, {0.4F, depth, wall});
    const int rows = std::clamp(int(size.y()), 1, 7);
    for (int row = rows - 1; row >= 0; --row)
        out.box({2.2F, 1.0F + float(row) * (depth - 2.0F) / float(rows), 0},
                {width - 4.4F, (depth - 2.0F) / float(rows) * 0.5F, 1.1F},
                QColor(0x53, 0x98, 0x92));
    out.box({width - 0.4F, 0, 0}, {0.4F, depth, wall});
    out.box({0, 0, 0}, {width, 0.4F, 0.8F});
}

void paintSubstation(BoxPainter& out) {
    for (int bay = 1; bay >= 0; --bay) {
        const float x = float(bay) * 4.0F;
        out.box({x, 4.6F, 0}, {0.25F, 0.25F, 4.2F});
        out.box({x + 2.6F, 4.6F, 0}, {0.25F, 0.25F, 4.2F});
        out.box({x, 4.6F, 4.0F}, {2.85F, 0.25F, 0.3F});
        paintTransformer(out, {x, 0.6F, 0}, {2.8F, 2.2F, 2.8F});
    }
}

} // namespace

EquipmentPicture::EquipmentPicture(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setAntialiasing(true);
    connect(this, &EquipmentPicture::changed, this, [this] { update(); });
}

void EquipmentPicture::paint(QPainter* painter) {
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF whole(0, 0, width(), height());
    QPainterPath ground;
    ground.addRoundedRect(whole, 4, 4);
    painter->fillPath(ground, m_dark ? QColor(0x23, 0x27, 0x2C) : QColor(0xD9, 0xDD, 0xE1));
    const QRectF frame = whole.adjusted(4, 4, -4, -4);
    const QVector3D size(std::max(m_size.x(), 0.1F), std::max(m_size.y(), 0.1F),
                         std::max(m_size.z(), 0.1F));
    if (m_form == u"hall") {
        BoxPainter out(*painter, frame, {16.0F, 9.0F, 1.6F});
        paintHall(out, m_size);
    } else if (m_form == u"row") {
        BoxPainter out(*painter, frame, {size.x() * 5.0F, size.y(), size.z()});
        for (int rack = 0; rack < 5; ++rack)
            paintRack(out, {size.x() * float(rack), 0, 0}, size);
    } else if (m_form == u"plant") {
        BoxPainter out(*painter, frame, {size.x(), size.y() * 3.4F, size.z()});
        for (int unit = 2; unit >= 0; --unit)
            paintFans(out, {0, size.y() * 1.2F * float(unit), 0}, size);
    } else if (m_form == u"substation") {
        BoxPainter out(*painter, frame, {6.9F, 5.0F, 4.2F});
        paintSubstation(out);
    } else if (m_form == u"pump") {
        BoxPainter out(*painter, frame, {2.2F, 1.0F, 1.0F});
        paintPump(out);
    } else {
        BoxPainter out(*painter, frame, size);
        if (m_form == u"rack")
            paintRack(out, {}, size);
        else if (m_form == u"fans")
            paintFans(out, {}, size);
        else if (m_form == u"fanwall")
            paintFanWall(out, size);
        else if (m_form == u"transformer")
            paintTransformer(out, {}, size);
        else if (m_form == u"cabinet")
            paintCabinet(out, size);
        else
            paintContainer(out, size);
    }
}

void EquipmentPicture::setForm(const QString& form) {
    if (m_form == form)
        return;
    m_form = form;
    emit changed();
}

void EquipmentPicture::setSize(const QVector3D& size) {
    if (m_size == size)
        return;
    m_size = size;
    emit changed();
}

void EquipmentPicture::setDark(bool dark) {
    if (m_dark == dark)
        return;
    m_dark = dark;
    emit changed();
}

} // namespace hallwright::app
