#pragma once

#include "core/model/entities.h"
#include "core/model/supply_pattern.h"

#include <QPointF>
#include <QPolygonF>
#include <QRectF>
#include <QString>

#include <functional>
#include <limits>
#include <map>
#include <vector>

namespace hallwright::app::diagram {

/// Lengths in a diagram are units: one is a pixel of the window at 100 %, and the smallest text is
/// eleven of them, so that a page that prints it at 1.83 mm has one unit at a sixth of a
/// millimetre.
namespace unit {
inline constexpr double kTextSize = 11.0;
inline constexpr double kHeadingSize = 13.0;
inline constexpr double kLine = 13.0; ///< from one line of text to the next
} // namespace unit

/// What the solve says of a thing. Nothing is known before it has answered.
struct Status {
    enum class Supply {
        Unknown,
        Live,
        Standby, ///< under voltage, carrying nothing: a reserve that waits
        Dead
    };
    Supply supply = Supply::Unknown;
    double loading = std::numeric_limits<double>::quiet_NaN(); ///< of rating; NaN: has none

    [[nodiscard]] bool isOver() const { return supply == Supply::Live && loading > 1.0; }
    friend bool operator==(const Status& a, const Status& b) {
        const bool sameLoading = a.loading == b.loading || (a.loading != a.loading && // both NaN
                                                            b.loading != b.loading);
        return a.supply == b.supply && sameLoading;
    }
};

enum class SymbolKind {
    Grid,
    Busbar,
    Transformer,
    Breaker,
    LoadSwitch, ///< switch-disconnector: the open point of a ring
    Ups,
    Rectifier, ///< a power rack: direct current from alternating
    TransferSwitch,
    Generator,
    Battery,
    Photovoltaic,
    Motor,    ///< pumps and fans of a plant
    Box,      ///< an intake, a row, a summary of what is folded away
    Reference ///< where a wire goes on elsewhere in the diagram or on another sheet
};

/// A symbol of IEC 60617, or a box, with what it stands for.
struct Symbol {
    SymbolKind kind = SymbolKind::Box;
    QRectF box;
    model::EntityId entity;               ///< what a click selects
    std::vector<model::EntityId> members; ///< things drawn as one; a click selects all
    Status status;
    bool closed = true;      ///< breakers and switches; transfer switches: on their own input
    bool horizontal = false; ///< breakers of bus ties
    bool adjustable = false; ///< transformers with a tap changer
    int windings = 2;        ///< of transformers
    model::FeedSide side = model::FeedSide::None;
    /// What is known of it in words, for the probe: name, then one line a value.
    std::vector<QString> words;
};

/// From the middle of a transformer's low-voltage winding to that of a second one, in radii.
inline constexpr double kSecondWinding = 1.3;

/// A conductor from one symbol to another, corners at right angles.
struct Wire {
    QPolygonF points;
    int from = -1; ///< symbols that it ends on
    int to = -1;
    model::EntityId entity;
    Status status;
    bool open = false; ///< laid, not carrying
    model::FeedSide side = model::FeedSide::None;
    std::vector<QString> words;
};

enum class TextRole { Heading, Name, Value, Detail, Fault };

struct Label {
    QRectF box;
    QString text;
    TextRole role = TextRole::Value;
    Qt::Alignment align = Qt::AlignLeft;
    model::EntityId entity;
};

/// Opens or folds away the content of an entity.
struct Toggle {
    QRectF box;
    model::EntityId entity;
    bool open = false;
};

/// Letter of a feed: "A" to "D", "R" for the reserve; empty for none.
[[nodiscard]] inline QString sideLetter(model::FeedSide side) {
    const auto letter = model::letterOf(side);
    return QString::fromLatin1(letter.data(), qsizetype(letter.size()));
}

/// A one-line diagram, ready to be drawn.
struct Diagram {
    std::vector<Symbol> symbols;
    std::vector<Wire> wires;
    std::vector<Label> labels;
    std::vector<Toggle> toggles;
    QSizeF size;
    /// Columns of the scope's own bars, also those outside of `View::firstColumn` to `lastColumn`.
    int columns = 0;

    [[nodiscard]] bool isEmpty() const { return symbols.empty(); }
};

/// What of a campus is drawn and how much of it is folded away.
struct View {
    /// A substation, a hall or a plant with all that hangs on it; invalid: the whole campus.
    model::EntityId scope;
    /// What the user has opened or folded away; all others follow from the size of the network.
    std::map<model::EntityId, bool> open;
    /// Columns are folded into several decks so that a bar stays about as short as this.
    double maxWidth = 1600.0;
    /// Columns of the scope's own bars that are drawn, counted over all its bars.
    int firstColumn = 0;
    int lastColumn = std::numeric_limits<int>::max();
};

/// Width of a text in units.
using TextWidth = std::function<double(const QString& text, TextRole role)>;

} // namespace hallwright::app::diagram
