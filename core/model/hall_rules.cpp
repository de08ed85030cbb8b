#include "core/model/hall_rules.h"

#include "core/geometry/frame.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace hallwright::model {

RackDemand demandOf(const catalog::RackType& type) {
    RackDemand demand;
    demand.peak_W = std::max(type.powerPeak_W, type.powerNominal_W);
    demand.heatToLiquid_W = type.powerNominal_W * type.heatToLiquidFraction;
    demand.heatToAir_W = type.powerNominal_W - demand.heatToLiquid_W;
    demand.coolant_m3_per_s = type.heatToLiquidFraction > 0.0 ? type.coolantFlow_m3_per_s : 0.0;
    demand.airFlow_m3_per_s = type.airFlow_m3_per_s;
    return demand;
}

double pipeCapacity_m3_per_s(const catalog::PipeFamily& family, const catalog::PipeSize& size) {
    return 0.25 * geometry::kPi * size.innerDiameter_m * size.innerDiameter_m *
           family.velocityMax_m_per_s;
}

const catalog::PipeSize* pipeFor(const catalog::PipeFamily& family, double flow_m3_per_s) {
    for (const auto& size : family.sizes)
        if (pipeCapacity_m3_per_s(family, size) >= flow_m3_per_s)
            return &size;
    return family.sizes.empty() ? nullptr : &family.sizes.back();
}

namespace {

std::vector<int> fillLoops(const std::vector<double>& flows, double capacity) {
    std::vector<int> loops;
    int loop = 0;
    double carried = 0.0;
    for (const double flow : flows) {
        if (carried > 0.0 && carried + flow > capacity) {
            ++loop;
            carried = 0.0;
        }
        carried += flow;
        loops.push_back(loop);
    }
    return loops;
}

} // namespace

std::vector<int> groupRows(const std::vector<double>& flowOfRow_m3_per_s,
                           double capacity_m3_per_s) {
    const auto filled = fillLoops(flowOfRow_m3_per_s, capacity_m3_per_s);
    const double total = std::accumulate(flowOfRow_m3_per_s.begin(), flowOfRow_m3_per_s.end(), 0.0);
    if (filled.empty() || total <= 0.0)
        return filled;
    const int count = filled.back() + 1;
    std::vector<int> alike;
    std::vector<double> carried(static_cast<std::size_t>(count), 0.0);
    double before = 0.0;
    for (const double flow : flowOfRow_m3_per_s) {
        const double share = (before + 0.5 * flow) / total;
        // A row exactly between two loops goes to the first: not left to rounding.
        const int loop = std::clamp(static_cast<int>(share * count - 1e-9), 0, count - 1);
        alike.push_back(loop);
        carried[static_cast<std::size_t>(loop)] += flow;
        before += flow;
    }
    const double tolerance = 1.0 + 1e-9;
    for (std::size_t row = 0; row < alike.size(); ++row)
        if (carried[static_cast<std::size_t>(alike[row])] > capacity_m3_per_s * tolerance &&
            flowOfRow_m3_per_s[row] < carried[static_cast<std::size_t>(alike[row])])
            return filled;
    for (const double flow : carried)
        if (flow == 0.0)
            return filled;
    return alike;
}

double designCurrent_A(double power_W, double voltage_V, bool directCurrent) {
    if (voltage_V <= 0.0)
        return 0.0;
    return directCurrent ? power_W / voltage_V
                         : power_W / (std::sqrt(3.0) * voltage_V * kDesignPowerFactor);
}

} // namespace hallwright::model
