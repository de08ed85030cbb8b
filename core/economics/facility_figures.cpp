#include "core/economics/facility_figures.h"

#include "core/economics/cost_figures.h"
#include "core/economics/energy_figures.h"
#include "core/economics/standby_figures.h"
#include "core/economics/supply_figures.h"
#include "core/economics/unit_factors.h"

#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <utility>

namespace hallwright::economics {

namespace {

constexpr double kHours = 8760.0;
constexpr double kGigawattHoursPerMegawattHour = 1e-3;

std::string sourceOf(const catalog::FigureSet& set, const catalog::FigureSet::Figure& figure) {
    constexpr const char* kWords[] = {"published", "typical", "estimate"};
    return set.name + " (" + kWords[static_cast<std::size_t>(figure.confidence)] +
           "): " + figure.source;
}

/// The figures of a preset that are not the graph's own.
struct Shape {
    std::map<std::string, const catalog::FigureSet::Figure*> figures;

    const catalog::FigureSet::Figure* find(const std::string& id) const {
        const auto it = figures.find(id);
        return it == figures.end() ? nullptr : it->second;
    }
};
const std::set<std::string> kShapeIds{"cooling_per_it", "losses_per_it", "water_per_heat",
                                      "infrastructure_price_per_mw"};

void provideRacks(KpiGraph& graph, const catalog::RackType& type, double it_MW) {
    const double loads = it_MW * 1e6 / type.powerNominal_W; // the last rack may be part loaded
    const double racks = std::ceil(loads - 1e-9);
    const std::string source = "racks of the preset: " + type.name;
    graph.provide("racks", racks, source);
    graph.provide("accelerators", racks * type.accelerators, source);
    if (type.price_eur)
        graph.provide("it_price", racks * *type.price_eur / kEurosPerMillion, source);
    else
        graph.withdraw("it_price", "the catalogue has no price for " + type.name);
    TokenRates tokens;
    tokens.add(type, 1.0);
    if (const auto* model = tokens.single()) {
        graph.provide("token_rate", loads * model->rate_per_s, tokens.source());
        graph.provide("token_estimated", loads * model->estimated_per_s, tokens.source());
    } else {
        graph.withdraw("token_rate", tokens.unknownBecause());
        graph.withdraw("token_estimated", tokens.unknownBecause());
    }
}

} // namespace

FacilityFigures facilityFigures(const std::string& period) {
    FacilityFigures figures;
    std::size_t shown = 0;
    const auto section = [&](std::string title, const std::function<void(KpiGraph&)>& add) {
        add(figures.graph);
        FacilityFigures::Section made{std::move(title), {}};
        const auto ids = figures.graph.kpiIds();
        made.ids.assign(ids.begin() + static_cast<std::ptrdiff_t>(shown), ids.end());
        shown = ids.size();
        figures.sections.push_back(std::move(made));
    };
    section("Energy, water and carbon", [&](KpiGraph& graph) { addEnergyFigures(graph, period); });
    section("Tokens", addTokenFigures);
    section("Cost", addCostFigures);
    section("Supply and schedule", addSupplyFigures);
    section("Without the grid", addStandbyFigures);
    return figures;
}

base::Diagnostics provideAssumptions(KpiGraph& graph, const catalog::FigureSet& assumptions) {
    base::Diagnostics findings;
    for (const auto& figure : assumptions.figures) {
        if (graph.isInput(figure.id))
            graph.provide(figure.id, figure.value, sourceOf(assumptions, figure));
        else
            findings.push_back({assumptions.id, "there is no input \"" + figure.id + '"',
                                "Use the id of an input."});
    }
    return findings;
}

base::Diagnostics providePreset(KpiGraph& graph, const catalog::FigureSet& preset,
                                const catalog::Catalog& catalog, double it_MW,
                                std::optional<double> utilisation) {
    const std::string where = "preset " + preset.id;
    const auto* rack = catalog.rack(preset.rackType);
    if (!rack)
        return base::failure(where, "the catalogue has no rack type \"" + preset.rackType + "\"",
                             "Correct rack_type.");
    Shape shape;
    for (const auto& figure : preset.figures) {
        if (kShapeIds.contains(figure.id))
            shape.figures[figure.id] = &figure;
        else if (auto found = graph.set(figure.id, figure.value, where, sourceOf(preset, figure));
                 !found.empty())
            return found;
    }
    provideRacks(graph, *rack, it_MW);
    graph.provide("it_nameplate", it_MW, "size of the preset");
    graph.provide("hours", kHours, "a year");
    if (utilisation)
        if (auto found = graph.set("utilisation", *utilisation, where, "as what it stands beside");
            !found.empty())
            return found;
    const auto used = graph.kpi("utilisation");
    if (!used.known)
        return base::failure(where, "gives no utilisation", "Add the figure \"utilisation\".");
    const double it_GWh = it_MW * used.value * kHours * kGigawattHoursPerMegawattHour;
    graph.provide("it_energy", it_GWh, "size of the preset x utilisation x hours");
    graph.provide("peak_it_power", it_MW, "size of the preset");
    const auto* cooling = shape.find("cooling_per_it");
    const auto* losses = shape.find("losses_per_it");
    if (cooling)
        graph.provide("cooling_energy", it_GWh * cooling->value, sourceOf(preset, *cooling));
    if (losses)
        graph.provide("loss_energy", it_GWh * losses->value, sourceOf(preset, *losses));
    if (cooling && losses)
        graph.provide("peak_power", it_MW * (1.0 + cooling->value + losses->value),
                      "all racks at full load, " + sourceOf(preset, *cooling));
    if (const auto* water = shape.find("water_per_heat"); water && losses)
        graph.provide("water", water->value * it_GWh * (1.0 + losses->value) * 1e3,
                      sourceOf(preset, *water)); // L/kWh x GWh = 1e3 m3
    if (const auto* price = shape.find("infrastructure_price_per_mw")) {
        graph.withdraw("works_price_per_mw", "the preset prices works and equipment together");
        graph.withdraw("equipment_price", "the preset prices works and equipment together");
        if (auto found = graph.set("capex_infrastructure", price->value * it_MW, where,
                                   sourceOf(preset, *price));
            !found.empty())
            return found;
    }
    return {};
}

base::Result<FacilityFigures> presetFigures(const catalog::FigureSet& preset,
                                            const catalog::FigureSet& assumptions,
                                            const catalog::Catalog& catalog, double it_MW,
                                            std::optional<double> utilisation,
                                            const YearKpiInputs& place) {
    auto figures = facilityFigures();
    if (auto found = provideAssumptions(figures.graph, assumptions); !found.empty())
        return found;
    if (auto found = providePreset(figures.graph, preset, catalog, it_MW, utilisation);
        !found.empty())
        return found;
    provideSite(figures.graph, place);
    return figures;
}

} // namespace hallwright::economics
