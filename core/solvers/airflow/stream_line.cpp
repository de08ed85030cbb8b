#include "core/solvers/airflow/stream_line.h"

#include <algorithm>
#include <cmath>

namespace hallwright::airflow {

namespace {

constexpr double kStill_m_per_s = 0.01;

} // namespace

std::vector<StreamPoint> streamLine(const AirField& field, base::Vec3 from_m, StreamSense sense,
                                    double length_m) {
    std::vector<StreamPoint> line;
    if (field.cellCount() == 0)
        return line;
    const double step_m = 0.5 * std::min({field.cell_m.x, field.cell_m.y, field.cell_m.z});
    const base::Vec3 size_m = field.size_m();
    const double sign = sense == StreamSense::Downstream ? 1.0 : -1.0;
    const auto isInside = [&](base::Vec3 p) {
        return p.x >= 0.0 && p.y >= 0.0 && p.z >= 0.0 && p.x <= size_m.x && p.y <= size_m.y &&
               p.z <= size_m.z;
    };
    /// A step along the air at a sample; none where it stands still.
    const auto along = [&](const AirSample& air, double reach_m) {
        const base::Vec3 v = air.velocity_m_per_s;
        const double speed = std::sqrt(v.x * v.x + v.y * v.y + v.z * v.z);
        return speed > kStill_m_per_s ? (sign * reach_m / speed) * v : base::Vec3{};
    };
    base::Vec3 at_m = from_m;
    for (double passed_m = 0.0; passed_m <= length_m && isInside(at_m); passed_m += step_m) {
        const AirSample here = field.sample(at_m);
        if (here.isSolid)
            break;
        line.push_back({at_m, here.temperature_K});
        const base::Vec3 half = along(here, 0.5 * step_m);
        const base::Vec3 whole = along(field.sample(at_m + half), step_m);
        if (whole.x == 0.0 && whole.y == 0.0 && whole.z == 0.0)
            break;
        at_m = at_m + whole;
    }
    return line;
}

} // namespace hallwright::airflow
