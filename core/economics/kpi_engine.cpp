#include "core/economics/kpi_engine.h"

#include "core/economics/unit_factors.h"

#include <initializer_list>
#include <utility>

namespace hallwright::economics {

namespace {

constexpr double kWattsPerMegawatt = 1e6;
constexpr double kJoulesPerKilowattHour = 3.6e6;

Kpi makeKpi(std::string id, std::string name, double value, std::string unit, std::string formula,
            std::vector<Kpi::Input> inputs, std::string source, std::string unknownBecause = {}) {
    const bool known = unknownBecause.empty();
    return {
        std::move(id),     std::move(name),   value, std::move(unit),          std::move(formula),
        std::move(inputs), std::move(source), known, std::move(unknownBecause)};
}

Kpi::Input input(std::string name, double value, std::string unit, bool known = true) {
    Kpi::Input row{std::move(name), value, std::move(unit)};
    row.known = known;
    return row;
}

double ratio(double numerator, double denominator) {
    return denominator > 0.0 ? numerator / denominator : 0.0;
}

/// The first reason there is.
std::string firstOf(std::initializer_list<std::string> reasons) {
    for (const auto& reason : reasons)
        if (!reason.empty())
            return reason;
    return {};
}

class HourKpis {
public:
    explicit HourKpis(const KpiInputs& in) : m_in(in) {
        if (!in.powerKnown)
            m_noPower = "the power flow has not been solved";
        m_noWhole = firstOf({m_noPower, in.coolantKnown ? "" : "cooling has not been solved"});
        m_noIt = firstOf({m_noWhole, in.it_W > 0.0 ? "" : "no rack takes power"});
    }

    std::vector<Kpi> make() {
        addPower();
        addLimits();
        addValue();
        return std::move(m_kpis);
    }

private:
    template <class... Args>
    void add(Args&&... args) {
        m_kpis.push_back(makeKpi(std::forward<Args>(args)...));
    }
    Kpi::Input grid() const {
        return input("grid", m_in.grid_W / kWattsPerMegawatt, "MW", m_noWhole.empty());
    }
    Kpi::Input it() const {
        return input("IT", m_in.it_W / kWattsPerMegawatt, "MW", m_in.powerKnown);
    }
    Kpi::Input cooling() const {
        return input("cooling", m_in.cooling_W / kWattsPerMegawatt, "MW", m_in.coolantKnown);
    }
    Kpi::Input losses() const {
        return input("losses", m_in.loss_W / kWattsPerMegawatt, "MW", m_in.powerKnown);
    }
    Kpi::Input placed() const {
        return input("IT load placed", m_in.installedIt_W / kWattsPerMegawatt, "MW");
    }

    void addPower() {
        const double itEnergy_kWh_per_s = m_in.it_W / kJoulesPerKilowattHour;
        const double pue = ratio(m_in.grid_W, m_in.it_W);
        add("it_power", "IT power", m_in.it_W / kWattsPerMegawatt, "MW",
            "sum of the racks' intake power", std::vector{input("racks", m_in.racks, ""), placed()},
            "boundary: rack intake, ISO/IEC 30134-2 category 3", m_noPower);
        add("grid_power", "Grid power", m_in.grid_W / kWattsPerMegawatt, "MW",
            "IT + cooling + losses", std::vector{it(), cooling(), losses()},
            "power flow, at the grid connections", m_noWhole);
        add("pue", "PUE, solved hour", pue, "", "grid / IT", std::vector{grid(), it()},
            "ISO/IEC 30134-2, over one hour", m_noIt);
        add("wue", "WUE, solved hour",
            ratio(m_in.water_m3_per_s * kLitresPerCubicMetre, itEnergy_kWh_per_s), "L/kWh",
            "water / IT",
            std::vector{
                input("water", m_in.water_m3_per_s * 3600.0, "m\u00b3/h", m_in.coolantKnown), it()},
            "ISO/IEC 30134-9, over one hour", m_noIt);
        if (m_in.heatReused_W > 0.0) {
            const double erf = ratio(m_in.heatReused_W, m_in.grid_W);
            const auto reused = input("heat reused", m_in.heatReused_W / kWattsPerMegawatt, "MW");
            add("erf", "ERF, solved hour", erf, "", "heat reused / grid",
                std::vector{reused, grid()}, "ISO/IEC 30134-6, over one hour", m_noWhole);
            add("ere", "ERE, solved hour", (1.0 - erf) * pue, "",
                "(1 - ERF) x PUE = (grid - heat reused) / IT", std::vector{grid(), reused, it()},
                "The Green Grid WP29, over one hour", m_noIt);
        }
        add("losses", "Electrical losses", m_in.loss_W / kWattsPerMegawatt, "MW",
            "cables + transformers + UPS + busways", std::vector{losses(), grid()},
            "power flow, sum over all branches", m_noPower);
        add("cooling_power", "Cooling power", m_in.cooling_W / kWattsPerMegawatt, "MW",
            "pumps + fans + compressors", std::vector{cooling(), it()},
            "plant models at the solved hour",
            m_in.coolantKnown ? std::string() : "cooling has not been solved");
        const bool hasCarbon = m_in.gridCarbon_kg_per_kWh > 0.0;
        add("cue", "CUE, solved hour", pue * m_in.gridCarbon_kg_per_kWh, "kg/kWh",
            "PUE x carbon of the grid",
            std::vector{
                input("PUE", pue, "", m_noIt.empty()),
                input("carbon of the grid", m_in.gridCarbon_kg_per_kWh, "kg/kWh", hasCarbon)},
            "ISO/IEC 30134-8, all energy from the grid",
            firstOf({m_noIt, hasCarbon ? "" : "the site states no carbon of its grid"}));
        const bool hasPrice = m_in.energyPrice_eur_per_kWh > 0.0;
        add("energy_cost", "Energy cost", m_in.grid_W / 1000.0 * m_in.energyPrice_eur_per_kWh,
            "EUR/h", "grid x price of energy",
            std::vector{grid(), input("price of energy", m_in.energyPrice_eur_per_kWh, "EUR/kWh",
                                      hasPrice)},
            "price of the site",
            firstOf({m_noWhole, hasPrice ? "" : "the site states no price of energy"}));
    }

    void addLimits() {
        add("worst_inlet", "Worst air inlet", m_in.worstInlet_C.value_or(0.0), "\u00b0C",
            "highest mean inlet of a rack",
            std::vector{input(m_in.worstInletName, m_in.worstInlet_C.value_or(0.0), "\u00b0C",
                              m_in.worstInlet_C.has_value())},
            "air solution of the halls that have answered",
            m_in.worstInlet_C ? std::string() : "no hall's air has been solved");
        const double loading = 100.0 * m_in.worstBranchLoading.value_or(0.0);
        add("worst_branch", "Worst branch loading", loading, "%",
            "highest current or power over rating",
            std::vector{
                input(m_in.worstBranchName, loading, "%", m_in.worstBranchLoading.has_value())},
            "power flow: feeders, transformers, busways",
            firstOf({m_noPower, m_in.worstBranchLoading ? "" : "nothing carries current"}));
        add("coolant_margin", "Coolant margin", m_in.coolantMargin_K.value_or(0.0), "K",
            "least of highest allowed supply - supply",
            std::vector{input(m_in.coolantMarginName, m_in.coolantMargin_K.value_or(0.0), "K",
                              m_in.coolantMargin_K.has_value())},
            "coolant solution against the limit of each rack type",
            m_in.coolantKnown && m_in.coolantMargin_K
                ? std::string()
                : "no liquid-cooled rack's coolant has been solved");
        addIntakes();
    }

    /// Air of the campus that its own heat rejection takes in again.
    void addIntakes() {
        const bool isKnown = m_in.worstIntakeRise_K.has_value();
        const std::string unknown = isKnown ? "" : "the air over the campus has not been solved";
        add("worst_intake", "Worst cooler intake", m_in.worstIntakeRise_K.value_or(0.0), "K",
            "highest intake of a heat-rejection unit - ambient",
            std::vector{
                input(m_in.worstIntakeName, m_in.worstIntakeRise_K.value_or(0.0), "K", isKnown),
                input("its air that has come back", 100.0 * m_in.worstIntakeShare, "%", isKnown)},
            "air over the campus at the scenario's wind", unknown);
        add("recirculation", "Recirculation outdoors", 100.0 * m_in.meanIntakeShare, "%",
            "(intake - ambient) / (discharge - ambient), mean over units by airflow",
            std::vector{input("mean intake above ambient", m_in.meanIntakeRise_K, "K", isKnown)},
            "air over the campus at the scenario's wind", unknown);
    }

    void addValue() {
        add("racks", "Racks", static_cast<double>(m_in.racks), "", "racks placed",
            std::vector{input("accelerators", m_in.accelerators, "")}, "the campus");
        addTokens();
        const CapexTally& capex = m_in.capex;
        add("capex_without_it", "Equipment price without IT",
            ratio(capex.price_eur / 1e6, m_in.installedIt_W / kWattsPerMegawatt), "M EUR/MW",
            "catalogue prices of all but racks / IT load placed",
            std::vector{input("price", capex.price_eur / 1e6, "M EUR"), placed(),
                        input("of the price estimates", capex.estimated_eur / 1e6, "M EUR"),
                        input("items with a price", capex.priced, ""),
                        input("items without a price", capex.unpriced, "")},
            "catalogue, indicative, without tax, building, land and installation",
            firstOf({capex.priced > 0.0 ? "" : "nothing that is placed has a price",
                     m_in.installedIt_W > 0.0 ? "" : "no rack is placed"}));
    }

    /// Each model stands by itself; the sum is known where all racks are of one.
    void addTokens() {
        const auto* model = m_in.powerKnown ? m_in.tokens.single() : nullptr;
        const double rate_per_s = model ? model->rate_per_s : 0.0;
        const auto unknown = firstOf({m_noPower, m_in.tokens.unknownBecause()});
        const std::string source = model ? m_in.tokens.source() : "catalogue";
        std::vector<Kpi::Input> rates;
        for (const auto& of : m_in.tokens.models)
            rates.push_back(
                input(of.name + ", " + std::to_string(of.racks) + " racks", of.rate_per_s, "1/s"));
        if (model && model->estimated_per_s > 0.0)
            rates.push_back(input("of it no measurement", model->estimated_per_s, "1/s"));
        if (rates.empty())
            rates.push_back(input("racks", m_in.racks, ""));
        add("tokens_per_s", "Tokens a second", rate_per_s, "1/s",
            "sum over powered racks of the type's rate x load share", std::move(rates), source,
            unknown);
        add("tokens_per_joule", "Tokens a joule", ratio(rate_per_s, m_in.grid_W), "1/J",
            "tokens a second / grid",
            std::vector{input("tokens a second", rate_per_s, "1/s", model != nullptr), grid()},
            source,
            firstOf({unknown, m_noWhole, m_in.grid_W > 0.0 ? "" : "the grid feeds nothing"}));
    }

    const KpiInputs& m_in;
    std::string m_noPower; ///< why figures of power, of all and per IT are unknown; empty: known
    std::string m_noWhole;
    std::string m_noIt;
    std::vector<Kpi> m_kpis;
};

} // namespace

std::vector<Kpi> computeKpis(const KpiInputs& inputs) {
    return HourKpis(inputs).make();
}

} // namespace hallwright::economics
