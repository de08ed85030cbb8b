#pragma once

#include "core/solvers/power/short_circuit/short_circuit_problem.h"
#include "core/solvers/power/short_circuit/voltage_factor.h"

#include <limits>
#include <string>
#include <vector>

namespace hallwright::short_circuit {

/// How the factor kappa of the peak current is found in networks with more than one path: IEC
/// 60909-0 8.1. On a single path all agree.
enum class PeakMethod {
    Ratio,              ///< R/X at the fault, no safety factor
    RatioWithSafety,    ///< method B: 1.15 kappa, at most 1.8 in low voltage, 2.0 above
    EquivalentFrequency ///< method C: R/X from the network at 20 Hz (of 50)
};

struct ShortCircuitOptions {
    FaultCase faultCase = FaultCase::Maximum;
    VoltageRules rules;
    PeakMethod peakMethod = PeakMethod::EquivalentFrequency;
    bool withMotors = true;       ///< at minimum they are left out anyway
    double breakerDelay_s = 0.1;  ///< until the first contact parts: tmin of Ib
    double thermalDuration_s = 1; ///< Tk of Ith
};

/// Currents of a fault at one bus. A figure that does not exist is not a number: all where no
/// source reaches the bus, the earth fault where no earth current can flow.
struct FaultLevel {
    static constexpr double kNoValue = std::numeric_limits<double>::quiet_NaN();

    double ik3_kA = kNoValue; ///< initial symmetrical, three-phase
    double ik2_kA = kNoValue; ///< two-phase
    double ik1_kA = kNoValue; ///< one phase to earth
    /// Two phases to earth: the larger of the two faulted phases, and the current to earth.
    double ik2e_kA = kNoValue;
    double ike2e_kA = kNoValue;
    double ip_kA = kNoValue;  ///< peak of the three-phase fault
    double ib_kA = kNoValue;  ///< symmetrical breaking current
    double ik_kA = kNoValue;  ///< steady; none where a machine alone feeds whose xd is not known
    double ith_kA = kNoValue; ///< thermal equivalent, n = 1
    double c = kNoValue;      ///< voltage factor
    double kappa = kNoValue;
    double rOverX = kNoValue; ///< that kappa came from
    Complex z1_ohm;           ///< at the bus, positive sequence
    Complex z0_ohm;           ///< meaningful where hasEarthPath
    bool isEnergised = false;
    bool hasEarthPath = false;
    bool isConverterFed = false; ///< converters alone: their limited current in every fault

    [[nodiscard]] double ip2_kA() const { return ip_kA * ik2_kA / ik3_kA; }
};

struct ShortCircuitSolution {
    bool isSolved = false;
    std::string message; ///< why not
    std::vector<FaultLevel> buses;
    std::vector<double> transformerCorrections; ///< K_T, or K_S of a unit
    std::vector<double> generatorCorrections;   ///< K_G, or K_S of a unit
};

} // namespace hallwright::short_circuit
