#include "core/engine/campus_solver.h"

#include "core/compute/parallel_chunks.h"
#include "core/economics/kpi_engine.h"
#include "core/engine/air_run.h"
#include "core/engine/cooling_results.h"
#include "core/engine/cooling_system.h"
#include "core/engine/design_check.h"
#include "core/engine/energy_balance.h"
#include "core/engine/interior_cache.h"
#include "core/engine/kpi_inputs.h"
#include "core/engine/outage_drill.h"
#include "core/engine/power_assembly.h"
#include "core/engine/power_results.h"
#include "core/engine/short_circuit_study.h"
#include "core/engine/supply_drill.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace hallwright::engine {

namespace {

/// The coupling goes on until total power changes by less than this: far below the 0.01 % that an
/// engineer needs, so that the path to the answer leaves no trace in it. The losses' feedback is
/// weak (about 1e-3 a round), so a third round mostly ends it.
constexpr double kCouplingTolerance = 1e-7;
constexpr double kCouplingAccepted = 1e-4;
constexpr int kMaxRounds = 12;

class Clock {
public:
    [[nodiscard]] double elapsed_ms() const {
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - m_start)
            .count();
    }

private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

} // namespace

class CampusSolver::Private {
public:
    explicit Private(std::shared_ptr<const catalog::Catalog> catalog)
        : m_catalog(std::move(catalog)) {}

    SolutionPtr solve(const SolveRequest& request, const std::function<void(SolutionPtr)>& onStage,
                      std::stop_token stop) {
        const CampusIndex index(request.campus);
        auto solution = std::make_shared<Solution>();
        solution->revision = request.revision;
        solution->scenario = request.scenario ? *request.scenario : request.campus.activeScenario();
        solvePowerAndCoolant(index, *solution, stop);
        if (stop.stop_requested())
            return solution;
        const bool knowsLayout = m_hasLayout && request.campus == m_layoutOf;
        const auto& interiors = m_interiors.update(index, *m_catalog);
        const bool knowsFaults = m_faults.isCurrent(request.campus, interiors, solution->scenario);
        if (knowsFaults)
            solution->faultLevels = m_faults.levels();
        finish(request.campus, *solution);
        if (onStage)
            onStage(solution);
        // The layout's rules and the fault levels take long for a frame: they come with the next
        // answer, and not at all where a newer revision waits.
        if (!(knowsLayout && knowsFaults) && !stop.stop_requested()) {
            checkLayoutOf(request.campus);
            solution = std::make_shared<Solution>(*solution);
            solution->faultLevels =
                m_faults.update(index, *m_catalog, interiors, m_power, solution->scenario);
            finish(request.campus, *solution);
            if (onStage && !stop.stop_requested())
                onStage(solution);
        }
        if (stop.stop_requested())
            return solution;
        if (request.withAir && !request.campus.halls().isEmpty()) {
            AirRun run(
                m_air, request, index, *m_catalog, m_cooling,
                [&](Solution& next) { finish(request.campus, next); }, onStage);
            const auto withAir = run.run(solution, stop);
            solution = std::make_shared<Solution>(*withAir);
        }
        if (request.withOutages && solution->powerConverged && !stop.stop_requested()) {
            solution = std::make_shared<Solution>(*solution);
            addOutages(index, *solution, stop);
            finish(request.campus, *solution);
            if (onStage && !stop.stop_requested())
                onStage(solution);
        }
        return solution;
    }

    std::vector<OutageVerdict> drill(const model::Campus& campus, const model::Scenario& scenario,
                                     const std::vector<Outage>& outages,
                                     std::stop_token stop) const {
        const CampusIndex index(campus);
        const auto auxiliary = m_cooling.auxiliaryPower(index, m_power.trunk());
        return OutageDrill(index, *m_catalog, m_interiors.current(), scenario, m_power, auxiliary)
            .run(outages, stop);
    }

private:
    void addOutages(const CampusIndex& index, Solution& solution, std::stop_token stop) {
        const auto auxiliary = m_cooling.auxiliaryPower(index, m_power.trunk());
        const auto& interiors = m_interiors.current();
        for (const auto& [hall, result] : m_supply.run(
                 index, *m_catalog, interiors, solution.scenario, m_power, auxiliary, stop)) {
            solution.supply[hall] = result.hall;
            const auto racks = index.racksOf(hall);
            for (std::size_t i = 0; i < racks.size() && i < result.racks.size(); ++i)
                solution.rackSupply[racks[i]->id] = result.racks[i];
        }
        solution.outages =
            OutageDrill(index, *m_catalog, interiors, solution.scenario, m_power, auxiliary)
                .run(trunkOutages(index.campus()), stop);
    }

    void solvePowerAndCoolant(const CampusIndex& index, Solution& solution, std::stop_token stop) {
        Clock clock;
        const auto& interiors = m_interiors.update(index, *m_catalog);
        for (const auto& [hall, interior] : interiors)
            solution.interiors[hall] = interior.interior;
        m_power.assemble(index, *m_catalog, interiors, solution.scenario);
        double power_ms = clock.elapsed_ms();
        Clock coolantClock;
        m_cooling.prepare(index, *m_catalog, interiors, m_power, solution.scenario, stop);
        double coolant_ms = coolantClock.elapsed_ms();

        int powerIterations = 0;
        double previous_W = 0.0;
        bool settled = false;
        for (int round = 0; round < kMaxRounds && !settled && !stop.stop_requested(); ++round) {
            Clock c;
            m_cooling.solve(round == 0 ? m_lastLosses_W : indoorLosses(m_power), stop);
            const auto auxiliary = m_cooling.auxiliaryPower(index, m_power.trunk());
            coolant_ms += c.elapsed_ms();
            Clock p;
            powerIterations += m_power.solve(auxiliary, stop).iterations;
            const bool tapsMoved = round == 0 && !m_power.keepsTaps() && m_power.setTaps();
            const bool conductorsMoved = m_power.setConductors(index.campus(), *m_catalog);
            const double total_W = sumPower(m_power).grid_W;
            solution.couplingChangeFraction =
                std::abs(total_W - previous_W) / std::max(1.0, std::abs(total_W));
            solution.couplingRounds = round + 1;
            settled = round > 0 && !tapsMoved && !conductorsMoved &&
                      solution.couplingChangeFraction < kCouplingTolerance;
            previous_W = total_W;
            power_ms += p.elapsed_ms();
        }
        if (stop.stop_requested()) { // what was cut short has nothing to describe
            report(solution, power_ms, powerIterations, coolant_ms, true);
            return;
        }
        m_lastLosses_W = indoorLosses(m_power);
        Clock describe;
        describePower(index, m_power, solution);
        power_ms += describe.elapsed_ms();
        Clock describeCoolant;
        describeCooling(index, *m_catalog, m_cooling, solution);
        const auto auxiliary = m_cooling.auxiliaryPower(index, m_power.trunk());
        for (auto& [hall, state] : solution.halls)
            if (const auto it = auxiliary.serving.find(hall); it != auxiliary.serving.end())
                state.cooling_W = it->second;
        solution.energy = balanceEnergy(m_power, m_cooling);
        coolant_ms += describeCoolant.elapsed_ms();
        report(solution, power_ms, powerIterations, coolant_ms, false);
    }

    void report(Solution& solution, double power_ms, int iterations, double coolant_ms,
                bool stopped) {
        const auto& result = m_power.solution();
        const bool isCoupled = solution.couplingChangeFraction < kCouplingAccepted;
        const bool isEmpty = m_power.problem().buses.empty();
        solution.powerConverged = !stopped && isCoupled && (result.converged() || isEmpty);
        solution.coolantConverged = !stopped && m_cooling.isConverged();
        StageReport power;
        power.stage = Stage::Power;
        power.name = "Power";
        power.time_ms = power_ms;
        power.device = "1 thread";
        power.converged = solution.powerConverged;
        power.iterations = iterations;
        power.residual = result.maxMismatch_pu;
        power.residualUnit = "pu";
        power.detail = powerTrouble(solution, stopped, isCoupled, isEmpty);
        solution.stages.push_back(std::move(power));
        StageReport coolant;
        coolant.stage = Stage::Coolant;
        coolant.name = "Coolant";
        coolant.time_ms = coolant_ms;
        coolant.device = "1 thread";
        coolant.converged = solution.coolantConverged;
        coolant.iterations = m_cooling.iterations();
        coolant.residual = m_cooling.residual_m3_per_s();
        coolant.residualUnit = "m3/s";
        coolant.detail = stopped ? "Cancelled." : m_cooling.trouble();
        solution.stages.push_back(std::move(coolant));
    }

    std::string powerTrouble(const Solution& solution, bool stopped, bool isCoupled,
                             bool isEmpty) const {
        if (stopped)
            return "Cancelled.";
        if (!m_power.fault().empty())
            return m_power.fault();
        if (isEmpty)
            return {};
        const auto& result = m_power.solution();
        if (!result.converged())
            return result.status == power::PowerStatus::NoSource
                       ? "No grid connection feeds the campus. Place one and draw a feeder."
                       : result.message;
        if (!isCoupled) {
            char text[96];
            std::snprintf(text, sizeof text,
                          "Power and cooling still change by %.3g %% after %d rounds.",
                          100.0 * solution.couplingChangeFraction, solution.couplingRounds);
            return text;
        }
        return {};
    }

    /// KPIs and findings of what is known so far.
    void finish(const model::Campus& campus, Solution& solution) const {
        std::vector<Kpi> kpis;
        std::vector<Finding> findings;
        const Solution& solved = solution; // both only read it
        compute::parallelChunks(2, 1, [&](int begin, int end) {
            for (int task = begin; task < end; ++task)
                if (task == 0)
                    kpis = economics::computeKpis(kpiInputs(campus, *m_catalog, solved));
                else
                    findings = checkSolution(campus, *m_catalog, solved);
        });
        solution.kpis = std::move(kpis);
        solution.findings = std::move(findings);
        if (m_hasLayout && campus == m_layoutOf)
            solution.findings.insert(solution.findings.end(), m_layoutFindings.begin(),
                                     m_layoutFindings.end());
        sortFindings(solution.findings);
    }

    /// Checks the layout of a campus that is not the one checked last.
    void checkLayoutOf(const model::Campus& campus) {
        if (m_hasLayout && campus == m_layoutOf)
            return;
        m_layoutFindings = checkLayout(campus, *m_catalog);
        m_layoutOf = campus;
        m_hasLayout = true;
    }

    std::shared_ptr<const catalog::Catalog> m_catalog;
    InteriorCache m_interiors;
    PowerAssembly m_power;
    ShortCircuitStudy m_faults;
    CoolingSystem m_cooling;
    SupplyDrill m_supply;
    /// Losses that the coupling starts from: those of the last solve, which an edit hardly moves.
    std::map<model::HallId, double> m_lastLosses_W;
    AirStages m_air;
    model::Campus m_layoutOf;
    bool m_hasLayout = false;
    std::vector<Finding> m_layoutFindings;
};

CampusSolver::CampusSolver(std::shared_ptr<const catalog::Catalog> catalog)
    : m_private(std::make_unique<Private>(std::move(catalog))) {}

CampusSolver::~CampusSolver() = default;

SolutionPtr CampusSolver::solve(const SolveRequest& request,
                                const std::function<void(SolutionPtr)>& onStage,
                                std::stop_token stop) {
    return m_private->solve(request, onStage, stop);
}

std::vector<OutageVerdict> CampusSolver::drill(const model::Campus& campus,
                                               const model::Scenario& scenario,
                                               const std::vector<Outage>& outages,
                                               std::stop_token stop) const {
    return m_private->drill(campus, scenario, outages, stop);
}

} // namespace hallwright::engine
