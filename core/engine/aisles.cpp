#include "core/engine/aisles.h"

#include <algorithm>
#include <cmath>

namespace hallwright::engine {

namespace {

constexpr double kWidest_m = 4.0;
constexpr double kNarrowest_m = 0.3;

bool looksAlongX(Facing facing) {
    return facing == Facing::East || facing == Facing::West;
}
bool looksUp(Facing facing) {
    return facing == Facing::East || facing == Facing::North;
}

double low(const airflow::Box& box, bool alongX) {
    return alongX ? box.min_m.x : box.min_m.y;
}
double high(const airflow::Box& box, bool alongX) {
    return alongX ? box.max_m.x : box.max_m.y;
}

} // namespace

Facing frontOf(double rotation_deg) {
    const int quarter = (static_cast<int>(std::lround(rotation_deg / 90.0)) % 4 + 4) % 4;
    constexpr Facing kFronts[] = {Facing::South, Facing::East, Facing::North, Facing::West};
    return kFronts[quarter]; // local -y turned counter-clockwise
}

Facing opposite(Facing facing) {
    switch (facing) {
    case Facing::East:
        return Facing::West;
    case Facing::West:
        return Facing::East;
    case Facing::North:
        return Facing::South;
    case Facing::South:
        break;
    }
    return Facing::North;
}

airflow::Box boxOf(const model::Hall& hall, const model::Placement& placement, base::Vec3 size_m) {
    const bool isTurned = looksAlongX(frontOf(placement.rotation_deg));
    const double width_m = isTurned ? size_m.y : size_m.x;
    const double depth_m = isTurned ? size_m.x : size_m.y;
    const double x = placement.position_m.x + 0.5 * hall.size_m.x;
    const double y = placement.position_m.y + 0.5 * hall.size_m.y;
    return {{std::max(0.0, x - 0.5 * width_m), std::max(0.0, y - 0.5 * depth_m), placement.z_m},
            {std::min(hall.size_m.x, x + 0.5 * width_m), std::min(hall.size_m.y, y + 0.5 * depth_m),
             std::min(hall.size_m.z, placement.z_m + size_m.z)}};
}

airflow::FaceRect faceOf(const airflow::Box& box, Facing facing) {
    airflow::FaceRect face{looksAlongX(facing) ? airflow::Axis::X : airflow::Axis::Y, box.min_m,
                           box.max_m};
    switch (facing) {
    case Facing::East:
        face.min_m.x = box.max_m.x;
        break;
    case Facing::West:
        face.max_m.x = box.min_m.x;
        break;
    case Facing::North:
        face.min_m.y = box.max_m.y;
        break;
    case Facing::South:
        face.max_m.y = box.min_m.y;
        break;
    }
    return face;
}

std::vector<Aisle> findAisles(std::vector<RackLine> lines) {
    std::vector<Aisle> aisles;
    for (const bool alongX : {true, false}) {
        std::vector<RackLine> parallel;
        for (const auto& line : lines)
            if (looksAlongX(line.front) == alongX)
                parallel.push_back(line);
        std::sort(parallel.begin(), parallel.end(), [&](const auto& a, const auto& b) {
            return low(a.box, alongX) < low(b.box, alongX);
        });
        for (std::size_t i = 1; i < parallel.size(); ++i) {
            const auto& below = parallel[i - 1];
            const auto& above = parallel[i];
            const double from = high(below.box, alongX);
            const double to = low(above.box, alongX);
            const bool facesSame = looksUp(below.front) != looksUp(above.front);
            if (!facesSame || to - from < kNarrowest_m || to - from > kWidest_m)
                continue;
            Aisle aisle;
            aisle.isHot = !looksUp(below.front); // its rear looks up, into the gap
            aisle.across = alongX ? airflow::Axis::X : airflow::Axis::Y;
            const auto& a = below.box;
            const auto& b = above.box;
            aisle.box.max_m.z = std::max(a.max_m.z, b.max_m.z);
            if (alongX) {
                aisle.box.min_m = {from, std::min(a.min_m.y, b.min_m.y), 0.0};
                aisle.box.max_m = {to, std::max(a.max_m.y, b.max_m.y), aisle.box.max_m.z};
            } else {
                aisle.box.min_m = {std::min(a.min_m.x, b.min_m.x), from, 0.0};
                aisle.box.max_m = {std::max(a.max_m.x, b.max_m.x), to, aisle.box.max_m.z};
            }
            aisles.push_back(aisle);
        }
    }
    return aisles;
}

} // namespace hallwright::engine
