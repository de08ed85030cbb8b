#include "core/cli/self_check.h"
#include "core/solvers/airflow/airflow_solver.h"
#include "core/solvers/airflow/gpu/air_device.h"
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

/// 7 x 5.6 x 3 m, two rows of four racks of 5 kW with their fronts to one aisle, a unit at its end.
airflow::AirflowProblem smallHall() {
    using namespace airflow;
    constexpr double kHeat_W = 5000.0, kRise_K = 12.0, kWidth_m = 0.6, kDepth_m = 1.2,
                     kHeight_m = 2.0;
    AirflowProblem p;
    p.size_m = {7.0, 5.6, 3.0};
    p.cell_m = 0.2;
    const double flow_m3_per_s = kHeat_W / (p.air.heatCapacity_J_per_m3K() * kRise_K);
    for (const bool isNorth : {false, true})
        for (int n = 0; n < 4; ++n) {
            const double x = 3.0 + n * kWidth_m, y = isNorth ? 3.4 : 1.0;
            const double front = isNorth ? y : y + kDepth_m, rear = isNorth ? y + kDepth_m : y;
            Rack rack;
            rack.id = std::to_string(p.racks.size() + 1);
            rack.box = {{x, y, 0.0}, {x + kWidth_m, y + kDepth_m, kHeight_m}};
            rack.front = {Axis::Y, {x, front, 0.0}, {x + kWidth_m, front, kHeight_m}};
            rack.rear = {Axis::Y, {x, rear, 0.0}, {x + kWidth_m, rear, kHeight_m}};
            rack.heat_W = kHeat_W;
            rack.flow_m3_per_s = flow_m3_per_s;
            p.racks.push_back(rack);
        }
    AirUnit unit;
    unit.id = "unit";
    unit.box = Box{{0.0, 1.8, 0.0}, {1.0, 3.8, kHeight_m}};
    unit.supplies = {{Axis::X, {1.0, 1.8, 0.0}, {1.0, 3.8, 1.0}}};
    unit.returns = {{Axis::Z, {0.0, 1.8, kHeight_m}, {1.0, 3.8, kHeight_m}}};
    unit.flow_m3_per_s = 1.1 * flow_m3_per_s * static_cast<double>(p.racks.size());
    p.airUnits.push_back(unit);
    return p;
}

/// Both answers are means of a flow that does not stand still.
Check hallAir() {
    Check check{"cuda.hall_air",
                "A hall of eight racks on the device and on the CPU; mean difference of the rack "
                "inlets",
                "K"};
    check.tolerance = 0.3;
    const auto device = airflow::openAirDevice(airflow::AirDeviceWish::Cuda);
    if (!device.executor) {
        check.skipped = device.note;
        return check;
    }
    const auto problem = smallHall();
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
