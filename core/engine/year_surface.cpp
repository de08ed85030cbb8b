#include "core/engine/year_surface.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace hallwright::engine {

namespace {

/// Directions in which the places differ by less than this do not count.
constexpr double kFlat = 1e-12;

double middle(double low, double high) {
    return 0.5 * (low + high);
}

} // namespace

YearSurface::YearSurface(std::vector<Place> places, const Options& options,
                         const Evaluate& evaluate)
    : m_places(std::move(places)) {
    if (m_places.empty())
        return;
    auto open = firstCells(options);
    std::vector<Place> wanted;
    for (const auto& cell : open)
        for (const auto& corner : cornersOf(cell))
            wanted.push_back(corner);
    if (!evaluateMissing(wanted, evaluate))
        return;
    const Values tolerances = options.tolerances(m_values);
    const auto total = static_cast<double>(m_places.size());
    double done = 0.0;
    while (!open.empty()) {
        if (options.onProgress)
            options.onProgress(done);
        wanted.clear();
        for (const auto& cell : open) {
            for (const auto& corner : cornersOf(cell))
                wanted.push_back(corner);
            for (const auto& probe : probesOf(cell))
                wanted.push_back(probe);
        }
        if (!evaluateMissing(wanted, evaluate))
            return;
        std::vector<Cell> next;
        for (auto& cell : open) {
            judge(cell, tolerances, options.leastWidth);
            const double share = static_cast<double>(cell.places.size()) / total;
            const bool isGood = cell.error <= 1.0 || cell.error * share <= options.negligible;
            const bool isSpent = evaluations() >= options.mostEvaluations;
            m_isExhausted |= !isGood && !cell.isSmall && isSpent;
            if (isGood || cell.isSmall || isSpent) {
                m_meanError += cell.error * share;
                done += share;
                m_cells.push_back(std::move(cell));
            } else {
                split(cell, cell.direction,
                      middle(cell.low[cell.direction], cell.high[cell.direction]), next);
            }
        }
        open = std::move(next);
    }
    m_cellOfPlace.resize(m_places.size());
    for (std::size_t i = 0; i < m_cells.size(); ++i)
        for (const int place : m_cells[i].places)
            m_cellOfPlace[static_cast<std::size_t>(place)] = static_cast<int>(i);
}

YearSurface::Values YearSurface::at(std::size_t index) const {
    return mix(m_cells[static_cast<std::size_t>(m_cellOfPlace[index])], m_places[index]);
}

std::vector<YearSurface::Cell> YearSurface::firstCells(const Options& options) const {
    Cell whole;
    whole.low = whole.high = m_places.front();
    for (std::size_t i = 0; i < m_places.size(); ++i) {
        whole.places.push_back(static_cast<int>(i));
        for (std::size_t d = 0; d < kDimensions; ++d) {
            whole.low[d] = std::min(whole.low[d], m_places[i][d]);
            whole.high[d] = std::max(whole.high[d], m_places[i][d]);
        }
    }
    std::vector<Cell> cells{whole};
    for (std::size_t d = 0; d < kDimensions; ++d)
        for (const double at : options.breaks[d]) {
            std::vector<Cell> next;
            for (const auto& cell : cells)
                if (at > cell.low[d] && at < cell.high[d])
                    split(cell, d, at, next);
                else
                    next.push_back(cell);
            cells = std::move(next);
        }
    return cells;
}

/// Halves of a cell; one without places is not kept.
void YearSurface::split(const Cell& cell, std::size_t direction, double at,
                        std::vector<Cell>& into) const {
    Cell lower = cell;
    Cell upper = cell;
    lower.high[direction] = at;
    upper.low[direction] = at;
    lower.places.clear();
    upper.places.clear();
    for (const int place : cell.places)
        (m_places[static_cast<std::size_t>(place)][direction] <= at ? lower : upper)
            .places.push_back(place);
    for (auto* half : {&lower, &upper})
        if (!half->places.empty())
            into.push_back(std::move(*half));
}

std::vector<YearSurface::Place> YearSurface::cornersOf(const Cell& cell) const {
    std::vector<Place> corners{cell.low};
    for (std::size_t d = 0; d < kDimensions; ++d) {
        if (cell.high[d] - cell.low[d] < kFlat)
            continue;
        const auto count = corners.size();
        for (std::size_t i = 0; i < count; ++i) {
            corners.push_back(corners[i]);
            corners.back()[d] = cell.high[d];
        }
    }
    return corners;
}

/// The middle of a cell, and those of its sides, by direction: low, high.
std::vector<YearSurface::Place> YearSurface::probesOf(const Cell& cell) const {
    Place centre{};
    for (std::size_t d = 0; d < kDimensions; ++d)
        centre[d] = middle(cell.low[d], cell.high[d]);
    std::vector<Place> probes{centre};
    for (std::size_t d = 0; d < kDimensions; ++d) {
        if (cell.high[d] - cell.low[d] < kFlat)
            continue;
        probes.push_back(centre);
        probes.back()[d] = cell.low[d];
        probes.push_back(centre);
        probes.back()[d] = cell.high[d];
    }
    return probes;
}

YearSurface::Values YearSurface::mix(const Cell& cell, const Place& place) const {
    const auto corners = cornersOf(cell);
    Values sum(m_values.front().size(), 0.0);
    for (const auto& corner : corners) {
        double weight = 1.0;
        for (std::size_t d = 0; d < kDimensions; ++d) {
            const double width = cell.high[d] - cell.low[d];
            if (width < kFlat)
                continue;
            const double t = std::clamp((place[d] - cell.low[d]) / width, 0.0, 1.0);
            weight *= corner[d] == cell.high[d] ? t : 1.0 - t;
        }
        const auto& values = m_values[m_index.at(corner)];
        for (std::size_t i = 0; i < sum.size(); ++i)
            sum[i] += weight * values[i];
    }
    return sum;
}

bool YearSurface::evaluateMissing(const std::vector<Place>& wanted, const Evaluate& evaluate) {
    std::set<Place> missing;
    for (const auto& place : wanted)
        if (!m_index.contains(place))
            missing.insert(place);
    if (missing.empty())
        return true;
    const std::vector<Place> places(missing.begin(), missing.end());
    auto values = evaluate(places);
    if (values.size() != places.size())
        return false;
    for (std::size_t i = 0; i < places.size(); ++i) {
        m_index[places[i]] = m_values.size();
        m_values.push_back(std::move(values[i]));
    }
    return true;
}

/// Error in the middle, and the direction in which the function bends most there.
void YearSurface::judge(Cell& cell, const Values& tolerances, const Place& leastWidth) const {
    const auto probes = probesOf(cell);
    const auto& exact = m_values[m_index.at(probes.front())];
    const auto worst = [&](const Values& a, const Values& b) {
        double most = 0.0;
        for (std::size_t i = 0; i < tolerances.size(); ++i)
            if (tolerances[i] > 0.0)
                most = std::max(most, std::abs(a[i] - b[i]) / tolerances[i]);
        return most;
    };
    cell.error = worst(exact, mix(cell, probes.front()));
    cell.isSmall = true;
    double strongest = -1.0;
    std::size_t probe = 1;
    for (std::size_t d = 0; d < kDimensions; ++d) {
        if (cell.high[d] - cell.low[d] < kFlat)
            continue;
        Values mean = m_values[m_index.at(probes[probe])];
        const auto& other = m_values[m_index.at(probes[probe + 1])];
        for (std::size_t i = 0; i < mean.size(); ++i)
            mean[i] = 0.5 * (mean[i] + other[i]);
        probe += 2;
        if (cell.high[d] - cell.low[d] < 2.0 * leastWidth[d])
            continue;
        cell.isSmall = false;
        const double bend = worst(exact, mean);
        if (bend > strongest) {
            strongest = bend;
            cell.direction = d;
        }
    }
}

} // namespace hallwright::engine
