#pragma once

#include "core/solvers/power/power_problem.h"

#include <array>
#include <numbers>

namespace hallwright::power {

/// Base impedance of a per-unit system [ohm]: U^2 / S.
[[nodiscard]] constexpr double baseImpedance_ohm(double base_kV, double base_MVA) {
    return base_kV * base_kV / base_MVA;
}

/// Name plate and test-report values of a two-winding transformer. HV is the from side.
struct TwoWindingTransformer {
    double ratedPower_VA = 0.0;
    double hvRated_kV = 0.0; ///< winding voltage at the nominal tap, not the bus voltage
    double lvRated_kV = 0.0;
    double shortCircuitVoltage = 0.0; ///< uk as a fraction (6 % = 0.06)
    double shortCircuitLoss_W = 0.0;  ///< Pk at rated current; ur = Pk / Sr
    double noLoadLoss_W = 0.0;        ///< P0 at rated voltage
    double noLoadCurrent = 0.0;       ///< i0 as a fraction of the rated current
    int clock = 0;                    ///< vector-group number: LV lags HV by 30 degrees each
    double tapStep = 0.0;             ///< change of HV winding voltage per tap, fraction
    int tapPosition = 0;              ///< steps from nominal, HV side
    int parallelUnits = 1;            ///< identical units side by side
};

/// Pi row of a transformer between buses `hvBus` and `lvBus` whose nominal voltages are given.
/// Impedances: IEC 60076-1 / IEC 60909-0 6.3.1: Z = uk U^2/S, R = Pk U^2/S^2, X = sqrt(Z^2 - R^2);
/// magnetising branch: G = P0/U^2, |Y| = i0 S/U^2, inductive; the star of both on the LV side.
[[nodiscard]] Branch transformerBranch(const TwoWindingTransformer& transformer, int hvBus,
                                       int lvBus, double hvBase_kV, double lvBase_kV,
                                       double base_MVA);

/// Name plate of a three-winding transformer. Windings: 0 HV, 1 MV, 2 LV; pairs: 0 HV-MV, 1 HV-LV,
/// 2 MV-LV, each with the reference power its short-circuit values are stated for (commonly the
/// smaller rated power of the two; most mistakes are made here).
struct ThreeWindingTransformer {
    std::array<double, 3> rated_kV = {};
    std::array<double, 3> ratedPower_VA = {};
    std::array<double, 3> shortCircuitVoltage = {}; ///< by pair, fraction
    std::array<double, 3> shortCircuitLoss_W = {};  ///< by pair, at the reference current
    std::array<double, 3> referencePower_VA = {};   ///< by pair
    std::array<int, 3> clock = {};                  ///< of each winding against HV; [0] is 0
    double noLoadLoss_W = 0.0;                      ///< at rated voltage
    double noLoadCurrent = 0.0;                     ///< fraction of the HV winding's rated current
    double tapStep = 0.0;                           ///< on the HV winding
    int tapPosition = 0;
};

/// Three pi rows from the windings' buses to a star bus that the caller adds (its base voltage does
/// not matter). Arms: IEC 60909-0 6.3.2, Z_A = (Z_AB + Z_AC - Z_BC) / 2; one of them is often
/// slightly negative. The magnetising branch goes to the HV arm.
[[nodiscard]] std::array<Branch, 3> threeWindingBranches(const ThreeWindingTransformer& transformer,
                                                         const std::array<int, 3>& buses,
                                                         const std::array<double, 3>& base_kV,
                                                         int starBus, double base_MVA);

/// Values of a cable, line or busway per length, for one conductor system.
struct CableData {
    double r_ohm_per_km = 0.0; ///< at operating temperature, see resistanceAt()
    double x_ohm_per_km = 0.0;
    double c_F_per_km = 0.0;
    double frequency_Hz = 50.0;
    double ratedCurrent_A = 0.0; ///< 0: no rating known
    int parallelSystems = 1;
};

enum class Conductor { Copper, Aluminium };

/// Resistance at a conductor temperature, of one given at 20 C: R20 (1 + alpha20 (t - 20 C)), with
/// alpha20 = 3.93e-3 /K (copper), 4.03e-3 /K (aluminium), IEC 60287-1-1, table 1.
[[nodiscard]] double resistanceAt(double r20, double conductor_C, Conductor conductor);

/// Temperature of a conductor that carries `loading` times its rated current for long: its rise
/// over the ambient goes with the losses, so with the square of the current. `rated_C` is reached
/// at rated current in that ambient.
[[nodiscard]] double conductorTemperature_C(double ambient_C, double rated_C, double loading);

/// Pi row of a cable of `length_m` at nominal voltage `base_kV` (both ends).
[[nodiscard]] Branch cableBranch(const CableData& cable, double length_m, int from, int to,
                                 double base_kV, double base_MVA);

/// A grid connection with initial short-circuit power Sk" and ratio R/X (IEC 60909-0 6.2):
/// |z| = base_MVA / Sk" per unit, without the voltage factor c: this is the operating state, not
/// the fault. `vm_pu` is the voltage behind the impedance.
[[nodiscard]] Source gridSource(int bus, double shortCircuit_MVA, double rOverX, double vm_pu,
                                double base_MVA);

/// Row of a load given in watts and power factor (lagging: draws reactive power when positive).
[[nodiscard]] Load loadFromWatts(int bus, double p_W, double powerFactor, double base_MVA);

[[nodiscard]] constexpr double degreesToRadians(double degrees) {
    return degrees * std::numbers::pi / 180.0;
}

[[nodiscard]] constexpr double radiansToDegrees(double radians) {
    return radians * 180.0 / std::numbers::pi;
}

/// Apparent power in MVA that a rated line current means at nominal voltage: sqrt(3) U I.
[[nodiscard]] double ratingFromCurrent_MVA(double current_A, double base_kV);

} // namespace hallwright::power
