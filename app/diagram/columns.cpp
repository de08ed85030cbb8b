#include "app/diagram/columns.h"

#include <algorithm>

namespace hallwright::app::diagram {

namespace {

constexpr double kWireX = 12.0;     ///< of a column without anything wide below
constexpr double kGearTop = 6.0;    ///< from the bar to the switchgear
constexpr double kTextGap = 8.0;    ///< from a wire to its text
constexpr double kColumnGap = 10.0; ///< between columns
constexpr double kClear = 8.0;      ///< below a bar
constexpr double kBarHeight = 4.0;
constexpr double kRiserX = 6.0; ///< from deck to deck of a folded bar
constexpr double kPadX = 6.0, kPadY = 4.0;
constexpr double kSideTag = 18.0; ///< boxed letter of a feed
constexpr double kToggle = 13.0;

} // namespace

void dress(Wire& wire, const Conductor& conductor) {
    wire.entity = conductor.entity;
    wire.status = conductor.status;
    wire.open = conductor.open;
    wire.side = conductor.side;
    wire.words = conductor.words;
}

Fragment boxOf(const TypeSetter& type, const BoxSign& sign) {
    Fragment box;
    double inner = sign.minWidth;
    for (std::size_t i = 0; i < sign.lines.size(); ++i) {
        double width = std::min(type.width(sign.lines[i].text, sign.lines[i].role), kMaxText);
        if (i == 0 && sign.side != model::FeedSide::None)
            width += kSideTag;
        if (i + 1 == sign.lines.size() && sign.toggle)
            width += kToggle + 6.0;
        inner = std::max(inner, width);
    }
    Symbol symbol;
    symbol.kind = SymbolKind::Box;
    symbol.entity = sign.entity;
    symbol.members = sign.members;
    symbol.status = sign.status;
    symbol.side = sign.side;
    symbol.words = sign.words;
    const double height = double(sign.lines.size()) * unit::kLine + 2.0 * kPadY;
    symbol.box = QRectF(0.0, 0.0, inner + 2.0 * kPadX, height);
    const QRectF frame = symbol.box;
    box.port = box.add(std::move(symbol));
    type.stack(box, kPadX, kPadY, kMaxText, sign.lines, sign.entity);
    if (sign.toggle)
        box.drawing.toggles.push_back({QRectF(frame.right() - kToggle - 4.0,
                                              frame.bottom() - kToggle - 4.0, kToggle, kToggle),
                                       sign.entity, *sign.toggle});
    box.portX = 10.0;
    return box;
}

Fragment symbolOf(const TypeSetter& type, Symbol symbol, QSizeF size,
                  const std::vector<Text>& lines) {
    Fragment part;
    const auto entity = symbol.entity;
    symbol.box = QRectF(QPointF(0.0, 0.0), size);
    part.port = part.add(std::move(symbol));
    part.portX = size.width() / 2.0;
    type.stack(part, 0.0, size.height() + 3.0, kMaxText, lines, entity);
    return part;
}

Fragment referenceTo(const TypeSetter& type, model::EntityId entity, const QString& name) {
    Fragment part;
    Symbol symbol;
    symbol.kind = SymbolKind::Reference;
    symbol.entity = entity;
    const QString text = type.elided(name, TextRole::Detail, kMaxText);
    symbol.box = QRectF(0.0, 0.0, type.width(text, TextRole::Detail) + 20.0, 17.0);
    symbol.words = {name, QStringLiteral("Goes on there")};
    part.port = part.add(std::move(symbol));
    type.stack(part, 14.0, 2.0, kMaxText, {{text, TextRole::Detail}}, entity);
    part.portX = 7.0;
    return part;
}

Fragment columnOf(const TypeSetter& type, const Conductor& conductor,
                  const std::vector<Text>& lines, double textWidth, Fragment below) {
    Fragment column;
    const double x = std::max(kWireX, below.portX);
    double y = kGearTop;
    int above = -1;
    if (conductor.gear) {
        Symbol gear;
        gear.kind = *conductor.gear;
        gear.box = QRectF(QPointF(x - kGearSize.width() / 2.0, y), kGearSize);
        gear.entity = conductor.entity;
        gear.members = conductor.members;
        gear.status = conductor.status;
        gear.closed = !conductor.open;
        gear.words = conductor.words;
        above = column.add(std::move(gear));
        y += kGearSize.height();
    }
    const double textEnd =
        type.stack(column, x + kTextGap, y + 4.0, textWidth, lines, conductor.entity);
    column.cover(x + kTextGap + textWidth, textEnd);
    // What lies below may stand beside the text, but not reach up to the bar above.
    const double belowY = std::max(kClear, std::max(y + 12.0, textEnd + 5.0) - below.portY);
    const int port = below.port;
    const double wireEnd = belowY + below.portY;
    const int first = column.place(std::move(below), x - below.portX, belowY);
    if (above >= 0) {
        dress(column.wire(above, first + port, {QPointF(x, y), QPointF(x, wireEnd)}), conductor);
        column.port = above;
        column.portY = kGearTop;
    } else { // the wire from above goes through to what lies below
        column.port = first + port;
        column.portY = wireEnd;
    }
    column.portX = x;
    return column;
}

Fragment barOver(const BarSign& sign, std::vector<Fragment> columns, double maxWidth,
                 double minWidth) {
    double total = kColumnGap;
    for (const auto& column : columns)
        total += column.width + kColumnGap;
    const bool isFolded = total > maxWidth && columns.size() > 1;
    const double left = isFolded ? 2.0 * kRiserX + kColumnGap : kColumnGap;

    Fragment bar;
    int previous = -1;
    double y = 0.0, previousY = 0.0;
    std::size_t next = 0;
    do {
        double x = left;
        const std::size_t first = next;
        while (next < columns.size() &&
               (next == first || x + columns[next].width + kColumnGap <= maxWidth))
            x += columns[next++].width + kColumnGap;
        Symbol symbol;
        symbol.kind = SymbolKind::Busbar;
        symbol.entity = sign.entity;
        symbol.status = sign.status;
        symbol.words = sign.words;
        symbol.box = QRectF(0.0, y, std::max(x, previous < 0 ? minWidth : 0.0), kBarHeight);
        const int index = bar.add(std::move(symbol));
        if (previous >= 0) {
            auto& riser = bar.wire(previous, index,
                                   {QPointF(kRiserX, previousY + kBarHeight), QPointF(kRiserX, y)});
            riser.entity = sign.entity;
            riser.status = sign.status;
        } else {
            bar.port = index;
        }
        x = left;
        for (std::size_t i = first; i < next; ++i) {
            auto& column = columns[i];
            const double width = column.width;
            const int port = column.port;
            const QPointF end(x + column.portX, y + kBarHeight + column.portY);
            const Symbol& head = column.drawing.symbols[std::size_t(port)];
            Wire lead;
            lead.entity = head.entity;
            lead.status = head.status;
            lead.words = head.words;
            for (const auto& wire : column.drawing.wires) // goes on as the column's own wire
                if (wire.from == port && wire.entity == head.entity) {
                    lead.side = wire.side;
                    break;
                }
            lead.from = index;
            lead.to = bar.place(std::move(column), x, y + kBarHeight) + port;
            lead.points = QPolygonF{QPointF(end.x(), y + kBarHeight), end};
            bar.drawing.wires.push_back(std::move(lead));
            x += width + kColumnGap;
        }
        previous = index;
        previousY = y;
        y = bar.height + 16.0;
    } while (next < columns.size());
    bar.portX = kWireX;
    return bar;
}

Fragment sourceOver(const TypeSetter& type, Symbol symbol, QSizeF size,
                    const std::vector<Text>& lines, Fragment column) {
    Fragment part;
    const auto entity = symbol.entity;
    const Status status = symbol.status;
    const double x = std::max(size.width() / 2.0, column.portX);
    symbol.box = QRectF(QPointF(x - size.width() / 2.0, 0.0), size);
    const int source = part.add(std::move(symbol));
    const double textEnd =
        type.stack(part, x + size.width() / 2.0 + kTextGap, 0.0, 1.5 * kMaxText, lines, entity);
    const double y = std::max(size.height() + 4.0, textEnd + 6.0);
    const int port = column.port;
    const double end = y + column.portY;
    const int first = part.place(std::move(column), x - column.portX, y);
    auto& lead = part.wire(source, first + port, {QPointF(x, size.height()), QPointF(x, end)});
    const auto& below = part.drawing.symbols[std::size_t(first + port)];
    lead.entity = below.kind == SymbolKind::Busbar ? entity : below.entity;
    lead.status = below.kind == SymbolKind::Busbar ? status : below.status;
    lead.words = below.words;
    part.port = source;
    part.portX = x;
    return part;
}

} // namespace hallwright::app::diagram
