#include "core/cli/self_check.h"
#include "core/engine/campus_solver.h"
#include "core/io/airflow_case/airflow_answer.h"
#include "core/io/airflow_case/airflow_case.h"
#include "core/io/catalog_reader.h"
#include "core/layout/campus_generator.h"
#include "core/layout/campus_samples.h"
#include "core/solvers/airflow/gpu/air_device.h"
#include "core/solvers/hydronic/hydronic_network.h"
#include "core/solvers/power/power_network.h"
#include "core/solvers/power/synthetic_campus.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>

namespace hallwright::cli {
namespace {

/// An ideal source, a line r + jx, a load P + jQ of constant power: with b = 1 - 2 (r P + x Q) the
/// load's voltage is V^2 = (b + sqrt(b^2 - 4 (r^2 + x^2)(P^2 + Q^2))) / 2.
Check twoBuses() {
    constexpr double r = 0.02, x = 0.06, p = 0.9, q = 0.4;
    Check check{"power.two_buses",
                "A line and a load of constant power; exact voltage from its quadratic equation",
                "pu"};
    const double b = 1.0 - 2.0 * (r * p + x * q);
    check.expected =
        std::sqrt(0.5 * (b + std::sqrt(b * b - 4.0 * (r * r + x * x) * (p * p + q * q))));
    check.tolerance = 1e-9;
    power::PowerProblem problem;
    problem.buses.resize(2);
    problem.sources.push_back({});
    power::Branch line;
    line.to = 1;
    line.r_pu = r;
    line.x_pu = x;
    problem.branches.push_back(line);
    problem.loads.push_back({1, p, q});
    auto network = power::PowerNetwork::compile(problem);
    power::PowerOptions options;
    options.tolerance_pu = 1e-12;
    const auto solution = network->solve(problem, options);
    if (solution.converged())
        check.value = solution.vm_pu[1];
    else
        check.failure = solution.message;
    return check;
}

/// Two ways that share no iteration: current injections over the sweeps of a tree with loops, and
/// Newton with a sparse factorisation.
Check twoMethods() {
    Check check{"power.two_methods",
                "Closed rings with 2 000 loads by current iteration and by Newton; largest "
                "difference of a voltage",
                "pu"};
    check.tolerance = 1e-8;
    const auto problem = power::syntheticCampus(2000, power::FeederLayout::ClosedRing);
    power::PowerOptions options;
    options.tolerance_pu = 1e-11;
    const auto first = power::PowerNetwork::compile(problem)->solve(problem, options);
    options.method = power::PowerMethod::Newton;
    const auto second = power::PowerNetwork::compile(problem)->solve(problem, options);
    for (const auto* solution : {&first, &second})
        if (!solution->converged())
            check.failure = solution->message;
    for (std::size_t bus = 0; bus < first.vm_pu.size() && check.failure.empty(); ++bus)
        check.value = std::max(check.value, std::abs(first.vm_pu[bus] - second.vm_pu[bus]));
    return check;
}

/// Hagen and Poiseuille: h = 128 nu L Q / (pi g d^4).
Check laminarPipe() {
    constexpr double kLength_m = 50.0, kDiameter_m = 0.05, kFlow_m3_per_s = 2e-5;
    Check check{"hydronic.laminar_pipe",
                "A pipe at Reynolds number 507; head loss by Hagen and Poiseuille", "m"};
    hydronic::HydronicProblem problem;
    const int from = problem.addNode(hydronic::fixedHead(10.0));
    const int to = problem.addNode(hydronic::junction(0.0, kFlow_m3_per_s));
    problem.addLink(hydronic::pipe(from, to, kLength_m, kDiameter_m, 1e-5));
    check.expected = 128.0 * problem.fluid.kinematicViscosity_m2_per_s * kLength_m *
                     kFlow_m3_per_s /
                     (std::numbers::pi * problem.gravity_m_per_s2 * std::pow(kDiameter_m, 4));
    check.tolerance = 1e-6 * check.expected;
    const auto solution = hydronic::solveHydronics(problem);
    if (solution.isConverged())
        check.value = solution.headLoss_m[0];
    else
        check.failure = solution.message;
    return check;
}

/// Hazen and Williams: at one head loss Q goes with d^(4.8704 / 1.852) L^(-1 / 1.852).
Check parallelPipes() {
    constexpr double kFlow_m3_per_s = 0.1, kWide_m = 0.25, kNarrow_m = 0.2, kShort_m = 100.0,
                     kLong_m = 180.0;
    Check check{"hydronic.parallel_pipes",
                "Two unequal pipes side by side; share of the first by Hazen and Williams", ""};
    check.tolerance = 1e-4;
    const double ratio =
        std::pow(kWide_m / kNarrow_m, 4.8704 / 1.852) * std::pow(kLong_m / kShort_m, 1.0 / 1.852);
    check.expected = ratio / (1.0 + ratio);
    hydronic::HydronicProblem problem;
    problem.friction = hydronic::FrictionFormula::HazenWilliams;
    const int from = problem.addNode(hydronic::fixedHead(50.0));
    const int to = problem.addNode(hydronic::junction(0.0, kFlow_m3_per_s));
    problem.addLink(hydronic::pipe(from, to, kShort_m, kWide_m, 130.0));
    problem.addLink(hydronic::pipe(from, to, kLong_m, kNarrow_m, 130.0));
    const auto solution = hydronic::solveHydronics(problem);
    if (solution.isConverged())
        check.value = solution.flow_m3_per_s[0] / kFlow_m3_per_s;
    else
        check.failure = solution.message;
    return check;
}

Check heatedCavity() {
    Check check{"airflow.heated_cavity",
                "Square cavity heated from the side, Rayleigh number 1e4, 48 x 48 cells; Nusselt "
                "number of de Vahl Davis (1983)",
                ""};
    check.expected = 2.243;
    check.tolerance = 0.02 * check.expected;
    const auto airCase = io::readAirflowCase(
        R"({"type":"heated_cavity","rayleigh":1e4,"prandtl":0.71,"cells":[48,48,1]})");
    const auto solution = airflow::solveAirflow(airCase->problem);
    if (solution.status == airflow::AirflowStatus::Converged)
        check.value = io::cavityNumbers(*airCase, solution).nusseltHotWall;
    else
        check.failure = "did not converge";
    return check;
}

Check coupledHall() {
    Check check{"engine.air_hall",
                "The air-cooled sample laid out anew, power, coolant and air; what its energy "
                "balance lacks",
                "%"};
    check.tolerance = 0.1;
    auto catalog = io::readDefaultCatalog();
    if (!catalog) {
        check.failure = catalog.error().front().text();
        return check;
    }
    const auto campus = layout::generateCampus(layout::campusSample("air-hall")->brief, *catalog);
    if (!campus) {
        check.failure = campus.error().front().text();
        return check;
    }
    engine::SolveRequest request;
    request.campus = *campus;
    request.withPlume = false;
    request.finestAirCell_m = 0.4;
    engine::CampusSolver solver(std::make_shared<catalog::Catalog>(std::move(catalog).value()));
    solver.setAirDevice(airflow::AirDeviceWish::Cpu);
    const auto solution = solver.solve(request);
    for (const auto& stage : solution->stages)
        if (!stage.converged)
            check.failure = stage.name + " did not converge";
    double worst = solution->energy.residualFraction;
    for (const auto& [id, hall] : solution->halls)
        worst = std::max({worst, hall.residualFraction, std::abs(hall.airImbalanceFraction)});
    check.value = 100.0 * worst;
    return check;
}

} // namespace

std::vector<CheckRun> knownCases() {
    return {twoBuses, twoMethods, laminarPipe, parallelPipes, heatedCavity, coupledHall};
}

} // namespace hallwright::cli
