#pragma once

#include "core/base/vec.h"
#include "core/solvers/airflow/air_field.h"

#include <vector>

namespace hallwright::airflow {

struct StreamPoint {
    base::Vec3 at_m;
    double temperature_K = 0.0;
};

/// Which way a line is followed: to where the air goes, or to where it came from.
enum class StreamSense { Downstream, Upstream };

/// The path of the air through a point of a steady field, by steps of half a cell (midpoint rule),
/// the point first. Ends in a box, at a wall, where the air stands still, or after `length_m`.
[[nodiscard]] std::vector<StreamPoint> streamLine(const AirField& field, base::Vec3 from_m,
                                                  StreamSense sense, double length_m);

} // namespace hallwright::airflow
