#include "core/engine/live_bench.h"

#include "core/engine/campus_solver.h"
#include "core/engine/outage_drill.h"
#include "core/engine/short_circuit_study.h"
#include "core/model/edit.h"
#include "core/model/edits/arranging.h"
#include "core/model/edits/setting.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace hallwright::engine {

namespace {

constexpr int kRuns = 60;
constexpr int kAirRuns = 8;
constexpr int kDrillRuns = 3; ///< each takes a second

using Clock = std::chrono::steady_clock;

double since_ms(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

LiveBenchCase summarise(std::string name, std::size_t size, std::vector<double> times_ms) {
    std::sort(times_ms.begin(), times_ms.end());
    LiveBenchCase row;
    row.name = std::move(name);
    row.size = static_cast<int>(size);
    row.runs = static_cast<int>(times_ms.size());
    row.median_ms = times_ms[times_ms.size() / 2];
    row.p95_ms = times_ms[(times_ms.size() * 95) / 100];
    row.rate = 1000.0 / row.median_ms;
    row.rateUnit = "runs/s";
    return row;
}

/// The edits of the bench, in turn: a new load, a place 5 cm aside, and back.
class EditSource {
public:
    explicit EditSource(const model::Campus& campus) {
        for (const auto& rack : campus.racks())
            m_racks.push_back(rack.id);
    }
    model::Edit next(const model::Campus& campus) {
        const auto id = m_racks[(m_count * 7919) % m_racks.size()]; // all over the campus
        const auto* rack = campus.racks().find(id);
        const bool isMove = m_count++ % 2 == 1;
        if (!isMove)
            return model::SetRackLoad{{id}, rack->itLoad_W * 0.9};
        auto placement = rack->placement;
        placement.position_m.y += 0.05;
        return model::SetPlacement{model::entity(id), placement};
    }

private:
    std::vector<model::RackId> m_racks;
    std::size_t m_count = 0;
};

/// The short-circuit study of the whole campus, on networks that are assembled already.
LiveBenchCase benchFaultLevels(const model::Campus& campus, const catalog::Catalog& catalog) {
    const CampusIndex index(campus);
    InteriorCache interiors;
    const auto& derived = interiors.update(index, catalog);
    const auto scenario = campus.activeScenario();
    PowerAssembly power;
    power.assemble(index, catalog, derived, scenario);
    std::vector<double> times_ms;
    std::size_t buses = 0;
    for (int run = 0; run < kRuns; ++run) {
        ShortCircuitStudy study;
        const auto start = Clock::now();
        const auto levels = study.update(index, catalog, derived, power, scenario);
        times_ms.push_back(since_ms(start));
        buses = levels->buses.size() + levels->busways.size();
    }
    auto row = summarise("live.fault_levels", buses, times_ms);
    row.rateUnit = "studies/s";
    return row;
}

/// Makes the next edit that is not refused (a rack may stand too near to its neighbour).
std::optional<model::HallId> makeEdit(EditSource& edits, model::Campus& campus,
                                      const catalog::Catalog& catalog) {
    for (int attempt = 0; attempt < 100; ++attempt) {
        auto change = edits.next(campus).plan(campus, catalog);
        if (!change || change->of<model::Rack>().empty())
            continue;
        const auto hall = change->of<model::Rack>().front().after->hall;
        campus.apply(std::move(change).value());
        return hall;
    }
    return std::nullopt;
}

} // namespace

std::vector<LiveBenchCase> benchLive(const model::Campus& campus,
                                     std::shared_ptr<const catalog::Catalog> catalog,
                                     std::stop_token stop) {
    std::vector<LiveBenchCase> rows;
    if (campus.racks().isEmpty())
        return rows;
    CampusSolver solver(catalog);
    SolveRequest request;
    request.campus = campus;
    request.withAir = false;
    const auto cold = Clock::now();
    solver.solve(request, {}, stop);
    rows.push_back(summarise("live.cold_solve", campus.racks().size(), {since_ms(cold)}));

    // The first drill copies what the later ones find warm; the median tells.
    std::vector<double> drills_ms;
    const auto scenario = campus.activeScenario();
    const auto outages = trunkOutages(campus);
    for (int run = 0; run < kDrillRuns && !stop.stop_requested(); ++run) {
        const auto start = Clock::now();
        (void)solver.drill(campus, scenario, outages, stop);
        drills_ms.push_back(since_ms(start));
    }
    if (!drills_ms.empty())
        rows.push_back(summarise("drill.trunk_each", outages.size(), drills_ms));
    rows.push_back(benchFaultLevels(campus, *catalog));

    EditSource edits(campus);
    std::vector<double> times_ms;
    for (int run = 0; run < kRuns && !stop.stop_requested(); ++run) {
        if (!makeEdit(edits, request.campus, *catalog))
            break;
        ++request.revision;
        // As in the window: the next edit cancels what follows the first answer.
        std::stop_source first;
        double answered_ms = 0.0;
        const auto start = Clock::now();
        solver.solve(
            request,
            [&](const SolutionPtr&) {
                if (answered_ms == 0.0)
                    answered_ms = since_ms(start);
                first.request_stop();
            },
            first.get_token());
        times_ms.push_back(answered_ms);
    }
    if (!times_ms.empty())
        rows.push_back(summarise("live.power_coolant", campus.racks().size(), times_ms));

    times_ms.clear();
    request.withAir = true;
    for (int run = 0; run < kAirRuns && !stop.stop_requested(); ++run) {
        const auto hall = makeEdit(edits, request.campus, *catalog);
        if (!hall)
            break;
        ++request.revision;
        request.airFirst = {*hall};
        std::stop_source first;
        double answered_ms = 0.0;
        const auto start = Clock::now();
        solver.solve(
            request,
            [&](const SolutionPtr& solution) {
                const bool hasAir = solution->halls.at(*hall).hasAir;
                if (hasAir && answered_ms == 0.0) {
                    answered_ms = since_ms(start);
                    first.request_stop();
                }
                // Air stages begin with the third report; without one for this hall there is none.
                constexpr std::size_t kPowerAndCoolant = 2;
                if (!hasAir && solution->stages.size() > kPowerAndCoolant)
                    first.request_stop();
            },
            first.get_token());
        if (answered_ms > 0.0)
            times_ms.push_back(answered_ms);
    }
    if (!times_ms.empty())
        rows.push_back(summarise("live.first_air", campus.racks().size(), times_ms));
    return rows;
}

} // namespace hallwright::engine
