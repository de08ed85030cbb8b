#pragma once

#include "app/diagram/diagram.h"
#include "core/catalog/catalog.h"
#include "core/engine/solution.h"
#include "core/model/campus.h"

namespace hallwright::app::diagram {

/// Lays the one-line diagram out: sources on top, below them bars, transformers and feeders down to
/// the rows, as far as the view opens them. Depends on nothing but what it is given; the same input
/// gives the same diagram. `solution` may be null or older than the campus: what it does not know
/// is shown without a value. Rules:
/// - What hangs on what is the shortest way from a grid connection over closed feeders, then over
///   open ones; what no source reaches stands as an island of its own.
/// - Each feeder has its switchgear once; one that is not of that tree is drawn as a wire below the
///   network where there is a free way, else as two references to each other.
/// - Substations are opened while the campus has few feeders, halls while it has few boards.
[[nodiscard]] Diagram layOut(const model::Campus& campus, const catalog::Catalog& catalog,
                             const engine::Solution* solution, const View& view,
                             const TextWidth& textWidth);

} // namespace hallwright::app::diagram
