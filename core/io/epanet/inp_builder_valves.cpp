#include "core/io/epanet/inp_builder.h"
#include "core/io/findings.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace hallwright::io {

using hydronic::Link;
using hydronic::LinkKind;

namespace {

template <class Handler>
void forEachLineOf(const InpText& text, std::string_view section, Handler handler) {
    if (const InpSection* found = text.find(section))
        for (const InpLine& line : found->lines)
            handler(line);
}

} // namespace

void InpBuilder::readValves() {
    forEachLineOf(m_text, "VALVES", [&](const InpLine& line) {
        if (line.words.size() < 6) {
            finding(line, "too few values in [VALVES]",
                    "write: id from to diameter type setting [loss]");
            return;
        }
        Link link;
        const bool hasEnds = addEnds(line, link);
        link.diameter_m = number(line, 3, kAboveZero, "diameter") * m_options.units.diameter_m;
        const double openLossK = optionalNumber(line, 6, 0.0, "loss coefficient", 0.0);
        link.minorLossK = openLossK;
        setValve(line, line.words[4], link);
        if (!hasEnds)
            return;
        auto& nodes = m_network.problem.nodes;
        const bool reduces = link.kind == LinkKind::PressureReducing;
        if (reduces || link.kind == LinkKind::PressureSustaining) {
            const auto& held = nodes[static_cast<std::size_t>(reduces ? link.to : link.from)];
            if (held.kind == hydronic::NodeKind::FixedHead)
                finding(line, "a pressure valve cannot control a reservoir or tank",
                        "put a junction between");
            link.setting += held.elevation_m;
        }
        m_openLossOf.emplace(m_network.problem.links.size(), openLossK);
        addLink(line, link);
    });
}

void InpBuilder::setValve(const InpLine& line, std::string_view type, Link& link) {
    constexpr std::size_t kSetting = 5;
    const InpUnits& units = m_options.units;
    const auto pressure = [&] {
        return number(line, kSetting, kAnyValue, "pressure setting") *
               m_options.headOf(units.pressure);
    };
    if (beginsWith(type, "TCV")) {
        link.kind = LinkKind::Pipe;
        // The setting is the loss coefficient; the last column holds for the fully open valve.
        link.minorLossK = number(line, kSetting, 0.0, "loss setting");
    } else if (beginsWith(type, "FCV")) {
        link.kind = LinkKind::FlowControl;
        link.setting = number(line, kSetting, 0.0, "flow setting") * units.flow_m3_per_s;
    } else if (beginsWith(type, "PRV")) {
        link.kind = LinkKind::PressureReducing;
        link.setting = pressure();
    } else if (beginsWith(type, "PSV")) {
        link.kind = LinkKind::PressureSustaining;
        link.setting = pressure();
    } else if (beginsWith(type, "PBV")) {
        link.kind = LinkKind::PressureBreaker;
        link.setting = pressure();
    } else if (beginsWith(type, "GPV")) {
        setGeneralPurpose(line, link);
    } else if (beginsWith(type, "PCV")) {
        link.kind = LinkKind::Pipe;
        link.minorLossK = positionalLoss(line, link.minorLossK);
    } else {
        finding(line, "unknown valve type " + quotedBrief(type),
                "use PRV, PSV, PBV, FCV, TCV, PCV or GPV");
    }
}

/// Loss coefficient of a valve that is opened by so many per cent: K_open over the square of its
/// flow factor there as a share of the open one's, which its curve gives in per cent (a straight
/// line without one).
double InpBuilder::positionalLoss(const InpLine& line, double openLossK) {
    constexpr double kShut = 1e8;        // EPANET's CBIG
    constexpr double kLeastShare = 1e-6; // its CSMALL
    const double opening = number(line, 5, 0.0, "opening");
    if (opening >= 100.0)
        return openLossK;
    if (opening <= 0.0)
        return kShut;
    double share = opening / 100.0;
    if (line.words.size() > 7) {
        const auto found = m_curves.find(line.words[7]);
        if (found == m_curves.end() || found->second.x.empty()) {
            finding(line, "curve " + quotedBrief(line.words[7]) + " does not exist",
                    "add it to [CURVES]");
            return openLossK;
        }
        // Runs from shut to wide open, whatever part of that its points cover.
        double x0 = 0.0, y0 = 0.0, x1 = 100.0, y1 = 100.0;
        for (std::size_t i = 0; i < found->second.x.size(); ++i) {
            const bool isBelow = found->second.x[i] <= opening;
            if (!isBelow) {
                x1 = found->second.x[i];
                y1 = found->second.y[i];
                break;
            }
            x0 = found->second.x[i];
            y0 = found->second.y[i];
        }
        share = (x1 > x0 ? y0 + (y1 - y0) * (opening - x0) / (x1 - x0) : y0) / 100.0;
    }
    share = std::clamp(share, kLeastShare, 1.0);
    return std::min(kShut, openLossK / (share * share));
}

void InpBuilder::setGeneralPurpose(const InpLine& line, Link& link) {
    link.kind = LinkKind::HeadLossCurve;
    const auto found = m_curves.find(line.words[5]);
    if (found == m_curves.end()) {
        finding(line, "curve " + quotedBrief(line.words[5]) + " does not exist",
                "add it to [CURVES]");
        return;
    }
    hydronic::Curve curve = hydronic::pointCurve({}, {});
    for (std::size_t i = 0; i < found->second.x.size(); ++i) {
        curve.flow_m3_per_s.push_back(found->second.x[i] * m_options.units.flow_m3_per_s);
        curve.head_m.push_back(found->second.y[i] * m_options.units.length_m);
        const bool isRising = i == 0 || (curve.flow_m3_per_s[i] > curve.flow_m3_per_s[i - 1] &&
                                         curve.head_m[i] >= curve.head_m[i - 1]);
        if (curve.flow_m3_per_s[i] < 0.0 || curve.head_m[i] < 0.0 || !isRising) {
            finding(line, "curve " + quotedBrief(found->first) + " is no head loss curve",
                    "flows must grow and head loss must not fall");
            return;
        }
    }
    if (curve.head_m.size() < 2) {
        finding(line, "curve " + quotedBrief(found->first) + " has fewer than two points",
                "add points");
        return;
    }
    link.curve = m_network.problem.addCurve(std::move(curve));
}

/// An emitter passes q = C p^gamma to the open: a link of law h = (q / C)^(1/gamma) to a fixed head
/// at the junction's elevation. A junction has one; of several lines the last holds.
void InpBuilder::readEmitters() {
    const double gamma = m_options.emitterExponent;
    const InpUnits& units = m_options.units;
    std::map<int, double> coefficientOf; // by node
    forEachLineOf(m_text, "EMITTERS", [&](const InpLine& line) {
        const auto found = m_nodeOf.find(std::string(line.words[0]));
        if (found == m_nodeOf.end() || line.words.size() < 2) {
            finding(line, "an emitter needs a junction that exists and a coefficient",
                    "write: junction coefficient");
            return;
        }
        coefficientOf[found->second] = number(line, 1, 0.0, "emitter coefficient");
    });
    hydronic::HydronicProblem& problem = m_network.problem;
    for (const auto& [index, written] : coefficientOf) {
        const hydronic::Node node = problem.nodes[static_cast<std::size_t>(index)];
        const double coefficient = written * units.flow_m3_per_s /
                                   std::pow(m_options.headOf(units.emitterPressure), gamma);
        if (coefficient == 0.0 || node.kind == hydronic::NodeKind::FixedHead)
            continue;
        const int open = problem.addNode(hydronic::fixedHead(node.elevation_m, node.elevation_m));
        Link link = hydronic::resistance(index, open, std::pow(coefficient, -1.0 / gamma));
        link.exponent = 1.0 / gamma;
        problem.addLink(link);
    }
}

/// Wagner's law q = demand ((p - p0) / (p1 - p0))^n between the pressures p0, below which nothing
/// flows, and p1, from which the demand is met: a flow control valve of that open law and a check
/// valve, to a fixed head of p0. What is fed in does not depend on pressure.
void InpBuilder::drivePressure() {
    // Demands that are met let more through by a tenth of what shut links do, as EPANET has it.
    m_network.closedSlope_s_per_m2 = 10.0 * kShutSlope_s_per_m2;
    const double unit_m = m_options.headOf(m_options.units.pressure);
    const double least_m = m_options.leastPressure * unit_m;
    const double range_m = m_options.neededPressure * unit_m - least_m;
    const double exponent = 1.0 / m_options.pressureExponent;
    hydronic::HydronicProblem& problem = m_network.problem;
    const std::size_t count = m_network.nodeIds.size();
    for (std::size_t i = 0; i < count; ++i) {
        const hydronic::Node node = problem.nodes[i];
        if (node.kind != hydronic::NodeKind::Junction || !(node.demand_m3_per_s > 0.0))
            continue;
        problem.nodes[i].demand_m3_per_s = 0.0;
        const int open =
            problem.addNode(hydronic::fixedHead(node.elevation_m + least_m, node.elevation_m));
        Link link = hydronic::flowControlValve(static_cast<int>(i), open, node.demand_m3_per_s,
                                               range_m / std::pow(node.demand_m3_per_s, exponent));
        link.exponent = exponent;
        link.hasCheckValve = true;
        problem.addLink(link);
    }
}

} // namespace hallwright::io
