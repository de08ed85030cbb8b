#include "core/engine/short_circuit_levels.h"

#include "core/engine/short_circuit_rules.h"
#include "core/model/words.h"

#include <algorithm>
#include <cmath>

namespace hallwright::engine {

namespace {

constexpr double kAmperes = 1e3; ///< per kA

double share(double value_kA, double rating_A) {
    return rating_A > 0.0 && std::isfinite(value_kA) ? value_kA * kAmperes / rating_A : 0.0;
}

} // namespace

double BusFaultLevel::loading() const {
    // A single-phase fault can be the heavier one behind a transformer with Z0 below Z1.
    const double worst =
        std::isfinite(maximum.ik1_kA) ? std::max(maximum.ik3_kA, maximum.ik1_kA) : maximum.ik3_kA;
    return std::max({share(worst, rating.shortTime_A), share(maximum.ip_kA, rating.peak_A),
                     share(maximum.ib_kA, rating.breaking_A)});
}

double BuswayFaultLevel::loading() const {
    return std::max(share(start.ik3_kA, rating.shortTime_A), share(start.ip_kA, rating.peak_A));
}

double BuswayFaultLevel::least_A() const {
    double least_kA = end.ik2_kA;
    if (end.hasEarthPath)
        least_kA = std::min(least_kA, end.ik1_kA);
    return std::isfinite(least_kA) ? least_kA * kAmperes : 0.0;
}

const BusFaultLevel* FaultLevels::find(model::EntityId entity, int section) const {
    const auto it = std::find_if(buses.begin(), buses.end(), [&](const BusFaultLevel& bus) {
        return bus.entity == entity && bus.section == section;
    });
    return it == buses.end() ? nullptr : &*it;
}

const FeederFaultLevel* FaultLevels::find(model::FeederId feeder) const {
    const auto it = std::lower_bound(
        feeders.begin(), feeders.end(), feeder,
        [](const FeederFaultLevel& level, model::FeederId id) { return level.feeder < id; });
    return it != feeders.end() && it->feeder == feeder ? &*it : nullptr;
}

std::vector<std::string> faultAssumptions(const FaultLevels& levels) {
    const bool isNarrow = levels.rules.tolerance == short_circuit::LowVoltageTolerance::SixPercent;
    return {
        std::string("IEC 60909-0:2016 with the equivalent voltage source; c 1.10 and 1.00 above "
                    "1 kV, ") +
            (isNarrow ? "1.05 and 0.95" : "1.10 and 0.90") + " in low voltage.",
        "Peak currents by method C (20 Hz); transformers corrected by K_T.",
        "Least currents: grid at " + model::fixed(100.0 * kLeastGridShare, 0) +
            " % of its short-circuit power, cables at " + model::fixed(kCableFault_C, 0) +
            " \u00b0C, busways at " + model::fixed(kBuswayFault_C, 0) + " \u00b0C.",
        "Earth currents return through a conductor of the phases' section where the catalogue "
        "states no zero-sequence impedance; X0 of transformers is 0.95 of X1.",
        "Generation in service: sets with a subtransient reactance of 0.15, and 0.06 of their own "
        "transformer above 1 kV, 3 times rated current sustained at most, xd 2.5; converters up to "
        "1.2 times rated current.",
        "Faults on feeders are cleared within " + model::fixed(kFeederClearing_s, 1) +
            " s; conductors heat up from " + model::fixed(kBeforeFault_C, 0) + " to " +
            model::fixed(kAfterFault_C, 0) + " \u00b0C meanwhile (IEC 60949), screens not checked.",
        "A UPS passes a fault's current through its bypass; loads on drives feed nothing back.",
    };
}

} // namespace hallwright::engine
