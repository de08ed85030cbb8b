#pragma once

// C++17: CUDA kernels read this too.

#include "core/base/host_device.h"

namespace hallwright::airflow {

/// A way for air between two regions.
struct RegionLink {
    int near = 0;
    int far = 0;
    double area_m2 = 0.0; ///< or what else the flow is proportional to
};

/// Room for solveRegionPressures(), a number of each region in each array.
struct RegionRoom {
    int* group;
    double* members;
    double* direction;
    double* product;
};

HW_HD int regionGroup(const int* group, int region) {
    while (group[region] != region)
        region = group[region];
    return region;
}

/// Takes the mean out of each group of linked regions: rounding leaves a little, and a group is
/// solvable only if its surpluses cancel.
HW_HD void balanceGroups(const RegionLink* links, int linkCount, int regionCount, double* surplus,
                         const RegionRoom& room) {
    double* sum = room.product;
    for (int r = 0; r < regionCount; ++r) {
        room.group[r] = r;
        sum[r] = room.members[r] = 0.0;
    }
    for (int n = 0; n < linkCount; ++n)
        room.group[regionGroup(room.group, links[n].near)] = regionGroup(room.group, links[n].far);
    for (int r = 0; r < regionCount; ++r) {
        const int g = regionGroup(room.group, r);
        sum[g] += surplus[r];
        room.members[g] += 1.0;
    }
    for (int r = 0; r < regionCount; ++r) {
        const int g = regionGroup(room.group, r);
        surplus[r] -= sum[g] / room.members[g];
    }
}

/// Pressures p with sum over links of area * (p_own - p_other) = surplus, by conjugate gradients; a
/// group of linked regions is solvable when its surpluses cancel. `surplus` is used up.
HW_HD void solveRegionPressures(const RegionLink* links, int linkCount, int regionCount,
                                double* surplus, double* pressure, const RegionRoom& room) {
    constexpr double kLeft = 1e-20; // of the square of the surplus
    balanceGroups(links, linkCount, regionCount, surplus, room);
    double* const residual = surplus;
    double norm = 0.0;
    for (int r = 0; r < regionCount; ++r) {
        pressure[r] = 0.0;
        room.direction[r] = residual[r];
        norm += residual[r] * residual[r];
    }
    const double target = norm * kLeft;
    for (int iteration = 0; iteration < 4 * regionCount + 10 && norm > target; ++iteration) {
        for (int r = 0; r < regionCount; ++r)
            room.product[r] = 0.0;
        for (int n = 0; n < linkCount; ++n) {
            const int a = links[n].near, b = links[n].far;
            const double flow = links[n].area_m2 * (room.direction[a] - room.direction[b]);
            room.product[a] += flow;
            room.product[b] -= flow;
        }
        double curvature = 0.0;
        for (int r = 0; r < regionCount; ++r)
            curvature += room.direction[r] * room.product[r];
        if (curvature <= 0.0)
            break;
        const double length = norm / curvature;
        double next = 0.0;
        for (int r = 0; r < regionCount; ++r) {
            pressure[r] += length * room.direction[r];
            residual[r] -= length * room.product[r];
            next += residual[r] * residual[r];
        }
        for (int r = 0; r < regionCount; ++r)
            room.direction[r] = residual[r] + next / norm * room.direction[r];
        norm = next;
    }
}

} // namespace hallwright::airflow
