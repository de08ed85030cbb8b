#include "core/solvers/airflow/screen_flow.h"

#include "core/base/index.h"
#include "core/solvers/airflow/field_memory.h"
#include "core/solvers/airflow/region_graph.h"

#include <algorithm>
#include <cmath>

namespace hallwright::airflow {
namespace {

std::array<std::vector<float>, 3> copyOf(const std::array<std::vector<float>, 3>& fields,
                                         const std::stop_token& stop) {
    std::array<std::vector<float>, 3> copy;
    for (std::size_t d = 0; d < 3; ++d)
        copyField(fields[d], copy[d], stop);
    return copy;
}

using base::at;

std::size_t axisOf(const ScreenFace& screen) {
    return static_cast<std::size_t>(screen.axis);
}

ScreenCell cellOf(const ScreenFace& screen, const GridShape& shape) {
    const auto d = axisOf(screen);
    return {screen.face,         screen.face - shape.stride[d],
            static_cast<int>(d), shape.inverse_per_m[d],
            screen.loss,         screen.openShare};
}

} // namespace

float screenedDiffusivity(const ScreenFace& screen, const GridShape& shape,
                          const float* eddyViscosity_m2_per_s, float diffusivity_m2_per_s,
                          float inverseTurbulentPrandtl) {
    return screenedDiffusivity(cellOf(screen, shape), eddyViscosity_m2_per_s, diffusivity_m2_per_s,
                               inverseTurbulentPrandtl);
}

std::vector<ScreenAir> screenAirs(const AirflowProblem& problem, const Lattice& lattice,
                                  const std::array<std::vector<float>, 3>& velocity_m_per_s,
                                  const std::vector<float>& temperature_K) {
    std::vector<ScreenAir> airs(problem.screens.size());
    std::vector<double> area_m2(airs.size(), 0.0), passing(airs.size(), 0.0);
    for (const ScreenFace& face : lattice.screens) {
        if (face.screen < 0)
            continue;
        const auto n = at(face.screen);
        const double speed = velocity_m_per_s[axisOf(face)][at(face.face)];
        const double own_m2 = lattice.faceArea_m2(face.axis);
        const int from = speed > 0.0 ? face.face - lattice.shape.stride[axisOf(face)] : face.face;
        area_m2[n] += own_m2;
        airs[n].flow_m3_per_s += own_m2 * speed;
        airs[n].drop_Pa +=
            own_m2 * 0.5 * problem.air.density_kg_per_m3 * face.loss * std::abs(speed) * speed;
        airs[n].temperature_K += own_m2 * std::abs(speed) * temperature_K[at(from)];
        passing[n] += own_m2 * std::abs(speed);
    }
    for (std::size_t n = 0; n < airs.size(); ++n) {
        airs[n].id = problem.screens[n].id;
        airs[n].temperature_K =
            problem.air.reference_K + (passing[n] > 0.0 ? airs[n].temperature_K / passing[n] : 0.0);
        airs[n].drop_Pa = area_m2[n] > 0.0 ? airs[n].drop_Pa / area_m2[n] : 0.0;
    }
    return airs;
}

std::vector<double>
screenFlows_m3_per_s(const Lattice& lattice, std::size_t count,
                     const std::array<std::vector<float>, 3>& velocity_m_per_s) {
    std::vector<double> flows(count, 0.0);
    for (const ScreenFace& face : lattice.screens)
        if (face.screen >= 0)
            flows[at(face.screen)] += lattice.faceArea_m2(face.axis) *
                                      double(velocity_m_per_s[axisOf(face)][at(face.face)]);
    return flows;
}

ScreenFlow::ScreenFlow(const Lattice& lattice, const std::stop_token& stop) : m_lattice(&lattice) {
    // Until there is a flow to weigh: air that starts from rest spends its pressure on its own
    // speed and on the loss.
    for (const ScreenFace& screen : lattice.screens) {
        m_cells.push_back(cellOf(screen, lattice.shape));
        m_weight.push_back(1.0f / (1.0f + screen.loss));
    }
    if (isEmpty())
        return;
    auto closed = copyOf(lattice.open, stop);
    if (stop.stop_requested())
        return;
    for (const ScreenFace& screen : lattice.screens)
        if (screen.screen >= 0)
            closed[axisOf(screen)][at(screen.face)] = 0.0f;
    m_part = labelRegions(lattice, closed, m_partCount, stop);
    if (stop.stop_requested())
        return;
    findLinks();
    takeGiven();
}

void ScreenFlow::findLinks() {
    for (const ScreenCell& screen : m_cells) {
        const int near = m_part[at(screen.near)], far = m_part[at(screen.face)];
        const auto known =
            std::find_if(m_links.begin(), m_links.end(), [&](const RegionLink& link) {
                return link.near == near && link.far == far;
            });
        m_linkOf.push_back(near == far ? -1 : static_cast<int>(known - m_links.begin()));
        if (near != far && known == m_links.end())
            m_links.push_back({near, far});
    }
}

void ScreenFlow::takeGiven() {
    m_given_m3_per_s = regionSurplus(*m_lattice, m_part, m_partCount);
}

std::array<std::vector<float>, 3> ScreenFlow::passable(const std::stop_token& stop) const {
    auto open = copyOf(m_lattice->open, stop);
    if (stop.stop_requested())
        return open;
    for (std::size_t n = 0; n < m_weight.size(); ++n)
        open[at(m_cells[n].axis)][at(m_cells[n].face)] *= m_weight[n];
    return open;
}

void ScreenFlow::weigh(const std::array<std::vector<float>, 3>& velocity_m_per_s,
                       const std::vector<float>& step_s) {
    for (std::size_t n = 0; n < m_weight.size(); ++n) {
        const ScreenCell& screen = m_cells[n];
        m_weight[n] = screenWeight(screen, screenStep_s(screen, step_s.data()),
                                   velocity_m_per_s[at(screen.axis)][at(screen.face)]);
    }
}

void ScreenFlow::resist(std::array<std::vector<float>, 3>& velocity_m_per_s,
                        const std::vector<float>& wallSpeed_m_per_s,
                        const std::vector<float>& step_s) const {
    for (const ScreenCell& screen : m_cells) {
        float& velocity = velocity_m_per_s[at(screen.axis)][at(screen.face)];
        velocity = resistedVelocity(screen, velocity, wallSpeed_m_per_s.data(),
                                    m_lattice->wallEdges_per_m[at(screen.axis)][at(screen.face)],
                                    screenStep_s(screen, step_s.data()));
    }
}

void ScreenFlow::holdBack(const std::vector<float>& potential,
                          std::array<std::vector<float>, 3>& velocity_m_per_s) const {
    for (std::size_t n = 0; n < m_weight.size(); ++n) {
        const ScreenCell& screen = m_cells[n];
        velocity_m_per_s[at(screen.axis)][at(screen.face)] += heldBack_m_per_s(
            screen, m_weight[n], potential[at(screen.near)], potential[at(screen.face)]);
    }
}

void ScreenFlow::settleParts(std::array<std::vector<float>, 3>& velocity_m_per_s,
                             std::vector<float>& pressure, float perStep) const {
    if (m_links.empty())
        return;
    std::vector<double> surplus = m_given_m3_per_s;
    std::vector<RegionLink> links = m_links;
    for (std::size_t n = 0; n < m_weight.size(); ++n) {
        if (m_linkOf[n] < 0)
            continue;
        RegionLink& link = links[at(m_linkOf[n])];
        const ScreenCell& screen = m_cells[n];
        const double area_m2 = m_lattice->faceArea_m2(static_cast<Axis>(screen.axis));
        const double flow = area_m2 * velocity_m_per_s[at(screen.axis)][at(screen.face)];
        surplus[at(link.near)] -= flow;
        surplus[at(link.far)] += flow;
        link.area_m2 += area_m2 * m_weight[n] * screen.inverse_per_m;
    }
    const std::vector<double> potential = regionPressures(links, std::move(surplus));
    for (std::size_t n = 0; n < m_weight.size(); ++n) {
        if (m_linkOf[n] < 0)
            continue;
        const RegionLink& link = links[at(m_linkOf[n])];
        const ScreenCell& screen = m_cells[n];
        velocity_m_per_s[at(screen.axis)][at(screen.face)] +=
            m_weight[n] * screen.inverse_per_m *
            static_cast<float>(potential[at(link.near)] - potential[at(link.far)]);
    }
    for (std::size_t c = 0; c < m_part.size(); ++c)
        if (m_part[c] != kNoRegion)
            pressure[c] += perStep * static_cast<float>(potential[at(m_part[c])]);
}

void ScreenFlow::screenHeat(const HeatView& heat, std::vector<float>& next_K) const {
    for (const ScreenCell& screen : m_cells) {
        if (screen.openShare >= 1.0f)
            continue;
        const float back_K_per_s = screenedHeat_K_per_s(screen, heat);
        next_K[at(screen.face)] += heat.step_s[screen.face] * back_K_per_s;
        next_K[at(screen.near)] -= heat.step_s[screen.near] * back_K_per_s;
    }
}

} // namespace hallwright::airflow
