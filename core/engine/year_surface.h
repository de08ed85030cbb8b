#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace hallwright::engine {

/// A vector-valued function of up to three variables on the places where it is wanted, known from
/// a few exact values: the box around the places is halved, where places lie, along the direction
/// in which the function bends most, until multilinear interpolation between a cell's corners
/// meets the exact value in its middle. The interpolation of every value uses the same weights,
/// which add up to one, so linear relations between values (a balance) hold between corners as
/// they hold in them.
class YearSurface {
public:
    static constexpr std::size_t kDimensions = 3;
    using Place = std::array<double, kDimensions>;
    using Values = std::vector<double>;
    /// Exact values at places; empty where the work was cancelled.
    using Evaluate = std::function<std::vector<Values>(std::span<const Place>)>;

    struct Options {
        /// Value i may be off by tolerance(i) where it is interpolated; called once, after the
        /// first values are known.
        std::function<Values(std::span<const Values>)> tolerances;
        Place leastWidth{0.05, 0.25, 0.02}; ///< cells are not halved below this
        /// Lines along which the function bends or jumps, by direction: cells end there.
        std::array<std::vector<double>, kDimensions> breaks;
        /// A cell whose error (in tolerances) times its share of the places is less than this is
        /// left as it is.
        double negligible = 1e-3;
        int mostEvaluations = 1000;
        /// Called between rounds with the share of the places that are done.
        std::function<void(double)> onProgress;
    };

    /// Builds it for `places`; an empty surface where evaluation was cancelled.
    YearSurface(std::vector<Place> places, const Options& options, const Evaluate& evaluate);

    [[nodiscard]] bool isEmpty() const { return m_cellOfPlace.empty(); }
    /// Interpolated values at place `index` of those given.
    [[nodiscard]] Values at(std::size_t index) const;
    [[nodiscard]] int evaluations() const { return static_cast<int>(m_values.size()); }
    /// Mean over the places of the error found in the middle of their cell, in tolerances.
    [[nodiscard]] double meanError() const { return m_meanError; }
    [[nodiscard]] bool isExhausted() const { return m_isExhausted; } ///< ran out of evaluations

private:
    struct Cell {
        Place low{};
        Place high{};
        std::vector<int> places;
        double error = 0.0;
        std::size_t direction = 0; ///< of the strongest bend among those that may be halved
        bool isSmall = false;      ///< none may
    };
    void split(const Cell& cell, std::size_t direction, double at, std::vector<Cell>& into) const;
    [[nodiscard]] std::vector<Cell> firstCells(const Options& options) const;
    [[nodiscard]] std::vector<Place> cornersOf(const Cell& cell) const;
    [[nodiscard]] std::vector<Place> probesOf(const Cell& cell) const;
    [[nodiscard]] Values mix(const Cell& cell, const Place& place) const;
    bool evaluateMissing(const std::vector<Place>& wanted, const Evaluate& evaluate);
    void judge(Cell& cell, const Values& tolerances, const Place& leastWidth) const;

    std::vector<Place> m_places;
    std::map<Place, std::size_t> m_index;
    std::vector<Values> m_values;
    std::vector<Cell> m_cells;
    std::vector<int> m_cellOfPlace;
    double m_meanError = 0.0;
    bool m_isExhausted = false;
};

} // namespace hallwright::engine
