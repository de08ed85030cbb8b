#pragma once

#include <vector>

namespace hallwright::layout {

/// Where the intakes of a hall are fed from.
struct HallFeed {
    int substation = 0;
    int sectionA = 0;
    int sectionB = 0;
};

/// How halls are shared out over substations and their bus sections.
struct TrunkPlan {
    int substations = 0;
    int transformersEach = 0; ///< one bus section each
    std::vector<HallFeed> halls;
    double loadNormal = 0.0; ///< of the fullest transformer, fraction of rating
    double loadOneOut = 0.0; ///< idem with any one transformer out
};

/// Shares halls out. Each hall has its two intakes, of half its load each, on different sections
/// of one substation; with a section dead, its halls draw all from their other section. The plan
/// is the smallest with two sections or more a substation in which no transformer is loaded above
/// 90 % normally and above 100 % with any one out. `halls_VA`: demand of each hall; `groups`: halls
/// with the same number (those of one ring) go to the same substation.
[[nodiscard]] TrunkPlan planTrunk(const std::vector<double>& halls_VA,
                                  const std::vector<int>& groups, double transformer_VA);

} // namespace hallwright::layout
