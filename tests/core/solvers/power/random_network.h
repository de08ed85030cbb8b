#pragma once

// Networks for tests, and the laws that every solution must obey.

#include "core/solvers/power/branch_parameters.h"
#include "core/solvers/power/power_network.h"

#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <random>

namespace hallwright::power {

inline PowerNetwork compiled(const PowerProblem& problem) {
    auto network = PowerNetwork::compile(problem);
    if (!network)
        qFatal("%s", network.error().front().text().c_str());
    return std::move(network).value();
}

inline PowerOptions tight() {
    PowerOptions options;
    options.tolerance_pu = 1e-12;
    return options;
}

/// Source at bus 0, load at bus 1 behind r + jx; base 1 MVA.
inline PowerProblem twoBuses(double r, double x, double p, double q) {
    PowerProblem problem;
    problem.base_MVA = 1.0;
    problem.buses.resize(2);
    problem.branches.push_back({0, 1, r, x});
    problem.loads.push_back({1, p, q});
    problem.sources.push_back({0, 1.0});
    return problem;
}

/// The upper voltage of a load p + jq fed from 1 pu through r + jx:
/// u^2 + (2(rp + xq) - 1) u + |z|^2 |s|^2 = 0 with u = |V|^2.
inline double twoBusVoltage(double r, double x, double p, double q) {
    const double half = 0.5 - (r * p + x * q);
    return std::sqrt(half + std::sqrt(half * half - (r * r + x * x) * (p * p + q * q)));
}

enum class Shape { Radial, Ring, Meshed, Islands };

/// A network with lines, transformers, shunts, links, ZIP loads and generators that surely has a
/// solution: light loads on moderate impedances.
inline PowerProblem randomNetwork(Shape shape, unsigned seed) {
    std::mt19937 random(seed);
    const auto between = [&](double low, double high) {
        return low + (high - low) * static_cast<double>(random()) / 4294967295.0;
    };
    const auto below = [&](int count) { return static_cast<int>(random() % unsigned(count)); };
    PowerProblem problem;
    const int count = 20 + below(60);
    problem.buses.resize(static_cast<std::size_t>(count));
    const auto branch = [&](int from, int to) {
        Branch row{from, to, between(0.001, 0.02), between(0.005, 0.04)};
        row.b_pu = between(0.0, 0.02);
        row.g_pu = between(0.0, 0.002);
        if (below(4) == 0 && shape == Shape::Radial) {
            row.tap = between(0.95, 1.05);
            row.shift_rad = degreesToRadians(30.0 * below(12));
        } else if (below(4) == 0) {
            row.tap = between(0.98, 1.02);
            row.shift_rad = between(-0.05, 0.05);
        }
        problem.branches.push_back(row);
    };
    const int islands = shape == Shape::Islands ? 4 : 1;
    for (int bus = islands; bus < count; ++bus) {
        // Buses of one island are those equal modulo the number of islands.
        const int above = bus % islands + islands * below(bus / islands);
        if (below(6) == 0)
            problem.links.push_back({above, bus, true});
        else
            branch(above, bus);
    }
    const int extra = shape == Shape::Ring ? 2 : shape == Shape::Meshed ? count / 2 : 0;
    for (int i = 0; i < extra; ++i) {
        const int from = below(count);
        const int to = below(count);
        if (from != to)
            branch(from, to);
    }
    if (shape == Shape::Meshed)
        problem.links.push_back({below(count), 0, true});
    problem.links.push_back({0, count - 1, false});
    for (int bus = 1; bus < count; ++bus) {
        problem.buses[bus].shuntB_pu = below(5) == 0 ? between(-0.02, 0.05) : 0.0;
        problem.buses[bus].shuntG_pu = below(5) == 0 ? between(0.0, 0.01) : 0.0;
        Load load{bus, between(0.0, 0.02), between(-0.003, 0.01)};
        if (below(3) == 0)
            load.zip = {0.5, 0.3, 0.2};
        load.inService = below(10) != 0;
        problem.loads.push_back(load);
        if (below(12) == 0)
            problem.generators.push_back({.bus = bus,
                                          .p_pu = 0.02,
                                          .vSet_pu = 1.0,
                                          .controlsVoltage = below(2) == 0,
                                          .inService = below(4) != 0});
    }
    problem.sources.push_back({0, 1.01, 0.1, 0.001, 0.01});
    if (islands > 1)
        problem.sources.push_back({1, 1.0, 0.0}); // the other two islands stay dead
    return problem;
}

/// Largest imbalance at any live bus [pu], from flows computed here from the voltages.
inline double worstImbalance(const PowerProblem& problem, const PowerSolution& solution) {
    const auto voltage = [&](int bus) {
        return std::polar(solution.vm_pu[bus], solution.va_rad[bus]);
    };
    std::vector<std::complex<double>> sum(problem.buses.size());
    for (const Branch& row : problem.branches) {
        if (!row.inService || std::isnan(solution.vm_pu[row.from]))
            continue;
        const std::complex<double> inner = voltage(row.from) / std::polar(row.tap, row.shift_rad);
        const std::complex<double> to = voltage(row.to);
        const std::complex<double> series = (inner - to) / std::complex<double>(row.r_pu, row.x_pu);
        const std::complex<double> shunt = std::complex<double>(row.g_pu, row.b_pu) / 2.0;
        sum[row.from] += inner * std::conj(series + inner * shunt);
        sum[row.to] += to * std::conj(to * shunt - series);
    }
    for (std::size_t i = 0; i < problem.links.size(); ++i) {
        sum[problem.links[i].from] += solution.sLink_MVA[i] / problem.base_MVA;
        sum[problem.links[i].to] -= solution.sLink_MVA[i] / problem.base_MVA;
    }
    for (const Load& load : problem.loads) {
        const double vm = solution.vm_pu[load.bus];
        if (load.inService && !std::isnan(vm))
            sum[load.bus] +=
                std::complex<double>(load.p_pu, load.q_pu) *
                (load.zip.power + load.zip.current * vm + load.zip.impedance * vm * vm);
    }
    for (std::size_t i = 0; i < problem.generators.size(); ++i)
        sum[problem.generators[i].bus] -= solution.sGenerator_MVA[i] / problem.base_MVA;
    for (std::size_t i = 0; i < problem.sources.size(); ++i)
        sum[problem.sources[i].bus] -= solution.sSource_MVA[i] / problem.base_MVA;
    double worst = 0.0;
    for (std::size_t bus = 0; bus < problem.buses.size(); ++bus) {
        const double vm = solution.vm_pu[bus];
        if (std::isnan(vm))
            continue;
        const Bus& row = problem.buses[bus];
        sum[bus] += vm * vm * std::complex<double>(row.shuntG_pu, -row.shuntB_pu);
        worst = std::max({worst, std::abs(sum[bus].real()), std::abs(sum[bus].imag())});
    }
    return worst;
}

} // namespace hallwright::power
