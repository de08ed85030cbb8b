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

/// Sets the length of the step along a direction.
HW_HD void setLength(FlowScalars& scalars, double curvature) {
    // Nothing left to do: the source is at the level of rounding.
    scalars.length = curvature < 0.0 ? static_cast<float>(scalars.inner / curvature) : 0.0f;
}

/// Cells of one colour in a row.
HW_HD int colourWidth(const GridShape& shape) {
    return (shape.cells[0] + 1) / 2;
}

/// One colour of a red-black sweep: cell `i` of that colour in the row. Reads 6 arrays, writes 1,
/// over both colours about 28 bytes a cell.
HW_HD void relaxColour(const PressureLevel& level, int colour, int i, int row) {
    const GridShape& s = level.shape;
    const int place = 2 * i + ((row % s.cells[1] + row / s.cells[1] + colour) & 1);
    if (place >= s.cells[0])
        return;
    const int c = s.rowStart(row) + place;
    level.g.potential[c] += kOverRelaxation * relaxationStep(level.g, c);
}

/// Potential of the first colour after its sweep from zero.
struct FirstColour {
    const float* source;
    const float* inverseDiagonal;
    HW_HD float operator()(int c) const {
        return kOverRelaxation * (0.0f - source[c]) * inverseDiagonal[c];
    }
};

/// Both colours of the first sweep, from a potential of zero, whatever the memory holds: what the
/// second needs of the first follows from its source alone. Reads 5 arrays, writes 1; 24 bytes a
/// cell.
HW_HD void relaxFromZero(const PressureLevel& level, int i, int row) {
    const GridShape& s = level.shape;
    const int c = s.rowStart(row) + i;
    const PressureView& g = level.g;
    const FirstColour first{g.source, g.inverseDiagonal};
    const bool isFirst = ((i + row % s.cells[1] + row / s.cells[1]) & 1) == 0;
    g.potential[c] = isFirst ? first(c)
                             : kOverRelaxation * (neighbourSumOf(g, first, c) - g.source[c]) *
                                   g.inverseDiagonal[c];
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

/// A fine potential with what the coarse grid found added.
struct CorrectedPotential {
    const PressureLevel& coarse;
    const PressureLevel& fine;

    HW_HD float at(int i, int j, int k) const {
        const int* cells = fine.shape.cells;
        if (i < 0 || j < 0 || k < 0 || i >= cells[0] || j >= cells[1] || k >= cells[2])
            return 0.0f; // calm air outside, or a wall
        return fine.g.potential[fine.shape.index(i, j, k)] +
               coarse.g.potential[coarse.shape.index(i / 2, j / 2, k / 2)];
    }
};

/// One colour of the sweep that follows the correction, and the correction with it: `isFirst` of
/// the colour that goes first, whose neighbours have not got theirs yet. Over both colours 32 bytes
/// a cell.
HW_HD void correctAndRelax(const PressureLevel& coarse, const PressureLevel& fine, int colour,
                           bool isFirst, int n, int row) {
    const GridShape& s = fine.shape;
    const int j = row % s.cells[1], k = row / s.cells[1];
    const int i = 2 * n + ((j + k + colour) & 1);
    if (i >= s.cells[0])
        return;
    const PressureView& g = fine.g;
    const int c = s.index(i, j, k);
    const CorrectedPotential corrected{coarse, fine};
    const float own = corrected.at(i, j, k);
    const auto sum = [&](int d) {
        const int near = c - g.stride[d], far = c + g.stride[d];
        const float before =
            isFirst ? corrected.at(i - (d == 0), j - (d == 1), k - (d == 2)) : g.potential[near];
        const float behind =
            isFirst ? corrected.at(i + (d == 0), j + (d == 1), k + (d == 2)) : g.potential[far];
        return g.conductance[d][c] * before + g.conductance[d][far] * behind;
    };
    const float neighbours = sum(0) + sum(1) + sum(2);
    const float step = g.inverseDiagonal[c] > 0.0f
                           ? (neighbours - g.source[c]) * g.inverseDiagonal[c] - own
                           : 0.0f;
    g.potential[c] = own + kOverRelaxation * step;
}

struct RelaxFromZero {
    static constexpr const char* kName = "RelaxFromZero";
    PressureLevel level;

    HW_HD void operator()(int i, int row) const { relaxFromZero(level, i, row); }
};

/// What a flow has too much of, as the source of the pressure.
struct DivergenceAt {
    const float* velocity_m_per_s[3];
    const unsigned char* isSolid;
    int stride[3];
    float inverse_per_m[3];
    HW_HD float operator()(int c) const {
        return isSolid[c] ? 0.0f : cellDivergence(velocity_m_per_s, stride, inverse_per_m, c);
    }
};

/// Potential of the first colour after its sweep from zero, straight from the flow.
struct FirstColourOfFlow {
    const DivergenceAt& divergence;
    const float* inverseDiagonal;
    HW_HD float operator()(int c) const {
        return kOverRelaxation * (0.0f - divergence(c)) * inverseDiagonal[c];
    }
};

/// Source of the finest grid, and its first sweep from zero. Reads 8 arrays, writes 2; 37 bytes a
/// cell.
struct BeginCycle {
    static constexpr const char* kName = "BeginCycle";
    PressureLevel level;
    DivergenceAt divergence;
    float* source;

    HW_HD void operator()(int i, int row) const {
        const GridShape& s = level.shape;
        const int c = s.rowStart(row) + i;
        const PressureView& g = level.g;
        const float own = divergence(c);
        source[c] = own;
        const bool isFirst = ((i + row % s.cells[1] + row / s.cells[1]) & 1) == 0;
        const FirstColourOfFlow first{divergence, g.inverseDiagonal};
        const float neighbours = isFirst ? 0.0f : neighbourSumOf(g, first, c);
        g.potential[c] = kOverRelaxation * (neighbours - own) * g.inverseDiagonal[c];
    }
};

/// The source alone, where one block does all grids.
struct DivergenceSource {
    static constexpr const char* kName = "DivergenceSource";
    DivergenceAt divergence;
    GridShape shape;
    float* source;

    HW_HD void operator()(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        source[c] = divergence(c);
    }
};

struct RestrictResidual {
    static constexpr const char* kName = "RestrictResidual";
    PressureLevel fine, coarse;
    float* coarseSource;

    HW_HD void operator()(int i, int row) const { restrictTo(fine, coarse, coarseSource, i, row); }
};

struct CorrectAndRelax {
    static constexpr const char* kName = "CorrectAndRelax";
    PressureLevel coarse, fine;
    int colour;
    bool isFirst;

    HW_HD void operator()(int i, int row) const {
        correctAndRelax(coarse, fine, colour, isFirst, i, row);
    }
};

static_assert(kSmoothingSweeps == 1, "sweeps of a level are one with its correction");

/// The lower part of a V-cycle, from the first of `levels` down and back: too little work for more
/// than one block, and as many launches as all the rest otherwise.
struct CoarseCycle {
    static constexpr const char* kName = "CoarseCycle";
    static constexpr int kMostLevels = 12;
    static constexpr int kPhasesDown = 2;                        // of a level: sweep, residual
    static constexpr int kPhasesUp = 2;                          // the two colours
    static constexpr int kPhasesAtEnd = 2 * kCoarsestSweeps - 1; // the first two colours are one

    PressureLevel levels[kMostLevels];
    float* sources[kMostLevels];
    int levelCount;

    HW_HD int phases() const { return (levelCount - 1) * (kPhasesDown + kPhasesUp) + kPhasesAtEnd; }
    HW_HD int count(int phase) const {
        const Step step = stepAt(phase);
        const GridShape& s = levels[step.kind == Restrict ? step.level + 1 : step.level].shape;
        const bool isColour = step.kind == Relax || step.kind == Correct;
        return (isColour ? colourWidth(s) : s.cells[0]) * s.cells[1] * s.cells[2];
    }
    HW_HD void operator()(int phase, int n) const {
        const Step step = stepAt(phase);
        const PressureLevel& level = levels[step.level];
        const GridShape& s = levels[step.kind == Restrict ? step.level + 1 : step.level].shape;
        const bool isColour = step.kind == Relax || step.kind == Correct;
        const int width = isColour ? colourWidth(s) : s.cells[0];
        const int i = n % width, row = n / width;
        switch (step.kind) {
        case Begin:
            relaxFromZero(level, i, row);
            break;
        case Relax:
            relaxColour(level, step.colour, i, row);
            break;
        case Restrict:
            restrictTo(level, levels[step.level + 1], sources[step.level + 1], i, row);
            break;
        case Correct:
            correctAndRelax(levels[step.level + 1], level, step.colour, step.colour == 1, i, row);
            break;
        }
    }

private:
    enum Kind { Begin, Relax, Restrict, Correct };
    struct Step {
        Kind kind;
        int level;
        int colour;
    };
    HW_HD Step stepAt(int phase) const {
        const int down = (levelCount - 1) * kPhasesDown;
        if (phase < down)
            return {phase % kPhasesDown == 0 ? Begin : Restrict, phase / kPhasesDown, 0};
        const int within = phase - down;
        if (within < kPhasesAtEnd)
            return {within == 0 ? Begin : Relax, levelCount - 1, (within + 1) & 1};
        const int up = within - kPhasesAtEnd;
        // Going up the colours swap, which keeps the cycle symmetric.
        return {Correct, levelCount - 2 - up / kPhasesUp, 1 - up % kPhasesUp};
    }
};

/// Of the first search direction, which is the potential: its product with the source, and the
/// length of the step along it. Writes what the operator makes of it to `product`.
struct FirstStep {
    static constexpr const char* kName = "FirstStep";
    struct Value {
        double inner;
        double curvature;
    };
    PressureLevel level;
    float* product; ///< null: not wanted
    FlowScalars* scalars;

    HW_HD static Value nothing() { return {0.0, 0.0}; }
    HW_HD static Value join(Value a, Value b) {
        return {a.inner + b.inner, a.curvature + b.curvature};
    }
    HW_HD Value value(int i, int row) const {
        const int c = level.shape.rowStart(row) + i;
        const float own = pressureOperator(level.g, c), potential = level.g.potential[c];
        if (product)
            product[c] = own;
        return {static_cast<double>(level.g.source[c]) * potential,
                static_cast<double>(own) * potential};
    }
    HW_HD void finish(Value all) const {
        scalars->inner = all.inner;
        setLength(*scalars, all.curvature);
    }
};

/// Sum of source * potential, and from it the turn of the search direction.
struct SourceProduct {
    static constexpr const char* kName = "SourceProduct";
    using Value = double;
    GridShape shape;
    const float* source;
    const float* potential;
    FlowScalars* scalars;

    HW_HD static Value nothing() { return 0.0; }
    HW_HD static Value join(Value a, Value b) { return a + b; }
    HW_HD Value value(int i, int row) const {
        const int c = shape.rowStart(row) + i;
        return static_cast<double>(source[c]) * potential[c];
    }
    HW_HD void finish(Value inner) const {
        scalars->turn = scalars->inner == 0.0 ? 0.0f : static_cast<float>(inner / scalars->inner);
        scalars->inner = inner;
    }
};

/// A search direction after its turn.
struct TurnedDirection {
    const float* potential;
    const float* before;
    float turn;
    HW_HD float operator()(int c) const { return potential[c] + turn * before[c]; }
};

/// The next search direction and what the operator makes of it, and the length of the step that
/// the sum of their products asks for.
struct NextStep {
    static constexpr const char* kName = "NextStep";
    using Value = double;
    PressureLevel level;
    const float* before;
    float* direction;
    float* product;
    FlowScalars* scalars;

    HW_HD static Value nothing() { return 0.0; }
    HW_HD static Value join(Value a, Value b) { return a + b; }
    HW_HD Value value(int i, int row) const {
        const int c = level.shape.rowStart(row) + i;
        const TurnedDirection turned{level.g.potential, before, scalars->turn};
        const float along = turned(c), own = pressureOperatorOn(level.g, turned, c);
        direction[c] = along;
        product[c] = own;
        return static_cast<double>(own) * along;
    }
    HW_HD void finish(Value curvature) const { setLength(*scalars, curvature); }
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
