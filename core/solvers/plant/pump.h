#pragma once

#include "core/solvers/plant/interpolation.h"

namespace hallwright::plant {

/// A variable-speed pump: H = shutoff - a Q^2 at full speed.
struct PumpParameters {
    double ratedFlow_m3_per_s = 0.0;
    double shutoffHead_m = 0.0;
    double coefficient_s2_per_m5 = 0.0;
    Interpolation efficiencyOverFlowRatio; ///< over Q / (Q_rated * speed)
    double motorEfficiency = 1.0;
    double driveEfficiency = 1.0; ///< variable-frequency drive
    double motorRating_W = 0.0;   ///< shaft power the motor may give; 0: unknown
};

struct PumpState {
    double head_m = 0.0;
    double hydraulicPower_W = 0.0;
    double shaftPower_W = 0.0;
    double electricPower_W = 0.0;
    double efficiency = 0.0; ///< of the pump alone
    bool isOverloaded = false;
};

/// Coefficient [s2/m5] from one that is given for flows in m3/h.
[[nodiscard]] double coefficientFromCubicMetresPerHour(double coefficient_m_per_m3h2);

/// Head at a flow and a relative speed by the affinity laws: H = s^2 h0 - a Q^2.
[[nodiscard]] double pumpHead_m(const PumpParameters& pump, double flow_m3_per_s, double speed);

/// Relative speed that gives `head_m` at `flow_m3_per_s`: s = sqrt((H + a Q^2) / h0).
[[nodiscard]] double pumpSpeedForDuty(const PumpParameters& pump, double flow_m3_per_s,
                                      double head_m);

/// Powers at an operating point: P_el = rho g Q H / (eta_pump eta_motor eta_drive). Efficiency is
/// taken at the flow ratio Q / (Q_rated s), which the affinity laws keep.
[[nodiscard]] PumpState runPump(const PumpParameters& pump, double flow_m3_per_s, double speed,
                                double density_kg_per_m3, double gravity_m_per_s2 = 9.80665);

} // namespace hallwright::plant
