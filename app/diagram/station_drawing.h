#pragma once

#include "app/diagram/sheet.h"

namespace hallwright::app::diagram {

class TrunkDrawing;

/// Draws a substation: high-voltage bar, transformers, bus sections with their ties, and below each
/// section what it feeds.
class StationDrawing {
public:
    /// `trunk` draws what hangs on the bars. `node` must be a substation of the sheet's tree.
    StationDrawing(const Sheet& sheet, TrunkDrawing& trunk, int node);

    [[nodiscard]] Fragment draw();

private:
    using Bar = TrunkTree::Bar;

    /// Upper switchgear of a transformer that waits for the high-voltage bar.
    struct Riser {
        int symbol;
        QPointF top;
    };

    [[nodiscard]] Fragment section(int section, double maxWidth);
    void addTie(Fragment& part, int left, int right, double from, double to, double y) const;

    const Sheet& m_sheet;
    TrunkDrawing& m_trunk;
    int m_node;
    const model::Substation* m_station;
    double m_textWidth;          ///< of what stands at the left of a bar
    std::vector<Riser> m_risers; ///< of the section drawn last
};

} // namespace hallwright::app::diagram
