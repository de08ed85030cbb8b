#pragma once

#include "small_campus.h"

#include <vector>

namespace hallwright::tests {

/// The small campus with more of its hall beside it, each with feeders of its own and all without
/// mains: those are the test's.
struct HallChain {
    SmallCampus small;
    std::vector<model::HallId> halls; ///< west to east
};
[[nodiscard]] HallChain hallChain(int halls);

/// Draws a main of steel and gives its id.
model::MainId drawMain(model::Campus& campus, model::EntityId from, model::EntityId to, int dn,
                       model::MainPipes pipes = model::MainPipes::Both);

} // namespace hallwright::tests
