#include "app/report/cooling_schematic.h"

#include "app/format/number_format.h"

#include <algorithm>
#include <cmath>

namespace hallwright::app::report {

namespace {

const Stroke kSupply{weight::kFeeder, ink::kSupply, {}};
const Stroke kReturn{weight::kFeeder, ink::kReturn, {}};
const Stroke kBox{weight::kRule, ink::kText, {}};
constexpr double kCelsiusUnknown = -1000.0;
constexpr double kLinePitch = 4.2; ///< of the lines in a unit's box [mm]
const TextStyle kUnitText{6.8, 9.0, 400, ink::kText};

/// Height of a unit's box with a name and so many lines [mm].
double unitHeight(qsizetype lines) {
    return 6.8 + kLinePitch * double(lines);
}

QString flowText(double m3_per_s) {
    return formatCompact(m3_per_s * 1000.0) + QStringLiteral("\u2009L/s");
}

/// A chevron on a pipe: filled on the supply, open on the return.
void drawChevron(Canvas& canvas, QPointF at, QPointF direction, bool supply) {
    const QPointF along = direction * 1.1;
    const QPointF aside(-direction.y() * 0.9, direction.x() * 0.9);
    const QPolygonF head{at - along + aside, at + along, at - along - aside};
    if (supply)
        canvas.polygon(head, kNoStroke, ink::kSupply);
    else
        canvas.polygon(head, {weight::kRule, ink::kReturn, {}}, ink::kPaper);
}

/// A vertical supply and return pair between two heights, with temperatures beside it.
void drawPair(Canvas& canvas, double x, double top, double bottom, double supply_C, double return_C,
              bool towardsBottomIsSupply) {
    constexpr double gap = 1.5;
    const double middle = (top + bottom) / 2.0;
    canvas.line({x - gap, top}, {x - gap, bottom}, kSupply);
    canvas.line({x + gap, top}, {x + gap, bottom}, kReturn);
    const double down = towardsBottomIsSupply ? 1.0 : -1.0;
    drawChevron(canvas, {x - gap, middle}, {0.0, down}, true);
    drawChevron(canvas, {x + gap, middle}, {0.0, -down}, false);
    if (supply_C > kCelsiusUnknown)
        canvas.label({x - gap - 1.4, middle}, formatNumber(supply_C, 1), kUnitText.in(ink::kSupply),
                     Qt::AlignRight);
    if (return_C > kCelsiusUnknown)
        canvas.label({x + gap + 1.4, middle}, formatNumber(return_C, 1),
                     kUnitText.in(ink::kReturn));
}

void drawUnit(Canvas& canvas, const QRectF& box, const QString& name, const QStringList& lines,
              const QColor& color = ink::kText) {
    canvas.rect(box, kBox, ink::kPaper);
    double y = box.top() + 3.4;
    canvas.label({box.center().x(), y}, elided(name, box.width() - 1.0, kUnitText.strong()),
                 kUnitText.strong().in(color), Qt::AlignHCenter);
    for (const QString& line : lines) {
        y += kLinePitch;
        canvas.label({box.center().x(), y}, elided(line, box.width() - 0.6, kUnitText), kUnitText,
                     Qt::AlignHCenter);
    }
}

struct Sum {
    double heat_W = 0.0;
    double power_W = 0.0;
    double flow_m3_per_s = 0.0;
    int running = 0;
    int installed = 0;
};

Sum sumOf(const ReportData& data, const std::vector<const model::Equipment*>& items,
          model::EquipmentKind kind) {
    Sum sum;
    for (const auto* item : items) {
        if (item->kind != kind)
            continue;
        ++sum.installed;
        const auto* state = stateOf(data.solution.units, item->id);
        if (!state || !state->running)
            continue;
        ++sum.running;
        sum.heat_W += state->heat_W;
        sum.power_W += state->power_W;
        sum.flow_m3_per_s += state->flow_m3_per_s;
    }
    return sum;
}

/// Plants over the facility-water header, each with its coolers and pumps.
void drawPlants(Canvas& canvas, const QRectF& area, double headerY, const ReportData& data,
                const model::Hall& hall) {
    const auto plants = data.plantsOf(hall.id);
    if (plants.empty()) {
        canvas.label(area.center(), QStringLiteral("No plant is joined with this hall."),
                     style::kBody.in(ink::kFault), Qt::AlignHCenter);
        return;
    }
    const double pitch = area.width() / double(plants.size());
    for (std::size_t i = 0; i < plants.size(); ++i) {
        const auto items = data.equipmentIn(model::entity(plants[i]->id));
        const Sum coolers = sumOf(data, items, model::EquipmentKind::HeatRejection);
        const Sum chillers = sumOf(data, items, model::EquipmentKind::Chiller);
        const Sum pumps = sumOf(data, items, model::EquipmentKind::Pump);
        const double x = area.left() + pitch * (double(i) + 0.5);
        const double width = std::min(pitch - 6.0, 70.0);
        QStringList lines{QStringLiteral("%1 of %2 pumps run, %3")
                              .arg(pumps.running)
                              .arg(pumps.installed)
                              .arg(formatPower(pumps.power_W).text()),
                          QStringLiteral("%1 rejected, %2")
                              .arg(formatPower(coolers.heat_W + chillers.heat_W).text(),
                                   QString::fromStdString(plants[i]->coolant).toUpper())};
        if (chillers.installed > 0)
            lines.prepend(QStringLiteral("%1 of %2 chillers run, %3")
                              .arg(chillers.running)
                              .arg(chillers.installed)
                              .arg(formatPower(chillers.power_W).text()));
        if (coolers.installed > 0)
            lines.prepend(QStringLiteral("%1 of %2 coolers run, %3 fans")
                              .arg(coolers.running)
                              .arg(coolers.installed)
                              .arg(formatPower(coolers.power_W).text()));
        const QRectF box(x - width / 2.0, area.top(), width, unitHeight(lines.size()));
        drawUnit(canvas, box, QString::fromStdString(plants[i]->name), lines);
        const engine::PipeState* pipe = nullptr;
        for (const auto& main : data.campus.mains()) {
            const auto plant = model::entity(plants[i]->id);
            if ((main.from == plant || main.to == plant) &&
                (main.from == model::entity(hall.id) || main.to == model::entity(hall.id)))
                pipe = stateOf(data.solution.mains, main.id);
        }
        drawPair(canvas, x, box.bottom(), headerY, pipe ? pipe->supply_C : kCelsiusUnknown,
                 pipe ? pipe->return_C : kCelsiusUnknown, true);
        if (pipe)
            canvas.label(
                {x + 12.0, (box.bottom() + headerY) / 2.0},
                QStringLiteral("%1, %2 m/s")
                    .arg(flowText(pipe->flow_m3_per_s), formatNumber(pipe->velocity_m_per_s, 2)),
                style::kDrawing.in(ink::kText2));
    }
}

void drawLoop(Canvas& canvas, const QRectF& area, double headerY, const ReportData& data,
              const model::TcsLoop& loop) {
    double heat = 0.0;
    double capacityShare = 0.0;
    double supply = 0.0;
    double back = 0.0;
    double flow = 0.0;
    int running = 0;
    for (const auto id : loop.cdus)
        if (const auto* state = stateOf(data.solution.units, id); state && state->running) {
            ++running;
            heat += state->heat_W;
            capacityShare = std::max(capacityShare, state->loading);
            supply = state->supply_C;
            back = state->return_C;
            flow += state->flow_m3_per_s;
        }
    const double x = area.center().x();
    const double cduTop = headerY + 18.0;
    canvas.line({x - 1.5, headerY}, {x - 1.5, cduTop}, kSupply);
    canvas.line({x + 1.5, headerY}, {x + 1.5, cduTop}, kReturn);
    const QRectF cdu(x - area.width() / 2.0 + 1.0, cduTop, area.width() - 2.0, unitHeight(3));
    drawUnit(canvas, cdu, QString::fromStdString(loop.name),
             {QStringLiteral("%1 CDUs").arg(running), formatPower(heat).text(),
              QStringLiteral("to %1").arg(formatPercent(capacityShare).text())},
             capacityShare > 1.0 ? ink::kFault : ink::kText);
    const double rackTop = cdu.bottom() + 24.0;
    drawPair(canvas, x, cdu.bottom(), rackTop, running ? supply : kCelsiusUnknown,
             running ? back : kCelsiusUnknown, true);
    const QRectF racks(cdu.left(), rackTop, cdu.width(), unitHeight(2));
    double warmest = kCelsiusUnknown;
    for (const auto id : loop.racks)
        if (const auto* state = stateOf(data.solution.racks, id); state && state->hasCoolant)
            warmest = std::max(warmest, state->coolantReturn_C);
    drawUnit(canvas, racks, QStringLiteral("%1 racks").arg(loop.racks.size()),
             {flowText(flow), warmest > kCelsiusUnknown
                                  ? QStringLiteral("≤ ") + formatTemperature(warmest).text()
                                  : QStringLiteral("no flow")});
}

} // namespace

void drawCoolingSchematic(Canvas& canvas, const QRectF& frame_mm, const ReportData& data,
                          const model::Hall& hall) {
    canvas.rect(frame_mm, {weight::kShell, ink::kText, {}});
    const QRectF inner = frame_mm.adjusted(6.0, 6.0, -6.0, -10.0);
    const double headerY = inner.top() + 64.0;
    drawPlants(canvas, QRectF(inner.left(), inner.top(), inner.width(), 20.0), headerY, data, hall);
    canvas.line({inner.left(), headerY}, {inner.right(), headerY},
                {weight::kOverload, ink::kSupply, {}});
    canvas.line({inner.left(), headerY + 1.6}, {inner.right(), headerY + 1.6},
                {weight::kOverload, ink::kReturn, {}});
    canvas.tag({inner.left(), headerY - 2.4}, QStringLiteral("Facility water"),
               style::kDrawing.strong(), Qt::AlignLeft);

    const auto found = data.solution.interiors.find(hall.id);
    if (found == data.solution.interiors.end() || found->second->loops.empty()) {
        canvas.label({inner.center().x(), headerY + 20.0},
                     QStringLiteral("No liquid-cooled rack in this hall; its air units take water "
                                    "from the header."),
                     style::kBody.in(ink::kText2), Qt::AlignHCenter);
    } else {
        // At most a dozen loops side by side stay legible; more go on a second line.
        const auto& loops = found->second->loops;
        constexpr std::size_t kPerLine = 12;
        const double lineHeight = 86.0;
        for (std::size_t i = 0; i < loops.size() && i < 2 * kPerLine; ++i) {
            const std::size_t inLine = std::min(kPerLine, loops.size() - (i / kPerLine) * kPerLine);
            const double pitch = inner.width() / double(inLine);
            const double y = headerY + 1.6 + double(i / kPerLine) * lineHeight;
            drawLoop(canvas,
                     QRectF(inner.left() + pitch * double(i % kPerLine), y, pitch, lineHeight), y,
                     data, loops[i]);
        }
        if (loops.size() > 2 * kPerLine)
            canvas.label({inner.right(), frame_mm.bottom() - 4.0},
                         QStringLiteral("%1 of %2 loops drawn").arg(2 * kPerLine).arg(loops.size()),
                         style::kDrawing.in(ink::kText2), Qt::AlignRight);
    }
    canvas.label({inner.left(), frame_mm.bottom() - 4.0},
                 QStringLiteral("Temperatures in °C: supply left, filled chevron; return right, "
                                "open chevron."),
                 style::kDrawing.in(ink::kText2));
}

} // namespace hallwright::app::report
