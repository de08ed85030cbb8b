#include "core/economics/kpi_graph.h"

#include <cassert>
#include <cmath>
#include <cstdio>
#include <utility>

namespace hallwright::economics {

namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

/// "a number >= 0", "a number from 0 to 1"
std::string wanted(double least, double most, const std::string& unit) {
    std::string text = "a number";
    if (std::isfinite(least) && std::isfinite(most))
        text += " from " + number(least) + " to " + number(most);
    else if (std::isfinite(least))
        text += " >= " + number(least);
    return unit.empty() ? text : text + ' ' + unit;
}

} // namespace

std::size_t KpiGraph::indexOf(std::string_view id) const {
    const auto it = m_index.find(id);
    return it == m_index.end() ? kNone : it->second;
}

bool KpiGraph::has(std::string_view id) const {
    return indexOf(id) != kNone;
}

bool KpiGraph::isInput(std::string_view id) const {
    const auto index = indexOf(id);
    return index != kNone && !m_figures[index].compute;
}

void KpiGraph::addInput(FigureInput input, std::string unknownBecause) {
    assert(!has(input.id));
    Figure figure;
    figure.id = std::move(input.id);
    figure.name = std::move(input.name);
    figure.unit = std::move(input.unit);
    figure.least = input.least;
    figure.most = input.most;
    figure.formula = std::move(input.formula);
    figure.state.unknownBecause = std::move(unknownBecause);
    figure.provided = figure.state;
    m_index[figure.id] = m_figures.size();
    m_figures.push_back(std::move(figure));
}

void KpiGraph::addFormula(FigureFormula formula) {
    assert(!has(formula.id) && formula.compute);
    Figure figure;
    figure.id = std::move(formula.id);
    figure.name = std::move(formula.name);
    figure.unit = std::move(formula.unit);
    figure.formula = std::move(formula.formula);
    figure.source = std::move(formula.source);
    figure.least = -std::numeric_limits<double>::infinity();
    figure.most = std::numeric_limits<double>::infinity();
    figure.compute = formula.compute;
    figure.isStale = true;
    for (const auto& id : formula.inputs) {
        const auto index = indexOf(id);
        assert(index != kNone);
        figure.inputs.push_back(index);
        m_figures[index].dependents.push_back(m_figures.size());
    }
    m_index[figure.id] = m_figures.size();
    m_figures.push_back(std::move(figure));
}

void KpiGraph::change(std::size_t index, State state) {
    auto& figure = m_figures[index];
    if (figure.state == state)
        return;
    figure.state = std::move(state);
    for (const auto dependent : figure.dependents)
        m_figures[dependent].isStale = true;
}

void KpiGraph::provide(std::size_t index, State state, std::string source) {
    assert(index != kNone && !m_figures[index].compute);
    auto& figure = m_figures[index];
    figure.source = std::move(source);
    figure.provided = state;
    if (!figure.isSet)
        change(index, std::move(state));
}

void KpiGraph::provide(std::string_view id, double value, std::string source) {
    provide(indexOf(id), {true, value, {}}, std::move(source));
}

void KpiGraph::withdraw(std::string_view id, std::string unknownBecause) {
    provide(indexOf(id), {false, 0.0, std::move(unknownBecause)}, {});
}

base::Diagnostics KpiGraph::set(std::string_view id, double value, const std::string& where,
                                std::string source) {
    const auto index = indexOf(id);
    if (index == kNone)
        return base::failure(where, "there is no figure \"" + std::string(id) + '"',
                             "Use an id of the list of figures and inputs.");
    auto& figure = m_figures[index];
    if (!std::isfinite(value) || value < figure.least || value > figure.most)
        return base::failure(where,
                             "expected " + wanted(figure.least, figure.most, figure.unit) +
                                 " for \"" + figure.id + "\", got " + number(value),
                             "Give the value in that unit.");
    figure.isSet = true;
    figure.setBy = std::move(source);
    figure.isStale = false;
    change(index, {true, value, {}});
    return {};
}

void KpiGraph::release(std::string_view id) {
    const auto index = indexOf(id);
    if (index == kNone || !std::exchange(m_figures[index].isSet, false))
        return;
    if (m_figures[index].compute)
        m_figures[index].isStale = true;
    else
        change(index, m_figures[index].provided);
}

KpiGraph::State KpiGraph::evaluate(const Figure& figure) const {
    std::vector<double> values;
    values.reserve(figure.inputs.size());
    std::string zeros;
    std::string unknown;
    for (const auto index : figure.inputs) {
        const auto& input = m_figures[index];
        if (!input.state.known) {
            const auto reason = input.compute ? input.state.unknownBecause
                                              : input.name + ": " + input.state.unknownBecause;
            if (unknown.find(reason) == std::string::npos)
                unknown += (unknown.empty() ? "" : "; ") + reason;
        }
        values.push_back(input.state.value);
        if (input.state.value == 0.0)
            zeros += (zeros.empty() ? "" : ", ") + input.name;
    }
    if (!unknown.empty())
        return {false, 0.0, std::move(unknown)};
    const double value = figure.compute(values);
    if (std::isfinite(value))
        return {true, value, {}};
    return {false, 0.0,
            figure.name + " is not defined" +
                (zeros.empty() ? " for these inputs" : " where these are zero: " + zeros)};
}

void KpiGraph::update() {
    // Inputs come before what depends on them, so one pass settles all.
    for (std::size_t i = 0; i < m_figures.size(); ++i) {
        auto& figure = m_figures[i];
        if (!std::exchange(figure.isStale, false) || figure.isSet)
            continue;
        ++figure.evaluations;
        ++m_evaluations;
        change(i, evaluate(figure));
    }
}

Kpi KpiGraph::shown(const Figure& figure) const {
    Kpi kpi;
    kpi.id = figure.id;
    kpi.name = figure.name;
    kpi.unit = figure.unit;
    kpi.value = figure.state.value;
    kpi.known = figure.state.known;
    kpi.unknownBecause = figure.state.unknownBecause;
    kpi.formula = figure.formula;
    kpi.source = figure.isSet ? figure.setBy : figure.source;
    if (figure.isSet) {
        kpi.formula = figure.formula.empty() ? "given" : "given instead of: " + figure.formula;
        return kpi;
    }
    for (const auto index : figure.inputs) {
        const auto& input = m_figures[index];
        kpi.inputs.push_back({input.name, input.state.value, input.unit, input.id,
                              input.isSet     ? input.setBy
                              : input.compute ? std::string()
                                              : input.source,
                              input.state.known});
    }
    return kpi;
}

Kpi KpiGraph::kpi(std::string_view id) {
    update();
    const auto index = indexOf(id);
    assert(index != kNone);
    return shown(m_figures[index]);
}

std::vector<Kpi> KpiGraph::kpis() {
    update();
    std::vector<Kpi> rows;
    for (const auto& figure : m_figures)
        if (!figure.formula.empty())
            rows.push_back(shown(figure));
    return rows;
}

std::vector<Kpi> KpiGraph::inputs() const {
    std::vector<Kpi> rows;
    for (const auto& figure : m_figures)
        if (!figure.compute)
            rows.push_back(shown(figure));
    return rows;
}

std::vector<std::string> KpiGraph::kpiIds() const {
    std::vector<std::string> ids;
    for (const auto& figure : m_figures)
        if (!figure.formula.empty())
            ids.push_back(figure.id);
    return ids;
}

std::size_t KpiGraph::evaluationsOf(std::string_view id) const {
    const auto index = indexOf(id);
    return index == kNone ? 0 : m_figures[index].evaluations;
}

} // namespace hallwright::economics
