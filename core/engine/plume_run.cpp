#include "core/engine/plume_run.h"

#include "core/engine/plume_state.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>

namespace hallwright::engine {

namespace {

constexpr double kCells[] = {45e3, 150e3}; ///< of the grids, coarse to fine
constexpr double kSettled_K = 0.1;         ///< mean change of the intakes from round to round
constexpr int kMostRounds = 6;             ///< on each grid

std::string stageName(const PlumeAssembly& assembly) {
    char text[32];
    std::snprintf(text, sizeof text, "Plume %.2g m",
                  assembly.problem.size_m.x / assembly.problem.cells[0]);
    return text;
}

/// How far the intakes would move with the sources as they have become, were the air solved again
/// [K]: they follow heat and flow of the sources about in proportion.
double expectedChange_K(const std::vector<PlumeSource>& before,
                        const std::vector<PlumeSource>& after, double meanRise_K) {
    if (before.size() != after.size())
        return HUGE_VAL;
    double heat_W = 0.0, flow = 0.0, heatChange_W = 0.0, flowChange = 0.0;
    for (std::size_t n = 0; n < before.size(); ++n) {
        if (before[n].unit != after[n].unit)
            return HUGE_VAL;
        heat_W += before[n].heat_W;
        flow += before[n].flow_m3_per_s;
        heatChange_W += std::abs(after[n].heat_W - before[n].heat_W);
        flowChange += std::abs(after[n].flow_m3_per_s - before[n].flow_m3_per_s);
    }
    return meanRise_K * (heatChange_W / heat_W + flowChange / flow);
}

} // namespace

PlumeRun::PlumeRun(PlumeStages& stages, const CampusIndex& index, const catalog::Catalog& catalog,
                   const CoolingSystem& cooling, Resolve resolve,
                   std::function<void(Solution&)> finish, std::function<void(SolutionPtr)> onStage)
    : m_stages(stages), m_index(index), m_catalog(catalog), m_cooling(cooling),
      m_resolve(std::move(resolve)), m_finish(std::move(finish)), m_onStage(std::move(onStage)) {}

void PlumeRun::handOut() {
    m_finish(*m_next);
    m_last = m_next;
    if (m_onStage)
        m_onStage(m_last);
    m_next = std::make_shared<Solution>(*m_last); // what was handed out stays as it is
}

std::shared_ptr<Solution> PlumeRun::withKeptFigures() const {
    auto shown = std::make_shared<Solution>(*m_kept);
    auto plume = std::make_shared<PlumeState>(*m_kept->plume);
    plume->field = m_next->plume->field;
    shown->plume = std::move(plume);
    shown->stages = m_next->stages;
    return shown;
}

void PlumeRun::handOutPicture() {
    if (!m_kept) {
        handOut();
        return;
    }
    m_last = withKeptFigures();
    if (m_onStage)
        m_onStage(m_last);
}

PlumeAssembly PlumeRun::assemble(double cells) const {
    return assemblePlume(m_index, m_catalog, m_next->scenario, sourcesOf(*m_next), cells);
}

std::vector<PlumeSource> PlumeRun::sourcesOf(const Solution& solution) const {
    return plumeSources(m_index, m_catalog, m_cooling, solution);
}

void PlumeRun::report(const PlumeAssembly& assembly, const airflow::AirflowSolution& air,
                      double residual_K, bool isFinest, bool isDone) {
    describePlume(assembly, air, *m_next);
    auto plume = std::make_shared<PlumeState>(*m_next->plume);
    plume->rounds = m_rounds;
    plume->residual_K = residual_K;
    plume->isFinest = isFinest;
    plume->converged = air.status == airflow::AirflowStatus::Converged && residual_K <= kSettled_K;
    if (plume->message.empty() && isDone && residual_K > kSettled_K) {
        char text[128];
        std::snprintf(text, sizeof text,
                      "Intakes of coolers still change by %.2g K on average after %d rounds "
                      "of plume and plant.",
                      residual_K, m_rounds);
        plume->message = text;
    }
    StageReport row;
    row.stage = Stage::Plume;
    row.name = stageName(assembly);
    row.time_ms = m_clock.elapsed_ms();
    row.device = air.device == "cpu" ? "CPU threads" : air.device;
    row.iterations = m_rounds;
    row.residual = residual_K;
    row.residualUnit = "K at the intakes";
    row.converged = isDone && isFinest && plume->converged;
    // Two grids; within one the share of the running mean that has settled.
    row.settledFraction =
        isDone && isFinest ? 1.0 : 0.5 * (isFinest ? 1.0 : 0.0) + 0.45 * air.settledFraction;
    row.detail = plume->message;
    m_next->plume = std::move(plume);
    std::erase_if(m_next->stages, [](const auto& s) { return s.stage == Stage::Plume; });
    m_next->stages.push_back(std::move(row));
}

bool PlumeRun::settle(double cells, bool isFinest, std::stop_token stop) {
    for (int round = 0;; ++round) {
        const auto assembly = assemble(cells);
        ++m_rounds;
        const auto onProgress = [&](const airflow::AirflowSolution& air) {
            if (air.isFinal || !air.field || stop.stop_requested())
                return;
            report(assembly, air, HUGE_VAL, isFinest, false);
            handOutPicture();
        };
        const auto air = m_stages.solve(assembly, onProgress, stop);
        if (!air)
            return false;
        const auto rises = intakeRises(assembly, *air);
        double residual_K = meanChange_K(assembly, m_rises, rises);
        bool isDone = residual_K <= kSettled_K || round + 1 == kMostRounds ||
                      air->status == airflow::AirflowStatus::Diverged ||
                      air->status == airflow::AirflowStatus::InvalidProblem;
        report(assembly, *air, residual_K, isFinest, isDone);
        if (!isDone) {
            auto next = m_resolve(*m_next, rises, stop);
            if (!next)
                return false;
            m_rises = rises;
            m_next = std::move(next);
            residual_K = expectedChange_K(assembly.sources, sourcesOf(*m_next),
                                          meanChange_K(assembly, {}, rises));
            isDone = residual_K <= kSettled_K;
            if (isDone)
                report(assembly, *air, residual_K, isFinest, true);
        }
        if (isDone) {
            if (isFinest)
                handOut();
            else
                handOutPicture();
            return !stop.stop_requested();
        }
    }
}

SolutionPtr PlumeRun::run(SolutionPtr base, std::stop_token stop) {
    m_last = std::move(base);
    m_next = std::make_shared<Solution>(*m_last);
    m_stages.beginSolve();
    // The way to the answer starts from ambient air, whatever was known before: the same campus
    // gives the same figures.
    if (m_last->plume && m_last->plume->isKept) {
        m_kept = m_last;
        m_next = m_resolve(*m_last, {}, stop);
        if (!m_next)
            return m_last;
    }
    if (sourcesOf(*m_next).empty()) {
        auto plume = std::make_shared<PlumeState>();
        plume->message = "Nothing gives heat to the outdoor air.";
        m_next->plume = std::move(plume);
        m_finish(*m_next);
        return m_next;
    }
    const auto finest = std::end(kCells) - 1;
    const auto last = assemble(*finest).problem.cells;
    for (const double* cells = std::begin(kCells); cells != finest; ++cells)
        if (assemble(*cells).problem.cells != last && !settle(*cells, false, stop))
            return m_last;
    (void)settle(*finest, true, stop);
    return m_last;
}

} // namespace hallwright::engine
