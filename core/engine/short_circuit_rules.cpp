#include "core/engine/short_circuit_rules.h"

#include <cmath>
#include <utility>

namespace hallwright::engine {

double peakOverShortTime(double nominal_V, double shortTime_A) {
    constexpr double kLowVoltage_V = 1000.0;
    if (nominal_V > kLowVoltage_V)
        return 2.5;
    constexpr std::pair<double, double> kSteps_A[] = {
        {5e3, 1.5}, {10e3, 1.7}, {20e3, 2.0}, {50e3, 2.1}};
    for (const auto& [upTo_A, factor] : kSteps_A)
        if (shortTime_A <= upTo_A)
            return factor;
    return 2.2;
}

FaultRating ratingOf(const catalog::SwitchgearType& type, double nominal_V) {
    FaultRating rating;
    rating.type = type.id;
    rating.shortTime_A = type.shortTimeCurrent_A;
    rating.isPeakFromIcw = type.peakCurrent_A <= 0.0;
    rating.peak_A = rating.isPeakFromIcw ? peakOverShortTime(nominal_V, type.shortTimeCurrent_A) *
                                               type.shortTimeCurrent_A
                                         : type.peakCurrent_A;
    rating.breaking_A =
        type.breakingCurrent_A > 0.0 ? type.breakingCurrent_A : type.shortTimeCurrent_A;
    return rating;
}

FaultRating ratingOf(const catalog::CableType& busway) {
    FaultRating rating;
    rating.type = busway.id;
    rating.shortTime_A = busway.shortTimeCurrent_A;
    rating.isPeakFromIcw = busway.peakCurrent_A <= 0.0;
    rating.peak_A = rating.isPeakFromIcw
                        ? peakOverShortTime(busway.voltage_V, busway.shortTimeCurrent_A) *
                              busway.shortTimeCurrent_A
                        : busway.peakCurrent_A;
    return rating;
}

namespace {

/// k of the conductor: current over section that heats it to the highest temperature in 1 s
/// [A s^1/2 / m2].
double heatingConstant(catalog::ConductorMetal metal) {
    if (metal == catalog::ConductorMetal::Unknown)
        return 0.0;
    const bool isCopper = metal == catalog::ConductorMetal::Copper;
    const double constant = isCopper ? 226e6 : 148e6;
    const double beta_K = isCopper ? 234.5 : 228.0;
    return constant * std::sqrt(std::log((kAfterFault_C + beta_K) / (kBeforeFault_C + beta_K)));
}

} // namespace

double withstand_A(const catalog::CableType& cable, double duration_s) {
    return heatingConstant(cable.conductor) * cable.section_m2 / std::sqrt(duration_s);
}

double sectionFor_m2(catalog::ConductorMetal metal, double current_A, double duration_s) {
    return current_A * std::sqrt(duration_s) / heatingConstant(metal);
}

FaultRating assumedRating(const catalog::Catalog& catalog, double nominal_V, double current_A) {
    constexpr double kNearby = 1.5; // of another class beyond it
    const catalog::SwitchgearType* best = nullptr;
    for (const auto& type : catalog.switchgear) {
        if (type.voltage_V < nominal_V || type.voltage_V > kNearby * nominal_V ||
            type.ratedCurrent_A < current_A)
            continue;
        if (!best || std::pair(type.voltage_V, type.ratedCurrent_A) <
                         std::pair(best->voltage_V, best->ratedCurrent_A))
            best = &type;
    }
    if (!best)
        return {};
    auto rating = ratingOf(*best, nominal_V);
    rating.isAssumed = true;
    return rating;
}

} // namespace hallwright::engine
