#pragma once

#include "core/model/campus.h"

namespace hallwright::tests {

/// One hall of four GB300 racks on a 20 kV grid with two feeders, and a plant of three dry coolers
/// and two pumps, with air units if a type is named: small enough to check by hand.
struct SmallCampus {
    model::Campus campus;
    model::HallId hall;
    model::PlantId plant;
    model::FeederId feederA;
    model::FeederId feederB;
    model::GridConnectionId grid;
    model::MainId main;
};

[[nodiscard]] SmallCampus smallCampus(model::FeedRedundancy feeds = model::FeedRedundancy::TwoN,
                                      bool withUps = false, const char* airUnitType = "");

} // namespace hallwright::tests
