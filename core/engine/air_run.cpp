#include "core/engine/air_run.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace hallwright::engine {

namespace {

std::string stageName(double cell_m) {
    char text[32];
    std::snprintf(text, sizeof text, "Air %.2g m", cell_m);
    return text;
}

} // namespace

AirRun::AirRun(AirStages& stages, const SolveRequest& request, const CampusIndex& index,
               const catalog::Catalog& catalog, const CoolingSystem& cooling,
               std::function<void(Solution&)> finish, std::function<void(SolutionPtr)> onStage)
    : m_stages(stages), m_request(request), m_index(index), m_catalog(catalog), m_cooling(cooling),
      m_finish(std::move(finish)), m_onStage(std::move(onStage)) {}

void AirRun::collectJobs(Solution& solution) {
    for (const auto& hall : m_index.campus().halls()) {
        const auto cooling = m_cooling.halls().find(hall.id);
        const auto interior = solution.interiors.find(hall.id);
        if (cooling == m_cooling.halls().end() || interior == solution.interiors.end())
            continue;
        auto assembly = std::make_shared<const AirAssembly>(
            assembleAir(m_index, m_catalog, cooling->second, hall, solution));
        if (!assembly->message.empty()) {
            solution.halls[hall.id].airMessage = assembly->message;
            continue;
        }
        m_jobs.push_back({{hall.id, std::move(assembly)},
                          m_request.airCells_m.empty()
                              ? airCells_m(hall.size_m, m_request.finestAirCell_m)
                              : m_request.airCells_m});
    }
    const auto& first = m_request.airFirst;
    std::stable_partition(m_jobs.begin(), m_jobs.end(), [&](const Job& job) {
        return std::find(first.begin(), first.end(), job.wanted.hall) != first.end();
    });
}

void AirRun::handOut() {
    m_finish(*m_next);
    m_last = m_next;
    if (m_onStage)
        m_onStage(m_last);
    m_next = std::make_shared<Solution>(*m_last); // what was handed out stays as it is
}

void AirRun::report(std::size_t stage, double settled, const airflow::AirflowSolution* air,
                    bool allConverged, double time_ms) {
    StageReport row;
    row.stage = stage == 0 ? Stage::AirCoarse : Stage::AirFine;
    row.name =
        stageName(m_jobs.front().cells_m[std::min(stage, m_jobs.front().cells_m.size() - 1)]);
    row.time_ms = time_ms;
    row.device = !air || air->device == "cpu" ? "CPU threads" : air->device;
    row.converged = settled >= 1.0 && allConverged;
    row.settledFraction = settled;
    row.residualUnit = "of heat";
    if (air) {
        row.iterations = air->steps;
        row.residual = std::abs(air->energyImbalance_fraction);
        if (!air->findings.empty())
            row.detail = air->findings.front().text();
    }
    constexpr std::size_t kBeforeAir = 2; // power, coolant
    m_next->stages.resize(kBeforeAir + stage);
    m_next->stages.push_back(std::move(row));
}

bool AirRun::runStage(std::size_t stage, std::stop_token stop) {
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    const auto elapsed_ms = [&] {
        return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    };
    std::vector<const Job*> jobs;
    for (const auto& job : m_jobs)
        if (stage < job.cells_m.size())
            jobs.push_back(&job);
    bool allConverged = true;
    double handedOut_ms = 0.0;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        const auto& job = *jobs[i];
        const double done = static_cast<double>(i) / static_cast<double>(jobs.size());
        const auto onProgress = [&](const airflow::AirflowSolution& air) {
            // Others' halls are not looked at: their pictures come when they are done.
            if (i > 0 || air.isFinal || !air.field || stop.stop_requested())
                return;
            describeAir(job.wanted.assembly, air, job.wanted.hall, *m_next);
            report(stage, done + air.settledFraction / static_cast<double>(jobs.size()), &air,
                   allConverged, elapsed_ms());
            handOut();
            handedOut_ms = elapsed_ms();
        };
        const auto air = m_stages.solve(job.wanted, job.cells_m[stage], onProgress, stop);
        if (!air)
            return false;
        allConverged &= air->status == airflow::AirflowStatus::Converged;
        describeAir(job.wanted.assembly, *air, job.wanted.hall, *m_next);
        m_next->halls[job.wanted.hall].airIsFinest = stage + 1 == job.cells_m.size();
        const bool isLast = i + 1 == jobs.size();
        constexpr double kPause_ms = 150.0; // halls known already come in one go
        if (isLast || i == 0 || elapsed_ms() - handedOut_ms > kPause_ms) {
            report(stage, static_cast<double>(i + 1) / static_cast<double>(jobs.size()), air.get(),
                   allConverged, elapsed_ms());
            handOut();
            handedOut_ms = elapsed_ms();
        }
    }
    return true;
}

SolutionPtr AirRun::run(SolutionPtr base, std::stop_token stop) {
    m_last = std::move(base);
    m_next = std::make_shared<Solution>(*m_last);
    m_stages.beginSolve();
    collectJobs(*m_next);
    if (m_jobs.empty()) {
        handOut();
        return m_last;
    }
    std::size_t stages = 0;
    for (const auto& job : m_jobs)
        stages = std::max(stages, job.cells_m.size());
    for (std::size_t stage = 0; stage < stages; ++stage)
        if (!runStage(stage, stop))
            break;
    return m_last;
}

} // namespace hallwright::engine
