#include "app/models/plume_intakes.h"

#include "app/document/live_results.h"
#include "core/engine/plume_stages.h"
#include "core/engine/plume_state.h"

namespace hallwright::app {

std::optional<engine::IntakeRises> plumeIntakes(const LiveResults* live) {
    const auto solution = live && !live->isStale() ? live->solution() : nullptr;
    if (!solution || !solution->plume || !solution->plume->isFinest || solution->plume->isKept)
        return std::nullopt;
    return engine::risesOf(*solution);
}

} // namespace hallwright::app
