#include "core/engine/campus_solver.h"

#include "core/compute/parallel_chunks.h"
#include "core/economics/kpi_engine.h"
#include "core/engine/air_run.h"
#include "core/engine/capex_count.h"
#include "core/engine/clock.h"
#include "core/engine/cooling_results.h"
#include "core/engine/coupled_solve.h"
#include "core/engine/design_check.h"
#include "core/engine/energy_balance.h"
#include "core/engine/kept_air.h"
#include "core/engine/kpi_inputs.h"
#include "core/engine/outage_drill.h"
#include "core/engine/plume_run.h"
#include "core/engine/plume_state.h"
#include "core/engine/power_results.h"
#include "core/engine/short_circuit_study.h"
#include "core/engine/supply_drill.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace hallwright::engine {

class CampusSolver::Private {
public:
    void setAirDevice(airflow::AirDeviceWish wish) { m_airDevice.set(wish); }
    explicit Private(std::shared_ptr<const catalog::Catalog> catalog)
        : m_catalog(std::move(catalog)) {}

    SolutionPtr solve(const SolveRequest& request, const std::function<void(SolutionPtr)>& onStage,
                      std::stop_token stop) {
        const CampusIndex index(request.campus);
        auto solution = std::make_shared<Solution>();
        solution->revision = request.revision;
        solution->scenario = request.scenario ? *request.scenario : request.campus.activeScenario();
        // Until the air over this campus is known, coolers take in what they took in before the
        // edit: figures would jump to those of ambient air and back.
        const bool keepsIntakes = request.withAir && request.withPlume && m_lastPlume &&
                                  hasSameWeather(m_lastPlume->scenario, solution->scenario);
        solvePowerAndCoolant(index, *solution, keepsIntakes ? risesOf(*m_lastPlume) : IntakeRises(),
                             stop);
        if (stop.stop_requested())
            return solution;
        if (keepsIntakes)
            keepPlume(*m_lastPlume, *solution);
        const bool knowsLayout = m_hasLayout && request.campus == m_layoutOf;
        const auto& interiors = m_coupled.interiors();
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
            solution->faultLevels = m_faults.update(index, *m_catalog, interiors, m_coupled.power(),
                                                    solution->scenario);
            finish(request.campus, *solution);
            if (onStage && !stop.stop_requested())
                onStage(solution);
        }
        if (stop.stop_requested())
            return solution;
        if (request.withAir && !request.campus.halls().isEmpty()) {
            AirRun run(
                m_air, request, index, *m_catalog, m_coupled.cooling(),
                [&](Solution& next) { finish(request.campus, next); }, onStage);
            const auto withAir = run.run(solution, stop);
            solution = std::make_shared<Solution>(*withAir);
        }
        if (request.withAir && request.withPlume && solution->powerConverged &&
            solution->coolantConverged && !stop.stop_requested()) {
            PlumeRun run(
                m_plume, index, *m_catalog, m_coupled.cooling(),
                [&](const Solution& before, const IntakeRises& rises, std::stop_token s) {
                    return solveWarmed(index, before, rises, s);
                },
                [&](Solution& next) { finish(request.campus, next); }, onStage);
            const auto withPlume = run.run(solution, stop);
            solution = std::make_shared<Solution>(*withPlume);
            if (solution->plume && solution->plume->isFinest && !solution->plume->isKept) {
                if (!stop.stop_requested() && suppliesMoved(index, *solution))
                    solution = solveAirAgain(request, index, *solution, onStage, stop);
                m_lastPlume = solution;
            }
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
        const auto& power = m_coupled.power();
        const auto auxiliary = m_coupled.cooling().auxiliaryPower(index, power.trunk());
        auto verdicts =
            OutageDrill(index, *m_catalog, m_coupled.interiors(), scenario, power, auxiliary)
                .run(outages, stop);
        std::vector<OutageVerdict*> all;
        for (auto& verdict : verdicts)
            all.push_back(&verdict);
        followCooling(index, *m_catalog, scenario, std::move(all), stop);
        return verdicts;
    }

private:
    void addOutages(const CampusIndex& index, Solution& solution, std::stop_token stop) {
        const auto& power = m_coupled.power();
        const auto auxiliary = m_coupled.cooling().auxiliaryPower(index, power.trunk());
        const auto& interiors = m_coupled.interiors();
        for (const auto& [hall, result] : m_supply.run(index, *m_catalog, interiors,
                                                       solution.scenario, power, auxiliary, stop)) {
            solution.supply[hall] = result.hall;
            const auto racks = index.racksOf(hall);
            for (std::size_t i = 0; i < racks.size() && i < result.racks.size(); ++i)
                solution.rackSupply[racks[i]->id] = result.racks[i];
        }
        solution.outages =
            OutageDrill(index, *m_catalog, interiors, solution.scenario, power, auxiliary)
                .run(trunkOutages(index.campus()), stop);
        // Where racks lose their supply the verdict stands already.
        std::vector<OutageVerdict*> open;
        for (auto& verdict : solution.outages)
            if (verdict.racksLost == 0)
                open.push_back(&verdict);
        followCooling(index, *m_catalog, solution.scenario, std::move(open), stop);
    }

    void solvePowerAndCoolant(const CampusIndex& index, Solution& solution,
                              const IntakeRises& rises, std::stop_token stop) {
        const auto outcome = m_coupled.solve(index, *m_catalog, solution.scenario, stop, rises);
        for (const auto& [hall, interior] : m_coupled.interiors())
            solution.interiors[hall] = interior.interior;
        if (stop.stop_requested()) { // what was cut short has nothing to describe
            report(solution, outcome, outcome.power_ms, outcome.coolant_ms, true);
            return;
        }
        describeNetworks(index, outcome, solution);
    }

    /// Whether warmed intakes have moved the supply of air units away from what a hall's air was
    /// solved with.
    [[nodiscard]] bool suppliesMoved(const CampusIndex& index, const Solution& solution) const {
        constexpr double kMoved_K = 0.1;
        const auto& cooled = m_coupled.cooling().halls();
        for (const auto& hall : index.campus().halls()) {
            const auto state = solution.halls.find(hall.id);
            const auto cooling = cooled.find(hall.id);
            if (state == solution.halls.end() || !state->second.airProblem ||
                cooling == cooled.end())
                continue;
            const auto now = assembleAir(index, *m_catalog, cooling->second, hall, solution);
            const auto& before = state->second.airProblem->problem.airUnits;
            const auto& after = now.problem.airUnits;
            for (std::size_t n = 0; n < std::min(before.size(), after.size()); ++n)
                if (std::abs(after[n].supply_K - before[n].supply_K) > kMoved_K)
                    return true;
        }
        return false;
    }

    /// The halls' air with the supplies that the plume has led to; the plume stays as it is.
    std::shared_ptr<Solution> solveAirAgain(const SolveRequest& request, const CampusIndex& index,
                                            const Solution& before,
                                            const std::function<void(SolutionPtr)>& onStage,
                                            std::stop_token stop) {
        auto base = std::make_shared<Solution>(before);
        std::vector<StageReport> plume;
        for (const auto& stage : base->stages)
            if (stage.stage == Stage::Plume)
                plume.push_back(stage);
        const auto finishAll = [&](Solution& next) { // keeps the row that the air has cut off
            std::erase_if(next.stages, [](const auto& s) { return s.stage == Stage::Plume; });
            next.stages.insert(next.stages.end(), plume.begin(), plume.end());
            finish(request.campus, next);
        };
        AirRun run(m_air, request, index, *m_catalog, m_coupled.cooling(), finishAll, onStage);
        return std::make_shared<Solution>(*run.run(std::move(base), stop));
    }

    /// Power and coolant once more, with warmed intakes, and what else is known.
    std::shared_ptr<Solution> solveWarmed(const CampusIndex& index, const Solution& before,
                                          const IntakeRises& rises, std::stop_token stop) {
        const auto outcome = m_coupled.solveWarmed(index, *m_catalog, rises, stop);
        if (stop.stop_requested())
            return nullptr;
        auto solution = std::make_shared<Solution>();
        solution->revision = before.revision;
        solution->scenario = before.scenario;
        solution->interiors = before.interiors;
        solution->faultLevels = before.faultLevels;
        describeNetworks(index, outcome, *solution);
        keepAir(before, *solution);
        return solution;
    }

    void describeNetworks(const CampusIndex& index, const CoupledSolve::Outcome& outcome,
                          Solution& solution) {
        solution.couplingRounds = outcome.rounds;
        solution.couplingChangeFraction = outcome.changeFraction;
        Clock describe;
        const auto& power = m_coupled.power();
        const auto& cooling = m_coupled.cooling();
        describePower(index, power, solution);
        const double power_ms = outcome.power_ms + describe.elapsed_ms();
        Clock describeCoolant;
        describeCooling(index, *m_catalog, cooling, solution);
        const auto auxiliary = cooling.auxiliaryPower(index, power.trunk());
        for (auto& [hall, state] : solution.halls)
            if (const auto it = auxiliary.serving.find(hall); it != auxiliary.serving.end())
                state.cooling_W = it->second;
        solution.energy = balanceEnergy(power, cooling);
        const double coolant_ms = outcome.coolant_ms + describeCoolant.elapsed_ms();
        report(solution, outcome, power_ms, coolant_ms, false);
    }

    void report(Solution& solution, const CoupledSolve::Outcome& outcome, double power_ms,
                double coolant_ms, bool stopped) {
        const auto& cooling = m_coupled.cooling();
        const auto& result = m_coupled.power().solution();
        const bool isCoupled = outcome.isCoupled;
        const bool isEmpty = m_coupled.power().problem().buses.empty();
        solution.powerConverged = !stopped && isCoupled && (result.converged() || isEmpty);
        solution.coolantConverged = !stopped && cooling.isConverged();
        StageReport power;
        power.stage = Stage::Power;
        power.name = "Power";
        power.time_ms = power_ms;
        power.device = "1 thread";
        power.converged = solution.powerConverged;
        power.iterations = outcome.powerIterations;
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
        coolant.iterations = cooling.iterations();
        coolant.residual = cooling.residual_m3_per_s();
        coolant.residualUnit = "m3/s";
        coolant.detail = stopped ? "Cancelled." : cooling.trouble();
        solution.stages.push_back(std::move(coolant));
    }

    std::string powerTrouble(const Solution& solution, bool stopped, bool isCoupled,
                             bool isEmpty) const {
        if (stopped)
            return "Cancelled.";
        if (!m_coupled.power().fault().empty())
            return m_coupled.power().fault();
        if (isEmpty)
            return {};
        const auto& result = m_coupled.power().solution();
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
    void finish(const model::Campus& campus, Solution& solution) {
        std::vector<Kpi> kpis;
        std::vector<Finding> findings;
        const Solution& solved = solution; // both only read it
        compute::parallelChunks(2, 1, [&](int begin, int end) {
            for (int task = begin; task < end; ++task)
                if (task == 0)
                    kpis = economics::computeKpis(
                        kpiInputs(campus, *m_catalog, solved,
                                  m_capex.of(campus, *m_catalog, solved.interiors)));
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
    CoupledSolve m_coupled;
    ShortCircuitStudy m_faults;
    SupplyDrill m_supply;
    AirDeviceChoice m_airDevice;
    AirStages m_air{m_airDevice};
    CapexCount m_capex;
    PlumeStages m_plume{m_airDevice};
    SolutionPtr m_lastPlume; ///< with intakes of the finest cells; null: none yet
    model::Campus m_layoutOf;
    bool m_hasLayout = false;
    std::vector<Finding> m_layoutFindings;
};

CampusSolver::CampusSolver(std::shared_ptr<const catalog::Catalog> catalog)
    : m_private(std::make_unique<Private>(std::move(catalog))) {}

CampusSolver::~CampusSolver() = default;

void CampusSolver::setAirDevice(airflow::AirDeviceWish wish) {
    m_private->setAirDevice(wish);
}

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
