#include "core/solvers/airflow/region_graph.h"

#include "core/solvers/airflow/field_memory.h"

namespace hallwright::airflow {
namespace {

constexpr int kCellsPerLook = 65536; // at the stop token: about a millisecond

} // namespace

std::vector<int> labelRegions(const Lattice& lattice, const std::array<std::vector<float>, 3>& open,
                              int& regionCount, const std::stop_token& stop) {
    const GridShape& s = lattice.shape;
    std::vector<int> region;
    fillField(region, static_cast<std::size_t>(s.arraySize()), kNoRegion, stop);
    std::vector<int> stack;
    regionCount = 0;
    if (stop.stop_requested())
        return region;
    const auto visit = [&](int c) {
        if (lattice.isSolid[static_cast<std::size_t>(c)] ||
            region[static_cast<std::size_t>(c)] != kNoRegion)
            return;
        region[static_cast<std::size_t>(c)] = regionCount;
        stack.push_back(c);
    };
    for (int k = 0; k < s.cells[2]; ++k)
        for (int j = 0; j < s.cells[1]; ++j)
            for (int i = 0; i < s.cells[0]; ++i) {
                visit(s.index(i, j, k));
                if (stack.empty())
                    continue;
                for (int visited = 1; !stack.empty(); ++visited) {
                    if (visited % kCellsPerLook == 0 && stop.stop_requested())
                        return region;
                    const int c = stack.back();
                    stack.pop_back();
                    for (std::size_t d = 0; d < 3; ++d) {
                        if (open[d][static_cast<std::size_t>(c)] > 0.5f)
                            visit(c - s.stride[d]);
                        if (open[d][static_cast<std::size_t>(c + s.stride[d])] > 0.5f)
                            visit(c + s.stride[d]);
                    }
                }
                ++regionCount;
            }
    return region;
}

std::vector<double> regionSurplus(const Lattice& lattice, const std::vector<int>& region,
                                  int regionCount, const std::stop_token& stop) {
    const GridShape& s = lattice.shape;
    std::vector<double> surplus(static_cast<std::size_t>(regionCount), 0.0);
    for (std::size_t d = 0; d < 3 && !stop.stop_requested(); ++d) {
        const double area_m2 = lattice.faceArea_m2(static_cast<Axis>(d));
        for (int c = 0; c + s.stride[d] < s.arraySize(); ++c) {
            const double flow =
                area_m2 * lattice.givenVelocity_m_per_s[d][static_cast<std::size_t>(c)];
            if (flow == 0.0)
                continue;
            const int far = region[static_cast<std::size_t>(c)];
            const int near = region[static_cast<std::size_t>(c - s.stride[d])];
            if (far != kNoRegion)
                surplus[static_cast<std::size_t>(far)] += flow;
            if (near != kNoRegion)
                surplus[static_cast<std::size_t>(near)] -= flow;
        }
    }
    return surplus;
}

std::vector<double> regionPressures(const std::vector<RegionLink>& links,
                                    std::vector<double> surplus_m3_per_s) {
    const std::size_t n = surplus_m3_per_s.size();
    std::vector<int> group(n);
    std::vector<double> pressure(n), members(n), direction(n), product(n);
    solveRegionPressures(links.data(), static_cast<int>(links.size()), static_cast<int>(n),
                         surplus_m3_per_s.data(), pressure.data(),
                         {group.data(), members.data(), direction.data(), product.data()});
    return pressure;
}

} // namespace hallwright::airflow
