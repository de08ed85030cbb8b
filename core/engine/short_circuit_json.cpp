#include "core/engine/short_circuit_json.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace hallwright::engine {

namespace {

using Json = nlohmann::ordered_json;

Json finiteNumber(double value) {
    return std::isfinite(value) ? Json(value) : Json();
}

Json impedance(const short_circuit::Complex& z_ohm, bool exists) {
    return exists ? Json{z_ohm.real(), z_ohm.imag()} : Json();
}

void addRating(Json& row, const FaultRating& rating, double loading) {
    if (!rating.isKnown())
        return;
    row["rated_type"] = rating.type;
    row["rated_type_assumed"] = rating.isAssumed;
    row["icw_ka"] = rating.shortTime_A / 1e3;
    row["ipk_ka"] = rating.peak_A / 1e3;
    row["fault_loading"] = loading;
}

} // namespace

void addCurrents(Json& row, const short_circuit::FaultLevel& maximum,
                 const short_circuit::FaultLevel& minimum) {
    row["ik3_max_ka"] = finiteNumber(maximum.ik3_kA);
    row["ik2_max_ka"] = finiteNumber(maximum.ik2_kA);
    row["ik1_max_ka"] = finiteNumber(maximum.ik1_kA);
    row["ik2e_max_ka"] = finiteNumber(maximum.ik2e_kA);
    row["ike2e_max_ka"] = finiteNumber(maximum.ike2e_kA);
    row["ip_ka"] = finiteNumber(maximum.ip_kA);
    row["ib_ka"] = finiteNumber(maximum.ib_kA);
    row["ik_ka"] = finiteNumber(maximum.ik_kA);
    row["ith_ka"] = finiteNumber(maximum.ith_kA);
    row["ik3_min_ka"] = finiteNumber(minimum.ik3_kA);
    row["ik2_min_ka"] = finiteNumber(minimum.ik2_kA);
    row["ik1_min_ka"] = finiteNumber(minimum.ik1_kA);
    row["ik2e_min_ka"] = finiteNumber(minimum.ik2e_kA);
    row["ike2e_min_ka"] = finiteNumber(minimum.ike2e_kA);
    row["ik_min_ka"] = finiteNumber(minimum.ik_kA);
    row["c_max"] = finiteNumber(maximum.c);
    row["c_min"] = finiteNumber(minimum.c);
    row["kappa"] = finiteNumber(maximum.kappa);
    row["r_over_x"] = finiteNumber(maximum.rOverX);
    const bool hasVoltage = maximum.isEnergised && !maximum.isConverterFed;
    row["z1_max_ohm"] = impedance(maximum.z1_ohm, hasVoltage);
    row["z0_max_ohm"] = impedance(maximum.z0_ohm, hasVoltage && maximum.hasEarthPath);
}

void addFaultLevel(Json& row, const BusFaultLevel& level) {
    addCurrents(row, level.maximum, level.minimum);
    addRating(row, level.rating, level.loading());
}

void addFaultLevel(Json& row, const BuswayFaultLevel& level) {
    row["ik3_max_ka"] = finiteNumber(level.start.ik3_kA);
    row["ip_ka"] = finiteNumber(level.start.ip_kA);
    row["ik_max_end_ka"] = level.most_A > 0.0 ? Json(level.most_A / 1e3) : Json();
    row["ik_min_end_ka"] = level.end.isEnergised ? Json(level.least_A() / 1e3) : Json();
    row["ik_needed_ka"] = level.needed_A > 0.0 ? Json(level.needed_A / 1e3) : Json();
    addRating(row, level.rating, level.loading());
}

void addFaultLevel(Json& row, const FeederFaultLevel& level) {
    if (!(level.most_A > 0.0))
        return;
    row["ik_max_end_ka"] = level.most_A / 1e3;
    row["ik_min_end_ka"] = level.least_A / 1e3;
    row["ik_needed_ka"] = level.needed_A / 1e3;
    row["ith_start_ka"] = level.thermal_A / 1e3;
    row["clearing_s"] = level.clearing_s;
    if (level.withstand_A > 0.0) {
        row["withstand_ka"] = level.withstand_A / 1e3;
        row["thermal_loading"] = level.thermalLoading();
    }
}

} // namespace hallwright::engine
