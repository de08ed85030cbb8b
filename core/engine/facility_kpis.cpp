#include "core/engine/facility_kpis.h"

#include "core/economics/bill.h"
#include "core/economics/unit_factors.h"
#include "core/engine/standby_supply.h"
#include "core/engine/year_sums.h"

#include <algorithm>
#include <optional>
#include <set>

namespace hallwright::engine {

namespace {

constexpr double kHours = 8760.0;
constexpr double kWeeksPerMonth = 365.25 / 12.0 / 7.0;

/// "A, B and 3 more"
std::string listOf(const std::vector<std::string>& names) {
    constexpr std::size_t kMost = 4;
    std::string text;
    for (std::size_t i = 0; i < std::min(kMost, names.size()); ++i)
        text += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > kMost)
        text += " and " + std::to_string(names.size() - kMost) + " more";
    return text;
}

void provideRacks(economics::KpiGraph& graph, const model::Campus& campus,
                  const catalog::Catalog& catalog) {
    double accelerators = 0.0;
    for (const auto& rack : campus.racks())
        if (const auto* type = catalog.rack(rack.type))
            accelerators += type->accelerators;
    graph.provide("racks", static_cast<double>(campus.racks().size()), "the campus");
    graph.provide("accelerators", accelerators, "the campus");
}

void providePrices(economics::KpiGraph& graph, const model::Campus& campus,
                   const catalog::Catalog& catalog, const Solution& solution) {
    const auto bill = economics::billOf(campus, catalog, solution.interiors);
    const auto racks = economics::tally(bill, economics::BillPart::Racks);
    if (!racks.unpricedNames.empty())
        graph.withdraw("it_price", "the catalogue has no price for " + listOf(racks.unpricedNames));
    else if (racks.priced > 0.0)
        graph.provide("it_price", racks.price_eur / economics::kEurosPerMillion,
                      "catalogue, indicative, without tax and discounts");
    const auto rest = economics::tally(bill, economics::BillPart::AllButRacks);
    if (!(rest.priced > 0.0))
        return;
    std::string source = "catalogue, indicative, without tax";
    if (!rest.unpricedNames.empty())
        source += "; not in it, for want of a price: " + listOf(rest.unpricedNames);
    graph.provide("equipment_price", rest.price_eur / economics::kEurosPerMillion, source);
}

void provideSubstations(economics::KpiGraph& graph, const model::Campus& campus,
                        const catalog::Catalog& catalog) {
    std::set<model::EntityId> substations;
    double transformers = 0.0;
    double rating_VA = 0.0;
    std::optional<double> lead_weeks;
    const auto offer = [&](const catalog::EquipmentType* type) {
        if (type && type->leadTimeMax_weeks)
            lead_weeks = std::max(lead_weeks.value_or(0.0), *type->leadTimeMax_weeks);
    };
    for (const auto& unit : campus.equipment()) {
        const auto* type = catalog.transformer(unit.type);
        if (!type || campus.kindOf(unit.parent) != model::EntityKind::Substation)
            continue;
        substations.insert(unit.parent);
        transformers += 1.0;
        rating_VA += type->rating_VA;
        offer(type);
    }
    for (const auto& substation : campus.substations())
        offer(catalog.switchgearPanel(substation.switchgearType));
    if (transformers > 0.0) {
        graph.provide("substations", static_cast<double>(substations.size()), "the campus");
        graph.provide("hv_transformers", transformers, "the campus");
        graph.provide("hv_transformer_rating", rating_VA / transformers / 1e6, "catalogue");
    }
    if (lead_weeks)
        graph.provide("hv_equipment_months", *lead_weeks / kWeeksPerMonth, "catalogue");
    double capacity_VA = 0.0;
    for (const auto& grid : campus.grids())
        capacity_VA += grid.capacity_VA;
    if (capacity_VA > 0.0)
        graph.provide("grid_capacity", capacity_VA / 1e6, "the campus");
}

void providePowerFactor(economics::KpiGraph& graph, const Solution& solution) {
    double power_W = 0.0;
    double apparent_VA = 0.0;
    for (const auto& [id, grid] : solution.grids) {
        power_W += grid.power_W;
        apparent_VA += grid.apparent_VA;
    }
    if (solution.powerConverged && power_W > 0.0 && apparent_VA > 0.0)
        graph.provide("power_factor", std::min(1.0, power_W / apparent_VA),
                      "power flow of the solved hour");
}

void provideStandby(economics::KpiGraph& graph, const model::Campus& campus,
                    const catalog::Catalog& catalog, const Solution& solution) {
    constexpr double kLitresPerHour = 3.6e6;
    if (!solution.powerConverged)
        return;
    const auto supply = standbySupply(campus, catalog, solution);
    if (supply.upsLoading > 0.0) {
        graph.provide("ups_autonomy_rated", supply.upsAutonomy_s / 60.0, "catalogue");
        graph.provide("ups_loading", 100.0 * supply.upsLoading, "power flow of the solved hour");
        if (supply.upsLoadingOneOut)
            graph.provide("ups_loading_one_out", 100.0 * *supply.upsLoadingOneOut,
                          "power flow of the solved hour");
    }
    if (supply.sets == 0)
        return;
    graph.provide("standby_sets", supply.sets, "the campus");
    graph.provide("standby_rating", supply.rating_W / 1e6, "catalogue");
    graph.provide("standby_load", supply.demand_W / 1e6,
                  supply.carryRacks ? "all that the site draws in the solved hour"
                                    : "the cooling's power of the solved hour; the generators are "
                                      "too small for the racks");
    graph.provide("standby_start", supply.start_s, "catalogue");
    constexpr const char* kFuel[] = {"fuel_at_half", "fuel_at_three_quarters", "fuel_at_full"};
    for (std::size_t i = 0; i < supply.fuel_m3_per_s.size(); ++i)
        graph.provide(kFuel[i], supply.fuel_m3_per_s[i] * kLitresPerHour, "catalogue");
}

} // namespace

economics::YearKpiInputs yearOfOneHour(const model::Campus& campus, const catalog::Catalog& catalog,
                                       const Solution& solution) {
    constexpr double kSeconds = kHours * 3600.0;
    const auto& energy = solution.energy;
    economics::YearKpiInputs in;
    in.hours = kHours;
    in.peak_W = energy.grid_W + energy.generation_W;
    in.peakIt_W = energy.it_W;
    in.grid_J = in.peak_W * kSeconds;
    in.onSite_J = energy.generation_W * kSeconds;
    in.it_J = energy.it_W * kSeconds;
    in.cooling_J = energy.cooling_W * kSeconds;
    in.exportedHeat_J = energy.heatReused_W * kSeconds;
    in.water_m3 = energy.water_m3_per_s * kSeconds;
    addCampusFacts(campus, catalog, in);
    in.source = "the solved hour, 8760 times";
    return in;
}

base::Result<economics::FacilityFigures> campusFigures(const model::Campus& campus,
                                                       const catalog::Catalog& catalog,
                                                       const Solution& solution,
                                                       const economics::YearKpiInputs& year,
                                                       const catalog::FigureSet& assumptions) {
    auto figures = economics::facilityFigures();
    auto& graph = figures.graph;
    if (auto found = economics::provideAssumptions(graph, assumptions); !found.empty())
        return found;
    if (!campus.racks().isEmpty())
        provideRacks(graph, campus, catalog);
    providePrices(graph, campus, catalog, solution);
    provideSubstations(graph, campus, catalog);
    providePowerFactor(graph, solution);
    provideStandby(graph, campus, catalog, solution);
    economics::provideYear(graph, year);
    base::Diagnostics found;
    for (const auto& [id, value] : campus.site().figures) {
        auto wrong = graph.set(id, value, "/site/figures/" + id, "given for this campus");
        found.insert(found.end(), wrong.begin(), wrong.end());
    }
    if (!found.empty())
        return found;
    return figures;
}

} // namespace hallwright::engine
