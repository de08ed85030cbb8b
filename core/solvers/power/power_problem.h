#pragma once

#include <limits>
#include <vector>

namespace hallwright::power {

/// Balanced positive-sequence AC network as plain index-based tables, per unit on `base_MVA` and on
/// the nominal voltage of each bus. Helpers that turn name-plate data in SI into these rows stand
/// in branch_parameters.h. Rows are never renumbered: row i of a table is row i of the solution.
///
/// Sign conventions: loads consume, generators and sources supply; a shunt with b > 0 is a
/// capacitor. A row that is out of service or open stays in its table, so that indices hold.

/// A node of the network. Shunt: power at 1.0 pu voltage, g consumed, b supplied as reactive power.
struct Bus {
    double base_kV = 1.0; ///< nominal line-to-line voltage; informative, all values are per unit
    double shuntG_pu = 0.0;
    double shuntB_pu = 0.0;
};

/// Series r + jx with total shunt admittance g + jb, half at each end, behind an ideal transformer
/// at the from end: V_from = tap * e^(j shift) * V_1. A line has tap 1 and shift 0; shift > 0 makes
/// the to side lag. Y_tt = ys + ysh/2, Y_ff = Y_tt/tap^2, Y_ft = -ys/conj(t), Y_tf = -ys/t.
struct Branch {
    int from = 0;
    int to = 0;
    double r_pu = 0.0;
    double x_pu = 0.0;
    double g_pu = 0.0;
    double b_pu = 0.0;
    double tap = 1.0;
    double shift_rad = 0.0;
    double rating_MVA = 0.0; ///< 0: no rating known
    bool inService = true;
};

/// A switch, bus tie or connection without impedance. Closed links merge their buses into one node.
struct Link {
    int from = 0;
    int to = 0;
    bool closed = true;
};

/// How a load's power varies with voltage: S(V) = S0 * (power + current |V| + impedance |V|^2).
/// The three shares add up to 1.
struct ZipShares {
    double power = 1.0;
    double current = 0.0;
    double impedance = 0.0;
};

/// Power drawn at 1.0 pu voltage.
struct Load {
    int bus = 0;
    double p_pu = 0.0;
    double q_pu = 0.0;
    ZipShares zip = {};
    bool inService = true;
};

/// A machine or converter that feeds a fixed active power. With `controlsVoltage` it holds its bus
/// at `vSet_pu` (a PV bus) by its reactive power, within the limits where they are enforced;
/// otherwise it feeds the fixed reactive power q_pu.
struct Generator {
    int bus = 0;
    double p_pu = 0.0;
    double q_pu = 0.0;
    double vSet_pu = 1.0;
    double qMin_pu = -std::numeric_limits<double>::infinity();
    double qMax_pu = std::numeric_limits<double>::infinity();
    bool controlsVoltage = true;
    bool inService = true;
};

/// An ideal voltage behind an impedance: a grid connection (gridSource() in branch_parameters.h), a
/// generator set in island operation, a UPS output. r = x = 0 makes its bus a slack bus. An island
/// may hold several sources; an island without one is de-energised.
struct Source {
    int bus = 0;
    double vm_pu = 1.0;
    double va_rad = 0.0;
    double r_pu = 0.0;
    double x_pu = 0.0;
    bool inService = true;
};

/// A tap changer under load on the from side of a transformer. It is moved where PowerOptions::taps
/// says so, from `position` on, until the voltage of `controlledBus` lies within vSet +- band / 2
/// or the last tap is reached. At position n the branch's ratio is neutralTap (1 + n step); its
/// `tap` counts where the changer is left alone. A higher position lowers the voltage on the to
/// side.
struct TapChanger {
    int branch = 0;
    int controlledBus = 0;
    double vSet_pu = 1.0;
    double band_pu = 0.02; ///< full width; at least 1.2 steps, or no position may lie within it
    double neutralTap = 1.0;
    double step = 0.0125; ///< change of the ratio for each position, fraction
    int minPosition = -8;
    int maxPosition = 8;
    int position = 0; ///< where it stands before the solve
    bool inService = true;
};

/// Converters between two buses that pass on active power alone: a double-conversion UPS, a
/// rectifier, a DC converter. The output is an ideal voltage; the input draws what the output
/// supplies and the loss a + b p + c p^2 with p = output / rating, times the rating, at its own
/// power factor. An output whose input is dead is fed where there is storage, else it is dead.
struct Coupling {
    int from = 0;                  ///< input bus
    int to = 0;                    ///< output bus
    double rating_MVA = 0.0;       ///< of the output; 0: the base power
    double lossConstant = 0.0;     ///< a: at no load
    double lossLinear = 0.0;       ///< b
    double lossQuadratic = 0.0;    ///< c
    double inputPowerFactor = 1.0; ///< lagging where positive
    double vm_pu = 1.0;            ///< of the output
    double va_rad = 0.0;
    bool hasStorage = false;
    bool inService = true;
};

struct PowerProblem {
    double base_MVA = 100.0;
    std::vector<Bus> buses;
    std::vector<Branch> branches;
    std::vector<Link> links;
    std::vector<Load> loads;
    std::vector<Generator> generators;
    std::vector<Source> sources;
    std::vector<TapChanger> tapChangers;
    std::vector<Coupling> couplings;
};

} // namespace hallwright::power
