#include "app/report/hall_plan.h"

#include "app/format/number_format.h"
#include "app/report/map_marks.h"
#include "app/report/map_projection.h"
#include "app/scene/color_map.h"
#include "core/solvers/airflow/air_field.h"

#include <cmath>

namespace hallwright::app::report {

namespace {

constexpr double kKelvin = 273.15;

/// The slice as a picture, one pixel a cell, north up; cells inside boxes stay white.
QImage sliceImage(const airflow::AirField& field) {
    const auto slice = airflow::cutSlice(field, airflow::Axis::Z, kPlanCut_m);
    QImage image(slice.columns, slice.rows, QImage::Format_RGB32);
    image.fill(Qt::white);
    for (int row = 0; row < slice.rows; ++row)
        for (int column = 0; column < slice.columns; ++column) {
            const float t = slice.temperature_K[std::size_t(row) * std::size_t(slice.columns) +
                                                std::size_t(column)];
            if (std::isfinite(t))
                image.setPixelColor(column, slice.rows - 1 - row,
                                    ColorMap::airTemperature().color(double(t) - kKelvin));
        }
    return image;
}

void drawEquipment(Canvas& canvas, const MapProjection& map, const ReportData& data,
                   const model::Hall& hall) {
    for (const auto* item : data.equipmentIn(model::entity(hall.id))) {
        const QPolygonF box =
            map.toPage(data.localOutline(model::entity(hall.id), model::entity(item->id)));
        canvas.polygon(box, {weight::kEquipment, ink::kText2, {}}, ink::kEquipment);
        const QString name = QString::fromStdString(item->name);
        if (textWidth(name, style::kDrawing) < box.boundingRect().width() - 0.6)
            canvas.label(box.boundingRect().center(), name, style::kDrawing, Qt::AlignHCenter);
    }
}

void drawRacks(Canvas& canvas, const MapProjection& map, const ReportData& data,
               const model::Hall& hall) {
    for (const auto& rack : data.campus.racks()) {
        if (rack.hall != hall.id)
            continue;
        const auto* state = stateOf(data.solution.racks, rack.id);
        const QColor fill = state && state->hasAir && state->airFlow_m3_per_s > 0.0
                                ? ColorMap::airTemperature().color(state->airInletMean_C)
                                : ink::kPaper;
        const QPolygonF box =
            map.toPage(data.localOutline(model::entity(hall.id), model::entity(rack.id)));
        canvas.polygon(box, {weight::kHair, ink::kText, {}}, fill);
        // The front is the edge between the first two corners: local -y.
        canvas.line(box[0], box[1], {weight::kRule, ink::kText, {}});
    }
}

constexpr double kFoot = 19.0; ///< strip of legend and scale bar below the map

MapProjection projectionOf(const model::Hall& hall, const QRectF& frame_mm) {
    constexpr double margin = 2.0;
    return {QRectF(-hall.size_m.x / 2.0 - margin, -hall.size_m.y / 2.0 - margin,
                   hall.size_m.x + 2.0 * margin, hall.size_m.y + 2.0 * margin),
            frame_mm.adjusted(0.0, 0.0, 0.0, -kFoot)};
}

} // namespace

QString hallPlanScale(const model::Hall& hall, double height_mm) {
    return projectionOf(hall, QRectF(0.0, 0.0, page::kContentWidth, height_mm)).scaleText();
}

void drawHallPlan(Canvas& canvas, const QRectF& frame_mm, const ReportData& data,
                  const model::Hall& hall) {
    canvas.rect(frame_mm, {weight::kShell, ink::kText, {}});
    const QRectF map_mm = frame_mm.adjusted(0.0, 0.0, 0.0, -kFoot);
    const MapProjection map = projectionOf(hall, frame_mm);
    const QRectF shell(map.toPage(QPointF(-hall.size_m.x / 2.0, hall.size_m.y / 2.0)),
                       map.toPage(QPointF(hall.size_m.x / 2.0, -hall.size_m.y / 2.0)));
    const auto state = data.solution.halls.find(hall.id);
    const bool hasAir = state != data.solution.halls.end() && state->second.air;
    canvas.clipTo(map_mm);
    if (hasAir)
        canvas.image(shell, sliceImage(*state->second.air));
    canvas.rect(shell, {weight::kShell, ink::kText, {}});
    drawEquipment(canvas, map, data, hall);
    drawRacks(canvas, map, data, hall);
    for (const auto& row : data.campus.rows()) {
        if (row.hall != hall.id)
            continue;
        const QPolygonF box =
            map.toPage(data.localOutline(model::entity(hall.id), model::entity(row.id)));
        const QRectF bounds = box.boundingRect();
        const QString name = QString::fromStdString(row.name);
        if (bounds.width() >= bounds.height())
            canvas.tag({bounds.left() - 1.0, bounds.center().y()}, name, style::kDrawing.strong(),
                       Qt::AlignRight);
        else
            canvas.verticalTag(bounds.center(), name, style::kDrawing.strong());
    }
    drawDimension(canvas, shell.topLeft(), shell.topRight(), 3.0, formatNumber(hall.size_m.x, 2));
    canvas.unclip();

    const double y = frame_mm.bottom() - kFoot;
    canvas.line({frame_mm.left(), y}, {frame_mm.right(), y}, {weight::kEquipment, ink::kText, {}});
    drawLegend(canvas, {frame_mm.left() + 4.0, y + 3.0}, 60.0,
               QStringLiteral("Air at %1 above the floor").arg(formatLength(kPlanCut_m).text()),
               ColorMap::airTemperature());
    const auto* solved = stateOf(data.solution.halls, hall.id);
    const QString words =
        hasAir ? QStringLiteral("Racks: fill is the mean inlet temperature, thick edge the front.")
        : solved && !solved->airMessage.empty() ? QString::fromStdString(solved->airMessage)
                                                : QStringLiteral("Air was not solved in this run.");
    canvas.paragraph({frame_mm.left() + 72.0, y + 3.0}, 56.0, words,
                     style::kDrawing.in(ink::kText2));
    drawScaleBar(canvas, map, {frame_mm.right() - 50.0, y + 9.0}, 34.0);
}

} // namespace hallwright::app::report
