#pragma once

#include "core/solvers/airflow/grid_shape.h"
#include "core/solvers/airflow/pressure_cell.h"

#include <array>
#include <stop_token>
#include <vector>

namespace hallwright::airflow {

/// Geometric multigrid for sum over open faces of (neighbour - own) / h^2 = source with no flow
/// through closed faces. Coarse conductances add up the open fine faces over twice the distance, so
/// obstacles and thin baffles are felt on all levels; red-black Gauss-Seidel smooths.
class PressureMultigrid {
public:
    PressureMultigrid(const GridShape& shape, const std::array<std::vector<float>, 3>& open);

    /// Right side on the grid's layout, to be filled before cycle().
    [[nodiscard]] std::vector<float>& source() { return m_levels.front().source; }
    [[nodiscard]] const std::vector<float>& potential() const { return m_levels.front().potential; }
    void clearPotential();
    /// One V-cycle; returns early when a stop is requested.
    void cycle(const std::stop_token& stop);
    /// Largest |source - operator(potential)|.
    [[nodiscard]] float largestResidual() const;

private:
    struct Level {
        GridShape shape;
        std::array<std::vector<float>, 3> conductance;
        std::vector<float> inverseDiagonal;
        std::vector<float> potential;
        std::vector<float> source;
        std::vector<float> evenMask; ///< 1, 0, 1, ... along a row, shifted by one for odd rows
    };

    static void finish(Level& level);
    static Level coarsen(const Level& fine);
    static PressureView view(Level& level);
    static PressureView view(const Level& level);
    static void smooth(Level& level, int sweeps, bool isUpward);
    static void restrictResidual(const Level& fine, Level& coarse);
    static void addCorrection(const Level& coarse, Level& fine);
    void descend(std::size_t n, const std::stop_token& stop);

    std::vector<Level> m_levels;
};

} // namespace hallwright::airflow
