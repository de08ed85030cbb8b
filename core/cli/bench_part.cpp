#include "core/cli/bench_part.h"

#include "core/cli/year_command.h"
#include "core/compute/executor.h"
#include "core/engine/live_bench.h"
#include "core/io/asset_folder.h"
#include "core/io/campus_reader.h"
#include "core/io/catalog_reader.h"
#include "core/solvers/airflow/airflow_bench.h"
#include "core/solvers/airflow/gpu/air_device.h"
#include "core/solvers/hydronic/hydronic_bench.h"
#include "core/solvers/power/power_bench.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <memory>
#include <utility>

namespace hallwright::cli {

namespace {

using Cases = std::vector<BenchCase>;

constexpr int kOpenRuns = 5;
constexpr int kYearRuns = 5;
constexpr int kAirflowRuns = 3; ///< each takes seconds

template <class Rows>
Cases casesOf(const Rows& rows) {
    Cases cases;
    for (const auto& row : rows) {
        cases.push_back(
            {row.name, row.size, row.median_ms, row.p95_ms, row.runs, row.rate, row.rateUnit, {}});
        if constexpr (requires { row.note; })
            cases.back().note = row.note;
        if constexpr (requires { row.bandwidthFraction; })
            cases.back().bandwidthFraction = row.bandwidthFraction;
        if (row.runs == 0)
            cases.back().median_ms = cases.back().p95_ms = std::nullopt;
    }
    return cases;
}

/// Opens the gigawatt campus some times; then edits and solves it.
base::Result<Cases> benchCampus() {
    auto catalog = io::readDefaultCatalog();
    if (!catalog)
        return catalog.error();
    const auto file = benchCampusFile();
    if (!file)
        return file.error();
    std::vector<double> times_ms;
    model::Campus campus;
    for (int run = 0; run < kOpenRuns; ++run) {
        const auto start = std::chrono::steady_clock::now();
        auto read = io::readCampus(*file);
        if (!read)
            return read.error();
        times_ms.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
                .count());
        campus = std::move(read).value();
    }
    const int racks = static_cast<int>(campus.racks().size());
    Cases cases{timedCase("file.open_bosquel", racks, std::move(times_ms), "files/s")};
    for (auto& row : casesOf(engine::benchLive(
             campus, std::make_shared<const catalog::Catalog>(std::move(catalog).value()))))
        cases.push_back(std::move(row));
    if (auto memory = peakMemoryCase("self", racks, "without the window"))
        cases.push_back(std::move(*memory));
    return cases;
}

/// A year of the gigawatt campus by the typical year of its site, which is made before.
base::Result<Cases> benchYear() {
    const auto file = benchCampusFile();
    if (!file)
        return file.error();
    auto input = readCampusInput(*file);
    if (!input)
        return input.error();
    const auto request = yearRequest(std::move(input).value(), {});
    if (!request)
        return request.error();
    std::vector<double> times_ms;
    for (int run = 0; run < kYearRuns; ++run) {
        const auto start = std::chrono::steady_clock::now();
        const auto result = engine::runYear(*request);
        if (!result)
            return result.error();
        times_ms.push_back(
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
                .count());
    }
    auto row = timedCase("year.bosquel", static_cast<int>(request->campus.racks().size()),
                         std::move(times_ms), "hours/s");
    row.rate *= static_cast<double>(request->weather.hours.size());
    return Cases{std::move(row)};
}

/// Where CUDA is asked for and is not to be had, nothing is measured.
base::Result<Cases> benchAirflow(const std::string& wish) {
    const auto device = airflow::openAirDevice(airflow::airDeviceWish(wish));
    if (!device.note.empty())
        return base::failure("--device " + wish, device.note,
                             "leave the option out to measure the CPU");
    auto cases = casesOf(airflow::benchAirflow(kAirflowRuns, device));
    for (BenchCase& row : cases)
        if (row.note.empty() && device.executor)
            row.note = "on " + device.executor->deviceName();
    return cases;
}

} // namespace

BenchCase timedCase(std::string name, std::variant<int, std::string> size,
                    std::vector<double> times_ms, std::string rateUnit) {
    std::sort(times_ms.begin(), times_ms.end());
    BenchCase row;
    row.name = std::move(name);
    row.size = std::move(size);
    row.runs = static_cast<int>(times_ms.size());
    row.median_ms = times_ms[times_ms.size() / 2];
    row.p95_ms = times_ms[times_ms.size() * 95 / 100];
    row.rate = 1000.0 / *row.median_ms;
    row.rateUnit = std::move(rateUnit);
    return row;
}

std::vector<BenchPart> coreBenchParts() {
    // The campus first: the peak of memory is then that of the campus alone.
    return {{"live", benchCampus},
            {"year", benchYear},
            {"power", [] { return base::Result<Cases>(casesOf(power::benchPower())); }},
            {"hydronic", [] { return base::Result<Cases>(casesOf(hydronic::benchHydronic())); }},
            {"airflow", {}, benchAirflow}};
}

base::Result<std::string> benchCampusFile() {
    const auto folder = io::campusFolder();
    if (!folder)
        return folder.error();
    return (*folder / "bosquel-1gw.hallwright").string();
}

std::string kernelLine(const std::string& path, const std::string& name) {
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

std::optional<BenchCase> peakMemoryCase(const std::string& process, int size, std::string note) {
    const auto peak = kernelLine("/proc/" + process + "/status", "VmHWM"); // "123456 kB"
    if (peak.empty())
        return std::nullopt;
    BenchCase row;
    row.name = "memory.bosquel";
    row.size = size;
    row.runs = 1;
    row.rate = std::stod(peak) / 1e3;
    row.rateUnit = "MB peak";
    row.note = std::move(note);
    return row;
}

} // namespace hallwright::cli
