#pragma once

#include "core/catalog/catalog.h"
#include "core/engine/solution.h"
#include "core/model/campus.h"

#include <memory>
#include <string>

namespace hallwright::app {

/// A campus from a file with its solution: what the drawing commands begin with.
struct SolvedCampus {
    model::Campus campus;
    std::shared_ptr<const catalog::Catalog> catalog;
    engine::SolutionPtr solution;
};

enum class AirStage {
    None,
    Halls,
    All ///< the air over the campus too
};

/// Reads and solves; findings of the file go to standard error, one a line, and give an empty
/// pointer.
[[nodiscard]] std::unique_ptr<SolvedCampus> solveFile(const std::string& path, AirStage air);

} // namespace hallwright::app
