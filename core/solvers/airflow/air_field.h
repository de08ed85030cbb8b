#pragma once

#include "core/base/vec.h"

#include <array>
#include <cstdint>
#include <vector>

namespace hallwright::airflow {

enum class Axis { X = 0, Y = 1, Z = 2 };

/// Air at one point.
struct AirSample {
    double temperature_K = 0.0;
    base::Vec3 velocity_m_per_s;
    bool isSolid =
        false; ///< the point lies inside a box; the values are those of the air next to it
};

/// What moves the air at one point beside its speed and temperature.
struct AirDrive {
    double pressure_m2_per_s2 = 0.0;    ///< over density
    double energy_m2_per_s2 = 0.0;      ///< of turbulence
    double dissipation_m2_per_s3 = 0.0; ///< of it
};

/// Temperature and velocity at the cell centres of a uniform grid over the box from (0, 0, 0) to
/// the far corner of the domain. Cell (i, j, k) has the index (k * ny + j) * nx + i.
struct AirField {
    std::array<int, 3> cells{0, 0, 0};
    base::Vec3 cell_m;                 ///< edge lengths of a cell
    std::vector<float> temperature_K;  ///< in solid cells: not meaningful
    std::vector<float> u_m_per_s;      ///< along x
    std::vector<float> v_m_per_s;      ///< along y
    std::vector<float> w_m_per_s;      ///< along z
    std::vector<std::uint8_t> isSolid; ///< 1 inside boxes
    /// Of the air in a cell, the share that came from units and openings without passing a rack;
    /// empty where that is not known.
    std::vector<float> supplyShare;
    /// What a solve that starts from here need not find again: pressure over density, and energy
    /// and dissipation of the two-equation model. Empty where they are not known.
    std::vector<float> pressure_m2_per_s2, energy_m2_per_s2, dissipation_m2_per_s3;
    base::Vec3 lidVelocity_m_per_s; ///< of the wall at the largest y; zero in halls
    bool isTwoDimensional = false;  ///< no friction at the walls across z
    bool isOpenAir = false;         ///< sides and top are open, not walls

    [[nodiscard]] std::size_t cellCount() const { return temperature_K.size(); }
    [[nodiscard]] std::size_t index(int i, int j, int k) const {
        return (static_cast<std::size_t>(k) * static_cast<std::size_t>(cells[1]) +
                static_cast<std::size_t>(j)) *
                   static_cast<std::size_t>(cells[0]) +
               static_cast<std::size_t>(i);
    }
    [[nodiscard]] base::Vec3 size_m() const {
        return {cells[0] * cell_m.x, cells[1] * cell_m.y, cells[2] * cell_m.z};
    }

    /// Whether every temperature and velocity is a finite number.
    [[nodiscard]] bool isFinite() const;

    /// Trilinear between the centres of the cells that hold air; in the half cell at an outer wall
    /// the velocity goes linearly to that of the wall; in open air that is the ground alone. Points
    /// outside are moved to the boundary.
    [[nodiscard]] AirSample sample(base::Vec3 point_m) const;
    /// Likewise; what is not known is zero.
    [[nodiscard]] AirDrive drive(base::Vec3 point_m) const;
    /// Of the cell that the point lies in; not a number where it is not known.
    [[nodiscard]] double supplyShareAt(base::Vec3 point_m) const;

private:
    /// Calls add(cell, weight) for the cells of air around a point; the weights sum to 1 unless
    /// there is no air at all.
    template <class Add>
    void aroundPoint(base::Vec3 point_m, const Add& add) const;
};

/// A plane cut out of a field: columns run along the first remaining axis, rows along the second.
struct AirSlice {
    Axis normal = Axis::Z;
    double position_m = 0.0;
    int columns = 0;
    int rows = 0;
    double column_m = 0.0; ///< spacing of columns; the first centre lies half of it in
    double row_m = 0.0;
    std::vector<float> temperature_K; ///< rows * columns, row by row; NaN inside solid boxes
    std::vector<float> speed_m_per_s;
    std::vector<float> supplyShare; ///< empty where the field has none
};

/// Cuts at `position_m` along `normal`, linear between the two nearest layers of cells.
[[nodiscard]] AirSlice cutSlice(const AirField& field, Axis normal, double position_m);

} // namespace hallwright::airflow
