#include "tests/core/solvers/airflow/storage_cases.h"

#include "core/solvers/airflow/airflow_solver.h"
#include "core/solvers/airflow/airflow_transient.h"
#include "core/solvers/airflow/flow_grid.h"
#include "core/solvers/airflow/synthetic_hall.h"

#include <algorithm>
#include <cmath>

namespace hallwright::airflow {
namespace {

HallAnswer readingsOf(const std::vector<RackAir>& racks, const std::vector<AirUnitAir>& units) {
    HallAnswer answer;
    for (const RackAir& rack : racks)
        answer.inlet_K.push_back(rack.inletMean_K);
    for (const AirUnitAir& unit : units)
        answer.meanReturn_K += unit.return_K / static_cast<double>(units.size());
    return answer;
}

} // namespace

CavityAnswer heatedCavity() {
    constexpr double kRayleigh = 1e5, kPrandtl = 0.71, kGravity_m_per_s2 = 9.81;
    constexpr double kCold_K = 293.15;
    constexpr int kCells = 64;
    AirflowProblem p;
    p.size_m = {1.0, 1.0, 1.0 / kCells};
    p.cells = {kCells, kCells, 1};
    p.isTwoDimensional = true;
    p.turbulence = Turbulence::Laminar;
    // Density, heat capacity, diffusivity, side and difference are 1: heat over area is Nu.
    p.air.density_kg_per_m3 = p.air.heatCapacity_J_per_kgK = 1.0;
    p.air.viscosity_m2_per_s = p.air.prandtl = kPrandtl;
    p.air.gravity_m_per_s2 = {0.0, -kGravity_m_per_s2, 0.0};
    p.air.expansion_per_K = kRayleigh * kPrandtl / kGravity_m_per_s2;
    p.air.reference_K = p.initial_K = kCold_K + 0.5;
    p.wallTemperatures = {{{Axis::X, {0, 0, 0}, {0, 1, p.size_m.z}}, kCold_K + 1.0},
                          {{Axis::X, {1, 0, 0}, {1, 1, p.size_m.z}}, kCold_K}};
    const AirflowSolution solution = solveAirflow(p);
    CavityAnswer answer;
    answer.isConverged = solution.status == AirflowStatus::Converged;
    answer.energyImbalance_fraction = solution.energyImbalance_fraction;
    answer.nusselt = solution.wallHeat_W / p.size_m.z;
    for (int n = 0; n < kCells; ++n) {
        const double place = (n + 0.5) / kCells, z = 0.5 * p.size_m.z;
        const AirField& field = *solution.field;
        answer.largestU_m_per_s =
            std::max(answer.largestU_m_per_s, field.sample({0.5, place, z}).velocity_m_per_s.x);
        answer.largestV_m_per_s =
            std::max(answer.largestV_m_per_s, field.sample({place, 0.5, z}).velocity_m_per_s.y);
    }
    return answer;
}

PuffAnswer carriedPuff() {
    constexpr double kCell_m = 0.5, kWind_m_per_s = 1.0, kStart_m = 14.0, kSigma_m = 2.0;
    constexpr double kRise_K = 100.0;
    AirflowProblem p;
    p.cells = {104, 24, 24};
    p.size_m = {p.cells[0] * kCell_m, p.cells[1] * kCell_m, p.cells[2] * kCell_m};
    p.turbulence = Turbulence::Laminar;
    p.air.viscosity_m2_per_s = 1e-7;
    p.air.prandtl = p.air.viscosity_m2_per_s / 0.1;
    p.air.expansion_per_K = 0.0;
    p.initial_K = p.air.reference_K;
    const double flow = kWind_m_per_s * p.size_m.y * p.size_m.z;
    p.openings = {{"in", {Axis::X, {0, 0, 0}, {0, p.size_m.y, p.size_m.z}}, flow, p.initial_K},
                  {"out", {Axis::X, {p.size_m.x, 0, 0}, p.size_m}, -flow, p.initial_K}};
    auto start = std::make_shared<AirField>();
    start->cells = p.cells;
    start->cell_m = {kCell_m, kCell_m, kCell_m};
    for (int k = 0; k < p.cells[2]; ++k)
        for (int j = 0; j < p.cells[1]; ++j)
            for (int i = 0; i < p.cells[0]; ++i) {
                const double x = (i + 0.5) * kCell_m - kStart_m, y = (j + 0.5) * kCell_m,
                             z = (k + 0.5) * kCell_m;
                const double share =
                    std::exp(-(x * x + y * y + z * z) / (2.0 * kSigma_m * kSigma_m));
                start->temperature_K.push_back(
                    static_cast<float>(p.air.reference_K + kRise_K * share));
                start->u_m_per_s.push_back(static_cast<float>(kWind_m_per_s));
                start->v_m_per_s.push_back(0.0f);
                start->w_m_per_s.push_back(0.0f);
                start->isSolid.push_back(0);
            }
    PuffAnswer answer;
    TransientOptions options;
    options.duration_s = 30.0 * kCell_m / kWind_m_per_s;
    options.from = start;
    double first_K = 0.0;
    options.onMoment = [&](const AirMoment& moment) {
        const double mean_K = moment.mean_K - p.air.reference_K;
        if (moment.time_s == 0.0)
            first_K = mean_K;
        answer.worstMass_fraction =
            std::max(answer.worstMass_fraction, std::abs(mean_K / first_K - 1.0));
        const auto field = moment.field();
        answer.peak_K =
            *std::max_element(field->temperature_K.begin(), field->temperature_K.end()) -
            p.air.reference_K;
    };
    (void)simulateAirflow(p, options);
    return answer;
}

HallAnswer steadyHall() {
    const AirflowSolution solution = solveAirflow(syntheticHall(0.2));
    HallAnswer answer = readingsOf(solution.racks, solution.airUnits);
    answer.mean_K = solution.mean_K;
    answer.energyImbalance_fraction = solution.energyImbalance_fraction;
    answer.steps = solution.steps;
    answer.isConverged = solution.status == AirflowStatus::Converged;
    return answer;
}

HallAnswer startingHall(double duration_s) {
    AirSimulation hall(syntheticHall(0.2), nullptr);
    const AirflowStatus status = hall.runUntil(duration_s);
    const AirMoment end = hall.moment();
    HallAnswer answer = readingsOf(end.racks, end.airUnits);
    answer.mean_K = end.mean_K;
    answer.isConverged = status == AirflowStatus::Converged;
    return answer;
}

SealedRoom sealedRoom(double heat_W) {
    constexpr double kCell_m = 0.25, kDuration_s = 600.0, kRise_K = 12.0;
    AirflowProblem p;
    p.size_m = {6.0, 3.0, 3.0};
    p.cell_m = kCell_m;
    Rack rack;
    rack.box = {{2.5, 1.0, 0.0}, {3.5, 2.0, 2.0}};
    rack.front = {Axis::X, rack.box.min_m, {2.5, 2.0, 2.0}};
    rack.rear = {Axis::X, {3.5, 1.0, 0.0}, rack.box.max_m};
    rack.heat_W = heat_W;
    rack.flow_m3_per_s = 0.5;
    p.racks.push_back(rack);
    FlowGrid grid(p, buildLattice(p, latticeCells(p)));
    AirField start;
    const int* cells = grid.lattice().shape.cells;
    start.cells = {cells[0], cells[1], cells[2]};
    start.cell_m = grid.lattice().cell_m;
    const auto size = static_cast<std::size_t>(grid.lattice().shape.cellCount());
    for (auto* component : {&start.u_m_per_s, &start.v_m_per_s, &start.w_m_per_s})
        component->assign(size, 0.0f);
    start.isSolid.assign(size, 0);
    for (std::size_t c = 0; c < size; ++c) // warm above
        start.temperature_K.push_back(
            static_cast<float>(p.air.reference_K + (2 * c > size ? kRise_K : 0.0)));
    const auto mean_K = [&grid] {
        const Lattice& lattice = grid.lattice();
        double sum_K = 0.0;
        for (std::size_t c = 0; c < lattice.isSolid.size(); ++c)
            if (!lattice.isSolid[c])
                sum_K += grid.temperature_K()[c];
        return sum_K * lattice.cellVolume_m3() / lattice.airVolume_m3;
    };
    SealedRoom room;
    grid.startFrom(start, {});
    const double first_K = mean_K();
    double time_s = 0.0;
    for (; time_s < kDuration_s && grid.step({}); ++room.steps)
        time_s += grid.stepLength_s();
    room.rise_K = mean_K() - first_K;
    room.exactRise_K =
        heat_W * time_s / (p.air.heatCapacity_J_per_m3K() * grid.lattice().airVolume_m3);
    return room;
}

} // namespace hallwright::airflow
