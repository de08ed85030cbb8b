#pragma once

#include "core/solvers/airflow/lattice.h"

#include <functional>
#include <optional>
#include <stop_token>
#include <vector>

namespace hallwright::airflow {

/// Where the air of a steady flow comes from and goes to.
struct AirCapture {
    /// Of the air in each cell, the share that came from units and openings without passing a rack.
    std::vector<float> supplyShare;
    /// Of the air that each rack takes in, the share straight from units and openings: the
    /// cold-aisle capture index of VanGilder and Shrivastava (ASHRAE Trans. 113(1), 2007).
    std::vector<double> rackFromSupply;
    /// Of the air that each rack blows out, the share that units and openings take before another
    /// rack does: their hot-aisle capture index.
    std::vector<double> rackToReturn;
    /// Of the air that each unit takes in, the share that has passed no rack: its bypass.
    std::vector<double> unitBypass;
};

/// Solves for what a passive source in each cell (1/s) leads to in a flow, or, `isBackward`, in the
/// flow run backwards; `share` is where to start and becomes the answer.
using PassiveSolve = std::function<void(const std::vector<float>& source_per_s,
                                        std::vector<float>& share, bool isBackward)>;

/// Follows the supplied air downstream as a passive scalar, and the units' catch upstream by the
/// adjoint of the same equations: one solve each for all racks, which agree with each other as
/// exactly as they are solved. None where there is no unit or opening that supplies, or where a
/// stop was requested.
[[nodiscard]] std::optional<AirCapture>
findCapture(const Lattice& lattice, const PassiveSolve& solve, const std::stop_token& stop);

} // namespace hallwright::airflow
