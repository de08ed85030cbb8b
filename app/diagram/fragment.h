#pragma once

#include "app/diagram/diagram.h"

#include <optional>

namespace hallwright::app::diagram {

struct Text {
    QString text;
    TextRole role = TextRole::Value;
};

/// A feeder's end that hangs below an intake and goes on at another one: either a wire will join
/// the two, or a reference fills `reserved`.
struct Stub {
    int feeder = -1; ///< edge of the TrunkTree
    int symbol = -1; ///< where its wire begins
    QPointF start;
    QRectF reserved;
    QString farName;
};

/// A part of a diagram in coordinates of its own, origin at its upper left corner. The wire from
/// above ends on the symbol `port` at (`portX`, `portY`); -1: there is none.
class Fragment {
public:
    Diagram drawing;
    double width = 0.0;
    double height = 0.0;
    double portX = 0.0;
    double portY = 0.0;
    int port = -1;
    std::vector<Stub> stubs;

    int add(Symbol symbol);
    /// From symbol to symbol along the corners; the ends are where the corners begin and end.
    Wire& wire(int from, int to, QPolygonF points);
    /// Puts another fragment at (x, y); the index that its symbol 0 has here.
    int place(Fragment part, double x, double y);
    /// Makes room for what was drawn up to (right, bottom).
    void cover(double right, double bottom);
};

/// Sets text: measures, elides and stacks lines.
class TypeSetter {
public:
    explicit TypeSetter(const TextWidth& width) : m_width(width) {}
    [[nodiscard]] double width(const QString& text, TextRole role) const {
        return m_width(text, role);
    }
    [[nodiscard]] double width(const std::vector<Text>& lines) const;
    [[nodiscard]] QString elided(const QString& text, TextRole role, double width) const;
    /// A name in one line, or in two where it has a place to break and is wider than `width`.
    [[nodiscard]] std::vector<Text> broken(const QString& text, TextRole role, double width) const;
    /// Lines below each other from (x, y), each cut to `width`; the y below the last one.
    double stack(Fragment& on, double x, double y, double width, const std::vector<Text>& lines,
                 model::EntityId entity) const;

private:
    const TextWidth& m_width;
};

} // namespace hallwright::app::diagram
