#include "core/solvers/airflow/gpu/gpu_screens.h"

namespace hallwright::airflow {

GpuScreens::GpuScreens(compute::Executor& executor, const AirflowProblem& problem,
                       const Lattice& lattice, const ScreenFlow& host)
    : m_executor(executor), m_shape(lattice.shape), m_faceArea_m2{lattice.faceArea_m2(Axis::X),
                                                                  lattice.faceArea_m2(Axis::Y),
                                                                  lattice.faceArea_m2(Axis::Z)} {
    if (host.isEmpty())
        return;
    m_screens = {executor, host.cells()};
    m_count = static_cast<int>(m_screens.size());
    m_weight = {executor, host.weights()};
    std::vector<int> screenOf;
    for (const ScreenFace& face : lattice.screens)
        screenOf.push_back(face.screen);
    m_ofScreen = group(screenOf, problem.screens.size());
    m_passing = {executor, problem.screens.size()};
    if (!host.links().empty())
        findParts(host);
}

GpuScreens::Groups GpuScreens::group(const std::vector<int>& groupOf, std::size_t count) {
    std::vector<std::vector<int>> byGroup(count);
    for (std::size_t n = 0; n < groupOf.size(); ++n)
        if (groupOf[n] >= 0)
            byGroup[static_cast<std::size_t>(groupOf[n])].push_back(static_cast<int>(n));
    std::vector<int> first{0}, members;
    for (const std::vector<int>& own : byGroup) {
        members.insert(members.end(), own.begin(), own.end());
        first.push_back(static_cast<int>(members.size()));
    }
    return {{m_executor, first}, {m_executor, members}, static_cast<int>(count)};
}

void GpuScreens::findParts(const ScreenFlow& host) {
    m_partCount = static_cast<int>(host.given_m3_per_s().size());
    m_ofLink = group(host.linkOf(), host.links().size());
    m_part = {m_executor, host.partOfCell()};
    m_linkOf = {m_executor, host.linkOf()};
    m_links = {m_executor, host.links()};
    m_flow = {m_executor, host.links().size()};
    m_given = {m_executor, host.given_m3_per_s()};
    const std::size_t parts = host.given_m3_per_s().size();
    m_group = {m_executor, parts};
    for (auto* room : {&m_surplus, &m_potential, &m_directionRoom, &m_productRoom, &m_memberRoom})
        *room = {m_executor, parts};
}

void GpuScreens::weigh(const Faces& velocity_m_per_s, const Faces& open, const float* step_s,
                       float* const* conductance) {
    ScreenWeigh weigh{};
    weigh.screens = m_screens.data();
    weigh.step_s = step_s;
    weigh.weight = m_weight.data();
    for (std::size_t d = 0; d < 3; ++d) {
        weigh.velocity_m_per_s[d] = velocity_m_per_s[d].data();
        weigh.open[d] = open[d].data();
        weigh.conductance[d] = conductance[d];
    }
    m_executor.run(weigh, m_count);
}

void GpuScreens::resist(const float* wallSpeed_m_per_s, const Faces& wallEdges_per_m,
                        const float* step_s, Faces& velocity_m_per_s) {
    ScreenResist resist{};
    resist.screens = m_screens.data();
    resist.wallSpeed_m_per_s = wallSpeed_m_per_s;
    resist.step_s = step_s;
    for (std::size_t d = 0; d < 3; ++d) {
        resist.wallEdges_per_m[d] = wallEdges_per_m[d].data();
        resist.velocity_m_per_s[d] = velocity_m_per_s[d].data();
    }
    m_executor.run(resist, m_count);
}

std::vector<double> GpuScreens::flows_m3_per_s(const Faces& velocity_m_per_s) {
    ScreenPasses passes{};
    passes.screens = m_screens.data();
    passes.first = m_ofScreen.first.data();
    passes.members = m_ofScreen.members.data();
    passes.flow_m3_per_s = m_passing.data();
    for (std::size_t d = 0; d < 3; ++d) {
        passes.faceArea_m2[d] = m_faceArea_m2[d];
        passes.velocity_m_per_s[d] = velocity_m_per_s[d].data();
    }
    m_executor.reduceGroups(passes, m_ofScreen.count);
    std::vector<double> flows(m_passing.size(), 0.0);
    m_passing.download(flows);
    return flows;
}

void GpuScreens::settle(const float* potential, const float* scale, const FlowScalars* scalars,
                        Faces& velocity_m_per_s, float* pressure_m2_per_s2) {
    if (isEmpty())
        return;
    const ScreenView view{m_screens.data(), m_weight.data(), potential, scale};
    ScreenSettle settle{};
    settle.g = view;
    for (std::size_t d = 0; d < 3; ++d)
        settle.velocity_m_per_s[d] = velocity_m_per_s[d].data();
    if (m_ofLink.count > 0) {
        LinkFlows flows{};
        flows.g = view;
        flows.first = m_ofLink.first.data();
        flows.members = m_ofLink.members.data();
        flows.flow_m3_per_s = m_flow.data();
        flows.links = m_links.data();
        for (std::size_t d = 0; d < 3; ++d) {
            flows.faceArea_m2[d] = m_faceArea_m2[d];
            flows.velocity_m_per_s[d] = velocity_m_per_s[d].data();
        }
        m_executor.reduceGroups(flows, m_ofLink.count);
        m_executor.run(PartPotentials{m_links.data(), m_ofLink.count, m_partCount, m_flow.data(),
                                      m_given.data(), m_surplus.data(), m_potential.data(),
                                      RegionRoom{m_group.data(), m_memberRoom.data(),
                                                 m_directionRoom.data(), m_productRoom.data()}},
                       1);
        settle.linkOf = m_linkOf.data();
        settle.links = m_links.data();
        settle.partPotential = m_potential.data();
    }
    m_executor.run(settle, m_count);
    if (m_ofLink.count > 0)
        m_executor.run(
            PartPressure{m_shape, m_part.data(), m_potential.data(), scalars, pressure_m2_per_s2},
            m_shape.cells[0], m_shape.rowCount());
}

} // namespace hallwright::airflow
