#pragma once

#include "core/model/supply_pattern.h"

#include <vector>

namespace hallwright::layout {

/// Where the intakes of a hall are fed from.
struct HallFeed {
    int substation = 0;
    std::vector<int> sections; ///< bus section of each intake, by block of the hall's pattern
};

/// A hall as its substation sees it.
struct HallDraw {
    double demand_VA = 0.0;
    int group = 0; ///< halls of one group (those of one ring) go to the same substation
    const model::SupplyPattern* pattern = nullptr;
};

/// What holds with a transformer of a substation out.
enum class OneOut {
    HallsMove, ///< each hall draws from its blocks on the other sections
    TiesClose, ///< the units left carry all sections together
    LoadIsLost
};

/// How halls are shared out over substations and their bus sections.
struct TrunkPlan {
    int substations = 0;
    int transformersEach = 0; ///< one bus section each
    std::vector<HallFeed> halls;
    double loadNormal = 0.0; ///< of the fullest transformer, fraction of rating
    double loadOneOut = 0.0; ///< idem with any one transformer out
};

/// Shares halls out. Each hall has its intakes on different sections of one substation, each with
/// its block's share of the load. The plan is the smallest with two sections or more a substation
/// in which no transformer is loaded above 90 % normally and, unless the load may be lost, above
/// 100 % with any one out.
[[nodiscard]] TrunkPlan planTrunk(const std::vector<HallDraw>& halls, double transformer_VA,
                                  OneOut oneOut = OneOut::HallsMove);

} // namespace hallwright::layout
