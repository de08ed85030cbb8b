#include "core/solvers/airflow/air_field.h"

#include "core/solvers/airflow/finite_values.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace hallwright::airflow {
namespace {

/// The two layers of cell centres around a coordinate and how far it lies from the first.
struct Layers {
    int low = 0;
    int high = 0;
    double fraction = 0.0;
};

Layers layersAround(double position_m, double edge_m, int count) {
    const double place = std::clamp(position_m / edge_m - 0.5, 0.0, double(count - 1));
    Layers layers;
    layers.low = static_cast<int>(place);
    layers.high = std::min(layers.low + 1, count - 1);
    layers.fraction = place - layers.low;
    return layers;
}

int nearestLayer(const Layers& layers) {
    return layers.fraction < 0.5 ? layers.low : layers.high;
}

/// 1 inside, falling to 0 on the outer wall within the last half cell.
double nearness(double position_m, double edge_m, int count) {
    const double place = std::clamp(position_m / edge_m, 0.0, double(count));
    return std::min({1.0, 2.0 * place, 2.0 * (count - place)});
}

} // namespace

template <class Add>
void AirField::aroundPoint(base::Vec3 point_m, const Add& add) const {
    const Layers x = layersAround(point_m.x, cell_m.x, cells[0]);
    const Layers y = layersAround(point_m.y, cell_m.y, cells[1]);
    const Layers z = layersAround(point_m.z, cell_m.z, cells[2]);
    std::array<std::size_t, 8> corners{};
    std::array<double, 8> weights{};
    double weightSum = 0.0;
    for (std::size_t corner = 0; corner < 8; ++corner) {
        const bool ux = corner & 1, uy = corner & 2, uz = corner & 4;
        const std::size_t c = index(ux ? x.high : x.low, uy ? y.high : y.low, uz ? z.high : z.low);
        const double weight = (ux ? x.fraction : 1.0 - x.fraction) *
                              (uy ? y.fraction : 1.0 - y.fraction) *
                              (uz ? z.fraction : 1.0 - z.fraction);
        corners[corner] = c;
        weights[corner] = isSolid[c] ? 0.0 : weight;
        weightSum += weights[corner];
    }
    if (weightSum > 0.0) {
        for (std::size_t corner = 0; corner < 8; ++corner)
            if (weights[corner] > 0.0)
                add(corners[corner], weights[corner] / weightSum);
        return;
    }
    // Deep inside a box: the nearest air, looking further layer by layer.
    const int i0 = nearestLayer(x), j0 = nearestLayer(y), k0 = nearestLayer(z);
    const int reach = std::max({cells[0], cells[1], cells[2]});
    std::vector<std::size_t> nearest;
    for (int r = 1; nearest.empty() && r < reach; ++r)
        for (int k = std::max(0, k0 - r); k <= std::min(cells[2] - 1, k0 + r); ++k)
            for (int j = std::max(0, j0 - r); j <= std::min(cells[1] - 1, j0 + r); ++j)
                for (int i = std::max(0, i0 - r); i <= std::min(cells[0] - 1, i0 + r); ++i)
                    if (std::max({std::abs(i - i0), std::abs(j - j0), std::abs(k - k0)}) == r &&
                        !isSolid[index(i, j, k)])
                        nearest.push_back(index(i, j, k));
    for (const std::size_t c : nearest)
        add(c, 1.0 / static_cast<double>(nearest.size()));
}

bool AirField::isFinite() const {
    return areFinite(temperature_K) && areFinite(u_m_per_s) && areFinite(v_m_per_s) &&
           areFinite(w_m_per_s);
}

AirSample AirField::sample(base::Vec3 point_m) const {
    AirSample result;
    result.isSolid = isSolid[index(nearestLayer(layersAround(point_m.x, cell_m.x, cells[0])),
                                   nearestLayer(layersAround(point_m.y, cell_m.y, cells[1])),
                                   nearestLayer(layersAround(point_m.z, cell_m.z, cells[2])))] != 0;
    double temperature = 0.0, u = 0.0, v = 0.0, w = 0.0;
    aroundPoint(point_m, [&](std::size_t c, double weight) {
        temperature += weight * temperature_K[c];
        u += weight * u_m_per_s[c];
        v += weight * v_m_per_s[c];
        w += weight * w_m_per_s[c];
    });
    result.temperature_K = temperature;

    if (isOpenAir) {
        const double aboveGround = std::clamp(2.0 * point_m.z / cell_m.z, 0.0, 1.0);
        result.velocity_m_per_s = {u * aboveGround, v * aboveGround, w * aboveGround};
        return result;
    }
    double inside = nearness(point_m.x, cell_m.x, cells[0]);
    if (!isTwoDimensional)
        inside = std::min(inside, nearness(point_m.z, cell_m.z, cells[2]));
    double lid = 0.0;
    const double insideY = nearness(point_m.y, cell_m.y, cells[1]);
    if (point_m.y > 0.5 * size_m().y)
        lid = 1.0 - insideY;
    // The moving wall wins in its own corners' half cells: u = 1 up to the corner, as on the wall.
    const double air = std::min(inside, insideY);
    result.velocity_m_per_s = base::Vec3{u * air, v * air, w * air} + lid * lidVelocity_m_per_s;
    return result;
}

AirDrive AirField::drive(base::Vec3 point_m) const {
    AirDrive result;
    aroundPoint(point_m, [&](std::size_t c, double weight) {
        if (!pressure_m2_per_s2.empty())
            result.pressure_m2_per_s2 += weight * pressure_m2_per_s2[c];
        if (!energy_m2_per_s2.empty()) {
            result.energy_m2_per_s2 += weight * energy_m2_per_s2[c];
            result.dissipation_m2_per_s3 += weight * dissipation_m2_per_s3[c];
        }
    });
    return result;
}

double AirField::supplyShareAt(base::Vec3 point_m) const {
    if (supplyShare.empty())
        return std::numeric_limits<double>::quiet_NaN();
    const auto cellAt = [](double position_m, double edge_m, int count) {
        return std::clamp(static_cast<int>(position_m / edge_m), 0, count - 1);
    };
    return supplyShare[index(cellAt(point_m.x, cell_m.x, cells[0]),
                             cellAt(point_m.y, cell_m.y, cells[1]),
                             cellAt(point_m.z, cell_m.z, cells[2]))];
}

AirSlice cutSlice(const AirField& field, Axis normal, double position_m) {
    const auto d = static_cast<std::size_t>(normal);
    const std::size_t a = d == 0 ? 1 : 0, b = d == 2 ? 1 : 2;
    const double edge_m[3] = {field.cell_m.x, field.cell_m.y, field.cell_m.z};
    const Layers layers = layersAround(position_m, edge_m[d], field.cells[d]);
    AirSlice slice;
    slice.normal = normal;
    slice.position_m = position_m;
    slice.columns = field.cells[a];
    slice.rows = field.cells[b];
    slice.column_m = edge_m[a];
    slice.row_m = edge_m[b];
    const auto size =
        static_cast<std::size_t>(slice.columns) * static_cast<std::size_t>(slice.rows);
    slice.temperature_K.reserve(size);
    slice.speed_m_per_s.reserve(size);
    const bool hasShare = !field.supplyShare.empty();
    constexpr float kNothing = std::numeric_limits<float>::quiet_NaN();
    for (int row = 0; row < slice.rows; ++row)
        for (int column = 0; column < slice.columns; ++column) {
            int place[3];
            place[a] = column;
            place[b] = row;
            double weightSum = 0.0, temperature = 0.0, u = 0.0, v = 0.0, w = 0.0, share = 0.0;
            for (int side = 0; side < 2; ++side) {
                place[d] = side == 0 ? layers.low : layers.high;
                const double weight = side == 0 ? 1.0 - layers.fraction : layers.fraction;
                const std::size_t c = field.index(place[0], place[1], place[2]);
                if (field.isSolid[c] || weight <= 0.0)
                    continue;
                weightSum += weight;
                temperature += weight * field.temperature_K[c];
                u += weight * field.u_m_per_s[c];
                v += weight * field.v_m_per_s[c];
                w += weight * field.w_m_per_s[c];
                if (hasShare)
                    share += weight * field.supplyShare[c];
            }
            const bool isAir = weightSum > 0.0;
            slice.temperature_K.push_back(isAir ? static_cast<float>(temperature / weightSum)
                                                : kNothing);
            slice.speed_m_per_s.push_back(
                isAir ? static_cast<float>(std::sqrt(u * u + v * v + w * w) / weightSum)
                      : kNothing);
            if (hasShare)
                slice.supplyShare.push_back(isAir ? static_cast<float>(share / weightSum)
                                                  : kNothing);
        }
    return slice;
}

} // namespace hallwright::airflow
