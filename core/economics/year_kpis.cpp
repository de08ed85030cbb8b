#include "core/economics/year_kpis.h"

#include <utility>

namespace hallwright::economics {

namespace {

constexpr double kJoulesPerKilowattHour = 3.6e6;
constexpr double kKilowattHoursPerGigawattHour = 1e6;
constexpr double kLitresPerCubicMetre = 1e3;

double ratio(double numerator, double denominator) {
    return denominator > 0.0 ? numerator / denominator : 0.0;
}

class YearKpis {
public:
    explicit YearKpis(const YearKpiInputs& in)
        : m_in(in), m_grid_kWh(in.grid_J / kJoulesPerKilowattHour),
          m_it_kWh(in.it_J / kJoulesPerKilowattHour),
          m_exported_kWh(in.exportedHeat_J / kJoulesPerKilowattHour),
          m_pue(ratio(in.grid_J, in.it_J)), m_hasIt(in.it_J > 0.0) {}

    std::vector<Kpi> make() {
        addEfficiency();
        addSums();
        addTokens();
        return std::move(m_kpis);
    }

private:
    void add(std::string id, std::string name, double value, std::string unit, std::string formula,
             std::vector<Kpi::Input> inputs, std::string source, bool known) {
        m_kpis.push_back({std::move(id), std::move(name), value, std::move(unit),
                          std::move(formula), std::move(inputs), std::move(source), known});
    }
    static Kpi::Input gigawattHours(std::string name, double energy_kWh) {
        return {std::move(name), energy_kWh / kKilowattHoursPerGigawattHour, "GWh"};
    }

    void addEfficiency() {
        const auto grid = gigawattHours("grid", m_grid_kWh);
        const auto it = gigawattHours("IT", m_it_kWh);
        const double wue = ratio(m_in.water_m3 * kLitresPerCubicMetre, m_it_kWh);
        const double erf = ratio(m_in.exportedHeat_J, m_in.grid_J);
        add("pue", "PUE, year", m_pue, "", "grid / IT",
            {grid, it, gigawattHours("cooling", m_in.cooling_J / kJoulesPerKilowattHour),
             gigawattHours("losses", m_in.loss_J / kJoulesPerKilowattHour)},
            "ISO/IEC 30134-2 category 3: IT at the racks' intake, rack fans and power shelves on "
            "the IT side",
            m_hasIt);
        add("wue", "WUE, year", wue, "L/kWh", "water / IT",
            {{"water", m_in.water_m3, "m\u00b3"}, it}, "ISO/IEC 30134-9", m_hasIt);
        const double intensity = m_in.gridWater_m3_per_kWh.value_or(0.0) * kLitresPerCubicMetre;
        add("wue_source", "WUE at the source", wue + m_pue * intensity, "L/kWh",
            "WUE + PUE x water of the grid's electricity",
            {{"WUE", wue, "L/kWh"}, {"PUE", m_pue, ""}, {"water of the grid", intensity, "L/kWh"}},
            "The Green Grid WP35; grid mix of the site", m_hasIt && m_in.gridWater_m3_per_kWh);
        add("cue", "CUE, year", m_pue * m_in.gridCarbon_kg_per_kWh, "kg/kWh",
            "PUE x carbon of the grid",
            {{"PUE", m_pue, ""}, {"carbon of the grid", m_in.gridCarbon_kg_per_kWh, "kg/kWh"}},
            "ISO/IEC 30134-8, all energy from the grid",
            m_hasIt && m_in.gridCarbon_kg_per_kWh > 0.0);
        const auto reused = gigawattHours("heat exported", m_exported_kWh);
        add("ere", "ERE, year", (1.0 - erf) * m_pue, "", "(grid - heat exported) / IT",
            {grid, reused, it}, "The Green Grid WP29", m_hasIt);
        add("erf", "ERF, year", erf, "", "heat exported / grid", {reused, grid}, "ISO/IEC 30134-6",
            m_in.grid_J > 0.0);
        add("ref", "REF, year", m_in.renewableShare.value_or(0.0), "",
            "renewable share of the grid's electricity, without contracts",
            {{"renewable share", m_in.renewableShare.value_or(0.0), ""}, grid},
            "ISO/IEC 30134-3; grid mix of the site", m_in.renewableShare.has_value());
    }

    void addSums() {
        const double carbon_t = m_grid_kWh * m_in.gridCarbon_kg_per_kWh / 1e3;
        const double cost_eur = m_grid_kWh * m_in.energyPrice_eur_per_kWh;
        const bool hasPrice = m_in.energyPrice_eur_per_kWh > 0.0;
        const auto grid = gigawattHours("grid", m_grid_kWh);
        const auto it = gigawattHours("IT", m_it_kWh);
        add("grid_energy", "Grid energy", grid.value, "GWh", "sum of grid power over the hours",
            {{"hours", m_in.hours, "h"}}, "hourly solves", true);
        add("it_energy", "IT energy", it.value, "GWh", "sum of IT power over the hours",
            {{"hours", m_in.hours, "h"}}, "hourly solves", true);
        add("water", "Water", m_in.water_m3, "m\u00b3", "sum of make-up over the hours",
            {{"hours", m_in.hours, "h"}}, "plant models", true);
        add("carbon", "Carbon", carbon_t, "t", "grid energy x carbon of the grid",
            {grid, {"carbon of the grid", m_in.gridCarbon_kg_per_kWh, "kg/kWh"}},
            "location-based, carbon of the site", m_in.gridCarbon_kg_per_kWh > 0.0);
        add("energy_cost", "Energy cost", cost_eur / 1e6, "M EUR", "grid energy x price of energy",
            {grid, {"price of energy", m_in.energyPrice_eur_per_kWh, "EUR/kWh"}},
            "price of the site", hasPrice);
        add("cost_per_it_mwh", "Energy cost a MWh of IT", ratio(cost_eur, m_it_kWh / 1e3),
            "EUR/MWh", "energy cost / IT energy = PUE x price of energy",
            {{"energy cost", cost_eur / 1e6, "M EUR"}, it}, "price of the site",
            hasPrice && m_hasIt);
        add("peak_power", "Peak power", m_in.peak_W / 1e6, "MW", "highest hour of grid power",
            {grid}, "hourly solves", true);
        const double mean_W = ratio(m_in.grid_J, m_in.hours * 3600.0);
        add("load_factor", "Load factor", ratio(mean_W, m_in.peak_W), "", "mean / peak",
            {{"mean", mean_W / 1e6, "MW"}, {"peak", m_in.peak_W / 1e6, "MW"}}, "hourly solves",
            m_in.peak_W > 0.0);
        add("compressor_free_hours", "Compressor-free hours", m_in.compressorFreeHours, "h",
            "hours in which no compressor takes power", {{"hours", m_in.hours, "h"}},
            "plant models", true);
    }

    void addTokens() {
        const bool known = m_in.tokens > 0.0;
        const double cost_eur = m_grid_kWh * m_in.energyPrice_eur_per_kWh;
        const std::string source = known ? "catalogue, benchmark " + m_in.tokensBenchmark
                                         : "catalogue: no benchmark that all racks share";
        add("tokens_per_kwh", "Tokens a kWh", ratio(m_in.tokens, m_grid_kWh), "1/kWh",
            "tokens / grid energy",
            {{"tokens", m_in.tokens, ""}, gigawattHours("grid", m_grid_kWh)}, source, known);
        add("energy_cost_per_million_tokens", "Energy cost a million tokens",
            ratio(cost_eur, m_in.tokens / 1e6), "EUR", "energy cost / (tokens / 1,000,000)",
            {{"energy cost", cost_eur / 1e6, "M EUR"}, {"tokens", m_in.tokens, ""}}, source,
            known && m_in.energyPrice_eur_per_kWh > 0.0);
    }

    const YearKpiInputs& m_in;
    double m_grid_kWh;
    double m_it_kWh;
    double m_exported_kWh;
    double m_pue;
    bool m_hasIt;
    std::vector<Kpi> m_kpis;
};

} // namespace

std::vector<Kpi> computeYearKpis(const YearKpiInputs& inputs) {
    return YearKpis(inputs).make();
}

} // namespace hallwright::economics
