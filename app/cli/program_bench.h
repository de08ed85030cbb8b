#pragma once

#include "core/cli/bench_part.h"

#include <vector>

namespace hallwright::app {

/// What `hallwright bench live` measures of the program itself, beyond what its core is measured
/// by: file.report_bosquel, memory.bosquel with the window where there is a display, and
/// live.frame_10k.
[[nodiscard]] std::vector<cli::BenchPart> programBenchParts();

} // namespace hallwright::app
