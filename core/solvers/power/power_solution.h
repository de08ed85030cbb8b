#pragma once

#include <complex>
#include <string>
#include <vector>

namespace hallwright::power {

enum class PowerStatus {
    Converged,    ///< every energised island is solved to the tolerance
    NotConverged, ///< the iteration limit was reached
    Collapsed,    ///< no state carries this load: the voltage falls until the Jacobian is singular
    NoSource,     ///< no bus is connected to a source in service
    Cancelled,    ///< the stop token was raised
};

/// Text of a status as the command line prints it: "converged", "voltage collapse", ...
[[nodiscard]] const char* toString(PowerStatus status);

/// State of the network. Where the status is not Converged the numbers are the last iterate and are
/// meant for diagnosis only. Buses without a source carry NaN voltages, and branches at them
/// NaN-free zero flows: a de-energised element has no power, but its voltage is not known to be a
/// number.
struct PowerSolution {
    PowerStatus status = PowerStatus::NoSource;
    int iterations = 0;          ///< Newton or current-injection iterations of the slowest part
    double maxMismatch_pu = 0.0; ///< largest |dP| or |dQ| at any bus [pu of base_MVA]
    int worstBus = -1;           ///< bus with the largest mismatch, -1 where nothing was solved
    std::string message;         ///< one sentence for people; empty when converged

    std::vector<double> vm_pu;  ///< [buses]; NaN where de-energised
    std::vector<double> va_rad; ///< [buses]; NaN where de-energised

    /// Power into the branch at each end [MVA], [branches]; 0 where out of service or de-energised.
    std::vector<std::complex<double>> sFrom_MVA;
    std::vector<std::complex<double>> sTo_MVA;

    /// Power through a closed link, from -> to [MVA], [links]. Where closed links form a loop the
    /// split is not defined without impedances: the link that closes the loop reads 0.
    std::vector<std::complex<double>> sLink_MVA;

    std::vector<std::complex<double>> sSource_MVA;    ///< [sources] power fed at the source's bus
    std::vector<std::complex<double>> sGenerator_MVA; ///< [generators] power fed

    std::vector<int> tapPositions; ///< [tapChangers]; empty where they were left alone

    /// Of converters: power drawn at the input and fed at the output [MVA], [couplings], and what
    /// is lost between [MW]. A converter that runs from its storage draws nothing.
    std::vector<std::complex<double>> sCouplingIn_MVA;
    std::vector<std::complex<double>> sCouplingOut_MVA;
    std::vector<double> couplingLoss_MW;

    double losses_MW = 0.0;   ///< sum of active power lost in branches
    double losses_Mvar = 0.0; ///< sum of reactive power into branches, line charging included

    std::vector<int> deadBuses; ///< buses without a source, ascending

    [[nodiscard]] bool converged() const { return status == PowerStatus::Converged; }
};

} // namespace hallwright::power
