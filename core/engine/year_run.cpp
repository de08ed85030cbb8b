#include "core/engine/year_run.h"

#include "core/compute/parallel_chunks.h"
#include "core/engine/cooler_models.h"
#include "core/engine/fluids.h"
#include "core/engine/year_sums.h"
#include "core/engine/year_surface.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <thread>

namespace hallwright::engine {

namespace {

constexpr double kPowerTolerance = 1e-5; ///< of the highest grid power
constexpr double kHeatTolerance = 1e-4;  ///< idem
constexpr double kWaterTolerance = 2e-3; ///< of the highest water use
constexpr double kTemperatureTolerance_K = 0.02;
constexpr int kCheckedHours = 6;
constexpr double kSurfaceShare = 0.97; ///< of the work; the rest is checking
/// Cooler pads switch on above a temperature: the jump lies between it and this much more.
constexpr double kJump_K = 1e-3;

enum Direction : std::size_t { kAmbient, kDepression, kLoad };

/// Places of YearPoint in the surface's values.
struct Layout {
    static constexpr std::size_t kGrid = kEnergyUses;
    static constexpr std::size_t kOnSite = kGrid + 1;
    static constexpr std::size_t kWater = kOnSite + 1;
    static constexpr std::size_t kHeat = kWater + 1;
    static constexpr std::size_t kReturn = kHeat + 1;
    static constexpr std::size_t kReused = kReturn + 1;
    static constexpr std::size_t kSupplies = kReused + 1;

    static std::vector<double> pack(const YearPoint& point) {
        std::vector<double> values(point.use_W.begin(), point.use_W.end());
        values.insert(values.end(), {point.grid_W, point.onSite_W, point.water_m3_per_s,
                                     point.liquidHeat_W, point.liquidReturn_K, point.reused_W});
        values.insert(values.end(), point.supply_K.begin(), point.supply_K.end());
        return values;
    }
    static YearPoint unpack(const std::vector<double>& values) {
        YearPoint point;
        std::copy_n(values.begin(), kEnergyUses, point.use_W.begin());
        point.grid_W = values[kGrid];
        point.onSite_W = values[kOnSite];
        point.water_m3_per_s = values[kWater];
        point.liquidHeat_W = values[kHeat];
        point.liquidReturn_K = values[kReturn];
        point.reused_W = values[kReused];
        point.supply_K.assign(values.begin() + kSupplies, values.end());
        point.isConverged = true;
        double sum_W = 0.0;
        for (const double use_W : point.use_W)
            sum_W += use_W;
        point.residualFraction = std::abs(point.grid_W - sum_W) / std::max(1.0, point.grid_W);
        return point;
    }
};

class YearRun {
public:
    YearRun(const YearRequest& request, const YearProgress& onProgress, std::stop_token stop)
        : m_request(request), m_onProgress(onProgress), m_stop(std::move(stop)),
          m_index(request.campus),
          m_scenario(request.scenario ? *request.scenario : request.campus.activeScenario()) {}

    base::Result<YearResult> run() {
        findBreaks();
        if (auto faults = checkInput(); !faults.empty())
            return faults;
        startWorkers();
        if (m_stop.stop_requested())
            return YearResult{};
        m_setpoints = setpointsOf(m_workers.front().cooling());
        const auto places = placesOfHours();
        auto points = m_request.solvesEveryHour ? solveAll(places) : interpolate(places);
        if (!m_fault.empty())
            return base::failure("year", m_fault, "Solve that state alone to see what is wrong.");
        if (points.empty() || m_stop.stop_requested())
            return YearResult{};
        collect(std::move(points));
        if (m_onProgress)
            m_onProgress(1.0);
        return std::move(m_result);
    }

private:
    using Place = YearSurface::Place;

    /// Where plants bend or jump by outdoor air, and whether any follows the wet bulb.
    void findBreaks() {
        for (const auto& unit : m_request.campus.equipment()) {
            if (const auto* chiller = m_request.catalog->chiller(unit.type)) {
                for (const double at_C :
                     {chiller->freeCoolingFullBelow_C, chiller->freeCoolingStartBelow_C})
                    if (at_C > -kZeroCelsius_K)
                        m_breaks.push_back(at_C);
            } else if (const auto* cooler = m_request.catalog->heatRejection(unit.type)) {
                m_followsWetBulb |= cooler->form != catalog::HeatRejectionForm::Dry;
                if (cooler->form == catalog::HeatRejectionForm::Adiabatic ||
                    cooler->form == catalog::HeatRejectionForm::Hybrid) {
                    const auto* plant = m_request.campus.plants().find({unit.parent.number});
                    const double wet_C = plant ? wetAbove_C(*plant, *cooler) : cooler->wetAbove_C;
                    m_breaks.push_back(wet_C);
                    m_breaks.push_back(wet_C + kJump_K);
                }
            }
        }
        for (const auto& plant : m_request.campus.plants()) {
            if (plant.supplyReset == model::SupplyReset::OutdoorAir)
                m_breaks.insert(m_breaks.end(), {plant.resetFrom_C, plant.resetTo_C});
            const auto units = m_index.equipmentOf(model::entity(plant.id));
            if (std::any_of(units.begin(), units.end(), [](const auto* unit) {
                    return unit->kind == model::EquipmentKind::HeatExchanger;
                }))
                m_breaks.insert(m_breaks.end(), {plant.reuseFull_C, plant.reuseBelow_C});
        }
        std::sort(m_breaks.begin(), m_breaks.end());
        m_breaks.erase(std::unique(m_breaks.begin(), m_breaks.end()), m_breaks.end());
    }

    base::Diagnostics checkInput() const {
        const auto& weather = m_request.weather;
        if (weather.hours.empty())
            return base::failure("weather", "has no hours", "Give a file with hourly values.");
        if (m_followsWetBulb && !weather.hasHumidity())
            return base::failure("weather",
                                 "states no humidity, and coolers of this campus use water",
                                 "Give weather with relative humidity, dew point or wet bulb.");
        const auto count = m_request.load.size();
        if (count != 1 && count != 24 && count != 168 && count != weather.hours.size())
            return base::failure("load profile",
                                 "has " + std::to_string(count) + " values for " +
                                     std::to_string(weather.hours.size()) + " hours",
                                 "Give 24 (a day), 168 (a week) or one for each hour.");
        for (const double load : m_request.load)
            if (!(load >= 0.0 && load <= 1.0))
                return base::failure("load profile", "has a share outside 0 to 1",
                                     "Give shares of the racks' load.");
        return {};
    }

    void startWorkers() {
        const auto machine = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
        m_workers.resize(
            static_cast<std::size_t>(m_request.threads > 0 ? m_request.threads : machine));
        m_workers.front().solve(m_index, *m_request.catalog, m_scenario, m_stop);
    }

    double loadAt(std::size_t hour) const {
        const auto& load = m_request.load;
        const auto ofYear = static_cast<std::size_t>(m_request.weather.hours[hour].hourOfYear - 1);
        return load.size() == m_request.weather.hours.size() ? load[hour]
                                                             : load[ofYear % load.size()];
    }

    std::vector<Place> placesOfHours() const {
        std::vector<Place> places;
        places.reserve(m_request.weather.hours.size());
        for (std::size_t i = 0; i < m_request.weather.hours.size(); ++i) {
            const auto& hour = m_request.weather.hours[i];
            Place place{};
            place[kAmbient] = toCelsius(hour.dryBulb_K);
            place[kDepression] =
                m_followsWetBulb ? std::max(0.0, hour.dryBulb_K - hour.wetBulb_K) : 0.0;
            place[kLoad] = loadAt(i);
            places.push_back(place);
        }
        return places;
    }

    YearPoint solveAt(CoupledSolve& worker, const Place& place) const {
        auto scenario = m_scenario;
        scenario.ambient_C = place[kAmbient];
        scenario.wetBulb_C = place[kAmbient] - place[kDepression];
        scenario.itLoadFraction = m_scenario.itLoadFraction * place[kLoad];
        const auto outcome = worker.solve(m_index, *m_request.catalog, scenario, m_stop,
                                          m_request.intakeRises.times(place[kLoad]));
        return yearPoint(worker, outcome, m_setpoints);
    }

    /// Exact states; empty where cancelled or where one did not converge (m_fault says which).
    std::vector<YearPoint> solveExactly(std::span<const Place> places) {
        std::vector<YearPoint> points(places.size());
        const auto workers = static_cast<int>(std::min(m_workers.size(), places.size()));
        compute::parallelChunks(workers, 1, [&](int begin, int end) {
            for (int worker = begin; worker < end; ++worker)
                for (auto i = static_cast<std::size_t>(worker);
                     i < places.size() && !m_stop.stop_requested();
                     i += static_cast<std::size_t>(workers))
                    points[i] = solveAt(m_workers[static_cast<std::size_t>(worker)], places[i]);
        });
        if (m_stop.stop_requested())
            return {};
        for (std::size_t i = 0; i < places.size(); ++i)
            if (!points[i].isConverged) {
                char text[128];
                std::snprintf(text, sizeof text,
                              "does not converge at %.1f degC, wet bulb %.1f degC, load %.0f %%",
                              places[i][kAmbient], places[i][kAmbient] - places[i][kDepression],
                              100.0 * places[i][kLoad]);
                m_fault = text;
                return {};
            }
        m_result.exactSolves += static_cast<int>(places.size());
        return points;
    }

    std::vector<YearPoint> solveAll(const std::vector<Place>& places) {
        constexpr std::size_t kBatch = 256;
        std::vector<YearPoint> points;
        for (std::size_t from = 0; from < places.size(); from += kBatch) {
            const auto batch =
                std::span(places).subspan(from, std::min(kBatch, places.size() - from));
            const auto solved = solveExactly(batch);
            if (solved.empty())
                return {};
            points.insert(points.end(), solved.begin(), solved.end());
            if (m_onProgress)
                m_onProgress(static_cast<double>(points.size()) /
                             static_cast<double>(places.size()));
        }
        return points;
    }

    static std::vector<double> tolerances(std::span<const std::vector<double>> values) {
        double grid_W = 1.0;
        double water = 0.0;
        for (const auto& point : values) {
            grid_W = std::max(grid_W, point[Layout::kGrid]);
            water = std::max(water, point[Layout::kWater]);
        }
        std::vector<double> result(values.front().size(), kTemperatureTolerance_K);
        std::fill_n(result.begin(), Layout::kOnSite + 1, kPowerTolerance * grid_W);
        result[Layout::kWater] = kWaterTolerance * std::max(water, 1e-6);
        result[Layout::kHeat] = kHeatTolerance * grid_W;
        result[Layout::kReused] = kHeatTolerance * grid_W;
        return result;
    }

    std::vector<YearPoint> interpolate(const std::vector<Place>& places) {
        YearSurface::Options options;
        options.tolerances = tolerances;
        options.breaks[kAmbient] = m_breaks;
        options.mostEvaluations = m_request.mostSolves;
        options.onProgress = [&](double share) {
            if (m_onProgress)
                m_onProgress(kSurfaceShare * share);
        };
        const YearSurface surface(places, options, [&](std::span<const Place> wanted) {
            std::vector<YearSurface::Values> values;
            for (const auto& point : solveExactly(wanted))
                values.push_back(Layout::pack(point));
            return values;
        });
        std::vector<YearPoint> points;
        if (surface.isEmpty())
            return points;
        m_result.isExhausted = surface.isExhausted();
        points.reserve(places.size());
        for (std::size_t i = 0; i < places.size(); ++i)
            points.push_back(Layout::unpack(surface.at(i)));
        check(places, points);
        return points;
    }

    /// Solves some hours exactly: every so-many-th of the hours in the order of the year.
    void check(const std::vector<Place>& places, const std::vector<YearPoint>& points) {
        std::vector<Place> chosen;
        std::vector<std::size_t> index;
        const auto count = std::min<std::size_t>(kCheckedHours, places.size());
        for (std::size_t k = 0; k < count; ++k) {
            index.push_back((2 * k + 1) * places.size() / (2 * count));
            chosen.push_back(places[index.back()]);
        }
        const auto exact = solveExactly(chosen);
        m_result.checkedHours = static_cast<int>(exact.size());
        for (std::size_t k = 0; k < exact.size(); ++k) {
            const auto& point = points[index[k]];
            m_result.worstCheckedFraction =
                std::max(m_result.worstCheckedFraction,
                         std::abs(point.grid_W - exact[k].grid_W) / std::max(1.0, exact[k].grid_W));
            for (std::size_t s = 0; s < point.supply_K.size(); ++s)
                m_result.worstChecked_K = std::max(
                    m_result.worstChecked_K, std::abs(point.supply_K[s] - exact[k].supply_K[s]));
        }
    }

    void collect(std::vector<YearPoint> points) {
        const auto& weather = m_request.weather;
        m_result.place = weather.place;
        m_result.weatherSource = weather.source;
        m_result.filledWeatherHours = weather.filledHours;
        m_result.hours.resize(points.size());
        for (std::size_t i = 0; i < points.size(); ++i) {
            auto& hour = m_result.hours[i];
            hour.hourOfYear = weather.hours[i].hourOfYear;
            hour.month = weather.hours[i].month;
            hour.dryBulb_K = weather.hours[i].dryBulb_K;
            hour.wetBulb_K = weather.hours[i].wetBulb_K;
            hour.load = loadAt(i);
            hour.point = std::move(points[i]);
            hour.exportedHeat_W = exportedHeat_W(m_request.heatExport, hour);
            if (m_request.heatExport.capacity_W <= 0.0)
                hour.exportedHeat_W = hour.point.reused_W;
        }
        sumUp(m_setpoints, m_result);
        m_result.sums = yearKpiInputs(m_request, m_result);
        m_result.kpis = economics::computeYearKpis(m_result.sums);
    }

    const YearRequest& m_request;
    const YearProgress& m_onProgress;
    std::stop_token m_stop;
    CampusIndex m_index;
    model::Scenario m_scenario;
    std::vector<double> m_breaks;
    bool m_followsWetBulb = false;
    std::vector<CoupledSolve> m_workers;
    std::vector<YearSetpoint> m_setpoints;
    std::string m_fault;
    YearResult m_result;
};

} // namespace

std::vector<double> durationCurve(const YearResult& result,
                                  const std::function<double(const YearHour&)>& of) {
    std::vector<double> values;
    values.reserve(result.hours.size());
    for (const auto& hour : result.hours)
        values.push_back(of(hour));
    std::sort(values.begin(), values.end(), std::greater<>());
    return values;
}

base::Result<YearResult> runYear(const YearRequest& request, const YearProgress& onProgress,
                                 std::stop_token stop) {
    return YearRun(request, onProgress, std::move(stop)).run();
}

} // namespace hallwright::engine
