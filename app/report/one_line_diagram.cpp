#include "app/report/one_line_diagram.h"

#include "app/diagram/diagram_painter.h"
#include "app/diagram/one_line_layout.h"
#include "app/diagram/symbol_painter.h"
#include "app/report/map_marks.h"
#include "app/scene/color_map.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace hallwright::app::report {

using namespace diagram;

namespace {

constexpr double kMmPerPoint = 25.4 / 72.0;
/// One unit at full size: the smallest text of a diagram is the smallest text of a drawing.
const double kUnit_mm = style::kDrawing.size_pt * kMmPerPoint / unit::kTextSize;
constexpr double kLargest = 1.5;  ///< enlargement of a small diagram
constexpr double kFoot_mm = 17.0; ///< legend and key
constexpr double kInset_mm = 1.0;

TextStyle styleOf(TextRole role, double enlarged) {
    TextStyle text = style::kDrawing;
    if (role == TextRole::Heading)
        text.size_pt *= unit::kHeadingSize / unit::kTextSize;
    if (role == TextRole::Heading || role == TextRole::Name || role == TextRole::Fault)
        text = text.strong();
    text.size_pt *= enlarged;
    return text;
}

/// Draws on a sheet of paper, its origin where the diagram's is.
class CanvasPen final : public DiagramPen {
public:
    CanvasPen(Canvas& canvas, QPointF origin_mm, double enlarged)
        : m_canvas(canvas), m_origin(origin_mm), m_enlarged(enlarged), m_unit(kUnit_mm * enlarged) {
    }

    void line(const QPolygonF& points, double width, const QColor& color,
              const QList<qreal>& dashes = {}) override {
        Stroke stroke{width * m_unit, color, {}};
        for (const qreal length : dashes)
            stroke.dashes.append(length / width);
        m_canvas.polyline(onPaper(points), stroke);
    }
    void shape(const QPolygonF& points, double width, const QColor& stroke,
               const QColor& fill) override {
        m_canvas.polygon(onPaper(points), strokeOf(width, stroke), fill);
    }
    void circle(QPointF centre, double radius, double width, const QColor& stroke,
                const QColor& fill) override {
        m_canvas.ellipse(onPaper(centre), radius * m_unit, radius * m_unit, strokeOf(width, stroke),
                         fill);
    }
    void text(const Label& label, const QColor& color) override {
        const QPointF at(label.align & Qt::AlignHCenter ? label.box.center().x() : label.box.left(),
                         label.box.center().y());
        m_canvas.label(onPaper(at), label.text, styleOf(label.role, m_enlarged).in(color),
                       label.align);
    }

private:
    [[nodiscard]] QPointF onPaper(QPointF point) const { return m_origin + m_unit * point; }
    [[nodiscard]] QPolygonF onPaper(const QPolygonF& points) const {
        QPolygonF moved;
        for (const QPointF& point : points)
            moved << onPaper(point);
        return moved;
    }
    [[nodiscard]] Stroke strokeOf(double width, const QColor& color) const {
        return color.isValid() && width > 0.0 ? Stroke{width * m_unit, color, {}} : kNoStroke;
    }

    Canvas& m_canvas;
    QPointF m_origin;
    double m_enlarged;
    double m_unit;
};

DiagramInk paperInk() {
    DiagramInk colors;
    colors.text = ink::kText;
    colors.text2 = ink::kText2;
    colors.text3 = ink::kText3;
    colors.ground = ink::kPaper;
    colors.casing = ink::kText3;
    colors.dead = ink::kText3;
    colors.unknown = ColorMap::unknown();
    colors.fault = ink::kOverload;
    colors.faultText = ink::kFault;
    colors.feedA = ink::kFeedA;
    colors.feedB = ink::kFeedB;
    colors.selection = ink::kText;
    colors.selectionCasing = ink::kPaper;
    colors.loading = [](double loading) {
        return ColorMap::electricalLoading().color(100.0 * loading);
    };
    return colors;
}

QSizeF roomIn(QSizeF frame_mm) {
    return {frame_mm.width() - 2.0 * kInset_mm, frame_mm.height() - kFoot_mm - kInset_mm};
}

/// Enlargement with which a sheet fills the frame; below 1 its text is smaller than allowed.
double enlargement(const Diagram& sheet, QSizeF frame_mm) {
    if (sheet.size.isEmpty())
        return 1.0;
    const QSizeF room = roomIn(frame_mm);
    return std::min(room.width() / (kUnit_mm * sheet.size.width()),
                    room.height() / (kUnit_mm * sheet.size.height()));
}

/// Sides that occur on a sheet; A and B in any case.
std::set<model::FeedSide> sidesOf(const Diagram& sheet) {
    std::set<model::FeedSide> sides{model::FeedSide::A, model::FeedSide::B};
    for (const auto& wire : sheet.wires)
        sides.insert(wire.side);
    sides.erase(model::FeedSide::None);
    return sides;
}

/// Symbols whose state the drawing tells, and what they mean.
void drawSymbolKey(Canvas& canvas, QPointF topLeft, const DiagramInk& colors,
                   const std::set<model::FeedSide>& sides) {
    constexpr double kKeyStep = 110.0; ///< from one side to the next
    CanvasPen pen(canvas, topLeft, 1.0);
    struct Entry {
        SymbolKind kind;
        bool closed;
        QString text;
    };
    const Entry entries[] = {{SymbolKind::Breaker, true, QStringLiteral("Breaker closed")},
                             {SymbolKind::Breaker, false, QStringLiteral("Breaker open")},
                             {SymbolKind::LoadSwitch, false, QStringLiteral("Open point")},
                             {SymbolKind::Reference, true, QStringLiteral("Goes on at")}};
    double x = 6.0;
    for (const auto& entry : entries) {
        Symbol symbol;
        symbol.kind = entry.kind;
        symbol.closed = entry.closed;
        symbol.status.supply = Status::Supply::Live;
        symbol.box = QRectF(x - 5.0, 0.0, 10.0, 16.0);
        paintSymbol(pen, symbol, colors);
        canvas.label(topLeft + kUnit_mm * QPointF(x + 12.0, 8.0), entry.text, style::kDrawing);
        x += 124.0;
    }
    const auto sample = [&](double at, const QString& text, model::FeedSide side, bool isLive) {
        Diagram wires;
        Wire wire;
        wire.points = {QPointF(at, 32.0), QPointF(at + 40.0, 32.0)};
        wire.side = side;
        wire.status.supply = isLive ? Status::Supply::Live : Status::Supply::Dead;
        wire.status.loading = 0.6;
        wires.wires.push_back(std::move(wire));
        paintDiagram(pen, wires, {colors, {}, false, 1.0, {}});
        canvas.label(topLeft + kUnit_mm * QPointF(at + 48.0, 32.0), text, style::kDrawing);
    };
    double at = 0.0;
    for (const auto side : sides) {
        const bool isReserve = side == model::FeedSide::Reserve;
        sample(at,
               isReserve ? QStringLiteral("Reserve R") : QStringLiteral("Side ") + sideLetter(side),
               side, true);
        at += kKeyStep;
    }
    sample(at, QStringLiteral("Dead or open"), model::FeedSide::None, false);
}

} // namespace

bool fitsFrame(const Diagram& sheet, QSizeF frame_mm) {
    constexpr double kRounding = 1e-6;
    return enlargement(sheet, frame_mm) >= 1.0 - kRounding;
}

std::vector<Diagram> planDiagrams(const ReportData& data, model::EntityId scope, QSizeF frame_mm) {
    const TextWidth width = [](const QString& text, TextRole role) {
        return textWidth(text, styleOf(role, 1.0)) / kUnit_mm;
    };
    View view;
    view.scope = scope;
    constexpr double kMargins = 40.0; ///< of the sheet and its roots [units]
    view.maxWidth = roomIn(frame_mm).width() / kUnit_mm - kMargins;
    for (const auto& station : data.campus.substations())
        view.open[model::entity(station.id)] = model::entity(station.id) == scope;
    for (const auto& hall : data.campus.halls())
        view.open[model::entity(hall.id)] = model::entity(hall.id) == scope;
    const auto lay = [&](int first, int last) {
        view.firstColumn = first;
        view.lastColumn = last;
        return layOut(data.campus, data.catalog, &data.solution, view, width);
    };
    Diagram all = lay(0, std::numeric_limits<int>::max());
    if (all.isEmpty())
        return {};
    const int columns = all.columns;
    if (columns <= 1 || fitsFrame(all, frame_mm)) {
        std::vector<Diagram> one;
        one.push_back(std::move(all));
        return one;
    }
    // Evenly over the fewest sheets on which every part fits.
    const QSizeF room = roomIn(frame_mm) / kUnit_mm;
    const double share = all.size.width() * all.size.height() / (room.width() * room.height());
    for (int count = std::clamp(int(share), 2, columns);; ++count) {
        std::vector<Diagram> sheets;
        bool fit = true;
        for (int i = 0; i < count && (fit || count >= columns); ++i) {
            sheets.push_back(lay(i * columns / count, (i + 1) * columns / count));
            fit = fit && fitsFrame(sheets.back(), frame_mm);
        }
        if (fit || count >= columns)
            return sheets;
    }
}

void drawDiagram(Canvas& canvas, const QRectF& frame_mm, const Diagram& sheet) {
    canvas.rect(frame_mm, {weight::kShell, ink::kText, {}});
    const double enlarged = std::min(enlargement(sheet, frame_mm.size()), kLargest);
    const double width_mm = enlarged * kUnit_mm * sheet.size.width();
    const DiagramInk colors = paperInk();
    CanvasPen pen(
        canvas, {frame_mm.left() + (frame_mm.width() - width_mm) / 2.0, frame_mm.top() + kInset_mm},
        enlarged);
    paintDiagram(pen, sheet, {colors, {}, false, 1.0, {}});
    const double foot = frame_mm.bottom() - kFoot_mm + 3.0;
    canvas.line({frame_mm.left(), foot - 2.0}, {frame_mm.right(), foot - 2.0},
                {weight::kHair, ink::kText3, {}});
    drawLegend(canvas, {frame_mm.left() + 4.0, foot}, 60.0, QStringLiteral("Loading"),
               ColorMap::electricalLoading());
    drawSymbolKey(canvas, {frame_mm.left() + 76.0, foot + 0.6}, colors, sidesOf(sheet));
}

} // namespace hallwright::app::report
