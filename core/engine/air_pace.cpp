#include "core/engine/air_pace.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace hallwright::engine {

namespace {

constexpr double kExponent = 3.4;
constexpr std::array kEdges_m{0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2,
                              0.25, 0.3,  0.4,  0.5, 0.6,  0.8,  1.0};

} // namespace

void AirPace::note(double cell_m, double time_s) {
    m_work_s = std::max(m_work_s, time_s * std::pow(cell_m, kExponent));
}

double AirPace::expected_s(double cell_m) const {
    return m_work_s / std::pow(cell_m, kExponent);
}

double AirPace::cellFor_m(double budget_s) {
    constexpr double kAlike = 2.0;
    if (budget_s == m_budget_s && m_work_s < kAlike * m_chosenAt_s)
        return m_chosen_m;
    m_budget_s = budget_s;
    m_chosenAt_s = m_work_s;
    const auto fits = [&](double edge_m) { return expected_s(edge_m) <= budget_s; };
    const auto found = std::find_if(kEdges_m.begin(), kEdges_m.end(), fits);
    m_chosen_m = found == kEdges_m.end() ? kEdges_m.back() : *found;
    return m_chosen_m;
}

} // namespace hallwright::engine
