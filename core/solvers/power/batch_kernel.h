#pragma once

#include "core/solvers/power/case_summary.h"
#include "core/solvers/power/sweep_passes.h"

namespace hallwright::power {

// Seen by nvcc: C++17 only.

/// Threads that work on one case, each on blocks of its own: the y dimension of a CUDA block. Its x
/// dimension are neighbouring cases, so that a warp reads neighbouring places.
constexpr int kCasesPerCudaBlock = 32;
constexpr int kMostPartsOfCase = 16;

/// Arguments of the CUDA kernel of a batch; all pointers are the device's. Arrays of cases are
/// [node][case], `cases` apart.
struct BatchKernelArguments {
    SweepView plan;
    const int* busPlaces = nullptr;
    int busPlaceCount = 0;
    int cases = 0;
    int slackCount = 0;
    int maxIterations = 0;
    double enough = 0.0;                   ///< squared mismatch at which a case is settled
    const Phasor<double>* start = nullptr; ///< [nodes] voltages, the same for all cases
    const Phasor<double>* slack = nullptr; ///< [slacks][case] fixed voltages
    Phasor<double>* power = nullptr;
    Phasor<double>* currentShare = nullptr; ///< null: no load has such a share
    Phasor<double>* impedanceShare = nullptr;
    Phasor<double>* voltage = nullptr;
    Phasor<double>* current = nullptr;
    CaseSummary<double>* summaries = nullptr; ///< [cases]
    double* mismatch2 = nullptr;              ///< [cases]
    int* iterations = nullptr;                ///< [cases]
};

/// The arrays of one case.
HW_HD SweepArrays<StridedArray> arraysOf(const BatchKernelArguments& a, int one) {
    const auto from = [&](Phasor<double>* all) {
        return StridedArray{all ? all + one : nullptr, a.cases};
    };
    return {from(a.power), from(a.currentShare), from(a.impedanceShare), from(a.voltage),
            from(a.current)};
}

/// Start values of part `part` of `parts` of a case.
HW_HD void prepareCase(const BatchKernelArguments& a, int one, int part, int parts) {
    const SweepArrays<StridedArray> arrays = arraysOf(a, one);
    for (int node = part; node < a.plan.nodeCount; node += parts)
        arrays.voltage[node] = a.start[node];
    if (part != 0)
        return;
    arrays.voltage[a.plan.nodeCount] = {0.0, 0.0};
    arrays.current[a.plan.nodeCount] = {0.0, 0.0};
    for (int k = 0; k < a.slackCount; ++k)
        arrays.voltage[a.plan.nodeCount + 1 + k] =
            a.slack[k * static_cast<long long>(a.cases) + one];
}

/// The passes of part `part` of a case; what comes between them waits for all parts.
template <bool dependsOnVoltage>
class CasePart {
public:
    HW_HD CasePart(const BatchKernelArguments& a, int one, int part, int parts)
        : m_plan(a.plan), m_passes(a.plan, arraysOf(a, one)), m_part(part), m_parts(parts) {}

    HW_HD void start() const {
        for (int k = m_part; k < m_plan.blockCount; k += m_parts) {
            m_passes.start(m_plan.blocks[k].begin, m_plan.blocks[k].end);
            m_passes.backward(m_plan.blocks[k]);
        }
        if (m_part != 0)
            return;
        m_passes.start(0, m_plan.coreCount);
        for (int k = 0; k < m_plan.trunkCount; ++k)
            m_passes.start(m_plan.trunk[k], m_plan.trunk[k] + 1);
    }
    /// Of part 0 alone.
    HW_HD double trunk() const { return m_passes.trunk(0.0); }
    HW_HD double blocks() const {
        double worst = 0.0;
        for (int k = m_part; k < m_plan.blockCount; k += m_parts) {
            worst = m_passes.forward(m_plan.blocks[k], worst);
            m_passes.backward(m_plan.blocks[k]);
        }
        return worst;
    }

private:
    SweepView m_plan;
    SweepPasses<double, StridedArray, dependsOnVoltage> m_passes;
    int m_part;
    int m_parts;
};

} // namespace hallwright::power
