#pragma once

#include "core/base/result.h"

#include <functional>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace hallwright::cli {

/// One measured case of `hallwright bench`, named and shaped as its JSON.
struct BenchCase {
    std::string name;
    std::variant<int, std::string> size; ///< of what is worked on: racks, nodes, cells, ...
    std::optional<double> median_ms;     ///< none where no time is measured
    std::optional<double> p95_ms;        ///< nearest rank; with few runs the slowest one
    int runs = 0;
    double rate = 0.0;
    std::string rateUnit;
    std::string note; ///< how it was measured, where that can differ; may be empty
    std::optional<double> bandwidthFraction{}; ///< of what a copy moves; where memory is the limit
};

/// A case from the times of its runs, at least one; its rate is runs a second.
[[nodiscard]] BenchCase timedCase(std::string name, std::variant<int, std::string> size,
                                  std::vector<double> times_ms, std::string rateUnit);

/// Cases that are measured together. The program with the window has parts that the core has not:
/// it gives them to `addCoreCommands`, and they are measured, printed and written like the others.
struct BenchPart {
    std::string what; ///< the word on the command line that asks for them: "live", ...
    std::function<base::Result<std::vector<BenchCase>>()> measure;
    /// In its place for parts that can run elsewhere: "cpu", "cuda" or "auto".
    std::function<base::Result<std::vector<BenchCase>>(const std::string& device)> measureOn{};
};

/// The parts of the core: live, year, power, hydronic, airflow.
[[nodiscard]] std::vector<BenchPart> coreBenchParts();

/// The gigawatt sample, which the cases named `bosquel` are about.
[[nodiscard]] base::Result<std::string> benchCampusFile();

/// "Name: value" of a text file of the kernel, for instance VmHWM, the peak memory, of
/// /proc/<process>/status; empty where there is none.
[[nodiscard]] std::string kernelLine(const std::string& path, const std::string& name);

/// Peak memory of a process as a case: "self" or its number; none where the system does not tell.
[[nodiscard]] std::optional<BenchCase> peakMemoryCase(const std::string& process, int size,
                                                      std::string note);

} // namespace hallwright::cli
