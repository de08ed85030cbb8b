#include "app/diagram/diagram_painter.h"

#include "app/diagram/symbol_painter.h"

#include <cmath>

namespace hallwright::app::diagram {

namespace {

constexpr double kThin = 1.4;   ///< without a rating: busbar connections, dead wires
constexpr double kLoaded = 3.0; ///< coloured by loading
constexpr double kOverloaded = 5.0;
constexpr double kSmallestText_px = 6.0;

double widthOf(const Wire& wire) {
    if (wire.open || wire.status.supply != Status::Supply::Live || std::isnan(wire.status.loading))
        return kThin;
    return wire.status.isOver() ? kOverloaded : kLoaded;
}

QColor textColor(TextRole role, const DiagramInk& ink) {
    switch (role) {
    case TextRole::Detail:
        return ink.text2;
    case TextRole::Fault:
        return ink.stale ? ink.text2 : ink.faultText;
    case TextRole::Value:
        return ink.stale ? ink.text2 : ink.text;
    default:
        return ink.text;
    }
}

void paintWire(DiagramPen& pen, const Wire& wire, const DiagramInk& ink) {
    const double width = widthOf(wire);
    if (wire.open || wire.status.supply == Status::Supply::Dead)
        return pen.line(wire.points, width, ink.dead, {3.0, 3.0});
    const QColor color = statusColor(wire.status, ink);
    const QList<qreal> dashes = width > kThin ? dashesOf(wire.side) : QList<qreal>{};
    if (width > kThin)
        pen.line(wire.points, width + 1.6, ink.casing, dashes);
    pen.line(wire.points, width, color, dashes);
}

/// Filled diamond of a fault beside something that is over its rating.
void paintFault(DiagramPen& pen, QPointF at, const DiagramInk& ink) {
    constexpr double r = 5.0;
    pen.shape(
        {at + QPointF(0.0, -r), at + QPointF(r, 0.0), at + QPointF(0.0, r), at + QPointF(-r, 0.0)},
        1.0, ink.ground, ink.fault);
}

void paintHalo(DiagramPen& pen, const QPolygonF& path, double width, Emphasis emphasis,
               const DiagramInk& ink) {
    if (emphasis == Emphasis::Selected) {
        pen.line(path, width + 7.0, ink.selectionCasing);
        pen.line(path, width + 4.0, ink.selection);
    } else {
        QColor faint = ink.selection;
        faint.setAlphaF(0.6F);
        pen.line(path, width + 2.0, faint);
    }
}

QPolygonF outlineOf(const QRectF& box) {
    const QRectF around = box.adjusted(-3.0, -3.0, 3.0, 3.0);
    return {around.topLeft(), around.topRight(), around.bottomRight(), around.bottomLeft(),
            around.topLeft()};
}

void paintToggle(DiagramPen& pen, const Toggle& toggle, const DiagramInk& ink) {
    pen.shape(QPolygonF(toggle.box), 1.0, ink.text3, ink.ground);
    const QPointF c = toggle.box.center();
    constexpr double r = 3.5;
    pen.line({c - QPointF(r, 0.0), c + QPointF(r, 0.0)}, 1.3, ink.text2);
    if (!toggle.open)
        pen.line({c - QPointF(0.0, r), c + QPointF(0.0, r)}, 1.3, ink.text2);
}

} // namespace

QList<qreal> dashesOf(model::FeedSide side) {
    switch (side) {
    case model::FeedSide::B:
        return {7.0, 3.0};
    case model::FeedSide::C:
        return {9.0, 2.5, 1.5, 2.5};
    case model::FeedSide::D:
        return {9.0, 2.0, 1.5, 2.0, 1.5, 2.0};
    case model::FeedSide::Reserve:
        return {2.0, 2.0};
    case model::FeedSide::A:
    case model::FeedSide::None:
        break;
    }
    return {};
}

void paintDiagram(DiagramPen& pen, const Diagram& diagram, const DiagramLook& look) {
    const auto isSeen = [&](const QRectF& box) {
        constexpr double kMargin = 8.0; // halos and line widths
        return look.clip.isNull() ||
               box.adjusted(-kMargin, -kMargin, kMargin, kMargin).intersects(look.clip);
    };
    const auto emphasisOf = [&](model::EntityId entity,
                                const std::vector<model::EntityId>& members) {
        return look.emphasis ? look.emphasis(entity, members) : Emphasis::None;
    };
    static const std::vector<model::EntityId> kAlone;
    for (const auto& wire : diagram.wires)
        if (const auto emphasis = emphasisOf(wire.entity, kAlone);
            emphasis != Emphasis::None && isSeen(wire.points.boundingRect()))
            paintHalo(pen, wire.points, widthOf(wire), emphasis, look.ink);
    for (const auto& wire : diagram.wires)
        if (isSeen(wire.points.boundingRect()))
            paintWire(pen, wire, look.ink);
    for (const auto& symbol : diagram.symbols) {
        if (!isSeen(symbol.box))
            continue;
        if (const auto emphasis = emphasisOf(symbol.entity, symbol.members);
            emphasis != Emphasis::None)
            paintHalo(pen, outlineOf(symbol.box), emphasis == Emphasis::Selected ? -2.0 : -1.0,
                      emphasis, look.ink);
        paintSymbol(pen, symbol, look.ink);
        if (symbol.status.isOver() && symbol.kind != SymbolKind::Box)
            paintFault(pen, {symbol.box.left() - 7.0, symbol.box.center().y()}, look.ink);
    }
    const bool readsText = unit::kTextSize * look.pixelsPerUnit >= kSmallestText_px;
    for (const auto& label : diagram.labels)
        if ((readsText || label.role == TextRole::Heading) && isSeen(label.box))
            pen.text(label, textColor(label.role, look.ink));
    if (look.withToggles)
        for (const auto& toggle : diagram.toggles)
            if (isSeen(toggle.box))
                paintToggle(pen, toggle, look.ink);
}

} // namespace hallwright::app::diagram
