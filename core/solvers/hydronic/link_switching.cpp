#include "core/solvers/hydronic/link_switching.h"

namespace hallwright::hydronic {

namespace {

constexpr double kReverseFlow_m3_per_s = 1e-8; ///< that a check valve lets pass before it shuts
constexpr double kOpeningHead_m = 1e-6;
constexpr double kPressureBand_m = 1e-5; ///< of pressure valves
constexpr double kFlowBand = 1e-9;       ///< of flow control, relative

LinkStatus checkValve(LinkStatus now, const LinkView& v) {
    if (now == LinkStatus::Closed)
        return v.headFrom_m - v.headTo_m > kOpeningHead_m ? LinkStatus::Open : LinkStatus::Closed;
    return v.flow_m3_per_s < -kReverseFlow_m3_per_s ? LinkStatus::Closed : now;
}

LinkStatus pump(LinkStatus now, const LinkView& v) {
    if (now == LinkStatus::CannotDeliver)
        return v.headTo_m - v.headFrom_m < v.shutoffHead_m - kOpeningHead_m
                   ? LinkStatus::Open
                   : LinkStatus::CannotDeliver;
    return v.flow_m3_per_s < -kReverseFlow_m3_per_s ? LinkStatus::CannotDeliver : LinkStatus::Open;
}

LinkStatus flowControl(LinkStatus now, double setting, const LinkView& v) {
    if (now == LinkStatus::Active)
        return v.headFrom_m - v.headTo_m < v.openLoss_m - kOpeningHead_m ? LinkStatus::Open
                                                                         : LinkStatus::Active;
    return v.flow_m3_per_s > setting * (1.0 + kFlowBand) + kReverseFlow_m3_per_s * kFlowBand
               ? LinkStatus::Active
               : LinkStatus::Open;
}

LinkStatus pressureReducing(LinkStatus now, double setting, const LinkView& v) {
    switch (now) {
    case LinkStatus::Active:
        if (v.flow_m3_per_s < -kReverseFlow_m3_per_s)
            return LinkStatus::Closed;
        return v.headFrom_m - v.openLoss_m < setting - kPressureBand_m ? LinkStatus::Open
                                                                       : LinkStatus::Active;
    case LinkStatus::Open:
        if (v.flow_m3_per_s < -kReverseFlow_m3_per_s)
            return LinkStatus::Closed;
        return v.headTo_m > setting + kPressureBand_m ? LinkStatus::Active : LinkStatus::Open;
    default:
        if (v.headFrom_m >= setting + kPressureBand_m && v.headTo_m < setting - kPressureBand_m)
            return LinkStatus::Active;
        return v.headFrom_m < setting - kPressureBand_m &&
                       v.headFrom_m > v.headTo_m + kPressureBand_m
                   ? LinkStatus::Open
                   : LinkStatus::Closed;
    }
}

LinkStatus pressureSustaining(LinkStatus now, double setting, const LinkView& v) {
    switch (now) {
    case LinkStatus::Active:
        if (v.flow_m3_per_s < -kReverseFlow_m3_per_s)
            return LinkStatus::Closed;
        return v.headTo_m + v.openLoss_m > setting + kPressureBand_m ? LinkStatus::Open
                                                                     : LinkStatus::Active;
    case LinkStatus::Open:
        if (v.flow_m3_per_s < -kReverseFlow_m3_per_s)
            return LinkStatus::Closed;
        return v.headFrom_m < setting - kPressureBand_m ? LinkStatus::Active : LinkStatus::Open;
    default:
        if (!(v.headFrom_m > v.headTo_m + kPressureBand_m))
            return LinkStatus::Closed;
        if (v.headTo_m > setting + kPressureBand_m)
            return LinkStatus::Open;
        return v.headFrom_m >= setting + kPressureBand_m ? LinkStatus::Active : LinkStatus::Closed;
    }
}

} // namespace

bool canSwitch(const Link& link) {
    switch (link.kind) {
    case LinkKind::Pump:
    case LinkKind::PressureReducing:
    case LinkKind::PressureSustaining:
    case LinkKind::FlowControl:
        return true;
    default:
        return link.hasCheckValve || link.hasReverseCheckValve;
    }
}

LinkStatus nextStatus(const Link& link, LinkStatus now, const LinkView& view) {
    switch (link.kind) {
    case LinkKind::Pump:
        return pump(now, view);
    case LinkKind::FlowControl: {
        if (link.hasCheckValve && now != LinkStatus::Active) {
            const LinkStatus checked = checkValve(now, view);
            if (checked != now || checked == LinkStatus::Closed)
                return checked;
        }
        return flowControl(now, link.setting, view);
    }
    case LinkKind::PressureReducing:
        return pressureReducing(now, link.setting, view);
    case LinkKind::PressureSustaining:
        return pressureSustaining(now, link.setting, view);
    default:
        if (link.hasReverseCheckValve)
            return checkValve(now, {-view.flow_m3_per_s, view.headTo_m, view.headFrom_m,
                                    view.openLoss_m, view.shutoffHead_m});
        return checkValve(now, view);
    }
}

} // namespace hallwright::hydronic
