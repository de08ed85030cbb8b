#pragma once

#include "core/engine/solution.h"

#include <QVariantList>

#include <string>
#include <vector>

namespace hallwright::app {

/// What the chips of a solve say: [{name, text, state: "done", "running", "waiting" or "failed",
/// note, detail}]. `stages` have answered for this revision; `expected` are the names of all stages
/// of the last whole solve, of which those behind are still to come while the solver is busy. A
/// stage hands out pictures before it has settled: while the solver is busy that is no failure.
[[nodiscard]] QVariantList stageChips(const std::vector<engine::StageReport>& stages,
                                      const std::vector<std::string>& expected, bool isBusy);

} // namespace hallwright::app
