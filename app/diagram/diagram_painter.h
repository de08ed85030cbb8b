#pragma once

#include "app/diagram/diagram_pen.h"

#include <functional>

namespace hallwright::app::diagram {

/// Colours of a diagram. The loading's come from the colour map of that layer.
struct DiagramInk {
    QColor text, text2, text3;
    QColor ground;  ///< what boxes are filled with
    QColor casing;  ///< edge of coloured wires, so that pale and dark ones stand out
    QColor dead;    ///< without voltage, open, out of service
    QColor unknown; ///< nothing solved yet
    QColor fault, faultText;
    QColor feedA, feedB;
    QColor selection, selectionCasing;
    std::function<QColor(double loading)> loading; ///< by share of rating
    bool stale = false;                            ///< values in text2
};

/// How strongly something is pointed out.
enum class Emphasis { None, Hovered, Selected };

struct DiagramLook {
    const DiagramInk& ink;
    QRectF clip; ///< only what touches this is drawn; null: all
    bool withToggles = false;
    double pixelsPerUnit = 1.0; ///< text too small to read is left out
    /// Emphasis of an entity or, for things drawn as one, of any member.
    std::function<Emphasis(model::EntityId entity, const std::vector<model::EntityId>& members)>
        emphasis;
};

/// Sides are told apart without the colour: A is drawn through, B dashed, C and D with one and two
/// dots between the dashes, the reserve dotted. Lengths in widths of the line.
[[nodiscard]] QList<qreal> dashesOf(model::FeedSide side);

/// Draws a diagram with the symbols of IEC 60617.
void paintDiagram(DiagramPen& pen, const Diagram& diagram, const DiagramLook& look);

} // namespace hallwright::app::diagram
