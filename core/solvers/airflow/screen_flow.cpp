#include "core/solvers/airflow/screen_flow.h"

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

std::size_t at(int c) {
    return static_cast<std::size_t>(c);
}

std::size_t axisOf(const ScreenFace& screen) {
    return static_cast<std::size_t>(screen.axis);
}

} // namespace

float screenedDiffusivity(const ScreenFace& screen, const GridShape& shape,
                          const float* eddyViscosity_m2_per_s, float diffusivity_m2_per_s,
                          float inverseTurbulentPrandtl) {
    const int near = screen.face - shape.stride[axisOf(screen)];
    const float eddy =
        0.5f * (eddyViscosity_m2_per_s[at(near)] + eddyViscosity_m2_per_s[at(screen.face)]);
    return (1.0f - screen.openShare) * (diffusivity_m2_per_s + inverseTurbulentPrandtl * eddy);
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
    for (const ScreenFace& screen : lattice.screens)
        m_weight.push_back(1.0f / (1.0f + screen.loss));
    if (isEmpty())
        return;
    auto closed = copyOf(lattice.open, stop);
    if (stop.stop_requested())
        return;
    for (const ScreenFace& screen : lattice.screens)
        if (screen.screen >= 0)
            closed[axisOf(screen)][at(screen.face)] = 0.0f;
    m_part = labelRegions(lattice, closed, m_partCount, stop);
    if (!stop.stop_requested())
        takeGiven();
}

void ScreenFlow::takeGiven() {
    m_given_m3_per_s = regionSurplus(*m_lattice, m_part, m_partCount);
}

std::array<std::vector<float>, 3> ScreenFlow::passable(const std::stop_token& stop) const {
    auto open = copyOf(m_lattice->open, stop);
    if (stop.stop_requested())
        return open;
    for (std::size_t n = 0; n < m_weight.size(); ++n) {
        const ScreenFace& screen = m_lattice->screens[n];
        open[axisOf(screen)][at(screen.face)] *= m_weight[n];
    }
    return open;
}

float ScreenFlow::step_s(const ScreenFace& screen, const std::vector<float>& step_s) const {
    const int near = screen.face - m_lattice->shape.stride[axisOf(screen)];
    return std::min(step_s[at(near)], step_s[at(screen.face)]);
}

float ScreenFlow::slowing(const ScreenFace& screen, float step_s) const {
    return step_s * 0.5f * screen.loss * m_lattice->shape.inverse_per_m[axisOf(screen)];
}

void ScreenFlow::weigh(const std::array<std::vector<float>, 3>& velocity_m_per_s,
                       const std::vector<float>& step) {
    for (std::size_t n = 0; n < m_weight.size(); ++n) {
        const ScreenFace& screen = m_lattice->screens[n];
        const float speed = std::abs(velocity_m_per_s[axisOf(screen)][at(screen.face)]);
        m_weight[n] = 1.0f / (1.0f + 2.0f * slowing(screen, step_s(screen, step)) * speed);
    }
}

void ScreenFlow::resist(std::array<std::vector<float>, 3>& velocity_m_per_s,
                        const std::vector<float>& wallSpeed_m_per_s,
                        const std::vector<float>& step) const {
    for (const ScreenFace& screen : m_lattice->screens) {
        const auto d = axisOf(screen);
        const auto near = at(screen.face - m_lattice->shape.stride[d]), far = at(screen.face);
        const float own_s = step_s(screen, step);
        const float twice = 2.0f * slowing(screen, own_s);
        // The friction of walls beside the face has been taken implicitly: with the loss added,
        // u' (1 + step * friction + slowing |u'|) = u*.
        const float friction_per_s = 0.5f * (wallSpeed_m_per_s[near] + wallSpeed_m_per_s[far]) *
                                     m_lattice->wallEdges_per_m[d][far];
        const float damping = 1.0f + own_s * friction_per_s;
        float& speed = velocity_m_per_s[d][far];
        const float free = damping * std::abs(speed);
        // The root in the form that does not cancel where the loss is small.
        speed = std::copysign(
            2.0f * free / (damping + std::sqrt(damping * damping + 2.0f * twice * free)), speed);
    }
}

void ScreenFlow::holdBack(const std::vector<float>& potential,
                          std::array<std::vector<float>, 3>& velocity_m_per_s) const {
    for (std::size_t n = 0; n < m_weight.size(); ++n) {
        const ScreenFace& screen = m_lattice->screens[n];
        const auto d = axisOf(screen);
        const auto near = at(screen.face - m_lattice->shape.stride[d]), far = at(screen.face);
        velocity_m_per_s[d][far] += (1.0f - m_weight[n]) * m_lattice->shape.inverse_per_m[d] *
                                    (potential[far] - potential[near]);
    }
}

void ScreenFlow::settleParts(std::array<std::vector<float>, 3>& velocity_m_per_s,
                             std::vector<float>& pressure, float perStep) const {
    if (m_partCount < 2)
        return;
    std::vector<double> surplus = m_given_m3_per_s;
    std::vector<RegionLink> links;
    for (std::size_t n = 0; n < m_weight.size(); ++n) {
        const ScreenFace& screen = m_lattice->screens[n];
        const auto d = axisOf(screen);
        const int far = m_part[at(screen.face)];
        const int near = m_part[at(screen.face - m_lattice->shape.stride[d])];
        if (near == far)
            continue;
        const double area_m2 = m_lattice->faceArea_m2(screen.axis);
        const double flow = area_m2 * velocity_m_per_s[d][at(screen.face)];
        surplus[at(near)] -= flow;
        surplus[at(far)] += flow;
        const double conductance = area_m2 * m_weight[n] * m_lattice->shape.inverse_per_m[d];
        const auto known = std::find_if(links.begin(), links.end(), [&](const RegionLink& link) {
            return link.near == near && link.far == far;
        });
        if (known == links.end())
            links.push_back({near, far, conductance});
        else
            known->area_m2 += conductance;
    }
    if (links.empty())
        return;
    const std::vector<double> potential = regionPressures(links, std::move(surplus));
    for (std::size_t n = 0; n < m_weight.size(); ++n) {
        const ScreenFace& screen = m_lattice->screens[n];
        const auto d = axisOf(screen);
        const int far = m_part[at(screen.face)];
        const int near = m_part[at(screen.face - m_lattice->shape.stride[d])];
        velocity_m_per_s[d][at(screen.face)] +=
            m_weight[n] * m_lattice->shape.inverse_per_m[d] *
            static_cast<float>(potential[at(near)] - potential[at(far)]);
    }
    for (std::size_t c = 0; c < m_part.size(); ++c)
        if (m_part[c] != kNoRegion)
            pressure[c] += perStep * static_cast<float>(potential[at(m_part[c])]);
}

void ScreenFlow::screenHeat(const HeatView& heat, std::vector<float>& next_K) const {
    for (const ScreenFace& screen : m_lattice->screens) {
        if (screen.openShare >= 1.0f)
            continue;
        const auto d = axisOf(screen);
        const auto near = at(screen.face - m_lattice->shape.stride[d]), far = at(screen.face);
        const float diffusivity =
            screenedDiffusivity(screen, m_lattice->shape, heat.eddyViscosity_m2_per_s,
                                heat.diffusivity_m2_per_s, heat.inverseTurbulentPrandtl);
        const float back_K_per_s = diffusivity * heat.inverse_per_m[d] * heat.inverse_per_m[d] *
                                   (heat.temperature_K[far] - heat.temperature_K[near]);
        next_K[far] += heat.step_s[far] * back_K_per_s;
        next_K[near] -= heat.step_s[near] * back_K_per_s;
    }
}

} // namespace hallwright::airflow
