#pragma once

#include <functional>
#include <string>
#include <vector>

namespace hallwright::cli {

/// One thing that the program did on this machine beside what must come out.
struct Check {
    std::string name; ///< "hydronic.laminar_pipe"
    std::string what; ///< what was done and where the expected value comes from, one sentence
    std::string unit; ///< of the value; may be empty
    double value = 0.0;
    double expected = 0.0;
    double tolerance = 0.0; ///< on |value - expected|
    /// Why no value came out although one must: a check that failed.
    std::string failure{};
    /// Why it could not be tried here, which is no failure: there is no such device, for instance.
    std::string skipped{};
    std::string device = "cpu"; ///< where it ran

    [[nodiscard]] bool passed() const;
};

/// A check that is still to be run, so that each can be shown as soon as it is done.
using CheckRun = std::function<Check()>;

/// Cases with known answers through each solver, and a generated hall through all of them coupled,
/// on CPU threads.
[[nodiscard]] std::vector<CheckRun> knownCases();

/// What the first CUDA device says of power and air beside what the CPU says.
[[nodiscard]] std::vector<CheckRun> deviceComparisons();

} // namespace hallwright::cli
