#include "core/cli/self_check.h"
#include "core/solvers/airflow/airflow_solver.h"
#include "core/solvers/airflow/gpu/air_device.h"
#include "core/solvers/airflow/synthetic_hall.h"
#include "core/solvers/power/batch.h"
#include "core/solvers/power/synthetic_campus.h"

#include <algorithm>
#include <cmath>

namespace hallwright::cli {
namespace {

Check powerBatch() {
    Check check{"cuda.power_batch",
                "64 cases of 1 000 loads on the device and on the CPU; largest difference of a "
                "lowest voltage",
                "pu"};
    check.tolerance = 1e-6;
    const auto problem = power::syntheticCampus(1000, power::FeederLayout::Radial);
    std::vector<power::CaseChanges> cases(64);
    for (std::size_t one = 0; one < cases.size(); ++one)
        for (std::size_t load = 0; load < problem.loads.size(); ++load)
            cases[one].loadFactors.push_back(0.7 + 0.02 * double((7 * load + 3 * one) % 31));
    power::BatchOptions options;
    options.device = power::BatchDevice::Cuda;
    const auto onDevice = power::solveBatch(problem, cases, options);
    options.device = power::BatchDevice::Cpu;
    const auto onCpu = power::solveBatch(problem, cases, options);
    if (onDevice->device == onCpu->device) {
        check.skipped = onDevice->message;
        return check;
    }
    check.device = onDevice->device;
    for (std::size_t one = 0; one < cases.size(); ++one) {
        const power::CaseResult& here = onDevice->cases[one];
        const power::CaseResult& there = onCpu->cases[one];
        if (!here.converged() || !there.converged())
            check.failure = "a case did not converge";
        check.value = std::max(check.value, std::abs(here.vmMin_pu - there.vmMin_pu));
    }
    return check;
}

/// Both answers are means of a flow that does not stand still.
Check hallAir() {
    Check check{"cuda.hall_air",
                "A hall of sixteen racks on the device and on the CPU; mean difference of the rack "
                "inlets",
                "K"};
    check.tolerance = 0.3;
    const auto device = airflow::openAirDevice(airflow::AirDeviceWish::Cuda);
    if (!device.executor) {
        check.skipped = device.note;
        return check;
    }
    const auto problem = airflow::syntheticHall(0.25);
    airflow::AirflowOptions options;
    const auto onCpu = airflow::solveAirflow(problem, options);
    options.executor = device.executor;
    const auto onDevice = airflow::solveAirflow(problem, options);
    check.device = onDevice.device;
    if (!onDevice.deviceNote.empty())
        check.failure = onDevice.deviceNote;
    for (const auto* solution : {&onCpu, &onDevice})
        if (solution->status != airflow::AirflowStatus::Converged)
            check.failure = "did not converge";
    for (std::size_t n = 0; n < onCpu.racks.size() && check.failure.empty(); ++n)
        check.value += std::abs(onDevice.racks[n].inletMean_K - onCpu.racks[n].inletMean_K) /
                       static_cast<double>(onCpu.racks.size());
    return check;
}

} // namespace

std::vector<CheckRun> deviceComparisons() {
    return {powerBatch, hallAir};
}

} // namespace hallwright::cli
