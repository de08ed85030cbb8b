#pragma once

#include "core/engine/campus_index.h"
#include "core/solvers/airflow/airflow_problem.h"

#include <vector>

namespace hallwright::engine {

/// Directions along the axes of a hall.
enum class Facing { East, North, West, South };

/// Nearest quarter turn of a placement: where the front (local -y) of a thing looks.
[[nodiscard]] Facing frontOf(double rotation_deg);

/// Axis-parallel box of a thing in hall axes, corner origin.
[[nodiscard]] airflow::Box boxOf(const model::Hall& hall, const model::Placement& placement,
                                 base::Vec3 size_m);

/// The side of a box that looks in a direction.
[[nodiscard]] airflow::FaceRect faceOf(const airflow::Box& box, Facing facing);
[[nodiscard]] Facing opposite(Facing facing);

/// A line of racks as a box, with the side that their fronts look to.
struct RackLine {
    airflow::Box box;
    Facing front = Facing::South;
};

/// The room between two neighbouring lines.
struct Aisle {
    airflow::Box box; ///< from floor to rack height
    bool isHot = false;
    airflow::Axis across = airflow::Axis::X; ///< direction from line to line
};

/// Aisles with fronts on both sides (cold) or rears on both sides (hot), up to 4 m wide.
[[nodiscard]] std::vector<Aisle> findAisles(std::vector<RackLine> lines);

} // namespace hallwright::engine
