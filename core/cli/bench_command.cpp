#include "core/cli/bench_command.h"

#include "core/cli/command_output.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <memory>
#include <set>
#include <thread>
#include <utility>

namespace hallwright::cli {

namespace {

using Json = nlohmann::ordered_json;

std::string machineName() {
    const auto model = kernelLine("/proc/cpuinfo", "model name");
    return (model.empty() ? std::string("unknown processor") : model) + ", " +
           std::to_string(std::max(1u, std::thread::hardware_concurrency())) + " threads";
}

Json jsonOf(const std::optional<double>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json jsonOf(const BenchCase& row) {
    Json json{{"name", row.name},
              {"size", std::visit([](const auto& size) { return Json(size); }, row.size)},
              {"median_ms", jsonOf(row.median_ms)},
              {"p95_ms", jsonOf(row.p95_ms)},
              {"runs", row.runs},
              {"rate", row.rate},
              {"rate_unit", row.rateUnit}};
    if (row.bandwidthFraction)
        json["bandwidth_fraction"] = *row.bandwidthFraction;
    if (!row.note.empty())
        json["note"] = row.note;
    return json;
}

void printRow(const BenchCase& row, std::ostream& out) {
    out << std::fixed << std::left << std::setw(28) << row.name << std::right << std::setw(12);
    std::visit([&](const auto& size) { out << size; }, row.size);
    if (row.median_ms)
        out << std::setprecision(3) << std::setw(12) << *row.median_ms << " ms" << std::setw(12)
            << row.p95_ms.value_or(*row.median_ms) << " ms";
    if (row.rate > 0.0)
        out << std::setprecision(1) << std::setw(14) << row.rate << ' ' << row.rateUnit;
    if (row.bandwidthFraction)
        out << ", " << 1e2 * *row.bandwidthFraction << " % of the copy bandwidth";
    out << (row.note.empty() ? "" : ", " + row.note) << '\n';
}

} // namespace

int runBench(const BenchOptions& options, const std::vector<BenchPart>& parts, std::ostream& out,
             std::ostream& err) {
    if (const auto found = checkOutput(options.jsonPath); !found.empty())
        return reportBadInput(found, err);
    std::vector<BenchCase> cases;
    std::set<std::string> names;
    for (const auto& part : parts) {
        if (options.what != part.what && options.what != "all")
            continue;
        auto measured = part.measureOn ? part.measureOn(options.device) : part.measure();
        if (!measured)
            return reportBadInput(measured.error(), err);
        for (auto& row : *measured)
            if (names.insert(row.name).second)
                cases.push_back(std::move(row));
    }
    if (options.jsonPath.empty()) {
        out << machineName() << '\n';
        for (const auto& row : cases)
            printRow(row, out);
        return kDone;
    }
    Json json{{"machine", machineName()}, {"device", options.device}, {"cases", Json::array()}};
    for (const auto& row : cases)
        json["cases"].push_back(jsonOf(row));
    if (const auto found = writeJson(json, options.jsonPath, out); !found.empty())
        return reportBadInput(found, err);
    return kDone;
}

void addBenchCommand(CLI::App& app, int& exitCode, std::vector<BenchPart> programParts) {
    auto parts = std::make_shared<std::vector<BenchPart>>(std::move(programParts));
    for (auto& part : coreBenchParts())
        parts->push_back(std::move(part));
    std::set<std::string> words{"all"};
    for (const auto& part : *parts)
        words.insert(part.what);
    auto options = std::make_shared<BenchOptions>();
    auto* command = app.add_subcommand("bench", "Time the solvers and the live loop");
    command->add_option("what", options->what, "What to time")->check(CLI::IsMember(words));
    command
        ->add_option("--device", options->device,
                     "Where the time steps of the air run; all else runs on CPU threads")
        ->check(CLI::IsMember({"auto", "cpu", "cuda"}));
    command->add_option("--json", options->jsonPath, "File for the results; - is standard output");
    command->callback([parts, options, &exitCode] {
        exitCode = runBench(*options, *parts, std::cout, std::cerr);
    });
}

} // namespace hallwright::cli
