#pragma once

#include "core/base/result.h"
#include "core/economics/kpi.h"

#include <cstddef>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace hallwright::economics {

/// A figure that is given, not computed. Values are in `unit`, the one that is shown.
struct FigureInput {
    std::string id;   ///< "energy_price"
    std::string name; ///< "Price of energy"
    std::string unit; ///< "EUR/kWh"; empty: a plain number
    double least = 0.0;
    double most = std::numeric_limits<double>::infinity();
    std::string formula{}; ///< in words: how the value that is provided comes about
};

/// A figure that follows from others by a formula.
struct FigureFormula {
    std::string id;
    std::string name;
    std::string unit;
    std::string formula; ///< in words, with the names of the inputs
    std::vector<std::string> inputs;
    std::string source;
    /// Gets the inputs' values in their order and units; a result that is no finite number means
    /// that the figure is not defined for them.
    double (*compute)(std::span<const double>) = nullptr;
};

/// Figures that depend on one another. An edit of an input computes again only what depends on it,
/// and of that only what has an input whose value did change. A figure that needs something unknown
/// is unknown itself and says why; nothing unknown ever counts as zero.
class KpiGraph {
public:
    /// Adds an input of unknown value; `unknownBecause` says why it is unknown and how to give it.
    void addInput(FigureInput input, std::string unknownBecause);
    /// Adds a formula. Its inputs are there already, which makes cycles impossible.
    void addFormula(FigureFormula formula);

    /// Gives an input its value; one that was set by hand keeps that until it is released.
    void provide(std::string_view id, double value, std::string source);
    /// Takes the value of an input away.
    void withdraw(std::string_view id, std::string unknownBecause);
    /// Gives any figure a value by hand: an input, or a formula, which then is not computed. A
    /// finding at `where` for an unknown id or a value out of range.
    [[nodiscard]] base::Diagnostics set(std::string_view id, double value, const std::string& where,
                                        std::string source);
    /// Takes back what was set by hand: a formula is computed again, an input has the value that
    /// was provided.
    void release(std::string_view id);

    [[nodiscard]] bool has(std::string_view id) const;
    [[nodiscard]] bool isInput(std::string_view id) const;
    /// A figure in the form that is shown.
    [[nodiscard]] Kpi kpi(std::string_view id);
    /// What is shown as a result, in the order in which it was added: formulas, and inputs that say
    /// how they come about.
    [[nodiscard]] std::vector<Kpi> kpis();
    [[nodiscard]] std::vector<std::string> kpiIds() const;
    /// All inputs in the order in which they were added.
    [[nodiscard]] std::vector<Kpi> inputs() const;
    /// How often formulas have been computed since the graph was made.
    [[nodiscard]] std::size_t evaluations() const { return m_evaluations; }
    [[nodiscard]] std::size_t evaluationsOf(std::string_view id) const;

private:
    struct State {
        bool known = false;
        double value = 0.0;
        std::string unknownBecause;
        bool operator==(const State&) const = default;
    };
    struct Figure {
        std::string id, name, unit, formula, source;
        double least = 0.0, most = 0.0;
        std::vector<std::size_t> inputs;
        std::vector<std::size_t> dependents;
        double (*compute)(std::span<const double>) = nullptr; ///< nullptr: an input
        State state;
        State provided;     ///< of inputs: the value without what was set by hand
        bool isSet = false; ///< by hand
        bool isStale = false;
        std::string setBy; ///< source of a value set by hand
        std::size_t evaluations = 0;
    };

    [[nodiscard]] std::size_t indexOf(std::string_view id) const; ///< npos: there is none
    void change(std::size_t index, State state);
    void provide(std::size_t index, State state, std::string source);
    void update();
    [[nodiscard]] State evaluate(const Figure& figure) const;
    [[nodiscard]] Kpi shown(const Figure& figure) const;

    std::vector<Figure> m_figures; ///< each after all its inputs
    std::map<std::string, std::size_t, std::less<>> m_index;
    std::size_t m_evaluations = 0;
};

} // namespace hallwright::economics
