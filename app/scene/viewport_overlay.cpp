#include "app/scene/viewport_overlay.h"

#include "app/scene/route_meshes.h"
#include "core/model/footprint.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace hallwright::app {

namespace {

constexpr std::size_t kOutlinesMost = 600;

QPolygonF hullOf(std::vector<QPointF> points) {
    std::sort(points.begin(), points.end(), [](const QPointF& a, const QPointF& b) {
        return a.x() < b.x() || (a.x() == b.x() && a.y() < b.y());
    });
    const auto turn = [](const QPointF& o, const QPointF& a, const QPointF& b) {
        return (a.x() - o.x()) * (b.y() - o.y()) - (a.y() - o.y()) * (b.x() - o.x());
    };
    QPolygonF ring;
    for (int pass = 0; pass < 2; ++pass) {
        const qsizetype start = ring.size();
        for (const QPointF& point : points) {
            while (ring.size() >= start + 2 &&
                   turn(ring[ring.size() - 2], ring[ring.size() - 1], point) <= 0)
                ring.removeLast();
            ring.append(point);
        }
        ring.removeLast();
        std::reverse(points.begin(), points.end());
    }
    return ring;
}

model::OrientedBox boxOf(const QVariantMap& map) {
    model::OrientedBox box;
    box.centre_m = {map["x"].toDouble(), map["y"].toDouble()};
    box.bottom_m = map["z"].toDouble();
    box.size_m = {map["width"].toDouble(), map["depth"].toDouble(), map["height"].toDouble()};
    box.rotation_deg = map["rotation"].toDouble();
    return box;
}

} // namespace

ViewportOverlay::ViewportOverlay(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setAntialiasing(true);
    connect(this, &ViewportOverlay::sourcesChanged, this, &ViewportOverlay::connectSources);
    connect(this, &ViewportOverlay::styleChanged, this, [this] { update(); });
}

void ViewportOverlay::connectSources() {
    if (m_scene)
        connect(m_scene, &CampusScene::rebuilt, this, &ViewportOverlay::refresh,
                Qt::UniqueConnection);
    if (m_camera)
        connect(m_camera, &CameraController::changed, this, &ViewportOverlay::refresh,
                Qt::UniqueConnection);
    if (m_selection) {
        connect(m_selection, &Selection::changed, this, &ViewportOverlay::refresh,
                Qt::UniqueConnection);
        connect(m_selection, &Selection::hoveredChanged, this, &ViewportOverlay::refresh,
                Qt::UniqueConnection);
    }
    if (m_tools)
        connect(m_tools, &ToolController::changed, this, &ViewportOverlay::refresh,
                Qt::UniqueConnection);
    refresh();
}

void ViewportOverlay::refresh() {
    // An item the size of the viewport costs an upload a frame: only while there is something.
    const bool shows = m_selection && m_tools &&
                       (m_selection->count() > 0 || m_selection->hovered() > 0 ||
                        m_tools->ghost()["visible"].toBool());
    setVisible(shows);
    if (shows)
        update();
}

std::optional<QPointF> ViewportOverlay::pixel(base::Vec2 site_m, double z_m) const {
    const auto at = m_camera->project({site_m.x, site_m.y, z_m});
    if (!at)
        return {};
    return QPointF(at->x, at->y);
}

QPolygonF ViewportOverlay::silhouette(const model::OrientedBox& box) const {
    std::vector<QPointF> points;
    points.reserve(8);
    for (const base::Vec2 corner : box.corners())
        for (const double z_m : {box.bottom_m, box.bottom_m + box.size_m.z}) {
            const auto at = pixel(corner, z_m);
            if (!at)
                return {};
            points.push_back(*at);
        }
    return hullOf(std::move(points));
}

void ViewportOverlay::paintOutline(QPainter& painter, model::EntityId id, bool hovered) const {
    const model::Campus& campus = m_scene->document()->campus();
    QPolygonF line;
    bool closed = true;
    const auto route = [&](const auto& row) {
        closed = false;
        for (const base::Vec2 corner : routeOf(campus, row))
            if (const auto at = pixel(corner, 0.15))
                line.append(*at);
    };
    if (const auto* feeder = campus.feeders().find(model::FeederId{id.number})) {
        route(*feeder);
    } else if (const auto* main = campus.mains().find(model::MainId{id.number})) {
        route(*main);
    } else {
        auto box = model::footprintOf(campus, *m_scene->document()->catalog(), id);
        if (campus.kindOf(id) == model::EntityKind::Hall && m_scene->view())
            box.size_m.z = std::min(box.size_m.z, m_scene->view()->cutHeight());
        line = silhouette(box);
    }
    if (line.size() < 2)
        return;
    const auto draw = [&](const QPen& pen) {
        painter.setPen(pen);
        if (closed)
            painter.drawPolygon(line);
        else
            painter.drawPolyline(line);
    };
    painter.setBrush(Qt::NoBrush);
    QColor color = m_line;
    if (hovered)
        color.setAlphaF(0.6F);
    if (!hovered)
        draw(QPen(m_casing, 5.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    draw(QPen(color, hovered ? 1.0 : 2.0, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
}

void ViewportOverlay::paintMeasure(QPainter& painter, const QVariantMap& line) const {
    const auto a = pixel({line["x1"].toDouble(), line["y1"].toDouble()}, line["z"].toDouble());
    const auto b = pixel({line["x2"].toDouble(), line["y2"].toDouble()}, line["z"].toDouble());
    if (!a || !b)
        return;
    const QPointF way = *b - *a;
    const double length = std::hypot(way.x(), way.y());
    if (length < 10.0)
        return;
    painter.setPen(QPen(m_ghost, 1.2));
    painter.drawLine(*a, *b);
    const QPointF across = QPointF(-way.y(), way.x()) * (5.0 / length);
    painter.drawLine(*a - across, *a + across);
    painter.drawLine(*b - across, *b + across);
    const QString text = line["text"].toString();
    const QSizeF size(painter.fontMetrics().horizontalAdvance(text) + 14.0, 20.0);
    const QRectF tag(
        QPointF(0.5 * (a->x() + b->x() - size.width()), 0.5 * (a->y() + b->y() - size.height())),
        size);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_tag);
    painter.drawRoundedRect(tag, 4, 4);
    painter.setPen(m_text);
    painter.drawText(tag, Qt::AlignCenter, text);
}

void ViewportOverlay::paintGhost(QPainter& painter) const {
    const QVariantMap ghost = m_tools->ghost();
    if (!ghost["visible"].toBool())
        return;
    const QColor color = ghost["valid"].toBool() ? m_ghost : m_fault;
    const QVariantList boxes = ghost["boxes"].toList();
    if (!boxes.isEmpty()) {
        // The edges of the outermost box; what stands in it is drawn in the scene.
        const model::OrientedBox box = boxOf(boxes.front().toMap());
        const auto corners = box.corners();
        painter.setPen(QPen(color, 1.6, ghost["valid"].toBool() ? Qt::SolidLine : Qt::DashLine));
        for (std::size_t i = 0; i < 4; ++i) {
            const auto low = pixel(corners[i], box.bottom_m);
            const auto lowNext = pixel(corners[(i + 1) % 4], box.bottom_m);
            const auto high = pixel(corners[i], box.bottom_m + box.size_m.z);
            const auto highNext = pixel(corners[(i + 1) % 4], box.bottom_m + box.size_m.z);
            if (!low || !lowNext || !high || !highNext)
                continue;
            painter.drawLine(*low, *lowNext);
            painter.drawLine(*low, *high);
            painter.drawLine(*high, *highNext);
        }
    }
    const bool isRoute = boxes.isEmpty();
    for (const QVariant& guide : ghost["guides"].toList()) {
        const QVariantMap line = guide.toMap();
        const auto a = pixel({line["x1"].toDouble(), line["y1"].toDouble()}, line["z"].toDouble());
        const auto b = pixel({line["x2"].toDouble(), line["y2"].toDouble()}, line["z"].toDouble());
        if (!a || !b)
            continue;
        painter.setPen(QPen(color, isRoute ? 2.4 : 1.2, isRoute ? Qt::SolidLine : Qt::DashLine));
        painter.drawLine(*a, *b);
    }
    for (const QVariant& measure : ghost["dimensions"].toList())
        paintMeasure(painter, measure.toMap());
}

void ViewportOverlay::paint(QPainter* painter) {
    if (!m_scene || !m_scene->document() || !m_camera || !m_selection || !m_tools)
        return;
    painter->setRenderHint(QPainter::Antialiasing);
    QFont font(m_family);
    font.setPixelSize(12);
    font.setWeight(QFont::Medium);
    painter->setFont(font);
    const auto& selected = m_selection->entities();
    for (std::size_t i = 0; i < std::min(selected.size(), kOutlinesMost); ++i)
        paintOutline(*painter, selected[i], false);
    const model::EntityId hovered{std::uint32_t(m_selection->hovered())};
    if (hovered.isValid() && !m_selection->contains(hovered))
        paintOutline(*painter, hovered, true);
    paintGhost(*painter);
}

} // namespace hallwright::app
