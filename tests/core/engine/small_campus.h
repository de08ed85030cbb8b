#pragma once

#include "core/engine/solution.h"
#include "core/model/campus.h"

#include <functional>

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

/// Edits of its plant: coolers of another type, more units of a type, other settings.
void setCoolers(SmallCampus& small, const char* type);
void place(SmallCampus& small, const char* type, int count = 1);
void changePlant(SmallCampus& small, const std::function<void(model::Plant&)>& change);

/// The campus without air at outdoor conditions; the wet bulb is at most the dry bulb.
[[nodiscard]] engine::SolutionPtr solveAt(const model::Campus& campus, double ambient_C,
                                          double wetBulb_C = 15.0);

/// Whether a value lies within a share of what a hand calculation gives; tells both.
[[nodiscard]] bool isWithin(double value, double byHand, double share);

} // namespace hallwright::tests
