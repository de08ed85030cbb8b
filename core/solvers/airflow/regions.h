#pragma once

#include "core/solvers/airflow/lattice.h"

namespace hallwright::airflow {

/// A closed baffle face with air on both sides.
struct BaffleFace {
    int face = 0;
    Axis axis = Axis::X;
};

/// Finds the regions that closed faces cut the air into, and lets each region that gets more air
/// than it gives lose the rest through its baffles, in proportion to their area: real containment
/// leaks where it is pressed to. Fills lattice.leaks and their given velocities; a region without
/// baffles whose flows do not balance makes the lattice infeasible, with a finding.
void balanceRegions(Lattice& lattice, const std::vector<BaffleFace>& baffles,
                    const std::stop_token& stop = {});

} // namespace hallwright::airflow
