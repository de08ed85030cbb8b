#pragma once

#include "core/catalog/catalog.h"
#include "core/economics/year_kpis.h"
#include "core/engine/intake_rises.h"
#include "core/engine/year_point.h"
#include "core/model/campus.h"
#include "core/solvers/plant/weather_year.h"

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

namespace hallwright::engine {

/// Heat that the campus sells: taken from the facility water that comes back from CDUs.
struct HeatExport {
    double capacity_W = 0.0;  ///< of the exchangers; 0: none
    double supply_K = 308.15; ///< that the customers need
    double approach_K = 3.0;  ///< of the exchangers
    /// Customers heat below `heatingBelow_K` and take all the capacity at `design_K`; straight
    /// between (heating degree hours).
    double heatingBelow_K = 288.15;
    double design_K = 266.15;
};

struct YearRequest {
    model::Campus campus;
    std::shared_ptr<const catalog::Catalog> catalog;
    plant::WeatherSeries weather;
    /// Share of each rack's load by the hour: one value, or 24 (a day), 168 (a week from Monday, 1
    /// January) or as many as the weather has hours; on top of the scenario's own.
    std::vector<double> load{1.0};
    std::optional<model::Scenario> scenario; ///< what is out of service; none: the active one
    /// Air that heat rejection takes in warmer than ambient at the scenario's full load and wind
    /// as a plume has found it (risesOf); taken in proportion to the racks' load. Empty: ambient
    /// air.
    IntakeRises intakeRises;
    HeatExport heatExport;
    std::optional<double> gridWater_m3_per_kWh;
    std::optional<double> renewableShare;
    bool solvesEveryHour = false; ///< exactly, however long that takes
    int mostSolves = 1200;
    int threads = 0; ///< 0: as many as the machine has
};

struct YearHour {
    int hourOfYear = 1;
    int month = 1;
    double dryBulb_K = 0.0;
    double wetBulb_K = 0.0;
    double load = 1.0;
    double exportedHeat_W = 0.0;
    YearPoint point; ///< residualFraction here: of this hour's own sum
};

/// A year of a campus: every hour and its sums.
struct YearResult {
    struct Month {
        double hours = 0.0;
        std::array<double, kEnergyUses> use_J{};
        double water_m3 = 0.0;
    };
    struct SetpointHours {
        YearSetpoint setpoint;
        double hoursAbove = 0.0; ///< by more than 0.05 K
        double warmest_K = 0.0;
    };
    std::string place;
    std::string weatherSource;
    int filledWeatherHours = 0;
    std::vector<YearHour> hours;
    std::array<Month, 12> months{};
    std::array<double, kEnergyUses> use_J{};
    double grid_J = 0.0;
    double onSite_J = 0.0; ///< of it: generated on the site
    double water_m3 = 0.0;
    double exportedHeat_J = 0.0;
    std::size_t peakHour = 0; ///< index in hours
    double compressorFreeHours = 0.0;
    std::vector<SetpointHours> setpoints;
    double worstResidualFraction = 0.0; ///< |grid - uses| / grid of the worst hour
    economics::YearKpiInputs sums;      ///< what KPIs are made from
    std::vector<economics::Kpi> kpis;

    int exactSolves = 0;
    /// Worst difference of interpolated and exact grid power and temperatures over `checkedHours`
    /// hours spread over the year that were solved exactly as well.
    int checkedHours = 0;
    double worstCheckedFraction = 0.0;
    double worstChecked_K = 0.0;
    bool isExhausted = false; ///< the limit of solves cut the refinement short

    [[nodiscard]] bool isEmpty() const { return hours.empty(); }
    [[nodiscard]] double energy_J(EnergyUse use) const {
        return use_J[static_cast<std::size_t>(use)];
    }
};

/// Highest value first; `of` picks the figure of an hour.
[[nodiscard]] std::vector<double> durationCurve(const YearResult& result,
                                                const std::function<double(const YearHour&)>& of);

/// Called on the calling thread with the share done (0..1).
using YearProgress = std::function<void(double)>;

/// Solves a campus for every hour of the weather by the same coupled model as CampusSolver. Hours
/// differ by outdoor air and load alone, so exact solves at places chosen by error control carry
/// the hours between them by interpolation (YearSurface): grid power and every use within about
/// 0.001 % of the grid, temperatures within 0.02 K, checked on some hours and stated. Runs on CPU
/// threads; the same input gives the same figures on the same machine. Fails where the weather does
/// not fit or a state does not converge; an empty result where it was cancelled.
[[nodiscard]] base::Result<YearResult>
runYear(const YearRequest& request, const YearProgress& onProgress = {}, std::stop_token stop = {});

} // namespace hallwright::engine
