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

HW_HD float neighbourSum(const PressureView& g, int c) {
    const int x = g.stride[0], y = g.stride[1], z = g.stride[2];
    const float* p = g.potential;
    return g.conductance[0][c] * p[c - x] + g.conductance[0][c + x] * p[c + x] +
           g.conductance[1][c] * p[c - y] + g.conductance[1][c + y] * p[c + y] +
           g.conductance[2][c] * p[c - z] + g.conductance[2][c + z] * p[c + z];
}

/// Gauss-Seidel value of cell c.
HW_HD float relaxedPotential(const PressureView& g, int c) {
    return (neighbourSum(g, c) - g.source[c]) * g.inverseDiagonal[c];
}

/// Operator on `potential` at cell c.
HW_HD float pressureOperator(const PressureView& g, int c) {
    const int x = g.stride[0], y = g.stride[1], z = g.stride[2];
    const float diagonal = g.conductance[0][c] + g.conductance[0][c + x] + g.conductance[1][c] +
                           g.conductance[1][c + y] + g.conductance[2][c] + g.conductance[2][c + z];
    return neighbourSum(g, c) - diagonal * g.potential[c];
}

/// source - operator(potential) of cell c.
HW_HD float pressureResidual(const PressureView& g, int c) {
    return g.source[c] - pressureOperator(g, c);
}

} // namespace hallwright::airflow
