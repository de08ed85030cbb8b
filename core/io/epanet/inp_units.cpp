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
    /// EPANET's factor from ft3/s where its rounding shows in heads (more than 1e-5 off); else 0.
    double epanetPerCubicFoot = 0.0;
};

constexpr std::array<FlowUnit, 11> kFlowUnits = {{
    {"CFS", kCubicFoot_m3, true},
    {"GPM", kGallon_m3 / kMinute_s, true},
    {"MGD", 1e6 * kGallon_m3 / kDay_s, true},
    {"IMGD", 1e6 * kImperialGallon_m3 / kDay_s, true, 0.5382},
    {"AFD", kAcreFoot_m3 / kDay_s, true, 1.9837},
    {"LPS", kLitre_m3, false},
    {"LPM", kLitre_m3 / kMinute_s, false},
    {"MLD", 1e6 * kLitre_m3 / kDay_s, false, 2.4466},
    {"CMH", 1.0 / kHour_s, false},
    {"CMD", 1.0 / kDay_s, false, 2446.6},
    {"CMS", 1.0, false},
}};

} // namespace

std::optional<InpUnits> unitsOf(std::string_view flowUnit) {
    for (const FlowUnit& unit : kFlowUnits) {
        if (!isKeyword(flowUnit, unit.name))
            continue;
        const double flow_m3_per_s =
            unit.epanetPerCubicFoot > 0.0 ? kCubicFoot_m3 / unit.epanetPerCubicFoot : unit.m3_per_s;
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
