#include "core/engine/short_circuit_study.h"

#include "core/base/index.h"
#include "core/engine/short_circuit_assembly.h"
#include "core/solvers/power/short_circuit/fault_formulas.h"
#include "core/solvers/power/short_circuit/short_circuit_solver.h"

#include <algorithm>
#include <cmath>

namespace hallwright::engine {

namespace {

using short_circuit::FaultCase;
using short_circuit::FaultLevel;
using short_circuit::kNone;
using short_circuit::ShortCircuitOptions;

using base::at;

/// Ik" of every bus with the ties between bus sections open: what opening them would bring.
std::vector<double> solveWithTiesOpen(const ShortCircuitAssembly& assembly,
                                      const ShortCircuitOptions& options) {
    auto problem = assembly.problem;
    for (auto tie = assembly.closedTies.rbegin(); tie != assembly.closedTies.rend(); ++tie)
        problem.links.erase(problem.links.begin() + static_cast<std::ptrdiff_t>(*tie));
    const auto open = short_circuit::solveShortCircuit(problem, options);
    std::vector<double> levels_A;
    if (open.isSolved)
        for (const auto& row : assembly.buses)
            levels_A.push_back(1e3 * open.buses[at(row.bus)].ik3_kA);
    return levels_A;
}

/// Thermal equivalent of a fault that lasts for `duration_s`: IEC 60909-0 12, Ik" sqrt(m + n) with
/// n = 1, far from generators; near to them a little too much.
double thermal_A(const FaultLevel& level, double frequency_Hz, double duration_s) {
    if (!level.isEnergised)
        return 0.0;
    if (level.isConverterFed)
        return 1e3 * level.ik3_kA;
    const double m = short_circuit::directCurrentHeat(level.kappa, frequency_Hz, duration_s);
    return 1e3 * level.ik3_kA * std::sqrt(m + 1.0);
}

FaultLevels study(const ShortCircuitAssembly& assembly) {
    FaultLevels levels;
    if (const auto findings = short_circuit::checkProblem(assembly.problem); !findings.empty()) {
        levels.message = findings.front().text();
        return levels;
    }
    ShortCircuitOptions options;
    options.rules = levels.rules;
    const auto maximum = short_circuit::solveShortCircuit(assembly.problem, options);
    if (!assembly.closedTies.empty())
        levels.withTiesOpen_A = solveWithTiesOpen(assembly, options);
    options.faultCase = FaultCase::Minimum;
    const auto minimum = short_circuit::solveShortCircuit(assembly.problem, options);
    if (!maximum.isSolved || !minimum.isSolved) {
        levels.message = maximum.isSolved ? minimum.message : maximum.message;
        return levels;
    }
    for (const auto& row : assembly.buses)
        levels.buses.push_back({row.name, row.entity, row.section, row.nominal_V,
                                maximum.buses[at(row.bus)], minimum.buses[at(row.bus)],
                                row.rating});
    for (const auto& row : assembly.busways) {
        auto& level = levels.busways.emplace_back();
        level.name = row.name;
        if (row.end == kNone)
            continue;
        level.start = maximum.buses[at(row.start)];
        level.end = minimum.buses[at(row.end)];
        level.most_A =
            maximum.buses[at(row.end)].isEnergised ? 1e3 * maximum.buses[at(row.end)].ik3_kA : 0.0;
        level.rating = row.rating;
        level.needed_A = row.needed_A;
    }
    for (const auto& row : assembly.feeders) {
        auto& level = levels.feeders.emplace_back();
        level.feeder = row.feeder;
        if (row.end == kNone || !minimum.buses[at(row.end)].isEnergised)
            continue;
        level.most_A = 1e3 * maximum.buses[at(row.end)].ik3_kA;
        level.least_A = 1e3 * minimum.buses[at(row.end)].ik2_kA;
        level.needed_A = row.needed_A;
        level.clearing_s = row.clearing_s;
        level.withstand_A = row.withstand_A;
        for (const int end : {row.start, row.end}) // whichever it is fed from
            level.thermal_A =
                std::max(level.thermal_A, thermal_A(maximum.buses[at(end)],
                                                    assembly.problem.frequency_Hz, row.clearing_s));
    }
    for (std::size_t i = 0; i < assembly.transformers.size(); ++i)
        levels.transformerCorrections.emplace_back(assembly.transformers[i],
                                                   maximum.transformerCorrections[i]);
    std::sort(levels.transformerCorrections.begin(), levels.transformerCorrections.end());
    return levels;
}

} // namespace

FaultLevels studyShortCircuit(const model::Campus& campus, const catalog::Catalog& catalog,
                              const model::Scenario& scenario) {
    const CampusIndex index(campus);
    InteriorCache interiors;
    const auto& derived = interiors.update(index, catalog);
    PowerAssembly power;
    power.assemble(index, catalog, derived, scenario);
    ShortCircuitStudy study;
    return *study.update(index, catalog, derived, power, scenario);
}

bool ShortCircuitStudy::isCurrent(const model::Campus& campus,
                                  const std::map<model::HallId, CachedInterior>& interiors,
                                  const model::Scenario& scenario) const {
    return m_levels && campus.equipment().sharesWith(m_campus.equipment()) &&
           campus.feeders().sharesWith(m_campus.feeders()) &&
           campus.substations().sharesWith(m_campus.substations()) &&
           campus.grids().sharesWith(m_campus.grids()) &&
           campus.plants().sharesWith(m_campus.plants()) &&
           campus.halls().sharesWith(m_campus.halls()) && scenario.outOfService == m_outOfService &&
           std::equal(interiors.begin(), interiors.end(), m_versions.begin(), m_versions.end(),
                      [](const auto& a, const auto& b) {
                          return a.first == b.first && a.second.version == b.second;
                      });
}

std::shared_ptr<const FaultLevels>
ShortCircuitStudy::update(const CampusIndex& index, const catalog::Catalog& catalog,
                          const std::map<model::HallId, CachedInterior>& interiors,
                          const PowerAssembly& power, const model::Scenario& scenario) {
    if (isCurrent(index.campus(), interiors, scenario))
        return m_levels;
    std::map<model::HallId, std::shared_ptr<const model::HallInterior>> derived;
    m_versions.clear();
    for (const auto& [hall, interior] : interiors) {
        derived.emplace(hall, interior.interior);
        m_versions.emplace(hall, interior.version);
    }
    m_campus = index.campus();
    m_outOfService = scenario.outOfService;
    m_levels = std::make_shared<const FaultLevels>(
        study(assembleShortCircuit(index, catalog, power, derived)));
    return m_levels;
}

} // namespace hallwright::engine
