#include "core/io/epanet/inp_units.h"

#include "core/io/epanet/inp_text.h"

#include <array>

namespace hallwright::io {

namespace {

constexpr double kFoot_m = 0.3048;
constexpr double kInch_m = 0.0254;
constexpr double kMillimetre_m = 1e-3;
constexpr double kLitre_m3 = 1e-3;
constexpr double kGallon_m3 = 3.785411784e-3;     ///< US liquid gallon, exact
constexpr double kImperialGallon_m3 = 4.54609e-3; ///< exact
constexpr double kAcreFoot_m3 = 43560.0 * kFoot_m * kFoot_m * kFoot_m;
constexpr double kMinute_s = 60.0;
constexpr double kHour_s = 3600.0;
constexpr double kDay_s = 86400.0;
constexpr double kKilowatt_W = 1000.0;
/// EPANET's 0.4333 psi per foot of water, 6.895 kPa per psi and 0.068948 bar per psi.
constexpr double kPsiPerFoot = 0.4333;
constexpr double kKilopascalPerPsi = 6.895;
constexpr double kBarPerPsi = 0.068948;
constexpr InpPressure kPsi{kFoot_m / kPsiPerFoot, false};

constexpr double kCubicFoot_m3 = kFoot_m * kFoot_m * kFoot_m;

struct FlowUnit {
    std::string_view name;
    double m3_per_s;
    bool isUs;
    double epanetPerCubicFoot; ///< EPANET's rounded factor from ft3/s
};

constexpr std::array<FlowUnit, 11> kFlowUnits = {{
    {"CFS", kCubicFoot_m3, true, 1.0},
    {"GPM", kGallon_m3 / kMinute_s, true, 448.831},
    {"MGD", 1e6 * kGallon_m3 / kDay_s, true, 0.64632},
    {"IMGD", 1e6 * kImperialGallon_m3 / kDay_s, true, 0.5382},
    {"AFD", kAcreFoot_m3 / kDay_s, true, 1.9837},
    {"LPS", kLitre_m3, false, 28.317},
    {"LPM", kLitre_m3 / kMinute_s, false, 1699.0},
    {"MLD", 1e6 * kLitre_m3 / kDay_s, false, 2.4466},
    {"CMH", 1.0 / kHour_s, false, 101.94},
    {"CMD", 1.0 / kDay_s, false, 2446.6},
    {"CMS", 1.0, false, 0.028317},
}};

} // namespace

std::optional<InpUnits> unitsOf(std::string_view flowUnit) {
    const std::string_view name = isKeyword(flowUnit, "SI") ? "LPS" : flowUnit;
    for (const FlowUnit& unit : kFlowUnits) {
        if (!beginsWith(name, unit.name))
            continue;
        const double flow_m3_per_s = kCubicFoot_m3 / unit.epanetPerCubicFoot;
        const double trueFlow = unit.m3_per_s / flow_m3_per_s;
        if (unit.isUs)
            return InpUnits{flow_m3_per_s,  trueFlow,      kFoot_m, kInch_m,
                            1e-3 * kFoot_m, kHorsepower_W, kPsi,    kPsi};
        return InpUnits{flow_m3_per_s, trueFlow,    1.0, kMillimetre_m,
                        kMillimetre_m, kKilowatt_W, {},  {}};
    }
    return std::nullopt;
}

std::optional<InpPressure> pressureUnitOf(std::string_view name) {
    if (isKeyword(name, "PSI"))
        return kPsi;
    if (isKeyword(name, "KPA"))
        return InpPressure{kFoot_m / (kPsiPerFoot * kKilopascalPerPsi), false};
    if (isKeyword(name, "BAR"))
        return InpPressure{kFoot_m / (kPsiPerFoot * kBarPerPsi), false};
    if (isKeyword(name, "M") || isKeyword(name, "METERS"))
        return InpPressure{};
    if (isKeyword(name, "FEET") || isKeyword(name, "FT"))
        return InpPressure{kFoot_m, true};
    return std::nullopt;
}

} // namespace hallwright::io
