#include "app/report/one_line_diagram.h"

#include "app/models/number_format.h"
#include "app/report/diagram_symbols.h"
#include "app/report/map_marks.h"
#include "app/scene/color_map.h"

#include <algorithm>
#include <cmath>

namespace hallwright::app::report {

namespace {

const Stroke kWire{weight::kRule, ink::kText, {}};
const Stroke kBar{weight::kOverload, ink::kText, {}};

QString kilovolts(double volts) {
    return formatCompact(volts / 1000.0) + QStringLiteral("\u2009kV");
}

QColor loadingColor(const engine::BranchState* state) {
    return state && state->energised ? ColorMap::electricalLoading().color(100.0 * state->loading)
                                     : ink::kPaper;
}

QString loadingText(const engine::BranchState* state) {
    if (!state || !state->energised || state->rating <= 0.0)
        return QStringLiteral("—");
    return formatNumber(100.0 * state->loading, 0) + QStringLiteral("\u2009%");
}

/// Feeders that leave one bus section, in id order.
std::vector<const model::Feeder*> feedersOf(const ReportData& data,
                                            const model::Substation& substation, int section) {
    std::vector<const model::Feeder*> feeders;
    const auto id = model::entity(substation.id);
    for (const auto& feeder : data.campus.feeders()) {
        const bool leaves = feeder.from == id && feeder.fromSection == section &&
                            data.campus.kindOf(feeder.to) != model::EntityKind::GridConnection;
        const bool arrives = feeder.to == id && feeder.toSection == section &&
                             data.campus.kindOf(feeder.from) != model::EntityKind::GridConnection;
        if (leaves || arrives)
            feeders.push_back(&feeder);
    }
    return feeders;
}

QString busVoltage(const ReportData& data, model::EntityId entity, int section) {
    for (const auto& bus : data.solution.buses)
        if (bus.entity == entity && bus.section == section && bus.energised)
            return formatNumber(bus.voltage_pu, 3) + QStringLiteral("\u2009pu");
    return QStringLiteral("dead");
}

void drawFeeder(Canvas& canvas, double x, double top, double bottom, const ReportData& data,
                const model::Feeder& feeder, model::EntityId far) {
    const auto* state = stateOf(data.solution.feeders, feeder.id);
    const double below = drawBreakerSymbol(canvas, {x, top}, !feeder.normallyOpen);
    Stroke stroke{
        weight::kFeeder, state && state->energised ? loadingColor(state) : ink::kText3, {}};
    if (state && state->loading > 1.0)
        stroke.width_mm = weight::kOverload;
    if (feeder.side == model::FeedSide::B)
        stroke.dashes = {6.0, 3.0};
    if (feeder.normallyOpen)
        stroke.dashes = {2.0, 2.0};
    canvas.line({x, below}, {x, bottom}, stroke);
    canvas.polygon({{x - 0.9, bottom - 1.6}, {x + 0.9, bottom - 1.6}, {x, bottom}}, kNoStroke,
                   ink::kText);
    const QColor text = state && state->loading > 1.0 ? ink::kFault : ink::kText;
    canvas.verticalLabel({x + 1.7, (below + bottom) / 2.0},
                         QString::fromStdString(feeder.name) + QStringLiteral("  ") +
                             loadingText(state),
                         style::kDrawing.in(text));
    canvas.verticalLabel({x, bottom + 7.0}, QString::fromStdString(data.campus.nameOf(far)),
                         style::kDrawing.strong());
}

} // namespace

void drawTrunkDiagram(Canvas& canvas, const QRectF& frame_mm, const ReportData& data,
                      const model::Substation& substation) {
    canvas.rect(frame_mm, {weight::kShell, ink::kText, {}});
    const auto id = model::entity(substation.id);
    const double left = frame_mm.left() + 10.0;
    const double width = frame_mm.width() - 20.0;
    const double barTop = frame_mm.top() + 24.0;
    const double busTop = barTop + 44.0;
    const double feederBottom = frame_mm.bottom() - 34.0;

    std::vector<const model::GridConnection*> grids;
    for (const auto& feeder : data.campus.feeders())
        for (const auto& grid : data.campus.grids())
            if ((feeder.from == model::entity(grid.id) && feeder.to == id) ||
                (feeder.to == model::entity(grid.id) && feeder.from == id))
                grids.push_back(&grid);
    drawBusbar(canvas, {left, barTop}, width, kilovolts(substation.highVoltage_V), kBar);
    for (std::size_t i = 0; i < grids.size(); ++i) {
        const double x = left + width * (double(i) + 0.5) / double(grids.size());
        drawGridSymbol(canvas, {x, barTop - 8.0});
        canvas.line({x, barTop - 8.0}, {x, barTop}, kWire);
        canvas.label({x + 6.0, barTop - 12.2}, QString::fromStdString(grids[i]->name),
                     style::kDrawing.strong());
        canvas.label({x + 6.0, barTop - 9.2},
                     QStringLiteral("%1, Sk″ %2")
                         .arg(formatFigure(grids[i]->capacity_VA, QStringLiteral("VA")).text(),
                              formatFigure(grids[i]->shortCircuit_VA, QStringLiteral("VA")).text()),
                     style::kDrawing.in(ink::kText2));
    }

    std::vector<const model::Equipment*> transformers;
    for (const auto* item : data.equipmentIn(id))
        if (item->kind == model::EquipmentKind::Transformer)
            transformers.push_back(item);
    const int sections = std::max(substation.busSections, 1);
    const double pitch = width / sections;
    double lastEnd = 0.0;
    for (int section = 0; section < sections; ++section) {
        const double begin = left + section * pitch + 1.5;
        const double barWidth = pitch - 3.0;
        drawBusbar(
            canvas, {begin, busTop}, barWidth,
            QStringLiteral("%1  §%2").arg(kilovolts(substation.mediumVoltage_V)).arg(section + 1),
            kBar);
        canvas.label({begin + barWidth, busTop - 2.2}, busVoltage(data, id, section),
                     style::kDrawing.in(ink::kText2), Qt::AlignRight);
        if (section > 0) {
            const double middle = (lastEnd + begin) / 2.0;
            canvas.line({lastEnd, busTop}, {begin, busTop}, kWire);
            canvas.rect(QRectF(middle - 0.8, busTop - 0.8, 1.6, 1.6), kWire,
                        substation.busTiesClosed ? ink::kText : ink::kPaper);
        }
        lastEnd = begin + barWidth;

        std::vector<const model::Equipment*> ofSection;
        for (std::size_t i = std::size_t(section); i < transformers.size();
             i += std::size_t(sections))
            ofSection.push_back(transformers[i]);
        for (std::size_t i = 0; i < ofSection.size(); ++i) {
            const double x = begin + barWidth * (double(i) + 0.5) / double(ofSection.size());
            const auto* state = stateOf(data.solution.transformers, ofSection[i]->id);
            double y = drawBreakerSymbol(canvas, {x, barTop}, ofSection[i]->inService);
            canvas.line({x, y}, {x, y + 4.0}, kWire);
            y = drawTransformerSymbol(canvas, {x, y + 4.0}, loadingColor(state));
            canvas.line({x, y}, {x, busTop - 3.4}, kWire);
            drawBreakerSymbol(canvas, {x, busTop - 3.4}, ofSection[i]->inService);
            canvas.verticalLabel({x + 3.2, barTop + 12.0},
                                 QString::fromStdString(ofSection[i]->name) + QStringLiteral("  ") +
                                     loadingText(state),
                                 style::kDrawing.strong());
        }

        const auto feeders = feedersOf(data, substation, section);
        for (std::size_t i = 0; i < feeders.size(); ++i) {
            const double x = begin + barWidth * (double(i) + 0.5) / double(feeders.size());
            const auto far = feeders[i]->from == id ? feeders[i]->to : feeders[i]->from;
            drawFeeder(canvas, x, busTop, feederBottom, data, *feeders[i], far);
        }
    }
    drawLegend(canvas, {frame_mm.left() + 4.0, frame_mm.bottom() - 13.0}, 60.0,
               QStringLiteral("Loading"), ColorMap::electricalLoading());
    canvas.label({frame_mm.left() + 72.0, frame_mm.bottom() - 9.0},
                 QStringLiteral("Breaker filled: closed. Solid: side A. Long dashes: side B. "
                                "Dots: open point of a ring."),
                 style::kDrawing.in(ink::kText2));
}

void drawHallDiagram(Canvas& canvas, const QRectF& frame_mm, const ReportData& data,
                     const model::Hall& hall) {
    canvas.rect(frame_mm, {weight::kShell, ink::kText, {}});
    const auto found = data.solution.interiors.find(hall.id);
    if (found == data.solution.interiors.end()) {
        canvas.label(frame_mm.center(), QStringLiteral("Power was not solved in this run."),
                     style::kBody.in(ink::kText2), Qt::AlignHCenter);
        return;
    }
    const model::HallInterior& interior = *found->second;
    struct Side {
        model::FeedSide side;
        const std::vector<model::EquipmentId>& transformers;
        QString name;
    };
    std::vector<Side> sides{{model::FeedSide::A, interior.transformersA, QStringLiteral("A")}};
    if (!interior.transformersB.empty())
        sides.push_back({model::FeedSide::B, interior.transformersB, QStringLiteral("B")});
    const double half = frame_mm.height() / double(sides.size());
    for (std::size_t s = 0; s < sides.size(); ++s) {
        const double top = frame_mm.top() + double(s) * half + 12.0;
        const double left = frame_mm.left() + 6.0;
        const double width = frame_mm.width() - 12.0;
        drawBusbar(
            canvas, {left, top}, width,
            QStringLiteral("%1, intake %2").arg(QString::fromStdString(hall.name), sides[s].name),
            kBar);
        const auto& transformers = sides[s].transformers;
        const double pitch = transformers.empty() ? width : width / double(transformers.size());
        for (std::size_t i = 0; i < transformers.size(); ++i) {
            const auto* state = stateOf(data.solution.transformers, transformers[i]);
            const double x = left + pitch * (double(i) + 0.5);
            double y = drawBreakerSymbol(canvas, {x, top}, true);
            y = drawTransformerSymbol(canvas, {x, y}, loadingColor(state));
            canvas.verticalLabel(
                {x + 3.2, top + 8.0},
                QString::fromStdString(data.campus.nameOf(model::entity(transformers[i]))),
                style::kDrawing);
            canvas.line({x, y}, {x, y + 3.0}, kWire);
            y += 3.0;
            canvas.line({x - pitch * 0.4, y}, {x + pitch * 0.4, y},
                        {weight::kFeeder, ink::kText, {}});
            canvas.label({x + pitch * 0.4, y - 1.6}, loadingText(state), style::kDrawing,
                         Qt::AlignRight);
            std::vector<const engine::BuswayState*> runs;
            for (const auto& run : interior.busways) {
                if (run.transformer != transformers[i])
                    continue;
                for (const auto& busway : data.solution.busways)
                    if (busway.hall == hall.id && busway.name == run.name)
                        runs.push_back(&busway);
            }
            const double bottom = frame_mm.top() + double(s + 1) * half - 16.0;
            for (std::size_t r = 0; r < runs.size(); ++r) {
                const double rx = x + pitch * 0.8 * ((double(r) + 0.5) / double(runs.size()) - 0.5);
                canvas.line({rx, y}, {rx, bottom}, {weight::kFeeder, loadingColor(runs[r]), {}});
                canvas.verticalLabel({rx + 1.6, (y + bottom) / 2.0},
                                     QString::fromStdString(runs[r]->name) + QStringLiteral("  ") +
                                         loadingText(runs[r]),
                                     style::kDrawing);
                canvas.verticalLabel(
                    {rx, bottom + 6.0},
                    QString::fromStdString(data.campus.nameOf(model::entity(runs[r]->row))),
                    style::kDrawing.strong());
            }
        }
    }
}

} // namespace hallwright::app::report
