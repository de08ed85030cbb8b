#include "core/cli/short_circuit_command.h"

#include "core/cli/campus_input.h"
#include "core/cli/command_output.h"
#include "core/engine/clock.h"
#include "core/engine/short_circuit_json.h"
#include "core/engine/short_circuit_study.h"
#include "core/io/short_circuit_case/short_circuit_case.h"
#include "core/solvers/power/short_circuit/short_circuit_solver.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <memory>
#include <sstream>
#include <vector>

namespace hallwright::cli {

namespace {

using Json = nlohmann::ordered_json;
using short_circuit::FaultLevel;

/// One bus of the answer, of a campus or of a network.
struct BusAnswer {
    std::string name;
    std::string id;
    double nominal_kV = 0.0;
    FaultLevel maximum, minimum;
    Json json;
};

struct Answer {
    std::vector<BusAnswer> buses;
    Json json;
    std::string message; ///< why there is none
};

const char* word(short_circuit::PeakMethod method) {
    switch (method) {
    case short_circuit::PeakMethod::Ratio:
        return "ratio";
    case short_circuit::PeakMethod::RatioWithSafety:
        return "b";
    case short_circuit::PeakMethod::EquivalentFrequency:
        break;
    }
    return "c";
}

void describe(Json& json, const short_circuit::ShortCircuitOptions& study) {
    const bool isNarrow = study.rules.tolerance == short_circuit::LowVoltageTolerance::SixPercent;
    json["standard"] = study.rules.edition == short_circuit::Edition::Iec2016 ? "IEC 60909-0:2016"
                                                                              : "IEC 60909-0:2001";
    json["low_voltage_tolerance_percent"] = isNarrow ? 6 : 10;
    json["peak_method"] = word(study.peakMethod);
    json["breaker_delay_s"] = study.breakerDelay_s;
    json["thermal_duration_s"] = study.thermalDuration_s;
}

void addFactors(Json& json, const char* key, const std::vector<std::string>& names,
                const std::vector<double>& factors, const char* factorKey) {
    if (names.empty())
        return;
    json[key] = Json::array();
    for (std::size_t i = 0; i < names.size(); ++i)
        json[key].push_back({{"id", names[i]}, {factorKey, factors[i]}});
}

Answer studyNetwork(const io::ShortCircuitCase& network,
                    const ShortCircuitCommandOptions& options) {
    auto study = options.study;
    if (network.tolerance && !options.toleranceIsGiven)
        study.rules.tolerance = *network.tolerance;
    const engine::Clock clock;
    study.faultCase = short_circuit::FaultCase::Maximum;
    const auto maximum = short_circuit::solveShortCircuit(network.problem, study);
    study.faultCase = short_circuit::FaultCase::Minimum;
    const auto minimum = short_circuit::solveShortCircuit(network.problem, study);
    Answer answer;
    if (!maximum.isSolved || !minimum.isSolved) {
        answer.message = maximum.isSolved ? minimum.message : maximum.message;
        return answer;
    }
    answer.json["name"] = network.name;
    describe(answer.json, study);
    answer.json["solve_ms"] = clock.elapsed_ms();
    addFactors(answer.json, "transformers", network.transformers, maximum.transformerCorrections,
               "k_t");
    addFactors(answer.json, "generators", network.generators, maximum.generatorCorrections, "k_g");
    for (std::size_t i = 0; i < network.buses.size(); ++i) {
        const double nominal_kV = network.problem.buses[i].nominal_kV;
        BusAnswer bus{network.buses[i], network.buses[i], nominal_kV,
                      maximum.buses[i], minimum.buses[i], Json::object()};
        bus.json["id"] = bus.id;
        bus.json["un_kv"] = nominal_kV;
        engine::addCurrents(bus.json, bus.maximum, bus.minimum);
        answer.buses.push_back(std::move(bus));
    }
    return answer;
}

Answer studyCampus(const CampusInput& input, const model::Scenario& scenario) {
    const engine::Clock clock;
    const auto levels = engine::studyShortCircuit(input.campus, *input.catalog, scenario);
    Answer answer;
    answer.message = levels.message;
    answer.json["name"] = input.campus.site().name;
    answer.json["scenario"] = scenario.name;
    short_circuit::ShortCircuitOptions study;
    study.rules = levels.rules;
    describe(answer.json, study);
    answer.json["solve_ms"] = clock.elapsed_ms();
    answer.json["assumptions"] = engine::faultAssumptions(levels);
    answer.json["transformers"] = Json::array();
    for (const auto& [id, k] : levels.transformerCorrections)
        answer.json["transformers"].push_back(
            {{"id", id.number}, {"name", input.campus.nameOf(model::entity(id))}, {"k_t", k}});
    for (const auto& level : levels.buses) {
        BusAnswer bus{level.name,
                      std::to_string(level.entity.number),
                      level.nominal_V / 1e3,
                      level.maximum,
                      level.minimum,
                      Json::object()};
        bus.json["id"] = level.entity.number;
        bus.json["name"] = level.name;
        bus.json["un_kv"] = bus.nominal_kV;
        engine::addFaultLevel(bus.json, level);
        answer.buses.push_back(std::move(bus));
    }
    answer.json["busways"] = Json::array();
    for (const auto& level : levels.busways) {
        Json row{{"name", level.name}};
        engine::addFaultLevel(row, level);
        answer.json["busways"].push_back(std::move(row));
    }
    return answer;
}

/// Keeps the wanted bus alone; a finding where there is none.
base::Diagnostics choose(Answer& answer, const std::string& wanted) {
    if (wanted.empty())
        return {};
    std::erase_if(answer.buses,
                  [&](const BusAnswer& bus) { return bus.name != wanted && bus.id != wanted; });
    if (!answer.buses.empty())
        return {};
    return base::failure("--bus", "there is no bus \"" + wanted + "\"",
                         "Name one by the id or name that the command prints without --bus.");
}

std::string figure(double value) {
    if (!std::isfinite(value))
        return "\u2013";
    std::ostringstream text;
    text << std::fixed << std::setprecision(3) << value;
    return text.str();
}

void printTable(const Answer& answer, std::ostream& out) {
    out << "bus; Un kV; Ik3 max, Ik1 max, ip, Ib, Ith, Ik3 min, Ik1 min (kA); kappa\n";
    for (const auto& bus : answer.buses) {
        out << bus.name << "; " << bus.nominal_kV << "; ";
        if (!bus.maximum.isEnergised) {
            out << "nothing feeds it\n";
            continue;
        }
        const auto &most = bus.maximum, &least = bus.minimum;
        for (const double value : {most.ik3_kA, most.ik1_kA, most.ip_kA, most.ib_kA, most.ith_kA,
                                   least.ik3_kA, least.ik1_kA})
            out << figure(value) << "  ";
        out << "; " << figure(most.kappa) << '\n';
    }
}

/// Whether the text is a campus: its first member says so.
bool isCampusFile(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::string head(4096, '\0');
    file.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(file.gcount()));
    return head.find("\"hallwright-campus\"") != std::string::npos;
}

} // namespace

int runShortCircuit(const std::filesystem::path& path, const ShortCircuitCommandOptions& options,
                    std::ostream& out, std::ostream& err) {
    if (const auto found = checkOutput(options.jsonPath); !found.empty())
        return reportBadInput(found, err);
    Answer answer;
    if (isCampusFile(path)) {
        auto input = readCampusInput(path);
        if (!input)
            return reportBadInput(input.error(), err);
        const auto scenario = scenarioNamed(input->campus, options.scenario);
        if (!scenario)
            return reportBadInput(scenario.error(), err);
        answer = studyCampus(*input, *scenario);
    } else {
        const auto network = io::readShortCircuitCaseFile(path);
        if (!network)
            return reportBadInput(network.error(), err);
        if (const auto found = short_circuit::checkProblem(network->problem); !found.empty())
            return reportBadInput(found, err);
        answer = studyNetwork(*network, options);
    }
    if (!answer.message.empty()) {
        err << answer.message << '\n';
        return kNotSound;
    }
    if (const auto found = choose(answer, options.bus); !found.empty())
        return reportBadInput(found, err);
    if (options.jsonPath.empty()) {
        printTable(answer, out);
        return kDone;
    }
    answer.json["buses"] = Json::array();
    for (auto& bus : answer.buses)
        answer.json["buses"].push_back(std::move(bus.json));
    if (const auto found = writeJson(answer.json, options.jsonPath, out); !found.empty())
        return reportBadInput(found, err);
    return kDone;
}

void addShortCircuitCommand(CLI::App& app, int& exitCode) {
    struct Arguments {
        std::string path;
        int tolerance = 10;
        int edition = 2016;
        std::string peak = "c";
        ShortCircuitCommandOptions options;
    };
    auto arguments = std::make_shared<Arguments>();
    auto& options = arguments->options;
    auto* command =
        app.add_subcommand("shortcircuit", "Fault currents by IEC 60909-0 at every bus");
    command->add_option("FILE", arguments->path, "Campus (.hallwright) or network as JSON")
        ->required();
    command->add_option("--bus", options.bus, "One bus alone, by id or name");
    command->add_option("--scenario", options.scenario, "Scenario of a campus by name");
    command->add_option("--json", options.jsonPath, "File for the results; - is standard output");
    auto* tolerance = command
                          ->add_option("--lv-tolerance", arguments->tolerance,
                                       "Upper tolerance of low voltage in a network file, percent")
                          ->check(CLI::IsMember({6, 10}));
    command
        ->add_option("--edition", arguments->edition, "Edition of IEC 60909-0 for a network file")
        ->check(CLI::IsMember({2001, 2016}));
    command
        ->add_option("--peak", arguments->peak,
                     "Peak factor in a network file: ratio at the fault, method b or c")
        ->check(CLI::IsMember({"ratio", "b", "c"}));
    command
        ->add_option("--breaker-delay", options.study.breakerDelay_s,
                     "Time until contacts part, for a network file, s")
        ->check(CLI::Range(0.0, 10.0));
    command
        ->add_option("--duration", options.study.thermalDuration_s,
                     "Of the thermal equivalent current, for a network file, s")
        ->check(CLI::Range(0.01, 10.0));
    command->callback([arguments, tolerance, &exitCode] {
        auto& chosen = arguments->options;
        using namespace short_circuit;
        chosen.toleranceIsGiven = tolerance->count() > 0;
        chosen.study.rules = {arguments->tolerance == 6 ? LowVoltageTolerance::SixPercent
                                                        : LowVoltageTolerance::TenPercent,
                              arguments->edition == 2001 ? Edition::Iec2001 : Edition::Iec2016};
        chosen.study.peakMethod = arguments->peak == "ratio" ? PeakMethod::Ratio
                                  : arguments->peak == "b"   ? PeakMethod::RatioWithSafety
                                                             : PeakMethod::EquivalentFrequency;
        exitCode = runShortCircuit(arguments->path, chosen, std::cout, std::cerr);
    });
}

} // namespace hallwright::cli
