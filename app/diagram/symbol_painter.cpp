#include "app/diagram/symbol_painter.h"

#include <cmath>
#include <numbers>
#include <vector>

namespace hallwright::app::diagram {

namespace {

constexpr double kStroke = 1.4;

QColor strokeOf(const Symbol& symbol, const DiagramInk& ink) {
    switch (symbol.status.supply) {
    case Status::Supply::Dead:
        return ink.dead;
    case Status::Supply::Unknown:
        return ink.text3;
    case Status::Supply::Standby:
        return ink.text2;
    case Status::Supply::Live:
        return ink.text;
    }
    return ink.text;
}

void letter(DiagramPen& pen, QPointF centre, const QString& text, const QColor& color) {
    Label label;
    label.text = text;
    label.role = TextRole::Name;
    label.align = Qt::AlignHCenter;
    label.box = QRectF(centre.x() - 10.0, centre.y() - unit::kLine / 2.0, 20.0, unit::kLine);
    pen.text(label, color);
}

/// One period of a sine: alternating current.
void wave(DiagramPen& pen, QPointF centre, double width, const QColor& color) {
    QPolygonF points;
    constexpr int kSteps = 12;
    for (int i = 0; i <= kSteps; ++i) {
        const double t = double(i) / kSteps;
        points << centre + QPointF((t - 0.5) * width,
                                   -0.28 * width * std::sin(2.0 * std::numbers::pi * t));
    }
    pen.line(points, 1.1, color);
}

void paintGrid(DiagramPen& pen, const QRectF& box, const QColor& stroke, const DiagramInk& ink) {
    pen.shape(QPolygonF(box), kStroke, stroke, ink.ground);
    constexpr int kMeshes = 4;
    for (int i = 1; i < kMeshes; ++i) {
        const double x = box.left() + box.width() * i / kMeshes;
        const double y = box.top() + box.height() * i / kMeshes;
        pen.line({QPointF(x, box.top()), QPointF(x, box.bottom())}, 0.7, stroke);
        pen.line({QPointF(box.left(), y), QPointF(box.right(), y)}, 0.7, stroke);
    }
}

void paintTransformer(DiagramPen& pen, const Symbol& symbol, const QColor& stroke,
                      const DiagramInk& ink) {
    const QRectF& box = symbol.box;
    // A second low-voltage winding stands beside the first.
    const bool hasSecond = symbol.windings > 2;
    const double r = box.width() / (hasSecond ? 2.0 + kSecondWinding : 2.0);
    const QPointF upper(box.left() + r, box.top() + r);
    const QPointF lower(box.left() + r, box.bottom() - r);
    const QColor fill =
        symbol.status.supply == Status::Supply::Live ? statusColor(symbol.status, ink) : ink.ground;
    std::vector<QPointF> lowers{lower};
    if (hasSecond)
        lowers.push_back(lower + QPointF(kSecondWinding * r, 0.0));
    for (const auto& centre : lowers)
        pen.circle(centre, r, kStroke, stroke, fill);
    pen.circle(upper, r, kStroke, stroke, fill);
    for (const auto& centre : lowers)
        pen.circle(centre, r, kStroke, stroke, {});
    if (symbol.adjustable) { // arrow across both windings: its ratio can be changed
        const QPointF tail = box.bottomLeft() + QPointF(-3.0, -5.0);
        const QPointF tip = box.topRight() + QPointF(3.0, 5.0);
        pen.line({tail, tip}, 1.1, stroke);
        const QPointF back = (tail - tip) / std::hypot(tail.x() - tip.x(), tail.y() - tip.y());
        const QPointF aside(-back.y(), back.x());
        pen.shape({tip, tip + 5.0 * back + 2.0 * aside, tip + 5.0 * back - 2.0 * aside}, 0.0, {},
                  stroke);
    }
}

/// Contact above, hinge below; turned by a quarter for ties. The blade shows the state.
void paintGear(DiagramPen& pen, const Symbol& symbol, const QColor& stroke, const DiagramInk& ink) {
    const QRectF& box = symbol.box;
    const double length = symbol.horizontal ? box.width() : box.height();
    const auto at = [&](double along, double across) {
        return symbol.horizontal ? QPointF(box.left() + along, box.center().y() + across)
                                 : QPointF(box.center().x() + across, box.top() + along);
    };
    const double contact = 0.28 * length, hinge = 0.78 * length;
    pen.line({at(0.0, 0.0), at(contact, 0.0)}, kStroke, stroke);
    pen.line({at(hinge, 0.0), at(length, 0.0)}, kStroke, stroke);
    const QPointF tip = symbol.closed ? at(contact, 0.0) : at(contact, -6.5);
    pen.line({at(hinge, 0.0), tip}, symbol.closed ? 2.0 : 1.7, symbol.closed ? stroke : ink.text);
    if (symbol.kind == SymbolKind::Breaker) {
        constexpr double kArm = 3.3;
        pen.line({at(contact - kArm, -kArm), at(contact + kArm, kArm)}, 1.5, stroke);
        pen.line({at(contact - kArm, kArm), at(contact + kArm, -kArm)}, 1.5, stroke);
    } else {
        pen.line({at(contact - 2.6, -3.6), at(contact - 2.6, 3.6)}, 1.2, stroke);
        pen.circle(at(contact, 0.0), 1.7, 1.0, stroke, ink.ground);
    }
}

/// Square of a converter: alternating to direct current, or the other way round.
void paintConverter(DiagramPen& pen, const QRectF& square, bool rectifies, const QColor& stroke,
                    const DiagramInk& ink) {
    pen.shape(QPolygonF(square), kStroke, stroke, ink.ground);
    pen.line({square.bottomLeft(), square.topRight()}, 1.0, stroke);
    const QPointF first(square.left() + 6.5, square.top() + 5.0);
    const QPointF second(square.right() - 6.5, square.bottom() - 5.0);
    const QPointF& direct = rectifies ? second : first;
    wave(pen, rectifies ? first : second, 8.0, stroke);
    for (const double dy : {-1.5, 1.5})
        pen.line({direct + QPointF(-3.5, dy), direct + QPointF(3.5, dy)}, 1.1, stroke);
}

void paintRectifier(DiagramPen& pen, const Symbol& symbol, const QColor& stroke,
                    const DiagramInk& ink) {
    const double side = symbol.box.width();
    const double wire = (symbol.box.height() - side) / 2.0;
    const QRectF square(symbol.box.left(), symbol.box.top() + wire, side, side);
    const double x = square.center().x();
    pen.line({QPointF(x, symbol.box.top()), QPointF(x, square.top())}, kStroke, stroke);
    pen.line({QPointF(x, square.bottom()), QPointF(x, symbol.box.bottom())}, kStroke, stroke);
    paintConverter(pen, square, true, stroke, ink);
}

/// Two inputs, its own on the left, the other on the right, and the blade on the one it takes.
void paintTransferSwitch(DiagramPen& pen, const Symbol& symbol, const QColor& stroke,
                         const DiagramInk& ink) {
    const QRectF& box = symbol.box;
    pen.shape(QPolygonF(box), kStroke, stroke, ink.ground);
    const QPointF own(box.left() + 7.0, box.top() + 9.0);
    const QPointF other(box.right() - 7.0, box.top() + 9.0);
    const QPointF hinge(box.center().x(), box.bottom() - 9.0);
    pen.line({QPointF(own.x(), box.top()), own}, 1.1, stroke);
    pen.line({QPointF(other.x(), box.top()), other}, 1.1, stroke);
    pen.line({QPointF(hinge.x(), box.bottom()), hinge}, 1.1, stroke);
    for (const QPointF& contact : {own, other})
        pen.circle(contact, 1.8, 1.0, stroke, ink.ground);
    const bool isLive = symbol.status.supply == Status::Supply::Live;
    pen.line({hinge, symbol.closed ? own : other}, 2.2,
             isLive ? statusColor(symbol.status, ink) : stroke);
}

void paintUps(DiagramPen& pen, const Symbol& symbol, const QColor& stroke, const DiagramInk& ink) {
    const QRectF& box = symbol.box;
    const double half = box.height() / 2.0;
    for (int i = 0; i < 2; ++i) // rectifier, inverter
        paintConverter(pen, QRectF(box.left(), box.top() + half * i, box.width(), half), i == 0,
                       stroke, ink);
    // Its load, as the colour between rectifier and inverter; the battery hangs on that link.
    if (symbol.status.supply == Status::Supply::Live && !std::isnan(symbol.status.loading))
        pen.line({QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y())},
                 3.0, statusColor(symbol.status, ink));
}

void paintBattery(DiagramPen& pen, const QRectF& box, const QColor& stroke, const DiagramInk& ink) {
    pen.shape(QPolygonF(box), kStroke, stroke, ink.ground);
    const double x = box.center().x();
    pen.line({QPointF(x, box.top()), QPointF(x, box.top() + 7.0)}, 1.1, stroke);
    const double y = box.top() + 7.0;
    pen.line({QPointF(x - 7.0, y), QPointF(x + 7.0, y)}, 1.1, stroke);
    pen.line({QPointF(x - 3.5, y + 3.0), QPointF(x + 3.5, y + 3.0)}, 2.0, stroke);
    pen.line({QPointF(x - 7.0, y + 6.0), QPointF(x + 7.0, y + 6.0)}, 1.1, stroke);
    pen.line({QPointF(x - 3.5, y + 9.0), QPointF(x + 3.5, y + 9.0)}, 2.0, stroke);
}

void paintMachine(DiagramPen& pen, const Symbol& symbol, const QColor& stroke,
                  const DiagramInk& ink) {
    const QPointF centre = symbol.box.center();
    pen.circle(centre, symbol.box.width() / 2.0, kStroke, stroke, ink.ground);
    letter(pen, centre - QPointF(0.0, 3.0),
           symbol.kind == SymbolKind::Motor ? QStringLiteral("M") : QStringLiteral("G"), stroke);
    wave(pen, centre + QPointF(0.0, 6.5), 9.0, stroke);
}

void paintBox(DiagramPen& pen, const Symbol& symbol, const DiagramInk& ink) {
    const QRectF& box = symbol.box;
    const bool isDead = symbol.status.supply == Status::Supply::Dead;
    pen.shape(QPolygonF(box), 1.0, isDead ? ink.dead : ink.text3, ink.ground);
    if (isDead) // dead: hatched edge, not only a colour
        for (double x = box.left() + 4.0; x < box.right(); x += 6.0)
            pen.line({QPointF(x, box.bottom()),
                      QPointF(std::min(x + 4.0, box.right()), box.bottom() - 4.0)},
                     1.0, ink.dead);
    if (symbol.side == model::FeedSide::None)
        return;
    // Two colours are enough to tell neighbours apart; the letter says which it is.
    const bool isFirst = symbol.side == model::FeedSide::A || symbol.side == model::FeedSide::C;
    const bool isReserve = symbol.side == model::FeedSide::Reserve;
    const QColor& feed = isReserve ? ink.text2 : isFirst ? ink.feedA : ink.feedB;
    const QRectF tag(box.right() - 17.0, box.top() + 4.0, 13.0, 13.0);
    pen.shape(QPolygonF(tag), 1.1, feed, {});
    letter(pen, tag.center(), sideLetter(symbol.side), feed);
}

void paintReference(DiagramPen& pen, const QRectF& box, const QColor& stroke) {
    const double x = box.left() + 7.0, y = box.center().y();
    pen.shape({QPointF(x - 4.0, box.top()), QPointF(x + 4.0, box.top()), QPointF(x + 4.0, y),
               QPointF(x, y + 5.0), QPointF(x - 4.0, y)},
              1.1, stroke, {});
}

} // namespace

QColor statusColor(const Status& status, const DiagramInk& ink) {
    switch (status.supply) {
    case Status::Supply::Unknown:
        return ink.unknown;
    case Status::Supply::Dead:
        return ink.dead;
    case Status::Supply::Standby:
        return ink.text2;
    case Status::Supply::Live:
        return std::isnan(status.loading) ? ink.text2 : ink.loading(status.loading);
    }
    return ink.unknown;
}

void paintSymbol(DiagramPen& pen, const Symbol& symbol, const DiagramInk& ink) {
    const QColor stroke = strokeOf(symbol, ink);
    const QRectF& box = symbol.box;
    switch (symbol.kind) {
    case SymbolKind::Grid:
        return paintGrid(pen, box, stroke, ink);
    case SymbolKind::Busbar: {
        const bool isDead = symbol.status.supply == Status::Supply::Dead;
        pen.line({QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y())},
                 box.height(), stroke, isDead ? QList<qreal>{7.0, 3.0} : QList<qreal>{});
        return;
    }
    case SymbolKind::Transformer:
        return paintTransformer(pen, symbol, stroke, ink);
    case SymbolKind::Breaker:
    case SymbolKind::LoadSwitch:
        return paintGear(pen, symbol, stroke, ink);
    case SymbolKind::Ups:
        return paintUps(pen, symbol, stroke, ink);
    case SymbolKind::Rectifier:
        return paintRectifier(pen, symbol, stroke, ink);
    case SymbolKind::TransferSwitch:
        return paintTransferSwitch(pen, symbol, stroke, ink);
    case SymbolKind::Battery:
        return paintBattery(pen, box, stroke, ink);
    case SymbolKind::Photovoltaic:
        pen.shape(QPolygonF(box), kStroke, stroke, ink.ground);
        pen.line({box.topLeft(), QPointF(box.center().x(), box.top() + 9.0), box.topRight()}, 1.1,
                 stroke);
        return wave(pen, box.center() + QPointF(0.0, 5.0), 10.0, stroke);
    case SymbolKind::Generator:
    case SymbolKind::Motor:
        return paintMachine(pen, symbol, stroke, ink);
    case SymbolKind::Box:
        return paintBox(pen, symbol, ink);
    case SymbolKind::Reference:
        return paintReference(pen, box, ink.text2);
    }
}

} // namespace hallwright::app::diagram
