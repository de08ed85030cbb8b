#pragma once

#include "core/compute/executor.h"
#include "core/solvers/airflow/gpu/screen_kernels.h"
#include "core/solvers/airflow/screen_flow.h"

#include <array>

namespace hallwright::airflow {

/// ScreenFlow in the memory of an executor.
class GpuScreens {
public:
    using Faces = std::array<compute::DeviceArray<float>, 3>;

    /// `host` gives screens, parts and the first weights.
    GpuScreens(compute::Executor& executor, const AirflowProblem& problem, const Lattice& lattice,
               const ScreenFlow& host);

    [[nodiscard]] bool isEmpty() const { return m_screens.isEmpty(); }
    /// See ScreenFlow::takeGiven().
    void takeGiven(const ScreenFlow& host) { m_given.upload(host.given_m3_per_s()); }
    /// See ScreenFlow::weigh(); `conductance`: of the pressure's finest grid.
    void weigh(const Faces& velocity_m_per_s, const Faces& open, const float* step_s,
               float* const* conductance);
    /// See ScreenFlow::resist().
    void resist(const float* wallSpeed_m_per_s, const Faces& wallEdges_per_m, const float* step_s,
                Faces& velocity_m_per_s);
    /// Flow through each screen of the problem; waits for the device. See screenFlows_m3_per_s().
    [[nodiscard]] std::vector<double> flows_m3_per_s(const Faces& velocity_m_per_s);
    /// See ScreenFlow::holdBack() and settleParts(); the projection's potential is `scale` (null:
    /// 1) times `potential`.
    void settle(const float* potential, const float* scale, const FlowScalars* scalars,
                Faces& velocity_m_per_s, float* pressure_m2_per_s2);

private:
    /// Things of one kind by the group they belong to.
    struct Groups {
        compute::DeviceArray<int> first, members;
        int count = 0;
    };
    /// `groupOf`: below zero in none.
    [[nodiscard]] Groups group(const std::vector<int>& groupOf, std::size_t count);
    void findParts(const ScreenFlow& host);

    compute::Executor& m_executor;
    GridShape m_shape;
    std::array<double, 3> m_faceArea_m2;
    int m_count = 0, m_partCount = 0;
    compute::DeviceArray<ScreenCell> m_screens;
    compute::DeviceArray<float> m_weight;
    Groups m_ofScreen, m_ofLink;
    compute::DeviceArray<int> m_part, m_linkOf, m_group;
    compute::DeviceArray<RegionLink> m_links;
    compute::DeviceArray<double> m_passing, m_flow, m_given, m_surplus, m_potential,
        m_directionRoom, m_productRoom, m_memberRoom;
};

} // namespace hallwright::airflow
