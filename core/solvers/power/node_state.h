#pragma once

#include "core/solvers/power/complex_math.h"

#include <vector>

namespace hallwright::power {

/// Voltages of all nodes, slack nodes included. The polar parts are kept beside the phasor because
/// Newton steps in them and results are given in them; recovering angles would cost an arctangent a
/// bus and lose whole turns.
struct NodeState {
    std::vector<Complex> v;
    std::vector<double> vm;
    std::vector<double> theta_rad;

    void set(int node, double magnitude_pu, double angle_rad) {
        vm[node] = magnitude_pu;
        theta_rad[node] = angle_rad;
        v[node] = std::polar(magnitude_pu, angle_rad);
    }
    void resize(int nodes) {
        v.assign(static_cast<std::size_t>(nodes), Complex(1.0, 0.0));
        vm.assign(static_cast<std::size_t>(nodes), 1.0);
        theta_rad.assign(static_cast<std::size_t>(nodes), 0.0);
    }
};

/// What is fed into each node, slack nodes included [pu]: generation less load at 1.0 pu voltage.
/// S(V) = power + current |V| + impedance |V|^2.
struct NodeInjections {
    std::vector<Complex> power;
    std::vector<Complex> current;   ///< empty where no load has such a share
    std::vector<Complex> impedance; ///< empty where no load has such a share
    std::vector<char> holdsVoltage; ///< PV nodes; their |V| is the state's and stays
    bool anyHoldsVoltage = false;

    [[nodiscard]] bool dependsOnVoltage() const { return !current.empty(); }
    [[nodiscard]] Complex at(int node, double vm) const {
        Complex s = power[node];
        if (dependsOnVoltage())
            s += vm * (current[node] + vm * impedance[node]);
        return s;
    }
};

enum class IterationEnd { Converged, IterationLimit, Stalled, Singular, Cancelled };

struct IterationOutcome {
    IterationEnd end = IterationEnd::IterationLimit;
    int iterations = 0;
    double maxMismatch_pu = 0.0;
    int worstNode = -1;
};

} // namespace hallwright::power
