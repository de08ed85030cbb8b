#pragma once

#include "core/solvers/power/lane_batch.h"

#include <string>

namespace hallwright::power {

/// Sweeps the cases `which` on the GPU. Cases that do not settle keep the status NotConverged.
/// Gives why it could not be done, one sentence, empty where it was done; `result` is then as it
/// was.
[[nodiscard]] std::string sweepOnCuda(const PackFiller& filler, const CaseReader& reader,
                                      const SweepPlan& plan, const NetworkStructure& structure,
                                      std::span<const CaseChanges> cases,
                                      std::span<const int> which, const BatchOptions& options,
                                      const std::stop_token& stop, BatchResult& result);

/// Cases below which a GPU is not worth its start.
constexpr int kCasesForCuda = 256;

} // namespace hallwright::power
