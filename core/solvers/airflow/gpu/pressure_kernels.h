#pragma once

// Kernels of the pressure equation, see compute::Executor and PressureMultigrid. C++17: nvcc reads
// this too.

#include "core/solvers/airflow/gpu/flow_kernels.h"
#include "core/solvers/airflow/grid_shape.h"
#include "core/solvers/airflow/pressure_cell.h"

namespace hallwright::airflow {

/// One grid of the hierarchy.
struct PressureLevel {
    PressureView g;
    GridShape shape;
};

/// Cells of one colour in a row.
HW_HD int colourWidth(const GridShape& shape) {
    return (shape.cells[0] + 1) / 2;
}

/// One colour of a red-black sweep: cell `i` of that colour in the row. With `isFromZero` the
/// potential is zero before the sweep, whatever the memory holds. Reads 6 arrays, writes 1, over
/// both colours about 28 bytes a cell.
HW_HD void relaxColour(const PressureLevel& level, int colour, bool isFromZero, int i, int row) {
    const GridShape& s = level.shape;
    const int place = 2 * i + ((row % s.cells[1] + row / s.cells[1] + colour) & 1);
    if (place >= s.cells[0])
        return;
    const int c = s.rowStart(row) + place;
    const PressureView& g = level.g;
    if (!isFromZero) {
        g.potential[c] += kOverRelaxation * relaxationStep(g, c);
        return;
    }
    const float neighbours = colour == 0 ? 0.0f : neighbourSum(g, c);
    g.potential[c] = kOverRelaxation * (neighbours - g.source[c]) * g.inverseDiagonal[c];
}

/// Source of a coarse cell: the residuals of its fine ones, added like PressureMultigrid does.
HW_HD void restrictTo(const PressureLevel& fine, const PressureLevel& coarse, float* coarseSource,
                      int i, int row) {
    const GridShape &f = fine.shape, &s = coarse.shape;
    const int j = row % s.cells[1], k = row / s.cells[1];
    float sum = 0.0f;
    for (int ii = 2 * i; ii < 2 * i + 2 && ii < f.cells[0]; ++ii) {
        float column = 0.0f;
        for (int kk = 2 * k; kk < 2 * k + 2 && kk < f.cells[2]; ++kk)
            for (int jj = 2 * j; jj < 2 * j + 2 && jj < f.cells[1]; ++jj)
                column += pressureResidual(fine.g, f.index(ii, jj, kk));
        sum += column;
    }
    coarseSource[s.index(i, j, k)] = sum;
}

/// Adds what the coarse grid found to fine cell (i, row).
HW_HD void addCoarse(const PressureLevel& coarse, const PressureLevel& fine, int i, int row) {
    const int j = row % fine.shape.cells[1], k = row / fine.shape.cells[1];
    fine.g.potential[fine.shape.index(i, j, k)] +=
        coarse.g.potential[coarse.shape.index(i / 2, j / 2, k / 2)];
}

struct RelaxColour {
    static constexpr const char* kName = "RelaxColour";
    PressureLevel level;
    int colour;
    bool isFromZero;

    HW_HD void operator()(int i, int row) const { relaxColour(level, colour, isFromZero, i, row); }
};

struct RestrictResidual {
    static constexpr const char* kName = "RestrictResidual";
    PressureLevel fine, coarse;
    float* coarseSource;

    HW_HD void operator()(int i, int row) const { restrictTo(fine, coarse, coarseSource, i, row); }
};

struct AddCorrection {
    static constexpr const char* kName = "AddCorrection";
    PressureLevel coarse, fine;

    HW_HD void operator()(int i, int row) const { addCoarse(coarse, fine, i, row); }
};

/// The lower part of a V-cycle, from the first of `levels` down and back: too little work for more
/// than one block, and as many launches as all the rest otherwise.
struct CoarseCycle {
    static constexpr const char* kName = "CoarseCycle";
    static constexpr int kMostLevels = 12;
    // Of a level on the way down: sweep, residual; on the way up: correction, sweep.
    static constexpr int kPhasesOfLevel = 2 * kSmoothingSweeps + 1;

    PressureLevel levels[kMostLevels];
    float* sources[kMostLevels];
    int levelCount;

    HW_HD int phases() const { return 2 * (levelCount - 1) * kPhasesOfLevel + 2 * kCoarsestSweeps; }
    HW_HD int count(int phase) const {
        const Step step = stepAt(phase);
        const GridShape& s = levels[step.kind == Restrict ? step.level + 1 : step.level].shape;
        const int width = step.kind == Relax ? colourWidth(s) : s.cells[0];
        return width * s.cells[1] * s.cells[2];
    }
    HW_HD void operator()(int phase, int n) const {
        const Step step = stepAt(phase);
        const PressureLevel& level = levels[step.level];
        if (step.kind == Relax) {
            const int width = colourWidth(level.shape);
            relaxColour(level, step.colour, step.isFromZero, n % width, n / width);
        } else if (step.kind == Restrict) {
            const PressureLevel& coarse = levels[step.level + 1];
            const int width = coarse.shape.cells[0];
            restrictTo(level, coarse, sources[step.level + 1], n % width, n / width);
        } else {
            const int width = level.shape.cells[0];
            addCoarse(levels[step.level + 1], level, n % width, n / width);
        }
    }

private:
    enum Kind { Relax, Restrict, Add };
    struct Step {
        Kind kind;
        int level;
        int colour;
        bool isFromZero;
    };
    HW_HD Step stepAt(int phase) const {
        const int down = (levelCount - 1) * kPhasesOfLevel;
        if (phase < down) {
            const int within = phase % kPhasesOfLevel;
            return {within < 2 * kSmoothingSweeps ? Relax : Restrict, phase / kPhasesOfLevel,
                    within & 1, within < 2};
        }
        if (phase < down + 2 * kCoarsestSweeps)
            return {Relax, levelCount - 1, (phase - down) & 1, phase - down < 2};
        const int up = phase - down - 2 * kCoarsestSweeps;
        const int within = up % kPhasesOfLevel;
        // Going up the colours swap, which keeps the cycle symmetric.
        return {within == 0 ? Add : Relax, levelCount - 2 - up / kPhasesOfLevel, within & 1, false};
    }
};

/// Sum of source * potential, and from it the turn of the search direction.
struct SourceProduct {
    static constexpr const char* kName = "SourceProduct";
    using Value = double;
    GridShape shape;
    const float* source;
    const float* potential;
    bool isFirst;
    FlowScalars* scalars;

    HW_HD static Value nothing() { return 0.0; }
    HW_HD static Value join(Value a, Value b) { return a + b; }
    HW_HD Value value(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        return static_cast<double>(source[c]) * potential[c];
    }
    HW_HD void finish(Value inner) const {
        scalars->turn =
            isFirst || scalars->inner == 0.0 ? 0.0f : static_cast<float>(inner / scalars->inner);
        scalars->inner = inner;
    }
};

struct TurnDirection {
    static constexpr const char* kName = "TurnDirection";
    GridShape shape;
    const float* potential;
    const FlowScalars* scalars;
    float* direction;

    HW_HD void operator()(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        direction[c] = potential[c] + scalars->turn * direction[c];
    }
};

/// product = operator(direction), and the length of the step that the sum of direction * product
/// asks for. `g.potential` is the direction.
struct DirectionProduct {
    static constexpr const char* kName = "DirectionProduct";
    using Value = double;
    PressureLevel level;
    float* product;
    FlowScalars* scalars;

    HW_HD static Value nothing() { return 0.0; }
    HW_HD static Value join(Value a, Value b) { return a + b; }
    HW_HD Value value(int i, int row) const {
        const int c = level.shape.rowStart(row) + i;
        const float own = pressureOperator(level.g, c);
        product[c] = own;
        return static_cast<double>(own) * level.g.potential[c];
    }
    HW_HD void finish(Value curvature) const {
        // Nothing left to do: the source is at the level of rounding.
        scalars->length = curvature < 0.0 ? static_cast<float>(scalars->inner / curvature) : 0.0f;
    }
};

struct StepAlong {
    static constexpr const char* kName = "StepAlong";
    GridShape shape;
    const float* direction;
    const float* product;
    const FlowScalars* scalars;
    bool isFirst;
    float* answer;
    float* source;

    HW_HD void operator()(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        const float length = scalars->length;
        answer[c] = (isFirst ? 0.0f : answer[c]) + length * direction[c];
        source[c] -= length * product[c];
    }
};

} // namespace hallwright::airflow
