#pragma once

namespace hallwright::plant {

/// Number of equal machines, of `units`, that carry a load between them with the least power;
/// the smallest where several take the same. `run(share_W)` gives the state of one machine at its
/// share of the load; machines that leave some of it (`unmet_W`) do not carry it. All run where no
/// number of them does.
template <class Run>
[[nodiscard]] int leastPowerUnits(double load_W, int units, Run&& run) {
    int best = units;
    double least_W = -1.0;
    for (int running = 1; running <= units; ++running) {
        const auto state = run(load_W / running);
        if (state.unmet_W > 0.0)
            continue;
        const double power_W = state.power_W * running;
        if (least_W < 0.0 || power_W < least_W) {
            least_W = power_W;
            best = running;
        }
    }
    return best;
}

/// Fewest of `units` equal machines of `capacity_W` each that carry a load; all where none do.
[[nodiscard]] inline int fewestUnits(double load_W, int units, double capacity_W) {
    constexpr double kRounding = 1.0 - 1e-9;
    int running = 1;
    while (running < units && load_W * kRounding > capacity_W * running)
        ++running;
    return running;
}

} // namespace hallwright::plant
