#include "core/solvers/airflow/lattice_fit.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>

namespace hallwright::airflow {
namespace {

constexpr double kFinest = 1.20;    // most cells along an axis over those of the wanted edge
constexpr double kCoarsest = 0.88;  // least
constexpr double kReluctance = 0.2; // misfit in cells that a change of the edge by itself is worth
constexpr double kPlane_m = 1e-4;   // planes nearer than this are the same

/// Areas that stand at the planes across one axis.
class Planes {
public:
    void add(double low_m, double high_m, double area_m2) {
        // Where one box ends and the next begins there is no surface.
        m_area_m2[key(low_m)] += area_m2;
        m_area_m2[key(high_m)] -= area_m2;
    }

    /// Mean distance of the surfaces from the nearest of `count` cells' planes, in cells.
    [[nodiscard]] double misfit(double size_m, int count) const {
        double sum = 0.0, area_m2 = 0.0;
        for (const auto& [plane, area] : m_area_m2) {
            const double place = static_cast<double>(plane) * kPlane_m / size_m * count;
            sum += std::abs(area) * std::abs(place - std::round(place));
            area_m2 += std::abs(area);
        }
        return area_m2 > 0.0 ? sum / area_m2 : 0.0;
    }

private:
    static std::int64_t key(double position_m) { return std::llround(position_m / kPlane_m); }
    std::map<std::int64_t, double> m_area_m2;
};

void addBox(std::array<Planes, 3>& planes, const Box& box) {
    const std::array<double, 3> low{box.min_m.x, box.min_m.y, box.min_m.z};
    const std::array<double, 3> high{box.max_m.x, box.max_m.y, box.max_m.z};
    for (std::size_t d = 0; d < 3; ++d) {
        const std::size_t a = (d + 1) % 3, b = (d + 2) % 3;
        planes[d].add(low[d], high[d], (high[a] - low[a]) * (high[b] - low[b]));
    }
}

void addFace(std::array<Planes, 3>& planes, const FaceRect& face, double beyond_m) {
    const std::array<double, 3> low{face.min_m.x, face.min_m.y, face.min_m.z};
    const std::array<double, 3> high{face.max_m.x, face.max_m.y, face.max_m.z};
    const auto d = static_cast<std::size_t>(face.normal);
    const std::size_t a = (d + 1) % 3, b = (d + 2) % 3;
    // A thin wall has two sides at the same plane: one counts, the other lies on an outer wall.
    planes[d].add(low[d], beyond_m, (high[a] - low[a]) * (high[b] - low[b]));
}

} // namespace

std::array<int, 3> fitCells(const AirflowProblem& problem) {
    const std::array<double, 3> size_m{problem.size_m.x, problem.size_m.y, problem.size_m.z};
    std::array<Planes, 3> planes;
    for (const Rack& rack : problem.racks) {
        addBox(planes, rack.box);
        if (rack.chimney)
            addBox(planes, *rack.chimney);
    }
    for (const AirUnit& unit : problem.airUnits)
        if (unit.box)
            addBox(planes, *unit.box);
    for (const Box& box : problem.solids)
        addBox(planes, box);
    for (const FaceRect& baffle : problem.baffles)
        addFace(planes, baffle, size_m[static_cast<std::size_t>(baffle.normal)]);
    for (const Screen& screen : problem.screens)
        addFace(planes, screen.face, size_m[static_cast<std::size_t>(screen.face.normal)]);

    std::array<int, 3> cells{};
    for (std::size_t d = 0; d < 3; ++d) {
        const double wanted = size_m[d] / problem.cell_m;
        const int nearest = std::max(1, static_cast<int>(std::lround(wanted)));
        double best = HUGE_VAL;
        const int first = std::max(1, static_cast<int>(std::ceil(kCoarsest * wanted - 1e-9)));
        const int last = std::max(nearest, static_cast<int>(std::floor(kFinest * wanted + 1e-9)));
        for (int count = std::min(first, nearest); count <= last; ++count) {
            const double cost = planes[d].misfit(size_m[d], count) +
                                kReluctance * std::abs(static_cast<double>(count) / nearest - 1.0);
            if (cost < best - 1e-12) {
                best = cost;
                cells[d] = count;
            }
        }
    }
    return cells;
}

} // namespace hallwright::airflow
