#pragma once

#include "core/solvers/airflow/grid_shape.h"
#include "core/solvers/airflow/pressure_cell.h"

#include <array>
#include <stop_token>
#include <vector>

namespace hallwright::airflow {

/// Geometric multigrid for sum over open faces of (neighbour - own) / h^2 = source with no flow
/// through closed faces. Coarse conductances add up the open fine faces over twice the distance, so
/// obstacles and thin baffles are felt on all levels; red-black Gauss-Seidel smooths. The cycle
/// preconditions conjugate gradients: in narrow gaps, where coarse grids mislead, a cycle alone may
/// go astray; the best step along its answer cannot.
class PressureMultigrid {
public:
    /// Ends early when a stop is requested, and is then of no use.
    PressureMultigrid(const GridShape& shape, const std::array<std::vector<float>, 3>& open,
                      const std::stop_token& stop = {});

    /// Of all grids of the hierarchy, from fine to coarse.
    [[nodiscard]] static std::vector<GridShape> shapes(const GridShape& finest);

    /// Takes new openness of the faces, 0 closed to 1 free, on the same grid.
    void setOpen(const GridShape& shape, const std::array<std::vector<float>, 3>& open,
                 const std::stop_token& stop = {});

    /// Right side on the grid's layout, to be filled before solve(), which uses it up.
    [[nodiscard]] std::vector<float>& source() { return m_levels.front().source; }
    /// Solves from zero by `cycles` iterations; stops early when a stop is requested.
    void solve(int cycles, const std::stop_token& stop);
    /// What solve() found.
    [[nodiscard]] const std::vector<float>& answer() const { return m_answer; }

    /// One grid of the hierarchy.
    struct Level {
        GridShape shape;
        std::array<std::vector<float>, 3> conductance;
        std::vector<float> inverseDiagonal;
        std::vector<float> potential;
        std::vector<float> source;
        std::vector<float> evenMask; ///< 1, 0, 1, ... along a row, shifted by one for odd rows
    };

    /// From fine to coarse.
    [[nodiscard]] const std::vector<Level>& levels() const { return m_levels; }

private:
    static void finish(Level& level, const std::stop_token& stop);
    static Level coarsen(const Level& fine, const GridShape& shape, const std::stop_token& stop);
    static PressureView view(Level& level);
    static PressureView view(const Level& level);
    void smooth(Level& level, int sweeps, bool isUpward);
    /// Relaxes the cells of a colour in the layers [begin, end).
    static void relaxColour(Level& level, int colour, int begin, int end);
    /// The same as one colour after the other, through memory once.
    void relaxBothColours(Level& level, int first, int second);
    static void restrictResidual(const Level& fine, Level& coarse);
    static void addCorrection(const Level& coarse, Level& fine);
    void descend(std::size_t n, const std::stop_token& stop);
    /// Sum of a * b over the finest grid, in the same order whatever the number of threads.
    [[nodiscard]] double innerProduct(const std::vector<float>& a, const std::vector<float>& b);
    /// m_product = operator(direction); gives the sum of direction * m_product.
    [[nodiscard]] double applyOperator(std::vector<float>& direction);
    [[nodiscard]] double sumOfRows() const;

    std::vector<Level> m_levels;
    std::vector<float> m_answer, m_direction, m_product;
    std::vector<float> m_rowSums;
    std::vector<unsigned char> m_isLate; ///< layers that wait for other threads' first colour
};

} // namespace hallwright::airflow
