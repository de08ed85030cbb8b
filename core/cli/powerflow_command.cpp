#include "core/cli/powerflow_command.h"

#include "core/cli/command_output.h"
#include "core/cli/matpower_power_flow.h"
#include "core/compute/device.h"
#include "core/io/matpower/matpower_reader.h"
#include "core/solvers/power/branch_parameters.h"
#include "core/solvers/power/bridges.h"
#include "core/solvers/power/contingency.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <complex>
#include <iomanip>
#include <iostream>
#include <memory>

namespace hallwright::cli {
namespace {

using Json = nlohmann::ordered_json;

/// A solved case on its way to words and JSON.
class PowerflowReport {
public:
    explicit PowerflowReport(const MatpowerPowerFlow& run)
        : m_run(run), m_case(run.matpowerCase()), m_mapped(run.mapped()),
          m_solution(run.solution()) {}

    void takeOutEachBranch() {
        const std::vector<power::Contingency> branches =
            power::analyseAllOutages(m_run.network(), m_mapped.problem, m_run.options());
        const std::vector<power::Contingency> links =
            power::analyseLinkOutages(m_mapped.problem, m_run.options());
        m_contingencies.clear();
        for (std::size_t row = 0; row < m_case.branches.size(); ++row) {
            const int branch = m_mapped.branchOfRow[row];
            const int link = m_mapped.linkOfRow[row];
            m_contingencies.push_back(branch >= 0 ? branches[branch] : links[link]);
        }
    }

    [[nodiscard]] Json json(double solve_ms) const {
        Json json;
        json["converged"] = m_run.isSolved();
        json["status"] = m_run.infeasible().empty() ? power::toString(m_solution.status)
                                                    : "reactive limits cannot be kept";
        json["iterations"] = m_solution.iterations;
        json["max_mismatch_pu"] = m_solution.maxMismatch_pu;
        json["losses_mw"] = number(m_solution.losses_MW);
        json["losses_mvar"] = number(m_solution.losses_Mvar);
        json["solve_ms"] = solve_ms;
        if (!m_run.isSolved())
            json["message"] = problemText();
        if (m_run.enforcesLimits())
            json["limit_rounds"] = m_run.rounds();
        json["reference_buses"] = referenceBuses();
        json["bus"] = Json::array();
        for (std::size_t i = 0; i < m_case.buses.size(); ++i)
            json["bus"].push_back(
                {{"id", m_case.buses[i].id},
                 {"vm_pu", number(m_solution.vm_pu[i])},
                 {"va_deg", number(inOneTurn(power::radiansToDegrees(m_solution.va_rad[i])))}});
        json["gen"] = Json::array();
        for (std::size_t i = 0; i < m_case.generators.size(); ++i)
            json["gen"].push_back(generatorJson(i));
        json["branch"] = Json::array();
        for (std::size_t row = 0; row < m_case.branches.size(); ++row)
            json["branch"].push_back(branchJson(row));
        if (!m_contingencies.empty())
            json["contingencies"] = contingenciesJson();
        return json;
    }

    void writeSummary(double solve_ms, std::ostream& out) const {
        out << std::fixed << std::setprecision(4);
        if (!m_run.isSolved()) {
            out << problemText() << "\n";
            return;
        }
        out << "converged in " << m_solution.iterations << " iterations, " << solve_ms
            << " ms, largest mismatch " << std::scientific << std::setprecision(1)
            << m_solution.maxMismatch_pu << " pu\n"
            << std::fixed << std::setprecision(4);
        out << m_case.buses.size() << " buses (" << m_solution.deadBuses.size()
            << " without a source), " << m_case.branches.size() << " branches\n";
        out << "losses " << m_solution.losses_MW << " MW\n";
        writeExtremes(out);
        writeLimits(out);
        std::size_t counts[4] = {0, 0, 0, 0};
        for (const power::Contingency& outage : m_contingencies) {
            if (outage.result == power::ContingencyResult::Converged)
                ++counts[0];
            if (outage.result == power::ContingencyResult::Islanded)
                ++counts[1];
            if (outage.result == power::ContingencyResult::Collapsed)
                ++counts[2];
            if (outage.result == power::ContingencyResult::NotConverged)
                ++counts[3];
        }
        if (!m_contingencies.empty())
            out << "single outages: " << counts[0] << " converged, " << counts[1] << " islanded, "
                << counts[2] << " end in voltage collapse, " << counts[3] << " not converged\n";
    }

private:
    /// A number of a state that exists; null otherwise.
    [[nodiscard]] Json number(double value) const {
        return m_run.isSolved() && std::isfinite(value) ? Json(value) : Json(nullptr);
    }

    [[nodiscard]] std::string problemText() const {
        if (!m_run.infeasible().empty())
            return m_run.infeasible();
        std::string text = m_solution.message;
        if (m_solution.worstBus >= 0)
            text += " (bus number " + std::to_string(m_case.buses[m_solution.worstBus].id) + ")";
        return text;
    }

    /// (-180, 180], as MATPOWER gives angles.
    [[nodiscard]] static double inOneTurn(double angle_deg) {
        const double turned = std::remainder(angle_deg, 360.0);
        return turned == -180.0 ? 180.0 : turned;
    }

    [[nodiscard]] Json referenceBuses() const {
        Json list = Json::array();
        for (const power::Source& source : m_mapped.problem.sources)
            list.push_back(m_case.buses[source.bus].id);
        return list;
    }

    [[nodiscard]] Json generatorJson(std::size_t row) const {
        const MatpowerPowerFlow::GeneratorOutput& output = m_run.generators()[row];
        Json json = {{"bus", m_case.buses[m_case.generators[row].bus].id},
                     {"p_mw", number(output.p_MW)},
                     {"q_mvar", number(output.q_Mvar)}};
        using Limit = MatpowerPowerFlow::Limit;
        if (output.limit != Limit::None)
            json["q_limit"] = output.limit == Limit::Max ? "max" : "min";
        return json;
    }

    [[nodiscard]] Json branchJson(std::size_t row) const {
        std::complex<double> from;
        std::complex<double> to;
        if (const int branch = m_mapped.branchOfRow[row]; branch >= 0) {
            from = m_solution.sFrom_MVA[branch];
            to = m_solution.sTo_MVA[branch];
        } else {
            from = m_solution.sLink_MVA[m_mapped.linkOfRow[row]];
            to = -from;
        }
        return {{"from", m_case.buses[m_case.branches[row].from].id},
                {"to", m_case.buses[m_case.branches[row].to].id},
                {"p_from_mw", number(from.real())},
                {"q_from_mvar", number(from.imag())},
                {"p_to_mw", number(to.real())},
                {"q_to_mvar", number(to.imag())}};
    }

    [[nodiscard]] Json contingenciesJson() const {
        std::vector<int> rowOfBranch(m_mapped.problem.branches.size());
        for (std::size_t row = 0; row < m_mapped.branchOfRow.size(); ++row)
            if (const int branch = m_mapped.branchOfRow[row]; branch >= 0)
                rowOfBranch[branch] = static_cast<int>(row) + 1;
        Json list = Json::array();
        for (std::size_t row = 0; row < m_contingencies.size(); ++row) {
            const power::Contingency& outage = m_contingencies[row];
            using Result = power::ContingencyResult;
            if (outage.result == Result::OutOfService)
                continue;
            const bool solved = outage.result == Result::Converged;
            Json item = {{"branch", row + 1},
                         {"result", solved                              ? "converged"
                                    : outage.result == Result::Islanded ? "islanded"
                                                                        : "not_converged"}};
            item["vm_min_pu"] = solved ? Json(outage.vmMin_pu) : Json(nullptr);
            item["vm_min_bus"] = solved ? Json(m_case.buses[outage.vmMinBus].id) : Json(nullptr);
            item["losses_mw"] = solved ? Json(outage.losses_MW) : Json(nullptr);
            item["max_s_mva"] = solved ? Json(outage.maxPower_MVA) : Json(nullptr);
            item["max_s_branch"] = solved && outage.maxPowerBranch >= 0
                                       ? Json(rowOfBranch[outage.maxPowerBranch])
                                       : Json(nullptr);
            if (outage.result == Result::Collapsed) {
                item["status"] = power::toString(power::PowerStatus::Collapsed);
                item["collapse_share"] = outage.collapseShare;
                item["collapse_bus"] = outage.collapseBus >= 0
                                           ? Json(m_case.buses[outage.collapseBus].id)
                                           : Json(nullptr);
            }
            list.push_back(std::move(item));
        }
        return list;
    }

    void writeExtremes(std::ostream& out) const {
        int lowest = -1;
        int highest = -1;
        for (std::size_t i = 0; i < m_solution.vm_pu.size(); ++i) {
            const double vm = m_solution.vm_pu[i];
            if (std::isnan(vm))
                continue;
            if (lowest < 0 || vm < m_solution.vm_pu[lowest])
                lowest = static_cast<int>(i);
            if (highest < 0 || vm > m_solution.vm_pu[highest])
                highest = static_cast<int>(i);
        }
        if (lowest >= 0)
            out << "voltage " << m_solution.vm_pu[lowest] << " pu at bus "
                << m_case.buses[lowest].id << " to " << m_solution.vm_pu[highest] << " pu at bus "
                << m_case.buses[highest].id << "\n";
    }

    void writeLimits(std::ostream& out) const {
        using Limit = MatpowerPowerFlow::Limit;
        const auto& outputs = m_run.generators();
        const auto limited = std::count_if(outputs.begin(), outputs.end(), [](const auto& output) {
            return output.limit != Limit::None;
        });
        if (!m_run.enforcesLimits())
            return;
        out << limited << " of " << outputs.size() << " generators at a reactive limit after "
            << m_run.rounds() << " rounds; reference";
        for (const power::Source& source : m_mapped.problem.sources)
            out << " " << m_case.buses[source.bus].id;
        out << "\n";
    }

    const MatpowerPowerFlow& m_run;
    const io::MatpowerCase& m_case;
    const io::MatpowerProblem& m_mapped;
    const power::PowerSolution& m_solution;
    std::vector<power::Contingency> m_contingencies; ///< as the rows of mpc.branch
};

/// Why a case runs on the CPU although CUDA was asked for.
base::Diagnostic cudaNotice() {
    const std::string absence = compute::detectDevices().cudaAbsence;
    if (!absence.empty())
        return {"--device cuda", absence, "the case is solved on the CPU"};
    return {"--device cuda",
            "CUDA sweeps batches of load cases; one case and its single outages "
            "go through Newton's method",
            "the case is solved on the CPU"};
}

/// Names what MATPOWER would find a singular matrix for.
base::Diagnostics deadBusNotice(const MatpowerPowerFlow& run) {
    std::vector<int> dead;
    for (const int bus : run.solution().deadBuses)
        if (run.matpowerCase().buses[bus].type != io::MatpowerBusType::Isolated)
            dead.push_back(bus);
    if (dead.empty())
        return {};
    const io::MatpowerBus& first = run.matpowerCase().buses[dead.front()];
    std::string what = "bus " + std::to_string(first.id) + " has no source";
    if (dead.size() > 1)
        what += ", nor have " + std::to_string(dead.size() - 1) + " others";
    return {{"line " + std::to_string(first.line), what,
             "connect it to a reference bus (type 3), or make it isolated (type 4); it has no "
             "voltage"}};
}

} // namespace

int runPowerflow(const std::filesystem::path& casePath, const PowerflowOptions& options,
                 std::ostream& out, std::ostream& err) {
    if (options.device == "cuda")
        reportBadInput({cudaNotice()}, err);
    base::Result<io::MatpowerCase> matpowerCase = io::readMatpowerFile(casePath);
    if (!matpowerCase)
        return reportBadInput(matpowerCase.error(), err);
    if (const auto found = checkOutput(options.jsonPath); !found.empty())
        return reportBadInput(found, err);
    reportBadInput(matpowerCase->warnings, err);
    MatpowerPowerFlow run(std::move(matpowerCase).value(), options.enforceReactiveLimits
                                                               ? power::ReactiveLimits::Enforced
                                                               : power::ReactiveLimits::Ignored);
    const auto start = std::chrono::steady_clock::now();
    if (const base::Diagnostics findings = run.solve(); !findings.empty())
        return reportBadInput(findings, err);
    const std::chrono::duration<double, std::milli> elapsed =
        std::chrono::steady_clock::now() - start;
    reportBadInput(deadBusNotice(run), err);
    PowerflowReport report(run);
    if (options.contingencies && run.isSolved())
        report.takeOutEachBranch();
    if (options.jsonPath.empty())
        report.writeSummary(elapsed.count(), out);
    else if (const auto found = writeJson(report.json(elapsed.count()), options.jsonPath, out);
             !found.empty())
        return reportBadInput(found, err);
    return run.isSolved() ? kDone : kNotSound;
}

void addPowerflowCommand(CLI::App& app, int& exitCode) {
    struct Arguments {
        std::string path;
        PowerflowOptions options;
    };
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command =
        app.add_subcommand("powerflow", "Solve the AC power flow of a MATPOWER case");
    command->add_option("CASE", arguments->path, "MATPOWER case file (.m), format version 2")
        ->required();
    command->add_flag("--contingencies", arguments->options.contingencies,
                      "Take each branch out alone as well");
    command->add_flag("--q-limits", arguments->options.enforceReactiveLimits,
                      "Keep generators within their reactive power limits, as MATPOWER's "
                      "pf.enforce_q_lims does; outages keep who is at a limit");
    command
        ->add_option("--device", arguments->options.device,
                     "Where to solve; without a CUDA device the CPU is used, with a message")
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}));
    command->add_option("--json", arguments->options.jsonPath,
                        "Write the result as JSON; - is standard output");
    command->callback([arguments, &exitCode] {
        exitCode = runPowerflow(arguments->path, arguments->options, std::cout, std::cerr);
    });
}

} // namespace hallwright::cli
