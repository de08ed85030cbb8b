#pragma once

// C++17: CUDA kernels read this too.

#include "core/base/host_device.h"

namespace hallwright::airflow {

/// One level of the pressure equation: sum over faces of conductance * (neighbour - own) = source.
struct PressureView {
    float* potential;
    const float* source;
    const float* conductance[3];  ///< of the near face of a cell along each axis; 0 closed
    const float* inverseDiagonal; ///< 1 / sum of the six conductances, 0 for cells without any
    int stride[3];
};

/// `p(c)` gives the potential of a cell.
template <class Potential>
HW_HD float neighbourSumOf(const PressureView& g, const Potential& p, int c) {
    const int x = g.stride[0], y = g.stride[1], z = g.stride[2];
    return g.conductance[0][c] * p(c - x) + g.conductance[0][c + x] * p(c + x) +
           g.conductance[1][c] * p(c - y) + g.conductance[1][c + y] * p(c + y) +
           g.conductance[2][c] * p(c - z) + g.conductance[2][c + z] * p(c + z);
}

/// A potential as it lies in memory.
struct StoredPotential {
    const float* values;
    HW_HD float operator()(int c) const { return values[c]; }
};

HW_HD float neighbourSum(const PressureView& g, int c) {
    return neighbourSumOf(g, StoredPotential{g.potential}, c);
}

/// Gauss-Seidel value of cell c.
HW_HD float relaxedPotential(const PressureView& g, int c) {
    return (neighbourSum(g, c) - g.source[c]) * g.inverseDiagonal[c];
}

/// How far cell c goes to its Gauss-Seidel value, before over-relaxation; 0 for cells without
/// faces.
HW_HD float relaxationStep(const PressureView& g, int c) {
    return (relaxedPotential(g, c) - g.potential[c]) * (g.inverseDiagonal[c] > 0.0f ? 1.0f : 0.0f);
}

/// Operator on a potential at cell c.
template <class Potential>
HW_HD float pressureOperatorOn(const PressureView& g, const Potential& p, int c) {
    const int x = g.stride[0], y = g.stride[1], z = g.stride[2];
    const float diagonal = g.conductance[0][c] + g.conductance[0][c + x] + g.conductance[1][c] +
                           g.conductance[1][c + y] + g.conductance[2][c] + g.conductance[2][c + z];
    return neighbourSumOf(g, p, c) - diagonal * p(c);
}

HW_HD float pressureOperator(const PressureView& g, int c) {
    return pressureOperatorOn(g, StoredPotential{g.potential}, c);
}

/// source - operator(potential) of cell c.
HW_HD float pressureResidual(const PressureView& g, int c) {
    return g.source[c] - pressureOperator(g, c);
}

/// Net outflow of cell c over its volume, 1/s.
HW_HD float cellDivergence(const float* const* velocity, const int* stride,
                           const float* inverse_per_m, int c) {
    return (velocity[0][c + stride[0]] - velocity[0][c]) * inverse_per_m[0] +
           (velocity[1][c + stride[1]] - velocity[1][c]) * inverse_per_m[1] +
           (velocity[2][c + stride[2]] - velocity[2][c]) * inverse_per_m[2];
}

/// What the potential takes off the velocity through the near face of a cell, m/s; `near` and
/// `own`: of the cells before and behind the face.
HW_HD float potentialFlow(float open, float inverse_per_m, float near, float own) {
    return open * inverse_per_m * (own - near);
}

// Of the V-cycle.
constexpr float kOverRelaxation = 1.15f; ///< of the smoother; tuned on halls with obstacles
constexpr int kSmoothingSweeps = 1;
constexpr int kCoarsestSweeps = 12;

} // namespace hallwright::airflow
