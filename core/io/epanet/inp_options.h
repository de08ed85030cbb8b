#pragma once

#include "core/base/result.h"
#include "core/io/epanet/inp_text.h"
#include "core/io/epanet/inp_units.h"
#include "core/solvers/hydronic/hydronic_problem.h"

#include <map>
#include <string>
#include <vector>

namespace hallwright::io {

/// [OPTIONS] and [TIMES] as far as they decide a steady solve at time 0.
struct InpOptions {
    InpUnits units;
    hydronic::FrictionFormula friction = hydronic::FrictionFormula::HazenWilliams;
    double viscosity_m2_per_s = 0.0;
    double specificGravity = 1.0;
    double demandMultiplier = 1.0;
    double emitterExponent = 0.5;
    bool isPressureDriven = false; ///< DEMAND MODEL PDA
    double leastPressure = 0.0;    ///< of PDA, in the file's pressure unit, and the one needed
    double neededPressure = 0.1;
    double pressureExponent = 0.5;
    std::string defaultPattern = "1";
    int trials = 200;
    double patternStart_s = 0.0;
    double patternStep_s = 3600.0;
    double startClock_s = 0.0;

    /// Head of the file's fluid [m] for one unit of a pressure.
    [[nodiscard]] double headOf(const InpPressure& pressure) const {
        return pressure.isHead ? pressure.head_m : pressure.head_m / specificGravity;
    }
};

[[nodiscard]] InpOptions readOptions(const InpText& text, base::Diagnostics& findings);

/// Seconds of a time of day or a duration: "1:30", "0:05:00", "1.5" (hours), "90 MIN", "12 AM".
[[nodiscard]] std::optional<double> parseTime_s(const std::vector<std::string_view>& words,
                                                std::size_t first);

/// Multipliers of each pattern by its name.
using InpPatterns = std::map<std::string, std::vector<double>, std::less<>>;
[[nodiscard]] InpPatterns readPatterns(const InpText& text, base::Diagnostics& findings);

/// A curve as written: x and y of each point, and the line of its first.
struct InpCurve {
    int line = 0;
    std::vector<double> x, y;
};
using InpCurves = std::map<std::string, InpCurve, std::less<>>;
[[nodiscard]] InpCurves readCurves(const InpText& text, base::Diagnostics& findings);

/// A pump's characteristic from its curve. Three points from zero flow: h0 - a q^n through all of
/// them. One point (Q, H): the same through (0, 4/3 H) and (2 Q, 0), 4/3 rounded as EPANET does.
/// Otherwise straight lines. Nothing if the heads do not fall.
[[nodiscard]] std::optional<hydronic::Curve> pumpCurveOf(const InpCurve& curve,
                                                         const InpUnits& units);

} // namespace hallwright::io
