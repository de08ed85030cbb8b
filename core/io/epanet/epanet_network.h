#pragma once

#include "core/base/result.h"
#include "core/solvers/hydronic/hydronic_network.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace hallwright::io {

/// A control that acts when a junction's head passes a limit, so that only the solution tells.
struct PressureControl {
    std::size_t link = 0;
    std::size_t node = 0;
    bool isAbove = false; ///< acts at or above `head_m`, else at or below
    double head_m = 0.0;
    hydronic::Link then; ///< the link once the control has acted
};

/// Slope [s/m2] of what EPANET shuts: its CBIG of 1e8 ft for 1 ft3/s.
inline constexpr double kShutSlope_s_per_m2 = 1e8 / (0.3048 * 0.3048);

/// An EPANET file as a hydronic problem at time 0, in SI units.
struct EpanetNetwork {
    std::string title;
    hydronic::HydronicProblem problem;
    /// Names of the file's nodes: junctions, reservoirs, tanks, in this order. Nodes of the problem
    /// beyond these stand for the open ends of emitters.
    std::vector<std::string> nodeIds;
    /// Names of the file's links: pipes, pumps, valves, in this order. Links beyond these are
    /// emitters.
    std::vector<std::string> linkIds;
    std::vector<PressureControl> pressureControls;
    /// By which flows of the problem are multiplied for true m3/s: EPANET rounds the factors of
    /// flow units, and its heads come out only with the flows that it computes with.
    double trueFlow = 1.0;
    int maxIterations = 200;                           ///< TRIALS
    double closedSlope_s_per_m2 = kShutSlope_s_per_m2; ///< to solve with, see SolveOptions
    base::Diagnostics notes; ///< what the file says and a steady solve at time 0 leaves out
};

/// Reads the text of an .inp file; one that is not UTF-8 is taken for Windows-1252. Every finding
/// of a bad file is reported with its line ("line 12").
[[nodiscard]] base::Result<EpanetNetwork> parseEpanet(std::string_view text);

/// Reads a file; a file that cannot be read is a finding of its own.
[[nodiscard]] base::Result<EpanetNetwork> readEpanetFile(const std::filesystem::path& path);

/// Solves the network at time 0, with what EPANET lets through shut links. Controls on a
/// pressure act on the solution that calls for them, which is then solved again; `network.problem`
/// is left as they have set it. Parts that shut links cut off get the heads that EPANET gives them,
/// see setCutOffHeads().
[[nodiscard]] hydronic::HydronicSolution solveAtStart(EpanetNetwork& network,
                                                      hydronic::SolveOptions options = {});

} // namespace hallwright::io
