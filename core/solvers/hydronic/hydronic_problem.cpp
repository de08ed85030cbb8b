#include "core/solvers/hydronic/hydronic_problem.h"

#include <utility>

namespace hallwright::hydronic {

namespace {

constexpr double kPascalsPerBar = 1e5;
constexpr double kSecondsPerHour = 3600.0;
constexpr double kKvReferenceDensity_kg_per_m3 = 1000.0;

Link linkOf(LinkKind kind, int from, int to) {
    Link link;
    link.kind = kind;
    link.from = from;
    link.to = to;
    return link;
}

Link pressureValve(LinkKind kind, int from, int to, double head_m, double diameter_m,
                   double minorLossK) {
    Link link = linkOf(kind, from, to);
    link.setting = head_m;
    link.diameter_m = diameter_m;
    link.minorLossK = minorLossK;
    return link;
}

} // namespace

int HydronicProblem::addNode(const Node& node) {
    nodes.push_back(node);
    return static_cast<int>(nodes.size()) - 1;
}

int HydronicProblem::addLink(const Link& link) {
    links.push_back(link);
    return static_cast<int>(links.size()) - 1;
}

int HydronicProblem::addCurve(Curve curve) {
    curves.push_back(std::move(curve));
    return static_cast<int>(curves.size()) - 1;
}

Node junction(double elevation_m, double demand_m3_per_s) {
    return {NodeKind::Junction, elevation_m, demand_m3_per_s, 0.0};
}

Node fixedHead(double head_m, double elevation_m) {
    return {NodeKind::FixedHead, elevation_m, 0.0, head_m};
}

Link pipe(int from, int to, double length_m, double diameter_m, double roughness,
          double minorLossK) {
    Link link = linkOf(LinkKind::Pipe, from, to);
    link.length_m = length_m;
    link.diameter_m = diameter_m;
    link.roughness = roughness;
    link.minorLossK = minorLossK;
    return link;
}

Link pump(int from, int to, int curve, double speed) {
    Link link = linkOf(LinkKind::Pump, from, to);
    link.curve = curve;
    link.speed = speed;
    return link;
}

Link throttleValve(int from, int to, double diameter_m, double minorLossK) {
    return pipe(from, to, 0.0, diameter_m, 0.0, minorLossK);
}

Link resistance(int from, int to, double resistance_s2_per_m5, double diameter_m) {
    Link link = linkOf(LinkKind::Resistance, from, to);
    link.resistance = resistance_s2_per_m5;
    link.diameter_m = diameter_m;
    return link;
}

Link flowControlValve(int from, int to, double flow_m3_per_s, double openResistance_s2_per_m5,
                      double diameter_m) {
    Link link = linkOf(LinkKind::FlowControl, from, to);
    link.setting = flow_m3_per_s;
    link.resistance = openResistance_s2_per_m5;
    link.diameter_m = diameter_m;
    return link;
}

Link pressureReducingValve(int from, int to, double downstreamHead_m, double diameter_m,
                           double minorLossK) {
    return pressureValve(LinkKind::PressureReducing, from, to, downstreamHead_m, diameter_m,
                         minorLossK);
}

Link pressureSustainingValve(int from, int to, double upstreamHead_m, double diameter_m,
                             double minorLossK) {
    return pressureValve(LinkKind::PressureSustaining, from, to, upstreamHead_m, diameter_m,
                         minorLossK);
}

Curve powerLawCurve(double shutoffHead_m, double coefficient, double exponent) {
    Curve curve;
    curve.kind = CurveKind::PowerLaw;
    curve.shutoffHead_m = shutoffHead_m;
    curve.coefficient = coefficient;
    curve.exponent = exponent;
    return curve;
}

Curve pointCurve(std::vector<double> flow_m3_per_s, std::vector<double> head_m) {
    Curve curve;
    curve.kind = CurveKind::Points;
    curve.flow_m3_per_s = std::move(flow_m3_per_s);
    curve.head_m = std::move(head_m);
    return curve;
}

Curve constantPowerCurve(double hydraulicPower_W) {
    Curve curve;
    curve.kind = CurveKind::ConstantPower;
    curve.hydraulicPower_W = hydraulicPower_W;
    return curve;
}

double resistanceFromRatedPoint(double pressureDrop_Pa, double flow_m3_per_s, const Fluid& fluid,
                                double gravity_m_per_s2) {
    return pressureDrop_Pa /
           (fluid.density_kg_per_m3 * gravity_m_per_s2 * flow_m3_per_s * flow_m3_per_s);
}

double resistanceFromKv(double kv_m3_per_h, double gravity_m_per_s2) {
    // dp = 1 bar (rho/1000) (Q/Kv)^2 and h = dp/(rho g): the density cancels.
    const double kv_m3_per_s = kv_m3_per_h / kSecondsPerHour;
    return kPascalsPerBar /
           (kKvReferenceDensity_kg_per_m3 * gravity_m_per_s2 * kv_m3_per_s * kv_m3_per_s);
}

} // namespace hallwright::hydronic
