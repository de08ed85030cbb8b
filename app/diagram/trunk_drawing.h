#pragma once

#include "app/diagram/sheet.h"

namespace hallwright::app::diagram {

/// Draws the nodes of the trunk tree with all that hangs on them.
class TrunkDrawing {
public:
    /// `within`: the nodes that are drawn; feeders to others end on references.
    TrunkDrawing(const Sheet& sheet, std::vector<bool> within, ColumnWindow& window)
        : m_sheet(sheet), m_within(std::move(within)), m_window(window) {}

    [[nodiscard]] Fragment node(int n);
    /// A node without parent in this diagram, its supply drawn on top where there is one.
    [[nodiscard]] Fragment root(int n);

    /// A feeder's switchgear, wire and text over what lies at its end.
    [[nodiscard]] Fragment feederOver(int edge, Fragment below, double textWidth,
                                      std::optional<SymbolKind> gear);
    /// One column for each feeder of a bar that is not drawn above it. `counts`: of the view's own
    /// bars, where only some columns may be wanted.
    [[nodiscard]] std::vector<Fragment> feederColumns(int node, TrunkTree::Bar bar, bool counts);
    /// One box for the halls, one for the generators, … that a bar feeds; substations below it are
    /// drawn all the same, because a network is read by its stations.
    [[nodiscard]] std::vector<Fragment> foldedFeeders(int node, TrunkTree::Bar bar);

private:
    using Bar = TrunkTree::Bar;

    [[nodiscard]] Fragment grid(int n);
    [[nodiscard]] Fragment intake(int n);
    [[nodiscard]] Fragment generator(int n);
    /// Feeder from `n` down to what lies at its other end.
    [[nodiscard]] Fragment feederColumn(int edge, int n, double textWidth);
    [[nodiscard]] bool isWithin(int n) const { return m_within[std::size_t(n)]; }

    const Sheet& m_sheet;
    std::vector<bool> m_within;
    ColumnWindow& m_window;
};

} // namespace hallwright::app::diagram
