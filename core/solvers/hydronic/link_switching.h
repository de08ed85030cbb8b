#pragma once

#include "core/solvers/hydronic/hydronic_problem.h"
#include "core/solvers/hydronic/hydronic_solution.h"

namespace hallwright::hydronic {

/// What a link sees when its status is reconsidered.
struct LinkView {
    double flow_m3_per_s;
    double headFrom_m;
    double headTo_m;
    double openLoss_m;    ///< of the fully open link at this flow (regulating: at the set flow)
    double shutoffHead_m; ///< pumps
};

/// The status that follows from `now`. Check valves close on reverse flow and open on driving head;
/// pumps likewise against their shut-off head; a flow control valve regulates above its setting and
/// lets go when the network loses more than the open valve would; pressure valves by the table of
/// the EPANET 2.2 manual, ch. 12.1. Thresholds for closing and opening differ, so that rounding
/// does not make links flutter.
[[nodiscard]] LinkStatus nextStatus(const Link& link, LinkStatus now, const LinkView& view);

/// Whether the status of this link can change during a solve.
[[nodiscard]] bool canSwitch(const Link& link);

} // namespace hallwright::hydronic
