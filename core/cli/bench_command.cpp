#include "core/cli/bench_command.h"

#include "core/cli/campus_input.h"
#include "core/engine/live_bench.h"
#include "core/io/asset_folder.h"
#include "core/io/campus_reader.h"
#include "core/io/catalog_reader.h"
#include "core/solvers/airflow/airflow_bench.h"
#include "core/solvers/hydronic/hydronic_bench.h"
#include "core/solvers/power/power_bench.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <memory>
#include <thread>

namespace hallwright::cli {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kCampus = "bosquel-1gw.hallwright";
constexpr int kOpenRuns = 5;
constexpr int kAirflowRuns = 3; ///< each takes seconds

/// Value of a line "name : value" of a text file of the kernel; empty where there is none.
std::string kernelLine(const char* path, const std::string& name) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        if (line.compare(0, name.size(), name) != 0)
            continue;
        const auto colon = line.find(':');
        const auto from = line.find_first_not_of(" \t", colon + 1);
        return from == line.npos ? std::string{} : line.substr(from);
    }
    return {};
}

std::string machineName() {
    const auto model = kernelLine("/proc/cpuinfo", "model name");
    return (model.empty() ? std::string("unknown processor") : model) + ", " +
           std::to_string(std::max(1u, std::thread::hardware_concurrency())) + " threads";
}

template <class Case>
Json rowOf(const Case& row) {
    return {{"name", row.name},         {"size", row.size}, {"median_ms", row.median_ms},
            {"p95_ms", row.p95_ms},     {"runs", row.runs}, {"rate", row.rate},
            {"rate_unit", row.rateUnit}};
}

/// Opens the gigawatt campus some times; then edits and solves it.
base::Diagnostics benchCampus(Json& rows) {
    auto catalog = io::readDefaultCatalog();
    if (!catalog)
        return catalog.error();
    const auto folder = io::campusFolder();
    if (!folder)
        return folder.error();
    const auto path = *folder / kCampus;
    std::vector<double> times_ms;
    model::Campus campus;
    for (int run = 0; run < kOpenRuns; ++run) {
        const auto start = std::chrono::steady_clock::now();
        auto read = io::readCampus(path);
        if (!read)
            return read.error();
        times_ms.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
                .count());
        campus = std::move(read).value();
    }
    std::sort(times_ms.begin(), times_ms.end());
    const auto racks = campus.racks().size();
    rows.push_back({{"name", "file.open_bosquel"},
                    {"size", racks},
                    {"median_ms", times_ms[times_ms.size() / 2]},
                    {"p95_ms", times_ms.back()},
                    {"runs", kOpenRuns},
                    {"rate", 1000.0 / times_ms[times_ms.size() / 2]},
                    {"rate_unit", "files/s"}});
    for (const auto& row : engine::benchLive(
             campus, std::make_shared<const catalog::Catalog>(std::move(catalog).value())))
        rows.push_back(rowOf(row));
    const auto peak = kernelLine("/proc/self/status", "VmHWM"); // "123456 kB"
    if (!peak.empty())
        rows.push_back({{"name", "memory.bosquel"},
                        {"size", racks},
                        {"median_ms", nullptr},
                        {"p95_ms", nullptr},
                        {"runs", 1},
                        {"rate", std::stod(peak) / 1e3},
                        {"rate_unit", "MB peak"}});
    return {};
}

void printTable(const Json& json, std::ostream& out) {
    out << json["machine"].get<std::string>() << '\n' << std::fixed;
    for (const auto& row : json["cases"]) {
        const auto& size = row["size"];
        out << std::left << std::setw(28) << row["name"].get<std::string>() << std::right
            << std::setw(12) << (size.is_string() ? size.get<std::string>() : size.dump());
        if (row["median_ms"].is_number())
            out << std::setprecision(3) << std::setw(12) << row["median_ms"].get<double>() << " ms"
                << std::setw(12) << row["p95_ms"].get<double>() << " ms";
        out << std::setprecision(1) << std::setw(14) << row["rate"].get<double>() << ' '
            << row["rate_unit"].get<std::string>() << '\n';
    }
}

} // namespace

int runBench(const BenchOptions& options, std::ostream& out, std::ostream& err) {
    const auto wants = [&](const char* part) {
        return options.what == part || options.what == "all";
    };
    Json json{{"machine", machineName()}, {"device", "cpu"}, {"cases", Json::array()}};
    auto& rows = json["cases"];
    // The campus first: the peak of memory is then that of the campus alone.
    if (wants("live"))
        if (const auto findings = benchCampus(rows); !findings.empty())
            return reportBadInput(findings, err);
    if (wants("power"))
        for (const auto& row : power::benchPower())
            rows.push_back(rowOf(row));
    if (wants("hydronic"))
        for (const auto& row : hydronic::benchHydronic())
            rows.push_back(rowOf(row));

    if (wants("airflow"))
        for (const auto& row : airflow::benchAirflow(kAirflowRuns))
            rows.push_back(rowOf(row));

    if (!options.jsonPath.empty()) {
        if (const auto found = writeJson(json, options.jsonPath, out); !found.empty())
            return reportBadInput(found, err);
    } else {
        printTable(json, out);
    }
    return kDone;
}

void addBenchCommand(CLI::App& app, int& exitCode) {
    auto options = std::make_shared<BenchOptions>();
    auto* command = app.add_subcommand("bench", "Time the solvers and the live loop");
    command->add_option("what", options->what, "What to time")
        ->check(CLI::IsMember({"power", "hydronic", "airflow", "live", "all"}));
    command->add_option("--json", options->jsonPath, "File for the results; - is standard output");
    command->callback(
        [options, &exitCode] { exitCode = runBench(*options, std::cout, std::cerr); });
}

} // namespace hallwright::cli
