#include "app/diagram/fragment.h"

#include <algorithm>

namespace hallwright::app::diagram {

int Fragment::add(Symbol symbol) {
    cover(symbol.box.right(), symbol.box.bottom());
    drawing.symbols.push_back(std::move(symbol));
    return int(drawing.symbols.size()) - 1;
}

Wire& Fragment::wire(int from, int to, QPolygonF points) {
    Wire wire;
    wire.from = from;
    wire.to = to;
    wire.points = std::move(points);
    drawing.wires.push_back(std::move(wire));
    return drawing.wires.back();
}

int Fragment::place(Fragment part, double x, double y) {
    const int first = int(drawing.symbols.size());
    for (auto& symbol : part.drawing.symbols) {
        symbol.box.translate(x, y);
        drawing.symbols.push_back(std::move(symbol));
    }
    for (auto& wire : part.drawing.wires) {
        wire.points.translate(x, y);
        wire.from += first;
        wire.to += first;
        drawing.wires.push_back(std::move(wire));
    }
    for (auto& label : part.drawing.labels) {
        label.box.translate(x, y);
        drawing.labels.push_back(std::move(label));
    }
    for (auto& toggle : part.drawing.toggles) {
        toggle.box.translate(x, y);
        drawing.toggles.push_back(toggle);
    }
    for (auto& stub : part.stubs) {
        stub.symbol += first;
        stub.start += QPointF(x, y);
        stub.reserved.translate(x, y);
        stubs.push_back(std::move(stub));
    }
    cover(x + part.width, y + part.height);
    return first;
}

void Fragment::cover(double right, double bottom) {
    width = std::max(width, right);
    height = std::max(height, bottom);
}

double TypeSetter::width(const std::vector<Text>& lines) const {
    double widest = 0.0;
    for (const auto& line : lines)
        widest = std::max(widest, width(line.text, line.role));
    return widest;
}

QString TypeSetter::elided(const QString& text, TextRole role, double most) const {
    if (width(text, role) <= most)
        return text;
    QString cut = text;
    while (!cut.isEmpty() && width(cut + QChar(u'…'), role) > most)
        cut.chop(1);
    return cut + QChar(u'…');
}

std::vector<Text> TypeSetter::broken(const QString& text, TextRole role, double most) const {
    if (width(text, role) <= most)
        return {{text, role}};
    qsizetype best = -1; // the last break after which the first line still fits
    for (qsizetype i = 0; i + 1 < text.size(); ++i)
        if ((text[i] == u'/' || text[i] == u' ') && width(text.left(i + 1).trimmed(), role) <= most)
            best = i;
    if (best < 0)
        return {{elided(text, role, most), role}};
    return {{text.left(best + 1).trimmed(), role},
            {elided(text.mid(best + 1).trimmed(), role, most), role}};
}

double TypeSetter::stack(Fragment& on, double x, double y, double most,
                         const std::vector<Text>& lines, model::EntityId entity) const {
    for (const auto& line : lines) {
        Label label;
        label.text = elided(line.text, line.role, most);
        label.role = line.role;
        label.entity = entity;
        const double height = line.role == TextRole::Heading ? unit::kLine + 4.0 : unit::kLine;
        label.box = QRectF(x, y, width(label.text, line.role), height);
        y += height;
        if (label.text.isEmpty()) // keeps its place, so that a value that comes moves nothing
            continue;
        on.cover(label.box.right(), label.box.bottom());
        on.drawing.labels.push_back(std::move(label));
    }
    return y;
}

} // namespace hallwright::app::diagram
