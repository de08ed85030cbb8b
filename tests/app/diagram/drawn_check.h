#pragma once

#include "app/diagram/diagram.h"

#include <QStringList>

#include <cmath>

/// Every letter as wide as the next: layout is tested without fonts.
inline double evenWidth(const QString& text, hallwright::app::diagram::TextRole role) {
    return double(text.size()) * (role == hallwright::app::diagram::TextRole::Heading ? 7.6 : 6.3);
}

/// What makes a diagram hard to read or wrong: overlapping texts and symbols, wires that end beside
/// symbols or run through text. At most twenty lines; empty when all is well.
inline QString faultsOf(const hallwright::app::diagram::Diagram& diagram) {
    using namespace hallwright::app::diagram;
    QStringList faults;
    constexpr double kTouch = 0.01;
    const auto overlap = [](const QRectF& a, const QRectF& b) {
        return a.left() < b.right() - kTouch && b.left() < a.right() - kTouch &&
               a.top() < b.bottom() - kTouch && b.top() < a.bottom() - kTouch;
    };
    const auto say = [&](const QString& what, const QString& text, const QRectF& box) {
        if (faults.size() < 20)
            faults +=
                QStringLiteral("%1: \"%2\" at %3, %4").arg(what, text).arg(box.x()).arg(box.y());
    };
    // Sorted from top to bottom, only neighbours in height are compared.
    auto labels = diagram.labels;
    std::sort(labels.begin(), labels.end(),
              [](const Label& a, const Label& b) { return a.box.top() < b.box.top(); });
    for (std::size_t i = 0; i < labels.size(); ++i)
        for (std::size_t k = i + 1;
             k < labels.size() && labels[k].box.top() < labels[i].box.bottom(); ++k)
            if (overlap(labels[i].box, labels[k].box))
                say(QStringLiteral("text on text \"%1\"").arg(labels[i].text), labels[k].text,
                    labels[k].box);
    auto symbols = diagram.symbols;
    std::sort(symbols.begin(), symbols.end(),
              [](const Symbol& a, const Symbol& b) { return a.box.top() < b.box.top(); });
    for (std::size_t i = 0; i < symbols.size(); ++i)
        for (std::size_t k = i + 1;
             k < symbols.size() && symbols[k].box.top() < symbols[i].box.bottom(); ++k)
            if (overlap(symbols[i].box, symbols[k].box))
                say(QStringLiteral("symbol on symbol"),
                    symbols[k].words.empty() ? QString() : symbols[k].words.front(),
                    symbols[k].box);
    for (const auto& label : labels)
        for (const auto& symbol : symbols) {
            if (symbol.box.top() > label.box.bottom())
                break;
            const bool holdsText =
                symbol.kind == SymbolKind::Box || symbol.kind == SymbolKind::Reference;
            if (overlap(label.box, symbol.box) && !(holdsText && symbol.box.contains(label.box)))
                say(QStringLiteral("text on symbol"), label.text, label.box);
        }
    for (const auto& wire : diagram.wires) {
        const auto endsOn = [&](int symbol, QPointF point) {
            if (symbol < 0 || symbol >= int(diagram.symbols.size()))
                return false;
            const QRectF box = diagram.symbols[std::size_t(symbol)].box;
            const bool inside = box.adjusted(-kTouch, -kTouch, kTouch, kTouch).contains(point);
            const bool onEdge = std::abs(point.y() - box.top()) < kTouch ||
                                std::abs(point.y() - box.bottom()) < kTouch ||
                                std::abs(point.x() - box.left()) < kTouch ||
                                std::abs(point.x() - box.right()) < kTouch;
            return inside && onEdge;
        };
        if (!endsOn(wire.from, wire.points.front()) || !endsOn(wire.to, wire.points.back()))
            say(QStringLiteral("wire beside its symbol"),
                wire.words.empty() ? QString() : wire.words.front(), wire.points.boundingRect());
        for (qsizetype i = 1; i < wire.points.size(); ++i) {
            const QPointF a = wire.points[i - 1], b = wire.points[i];
            if (std::abs(a.x() - b.x()) > kTouch && std::abs(a.y() - b.y()) > kTouch)
                say(QStringLiteral("slanting wire"), {}, QRectF(a, b));
            const QRectF way = QRectF(a, b).normalized().adjusted(-0.2, -0.2, 0.2, 0.2);
            for (const auto& label : labels)
                if (overlap(way, label.box))
                    say(QStringLiteral("wire through text"), label.text, label.box);
        }
    }
    const QRectF sheet(QPointF(0.0, 0.0), diagram.size);
    for (const auto& symbol : diagram.symbols)
        if (!sheet.contains(symbol.box))
            say(QStringLiteral("symbol outside"), {}, symbol.box);
    for (const auto& label : diagram.labels)
        if (!sheet.contains(label.box))
            say(QStringLiteral("text outside"), label.text, label.box);
    return faults.join(u'\n');
}
