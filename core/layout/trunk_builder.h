#pragma once

#include "core/layout/campus_brief.h"
#include "core/layout/campus_builder.h"
#include "core/layout/hall_block.h"
#include "core/layout/site_grid.h"
#include "core/layout/trunk_plan.h"

#include <vector>

namespace hallwright::layout {

/// A hall that has been placed, with what the trunk network needs to know of it.
struct PlacedHall {
    model::HallId id;
    const HallBlock* block = nullptr;
    int place = 0; ///< in the grid
};

/// Ground that the supply takes south of the halls.
struct SupplyExtent {
    double west_m = 0.0;
    double east_m = 0.0;
    double south_m = 0.0;
};

/// Puts grid connections, substations, feeders in rings and generators to halls that stand.
class TrunkBuilder {
public:
    TrunkBuilder(CampusBuilder& builder, const CampusBrief& brief, const SiteGrid& grid,
                 const std::vector<PlacedHall>& halls)
        : m_builder(builder), m_brief(brief), m_grid(grid), m_halls(halls) {}

    SupplyExtent build();

private:
    void buildSubstations();
    void connectDirectly();
    void connectRings();
    void connectBlocks(std::size_t block); ///< of all halls that have it
    void buildGenerators();
    model::FeederId connect(const model::Feeder& feeder);
    /// Cable and number of circuits that carry an apparent power at the medium voltage.
    void chooseCable(model::Feeder& feeder, double power_VA) const;
    /// The next free lane along the road that a block's cables come up [m].
    double laneX_m(const PlacedHall& hall, int block);
    /// Corners from a lane beside the road to the middle of the hall.
    [[nodiscard]] std::vector<model::Vec2> entryOf(const PlacedHall& hall, int block,
                                                   double x_m) const;
    [[nodiscard]] std::vector<model::Vec2> routeTo(model::Vec2 from_m, const PlacedHall& hall,
                                                   int block);
    [[nodiscard]] std::vector<model::Vec2> routeBetween(const PlacedHall& from,
                                                        const PlacedHall& to, int block);
    [[nodiscard]] static const model::SupplyPattern& patternOf(const PlacedHall& hall);
    /// Intake of a block; halls with a single one have it at A.
    [[nodiscard]] static model::FeedSide intakeSide(const model::SupplyPattern& pattern,
                                                    std::size_t block);
    [[nodiscard]] double demand_VA(const PlacedHall& hall) const;
    [[nodiscard]] model::GridConnection gridFor(double power_VA) const;
    void include(model::Vec2 centre_m, model::Vec2 size_m);

    struct Station {
        model::SubstationId id;
        model::Vec2 at_m;
    };

    CampusBuilder& m_builder;
    const CampusBrief& m_brief;
    const SiteGrid& m_grid;
    const std::vector<PlacedHall>& m_halls;
    std::vector<int> m_ringOfHall;
    std::vector<Station> m_stations;
    std::vector<int> m_lanes; ///< cables that lie along each road already
    int m_corridorLanes = 0;  ///< and along the southern one
    TrunkPlan m_plan;
    SupplyExtent m_extent;
};

} // namespace hallwright::layout
