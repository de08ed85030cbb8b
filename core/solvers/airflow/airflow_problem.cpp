#include "core/solvers/airflow/airflow_problem.h"

#include <algorithm>
#include <cmath>

namespace hallwright::airflow {

namespace {

constexpr double kStalledShare = 0.05; // of the largest flow

/// Along the straight pieces; beyond the ends the outer pieces go on.
double rise_Pa(const std::vector<FanCurve::Point>& points, double flow_m3_per_s) {
    std::size_t n = 1;
    while (n + 1 < points.size() && points[n].flow_m3_per_s < flow_m3_per_s)
        ++n;
    const FanCurve::Point &a = points[n - 1], &b = points[n];
    return a.rise_Pa + (b.rise_Pa - a.rise_Pa) * (flow_m3_per_s - a.flow_m3_per_s) /
                           (b.flow_m3_per_s - a.flow_m3_per_s);
}

} // namespace

base::Vec2 OpenAir::windAt_m_per_s(double at_m) const {
    const double share =
        std::log1p(std::max(at_m, 0.0) / roughness_m) / std::log1p(height_m / roughness_m);
    return share * wind_m_per_s;
}

bool FanCurve::isFalling() const {
    for (std::size_t n = 0; n < points.size(); ++n) {
        const Point& point = points[n];
        if (!std::isfinite(point.flow_m3_per_s) || !std::isfinite(point.rise_Pa) ||
            point.flow_m3_per_s < 0.0)
            return false;
        if (n > 0 && !(point.flow_m3_per_s > points[n - 1].flow_m3_per_s &&
                       point.rise_Pa < points[n - 1].rise_Pa))
            return false;
    }
    return points.size() >= 2;
}

double FanCurve::flowAgainst_m3_per_s(double outside_Pa) const {
    const auto left_Pa = [&](double flow) {
        return rise_Pa(points, flow) - ownLoss_Pa_s2_per_m6 * flow * flow - outside_Pa;
    };
    const double largest = points.back().flow_m3_per_s;
    double low = kStalledShare * largest, high = largest;
    if (left_Pa(low) <= 0.0)
        return low;
    while (left_Pa(high) > 0.0 && high < 8.0 * largest) // pulled along from outside
        high *= 2.0;
    for (int n = 0; n < 60; ++n) {
        const double middle = 0.5 * (low + high);
        (left_Pa(middle) > 0.0 ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

double perforatedPlateLoss(double openShare) {
    const double closed = 1.0 - openShare;
    return (1.0 + 0.5 * std::pow(closed, 0.75) + 1.414 * std::pow(closed, 0.375)) /
           (openShare * openShare);
}

} // namespace hallwright::airflow
