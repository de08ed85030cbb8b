#pragma once

#include "app/diagram/fragment.h"

namespace hallwright::app::diagram {

inline constexpr QSizeF kGearSize{10.0, 16.0}; ///< of a breaker or switch

/// What runs down a column of a diagram: a feeder, the way to a UPS, a busway.
struct Conductor {
    model::EntityId entity;
    std::vector<model::EntityId> members;
    Status status;
    bool open = false;
    model::FeedSide side = model::FeedSide::None;
    std::vector<QString> words;
    std::optional<SymbolKind> gear; ///< breaker or switch at its upper end
};

/// A busbar and what stands for it.
struct BarSign {
    model::EntityId entity;
    Status status;
    std::vector<QString> words;
};

/// A box with lines in it. `side` puts the letter of the feed beside the first line.
struct BoxSign {
    model::EntityId entity;
    std::vector<model::EntityId> members;
    Status status;
    model::FeedSide side = model::FeedSide::None;
    std::vector<Text> lines;
    std::vector<QString> words;
    std::optional<bool> toggle; ///< there is more inside: shown or folded away
    double minWidth = 0.0;      ///< at least this, so that changing values move nothing
};

/// Widest text beside a column or in a box.
inline constexpr double kMaxText = 118.0;

[[nodiscard]] Fragment boxOf(const TypeSetter& type, const BoxSign& sign);
/// A round or square symbol with lines below it; the wire ends on top of it.
[[nodiscard]] Fragment symbolOf(const TypeSetter& type, Symbol symbol, QSizeF size,
                                const std::vector<Text>& lines);
/// Where a conductor goes on elsewhere: an arrow with the name of the place.
[[nodiscard]] Fragment referenceTo(const TypeSetter& type, model::EntityId entity,
                                   const QString& name);
/// Switchgear, a wire with `lines` beside it, and `below` at its end.
[[nodiscard]] Fragment columnOf(const TypeSetter& type, const Conductor& conductor,
                                const std::vector<Text>& lines, double textWidth, Fragment below);
/// A bar over its columns, folded into decks no wider than `maxWidth` where that is possible.
[[nodiscard]] Fragment barOver(const BarSign& sign, std::vector<Fragment> columns, double maxWidth,
                               double minWidth);
/// A source above a column: its symbol with lines beside it, and a wire down to the column's port.
[[nodiscard]] Fragment sourceOver(const TypeSetter& type, Symbol symbol, QSizeF size,
                                  const std::vector<Text>& lines, Fragment column);
/// Copies status, side and words of a conductor to a wire.
void dress(Wire& wire, const Conductor& conductor);

} // namespace hallwright::app::diagram
