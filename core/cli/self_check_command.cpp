#include "core/cli/self_check_command.h"

#include "core/cli/command_output.h"
#include "core/compute/device.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <iterator>
#include <memory>

namespace hallwright::cli {
namespace {

using Json = nlohmann::ordered_json;

const char* resultOf(const Check& check) {
    if (!check.skipped.empty())
        return "skipped";
    return check.passed() ? "passed" : "failed";
}

Json jsonOf(const Check& check) {
    Json json{{"name", check.name}, {"what", check.what}, {"result", resultOf(check)}};
    if (!check.skipped.empty() || !check.failure.empty()) {
        json["because"] = check.skipped.empty() ? check.failure : check.skipped;
        return json;
    }
    json["value"] = check.value;
    json["expected"] = check.expected;
    json["tolerance"] = check.tolerance;
    json["unit"] = check.unit;
    json["device"] = check.device;
    return json;
}

void print(const Check& check, std::ostream& out) {
    out << resultOf(check) << "  " << check.name << ": " << check.what << ": ";
    const std::string unit = check.unit.empty() ? "" : " " + check.unit;
    if (!check.skipped.empty())
        out << check.skipped;
    else if (!check.failure.empty())
        out << check.failure;
    else
        out << check.value << unit << ", expected " << check.expected << " within "
            << check.tolerance << unit;
    if (check.device != "cpu")
        out << " (" << check.device << ')';
    out << std::endl; // seen while the next one runs
}

Json jsonOf(const compute::Device& device) {
    Json json{{"name", device.name}};
    if (device.kind == compute::DeviceKind::Cuda) {
        json["memory_bytes"] = device.memory_bytes;
        json["driver"] = device.driver;
    } else {
        json["threads"] = device.threads;
    }
    return json;
}

void print(const compute::DeviceList& list, std::ostream& out) {
    for (const compute::Device& device : list.devices) {
        out << "device  " << device.name;
        if (device.kind == compute::DeviceKind::Cuda)
            out << ", " << static_cast<double>(device.memory_bytes) / double(1u << 30)
                << " GiB, driver " << device.driver;
        else
            out << ", " << device.threads << " threads";
        out << '\n';
    }
    if (!list.cudaAbsence.empty())
        out << "no CUDA device: " << list.cudaAbsence << '\n';
}

} // namespace

int runSelfCheck(const std::vector<CheckRun>& checks, const std::string& jsonPath,
                 std::ostream& out, std::ostream& err) {
    if (const auto found = checkOutput(jsonPath); !found.empty())
        return reportBadInput(found, err);
    const compute::DeviceList list = compute::detectDevices();
    Json json;
    json["devices"] = Json::array();
    for (const compute::Device& device : list.devices)
        json["devices"].push_back(jsonOf(device));
    if (!list.cudaAbsence.empty())
        json["cuda_absence"] = list.cudaAbsence;
    json["checks"] = Json::array();
    if (jsonPath.empty())
        print(list, out);
    int failed = 0, skipped = 0;
    for (const CheckRun& run : checks) {
        const Check check = run();
        skipped += check.skipped.empty() ? 0 : 1;
        failed += check.skipped.empty() && !check.passed() ? 1 : 0;
        if (jsonPath.empty())
            print(check, out);
        else
            json["checks"].push_back(jsonOf(check));
    }
    if (jsonPath.empty())
        out << checks.size() - static_cast<std::size_t>(failed + skipped) << " passed, " << failed
            << " failed, " << skipped << " skipped\n";
    else if (const auto found = writeJson(json, jsonPath, out); !found.empty())
        return reportBadInput(found, err);
    if (failed > 0)
        err << "self-check: " << failed << (failed == 1 ? " check" : " checks")
            << " failed; do not trust results of this machine before that is understood\n";
    return failed > 0 ? kNotSound : kDone;
}

void addSelfCheckCommand(CLI::App& app, int& exitCode) {
    auto jsonPath = std::make_shared<std::string>();
    CLI::App* command = app.add_subcommand(
        "self-check", "Cases with known answers, and CUDA against the CPU, on this machine");
    command->add_option("--json", *jsonPath, "Write the results as JSON; - is standard output");
    command->callback([jsonPath, &exitCode] {
        auto checks = knownCases();
        auto more = deviceComparisons();
        checks.insert(checks.end(), std::make_move_iterator(more.begin()),
                      std::make_move_iterator(more.end()));
        exitCode = runSelfCheck(checks, *jsonPath, std::cout, std::cerr);
    });
}

} // namespace hallwright::cli
