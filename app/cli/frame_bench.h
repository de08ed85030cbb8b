#pragma once

#include "core/base/result.h"
#include "core/cli/bench_part.h"

#include <vector>

namespace hallwright::app {

/// live.frame_10k: what the window itself does a frame while a campus of 10 000 racks is in view,
/// the camera turns, the pointer moves, a rack is dragged and the solver answers: documents,
/// models, instance tables, labels, picking and probing, but neither Qt's scene graph nor the
/// drawing. Processor time of the window's thread [ms], so that the solver beside it does not
/// count.
[[nodiscard]] base::Result<std::vector<cli::BenchCase>> benchFrames();

} // namespace hallwright::app
