#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hallwright::hydronic {

enum class SolveStatus : std::uint8_t {
    Converged,
    NotConverged, ///< the values are the last iterate; `residuals` say how far off
    Cancelled,    ///< the stop token was set
    InvalidInput  ///< nothing was solved; `issues` say why
};

enum class LinkStatus : std::uint8_t {
    Open,
    Closed,       ///< shut, pump off, or a check valve that holds back flow
    Active,       ///< a control valve that is regulating
    CannotDeliver ///< a pump whose shut-off head is too small to move any flow
};

enum class IssueKind : std::uint8_t {
    InvalidNode,       ///< index: node
    InvalidLink,       ///< index: link
    InvalidCurve,      ///< index: curve
    NoFixedHead,       ///< index: a node of a part without fixed head; solved relative to that node
    Unsupplied,        ///< index: a node cut off from every fixed head although its part has demand
    PumpBeyondCurve,   ///< index: a pump that runs past the last point or where its curve gives no
                       ///< head
    PumpCannotDeliver, ///< index: a pump held at zero flow by a larger head
    NegativePressure,  ///< index: the junction with the lowest pressure, if below zero gauge
    NotConverged       ///< index: the link with the largest head closure
};

struct HydronicIssue {
    IssueKind kind;
    int index = -1;
    std::string text; ///< one sentence, by index ("pump 3 ..."); callers put their own names
};

struct HydronicResiduals {
    double continuity_m3_per_s = 0.0; ///< largest |inflow - outflow - demand| of a junction
    double continuityRelative = 0.0;  ///< the same over the largest flow
    double headClosure_m = 0.0;       ///< largest |h(Q) - (head(from) - head(to))| of a link
    double headClosureRelative = 0.0; ///< the same over the largest head loss
    double flowChange = 0.0;          ///< sum |dQ| / sum |Q| of the last iteration
};

/// Answer in the order of the problem's nodes and links.
struct HydronicSolution {
    SolveStatus status = SolveStatus::InvalidInput;
    int iterations = 0;
    HydronicResiduals residuals;
    std::vector<double> head_m;           ///< per node
    std::vector<double> flow_m3_per_s;    ///< per link, positive from -> to
    std::vector<double> velocity_m_per_s; ///< per link, >= 0; 0 where no diameter is given
    std::vector<double> headLoss_m;     ///< per link, head(from) - head(to); negative: head gained
    std::vector<LinkStatus> linkStatus; ///< per link
    std::vector<HydronicIssue> issues;
    std::string message; ///< one line for people: what happened, naming the culprit

    [[nodiscard]] bool isConverged() const { return status == SolveStatus::Converged; }
};

} // namespace hallwright::hydronic
