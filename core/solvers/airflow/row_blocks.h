#pragma once

#include "core/compute/parallel_chunks.h"
#include "core/solvers/airflow/grid_shape.h"

#include <algorithm>

namespace hallwright::airflow {

/// Calls body(begin, end) for ranges of rows, each range standing for its rows of all layers, on
/// threads.
template <class Body>
void forRowBlocks(const GridShape& shape, const Body& body) {
    constexpr int kCellsPerChunk = 12000; // below this a thread costs more than it gains
    const int grain = std::max(1, kCellsPerChunk / (shape.cells[0] * shape.cells[2]));
    compute::parallelChunks(shape.cells[1], grain, body);
}

} // namespace hallwright::airflow
