#include "app/scene/ground_light.h"

#include <QPainter>
#include <QPolygonF>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace hallwright::app {

namespace {

using model::OrientedBox;

/// Shadow length for height: 1 / tan(55 deg), towards the north-east.
constexpr double kThrow = 0.7002 * 0.70711;
constexpr int kSide = 2048;
constexpr double kFinest_m = 0.08;

QPolygonF hull(std::vector<QPointF> points) {
    std::sort(points.begin(), points.end(), [](const QPointF& a, const QPointF& b) {
        return a.x() < b.x() || (a.x() == b.x() && a.y() < b.y());
    });
    const auto turns = [](const QPointF& a, const QPointF& b, const QPointF& c) {
        return (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
    };
    QPolygonF ring;
    for (int pass = 0; pass < 2; ++pass) {
        const qsizetype start = ring.size();
        for (const QPointF& point : points) {
            while (ring.size() >= start + 2 &&
                   turns(ring[ring.size() - 2], ring[ring.size() - 1], point) <= 0)
                ring.removeLast();
            ring.append(point);
        }
        ring.removeLast();
        std::reverse(points.begin(), points.end());
    }
    return ring;
}

/// Running mean along one direction, in place; `step` is the distance of neighbours in bytes.
void blurLine(uchar* line, int count, qsizetype step, int radius, std::vector<uchar>& copy) {
    for (int i = 0; i < count; ++i)
        copy[std::size_t(i)] = line[i * step];
    const int window = 2 * radius + 1;
    int sum = 0;
    for (int i = -radius; i <= radius; ++i)
        sum += copy[std::size_t(std::clamp(i, 0, count - 1))];
    for (int i = 0; i < count; ++i) {
        line[i * step] = uchar(sum / window);
        sum += copy[std::size_t(std::min(i + radius + 1, count - 1))] -
               copy[std::size_t(std::max(i - radius, 0))];
    }
}

void blur(QImage& image, int radius) {
    if (radius < 1)
        return;
    std::vector<uchar> copy(std::size_t(std::max(image.width(), image.height())));
    for (int y = 0; y < image.height(); ++y)
        blurLine(image.scanLine(y), image.width(), 1, radius, copy);
    for (int x = 0; x < image.width(); ++x)
        blurLine(image.bits() + x, image.height(), image.bytesPerLine(), radius, copy);
}

} // namespace

GroundLight bakeGroundLight(const std::vector<OrientedBox>& boxes) {
    GroundLight baked;
    if (boxes.empty())
        return baked;
    double west = 1e30, east = -1e30, south = 1e30, north = -1e30, tallest = 0.0;
    for (const OrientedBox& box : boxes)
        for (const base::Vec2 corner : box.corners()) {
            west = std::min(west, corner.x);
            east = std::max(east, corner.x);
            south = std::min(south, corner.y);
            north = std::max(north, corner.y);
            tallest = std::max(tallest, box.size_m.z);
        }
    const double margin = 8.0 + kThrow * tallest;
    baked.scene_m = QRectF(QPointF(west - margin, -(north + margin)),
                           QPointF(east + margin, -(south - margin)));
    const double pixel_m =
        std::max(kFinest_m, std::max(baked.scene_m.width(), baked.scene_m.height()) / kSide);
    const QSize size(std::max(1, int(baked.scene_m.width() / pixel_m)),
                     std::max(1, int(baked.scene_m.height() / pixel_m)));
    const auto pixelOf = [&](base::Vec2 site_m) {
        return QPointF((site_m.x - baked.scene_m.left()) / pixel_m,
                       (-site_m.y - baked.scene_m.top()) / pixel_m);
    };
    QImage shadow(size, QImage::Format_Grayscale8), near(size, QImage::Format_Grayscale8);
    shadow.fill(255);
    near.fill(255);
    {
        QPainter shadowPainter(&shadow), nearPainter(&near);
        shadowPainter.setRenderHint(QPainter::Antialiasing);
        shadowPainter.setPen(Qt::NoPen);
        shadowPainter.setBrush(QColor(158, 158, 158));
        nearPainter.setPen(Qt::NoPen);
        nearPainter.setBrush(QColor(150, 150, 150));
        for (const OrientedBox& box : boxes) {
            if (box.size_m.z < 0.4)
                continue;
            std::vector<QPointF> points;
            QPolygonF foot;
            for (const base::Vec2 corner : box.corners()) {
                foot.append(pixelOf(corner));
                points.push_back(foot.back());
                const double reach = kThrow * (box.size_m.z);
                points.push_back(pixelOf(corner + base::Vec2{reach, reach}));
            }
            nearPainter.drawPolygon(foot);
            shadowPainter.drawPolygon(hull(std::move(points)));
        }
    }
    blur(shadow, int(std::lround(0.35 / pixel_m)));
    blur(near, int(std::lround(0.9 / pixel_m)));
    blur(near, int(std::lround(0.6 / pixel_m)));
    for (int y = 0; y < size.height(); ++y) {
        uchar* line = shadow.scanLine(y);
        const uchar* other = near.constScanLine(y);
        for (int x = 0; x < size.width(); ++x)
            line[x] = uchar(line[x] * other[x] / 255);
    }
    baked.light = shadow;
    return baked;
}

void addHallWalls(std::vector<model::OrientedBox>& boxes, const model::OrientedBox& hall,
                  double height_m) {
    const double angle = hall.rotation_deg * std::numbers::pi / 180.0;
    const base::Vec2 x{std::cos(angle), std::sin(angle)}, y{-std::sin(angle), std::cos(angle)};
    constexpr double kWall_m = 0.4;
    for (const double side : {-0.5, 0.5}) {
        model::OrientedBox wall = hall;
        wall.size_m = {hall.size_m.x, kWall_m, height_m};
        wall.centre_m = hall.centre_m + side * (hall.size_m.y - kWall_m) * y;
        boxes.push_back(wall);
        wall.size_m = {kWall_m, hall.size_m.y, height_m};
        wall.centre_m = hall.centre_m + side * (hall.size_m.x - kWall_m) * x;
        boxes.push_back(wall);
    }
}

} // namespace hallwright::app
