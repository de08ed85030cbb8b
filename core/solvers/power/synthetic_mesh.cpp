#include "core/solvers/power/synthetic_mesh.h"

#include "core/solvers/power/sequence.h"

namespace hallwright::power {

PowerProblem syntheticMesh(int columns, int rows) {
    Sequence sequence;
    PowerProblem problem;
    problem.base_MVA = 100.0;
    const int buses = columns * rows;
    problem.buses.resize(static_cast<std::size_t>(buses), {220.0});
    const auto connect = [&](int from, int to) {
        Branch branch{from, to, sequence.between(0.002, 0.01), sequence.between(0.02, 0.08)};
        if (sequence.between(0.0, 1.0) < 0.125)
            branch.tap = sequence.between(0.97, 1.03);
        else
            branch.b_pu = sequence.between(0.0, 0.04);
        branch.rating_MVA = sequence.between(150.0, 400.0);
        problem.branches.push_back(branch);
    };
    for (int bus = 0; bus < buses; ++bus) {
        // The first row and column stay whole, so that every bus has a way left.
        const bool inFirstRow = bus < columns;
        const bool inFirstColumn = bus % columns == 0;
        if (!inFirstColumn && (inFirstRow || sequence.between(0.0, 1.0) > 0.1))
            connect(bus - 1, bus);
        if (!inFirstRow)
            connect(bus - columns, bus);
        const double p_pu = sequence.between(0.0, 0.4);
        problem.loads.push_back({bus, p_pu, sequence.between(0.1, 0.4) * p_pu});
        if (bus % 9 == 4)
            problem.generators.push_back({.bus = bus,
                                          .p_pu = sequence.between(1.2, 2.4),
                                          .vSet_pu = sequence.between(1.0, 1.03),
                                          .qMin_pu = -0.8,
                                          .qMax_pu = 1.2});
    }
    problem.sources.push_back({0, 1.02});
    return problem;
}

} // namespace hallwright::power
