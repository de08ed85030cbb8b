#include "app/report/site_plan.h"

#include "app/diagram/diagram_painter.h"
#include "app/report/map_marks.h"
#include "app/report/map_projection.h"
#include "app/scene/air_slice.h"
#include "app/scene/color_map.h"
#include "core/engine/plume_state.h"
#include "core/model/footprint.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <set>

namespace hallwright::app::report {

namespace {

const QList<qreal> kDashDot{9.0, 3.0, 1.0, 3.0};
constexpr double kPlumeHeight_m = 4.0; ///< of the cut: over the decks of common coolers

QPolygonF polygonOf(const std::vector<model::Vec2>& points) {
    QPolygonF polygon;
    for (const auto& p : points)
        polygon << QPointF(p.x, p.y);
    return polygon;
}

/// What the sheet has to show: the boundary, or everything that stands on the site.
QRectF extent(const ReportData& data) {
    QPolygonF all = polygonOf(data.campus.site().boundary_m);
    for (const auto& hall : data.campus.halls())
        all << data.outline(model::entity(hall.id));
    for (const auto& plant : data.campus.plants())
        all << data.outline(model::entity(plant.id));
    for (const auto& substation : data.campus.substations())
        all << data.outline(model::entity(substation.id));
    for (const auto& grid : data.campus.grids())
        all << QPointF(grid.placement.position_m.x, grid.placement.position_m.y);
    for (const auto& item : data.campus.equipment())
        if (!item.parent.isValid())
            all << data.outline(model::entity(item.id));
    if (all.isEmpty())
        return {-50.0, -50.0, 100.0, 100.0};
    const QRectF box = all.boundingRect();
    const double margin = 0.01 * std::max(box.width(), box.height());
    return box.adjusted(-margin, -margin, margin, margin);
}

/// Draws one campus on one map; a method a kind of thing, in the order in which they cover.
class SitePlan {
public:
    SitePlan(Canvas& canvas, const MapProjection& map, const ReportData& data, SitePlanLayer layer)
        : m_canvas(canvas), m_map(map), m_data(data), m_layer(layer) {}

    void draw() {
        if (m_layer == SitePlanLayer::Plume)
            drawPlume();
        else
            drawZones();
        drawBoundary();
        if (m_layer == SitePlanLayer::ElectricalLoading)
            drawFeeders();
        else if (m_layer == SitePlanLayer::CoolantTemperature)
            drawMains();
        drawPlants();
        drawSubstations();
        drawFreeEquipment();
        drawHalls();
        drawGrids();
    }

private:
    /// On white, as the archive format of the report knows no transparency.
    void drawPlume() {
        if (!m_data.solution.plume || !m_data.solution.plume->field)
            return;
        const auto& field = *m_data.solution.plume->field;
        const QImage plume = paintPlume(field.riseAtHeight(kPlumeHeight_m)).mirrored();
        if (plume.isNull())
            return;
        QImage ground(plume.size(), QImage::Format_RGB32);
        ground.fill(Qt::white);
        QPainter painter(&ground);
        painter.drawImage(0, 0, plume);
        painter.end();
        const auto size = field.air->size_m();
        const QPointF low = m_map.toPage(QPointF(field.origin_m.x, field.origin_m.y));
        const QPointF high =
            m_map.toPage(QPointF(field.origin_m.x + size.x, field.origin_m.y + size.y));
        m_canvas.image(QRectF(low, high).normalized(), ground);
    }

    void drawZones() {
        for (const auto& zone : m_data.campus.zones()) {
            const QPolygonF points = m_map.toPage(polygonOf(zone.points_m));
            switch (zone.kind) {
            case model::ZoneKind::Road:
                m_canvas.polyline(points,
                                  {std::max(m_map.length(zone.width_m), 0.3), ink::kRoad, {}});
                break;
            case model::ZoneKind::Pad:
                m_canvas.polygon(points, kNoStroke, QColor(0xf6, 0xf7, 0xf8));
                break;
            case model::ZoneKind::Exclusion:
                m_canvas.polygon(points, {weight::kEquipment, ink::kText2, {}});
                m_canvas.hatch(points, 2.0, {weight::kHair, ink::kText3, {}});
                break;
            case model::ZoneKind::Fence:
                m_canvas.polyline(points, {weight::kHair, ink::kText2, {8.0, 4.0}});
                break;
            }
        }
    }

    void drawBoundary() {
        const auto& boundary = m_data.campus.site().boundary_m;
        if (boundary.size() >= 3)
            m_canvas.polygon(m_map.toPage(polygonOf(boundary)),
                             {weight::kFeeder, ink::kText, kDashDot});
    }

    void drawFeeders() {
        for (const auto& feeder : m_data.campus.feeders()) {
            const auto* state = stateOf(m_data.solution.feeders, feeder.id);
            Stroke stroke{weight::kFeeder, ink::kText3, {}};
            if (feeder.normallyOpen)
                stroke = {weight::kEquipment, ink::kText3, {2.0, 2.0}};
            else if (state && state->energised)
                stroke.color = ColorMap::electricalLoading().color(100.0 * state->loading);
            if (state && state->loading > 1.0)
                stroke.width_mm = weight::kOverload;
            if (!feeder.normallyOpen)
                stroke.dashes = diagram::dashesOf(feeder.side);
            m_canvas.polyline(m_map.toPage(m_data.path(feeder.from, feeder.route_m, feeder.to)),
                              stroke);
        }
    }

    void drawMains() {
        for (const auto& main : m_data.campus.mains()) {
            const auto* state = stateOf(m_data.solution.mains, main.id);
            const QPolygonF path = m_map.toPage(m_data.path(main.from, main.route_m, main.to));
            const QColor color =
                state ? ColorMap::coolantTemperature().color(state->return_C) : ink::kText3;
            m_canvas.polyline(path, {weight::kOverload, color, {}});
        }
    }

    void drawItem(const model::Equipment& item) {
        const QPolygonF box = m_map.toPage(m_data.outline(model::entity(item.id)));
        if (m_layer == SitePlanLayer::ElectricalLoading) {
            const auto* state = stateOf(m_data.solution.transformers, item.id);
            if (state && state->energised) {
                m_canvas.polygon(box, {weight::kEquipment, ink::kText, {}},
                                 ColorMap::electricalLoading().color(100.0 * state->loading));
                return;
            }
        }
        const auto* unit =
            m_layer == SitePlanLayer::Plume ? stateOf(m_data.solution.units, item.id) : nullptr;
        if (unit && unit->airIntake_C) {
            const double rise_K = *unit->airIntake_C - m_data.solution.scenario.ambient_C;
            m_canvas.polygon(box, {weight::kHair, ink::kText, {}},
                             ColorMap::plumeTemperature().color(rise_K));
            return;
        }
        const bool thin = item.kind == model::EquipmentKind::HeatRejection;
        m_canvas.polygon(box, {thin ? weight::kHair : weight::kEquipment, ink::kText2, {}},
                         ink::kPaper);
    }

    void drawPlants() {
        for (const auto& plant : m_data.campus.plants())
            for (const auto* item : m_data.equipmentIn(model::entity(plant.id)))
                drawItem(*item);
    }

    void drawSubstations() {
        for (const auto& substation : m_data.campus.substations()) {
            const QPolygonF box = m_map.toPage(m_data.outline(model::entity(substation.id)));
            m_canvas.polygon(box, {weight::kRule, ink::kText, {}}, QColor(0xf6, 0xf7, 0xf8));
            for (const auto* item : m_data.equipmentIn(model::entity(substation.id)))
                drawItem(*item);
            m_canvas.tag({box.boundingRect().center().x(), box.boundingRect().bottom() + 1.6},
                         QString::fromStdString(substation.name), style::kDrawing.strong());
        }
    }

    void drawFreeEquipment() {
        for (const auto& item : m_data.campus.equipment())
            if (!item.parent.isValid())
                drawItem(item);
    }

    void drawHalls() {
        for (const auto& hall : m_data.campus.halls()) {
            const QPolygonF shell = m_map.toPage(m_data.outline(model::entity(hall.id)));
            m_canvas.polygon(shell, {weight::kShell, ink::kText, {}}, ink::kPaper);
        }
        if (m_layer != SitePlanLayer::Plume)
            for (const auto& row : m_data.campus.rows())
                m_canvas.polygon(m_map.toPage(m_data.outline(model::entity(row.id))), kNoStroke,
                                 rowColor(row));
        for (const auto& hall : m_data.campus.halls()) {
            const QRectF box = m_map.toPage(m_data.outline(model::entity(hall.id))).boundingRect();
            m_canvas.tag(box.center(), QString::fromStdString(hall.name), style::kDrawing.strong());
        }
    }

    QColor rowColor(const model::Row& row) const {
        if (m_layer == SitePlanLayer::ElectricalLoading) {
            const auto loading = m_data.rowLoading(row.id);
            return loading ? ColorMap::electricalLoading().color(100.0 * *loading)
                           : ColorMap::unknown();
        }
        const auto hall = m_data.solution.halls.find(row.hall);
        return hall != m_data.solution.halls.end() && m_data.solution.coolantConverged
                   ? ColorMap::coolantTemperature().color(hall->second.facilityReturn_C)
                   : ColorMap::unknown();
    }

    void drawGrids() {
        for (const auto& grid : m_data.campus.grids()) {
            const QPointF at = m_map.toPage(grid.placement.position_m);
            m_canvas.ellipse(at, 1.4, 1.4, {weight::kShell, ink::kText, {}}, ink::kPaper);
            m_canvas.label(at + QPointF(0.0, 3.2),
                           QString::number(grid.voltage_V / 1000.0, 'f', 0) +
                               QStringLiteral("\u2009kV"),
                           style::kDrawing.strong(), Qt::AlignHCenter);
        }
    }

    Canvas& m_canvas;
    const MapProjection& m_map;
    const ReportData& m_data;
    SitePlanLayer m_layer;
};

constexpr double kKeyWidth = 44.0; ///< column of legend and key to the right of the map

MapProjection projectionOf(const ReportData& data, const QRectF& frame_mm) {
    return {extent(data), frame_mm.adjusted(1.0, 1.0, -kKeyWidth - 1.0, -1.0)};
}

} // namespace

std::vector<KeyEntry> feederKey(const model::Campus& campus, const QColor& line) {
    std::vector<KeyEntry> key;
    std::set<model::FeedSide> sides;
    bool hasOpenPoint = false;
    for (const auto& feeder : campus.feeders()) {
        if (feeder.normallyOpen)
            hasOpenPoint = true;
        else
            sides.insert(feeder.side);
    }
    for (const auto side : sides) {
        const auto dashes = diagram::dashesOf(side);
        key.push_back({dashes.isEmpty() ? KeyEntry::Sign::Line : KeyEntry::Sign::DashedLine,
                       {weight::kFeeder, line, dashes},
                       {},
                       side == model::FeedSide::None ? QStringLiteral("Feeder")
                       : side == model::FeedSide::Reserve
                           ? QStringLiteral("Feeder, reserve R")
                           : QStringLiteral("Feeder, side ") + diagram::sideLetter(side)});
    }
    if (hasOpenPoint)
        key.push_back({KeyEntry::Sign::DashedLine,
                       {weight::kEquipment, ink::kText3, {2.0, 2.0}},
                       {},
                       QStringLiteral("Open point of a ring")});
    return key;
}

QString sitePlanScale(const ReportData& data, double height_mm) {
    return projectionOf(data, QRectF(0.0, 0.0, page::kContentWidth, height_mm)).scaleText();
}

void drawSitePlan(Canvas& canvas, const QRectF& frame_mm, const ReportData& data,
                  SitePlanLayer layer) {
    canvas.rect(frame_mm, {weight::kShell, ink::kText, {}});
    const QRectF map_mm = frame_mm.adjusted(0.0, 0.0, -kKeyWidth, 0.0);
    const MapProjection map = projectionOf(data, frame_mm);
    canvas.clipTo(map_mm);
    drawGridCrosses(canvas, map);
    SitePlan(canvas, map, data, layer).draw();
    canvas.unclip();
    canvas.line(map_mm.topRight(), map_mm.bottomRight(), {weight::kEquipment, ink::kText, {}});

    const double x = map_mm.right() + 3.0;
    const double width = kKeyWidth - 6.0;
    double y = frame_mm.top() + 3.0;
    if (layer == SitePlanLayer::Plume) {
        y += drawLegend(canvas, {x, y}, width, QStringLiteral("Air over ambient"),
                        ColorMap::plumeTemperature());
        drawKey(canvas, {x, y},
                {{KeyEntry::Sign::Box,
                  {weight::kShell, ink::kText, {}},
                  ink::kPaper,
                  QStringLiteral("Hall shell")},
                 {KeyEntry::Sign::FilledBox, kNoStroke, ColorMap::plumeTemperature().color(2.0),
                  QStringLiteral("Cooler, by its intake")},
                 {KeyEntry::Sign::DashedLine,
                  {weight::kFeeder, ink::kText, kDashDot},
                  {},
                  QStringLiteral("Site boundary")}});
        const auto& scenario = data.solution.scenario;
        drawWind(canvas, {x + 6.0, frame_mm.bottom() - 28.0}, 8.0, scenario.wind_m_per_s,
                 scenario.windFrom_deg);
        drawNorth(canvas, {x + 6.0, frame_mm.bottom() - 12.0}, 10.0);
        drawScaleBar(canvas, map, {x + 14.0, frame_mm.bottom() - 8.0}, width - 16.0);
        return;
    }
    const bool electrical = layer == SitePlanLayer::ElectricalLoading;
    y += drawLegend(canvas, {x, y}, width,
                    electrical ? QStringLiteral("Loading") : QStringLiteral("Coolant return"),
                    electrical ? ColorMap::electricalLoading() : ColorMap::coolantTemperature());
    std::vector<KeyEntry> key{
        {KeyEntry::Sign::Box,
         {weight::kShell, ink::kText, {}},
         ink::kPaper,
         QStringLiteral("Hall shell")},
        {KeyEntry::Sign::Strip,
         {},
         ColorMap::electricalLoading().color(55.0),
         electrical ? QStringLiteral("Row of racks, by its busway")
                    : QStringLiteral("Row of racks")},
        {KeyEntry::Sign::Box,
         {weight::kHair, ink::kText2, {}},
         ink::kPaper,
         QStringLiteral("Dry cooler")},
    };
    const QColor line = ColorMap::electricalLoading().color(45.0);
    if (electrical) {
        const auto feeders = feederKey(data.campus, line);
        key.insert(key.end(), feeders.begin(), feeders.end());
        key.push_back({KeyEntry::Sign::Line,
                       {weight::kOverload, ink::kOverload, {}},
                       {},
                       QStringLiteral("Over 100 % of rating")});
    } else {
        key.push_back({KeyEntry::Sign::Line,
                       {weight::kOverload, ColorMap::coolantTemperature().color(45.0), {}},
                       {},
                       QStringLiteral("Facility-water main")});
    }
    key.push_back({KeyEntry::Sign::FilledBox, kNoStroke, ink::kRoad, QStringLiteral("Road")});
    key.push_back({KeyEntry::Sign::DashedLine,
                   {weight::kFeeder, ink::kText, kDashDot},
                   {},
                   QStringLiteral("Site boundary")});
    drawKey(canvas, {x, y}, key);
    drawNorth(canvas, {x + 6.0, frame_mm.bottom() - 12.0}, 10.0);
    drawScaleBar(canvas, map, {x + 14.0, frame_mm.bottom() - 8.0}, width - 16.0);
}

} // namespace hallwright::app::report
