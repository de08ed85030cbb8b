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

    /// Lower switchgear of a second winding, which goes to the bar of another section.
    struct Second {
        int symbol;
        int section;
    };

    [[nodiscard]] Fragment section(int section, double maxWidth);
    void addSecond(Fragment& part, const Second& second, int from,
                   const std::vector<int>& bars) const;
    void addTie(Fragment& part, int left, int right, double from, double to, double y) const;

    const Sheet& m_sheet;
    TrunkDrawing& m_trunk;
    int m_node;
    const model::Substation* m_station;
    double m_textWidth;          ///< of what stands at the left of a bar
    std::vector<Riser> m_risers; ///< of the section drawn last, as m_seconds
    std::vector<Second> m_seconds;
};

} // namespace hallwright::app::diagram
