#pragma once

#include <cstdint>
#include <vector>

namespace hallwright::hydronic {

/// The fluid of one network. Heads are metres of this fluid; pressure = density * gravity * head.
struct Fluid {
    double density_kg_per_m3 = 998.2;
    double kinematicViscosity_m2_per_s = 1.004e-6;
};

enum class NodeKind : std::uint8_t {
    Junction, ///< unknown head; takes `demand_m3_per_s` out of the network (negative: feeds it)
    FixedHead ///< reservoir, tank or expansion vessel: the head is given, any flow is supplied
};

struct Node {
    NodeKind kind = NodeKind::Junction;
    double elevation_m = 0.0;
    double demand_m3_per_s = 0.0; ///< junctions only
    double head_m = 0.0;          ///< fixed heads only: elevation + pressure head
};

enum class LinkKind : std::uint8_t {
    Pipe,             ///< friction over `length_m` plus `minorLossK`; length 0: a fitting or valve
    Resistance,       ///< h = resistance |Q|^exponent: cold plates, coils, CDU primaries, Kv valves
    Pump,             ///< adds head; never passes flow backwards
    HeadLossCurve,    ///< h(Q) by points of `curve` (EPANET GPV)
    PressureReducing, ///< holds head(to) <= setting (a head, m) while open enough to do so
    PressureSustaining, ///< holds head(from) >= setting (a head, m)
    PressureBreaker,    ///< loses exactly `setting` metres
    FlowControl ///< passes at most `setting` m3/s; also the pressure-independent control valve
};

/// One link from node `from` to node `to`; positive flow runs that way. Which members count depends
/// on the kind; the factory functions below fill the right ones.
struct Link {
    LinkKind kind = LinkKind::Pipe;
    int from = -1;
    int to = -1;
    bool isClosed = false;      ///< shut by hand, or a pump that is off: carries nothing
    bool hasCheckValve = false; ///< passes no flow from `to` to `from`
    /// Passes no flow from `from` to `to`: a pipe out of an empty tank. Pipes only.
    bool hasReverseCheckValve = false;
    double length_m = 0.0;
    double diameter_m = 0.0; ///< 0 is allowed where it is not needed (no velocity is given then)
    double roughness = 0.0;  ///< Darcy-Weisbach: m; Hazen-Williams: C; Chezy-Manning: n
    double minorLossK = 0.0; ///< of v^2/2g; control valves: when fully open
    double resistance = 0.0; ///< m / (m3/s)^exponent; FlowControl: when fully open
    double exponent = 2.0;   ///< of Resistance, and of FlowControl when fully open
    double setting = 0.0;    ///< see LinkKind
    double speed = 1.0;      ///< pump: relative to the curve's speed (affinity laws)
    int curve = -1;          ///< index into HydronicProblem::curves (Pump, HeadLossCurve)
};

enum class CurveKind : std::uint8_t {
    PowerLaw,     ///< pump: H = shutoff - coefficient Q^exponent
    Points,       ///< straight lines between points: pump head, or head loss of HeadLossCurve
    ConstantPower ///< pump: H = hydraulicPower / (rho g Q)
};

/// A characteristic at full speed. Points: flows strictly increasing; a pump's heads strictly
/// falling, a head loss never falling. Beyond its ends the nearest segment is continued.
struct Curve {
    CurveKind kind = CurveKind::PowerLaw;
    double shutoffHead_m = 0.0;
    double coefficient = 0.0; ///< m / (m3/s)^exponent; 0: a pump that keeps its head at any flow
    double exponent = 2.0;
    double hydraulicPower_W = 0.0;
    std::vector<double> flow_m3_per_s;
    std::vector<double> head_m;
};

enum class FrictionFormula : std::uint8_t { DarcyWeisbach, HazenWilliams, ChezyManning };

/// A network of pipes and devices as plain arrays in SI units; knows nothing of campus or file.
/// Several disjoint networks may stand in one problem, but one problem a loop re-solves faster when
/// only one loop changes.
struct HydronicProblem {
    std::vector<Node> nodes;
    std::vector<Link> links;
    std::vector<Curve> curves;
    Fluid fluid;
    FrictionFormula friction = FrictionFormula::DarcyWeisbach;
    double gravity_m_per_s2 = 9.80665;

    int addNode(const Node& node);
    int addLink(const Link& link);
    int addCurve(Curve curve);
};

[[nodiscard]] Node junction(double elevation_m = 0.0, double demand_m3_per_s = 0.0);
[[nodiscard]] Node fixedHead(double head_m, double elevation_m = 0.0);

[[nodiscard]] Link pipe(int from, int to, double length_m, double diameter_m, double roughness,
                        double minorLossK = 0.0);
/// A pump at `speed` of its curve; speed 0 or isClosed stands for a pump that is off.
[[nodiscard]] Link pump(int from, int to, int curve, double speed = 1.0);
/// A fitting or valve with loss coefficient K referred to the velocity in `diameter_m`.
[[nodiscard]] Link throttleValve(int from, int to, double diameter_m, double minorLossK);
/// h = resistance Q^2, for devices that are known by one point; see resistanceFromRatedPoint.
[[nodiscard]] Link resistance(int from, int to, double resistance_s2_per_m5,
                              double diameter_m = 0.0);
/// Pressure-independent control valve (or EPANET's FCV): holds `flow_m3_per_s` where the
/// differential pressure suffices, else behaves as the open valve's `openResistance_s2_per_m5`.
[[nodiscard]] Link flowControlValve(int from, int to, double flow_m3_per_s,
                                    double openResistance_s2_per_m5, double diameter_m = 0.0);
[[nodiscard]] Link pressureReducingValve(int from, int to, double downstreamHead_m,
                                         double diameter_m, double minorLossK = 0.0);
[[nodiscard]] Link pressureSustainingValve(int from, int to, double upstreamHead_m,
                                           double diameter_m, double minorLossK = 0.0);

/// H = shutoff - coefficient Q^exponent.
[[nodiscard]] Curve powerLawCurve(double shutoffHead_m, double coefficient, double exponent = 2.0);
[[nodiscard]] Curve pointCurve(std::vector<double> flow_m3_per_s, std::vector<double> head_m);
[[nodiscard]] Curve constantPowerCurve(double hydraulicPower_W);

/// Quadratic resistance [s2/m5] of a device that loses `pressureDrop_Pa` at `flow_m3_per_s`:
/// R = dp / (rho g Q^2).
[[nodiscard]] double resistanceFromRatedPoint(double pressureDrop_Pa, double flow_m3_per_s,
                                              const Fluid& fluid,
                                              double gravity_m_per_s2 = 9.80665);
/// Quadratic resistance [s2/m5] of a valve with flow factor Kv [m3/h at 1 bar, water of 1000 kg/m3]
/// (IEC 60534-2-1): dp = 1 bar (rho / 1000) (Q / Kv)^2.
[[nodiscard]] double resistanceFromKv(double kv_m3_per_h, double gravity_m_per_s2 = 9.80665);

} // namespace hallwright::hydronic
