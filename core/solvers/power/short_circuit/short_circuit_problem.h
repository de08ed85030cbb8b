#pragma once

#include <array>
#include <complex>
#include <vector>

namespace hallwright::short_circuit {

using Complex = std::complex<double>;

inline constexpr int kNone = -1;

/// How a transformer winding is connected; Earthed: its neutral is brought out and earthed.
enum class Winding { Delta, Star, EarthedStar, Zigzag, EarthedZigzag };

struct Bus {
    double nominal_kV = 0.0;
    friend bool operator==(const Bus&, const Bus&) = default;
};

/// A network that feeds in at a bus, known by its short-circuit power there (IEC 60909-0 6.2).
struct NetworkFeeder {
    int bus = 0;
    double maxPower_MVA = 0.0; ///< Sk" at maximum
    double minPower_MVA = 0.0; ///< Sk" at minimum; 0: as at maximum
    double rOverX = 0.1;
    double x0OverX1 = 1.0; ///< 0: its neutral is not earthed
    double r0OverX0 = 0.1;
    friend bool operator==(const NetworkFeeder&, const NetworkFeeder&) = default;
};

/// A line, cable or busway; whole length, all parallel circuits together.
struct Line {
    int from = 0;
    int to = 0;
    Complex z1_ohm;                 ///< at 20 degC
    Complex z0_ohm;                 ///< at 20 degC; 0: no conductor brings the earth current back
    double endTemperature_C = 80.0; ///< of the conductor at the end of a minimum fault
    friend bool operator==(const Line&, const Line&) = default;
};

/// A connection without impedance: a closed switch, a busbar.
struct Link {
    int from = 0;
    int to = 0;
    friend bool operator==(const Link&, const Link&) = default;
};

/// A two-winding transformer; HV is the first side. Fractions are of rated values.
struct Transformer {
    int highBus = 0;
    int lowBus = 0;
    double rating_MVA = 0.0;
    double high_kV = 0.0; ///< rated voltages at the main tapping
    double low_kV = 0.0;
    double uk = 0.0;
    double ur = 0.0;
    double uk0 = 0.0; ///< zero sequence; 0: as uk and ur
    double ur0 = 0.0;
    Winding highWinding = Winding::Delta;
    Winding lowWinding = Winding::EarthedStar;
    Complex highNeutral_ohm; ///< between neutral and earth
    Complex lowNeutral_ohm;
    int parallel = 1;
    /// The generator that it makes a power station unit with; kNone: a network transformer.
    int unitGenerator = kNone;
    bool hasOnLoadTaps = false; ///< matters for a unit alone
    double tapRange = 0.0;      ///< pT of a unit without on-load taps that stays off its main tap
    friend bool operator==(const Transformer&, const Transformer&) = default;
};

/// A three-winding transformer: windings 0 HV, 1 MV, 2 LV. Pairs: 0 HV-MV, 1 MV-LV, 2 HV-LV, each
/// with short-circuit voltages referred to the smaller rated power of the two.
struct ThreeWindingTransformer {
    std::array<int, 3> bus{};
    std::array<double, 3> rated_kV{};
    std::array<double, 3> rating_MVA{};
    std::array<double, 3> uk{}; ///< by pair
    std::array<double, 3> ur{};
    std::array<Winding, 3> winding{Winding::EarthedStar, Winding::Star, Winding::Delta};
    friend bool operator==(const ThreeWindingTransformer&,
                           const ThreeWindingTransformer&) = default;
};

/// A synchronous machine.
struct Generator {
    int bus = 0;
    double rating_MVA = 0.0;
    double rated_kV = 0.0;
    double xd_pu = 0.0; ///< saturated subtransient reactance x"d
    double r_ohm = 0.0;
    double cosPhi = 0.8;
    double voltageRange = 0.0; ///< pG: how far above rated it is run for good
    double x0_pu = 0.0;        ///< zero sequence; used where the neutral is earthed
    bool isEarthed = false;
    Complex neutral_ohm;
    double xdSynchronous_pu = 0.0; ///< saturated synchronous reactance xd; 0: not known
    /// Highest excitation voltage that is kept up during a fault, over that of rated operation;
    /// 0: excited from its own terminals, so that nothing is left near them in the end.
    double ceilingExcitation = 1.3;
    friend bool operator==(const Generator&, const Generator&) = default;
};

/// An asynchronous motor or a group of equal ones taken as one.
struct Motor {
    int bus = 0;
    double power_MW = 0.0; ///< mechanical, rated
    double rated_kV = 0.0;
    double cosPhi = 0.85;
    double efficiency = 0.95;
    double startingRatio = 5.0; ///< locked-rotor over rated current
    double rOverX = 0.42;
    int polePairs = 1;
    friend bool operator==(const Motor&, const Motor&) = default;
};

/// A source behind a full-size converter (UPS, battery, photovoltaic plant): a current that its
/// controls limit, whatever the voltage (IEC 60909-0:2016 6.9).
struct Converter {
    int bus = 0;
    double max_kA = 0.0;
    double min_kA = 0.0;
    friend bool operator==(const Converter&, const Converter&) = default;
};

/// A three-phase network as IEC 60909-0 sees it: loads, shunts and line capacitance are neglected.
struct ShortCircuitProblem {
    double frequency_Hz = 50.0;
    std::vector<Bus> buses;
    std::vector<NetworkFeeder> feeders;
    std::vector<Line> lines;
    std::vector<Link> links;
    std::vector<Transformer> transformers;
    std::vector<ThreeWindingTransformer> threeWindingTransformers;
    std::vector<Generator> generators;
    std::vector<Motor> motors;
    std::vector<Converter> converters;
    friend bool operator==(const ShortCircuitProblem&, const ShortCircuitProblem&) = default;
};

} // namespace hallwright::short_circuit
